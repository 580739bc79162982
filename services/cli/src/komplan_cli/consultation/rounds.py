"""`komplan consultation round`: a round from its announcement to the archive, and where it stands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer
from google.type.date_pb2 import Date

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import consultation_service_pb2_grpc as read_rpc
from komplan.consultation.v1 import draft_service_pb2 as drafts
from komplan.consultation.v1 import draft_service_pb2_grpc as drafts_rpc
from komplan.consultation.v1 import form_service_pb2 as forms
from komplan.consultation.v1 import form_service_pb2_grpc as forms_rpc
from komplan.consultation.v1 import round_office_service_pb2 as edit
from komplan.consultation.v1 import round_office_service_pb2_grpc as rpc
from komplan.consultation.v1.round_pb2 import Round
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.consultation.apps import round_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json
from komplan_cli.tables import print_table
from komplan_core.consultation.deadlines import registration_end
from komplan_kit.client import Peer

RoundId = Annotated[str, typer.Argument(help="id of the round")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
STATES = {
    "prepared": "připravuje se",
    "announced": "oznámeno",
    "open": "probíhá příjem",
    "closed": "příjem ukončen",
    "settling": "vypořádává se",
    "settled": "vypořádáno",
    "released": "vypořádání zveřejněno",
    "submitted": "předloženo zastupitelstvu",
    "returned": "vráceno k dopracování",
    "approved": "plán schválen",
    "archived": "uzavřeno do archivu",
}

_SETTLING = {**dict.fromkeys(("prepared", "announced", "open"), "po ukončení příjmu"), "closed": "hned"}
"""When settling may begin, where no day has to be waited for."""


@round_app.command("announce")
@reaching("clerk")
def announce_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Freeze the rules and the draft, and begin the comment book; it opens by itself on its first day.

    Example: komplan consultation round announce jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.AnnounceRoundRequest(name=round_name(access, round_id))
    announced = _moved(access, "AnnounceRound", request)
    code = asked(access, lambda peer: draft_code(peer, announced))
    if json:
        give_json({**plain_round(announced), "draft_code": code})
        return
    _told(announced, json=False)
    if code:
        print(f"kód návrhu, na každou stránku a formulář: {code}")


@round_app.command("extend")
@reaching("clerk")
def extend_command(
    *,
    access: Access,
    round_id: RoundId,
    until: Annotated[datetime, day_option("--until", "new last day, such as 14. 5. 2027")],
    reason: Annotated[str, typer.Option("--reason", help="why, for everybody to read")],
    json: Json = False,
) -> None:
    """Move every last day to come, before the round closes.

    Example: komplan consultation round extend jaro --until 14.5.2027 --reason "prázdniny" --target localhost:5100 --area vzorov --issuer-key i.pem
    """  # noqa: E501
    day = Date(year=until.year, month=until.month, day=until.day)
    request = edit.ExtendRoundRequest(name=round_name(access, round_id), until=day, reason=reason)
    _told(_moved(access, "ExtendRound", request), json)


@round_app.command("close")
@reaching("clerk")
def close_command(
    *,
    access: Access,
    round_id: RoundId,
    reason: Annotated[str, typer.Option("--reason", help="why it ends before its last day, for everybody")] = "",
    json: Json = False,
) -> None:
    """End the intake by hand; it ends by itself when the last day is over. Earlier it takes a reason.

    Example: komplan consultation round close jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.CloseRoundRequest(name=round_name(access, round_id), reason=reason)
    _told(_moved(access, "CloseRound", request), json)


@round_app.command("start-settling")
@reaching("clerk")
def start_settling_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Begin to settle what came in.

    Example: komplan consultation round start-settling jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.StartSettlingRequest(name=round_name(access, round_id))
    _told(_moved(access, "StartSettling", request), json)


@round_app.command("settle")
@reaching("clerk")
def settle_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Declare the round settled. Exit code 5 while a point has no settlement.

    Example: komplan consultation round settle jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.SettleRoundRequest(name=round_name(access, round_id))
    _told(_moved(access, "SettleRound", request), json)


@round_app.command("archive")
@reaching("clerk")
def archive_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Put a round whose plan is approved into the archive.

    Example: komplan consultation round archive jaro --target localhost:5100 --area vzorov --issuer-key i.pem
    """
    request = edit.ArchiveRoundRequest(name=round_name(access, round_id))
    _told(_moved(access, "ArchiveRound", request), json)


@round_app.command("status")
@reaching()
def status_command(*, access: Access, round_id: RoundId, json: Json = False) -> None:
    """Show where a round stands: its days, what runs now, comments, and the balance of paper forms.

    Example: komplan consultation round status jaro --target 127.0.0.1:5100 --area vzorov
    """
    name = round_name(access, round_id)

    async def questions(peer: Peer) -> tuple[Round, str, Any, Any]:
        reading = read_rpc.ConsultationServiceStub(peer.channel)
        held = await peer.ask(reading.GetRound, read.GetRoundRequest(name=name))
        counts = await peer.ask(reading.CountComments, read.CountCommentsRequest(parent=name))
        balance = forms_rpc.FormServiceStub(peer.channel).GetFormBalance
        code = await draft_code(peer, held)
        return held, code, counts, await peer.ask(balance, forms.GetFormBalanceRequest(parent=name))

    held, code, counts, balance = asked(access, questions)
    if json:
        numbers = {"comments": counts.comments, "settled": counts.settled, "points": counts.points}
        total = balance.total
        paper = {"issued": total.issued, "registered": total.registered, "outstanding": total.outstanding}
        settling = settling_from(held)
        told = {"draft_code": code, "settling_from": settling.isoformat() if settling else None}
        give_json({**plain_round(held), **told, **numbers, "forms": paper})
        return
    rows = [
        ["stav", STATES.get(held.state, held.state)],
        ["příjem", f"{czech_day(held.window.start)} – {czech_day(held.last_day or held.window.end)}"],
        ["vypořádání může začít", _settling(held)],
        ["kód návrhu", code or "–"],
        ["právě běží", ", ".join(held.running_phases) or "–"],
        ["připomínky", f"{counts.comments}, z toho vypořádáno {counts.settled}"],
        ["body připomínek", str(counts.points)],
        ["formuláře", f"vydáno {balance.total.issued}, venku {balance.total.outstanding}"],
    ]
    notes = [f"příjem ukončen předčasně: {held.closed_early}"] if held.closed_early else []
    notes += [f"prodlouženo do {czech_day(item.until)}: {item.reason}" for item in held.extensions]
    print_table(held.title, ["", ""], rows, notes)


async def draft_code(peer: Peer, held: Round) -> str:
    """The short code of the draft that people comment on; empty where the round has none."""
    if not held.draft:
        return ""
    get_draft = drafts_rpc.DraftServiceStub(peer.channel).GetDraft
    code: str = (await peer.ask(get_draft, drafts.GetDraftRequest(name=held.draft))).code
    return code


def settling_from(held: Round) -> date | None:
    """The first day on which settling may begin; None where it began, or may begin as soon as intake has ended.

    What came in time, such as a letter on its way, is entered until then even where intake was ended early.
    """
    from komplan_consultation.repositories.kinds import ROUNDS

    if held.state not in ("announced", "open", "closed"):
        return None
    end = registration_end(ROUNDS.codec.decode(held))
    return end + timedelta(days=1) if end is not None else None


def _settling(held: Round) -> str:
    day = settling_from(held)
    if day is not None:
        return f"od {day.day}. {day.month}. {day.year}: do té doby se zapisuje, co přišlo včas"
    return _SETTLING.get(held.state, "začalo")


def plain_round(held: Round) -> dict[str, Any]:
    """A round as JSON: what a script needs to go on."""
    return {
        "name": held.name,
        "etag": held.etag,
        "state": held.state,
        "last_day": iso(held.last_day),
        "running_phases": list(held.running_phases),
        "draft": held.draft,
        "rules_sha256": held.rules_sha256,
    }


def iso(day: Date) -> str | None:
    """A day as `2027-01-31`, or None where there is none."""
    return f"{day.year:04}-{day.month:02}-{day.day:02}" if day.year else None


def _moved(access: Access, method: str, request: Any) -> Round:
    called: Callable[[Any], Any] = lambda channel: getattr(rpc.RoundOfficeServiceStub(channel), method)  # noqa: E731
    moved: Round = answer(access, called, request)
    return moved


def _told(moved: Round, json: bool) -> None:
    if json:
        give_json(plain_round(moved))
    else:
        print(f"{moved.title}: {STATES.get(moved.state, moved.state)}, do {czech_day(moved.last_day)}")
