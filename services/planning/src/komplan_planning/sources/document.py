"""A version as a JSON document, and what such a document wants of a version."""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from komplan.planning.v1 import plan_content_pb2, plan_pb2, plan_view_pb2
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.planning import Measure, PlanNode, PlanSection, PlanVersion
from komplan_core.planning.document import FORMAT, SCHEMA_VERSION, PlanDocument
from komplan_core.record import Entity
from komplan_kit.codec import Codec
from komplan_planning.sources.drafts import COLLECTIONS, Draft, Item, Present, Problem, Where

LARGEST: Final = 64 << 20
VERSION: Final = Codec(plan_pb2.PlanVersion, PlanVersion)
CODECS: Final[dict[str, Codec[Any]]] = {
    "section": Codec(plan_content_pb2.PlanSection, PlanSection),
    "node": Codec(plan_pb2.PlanNode, PlanNode),
    "measure": Codec(plan_pb2.Measure, Measure),
}


def document_of(tree: plan_view_pb2.PlanTree) -> bytes:
    """The document of a version, indented."""
    present = Present.of(tree)
    lists = {COLLECTIONS[kind]: tuple(map(codec.decode, present.of_kind(kind))) for kind, codec in CODECS.items()}
    document = PlanDocument(version=VERSION.decode(tree.version), **lists)
    return document.model_dump_json(indent=2).encode() + b"\n"


def draft_of(path: Path, present: Present) -> Draft:
    """What a document wants of a version. Etags count for the version that it was taken from only. Raises Invalid."""
    read = _read(path)
    same = isinstance(read.get("version"), dict) and read["version"].get("name") == present.version
    draft, seen = Draft(), set[str]()
    for kind, codec in CODECS.items():
        records = read.get(COLLECTIONS[kind], [])
        if not isinstance(records, list):
            raise Invalid.field("source", "SOURCE_FORMAT", f"`{COLLECTIONS[kind]}` is a list")
        for number, values in enumerate(records, 1):
            where = Where(COLLECTIONS[kind], number)
            try:
                record = codec.model.model_validate(values)
            except ValidationError as error:
                found = Invalid.of(error).violations
                draft.problems += [Problem(where, item.field, item.reason, item.message) for item in found]
                continue
            name = _name(present, kind, record)
            if name and name in seen:
                draft.problems.append(Problem(where, "name", "DUPLICATE_CODE", "another record has the same name"))
                continue
            seen.add(name)
            message, before = codec.encode(record), present.items.get(name)
            message.name = name
            etag = record.etag if same else ""
            draft.items.append(Item(kind, message, before, where, etag or (before.etag if before else "")))
    return draft


def _name(present: Present, kind: str, record: Entity) -> str:
    return present.name(kind, names.last_id(record.name)) if record.name else ""


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise Invalid.field("source", "SOURCE_TOO_LARGE", f"the file has more than {LARGEST >> 20} MiB")
    try:
        read = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Invalid.field("source", "SOURCE_FORMAT", "the file is no JSON in UTF-8") from None
    known = set(PlanDocument.model_fields)
    if not isinstance(read, dict) or read.get("format") != FORMAT or set(read) - known:
        raise Invalid.field("source", "SOURCE_FORMAT", f"the file is no document of the format `{FORMAT}`")
    if read.get("schema_version") != SCHEMA_VERSION:
        raise Invalid.field("source", "SOURCE_FORMAT", f"only version {SCHEMA_VERSION} of the format is read")
    return read
