"""The files that came with submissions and comments: taken when somebody named them, given to the office only."""

from typing import Any, Final

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_core import names
from komplan_core.consultation.attachments import Attachment, check_file
from komplan_core.errors import Invalid, NotFound
from komplan_kit.codec import Codec
from komplan_kit.store import Written

PART: Final = 1 << 20
"""Bytes of one part of a file on its way."""


class Files:
    """Files of submissions and comments."""

    def __init__(self, codec: Codec[Any]) -> None:
        self._codec = codec

    def named(self, tx: ConsultationTx, owner: str, sha256: str) -> Attachment:
        """What is known of a file. Raises NotFound, and Invalid for a file that its owner does not name."""
        if names.SUBMITTED.matches(owner):
            files = tx.submissions.get(owner, "parent").attachments
        else:
            names.COMMENT.parse(owner, "parent")
            files = tx.comments.get(owner, "parent").attachments
        found = next((file for file in files if file.sha256 == sha256), None)
        if found is None:
            message = "name the file among the attachments when the submission is received or registered"
            raise Invalid.field("sha256", "REFERENCE_MISSING", message)
        return found

    def put(self, tx: ConsultationTx, owner: str, sha256: str, content: bytes) -> Written:
        """Keep a file that was looked through before. Raises Invalid for one that its owner does not name."""
        file = self.named(tx, owner, sha256)
        check_file(content, file)
        tx.files.put(owner, sha256, content)
        encoded = self._codec.encode(file).SerializeToString()
        return Written(owner, "", encoded, encoded)

    def get(self, tx: ConsultationTx, owner: str, sha256: str) -> bytes:
        """A file. Raises NotFound for one that was not uploaded, or whose key was erased."""
        self.named(tx, owner, sha256)
        content = tx.files.get(owner, sha256)
        if content is None:
            raise NotFound("NOT_FOUND", "the file was not uploaded, or was erased")
        return content
