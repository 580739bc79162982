"""`komplan monitoring status|overdue|evaluate|as-of`: how a plan is carried out, and what was known of it on a day."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import as_known_service_pb2 as known
from komplan.planning.v1 import as_known_service_pb2_grpc as known_rpc
from komplan.planning.v1 import evaluation_pb2
from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1 import monitoring_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import monitoring_service_pb2 as read
from komplan.planning.v1 import monitoring_service_pb2_grpc as read_rpc
from komplan.planning.v1 import plan_project_service_pb2 as projects
from komplan.planning.v1 import plan_project_service_pb2_grpc as projects_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.days import day_option
from komplan_cli.output import DATA, give_json
from komplan_cli.planning.apps import monitoring_app
from komplan_cli.planning.evidence_plain import plain
from komplan_cli.planning.grants import kc
from komplan_cli.planning.process_plain import date_text
from komplan_cli.tables import print_table
from komplan_core import names
from komplan_kit.client import Peer
from komplan_kit.days import day_message

Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Plan = Annotated[str, typer.Argument(help="id of the plan")]
Day = Annotated[datetime | None, day_option("--day", "as of this day; today if not given")]
Grace = Annotated[int, typer.Option("--grace", help="days after the end of a year or half-year until it is due")]
STATES: Final = {
    "not-started": "nezahájeno",
    "running": "probíhá",
    "fulfilled": "splněno",
    "partly-fulfilled": "splněno částečně",
    "not-fulfilled": "nesplněno",
    "cancelled": "zrušeno",
    "postponed": "odloženo",
    "unobserved": "nesledováno",
}
STAGES: Final = {
    "working": "rozpracováno",
    "submitted": "předáno",
    "reviewed": "projednáno ve skupině",
    "accepted": "přijato",
    "published": "zveřejněno",
}
VERDICTS: Final = {True: "ano", False: "ne", None: "nelze určit"}


@monitoring_app.command("status")
@reaching("editor")
def status_command(plan: Plan, *, access: Access, day: Day = None, grace: Grace = 0, json: Json = False) -> None:
    """Show how far the monitoring of an adopted plan is: states, records by stage, what is overdue or late.

    Example: komplan monitoring status kp --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = edit.GetMonitoringStatusRequest(name=_plan(access, plan), day=day_message(day), grace_days=grace)
    found = answer(access, lambda channel: edit_rpc.MonitoringEditorServiceStub(channel).GetMonitoringStatus, request)
    if json:
        give_json(plain(found))
        return
    rows = [["opatření", STATES.get(item.code, item.code), str(item.count)] for item in found.measures]
    rows += [["záznamy", STAGES.get(item.code, item.code), str(item.count)] for item in found.observations]
    rows.append(["opatření bez záznamu za loňský rok", "", str(found.silent_measures)])
    rows.append(["ukazatele bez hodnoty", "", str(found.overdue_indicators)])
    rows.append(["chybějící pololetní revize", "", str(found.late_revisions)])
    notes = [
        f"schválené akční plány: {_years(found.action_plan_years)}",
        f"schválená vyhodnocení: {_years(found.evaluated_years)}",
    ]
    print_table(f"Sledování plánu {plan}, verze {found.version}", ["co", "stav", "počet"], rows, notes)


@monitoring_app.command("overdue")
@reaching("editor")
def overdue_command(plan: Plan, *, access: Access, day: Day = None, grace: Grace = 0, json: Json = False) -> None:
    """List indicators without a value and half-years of projects without a revision. Nothing is filled in for them.

    Example: komplan monitoring overdue kp --grace 31 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    given: dict[str, Any] = {"parent": _plan(access, plan), "day": day_message(day), "grace_days": grace}

    async def ask(peer: Peer) -> tuple[Any, Any]:
        desk = edit_rpc.MonitoringEditorServiceStub(peer.channel)
        values = await peer.ask(desk.ListOverdueIndicators, edit.ListOverdueIndicatorsRequest(**given))
        door = projects_rpc.PlanProjectServiceStub(peer.channel)
        return values, await peer.ask(door.ListLateRevisions, projects.ListLateRevisionsRequest(**given))

    values, late = asked(access, ask)
    if json:
        rows = {"overdue_indicators": values.overdue_indicators, "late_revisions": late.late_revisions}
        give_json({key: [plain(i) for i in items] for key, items in rows.items()})
        return
    if not values.overdue_indicators and not late.late_revisions:
        DATA.print("nic po termínu")
        return
    print_table(
        "Ukazatele bez hodnoty",
        ["opatření", "ukazatel", "sleduje", "rok", "termín"],
        [
            [item.measure_title, item.indicator_title, item.owner, str(item.year), date_text(item.due) or ""]
            for item in values.overdue_indicators
        ],
    )
    print_table(
        "Chybějící pololetní revize",
        ["projekt", "organizace", "pololetí", "termín", ""],
        [
            [item.title, item.organisation, f"{item.half}/{item.year}", date_text(item.due) or "", _returned(item)]
            for item in late.late_revisions
        ],
    )


@monitoring_app.command("evaluate")
@reaching()
def evaluate_command(
    plan: Plan,
    *,
    access: Access,
    year: Annotated[int, typer.Option("--year", help="year; the whole plan if not given")] = 0,
    json: Json = False,
) -> None:
    """Compute an evaluation of what is published: fulfilment, money, sources, and whether the plan is effective.

    Example: komplan monitoring evaluate kp --year 2027 --target 127.0.0.1:5100 --area vzorov
    """
    request = read.PreviewEvaluationRequest(name=_plan(access, plan), year=year)
    found = answer(access, lambda channel: read_rpc.MonitoringServiceStub(channel).PreviewEvaluation, request)
    if json:
        give_json(plain(found))
        return
    _show(found, f"{plan}, {year or 'celé období'}")


@monitoring_app.command("as-of")
@reaching("editor")
def as_of_command(
    name: Annotated[str, typer.Argument(help="plans/…/versions/…, or anything of a plan, or needs/…")],
    *,
    access: Access,
    day: Annotated[datetime, day_option("--day", "as it was at the end of this day")],
    json: Json = False,
) -> None:
    """Show what was known on a day: of a version its measures and money, of anything else what it said.

    Example: komplan monitoring as-of plans/kp/versions/v1 --day 2027-06-30 --target 127.0.0.1:5100 --area vzorov
    """
    full = name if name.startswith("areas/") else f"areas/{access.code}/{name}"
    if not names.VERSION.matches(full):
        request = known.GetAsKnownRequest(name=full, day=day_message(day))
        found = answer(access, lambda channel: known_rpc.AsKnownServiceStub(channel).GetAsKnown, request)
        said = plain(getattr(found, str(found.WhichOneof("resource"))))
        since = found.changed_at.ToDatetime().isoformat()
        if json:
            give_json({"name": full, "day": f"{day:%Y-%m-%d}", "changed_at": since, "resource": said})
        else:
            rows = [[field, str(value)] for field, value in said.items() if value not in (None, "", [])]
            print_table(f"{full} dne {day:%d.%m.%Y}", ["pole", "hodnota"], rows, [f"platilo od {since} UTC"])
        return
    measures, money = _version_as_of(access, full, day)
    if json:
        give_json({"name": full, "day": f"{day:%Y-%m-%d}", "measures": measures, "money": money})
        return
    rows = [[item["code"], item["title"], STATES.get(item["state"], item["state"])] for item in measures]
    print_table(f"Opatření dne {day:%d.%m.%Y}", ["číslo", "název", "stav"], rows)
    _print_money("Peníze", money)


def _version_as_of(access: Access, version: str, day: datetime) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    async def ask(peer: Peer) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        stub = known_rpc.AsKnownServiceStub(peer.channel)
        request = known.ListMeasuresAsKnownRequest(parent=version, day=day_message(day), page_size=500)
        measures = [plain(item) async for item in everything(peer, stub.ListMeasuresAsKnown, request, "measures")]
        money = await peer.ask(stub.GetMoneyAsKnown, known.GetMoneyAsKnownRequest(name=version, day=day_message(day)))
        return measures, [plain(item) for item in money.money]

    return asked(access, ask)


def _show(found: evaluation_pb2.EvaluatedFacts, title: str) -> None:
    states = [[STATES.get(i.state, i.state), str(i.measures), f"{_comma(i.percent)} %"] for i in found.states]
    due = f"ukazatele se splatným cílem {found.indicators_due}, splněno {found.indicators_reached}"
    notes = [f"{due}, bez hodnoty {found.indicators_unknown}", f"zapsané odchylky: {len(found.deviations)}"]
    print_table(f"Plnění: {title}", ["stav", "opatření", "podíl"], states, notes)
    _print_money("Peníze", [plain(item) for item in found.money])
    sources = [[item.source, kc(item.amount), f"{_comma(item.percent)} %"] for item in found.sources]
    parts = (("cíle splněny", "aims_reached"), ("přiměřené náklady", "reasonable_cost"))
    verdicts = [f"{words}: {_verdict(found, field)}" for words, field in parts]
    spent = f"čerpáno {_comma(found.actual_percent)} % plánu" if found.HasField("actual_percent") else ""
    verdicts += [*filter(None, [spent]), f"více zdrojů: {_verdict(found, 'several_sources')} ({len(found.sources)})"]
    print_table("Zdroje a účinnost plánu", ["zdroj", "částka", "podíl"], sources, verdicts)


def _print_money(title: str, money: list[dict[str, Any]]) -> None:
    amounts = ("planned", "secured", "actual", "gap")
    rows = [
        [
            str(item["year"]),
            item["source"],
            item["kind"],
            *(kc(item[amount]) if item[amount] is not None else "" for amount in amounts),
        ]
        for item in money
    ]
    print_table(title, ["rok", "zdroj", "druh", "plán", "zajištěno", "skutečnost", "chybí"], rows)


def _verdict(found: evaluation_pb2.EvaluatedFacts, field: str) -> str:
    return VERDICTS[getattr(found, field) if found.HasField(field) else None]


def _plan(access: Access, plan: str) -> str:
    return f"areas/{access.code}/plans/{plan}"


def _years(years: Any) -> str:
    return ", ".join(map(str, years)) or "žádné"


def _returned(item: Any) -> str:
    return "vráceno" if item.returned else ""


def _comma(number: str) -> str:
    return number.replace(".", ",")
