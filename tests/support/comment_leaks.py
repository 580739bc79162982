"""Everything that a citizen can read of a consultation and of a witness, method by method of the contract.

A method that is open to everybody and that nothing here manages to call is told of, so that nobody can add one that is
not read here.
"""

import itertools
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from komplan.consultation.v1 import book_service_pb2 as book
from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.witness.v1 import witness_office_service_pb2 as witness_office
from komplan.witness.v1 import witness_service_pb2 as witness
from komplan_core.consultation.puzzles import solve
from komplan_core.errors import Forbidden, PlanError
from support.comment_canaries import Planted, comment_of
from support.leaks import PROTOS, Heard, is_public, said

Requests = Callable[[Planted], list[Any]]
NEEDS_PLANNING: Final = {"DraftService/GetDraft", "DraftService/ListDraftBlocks"}
"""Open to everybody and not heard here: they tell the words of the plan, which this instance has not got."""

GIVEN: Final[dict[str, Callable[[Planted], list[Any]]]] = {
    "name": lambda planted: planted.names,
    "parent": lambda planted: [planted.desk.area, planted.desk.round, f"{planted.desk.area}/witnessed-logs/vlastni"],
    "plan_versions": lambda planted: [[planted.desk.version]],
    "number": lambda planted: [1, 2, 3],
    "index": lambda planted: [0, 3],
    "size": lambda planted: [None, 2],
    "old_size": lambda planted: [1],
}
"""What a request may be filled with, by the name of its field."""


def methods() -> Iterator[tuple[str, Any]]:
    """All methods of both contracts, by their short name."""
    for package in ("consultation", "witness"):
        for path in sorted(PROTOS.glob(f"komplan/{package}/v1/*_service.proto")):
            module = import_module(str(path.relative_to(PROTOS).with_suffix("")).replace("/", ".") + "_pb2")
            for service in module.DESCRIPTOR.services_by_name.values():
                for method in service.methods:
                    yield f"{service.name}/{method.name}", method


READING: Final = ("Get", "List", "Export", "Compare", "Write")
"""How methods that only read begin."""


def heard(planted: Planted, roles: tuple[str, ...] = (), only: tuple[str, ...] = ("",)) -> Heard:
    """Call every method as a citizen, the public ones and the others, with all that it could be asked."""
    found = Heard()
    for name, method in methods():
        if not method.name.startswith(only):
            continue
        for request in requests(planted, name, method):
            try:
                answers = list(_called(planted, name, method, request, roles))
            except PlanError as error:
                found.errors.setdefault(name, []).append(words(error))
                if isinstance(error, Forbidden) and not is_public(method):
                    break  # refused whatever is asked
            else:
                found.answers.setdefault(name, []).extend(map(said, answers))
    return found


def unheard(found: Heard) -> set[str]:
    """Public methods that never answered, but for those that this instance cannot answer."""
    public = {name for name, method in methods() if is_public(method)}
    return public - set(found.answers) - NEEDS_PLANNING


def requests(planted: Planted, name: str, method: Any) -> Iterator[Message]:
    """Requests with everything that the fields of GIVEN may be filled with; the methods that write have their own."""
    if method.client_streaming:
        return
    request = GetMessageClass(method.input_type)
    if name in planted.tokens:
        yield request(token=planted.tokens[name])
    elif name in _WRITING:
        yield from _WRITING[name](planted)
    else:
        fields = [item for item in method.input_type.fields if item.name in GIVEN and _fits(item)]
        for values in itertools.product(*(GIVEN[item.name](planted) for item in fields)):
            given = {item.name: value for item, value in zip(fields, values, strict=True) if value is not None}
            yield request(**given)


def words(error: PlanError) -> str:
    """All that an error says."""
    told = [f"{item.field} {item.reason} {item.message}" for item in error.violations]
    return "\n".join([type(error).__name__, error.reason, error.message, *told])


def _fits(item: FieldDescriptor) -> bool:
    return item.message_type is None


def _called(planted: Planted, name: str, method: Any, request: Message, roles: tuple[str, ...]) -> Iterator[Message]:
    instance = planted.instance
    if method.server_streaming:
        yield from instance.stream(name, request, roles)
    else:
        yield instance.ask(name, request, roles)


def _web_comment(planted: Planted) -> list[Any]:
    desk = planted.desk
    asked = citizen.GetChallengeRequest(parent=desk.round)
    puzzle = desk.city.ask("CitizenService/GetChallenge", asked, ()).challenge
    return [
        citizen.SubmitCommentRequest(parent=desk.round, comment=comment_of(), challenge=puzzle, solution=solve(puzzle))
    ]


def _checkpoint(planted: Planted) -> list[Any]:
    """The instance cosigns its own book: who witnesses does not matter here."""
    desk = planted.desk
    asked = book.GetCheckpointRequest(parent=desk.round)
    note = desk.city.ask("BookService/GetCheckpoint", asked, ()).note
    keys = desk.city.ask("BookService/ListKeys", book.ListKeysRequest(parent=desk.round), ()).keys
    log = {"origin": note.split("\n")[0], "title": "Vzorov", "keys": [key.key for key in keys]}
    known = witness_office.CreateWitnessedLogRequest(parent=desk.area, witnessed_log=log, witnessed_log_id="vlastni")
    try:
        desk.city.ask("WitnessOfficeService/CreateWitnessedLog", known, ("admin",))
    except PlanError:
        return []  # it was shown before
    return [witness.AddCheckpointRequest(checkpoint=note)]


def _accused(planted: Planted) -> list[Any]:
    """The evidence that this instance holds against its own book, after a root was shown that is not its own."""
    desk, name = planted.desk, f"{planted.desk.area}/witnessed-logs/vlastni"
    found = desk.city.ask("WitnessService/ListEvidence", witness.ListEvidenceRequest(parent=name), ()).evidence
    return [witness.GetEvidenceRequest(name=item.name) for item in found]


_WRITING: Final[dict[str, Requests]] = {
    "CitizenService/SubmitComment": _web_comment,
    "WitnessService/AddCheckpoint": _checkpoint,
    "WitnessService/GetLatest": lambda planted: [
        witness.GetLatestRequest(name=f"{planted.desk.area}/witnessed-logs/vlastni")
    ],
    "WitnessService/GetWitnessedLog": lambda planted: [
        witness.GetWitnessedLogRequest(name=f"{planted.desk.area}/witnessed-logs/vlastni")
    ],
    "WitnessService/GetEvidence": _accused,
}
