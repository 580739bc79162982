"""The last signed head of each book, kept outside the database: an older copy of the database is noticed by it."""

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from komplan_consultation.repositories.book_keys import put
from komplan_core.book.checkpoints import read
from komplan_core.book.errors import BookError
from komplan_core.errors import Refused


class BookHeads:
    """A file beside the key, replaced as a whole. It only ever goes forward, also when replicas share it."""

    def __init__(self, key: Path) -> None:
        self.path = key.with_suffix(".heads.json")
        self._lock = Lock()

    def kept(self) -> dict[str, str]:
        """The signed checkpoint of each book, by origin. Raises Refused BOOK_READ_ONLY for a damaged file."""
        try:
            found = json.loads(self.path.read_text("utf-8"))
            if not isinstance(found, dict) or any(read(note).origin != origin for origin, note in found.items()):
                raise ValueError
        except FileNotFoundError:
            return {}
        except (ValueError, BookError, OSError, TypeError):
            message = f"`{self.path.name}` is damaged: put it back from its backup, or remove it to trust the database"
            raise Refused("BOOK_READ_ONLY", message) from None
        return found

    def keep(self, notes: Mapping[str, str]) -> None:
        """Keep these checkpoints where they are further than the kept ones."""
        with self._lock:
            known = self.kept()
            sizes = {origin: read(note).size for origin, note in known.items()}
            newer = {origin: note for origin, note in notes.items() if read(note).size > sizes.get(origin, -1)}
            if newer:
                put(self.path, json.dumps({**known, **newer}, indent=1, sort_keys=True) + "\n")
