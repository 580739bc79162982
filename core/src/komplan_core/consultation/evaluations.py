"""What an author is told each year of an accepted comment: how the measures went that keep it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from komplan_core.consultation.codes import CHANGES_THE_PLAN
from komplan_core.consultation.comments import Comment, Point
from komplan_core.consultation.publishing import shown_settlement
from komplan_core.consultation.replies import Words, framed
from komplan_core.consultation.rounds import Round
from komplan_core.papers import DocumentText


@dataclass(frozen=True, slots=True)
class MeasureYear:
    """One measure in one year, as planning published it."""

    title: str
    states: tuple[str, ...] = ()
    """Titles of its states in that year, oldest first."""
    evaluations: tuple[str, ...] = ()
    """Titles of the approved evaluations that speak of it."""


def is_accepted(point: Point, held: Round) -> bool:
    """Whether everybody may know that a point was accepted, at least in part."""
    answer = shown_settlement(point)
    outcome = held.outcome(answer.outcome) if answer else None
    return outcome is not None and outcome.kernel in CHANGES_THE_PLAN


def evaluation_sha256(year: int, told: Mapping[int, Sequence[MeasureYear]]) -> str:
    """Hexadecimal SHA-256 of what a letter tells; another letter is due where planning publishes something else."""
    lines = [f"{point}\n{item.title}\n{item.states}\n{item.evaluations}" for point in told for item in told[point]]
    return hashlib.sha256("\n".join([str(year), *lines]).encode()).hexdigest()


def evaluation_letter(
    comment: Comment, held: Round, year: int, told: Mapping[int, Sequence[MeasureYear]], city: DocumentText
) -> Words:
    """The letter to an author: each accepted point, by its number, with the measures that keep it."""
    lines = [
        f"v knize připomínek „{held.title}“ je pod číslem {comment.number} zapsána Vaše připomínka, "
        "která byla přijata.",
        f"Při vyhodnocení komunitního plánu za rok {year} Vám sdělujeme, co z ní je.",
        "",
    ]
    for number, measures in told.items():
        lines.append(f"Bod {comment.number}/{number}")
        for measure in measures:
            lines.append(f"Opatření: {measure.title}")
            if measure.states:
                lines.append(f"Stav v roce {year}: {', potom '.join(measure.states)}")
            lines += [f"Vyhodnocení: {title}" for title in measure.evaluations]
        lines.append("")
    return Words(f"Vyhodnocení roku {year} a Vaše připomínka č. {comment.number}: {held.title}", framed(lines, city))
