"""A region with something to say in every table of its plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from komplan.planning.v1 import evaluation_pb2
from komplan.planning.v1 import monitoring_editor_service_pb2 as monitoring
from komplan.planning.v1.needs_report_pb2 import CapacityNeed
from komplan.region.v1 import crosswalk_office_service_pb2 as crosswalk
from komplan.region.v1 import crosswalk_pb2, network_pb2
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan.region.v1 import network_office_service_pb2 as network
from komplan.type.v1.period_pb2 import Period
from support.adopting import resolve
from support.consultation import Desk
from support.instance import Instance
from support.monitoring import HOURS
from support.region_cities import Two, adopt_a_plan, line, own_instances, two_cities
from support.region_needs import REGION, day, form, open_round, submit
from support.region_plan import Office, money
from support.region_supply import HOME

PREVIOUS: Final = f"{REGION}/plans/2024-2026"
APPROVED: Final = {"body": "assembly", "number": "ZK 9/2026", "held_on": {"year": 2026, "month": 12, "day": 1}}


@dataclass(frozen=True)
class Whole:
    """Two cities, their region, and the consultation in which people comment on its plans."""

    two: Two
    book: Instance
    version: Any
    """The version that was built of all of it."""

    @property
    def office(self) -> Office:
        """The region's office."""
        return self.two.office

    def stop(self) -> None:
        """Stop all four."""
        self.two.stop()
        self.book.stop()


def whole_region(folder: Path) -> Whole:
    """Build a plan whose tables all have rows."""
    start = own_instances(folder)
    book = start("consultation")

    def of_one_issuer(*services: str, **settings: Any) -> Instance:
        return start(*services, **{**settings, "keys": book.folder})

    def region_at(*services: str, **settings: Any) -> Instance:
        return of_one_issuer(*services, consultation=book.target, **settings)

    two = two_cities(of_one_issuer, region_at)
    office = two.office
    _evaluated(two.vzorov)
    _said_of_indicators(office.region)
    _missing(office.region)
    office.network()
    _own_network(office.region)
    _carried_out(office, book)
    office.plan(previous=PREVIOUS)
    office.priority(target_groups=["seniors"])
    lines = [money(2027, 1_000_01, "region"), money(2028, 7, "gifts", secured=3)]
    office.measure(supports=["areas/vzorov/plans/p1/versions/v1/measures/m1"], financing=lines)
    office.collect()
    return Whole(two, book, office.build())


def _evaluated(city: Instance) -> None:
    """The city approves what it says of a whole plan with an indicator."""
    adopt_a_plan(city, "vzorov", [(("seniors",), [line(2029, planned=9)])], "p2", [HOURS])
    made = evaluation_pb2.Evaluation(title="Závěr", kind="final")
    create = monitoring.CreateEvaluationRequest(parent="areas/vzorov/plans/p2", evaluation=made)
    name = city.ask("MonitoringEditorService/CreateEvaluation", create).name
    by = resolve(city.ask, name, held_on="2026-09-15").name
    city.ask("MonitoringEditorService/ApproveEvaluation", monitoring.ApproveEvaluationRequest(name=name, resolution=by))


def _said_of_indicators(region: Instance) -> None:
    """The region compares the city's hours as its own."""
    entry = crosswalk_pb2.CrosswalkEntry(
        area="vzorov", kind="indicator", code=HOURS.code, canonical={"sluzby": "1"}, validity=Period(start=day(2027))
    )
    request = crosswalk.CreateCrosswalkEntryRequest(parent=REGION, crosswalk_entry=entry)
    region.ask("CrosswalkOfficeService/CreateCrosswalkEntry", request)


def _missing(region: Instance) -> None:
    """Capacities that are missing, not known, or above the need; and a round in which all were silent."""
    told: dict[str, Any] = {"service_type": HOME, "form": "residential", "unit": "beds", "target_group": "seniors"}
    for town, needed, now in (("999002", 70, 45), ("999003", 20, 30), ("999012", 42, None)):
        need = CapacityNeed(quantity_needed=needed, quantity_now=now, from_year=2028, need_nos=[1], **told)
        submit(region, form(town, f"Lůžka {town}", capacities=[need]))
    silent = open_round(region, 2026)
    region.ask("NeedRoundOfficeService/CloseNeedRound", rounds.CloseNeedRoundRequest(name=silent))


def _own_network(region: Instance) -> None:
    """What a municipality counts to its own."""
    flag = network_pb2.MunicipalFlag(
        municipality="999001",
        registration="5550001",
        title="Senior taxi",
        validity=Period(start=day(2025)),
        source="rada obce",
    )
    request = network.CreateMunicipalFlagRequest(parent=REGION, municipal_flag=flag)
    region.ask("NetworkOfficeService/CreateMunicipalFlag", request, ("analyst",))


def _carried_out(office: Office, book: Instance) -> None:
    """The plan before: consulted, adopted by the rules of a day that ask for nothing, and evaluated."""
    office.plan(2024, first=True)
    office.priority(plan=PREVIOUS)
    office.measure(plan=PREVIOUS, financing=[money(2024, 500_00, secured=400_00, actual=450_00)])
    version = office.finished(office.build(PREVIOUS).name)
    desk = Desk(book, round_id="sprss", plan_version="areas/vzorov/plans/2024-2026/versions/v1")
    comments = [desk.entered(text) for text in ("Chybí noclehárna.", "Chybí terapeut.")]
    desk.close()
    for comment in comments:
        desk.answered(comment, "rejected")
    desk.finish()
    office.adopt(version, "2006-12-31", round=desk.round)
    done = {"name": f"{PREVIOUS}/measures/m1", "state": "fulfilled", "state_text": "Hotovo"}
    office.ask("UpdateRegionMeasure", region_measure=done, update_mask={"paths": ["state", "state_text"]})
    made = office.ask("CreateEvaluation", parent=PREVIOUS, evaluation={"title": "Závěr", "kind": "final"})
    office.ask("ApproveEvaluation", name=made.name, resolution=APPROVED)
