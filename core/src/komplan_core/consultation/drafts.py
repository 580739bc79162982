"""Drafts: the texts of a plan version as people comment on them, copied when they are published and never changed."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from komplan_core.record import Entity, Record

CODE_LENGTH: Final = 8
"""Hexadecimal digits of the short code that stands on every page and form."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DraftKind(StrEnum):
    """What a draft is in the life of the round."""

    DRAFT = "draft"
    """The one that people comment on."""
    REVISED = "revised"
    FINAL = "final"
    """The one into which the settlements were worked."""
    APPROVED = "approved"


class DraftBlock(Record):
    """One text of a draft, by the id that it has in every version of the plan."""

    id: Annotated[str, Field(min_length=1, max_length=300)]
    number: str = ""
    """Printed number of what it stands in."""
    title: str = ""
    text: str = ""
    sha256: Sha256
    """Of the text's normal form C in UTF-8."""


class Draft(Entity):
    """One version of the plan as it was published for a round; its texts stand beside it."""

    kind: DraftKind
    plan_version: str
    """Resource name of planning's version."""
    sha256: Sha256
    """The hash under which planning froze the version."""
    code: Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{CODE_LENGTH}}}$")]
    """The first digits of the hash: printed on every page and form."""
    blocks: Annotated[int, Field(ge=0)] = 0
    """How many texts it has."""
    blocks_sha256: Sha256
    """Hash over the ids and hashes of the texts, in their order."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "cs"
    published_at: datetime | None = None


def short_code(sha256: str) -> str:
    """The code by which people recognise a draft."""
    return sha256[:CODE_LENGTH]


def blocks_sha256(blocks: Iterable[DraftBlock]) -> str:
    """Hexadecimal SHA-256 over `id LF sha256 LF` of each text, in their order."""
    made = hashlib.sha256()
    for block in blocks:
        made.update(f"{block.id}\n{block.sha256}\n".encode())
    return made.hexdigest()
