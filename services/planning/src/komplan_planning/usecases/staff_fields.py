"""Extra fields that only staff may see, in records apart from what is public."""

from hashlib import sha256
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, NotFound
from komplan_core.extra_fields import FieldSubject, StaffFields, Visibility, check_extra
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

SUBJECTS: Final = {
    names.MEASURE: FieldSubject.MEASURE,
    names.NODE: FieldSubject.NODE,
    names.SECTION: FieldSubject.SECTION,
    names.NEED: FieldSubject.NEED,
}


class StaffValues:
    """What offices note of a measure, node, section or need."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def put(self, tx: PlanningTx, subject: str, values: Any, etag: str) -> Written:
        """Set all staff fields of a record."""
        kind = self._kind(tx, subject)
        name = self._name(subject)
        made = tx.adoption.staff_fields.make({"name": name, "subject": subject, "extra": values}, "")
        check_extra(self._city.profile.fields, kind, made.extra, "extra", Visibility.STAFF)
        if tx.adoption.staff_fields.find(name) is None:
            return tx.adoption.staff_fields.add(made)
        return tx.adoption.staff_fields.replace(made, etag)

    def get(self, tx: PlanningTx, subject: str) -> StaffFields:
        """The staff fields of a record, all empty where none was set."""
        self._kind(tx, subject)
        name = self._name(subject)
        return tx.adoption.staff_fields.find(name) or StaffFields(name=name, subject=subject)

    def _kind(self, tx: PlanningTx, subject: str) -> FieldSubject:
        kind = next((kind for pattern, kind in SUBJECTS.items() if pattern.matches(subject)), None)
        if kind is None:
            raise Invalid.field("name", "NAME_FORMAT", "name a measure, a node, a section or a need")
        if not tx.exists(subject):
            raise NotFound("NOT_FOUND", f"there is no {kind} `{subject}`")
        return kind

    def _name(self, subject: str) -> str:
        return f"{self._area}/staff-fields/{sha256(subject.encode()).hexdigest()[:32]}"
