"""What makes the demonstration's plan complete, and its way through council and assembly."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from komplan.consultation.v1 import draft_office_service_pb2 as drafts
from komplan.consultation.v1 import draft_office_service_pb2_grpc as drafts_rpc
from komplan.consultation.v1 import round_office_service_pb2 as office
from komplan.consultation.v1 import round_office_service_pb2_grpc as office_rpc
from komplan.consultation.v1 import round_pb2
from komplan.planning.v1 import adoption_service_pb2 as adoption
from komplan.planning.v1 import adoption_service_pb2_grpc as adoption_rpc
from komplan.planning.v1 import plan_content_editor_service_pb2 as content
from komplan.planning.v1 import plan_content_editor_service_pb2_grpc as content_rpc
from komplan.planning.v1 import plan_content_pb2, process_pb2, resolution_pb2
from komplan.planning.v1 import process_editor_service_pb2 as process
from komplan.planning.v1 import process_editor_service_pb2_grpc as process_rpc
from komplan.planning.v1 import resolution_editor_service_pb2 as resolution_edit
from komplan.planning.v1 import resolution_editor_service_pb2_grpc as resolutions_rpc
from komplan_cli.demo.generating import period
from komplan_cli.demo.repeating import Once
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day

FIRST_ROUND: Final = "navrh"
ASSEMBLY: Final = "zm-1"
"""Id of the assembly's resolution."""
SECTIONS: Final = (
    ("making", "Jak plán vznikl", "Plán napsaly pracovní skupiny s uživateli, poskytovateli a zadavatelem (ukázka)."),
    ("analysis", "Analýza potřeb a zdrojů", "Vychází z potřeb zapsaných skupinami a z katalogu služeb (ukázka)."),
    ("strategy", "Strategie", "Priority skupin a jejich opatření (ukázka)."),
    ("monitoring", "Sledování a vyhodnocení", "Plnění se vyhodnocuje každý rok podle ukazatelů opatření (ukázka)."),
    ("changes", "Změny služeb a plánu", "Změnu navrhuje pracovní skupina a schvaluje zastupitelstvo (ukázka)."),
)


async def complete_plan(peer: Peer, once: Once, version: str, cycle: str) -> None:
    """Write the sections that the law asks for, and open the calendar of the cycle (`areas/*/cycles/*`)."""
    sections = content_rpc.PlanContentEditorServiceStub(peer.channel)
    for place, (kind, title, text) in enumerate(SECTIONS, 1):
        section = plan_content_pb2.PlanSection(kind=kind, position=place, title=title, text=text)
        request = content.CreatePlanSectionRequest(parent=version, plan_section_id=kind, plan_section=section)
        await once(sections.CreatePlanSection, request)
    entry = process_pb2.CalendarEntry(
        title="Zahajovací konference", kind="conference", starts_on=day(date(2025, 9, 17)), public=True
    )
    begun = process.CreateCalendarEntryRequest(parent=cycle, calendar_entry_id="zahajeni", calendar_entry=entry)
    await once(process_rpc.ProcessEditorServiceStub(peer.channel).CreateCalendarEntry, begun)


async def enter_past(peer: Peer, once: Once, cycle: str, rows: Iterable[dict[str, Any]]) -> None:
    """Enter what the plugin's example knows of a past cycle's calendar, with the days that sources state."""
    stub = process_rpc.ProcessEditorServiceStub(peer.channel)
    for row in rows:
        days = [process_pb2.StatedDay(day=day(stated["day"]), source=stated["source"]) for stated in row["days"]]
        entry = process_pb2.CalendarEntry(
            title=row["title"], kind=row["kind"], starts_on=day(row["starts_on"]), stated_days=days, public=True
        )
        request = process.CreateCalendarEntryRequest(parent=cycle, calendar_entry_id=row["code"], calendar_entry=entry)
        await once(stub.CreateCalendarEntry, request)


async def consult_in_silence(peer: Peer, once: Once, version: str, today: date) -> None:
    """Hold a round on a version in which nobody comments, and settle it."""
    area = "/".join(version.split("/")[:2])
    stub = office_rpc.RoundOfficeServiceStub(peer.channel)
    round_ = round_pb2.Round(
        title="Připomínky k návrhu (ukázka)",
        plan_version=version,
        window=period(today - timedelta(days=30), today),
        channels=[round_pb2.ChannelRule(channel=way) for way in ("post", "web")],
        fictional=True,
    )
    await once(stub.CreateRound, office.CreateRoundRequest(parent=area, round_id=FIRST_ROUND, round=round_))
    name = f"{area}/rounds/{FIRST_ROUND}"
    await once(stub.AnnounceRound, office.AnnounceRoundRequest(name=name))
    await once(stub.CloseRound, office.CloseRoundRequest(name=name, reason="Ukázka se vypořádává hned."))
    await once(stub.StartSettling, office.StartSettlingRequest(name=name))
    await once(stub.SettleRound, office.SettleRoundRequest(name=name))
    await _freeze(peer, once, name, version)


async def _freeze(peer: Peer, once: Once, round_: str, version: str) -> None:
    """Say that the text of a version is final; nothing in it changed."""
    stub = drafts_rpc.DraftOfficeServiceStub(peer.channel)
    await once(stub.PublishDraft, drafts.PublishDraftRequest(parent=round_, kind="final", plan_version=version))


async def adopt_plan(peer: Peer, once: Once, version: str, council: str, assembly: str, held_on: date) -> None:
    """Take a final version through the council, which takes note of it, to the assembly, which approves it."""
    area = "/".join(version.split("/")[:2])
    register = resolutions_rpc.ResolutionEditorServiceStub(peer.channel)
    desk = adoption_rpc.AdoptionServiceStub(peer.channel)
    for body, id_, number, result in (
        (council, "rm-1", f"UKÁZKA RM 1/{held_on.year}", "noted"),
        (assembly, ASSEMBLY, f"UKÁZKA ZM 1/{held_on.year}", "approved"),
    ):
        await once(desk.SubmitPlanVersion, adoption.SubmitPlanVersionRequest(name=version, body=body))
        decision = resolution_pb2.RegisteredResolution(
            body=body, number=number, held_on=day(held_on), result=result, subject=version, text="Smyšlené usnesení."
        )
        request = resolution_edit.CreateResolutionRequest(parent=area, resolution_id=id_, resolution=decision)
        await once(register.CreateResolution, request)
    adopted = adoption.AdoptPlanRequest(name=version, resolution=f"{area}/resolutions/{ASSEMBLY}")
    await once(desk.AdoptPlan, adopted)


async def change_plan(peer: Peer, once: Once, version: str, change: str) -> None:
    """Record why an approved version is to change, so that a new one may be begun."""
    plan, _, from_version = version.rpartition("/versions/")
    record = plan_content_pb2.PlanChange(
        what="Přibude terénní služba.", why="Našel se poskytovatel (ukázka).", from_version=from_version
    )
    request = content.CreatePlanChangeRequest(parent=plan, plan_change_id=change, plan_change=record)
    await once(content_rpc.PlanContentEditorServiceStub(peer.channel).CreatePlanChange, request)
