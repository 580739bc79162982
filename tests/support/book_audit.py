"""Whether the comment books of an instance that was stopped tell the same as its tables."""

from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from support.instance import Instance


def book_problems(city: Instance) -> list[str]:
    """What `komplan doctor` would find in the books of a stopped instance; nothing where it keeps none."""
    if "consultation" not in city.databases or city.context is None:
        return []
    from komplan_consultation.repositories import audit

    keys = Keystore(city.settings.keystore(), only_look=True)
    try:
        found = audit(Store(city.databases["consultation"]), city.settings, keys)
    finally:
        keys.close()
    return [f"{finding.name}: {finding.problem}" for finding in found]
