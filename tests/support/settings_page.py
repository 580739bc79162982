"""The tables of docs/reference/settings.md, made of the settings' own descriptions. Run it to write them anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from komplan_kit.config import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "settings.md"
MARK = "<!-- Below: written by tests/support/settings_page.py from the settings' own descriptions. -->\n"


def settings() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every setting: its section (`""` at the top, `peers[]` for a list of tables), name, and schema."""
    schema = Settings.model_json_schema()
    for name, field in schema["properties"].items():
        section = _section(field, schema)
        if section is None:
            yield "", name, field
            continue
        place = f"{name}[]" if field.get("type") == "array" else name
        for inner, described in section["properties"].items():
            yield place, inner, {**described, "required": inner in section.get("required", ())}


def tables() -> str:
    """The generated part of the page."""
    schema = Settings.model_json_schema()
    sections = {"": "The whole instance; these stand above the first `[section]` of the file."}
    for name, field in schema["properties"].items():
        if found := _section(field, schema):
            place = f"{name}[]" if field.get("type") == "array" else name
            sections[place] = str(found["description"])
    return "\n".join(_table(section, text) for section, text in sections.items())


def _section(field: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any] | None:
    for part in (field, *field.get("anyOf", ()), field.get("items", {})):
        if reference := part.get("$ref"):
            found: dict[str, Any] = schema["$defs"][reference.rsplit("/", 1)[-1]]
            return found
    return None


def _table(section: str, text: str) -> str:
    title = "Top level" if not section else f"`[[{section[:-2]}]]`" if section.endswith("[]") else f"`[{section}]`"
    rows = [
        f"| `{name}` | {field['description']} | {_kind(field)} | {_default(field)} |"
        for place, name, field in settings()
        if place == section
    ]
    head = "| setting | what it is | value | default |\n| --- | --- | --- | --- |"
    return f"## {title}\n\n{text}\n\n{head}\n" + "\n".join(rows) + "\n"


def _kind(field: dict[str, Any]) -> str:
    parts = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    part = parts[0]
    if choices := part.get("enum"):
        return ", ".join(f"`{choice}`" for choice in choices)
    kind = {
        "array": lambda: "list of tables" if "$ref" in part["items"] else f"list: {_kind(part['items'])}",
        "object": lambda: "table: service to address",
        "boolean": lambda: "`true` or `false`",
        "number": lambda: (
            f"number above {part['exclusiveMinimum']}, {part['maximum']} at most"
            if "exclusiveMinimum" in part
            else f"number from {part['minimum']} to {part['maximum']}"
        ),
        "integer": lambda: f"whole number from {part['minimum']} to {part['maximum']}",
        "string": lambda: "path" if part.get("format") == "path" else "text",
    }[part["type"]]
    return kind()


def _default(field: dict[str, Any]) -> str:
    if field.get("required"):
        return "must be given"
    default = field.get("default")
    return "none" if default is None else f"`{json.dumps(default, ensure_ascii=False)}`"


if __name__ == "__main__":
    PAGE.write_text(PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + tables(), encoding="utf-8")
