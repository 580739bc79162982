"""The files that came with submissions and comments: sealed, apart from everything that is listed or copied."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, insert, select

from komplan.type.v1 import personal_pb2
from komplan_consultation.repositories.kinds import COMMENTS
from komplan_consultation.rows.intake import AttachmentContentRow
from komplan_core import names
from komplan_core.errors import Unavailable
from komplan_kit import sealing
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_FILES: Final[Any] = AttachmentContentRow.__table__
_THIS = and_(_FILES.c.owner == bindparam("of"), _FILES.c.sha256 == bindparam("what"))
_GET = Statement(select(_FILES.c.key_id, _FILES.c.sealed).where(_THIS))
_OF_OWNER = Statement(select(_FILES.c.sha256, _FILES.c.key_id).where(_FILES.c.owner == bindparam("of")))
_PUT = Statement(insert(_FILES))
_REMOVE = Statement(delete(_FILES).where(_THIS))
_DROP = Statement(delete(_FILES).where(_FILES.c.owner == bindparam("of")))


class FileStore:
    """Sealed files inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def put(self, owner: str, sha256: str, content: bytes) -> None:
        key = self._key(owner)
        self._tx.session.run(_REMOVE, of=owner, what=sha256)
        sealed = sealing.sealed_bytes(content, key, sha256)
        self._tx.session.run(_PUT, owner=owner, sha256=sha256, key_id=key.id, sealed=sealed)

    def get(self, owner: str, sha256: str) -> bytes | None:
        row = self._tx.session.first(_GET, of=owner, what=sha256)
        key = self._tx.key(row[0]) if row is not None else None
        return sealing.opened_bytes(bytes(row[1]), key, sha256) if row is not None and key is not None else None

    def move(self, submission: str, comment: str) -> None:
        for sha256, _ in self._tx.session.all(_OF_OWNER, of=submission):
            content = self.get(submission, sha256)
            if content is not None:
                self.put(comment, sha256, content)
        self.drop(submission)

    def drop(self, owner: str) -> Sequence[str]:
        rows = self._tx.session.all(_OF_OWNER, of=owner)
        self._tx.session.run(_DROP, of=owner)
        if not names.COMMENT.matches(owner):  # a comment's key seals its words too
            self._tx.doomed.update(dict.fromkeys(key_id for _, key_id in rows))
        return [sha256 for sha256, _ in rows]

    def _key(self, owner: str) -> sealing.Key:
        if not names.COMMENT.matches(owner):
            return self._tx.key_store().mint(1)[0]
        stored = self._tx.session.value(COMMENTS.select, of=owner)
        message = COMMENTS.codec.message.FromString(bytes(stored or b""))
        ids = sealing.key_ids(message, personal_pb2.KEY_SCOPE_RECORD)
        key = self._tx.key(ids[0]) if ids else None
        if key is None:
            raise Unavailable("STORAGE_UNAVAILABLE", "the words of this comment were erased: no file is kept for it")
        return key
