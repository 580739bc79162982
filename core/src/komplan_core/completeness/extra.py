"""The rule behind required extra fields of a city."""

from collections.abc import Sequence
from typing import Any, Final

from komplan_core.completeness.content import Content
from komplan_core.completeness.rules import Basis, Check, Place, Rule, Severity, noted
from komplan_core.extra_fields import FieldSubject, Visibility, extra_value
from komplan_core.profile import Profile

REQUIRED: Final = Rule(
    code="extra-field-required",
    title="Povinná pole města jsou vyplněna",
    todo="Vyplňte u uzlu, opatření, oddílu nebo potřeby pole, které město vyžaduje.",
    severity=Severity.MANDATORY,
    source="profil města: pole, které město prohlásilo za povinné",
    basis=Basis.CITY,
)


def required(rule: Rule, content: Content, profile: Profile) -> Check:
    """The city's required fields are filled in what the version holds, and in the needs that its measures answer.

    What only staff may see is kept apart and is not looked at here.
    """
    answered = {need for measure in content.measures for need in measure.needs}
    items: dict[FieldSubject, Sequence[Any]] = {
        FieldSubject.NODE: content.nodes,
        FieldSubject.MEASURE: content.measures,
        FieldSubject.SECTION: content.sections,
        FieldSubject.NEED: [need for need in content.needs if need.name in answered],
    }
    return noted(
        rule,
        [
            Place(name=item.name, field=f"extra.{field.code}", what=f"„{item.title}“: {field.label}")
            for field in profile.fields
            if field.required and field.visibility is Visibility.PUBLIC
            for item in items[field.subject]
            if not extra_value(item.extra, field.code)
        ],
    )
