"""`komplan get|list|put|delete`: any resource by its name, through the standard methods of its service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from google.protobuf import field_mask_pb2
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from komplan_cli.access import Access
from komplan_cli.asking import asked, everything
from komplan_cli.contract import callable_of, message_of, methods_of, plain, read_json
from komplan_cli.output import give_json
from komplan_core import names
from komplan_core.errors import Invalid, NotFound, PlanError
from komplan_kit.client import Peer
from komplan_kit.fsck import kinds_of
from komplan_kit.store import Kind

KEEPERS: Final = ("planning", "catalogue", "consultation", "witness", "region")
COLLECTIONS: Final = {
    "catalogue": [
        "addresses",
        "campaigns",
        "change-requests",
        "details",
        "merges",
        "places",
        "providers",
        "report-periods",
        "runs",
        "services",
        "situations",
        "synonyms",
    ],
    "consultation": ["reply-texts", "rounds"],
    "witness": ["witnessed-logs"],
    "region": ["crosswalks", "fundings", "municipalities"],
}
"""Collections under an area that planning does not keep: they say which service is loaded first, and mostly alone."""


_ITS_OWN: Final = ("parent", "request_id")
"""Fields of a request that mean another thing than fields of the same name in a resource."""


@dataclass(frozen=True)
class Resource:
    """One kind of resource: its pattern and message, and its standard methods by their verb."""

    kind: Kind[Any]
    methods: Mapping[str, MethodDescriptor]

    def method(self, verb: str) -> MethodDescriptor:
        """The method for a verb. Raises Invalid where the kind has none."""
        if verb not in self.methods:
            message = f"a {self.kind.title} has no method to {verb.lower()} it; other methods: komplan call --list"
            raise Invalid.field("name", "NAME_FORMAT", message)
        return self.methods[verb]


def get(access: Access, name: str) -> None:
    """Print one resource as JSON."""
    resource = _of(name)
    give_json(plain(asked(access.to(name), lambda peer: _get(peer, resource, name))))


def show_list(access: Access, collection: str) -> None:
    """Print all resources of a collection such as `areas/ostrava/meetings` as JSON."""
    resource = _of_collection(collection)
    method = resource.method("List")
    field = next(field.name for field in method.output_type.fields if field.message_type is _descriptor(resource))
    request: Any = GetMessageClass(method.input_type)(page_size=500)
    if "parent" in method.input_type.fields_by_name:
        request.parent = names.parent(f"{collection}/x")

    async def listed(peer: Peer) -> list[Any]:
        return [plain(item) async for item in everything(peer, callable_of(peer, method), request, field)]

    give_json(asked(access.to(collection), listed))


def put(access: Access, file: Path | None) -> None:
    """Create or change the resources of a JSON file, each under its `name`, in their order; the first refusal ends it.

    Of one that exists only the fields that are given are changed. An `etag` that is given must still hold.
    """
    told = _read(file)

    async def written(peer: Peer) -> list[dict[str, str]]:
        done: list[dict[str, str]] = []
        for index, values in enumerate(told):
            name = values.get("name")
            try:
                if not isinstance(name, str):
                    raise Invalid.field(f"{index}.name", "REQUIRED", "each resource has its name")
                done.append({"name": name, "done": await _put(peer, name, values, index)})
            except PlanError as error:
                if len(told) > 1:
                    called = f" (`{name[:200]}`)" if isinstance(name, str) else ""
                    kept = f"(taken before it, and kept: {len(done)})"
                    error.message = f"item {index + 1} of {len(told)}{called}: {error.message} {kept}"
                raise
        return done

    first = next((str(values["name"]) for values in told if "name" in values), "")
    give_json(asked(access.to(first), written))


def delete(access: Access, name: str) -> None:
    """Delete one resource."""
    resource = _of(name)
    method = resource.method("Delete")
    request = GetMessageClass(method.input_type)(name=name)
    asked(access.to(name), lambda peer: peer.ask(callable_of(peer, method), request))
    give_json({"name": name, "done": "deleted"})


async def _put(peer: Peer, name: str, values: dict[str, Any], index: int) -> str:
    resource = _of(name, f"{index}.name")
    message = message_of(values, resource.kind.codec.message(), str(index))
    if "Get" in resource.methods:
        try:
            found = await _get(peer, resource, name)
        except NotFound:
            found = None
    else:
        found = None
    if found is None:
        method = resource.method("Create")
        request = GetMessageClass(method.input_type)(parent=names.parent(name))
        field = _field(method, resource)
        getattr(request, field).CopyFrom(message)
        getattr(request, field).ClearField("name")
        if f"{field}_id" in method.input_type.fields_by_name:
            setattr(request, f"{field}_id", names.last_id(name))
        for beside in _only_at_creation(resource):  # such as the version that another one is based on
            setattr(request, beside, getattr(message, beside))
        await peer.ask(callable_of(peer, method), request)
        return "created"
    method = resource.method("Update")
    by_json = {field.json_name: field.name for field in _descriptor(resource).fields}
    paths = [by_json.get(key, key) for key in values if by_json.get(key, key) not in ("name", "etag")]
    if all(getattr(found, path) == getattr(message, path) for path in paths):
        return "unchanged"
    for beside in _only_at_creation(resource):
        if beside in paths and getattr(found, beside) != getattr(message, beside):
            told = f"`{name[:200]}` exists; {beside} is said only when it is created: leave it out or choose a new id"
            raise Invalid.field(f"{index}.{beside}", "INVALID_VALUE", told)
    request = GetMessageClass(method.input_type)(update_mask=field_mask_pb2.FieldMask(paths=paths))
    getattr(request, _field(method, resource)).CopyFrom(message)
    getattr(request, _field(method, resource)).etag = message.etag or found.etag
    await peer.ask(callable_of(peer, method), request)
    return "changed"


async def _get(peer: Peer, resource: Resource, name: str) -> Any:
    method = resource.method("Get")
    return await peer.ask(callable_of(peer, method), GetMessageClass(method.input_type)(name=name))


def _field(method: MethodDescriptor, resource: Resource) -> str:
    return next(field.name for field in method.input_type.fields if field.message_type is _descriptor(resource))


def _only_at_creation(resource: Resource) -> list[str]:
    """Fields of a resource that the request which creates it takes beside the resource, and no other."""
    if "Create" not in resource.methods:
        return []
    own, request = _descriptor(resource).fields_by_name, resource.method("Create").input_type
    return [field.name for field in request.fields if field.name in own and field.name not in _ITS_OWN]


def _descriptor(resource: Resource) -> Any:
    return resource.kind.codec.message.DESCRIPTOR


def _read(file: Path | None) -> list[dict[str, Any]]:
    told = read_json(file)
    resources = told if isinstance(told, list) else [told]
    if not all(isinstance(item, dict) for item in resources):
        raise Invalid.field("file", "INVALID_VALUE", "write one resource, or a list of them")
    return resources


def _of(name: str, field: str = "name") -> Resource:
    first = keeper_of(name)
    for keeper in (first, *(other for other in KEEPERS if other != first)):
        for resource in _resources(keeper):
            if resource.kind.pattern.matches(name):
                return resource
    raise Invalid.field(field, "NAME_FORMAT", f"nothing is called like `{name[:200]}`: see docs/reference/names.md")


def _of_collection(collection: str) -> Resource:
    """The kind whose resources a collection holds. Raises Invalid with the collection as it was given."""
    try:
        return _of(f"{collection}/x", "collection")
    except Invalid:
        message = f"no collection is called like `{collection[:200]}`: see docs/reference/names.md"
        raise Invalid.field("collection", "NAME_FORMAT", message) from None


def keeper_of(name: str) -> str:
    """The service that keeps what has this name, as far as its collection says."""
    top, collection = name.split("/")[0], (*name.split("/")[2:3], "")[0]
    kept_by = (keeper for keeper, collections in COLLECTIONS.items() if collection in collections)
    return next(kept_by, "region" if top == "regions" else KEEPERS[0])


@lru_cache(maxsize=len(KEEPERS))
def _resources(keeper: str) -> list[Resource]:
    kinds = kinds_of(import_module(f"komplan_{keeper}.repositories"))
    methods = list(methods_of(f"komplan.{keeper}.v1"))
    return [Resource(kind, _standard(kind, methods)) for kind in kinds]


def _standard(kind: Kind[Any], methods: list[MethodDescriptor]) -> dict[str, MethodDescriptor]:
    message = kind.codec.message.DESCRIPTOR
    called = _called(kind, methods)
    standard: dict[str, MethodDescriptor] = {}
    for method in methods:
        for verb in ("Get", "Create", "Update", "Delete"):
            if method.name == f"{verb}{called}":
                standard[verb] = method
        lists = method.name.startswith("List") and len(method.name) <= len(message.name) + len("List") + 2
        if lists and any(field.message_type is message for field in method.output_type.fields):
            standard["List"] = method
    return standard


def _called(kind: Kind[Any], methods: list[MethodDescriptor]) -> str:
    """What its methods call a kind: as its message, or as its name does (`resolutions/{resolution}`)."""
    message = kind.codec.message.DESCRIPTOR
    by_name = re.findall(r"{(\w+)}", kind.pattern.template)[-1].title().replace("_", "")
    found = any(method.name == f"Get{by_name}" and method.output_type is message for method in methods)
    return by_name if found else str(message.name)
