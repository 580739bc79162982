"""Sections of text of a draft."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.planning import PlanSection
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Sections:
    """The parts of a plan that are text."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Add a section to a draft."""
        names.VERSION.parse(parent, "parent")
        version_id = tx.versions.refer(parent, "parent")
        self._city.check_draft(tx.versions.get(parent))
        name = f"{parent}/sections/{self._city.new_id(wanted, 'plan_section_id')}"
        section = tx.content.sections.make({**values, "name": name}, "plan_section")
        return tx.content.sections.add(self._checked(tx, section), version_id=version_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a section of a draft."""
        names.SECTION.parse(name, "plan_section.name")
        self._city.check_draft(tx.versions.get(names.parent(name)))
        section = tx.content.sections.changed(name, changes, "plan_section")
        return tx.content.sections.replace(self._checked(tx, section), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a section of a draft."""
        names.SECTION.parse(name)
        self._city.check_draft(tx.versions.get(names.parent(name)))
        tx.adoption.forget_staff_fields(name)
        return tx.content.sections.delete(name, etag)

    def _checked(self, tx: PlanningTx, section: PlanSection) -> PlanSection:
        there = tx.content.section_at(names.parent(section.name), section.position)
        if there is not None and there != section.name:
            taken = f"place {section.position} is taken by `{names.last_id(there)}`"
            raise Invalid.field("plan_section.position", "DUPLICATE_CODE", taken)
        self._city.check_extra("section", section.extra, "plan_section.extra")
        return section
