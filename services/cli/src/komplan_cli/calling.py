"""`komplan call`: any method of any service that answers once, with JSON in and out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from komplan_cli.access import Access
from komplan_cli.asking import asked
from komplan_cli.contract import callable_of, message_of, methods_of, plain, read_json
from komplan_cli.output import give_json
from komplan_core.errors import Invalid
from komplan_kit.access import ROLES, TABLE

PACKAGES: Final = tuple(
    f"komplan.{service}.v1" for service in ("planning", "catalogue", "consultation", "witness", "region")
)
STDIN: Final = Path("-")
SECONDS: Final = 60.0


def call(access: Access, called: str, file: Path | None) -> None:
    """Call a method with the request of a JSON file, an empty one without a file; print its answer as JSON."""
    method = _method(called)
    told: Any = {} if file is None else read_json(None if file == STDIN else file)
    request = message_of(told, GetMessageClass(method.input_type)())
    reached = access.to(_name_in(request))
    if reached.issuer_key is not None and not reached.code:
        raise Invalid.field("--area", "REQUIRED", "the request names nothing: say which area or region you sign in to")
    give_json(plain(asked(reached, lambda peer: peer.ask(callable_of(peer, method), request, SECONDS))))


def show_methods() -> None:
    """Print each method that can be called with the roles that may call it, one a line."""
    for method in _unary():
        callers = TABLE[f"/{method.containing_service.full_name}/{method.name}"]
        print(f"{_name(method)}  {', '.join(role for role in ROLES if role in callers)}")


def _method(called: str) -> MethodDescriptor:
    """The method of `MeetingService/HoldMeeting`. Raises Invalid."""
    for method in _unary():
        if _name(method) == called:
            return method
    message = f"`{called[:100]}` is no method that answers once: see komplan call --list"
    raise Invalid.field("method", "INVALID_VALUE", message)


def _unary() -> Iterator[MethodDescriptor]:
    for package in PACKAGES:
        for method in methods_of(package):
            if not method.client_streaming and not method.server_streaming:
                yield method


def _name_in(request: Any) -> str:
    """The resource name of which a request speaks, its own or that of the resource that it carries; may be empty."""
    for field in ("name", "parent"):
        if name := getattr(request, field, ""):
            return str(name)
    carried = (getattr(value, "name", "") for _, value in request.ListFields() if hasattr(value, "DESCRIPTOR"))
    return next((name for name in carried if isinstance(name, str) and name), "")


def _name(method: MethodDescriptor) -> str:
    return f"{method.containing_service.name}/{method.name}"
