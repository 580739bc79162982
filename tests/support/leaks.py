"""Everything that a citizen can read of a catalogue, and a search for canaries in it.

Methods are taken from the contract: one that is open to everybody and that nothing here manages to call is told of,
so that nobody can add a method that is not read here.
"""

import io
import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from google.api import field_behavior_pb2
from google.protobuf import text_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from komplan_core.errors import Forbidden, PlanError
from komplan_kit import access
from komplan_kit.caller import ANYONE
from support.canaries import Planted
from support.catalogue import AREA

PROTOS: Final = Path(__file__).resolve().parents[2] / "protos"
QUERIES: Final = ("domov", "azylový dům", "charita", "dluhy")
CHARTS: Final = ("money-by-founder", "clients-by-area", "cost-per-unit", "workload", "sources", "occupancy", "refusals")
GIVEN: Final[dict[str, Callable[[Planted], Iterable[Any]]]] = {
    "name": lambda planted: planted.names,
    "parent": lambda planted: [AREA, *planted.names],
    "owner": lambda planted: planted.names,
    "query": lambda planted: QUERIES,
    "object": lambda planted: ("service", "organization", "taxonomy_term"),
    "chart": lambda planted: CHARTS,
    "token": lambda planted: [planted.token],
}
"""What a request may be filled with, by the name of its field."""


@dataclass
class Heard:
    """What was answered, by method: messages, and the words of errors."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def leaks(self, canaries: Mapping[str, str]) -> dict[str, set[str]]:
        """Which canaries stand in what was answered, by method."""
        found = {
            method: hits
            for method in {*self.answers, *self.errors}
            if (hits := sought(canaries, [*self.answers.get(method, ()), *self.errors.get(method, ())]))
        }
        return dict(sorted(found.items()))


def methods() -> Iterator[tuple[str, Any]]:
    """All methods of the catalogue's contract, by their short name."""
    for path in sorted(PROTOS.glob("komplan/catalogue/v1/*_service.proto")):
        module = import_module(str(path.relative_to(PROTOS).with_suffix("")).replace("/", ".") + "_pb2")
        for service in module.DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                yield f"{service.name}/{method.name}", method


def is_public(method: Any) -> bool:
    """Whether everybody may call it."""
    return ANYONE in access.TABLE[f"/{method.containing_service.full_name}/{method.name}"]


def heard(planted: Planted, roles: tuple[str, ...] = ()) -> Heard:
    """Call every method as a citizen, the public ones and the others, with all that it could be asked."""
    found = Heard()
    for name, method in methods():
        for request in requests(planted, method):
            try:
                answers = list(_called(planted, name, method, request, roles))
            except PlanError as error:
                found.errors.setdefault(name, []).append(_words(error))
                if isinstance(error, Forbidden) and not is_public(method):
                    break  # refused whatever is asked
            else:
                found.answers.setdefault(name, []).extend(map(said, answers))
    return found


def unheard(found: Heard) -> list[str]:
    """Public methods that never answered."""
    return [name for name, method in methods() if is_public(method) and name not in found.answers]


def requests(planted: Planted, method: Any) -> Iterator[Message]:
    """Requests with everything that the required fields, and those of GIVEN, may be filled with."""
    request = GetMessageClass(method.input_type)
    fields = [item for item in method.input_type.fields if item.name in GIVEN and _is_text(item)]
    if method.client_streaming:
        return
    for values in itertools.product(*(tuple(GIVEN[item.name](planted)) for item in fields)):
        yield request(**dict(zip((item.name for item in fields), values, strict=True)))


def said(message: Message) -> str:
    """All that a message says, as text; what it carries in packed files is unpacked."""
    return "\n".join([text_format.MessageToString(message, as_utf8=True), *map(unpacked, _bytes_in(message))])


def unpacked(data: bytes) -> str:
    """The text of a file; of a workbook or another archive, that of all its parts."""
    if not data.startswith(b"PK\x03\x04"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(unpacked(archive.read(name)) for name in archive.namelist())


def sought(canaries: Mapping[str, str], texts: Iterable[str]) -> set[str]:
    """Which canaries stand in these texts, whatever their case and spacing."""
    whole = _bare("\n".join(texts))
    return {what for what, canary in canaries.items() if _bare(canary) in whole or _core(canary) in whole}


def in_files(canaries: Mapping[str, str], folder: Path) -> set[str]:
    """Which canaries stand in any file below a folder."""
    files = [path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()]
    return sought(canaries, [*files, *(text.encode("latin-1").decode("utf-8", "ignore") for text in files)])


def _called(planted: Planted, name: str, method: Any, request: Message, roles: tuple[str, ...]) -> Iterator[Message]:
    instance = planted.catalogue.instance
    if name == "CampaignService/ConfirmRecord":
        preview = import_module("komplan.catalogue.v1.campaign_service_pb2").PreviewConfirmationRequest
        request.etag = instance.ask("CampaignService/PreviewConfirmation", preview(token=planted.token), ()).etag  # type: ignore[attr-defined]
    if method.server_streaming:
        yield from instance.stream(name, request, roles)
    else:
        yield instance.ask(name, request, roles)


def _is_text(item: FieldDescriptor) -> bool:
    behaviour = item.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    wanted = field_behavior_pb2.REQUIRED in behaviour or item.name == "query"
    return wanted and item.type == FieldDescriptor.TYPE_STRING and not item.is_repeated


def _words(error: PlanError) -> str:
    told = [f"{item.field} {item.reason} {item.message}" for item in error.violations]
    return "\n".join([type(error).__name__, error.reason, error.message, *told])


def _bare(text: str) -> str:
    return "".join(text.casefold().split())


def _core(canary: str) -> str:
    """The part of a canary that no folding, stemming or formatting changes."""
    word = next((word for word in canary.casefold().split() if "kanar" in word), _bare(canary)[-9:])
    return word.partition("@")[0]


def _bytes_in(message: Message) -> Iterator[bytes]:
    for descriptor, value in message.ListFields():
        items = value if descriptor.is_repeated else [value]
        if descriptor.type == FieldDescriptor.TYPE_BYTES:
            yield from items
        elif descriptor.message_type is not None and not descriptor.message_type.GetOptions().map_entry:
            for item in items:
                yield from _bytes_in(item)
