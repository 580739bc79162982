"""Everything that keeps a row of a source from being entered, told at once to whoever mends it."""

from collections.abc import Callable, Mapping
from typing import Any

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.entering import Entering, Taking
from komplan_consultation.usecases.forms import check_form
from komplan_core.consultation.people import check_two_people
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid, Violation


def faults(
    tx: ConsultationTx, entering: Entering, taking: Taking, values: Mapping[str, Any], clerk: str
) -> list[Violation]:
    """What is wrong with a comment, one fault for each field. It costs more than entering: ask of wrong ones only."""
    held, found = taking.held, dict[str, Violation]()

    def take(check: Callable[[], Any]) -> Any:
        try:
            return check()
        except Invalid as error:
            for item in error.violations:
                found.setdefault(item.field, item)

    def add(field: str, message: str) -> None:
        found.setdefault(field, Violation(field, "REQUIRED", message))

    if not any(says_something(author["full_name"]) for author in values.get("authors", ())):
        message = "nobody is named: a person decides what is anonymous, with the paper in hand"
        add("comment.authors.0.full_name", message)
    points = values.get("points", ())
    if not points or not all(says_something(point["text"]) for point in points):
        add("comment.points.0.text", "the comment says nothing")
    given = take(lambda: entering.given(taking, values))
    if given is not None:
        take(lambda: check_two_people(given.authors, clerk, "comment.authors"))
        take(lambda: entering.content.checked(tx, held, given.points, "comment.points"))
    take(lambda: entering.content.draft(tx, held, values.get("draft_code", ""), "comment.draft_code"))
    if form := values.get("form", ""):
        take(lambda: check_form(tx, held.name, form, "comment.form"))
    return list(found.values())
