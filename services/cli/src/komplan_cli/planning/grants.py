"""`komplan grant totals` and `komplan grant trace`: money of grants as everybody may see it."""

from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import grant_money_pb2 as pb
from komplan.planning.v1 import grant_service_pb2 as read
from komplan.planning.v1 import grant_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.output import give_json
from komplan_cli.planning.apps import grant_app
from komplan_cli.tables import print_table
from komplan_core.grants import GrantKind
from komplan_core.values import Money

Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
KINDS: Final = {
    GrantKind.GRANT: "dotace",
    GrantKind.INTEREST_SUBSIDY: "dotace na úroky",
    GrantKind.PROJECT_APPLICATION_SUBSIDY: "dotace na přípravu projektů",
}
FINANCING: Final = {"operating": "provozní", "investment": "investiční"}
SUBJECTS: Final = {"measures": "opatření", "services": "služba"}


@grant_app.command("totals")
@reaching()
def totals_command(*, access: Access, json: Json = False) -> None:
    """Show money of grants and new services by year, beside what documents state of them.

    Example: komplan grant totals --target 127.0.0.1:5100 --area vzorov
    """
    request = read.GetGrantTotalsRequest(parent=f"areas/{access.code}")
    found = answer(access, lambda channel: rpc.GrantServiceStub(channel).GetGrantTotals, request)
    if json:
        give_json(
            {"money": [_money(row) for row in found.money], "services": [_services(row) for row in found.services]}
        )
        return
    rows = [
        [
            str(row.year),
            KINDS[GrantKind(row.kind)],
            kc(row.budget) if row.calls else "",
            ", ".join(kc(int(item.value)) for item in row.stated),
            f"{row.successful} z {row.decided}" if row.decided else "",
            *(kc(hal) if row.decided else "" for hal in (row.granted, row.paid, row.drawn, row.returned)),
        ]
        for row in found.money
    ]
    columns = ["rok", "druh", "rozpočet výzev", "uvedeno", "uspělo", "schváleno", "vyplaceno", "čerpáno", "vráceno"]
    print_table("Dotační řízení", columns, rows, [_contradiction(row) for row in found.money if row.contradicts])
    services = [
        [str(row.year), *map(str, (row.new, row.extended, row.transformed)), ", ".join(s.value for s in row.stated)]
        for row in found.services
    ]
    if services:
        print_table("Nové a rozšířené služby", ["rok", "nové", "rozšířené", "změněné", "uvedeno"], services)


@grant_app.command("trace")
@reaching()
def trace_command(
    *,
    access: Access,
    to: Annotated[str, typer.Option("--to", help="measures or services")] = "measures",
    year: Annotated[int, typer.Option("--year", help="budget year; all if not given")] = 0,
    measure: Annotated[str, typer.Option("--measure", help="resource name: only its money, beside its plan")] = "",
    json: Json = False,
) -> None:
    """Trace the money of decided grants to measures or services; the last row is what names none.

    Example: komplan grant trace --to services --year 2026 --target 127.0.0.1:5100 --area vzorov
    """
    if measure:
        _funding(access, measure, json)
        return
    request = read.GetGrantTraceRequest(parent=f"areas/{access.code}", to=to, year=year)
    found = answer(access, lambda channel: rpc.GrantServiceStub(channel).GetGrantTrace, request)
    if json:
        give_json({"lines": [_plain(line) for line in found.lines]})
        return
    rows = [
        [
            str(line.year),
            KINDS[GrantKind(line.kind)],
            "/".join(line.subject.split("/")[-2:]) or "(neuvedeno)",
            str(line.grants),
            kc(line.secured),
            kc(line.actual),
        ]
        for line in sorted(found.lines, key=lambda line: (line.year, line.kind, not line.subject, line.subject))
    ]
    secured, actual = (sum(getattr(line, field) for line in found.lines) for field in ("secured", "actual"))
    rows.append(["celkem", "", "", "", kc(secured), kc(actual)])
    print_table(
        "Dotace podle účelu", ["rok", "druh", SUBJECTS[to or "measures"], "dotací", "zajištěno", "skutečně"], rows
    )


def _funding(access: Access, measure: str, json: bool) -> None:
    request = read.GetMeasureFundingRequest(name=measure)
    found = answer(access, lambda channel: rpc.GrantServiceStub(channel).GetMeasureFunding, request)
    if json:
        lines = [_plain(line) for line in found.lines]
        give_json({"measure": found.measure, "lines": lines, "grants": [_plain(item) for item in found.grants]})
        return
    fields = ("planned", "secured", "actual", "grants_secured", "grants_actual", "uncovered")
    rows = [
        [
            str(line.year),
            FINANCING[line.financing_kind],
            *(kc(getattr(line, field)) if _known(line, field) else "" for field in fields),
        ]
        for line in found.lines
    ]
    columns = [
        "rok",
        "druh",
        "plán",
        "zajištěno (plán)",
        "skutečnost (plán)",
        "schválené dotace",
        "vyúčtované",
        "nekryto dotacemi",
    ]
    notes = [
        "nekryto dotacemi: plán bez schválených a vyúčtovaných dotací; co za zajištěné uvádí sám plán, se neodečítá, "
        "protože to mohou být tytéž dotace"
    ]
    notes += [f"{item.result}: {kc(item.secured + item.actual)}" for item in found.grants]
    print_table(f"Peníze obce na {found.measure}", columns, rows, notes)


def kc(hal: int) -> str:
    """An amount as people read it."""
    return str(Money(hal))


def _known(line: pb.MeasureFundingLine, field: str) -> bool:
    return field.startswith("grants") or line.HasField(field)


def _contradiction(row: pb.GrantMoneyYear) -> str:
    said = "; ".join(f"{kc(int(item.value))} ({', '.join(item.sources)})" for item in row.stated)
    return f"! {row.year}, {KINDS[GrantKind(row.kind)]}: rozpočet výzev {kc(row.budget)}, uvedeno {said}"


def _plain(message: Any) -> dict[str, Any]:
    """The fields of a flat message that has no nested ones."""
    fields = message.DESCRIPTOR.fields
    return {f.name: getattr(message, f.name) for f in fields if not f.has_presence or message.HasField(f.name)}


def _stated(row: Any) -> list[dict[str, Any]]:
    return [{"value": item.value, "sources": list(item.sources)} for item in row.stated]


def _money(row: pb.GrantMoneyYear) -> dict[str, Any]:
    return {**_plain(row), "stated": _stated(row)}


def _services(row: pb.GrantServiceYear) -> dict[str, Any]:
    return {**_plain(row), "stated": _stated(row)}
