"""The register of refusals: what was not entered into the book, counted and published by reason."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field

from komplan_core.consultation.codes import Channel, RefusalKernel
from komplan_core.consultation.comments import Words
from komplan_core.record import Entity
from komplan_core.values import Code, Text

REFUSAL_MESSAGES: Final = {
    RefusalKernel.ANONYMOUS: "Anonymní připomínky se neevidují. Uveďte prosím jméno nebo název organizace.",
    RefusalKernel.LATE: "Připomínka nepřišla v době připomínkového řízení.",
    RefusalKernel.EMPTY: "Připomínka nemá žádný text.",
    RefusalKernel.OUT_OF_ROUND: "Podání se netýká projednávaného návrhu plánu.",
    RefusalKernel.ABUSIVE: "Podání nebylo přijato pro urážlivý obsah.",
}
"""What to tell the person, in Czech."""

KEEP_DAYS: Final = 30
"""Days for which the content of a refused submission is kept, so that a mistake can be put right."""


class Refusal(Entity):
    """A submission that was not registered. Its content is kept, sealed, until `purge_on` only."""

    number: Annotated[int, Field(ge=1)]
    reason: Code
    channel: Channel
    received_on: date
    message: Text
    """What to tell the person, in Czech."""
    clerk: Text = ""
    """Code of who refused it, never a name."""
    content: Words = ""
    """What it said, until it is purged."""
    purge_on: date | None = None
    purged: bool = False
    submission: str = ""
    """Resource name of the submission that was refused; the content stands there then, until it is purged."""
    leaf: Annotated[int, Field(ge=0)] = 0
    """Index of its entry in the round's log."""
