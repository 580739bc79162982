"""The letter that reminds whoever settles comments of points whose day has passed or comes. Not a word of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from komplan_core.consultation.replies import Words, framed
from komplan_core.consultation.rounds import Round
from komplan_core.papers import DocumentText


@dataclass(frozen=True, slots=True)
class Reminded:
    """A point to be reminded of."""

    label: str
    """How it is printed, such as `17/2`."""
    state: str
    """Title of its state."""
    due_on: date


def reminder(held: Round, points: Sequence[Reminded], today: date, city: DocumentText) -> Words:
    """The letter, oldest day first."""
    lines = [f"v knize připomínek „{held.title}“ na Vás čekají tyto body:", ""]
    for point in sorted(points, key=lambda item: (item.due_on, item.label)):
        over = (today - point.due_on).days
        when = f", {over} dní po termínu" if over > 0 else ""
        day = f"{point.due_on.day}. {point.due_on.month}. {point.due_on.year}"
        lines.append(f"Bod {point.label}: do {day}{when} ({point.state})")
    return Words(f"K vypořádání: {held.title} ({len(points)})", framed(lines, city))
