"""`komplan catalogue duplicates` and `komplan catalogue merge`."""

from typing import Annotated, Any, Final

import typer

from komplan.catalogue.v1 import merge_service_pb2 as pb
from komplan.catalogue.v1 import merge_service_pb2_grpc as rpc
from komplan_cli.access import Access, Area, Ca, Certificate, IssuerKey, Key, Target
from komplan_cli.asking import asked
from komplan_cli.catalogue.app import catalogue_app
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_kit.client import Peer

Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Entry = Annotated[str, typer.Argument(help="services/…, providers/… or places/…")]
SECONDS: Final = 120.0
REASONS: Final = {
    "same-ico": "stejné IČO",
    "same-title-and-seat": "stejný název a sídlo",
    "same-title": "stejný název, jeden neříká kde",
    "same-contact": "stejný telefon, e-mail nebo web a podobný název",
    "alike-providers": "poskytovatelé jsou možná jeden",
    "same-registration-number": "stejné registrační číslo",
    "same-title-and-place": "stejný název, poskytovatel a místo",
    "similar-title": "podobný název, stejný poskytovatel a místo",
}
SIDES: Final = {"keep": "ponechaná", "gone": "zanikající", "both": "spojeno"}


@catalogue_app.command("duplicates")
def duplicates_command(
    target: Target,
    area: Area,
    kind: Annotated[str, typer.Option("--kind", help="providers or services; both if not given")] = "",
    most: Annotated[int, typer.Option("--most", help="at most so many pairs", min=1, max=2000)] = 200,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """List pairs of entries that may be one and the same, with reasons, the most certain first.

    Example: komplan catalogue duplicates --target localhost:5100 --area vzorov --issuer-key issuer.pem
    """
    request = pb.ListDuplicatesRequest(parent=f"areas/{area}", kind=kind, most=most)

    async def run(peer: Peer) -> pb.ListDuplicatesResponse:
        found: pb.ListDuplicatesResponse = await peer.ask(
            rpc.MergeServiceStub(peer.channel).ListDuplicates, request, SECONDS
        )
        return found

    found = asked(Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key), run)
    if json:
        give_json(
            {
                "total": found.total,
                "pairs": [
                    {
                        "first": pair.first,
                        "second": pair.second,
                        "titles": [pair.first_title, pair.second_title],
                        "score": pair.score,
                        "reasons": list(pair.reasons),
                    }
                    for pair in found.duplicates
                ],
            }
        )
        return
    rows = [
        [
            str(pair.score),
            f"{pair.first_title}\n{_short(pair.first, area)}",
            f"{pair.second_title}\n{_short(pair.second, area)}",
            ", ".join(REASONS[reason] for reason in pair.reasons),
        ]
        for pair in found.duplicates
    ]
    columns = ("jistota", "záznam", "záznam", "proč")
    print_table("Možné duplicity", columns, rows, [f"zobrazeno {len(rows)} z {found.total}"])


@catalogue_app.command("merge")
def merge_command(
    target: Target,
    area: Area,
    keep: Entry,
    gone: Entry,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", help="FIELD=keep, gone or both: whose value to take"),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="only show what would be done")] = False,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Merge the second entry into the first: what refers to it moves, its name leads to the first from then on.

    Example: komplan catalogue merge services/domov services/domov-2 --preview --target localhost:5100 --area vzorov
    """
    names, choices = [_entry(area, entry) for entry in (keep, gone)], _choices(take or [])

    async def run(peer: Peer) -> tuple[pb.PreviewMergeResponse, pb.MergeEntriesResponse | None]:
        stub = rpc.MergeServiceStub(peer.channel)
        request = pb.PreviewMergeRequest(keep=names[0], gone=names[1], choices=choices)
        seen = await peer.ask(stub.PreviewMerge, request, SECONDS)
        if preview:
            return seen, None
        merge = pb.MergeEntriesRequest(
            keep=names[0], gone=names[1], keep_etag=seen.keep_etag, gone_etag=seen.gone_etag, choices=choices
        )
        return seen, await peer.ask(stub.MergeEntries, merge, SECONDS)

    seen, done = asked(Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key), run)
    if json:
        give_json(_plain(seen, done))
    else:
        _show(seen, done, area, gone)


def _choices(taken: list[str]) -> dict[str, str]:
    choices = {}
    for choice in taken:
        field, equals, side = choice.partition("=")
        if not equals:
            raise Invalid.field("take", "INVALID_VALUE", "write --take title=gone")
        choices[field] = side
    return choices


def _entry(area: str, entry: str) -> str:
    collection, slash, own = entry.partition("/")
    if collection not in ("services", "providers", "places") or not slash or not own:
        raise Invalid.field("keep", "NAME_FORMAT", f"`{entry}` is no entry: write services/{last_id(entry)} or alike")
    return f"areas/{area}/{entry}"


def _plain(seen: pb.PreviewMergeResponse, done: pb.MergeEntriesResponse | None) -> dict[str, Any]:
    fields = [
        {"field": item.field, "taken": item.taken, "kept": list(item.kept), "lost": list(item.lost)}
        for item in seen.fields
    ]
    told: dict[str, Any] = {"fields": fields, "moved": list(seen.moved), "dropped": list(seen.dropped)}
    return {**told, "merged": done is not None, "etag": done.keep_etag if done is not None else seen.keep_etag}


def _show(seen: pb.PreviewMergeResponse, done: pb.MergeEntriesResponse | None, area: str, gone: str) -> None:
    rows = [
        [f"{item.label}\n{item.field}", SIDES[item.taken], "\n".join(item.kept), "\n".join(item.lost)]
        for item in seen.fields
    ]  # fmt: skip
    notes = [f"přejde: {_short(name, area)}" for name in seen.moved]
    notes += [f"zanikne: {_short(name, area)} (zůstává v historii)" for name in seen.dropped]
    notes.append(f"sloučeno; {gone} vede na ponechaný záznam" if done is not None else "jen náhled, nic se nezměnilo")
    print_table("Sloučení", ("pole", "hodnota", "platí", "ztratí se"), rows, notes)


def _short(name: str, area: str) -> str:
    return name.removeprefix(f"areas/{area}/")
