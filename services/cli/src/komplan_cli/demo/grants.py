"""The grants of a demonstration city: last year's call with its money paid and settled, and a call that is open."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from komplan.planning.v1 import grant_application_service_pb2 as apply
from komplan.planning.v1 import grant_application_service_pb2_grpc as apply_rpc
from komplan.planning.v1 import grant_assessment_pb2, grant_pb2, plan_service_pb2, plan_service_pb2_grpc
from komplan.planning.v1 import grant_editor_service_pb2 as edit
from komplan.planning.v1 import grant_editor_service_pb2_grpc as edit_rpc
from komplan_cli.demo.generating import period
from komplan_cli.demo.repeating import Once
from komplan_core.catalogue.organisations import is_ico
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day

BUDGET: Final = 500_000_000
"""Haléře of last year's call."""
ASKED: Final = (180_000_000, 90_000_000, 150_000_000, 60_000_000, 120_000_000)
"""Haléře of its applications: together more than the budget."""
PROJECTS: Final = (
    ("Terénní odlehčovací služba", "extend"),
    ("Poradna pro rodiny", "keep"),
    ("Noclehárna pro ženy", "new"),
    ("Dobrovolnické centrum", "keep"),
    ("Podpora samostatného bydlení", "new"),
)


async def load_grants(peer: Peer, once: Once, version: str, today: date) -> int:
    """Run two calls on the measures of a published plan version, `areas/*/plans/*/versions/*`.

    Returns how many applications were handed in. What is made up is marked as fictional.
    """
    area, channel = version.split("/plans/")[0], peer.channel
    reader = plan_service_pb2_grpc.PlanServiceStub(channel)
    profile = await peer.ask(reader.GetProfile, plan_service_pb2.GetProfileRequest(name=area))
    asked = plan_service_pb2.ListMeasuresRequest(parent=version, page_size=len(ASKED))
    measures = await peer.ask(reader.ListMeasures, asked)
    desk, door = edit_rpc.GrantEditorServiceStub(channel), apply_rpc.GrantApplicationServiceStub(channel)
    council = min(profile.bodies, key=lambda body: body.kind not in ("council", "assembly")).code
    past, opened = date(today.year - 1, 1, 2), today - timedelta(days=10)
    done = await _call(once, desk, area, "lonska", past, past + timedelta(days=29))
    names = await _apply(once, door, done, ASKED, [item.name for item in measures.measures], past)
    await _decide(once, desk, done, names, profile.working_groups[0].code, council, past)
    await _pay(once, desk, names, past)
    running = await _call(once, desk, area, "otevrena", opened, today + timedelta(days=20))
    await _apply(once, door, running, ASKED[:2], [item.name for item in measures.measures], opened)
    return len(ASKED) + 2


async def _call(once: Once, desk: Any, area: str, code: str, start: date, end: date) -> str:
    call = grant_pb2.GrantCall(
        title=f"Dotační řízení {start.year} (ukázka)",
        year=start.year,
        budget=BUDGET,
        purpose="Podpora služeb nestátních organizací (smyšlená data).",
        window=period(start, end),
        requirements=[grant_pb2.GrantRequirement(code="statute", title="Doklad o vzniku organizace")],
        fictional=True,
    )
    await once(desk.CreateGrantCall, edit.CreateGrantCallRequest(parent=area, grant_call_id=code, grant_call=call))
    name = f"{area}/grant-calls/{code}"
    await once(desk.AnnounceGrantCall, edit.AnnounceGrantCallRequest(name=name))
    return name


async def _apply(once: Once, door: Any, call: str, asked: Iterable[int], measures: list[str], day_: date) -> list[str]:
    names = []
    for number, (hal, (title, change)) in enumerate(zip(asked, PROJECTS, strict=False), 1):
        supported = [grant_pb2.SupportedMeasure(measure=name) for name in measures[number - 1 : number]]
        application = grant_pb2.GrantApplication(
            applicant=grant_pb2.Applicant(title=f"Ukázková organizace {number}", ico=_ico(number)),
            title=title,
            service=f"{call.split('/grant-calls/')[0]}/services/sluzba-{number}",
            change=change,
            measures=supported,
            total_cost=hal * 3 // 2,
            requested=hal,
            other_sources=[grant_pb2.OtherSource(source="own", amount=hal // 4)],
        )
        request = apply.SubmitGrantApplicationRequest(
            parent=call,
            grant_application_id=f"zadost-{number}",
            grant_application=application,
            received_on=day(day_ + timedelta(days=number)),
        )
        await once(door.SubmitGrantApplication, request)
        names.append(f"{call}/applications/zadost-{number}")
    return names


async def _decide(once: Once, desk: Any, call: str, names: list[str], group: str, council: str, past: date) -> None:
    for name in names:
        checks = [grant_pb2.FormalCheck(code="statute", passed=True)]
        await once(desk.CheckGrantApplication, edit.CheckGrantApplicationRequest(name=name, checks=checks))
        opinion = grant_assessment_pb2.GrantOpinion(working_group=group, verdict="recommended")
        await once(desk.RecordGrantOpinion, edit.RecordGrantOpinionRequest(name=name, opinion=opinion))
        await once(desk.CloseGrantScoring, edit.CloseGrantScoringRequest(name=name))
    proposal = await once(desk.ProposeGrants, edit.ProposeGrantsRequest(parent=call, strategy="proportional"))
    lines = [
        grant_assessment_pb2.GrantDecisionLine(application=line.application, granted=line.proposed)
        for line in proposal.lines
    ]
    decision = grant_assessment_pb2.GrantDecision(
        body=council,
        number=f"UKÁZKA {past.year}/7",
        held_on=day(past + timedelta(days=75)),
        proposal=proposal.name,
        lines=lines,
    )
    request = edit.DecideGrantsRequest(parent=call, grant_decision=decision, grant_decision_id="usneseni")
    await once(desk.DecideGrants, request)


async def _pay(once: Once, desk: Any, names: list[str], past: date) -> None:
    """Contracts on all, payments to all but one, accounts of all but two."""
    for number, name in enumerate(names):
        contract = grant_pb2.GrantContract(
            number=f"U/{number + 1}/{past.year}", signed_on=day(past + timedelta(days=90))
        )
        signed = await once(desk.RecordGrantContract, edit.RecordGrantContractRequest(name=name, contract=contract))
        if number < len(names) - 1:
            payment = grant_pb2.GrantPayment(paid_on=day(past + timedelta(days=100)), amount=signed.granted)
            await once(desk.RecordGrantPayment, edit.RecordGrantPaymentRequest(name=name, payment=payment))
        if number < len(names) - 2:
            returned = signed.granted // 50
            account = grant_pb2.GrantSettlement(
                drawn=signed.granted - returned, returned=returned, settled_on=day(past + timedelta(days=300))
            )
            await once(desk.SettleGrant, edit.SettleGrantRequest(name=name, settlement=account))


def _ico(number: int) -> str:
    """A made-up IČO with a correct check digit."""
    return next(text for digit in range(10) if is_ico(text := f"9999{number:03}{digit}"))
