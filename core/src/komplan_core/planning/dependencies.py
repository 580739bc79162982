"""Which measures must come before which."""

from collections.abc import Iterable, Mapping


def waits_for_itself(measure: str, depends_on: Mapping[str, Iterable[str]]) -> bool:
    """Whether a measure comes, through others, before itself. Ids without an entry depend on nothing."""
    seen: set[str] = set()
    left = list(depends_on.get(measure, ()))
    while left:
        earlier = left.pop()
        if earlier == measure:
            return True
        if earlier not in seen:
            seen.add(earlier)
            left.extend(depends_on.get(earlier, ()))
    return False
