"""`komplan evidence`: needs and who reported them, what planning brought, the money of a plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from google.protobuf.message import Message

from komplan.planning.v1 import evidence_pb2
from komplan.planning.v1 import evidence_service_pb2 as read
from komplan.planning.v1 import evidence_service_pb2_grpc as rpc
from komplan.planning.v1 import needs_report_editor_service_pb2 as edit
from komplan.planning.v1 import needs_report_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import needs_report_service_pb2 as reports
from komplan.planning.v1 import needs_report_service_pb2_grpc as reports_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.output import crowns, give_json, in_crowns
from komplan_cli.planning.apps import evidence_app
from komplan_cli.planning.evidence_plain import plain
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList, entry
from komplan_core.names import last_id
from komplan_kit.client import Peer

Csv = Annotated[Path | None, typer.Option("--csv", help="write the table to this file")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Round = Annotated[str, typer.Argument(help="id of the round, such as 2027")]

BASES: Final = {"exact": "", "estimate": "odhad", "unknown": "nelze sečíst"}
STATES: Final = {
    "reported": "vlastní hlášení",
    "no-change": "beze změny",
    "reported-by-orp": "hlásilo ORP",
    "silent": "mlčí",
    "": "čeká se",
}
KINDS: Final = {
    "new-service": "nová služba",
    "extended-service": "rozšířená služba",
    "kept-service": "udržená služba",
    "capacity": "kapacita",
    "place": "místo",
    "post": "pracovní pozice",
    "project": "projekt",
    "partnership": "spolupráce",
    "information": "informace",
    "process": "proces",
    "support": "podpora",
}


@evidence_app.command("needs")
@reaching("editor")
def needs_command(
    *,
    access: Access,
    year: Annotated[int, typer.Argument(help="year of the needs")],
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Show the needs of a year by target group: how many people they concern, nobody counted twice, and who reported.

    Example: komplan evidence needs 2027 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """

    async def questions(peer: Peer) -> tuple[Any, list[Any]]:
        stub = rpc.EvidenceServiceStub(peer.channel)
        found = await peer.ask(stub.GetNeedOverview, read.GetNeedOverviewRequest(parent=_area(access), year=year))
        coverage = reports_rpc.NeedsReportServiceStub(peer.channel).GetNeedCoverage
        asking = [reports.GetNeedCoverageRequest(name=name) for name in found.rounds]
        return found, [await peer.ask(coverage, request) for request in asking]

    found, coverages = asked(access, questions)
    if json:
        give_json({**plain(found), "coverages": [plain(coverage) for coverage in coverages]})
        return
    rows = [_persons(item.target_group, item.total) for item in found.groups]
    rows.append(_persons("celkem (různé potřeby)", found.total))
    counts = ", ".join(f"{item.code} {item.needs}" for item in [*found.states, *found.compared])
    notes = [counts or "žádné potřeby", *map(_coverage, coverages)]
    columns = ["cílová skupina", "potřeb", "osob", "přesnost", "nejméně", "neznámý počet", "možný překryv"]
    _give(f"Potřeby {year}", columns, rows, notes, csv)


@evidence_app.command("coverage")
@reaching("editor")
def coverage_command(*, access: Access, need_round: Round, csv: Csv = None, json: Json = False) -> None:
    """Show where every municipality stands in a round: reported, no change, reported by the ORP, or silent.

    Example: komplan evidence coverage 2027 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = reports.GetNeedCoverageRequest(name=f"{_area(access)}/need-rounds/{need_round}")
    found = answer(access, lambda channel: reports_rpc.NeedsReportServiceStub(channel).GetNeedCoverage, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [item.municipality, STATES[item.state], last_id(item.report), ", ".join(map(last_id, item.superseded))]
        for item in found.standings
    ]
    columns = ["obec", "stav", "platí", "nahrazeno"]
    _give(f"Kolo {need_round}", columns, rows, [_coverage(found)], csv)


@evidence_app.command("benefits")
@reaching()
def benefits_command(
    *,
    access: Access,
    cycle: Annotated[str, typer.Option("--cycle", help="id of a cycle; all if not given")] = "",
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Show what came of planning by kind, what is linked to nothing, and entries that contradict each other.

    Example: komplan evidence benefits --target 127.0.0.1:5100 --area vzorov
    """
    request = read.GetBenefitOverviewRequest(parent=_area(access), cycle=cycle)
    found = answer(access, lambda channel: rpc.EvidenceServiceStub(channel).GetBenefitOverview, request)
    if json:
        give_json(plain(found))
        return
    rows = [[KINDS[item.kind], str(item.achieved), str(item.prepared)] for item in found.counts]
    years = ", ".join(f"{item.year}: {item.benefits}" for item in found.years) or "žádný"
    notes = [
        f"celkem {found.total}; roky: {years}; bez roku {found.without_year}",
        f"bez opatření {found.without_measure}, bez potřeby {found.without_need}",
        *(f"! {last_id(item.new)} říká „nové“, {last_id(item.kept)} „udržené“" for item in found.contradictions),
    ]
    _give("Přínosy plánování", ["druh", "je", "připravuje se"], rows, notes, csv)


@evidence_app.command("finance")
@reaching("editor")
def finance_command(
    *,
    access: Access,
    plan: Annotated[str, typer.Argument(help="id of the plan")],
    version: Annotated[str, typer.Argument(help="id of the version")],
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Show the money of a version's measures by year and source, with shares, gaps, and what sources state beside.

    Example: komplan evidence finance kp-2027 v1 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = read.GetFinancialAnalysisRequest(name=f"{_area(access)}/plans/{plan}/versions/{version}")
    found = answer(access, lambda channel: rpc.EvidenceServiceStub(channel).GetFinancialAnalysis, request)
    if json:
        give_json(plain(found))
        return
    totals = [*(item.total for item in (*found.cells, *found.sources)), found.total]
    written = in_crowns(hal for total in totals for hal in _amounts(total))
    rows = [[str(item.year), _source(item.source), *map(written, _amounts(item.total))] for item in found.cells]
    rows += [["celkem", _source(item.source), *map(written, _amounts(item.total))] for item in found.sources]
    rows.append(["celkem", "", *map(written, _amounts(found.total))])
    shares = [f"{_source(item.source)} {_percent(item)}" for item in found.sources]
    notes = [
        f"zdrojů: {found.source_count}; podíly na plánu: {', '.join(shares) or 'nic není plánováno'}",
        f"Z {found.total.lines} řádků peněz není u {found.total.without_planned} znám plán, "
        f"u {found.total.without_secured} zajištěná částka a u {found.total.without_actual} skutečnost.",
        *(f"uvádí {item.source}: {item.title} {crowns(int(item.value))}" for item in found.stated),
    ]
    columns = ["rok", "zdroj", "plán", "zajištěno", "skutečnost", "chybí", "překročeno"]
    _give("Finanční analýza", columns, rows, notes, csv)


@evidence_app.command("no-change")
@reaching("editor")
def no_change_command(
    *,
    access: Access,
    need_round: Round,
    municipality: Annotated[str, typer.Argument(help="RÚIAN code of the municipality")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="body or office that confirmed it")],
    json: Json = False,
) -> None:
    """Confirm that a municipality's needs have not changed. Exit code 5 when it never reported.

    Example: komplan evidence no-change 2027 544281 --approved-by rada --target 127.0.0.1:5100 --area vzorov
    """
    request = edit.ConfirmNoChangeRequest(
        parent=f"{_area(access)}/need-rounds/{need_round}", municipality=municipality, approved_by=approved_by
    )
    found = answer(access, lambda channel: edit_rpc.NeedsReportEditorServiceStub(channel).ConfirmNoChange, request)
    if json:
        give_json({"name": found.name, "needs": list(found.needs)})
    else:
        print(f"{last_id(found.name)}: beze změny, potřeb {len(found.needs)}")


def _area(access: Access) -> str:
    return f"areas/{access.code}"


def _give(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str], csv: Path | None
) -> None:
    if csv is not None:
        write_csv(csv, columns, rows)
    print_table(title, columns, rows, notes)


def _persons(title: str, total: evidence_pb2.PersonsTotal) -> list[str]:
    persons = str(total.persons) if total.HasField("persons") else "?"
    rest = [str(total.at_least), str(total.unknown), str(total.overlapping)]
    return [title, str(total.needs), persons, BASES[total.basis], *rest]


def _coverage(found: Any) -> str:
    return (
        f"pokrytí {found.percent.replace('.', ',')} % z {found.municipalities} obcí: vlastní {found.reported}, "
        f"beze změny {found.no_change}, za ně ORP {found.reported_by_orp}, mlčí {found.silent}, "
        f"čeká se na {found.awaited}"
    )


def _amounts(total: evidence_pb2.MoneySum) -> list[int | None]:
    """Planned, secured, actual, gap, overrun; None for what no line knows."""
    planned = total.planned if total.without_planned < total.lines else None
    secured = total.secured if total.without_secured < total.lines else None
    actual = total.actual if total.without_actual < total.lines else None
    return [planned, secured, actual, None if planned is None else total.gap, None if actual is None else total.overrun]


def _source(code: str) -> str:
    return entry(CodeList.FUNDING_SOURCES, code).title if code else ""


def _percent(share: Message) -> str:
    told: Any = share
    return f"{told.planned_percent.replace('.', ',')} %" if told.HasField("planned_percent") else "–"
