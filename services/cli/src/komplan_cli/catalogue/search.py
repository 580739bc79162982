"""`komplan catalogue search`."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.table import Table

from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_service_pb2_grpc as rpc
from komplan_cli.access import Access, Area, Ca, Certificate, Key, Target
from komplan_cli.asking import asked
from komplan_cli.catalogue.app import catalogue_app
from komplan_cli.output import DATA, give_json
from komplan_cli.tables import print_whole
from komplan_core.names import last_id
from komplan_kit.client import Peer

FIELDS = {
    "title": "název",
    "service-type": "druh",
    "situation": "životní situace",
    "target-group": "cílová skupina",
    "place": "místo",
    "provider": "poskytovatel",
    "description": "popis",
    "provider-description": "popis poskytovatele",
}
HOW = {
    "exact": "",
    "without-diacritics": "bez diakritiky",
    "inflected": "jiný tvar",
    "synonym": "synonymum",
    "derived": "příbuzné slovo",
    "typo": "překlep",
}
Many = list[str] | None


@catalogue_app.command("search")
def search_command(
    target: Target,
    area: Area,
    query: Annotated[str, typer.Argument(help="words to look for; may be left out where a filter is given")] = "",
    service_type: Annotated[Many, typer.Option("--type", help="code of a service type; repeat for several")] = None,
    form: Annotated[Many, typer.Option("--form", help="outpatient, field or residential")] = None,
    target_group: Annotated[Many, typer.Option("--target-group", help="code of a canonical target group")] = None,
    situation: Annotated[Many, typer.Option("--situation", help="id of a life situation")] = None,
    municipality: Annotated[str, typer.Option("--municipality", help="RÚIAN code of a municipality served")] = "",
    orp: Annotated[str, typer.Option("--orp", help="RÚIAN code of an ORP served as a whole")] = "",
    open_now: Annotated[bool, typer.Option("--open-now", help="only what is open at this moment")] = False,
    free: Annotated[bool, typer.Option("--free", help="only what reported free capacity that still holds")] = False,
    limit: Annotated[int, typer.Option("--limit", help="at most this many", min=1, max=500)] = 10,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Search a catalogue as a citizen would; each hit says which word answers which.

    Example: komplan catalogue search "pecovatelska sluzba" --target 127.0.0.1:5100 --area vzorov
    """
    request = pb.SearchServicesRequest(
        parent=f"areas/{area}",
        query=query,
        page_size=limit,
        service_types=service_type,
        forms=form,
        target_groups=target_group,
        situations=situation,
        municipality=municipality,
        orp=orp,
        open_now=open_now,
        free_capacity=free,
    )
    access = Access(target, area, "anyone", None, ca, certificate, key)

    async def run(peer: Peer) -> tuple[pb.SearchServicesResponse, dict[str, str]]:
        stub = rpc.CatalogueServiceStub(peer.channel)
        found = await peer.ask(stub.SearchServices, request)
        names = {hit.service.provider for hit in found.hits} if not json else set()
        providers = [await peer.ask(stub.GetProvider, pb.GetProviderRequest(name=name)) for name in sorted(names)]
        return found, {provider.name: provider.title for provider in providers}

    found, titles = asked(access, run)
    if json:
        give_json(_plain(found))
    else:
        _show(found, titles)


def _plain(found: pb.SearchServicesResponse) -> dict[str, Any]:
    return {
        "total": found.total,
        "complete": found.complete,
        "unknown": list(found.unknown),
        "hits": [
            {
                "name": hit.service.name,
                "title": hit.service.title,
                "provider": hit.service.provider,
                "matches": [
                    {"asked": match.asked, "found": match.found, "field": match.field, "how": match.how}
                    for match in hit.matches
                ],
            }
            for hit in found.hits
        ],
    }


def _show(found: pb.SearchServicesResponse, providers: Mapping[str, str]) -> None:
    title = f"Nalezeno {found.total}, všechna známá slova má {found.complete}"
    table = Table("služba", "poskytovatel", "proč", title=title)
    for hit in found.hits:
        service, provider = (last_id(name) for name in (hit.service.name, hit.service.provider))
        table.add_row(
            f"{hit.service.title}\n{service}",
            "\n".join(dict.fromkeys((providers.get(hit.service.provider, provider), provider))),
            ", ".join(map(_why, hit.matches)),
        )
    print_whole(table)
    if found.unknown:
        DATA.print(f"Žádné službě neodpovídá: {', '.join(found.unknown)}", markup=False)


def _why(match: pb.SearchMatch) -> str:
    how = HOW[match.how]
    return f"{match.asked} → {match.found} ({FIELDS[match.field]}{f', {how}' if how else ''})"
