"""`komplan consultation similar`: points that say nearly the same, suggested, confirmed, settled together."""

from typing import Annotated, Any

import typer
from google.protobuf import json_format

from komplan.consultation.v1 import similarity_service_pb2 as edit
from komplan.consultation.v1 import similarity_service_pb2_grpc as rpc
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan_cli.access import Access, reaching
from komplan_cli.asking import asked, everything
from komplan_cli.consultation.apps import similar_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import Json, Label, RoundId, point_of
from komplan_cli.consultation.settling import Outcome, Texts, Why
from komplan_cli.consultation.titles import GROUP_STATES, METHODS, RESULTS, reason_of
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.errors import Refused
from komplan_core.names import last_id
from komplan_kit.client import Peer

GroupId = Annotated[str, typer.Argument(help="id of the group")]
SEARCH_SECONDS = 120.0


@similar_app.command("suggest")
@reaching("clerk", personal=True)
def suggest_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Look for like points and suggest groups; earlier suggestions are replaced, nothing is merged.

    Example: komplan consultation similar suggest jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.SuggestSimilarGroupsRequest(parent=round_name(access, round_id))
    found = _asked(access, "SuggestSimilarGroups", request, SEARCH_SECONDS)
    if json:
        give_json({"points": found.points, "groups": found.groups, "members": found.members})
    else:
        row = [str(found.points), str(found.groups), str(found.members)]
        print_table("Podobné body", ["prohledáno bodů", "navrženo skupin", "bodů v nich"], [row])


@similar_app.command("list")
@reaching("clerk")
def list_command(
    *,
    access: Access,
    round_id: RoundId,
    state: Annotated[str, typer.Option("--state", help="suggested, confirmed or dissolved")] = "",
    json: Json = False,
) -> None:
    """Show the groups of a round.

    Example: komplan consultation similar list jaro --state suggested --target localhost:5100 --area vzorov
    """

    async def listed(peer: Peer) -> list[Any]:
        stub = rpc.SimilarityServiceStub(peer.channel)
        request = edit.ListSimilarityGroupsRequest(parent=round_name(access, round_id), page_size=500, state=state)
        return [group async for group in everything(peer, stub.ListSimilarityGroups, request, "similarity_groups")]

    groups = asked(access, listed)
    if json:
        give_json({"groups": [json_format.MessageToDict(group, preserving_proto_field_name=True) for group in groups]})
    else:
        rows = [[last_id(group.name), METHODS.get(group.method, group.method), *_row(group)] for group in groups]
        print_table("Skupiny podobných bodů", ["skupina", "nalezeno", "stav", "bodů"], rows)


@similar_app.command("show")
@reaching("clerk")
def show_command(*, access: Access, round_id: RoundId, group: GroupId, json: Json = False) -> None:
    """Show how the points of a group differ. It prints words of comments: for the office only.

    Example: komplan consultation similar show jaro abc123 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.CompareSimilarPointsRequest(name=_name(access, round_id, group))
    found = _asked(access, "CompareSimilarPoints", request)
    if json:
        give_json(json_format.MessageToDict(found, preserving_proto_field_name=True))
    else:
        rows = [
            [item.label, str(item.score), " … ".join(item.own_words), " ".join(item.missing_words)]
            for item in found.points
        ]
        print_table("Čím se body liší", ["bod", "shoda %", "říká navíc", "neříká"], rows)


@similar_app.command("confirm")
@reaching("clerk", personal=True)
def confirm_command(*, access: Access, round_id: RoundId, group: GroupId, json: Json = False) -> None:
    """Confirm a suggested group: its points are settled together from now on.

    Example: komplan consultation similar confirm jaro abc123 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.ConfirmSimilarityGroupRequest(name=_name(access, round_id, group))
    _told(_asked(access, "ConfirmSimilarityGroup", request), json)


@similar_app.command("remove")
@reaching("clerk", personal=True)
def remove_command(*, access: Access, round_id: RoundId, group: GroupId, label: Label, json: Json = False) -> None:
    """Take a point out of a group.

    Example: komplan consultation similar remove jaro abc123 17/2 --target localhost:5100 --area vzorov
    """

    async def removed(peer: Peer) -> Any:
        point = await point_of(peer, round_name(access, round_id), label)
        request = edit.RemoveSimilarPointRequest(name=_name(access, round_id, group), point=point)
        return await peer.ask(rpc.SimilarityServiceStub(peer.channel).RemoveSimilarPoint, request)

    _told(asked(access, removed), json)


@similar_app.command("dissolve")
@reaching("clerk", personal=True)
def dissolve_command(*, access: Access, round_id: RoundId, group: GroupId, json: Json = False) -> None:
    """Dissolve a group: its points are settled one by one again.

    Example: komplan consultation similar dissolve jaro abc123 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.DissolveSimilarityGroupRequest(name=_name(access, round_id, group))
    _told(_asked(access, "DissolveSimilarityGroup", request), json)


@similar_app.command("settle")
@reaching("clerk", personal=True)
def settle_command(
    *,
    access: Access,
    round_id: RoundId,
    group: GroupId,
    outcome: Outcome,
    why: Why = "",
    text: Texts = None,
    json: Json = False,
) -> None:
    """Propose one answer to every point of a confirmed group: to all or to none.

    Example: komplan consultation similar settle jaro abc12 --outcome noted --text diky --target a.cz:5100 --area vzorov
    """
    proposed = Settlement(outcome=outcome, justification=why, text_blocks=text or ())
    request = edit.SettleSimilarityGroupRequest(name=_name(access, round_id, group), settlement=proposed)
    done = _asked(access, "SettleSimilarityGroup", request, SEARCH_SECONDS)
    if json:
        give_json(json_format.MessageToDict(done, preserving_proto_field_name=True))
    else:
        rows = [[item.label, RESULTS.get(item.result, item.result), reason_of(item)] for item in done.results]
        print_table("Návrh vypořádání skupiny", ["bod", "výsledek", "důvod"], rows)
    if not done.stored:
        wrong = next(item for item in done.results if item.result == "refused")
        raise Refused(wrong.reason, "nothing was stored: a point was refused")


def _name(access: Access, round_id: str, group: str) -> str:
    return f"{round_name(access, round_id)}/similarity-groups/{group}"


def _asked(access: Access, method: str, request: Any, seconds: float = 10.0) -> Any:
    async def ask(peer: Peer) -> Any:
        return await peer.ask(getattr(rpc.SimilarityServiceStub(peer.channel), method), request, seconds=seconds)

    return asked(access, ask)


def _told(group: Any, json: bool) -> None:
    if json:
        give_json(json_format.MessageToDict(group, preserving_proto_field_name=True))
    else:
        row = [last_id(group.name), *_row(group)]
        print_table("Skupina podobných bodů", ["skupina", "stav", "bodů"], [row])


def _row(group: Any) -> list[str]:
    return [GROUP_STATES.get(group.state, group.state), str(len(group.members))]
