"""`komplan consultation points codes|show`, `submissions show`, `moderation`: what clerks read before they act."""

from typing import Annotated, Any

import typer

from komplan.consultation.v1 import settlement_service_pb2 as read
from komplan.consultation.v1 import settlement_service_pb2_grpc as read_rpc
from komplan.consultation.v1 import submission_service_pb2 as submissions
from komplan.consultation.v1 import submission_service_pb2_grpc as submissions_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.consultation.apps import consultation_app, points_app
from komplan_cli.consultation.intake import STATES, SubmissionId, submissions_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.consultation.points import Json, Label, RoundId, number_of
from komplan_cli.consultation.titles import CONSENTS, PUBLICATIONS, Titles, titles_of
from komplan_cli.consultation.words import author_rows, channel_title, point_rows, reading_rows, said_rows
from komplan_cli.contract import plain
from komplan_cli.days import czech_day
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid, NotFound
from komplan_kit.client import Peer


@points_app.command("codes")
@reaching("clerk")
def codes_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """List the codes with which points are settled: categories, working groups, bodies, outcomes, states.

    Example: komplan consultation points codes jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    found = asked(access, lambda peer: titles_of(peer, round_name(access, round_id)))
    codes = found.codes
    if json:
        give_json(plain(codes))
        return
    rows = [
        ["kategorie", item.code, item.title, _about(item.days_to_settle, found.group(item.working_group))]
        for item in codes.categories
    ]
    rows += [["pracovní skupina", item.code, item.title, ""] for item in codes.working_groups]
    rows += [["orgán", item.code, item.title, ""] for item in codes.bodies]
    rows += [["výsledek", item.code, item.title, ""] for item in codes.outcomes]
    rows += [["stav bodu", item.code, item.title, ""] for item in codes.states]
    print_table("Kódy pro vypořádání", ["co", "kód", "název", "poznámka"], rows)


@points_app.command("show")
@reaching("clerk")
def show_command(*, access: Access, round_id: RoundId, label: Label, json: Json = False) -> None:
    """Show one point: what its author says, where it stands, what is answered. For the office only.

    Example: komplan consultation points show jaro 17/2 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    number, place = number_of(label)

    async def found(peer: Peer) -> tuple[Any, Titles]:
        name = round_name(access, round_id)
        request = read.ListCommentsRequest(parent=name, number=number)
        page = await peer.ask(read_rpc.SettlementServiceStub(peer.channel).ListComments, request)
        if not page.comments:
            raise Invalid.field("label", "REFERENCE_MISSING", f"the book has no comment {number}")
        return page.comments[0], await titles_of(peer, name)

    comment, titles = asked(access, found)
    point = next((item for item in comment.points if item.number == place), None)
    if point is None:
        raise NotFound("NOT_FOUND", f"comment {number} has no point {place}")
    if json:
        told = {"point": f"{number}/{place}", "name": f"{comment.name}/points/{place}", "comment": comment.name}
        give_json({**told, "authors": [plain(author) for author in comment.authors], **plain(point)})
        return
    rows = [["doručeno", f"{czech_day(comment.received_on)}, {channel_title(comment.channel)}"]]
    rows += [*author_rows(comment.authors), *said_rows(point), *point_rows(point, titles)]
    notes = [f"Název zdroje: {comment.name}/points/{place}"]
    print_table(f"Bod {number}/{place}", ["údaj", "obsah"], rows, notes)


@submissions_app.command("show")
@reaching("clerk")
def submission_command(*, access: Access, round_id: RoundId, submission: SubmissionId, json: Json = False) -> None:
    """Show a submission with its transcription and the etag for `submissions check`. For the office only.

    Example: komplan consultation submissions show jaro x1 --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = submissions.GetSubmissionRequest(name=f"{round_name(access, round_id)}/submissions/{submission}")
    found = answer(access, lambda channel: submissions_rpc.SubmissionServiceStub(channel).GetSubmission, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        ["stav", STATES.get(found.state, found.state)],
        ["doručeno", f"{czech_day(found.received_on)}, {channel_title(found.channel)}"],
        ["odesláno", czech_day(found.sent_on)],
        ["razítko pošty", czech_day(found.postmark_on)],
        ["formulář", found.form],
        ["číslo jednací", found.registry_ref],
        ["otisk skenu", found.scan_sha256],
        ["přijal(a)", found.clerk],
        ["přepsal(a)", found.transcribed_by],
        ["zkontroloval(a)", found.checked_by],
    ]
    if found.HasField("reading"):
        rows += reading_rows(found.reading)
    rows += [["opraveno", f"{item.field}: „{item.first}“ → „{item.second}“"] for item in found.differences]
    notes = [f"etag pro kontrolu: {found.etag}"]
    print_table(f"Podání č. {found.number}", ["údaj", "obsah"], [row for row in rows if row[1]], notes)


@consultation_app.command("moderation")
@reaching("clerk")
def moderation_command(
    *,
    access: Access,
    round_id: RoundId,
    state: Annotated[str, typer.Option("--state", help="pending, approved, redacted or withheld")] = "pending",
    json: Json = False,
) -> None:
    """List the comments whose publication nobody has decided yet, with their words. For the office only.

    Example: komplan consultation moderation jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    if state not in PUBLICATIONS:
        raise Invalid.field("state", "UNKNOWN_CODE", f"say {', '.join(PUBLICATIONS)}")
    request = read.ListCommentsRequest(parent=round_name(access, round_id), page_size=500, publication=state)

    async def found(peer: Peer) -> list[Any]:
        method = read_rpc.SettlementServiceStub(peer.channel).ListComments
        return [comment async for comment in everything(peer, method, request, "comments")]

    comments = asked(access, found)
    if json:
        give_json({"comments": [{"number": item.number, "name": item.name} for item in comments]})
        return
    rows = [
        [f"{comment.number}/{point.number}", CONSENTS.get(comment.publish_consent, ""), point.quote or point.text]
        for comment in comments
        for point in comment.points
    ]
    title = f"Zveřejnění: {PUBLICATIONS[state]}"
    print_table(title, ["bod", "podatel se zveřejněním", "znění"], rows, [f"Připomínek: {len(comments)}"])


def _about(days: int, group: str) -> str:
    return ", ".join(filter(None, (f"do {days} dnů", group)))
