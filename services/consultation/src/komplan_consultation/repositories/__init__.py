"""How the consultation is stored."""

from komplan_consultation.repositories.book_guard import KeptBooks
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.repositories.kinds import METADATA
from komplan_core.plugins import compile_profile
from komplan_kit.config import Settings
from komplan_kit.engine import Store
from komplan_kit.fsck import Finding
from komplan_kit.keystore import Keystore

__all__ = ["METADATA", "audit"]


def audit(store: Store, settings: Settings, keys: Keystore | None) -> list[Finding]:
    """What `komplan doctor` finds in the comment books beside rows and journal. It makes nothing. Raises PlanError."""
    profile = compile_profile(settings.area.plugins)[0] if settings.area is not None else None
    books = KeptBooks(store, BookKeys(settings.book_key(), settings.book_host()), keys, profile)
    return [Finding(found.origin, found.problem) for found in books.findings(deep=True)]
