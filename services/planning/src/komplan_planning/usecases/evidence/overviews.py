"""Evidence added up: needs and their people, benefits, mapping, money. Nothing is counted twice."""

from collections import Counter
from dataclasses import dataclass

from komplan_core import names
from komplan_core.errors import Forbidden, NotFound
from komplan_core.evidence import benefits, mapping
from komplan_core.evidence.finance import Analysis, Line, analyse
from komplan_core.evidence.persons import PersonsTotal, persons_total
from komplan_core.evidence.series import Trend, trend
from komplan_core.evidence.surveys import Survey, SurveyResults, results
from komplan_core.process import StatedFigure
from komplan_kit.caller import Caller
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure, is_office


@dataclass(frozen=True)
class NeedOverview:
    """The needs of a year."""

    year: int
    states: Counter[str]
    compared: Counter[str]
    total: PersonsTotal
    groups: dict[str, PersonsTotal]
    rounds: list[str]


@dataclass(frozen=True)
class Money:
    """What is computed, and what sources state beside it."""

    name: str
    analysis: Analysis
    stated: tuple[StatedFigure, ...]


class Overviews:
    """What the evidence says as a whole."""

    def __init__(self, structure: Structure) -> None:
        self._profile = structure.profile
        self._area = names.AREA.format(area=structure.profile.area.code)

    def needs(self, tx: PlanningTx, year: int) -> NeedOverview:
        """The needs of a year by state, by what changed, and by target group."""
        found = tx.evidence.needs_of_year(year)
        groups = [group.code for group in self._profile.target_groups]
        return NeedOverview(
            year=year,
            states=Counter(need.state.value for need in found),
            compared=Counter(need.compared.value for need in found),
            total=persons_total(found),
            groups={code: persons_total(need for need in found if code in need.target_groups) for code in groups},
            rounds=tx.evidence.rounds_of_year(year),
        )

    def benefits(self, tx: PlanningTx, cycle: str) -> benefits.BenefitOverview:
        """What planning brought, in a cycle or in all of them."""
        return benefits.overview(tx.evidence.all_benefits(cycle))

    def mapping(self, tx: PlanningTx) -> mapping.MappingOverview:
        """Who is there, and what nobody answers."""
        groups = [group.code for group in self._profile.target_groups]
        return mapping.overview(tx.evidence.all_subjects(), groups, tx.evidence.open_needs())

    def trend(self, tx: PlanningTx, name: str) -> Trend:
        """A series as it grew."""
        return trend(tx.evidence.series.get(name))

    def survey(self, tx: PlanningTx, name: str, exact: bool, caller: Caller) -> tuple[Survey, SurveyResults]:
        """The results of a survey: those of a published one without small counts, for everybody."""
        if exact and not is_office(caller):
            raise Forbidden("ROLE_REQUIRED", "all counts are for the staff")
        survey = tx.evidence.surveys.get(name)
        if not survey.published and not is_office(caller):
            raise NotFound("NOT_FOUND", f"there is no survey `{name}`")
        return survey, results(survey, exact)

    def money(self, tx: PlanningTx, version: str, caller: Caller) -> Money:
        """The money of a version's measures under canonical sources, beside what sources state of its cycle."""
        names.VERSION.parse(version)
        found = tx.versions.find(version)
        if found is None or not (found.content_sha256 or is_office(caller)):
            raise NotFound("NOT_FOUND", f"there is no plan version `{version}`")
        lines = (
            Line(year, self._profile.canonical_source(source) or source, planned, secured, actual)
            for year, source, planned, secured, actual in tx.evidence.money_of(version)
        )
        cycle = tx.cycles.get(f"{self._area}/cycles/{tx.plans.get(names.parent(version)).cycle}")
        stated = tuple(figure for figure in cycle.stated_figures if figure.unit == "hal")
        return Money(version, analyse(lines), stated)
