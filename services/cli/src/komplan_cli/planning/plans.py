"""`komplan plan show|versions|blocks|diff`: a plan as it stands, and what changed in it."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import typer

from komplan.planning.v1 import plan_content_service_pb2 as pb
from komplan.planning.v1 import plan_content_service_pb2_grpc as rpc
from komplan.planning.v1 import plan_pb2, plan_view_pb2, profile_pb2
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1 import plan_service_pb2_grpc as read_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.city import profile_of, source_titles, state_titles
from komplan_cli.output import DATA, give_json, in_crowns
from komplan_cli.planning.apps import plan_app
from komplan_cli.tables import print_table
from komplan_core.values import Money

Version = Annotated[str, typer.Argument(help="plans/…/versions/…")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
KINDS: Final = {
    "added": "přibylo",
    "removed": "odpadlo",
    "moved": "přesunuto",
    "changed": "změněno",
    "renumbered": "přečíslováno",
}
AMOUNTS: Final = ("planned", "secured", "actual")
FINANCING: Final = {"operating": "provozní", "investment": "investiční"}
WORDS: Final = {
    "title": "název", "text": "text", "description": "popis", "financing": "peníze", "planned": "plánováno",
    "secured": "zajištěno", "actual": "skutečnost", "responsible": "odpovídá", "cooperating": "spolupracují",
    "period": "období", "start": "od", "end": "do", "indicators": "ukazatele", "activities": "aktivity",
    "milestones": "milníky", "risks": "rizika", "target_groups": "cílové skupiny", "needs": "potřeby",
    "municipalities": "obce", "conditions": "podmínky", "depends_on": "závisí na", "working_group": "skupina",
    "node": "uzel", "parent": "pod uzlem", "position": "pořadí", "target": "cíl", "unit": "jednotka",
    "source": "zdroj", "kind": "druh", "year": "rok", "state": "stav", "due": "termín", "author": "autor",
    "expected_persons": "očekávaný počet osob", "service_change": "změna služby",
}  # fmt: skip
MARKS: Final = {"added": "+", "removed": "−", "moved": "→", "changed": "~", "renumbered": "#"}


@plan_app.command("versions")
@reaching("editor")
def versions_command(
    access: Access, plan: Annotated[str, typer.Argument(help="id of the plan")], json: Json = False
) -> None:
    """List the versions of a plan with their states, what each is based on, and its hash.

    Example: komplan plan versions kp --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = read.ListPlanVersionsRequest(parent=f"areas/{access.code}/plans/{plan}", page_size=500)

    async def read_all(peer: Any) -> tuple[list[plan_pb2.PlanVersion], profile_pb2.Profile]:
        return await _listed(peer, request), await profile_of(peer, access.code)

    found, profile = asked(access, read_all)
    if json:
        give_json({"versions": [_version(version) for version in found]})
        return
    states = state_titles(profile, "version")
    rows = [
        [_id(v.name), v.title, states.get(v.state, v.state), v.based_on, v.change, v.content_sha256[:12]] for v in found
    ]
    print_table(f"Verze plánu {plan}", ["verze", "název", "stav", "vychází z", "změna", "otisk"], rows)


@plan_app.command("show")
@reaching("editor")
def show_command(access: Access, version: Version, json: Json = False) -> None:
    """Show a version as a tree with its measures, and its money by year, source and kind with what is missing.

    Example: komplan plan show plans/kp/versions/navrh --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = pb.GetPlanTreeRequest(name=_name(access, version))

    async def read_all(peer: Any) -> tuple[plan_view_pb2.PlanTree, profile_pb2.Profile]:
        tree = await peer.ask(rpc.PlanContentServiceStub(peer.channel).GetPlanTree, request)
        return tree, await profile_of(peer, access.code)

    found, profile = asked(access, read_all)
    if json:
        give_json(
            {
                "version": _version(found.version),
                "sections": [{"kind": item.kind, "title": item.title} for item in found.sections],
                "nodes": [_branch(node) for node in found.nodes],
                "totals": [_total(total) for total in found.totals],
            }
        )
        return
    state = state_titles(profile, "version").get(found.version.state, found.version.state)
    DATA.print(f"{found.version.title} ({state})", markup=False)
    for section in found.sections:
        DATA.print(f"§ {section.title} [{section.kind}]", markup=False)
    for line in _lines(found.nodes, 0, state_titles(profile, "measure")):
        DATA.print(line, markup=False)
    written = in_crowns(hal for total in found.totals for hal in (*_amounts(total), total.gap))
    sources = source_titles(profile)
    rows = [
        [str(total.year), sources.get(total.source, total.source), FINANCING[total.kind]]
        + [written(hal) for hal in (*_amounts(total), total.gap)]
        for total in found.totals
    ]
    columns = ["rok", "zdroj", "druh", "plánováno", "zajištěno", "skutečnost", "chybí"]
    print_table("Peníze", columns, rows)


@plan_app.command("blocks")
@reaching("editor")
def blocks_command(access: Access, version: Version, json: Json = False) -> None:
    """List the text blocks of a version with their ids and hashes; comments attach to both.

    Example: komplan plan blocks plans/kp/versions/navrh --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = pb.ListTextBlocksRequest(parent=_name(access, version), page_size=500)

    async def all_blocks(peer: Any) -> list[plan_view_pb2.TextBlock]:
        method = rpc.PlanContentServiceStub(peer.channel).ListTextBlocks
        return [block async for block in everything(peer, method, request, "text_blocks")]

    found = asked(access, all_blocks)
    if json:
        names = ("id", "number", "title", "text", "sha256")
        give_json({"blocks": [{name: getattr(block, name) for name in names} for block in found]})
        return
    rows = [[block.id, block.number, block.sha256[:12], _short(block.text)] for block in found]
    print_table("Textové bloky", ["blok", "číslo", "otisk", "text"], rows)


@plan_app.command("diff")
@reaching("editor")
def diff_command(
    access: Access,
    base: Annotated[str, typer.Argument(help="earlier version: plans/…/versions/…")],
    version: Annotated[str, typer.Argument(help="later version: plans/…/versions/…")],
    json: Json = False,
) -> None:
    """Say what differs between two versions, field by field; a mere new number is told as such.

    Example: komplan plan diff plans/kp/versions/v1 plans/kp/versions/v2 --target 127.0.0.1:5100 --area vzorov
    """
    request = pb.DiffPlanVersionsRequest(base=_name(access, base), name=_name(access, version))
    found = answer(access, lambda channel: rpc.PlanContentServiceStub(channel).DiffPlanVersions, request)
    counts = {kind: getattr(found, kind) for kind in KINDS}
    if json:
        give_json({"items": [_difference(item) for item in found.items], "counts": counts})
        return
    for item in found.items:
        marks = "".join(MARKS[kind] for kind in item.kinds)
        number = item.number_after or item.number_before
        DATA.print(f"{marks} {item.id} {number} {item.title}".replace("  ", " "), markup=False)
        for field in item.fields:
            before, after = (_values(field.path, texts) for texts in (field.before, field.after))
            DATA.print(f"    {_czech(field.path)}: {before} ⇒ {after}", markup=False)
    DATA.print(", ".join(f"{KINDS[kind]} {count}" for kind, count in counts.items()), markup=False)


async def _listed(peer: Any, request: read.ListPlanVersionsRequest) -> list[plan_pb2.PlanVersion]:
    method = read_rpc.PlanServiceStub(peer.channel).ListPlanVersions
    return [version async for version in everything(peer, method, request, "plan_versions")]


def _name(access: Access, version: str) -> str:
    return version if version.startswith("areas/") else f"areas/{access.code}/{version}"


def _id(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _version(version: plan_pb2.PlanVersion) -> dict[str, str]:
    fields = ("name", "title", "state", "based_on", "change", "content_sha256")
    return {field: getattr(version, field) for field in fields}


def _lines(nodes: Iterable[plan_view_pb2.TreeNode], depth: int, states: dict[str, str]) -> Iterator[str]:
    for branch in nodes:
        yield f"{'  ' * depth}{branch.node.code} {branch.node.title}"
        for measure in branch.measures:
            state = states.get(measure.state, measure.state)
            yield f"{'  ' * (depth + 1)}{measure.code} {measure.title} ({state}; {measure.responsible or '?'})"
        yield from _lines(branch.nodes, depth + 1, states)


def _branch(branch: plan_view_pb2.TreeNode) -> dict[str, Any]:
    measures = [
        {"id": _id(m.name), "code": m.code, "title": m.title, "state": m.state, "responsible": m.responsible}
        for m in branch.measures
    ]
    own = {"id": _id(branch.node.name), "code": branch.node.code, "level": branch.node.level}
    return {**own, "title": branch.node.title, "measures": measures, "nodes": list(map(_branch, branch.nodes))}


def _amounts(total: plan_view_pb2.MoneyTotal) -> list[int | None]:
    known = ("planned", "secured", "actual")
    return [getattr(total, name) if total.HasField(name) else None for name in known]


def _total(total: plan_view_pb2.MoneyTotal) -> dict[str, Any]:
    amounts = dict(zip(("planned", "secured", "actual"), _amounts(total), strict=True))
    overrun = total.overrun if total.HasField("overrun") else None
    return {
        "year": total.year,
        "source": total.source,
        "kind": total.kind,
        **amounts,
        "gap": total.gap,
        "overrun": overrun,
    }


def _difference(item: plan_view_pb2.ItemDifference) -> dict[str, Any]:
    fields = [{"path": f.path, "before": list(f.before), "after": list(f.after)} for f in item.fields]
    blocks = [{"id": b.id, "before_sha256": b.before_sha256, "after_sha256": b.after_sha256} for b in item.blocks]
    numbers = {"number_before": item.number_before, "number_after": item.number_after}
    return {
        "id": item.id,
        "kinds": list(item.kinds),
        **numbers,
        "title": item.title,
        "fields": fields,
        "blocks": blocks,
    }


def _czech(path: str) -> str:
    """A path of fields in the words of the workbook, where these are common."""
    return ".".join(WORDS.get(part, part) for part in path.split("."))


def _values(path: str, texts: Iterable[str]) -> str:
    if path.rsplit(".", 1)[-1] in AMOUNTS:
        texts = [str(Money(int(text))) if text.removeprefix("-").isdecimal() else text for text in texts]
    return _short(", ".join(texts)) or "∅"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
