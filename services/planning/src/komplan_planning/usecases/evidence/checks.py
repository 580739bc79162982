"""What entries of evidence may refer to, kind by kind."""

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.evidence.benefits import Benefit
from komplan_core.evidence.mapping import MappedSubject
from komplan_core.evidence.series import Series
from komplan_core.evidence.surveys import Survey
from komplan_core.evidence.swots import Swot
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.evidence.references import References
from komplan_planning.usecases.structure import Structure


class Checks:
    """Raise Invalid with the field that refers to nothing."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._references = References(structure.profile.area.code)

    def survey(self, tx: PlanningTx, survey: Survey) -> None:
        """A survey belongs to a cycle, or to none."""
        self._references.check_cycle(tx, survey.cycle, "survey.cycle")

    def swot(self, tx: PlanningTx, swot: Swot) -> None:
        """A SWOT is of a group that exists; its items lead to needs and measures that exist, and stay while cited."""
        self._references.check_cycle(tx, swot.cycle, "swot.cycle")
        if swot.working_group:
            self._city.profile.group(swot.working_group, "swot.working_group")
        for index, link in enumerate(swot.links):
            field = f"swot.links.{index}.target"
            if names.NEED.matches(link.target):
                tx.needs.refer(link.target, field)
            else:
                names.MEASURE.parse(link.target, field)
                tx.measures.refer(link.target, field)
        before = tx.evidence.swots.find(swot.name)
        kept = {item.code for item in swot.items}
        for item in before.items if before is not None else ():
            if item.code not in kept and tx.evidence.referred(f"{swot.name}/items/{item.code}"):
                message = f"a measure rests on item `{item.code}`: remove the link first"
                raise Refused("STILL_REFERRED_TO", message, (Violation("swot.items", "STILL_REFERRED_TO", message),))

    def series(self, tx: PlanningTx, series: Series) -> None:
        """A series is of municipalities of the area."""
        self._city.check_municipalities(series.municipalities, (), "series.municipalities")

    def benefit(self, tx: PlanningTx, benefit: Benefit) -> None:
        """A benefit came of measures, answers needs, and is a service of the catalogue where it names one."""
        self._references.check_cycle(tx, benefit.cycle, "benefit.cycle")
        self._city.check_municipalities(benefit.municipalities, (), "benefit.municipalities")
        self._references.check_needs(tx, benefit.needs, "benefit.needs")
        self._references.check_measures(tx, benefit.measures, "benefit.measures")
        self._references.check_catalogue(names.SERVICE, benefit.service, "benefit.service")

    def subject(self, tx: PlanningTx, subject: MappedSubject) -> None:
        """A provider of the catalogue is mapped once: subjects are counted."""
        self._city.check_target_groups(subject.target_groups, "mapped_subject.target_groups")
        self._references.check_needs(tx, subject.needs, "mapped_subject.needs")
        self._references.check_catalogue(names.PROVIDER, subject.provider, "mapped_subject.provider")
        for index, service in enumerate(subject.services):
            self._references.check_catalogue(names.SERVICE, service, f"mapped_subject.services.{index}")
        there = tx.evidence.subject_of_provider(subject.provider) if subject.provider else None
        if there not in (None, subject.name):
            raise Invalid.field("mapped_subject.provider", "DUPLICATE_CODE", f"`{there}` stands for this provider")
