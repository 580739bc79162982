"""A version of the region's plan as a file: Markdown, a workbook with a sheet for each table, or JSON."""

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from komplan_cli.contract import plain
from komplan_cli.files import whole
from komplan_cli.region.plan_reading import STATES, WholeVersion, told_row
from komplan_core import names
from komplan_core.consultation.drafts import CODE_LENGTH
from komplan_core.regional.midterm.rules import PART_TITLES
from komplan_core.regional.titles import COPY_STATES, FEEDS, czech_day
from komplan_core.values import Money
from komplan_kit.sheets.writing import Workbook

FORMATS: Final = ("md", "xlsx", "json")
LONGEST_TITLE: Final = 31
"""Characters of a sheet's title that a workbook takes."""


def write(path: Path, shape: str, found: WholeVersion) -> None:
    """Write the file, whole or not at all."""
    with whole(path) as part:
        if shape == "xlsx":
            _workbook(part, found)
        elif shape == "json":
            part.write_bytes(orjson.dumps(_plain(found), option=orjson.OPT_INDENT_2))
        else:
            part.write_text(markdown(found), encoding="utf-8")


def markdown(found: WholeVersion) -> str:
    """The plan part by part: what it is, texts, then tables, then what it was built from."""
    lines = [f"# {found.plan.title}", "", *_standing(found), ""]
    for part, part_title in PART_TITLES.items():
        lines += [f"## {part} {part_title}", ""]
        for section in found.sections:
            if section.part == part and section.text.strip():
                lines += [f"### {section.code} {section.title}", "", section.text, ""]
        for table in found.tables:
            if table.part == part and table.rows:
                lines += [f"### {table.title}", ""]
                lines += [_row([column.title for column in table.columns]), _row(["---"] * len(table.columns))]
                lines += [_row(told_row(table, row)) for row in table.rows]
                lines += ["", *([table.note, ""] if table.note else [])]
    lines += ["## Z čeho plán vznikl", "", _row(["Město", "Zdroj", "Stav", "Revize"]), _row(["---"] * 4)]
    for item in found.version.inputs:
        lines.append(_row([item.title, FEEDS[item.feed], COPY_STATES[item.state], str(item.revision)]))
    by = f"Sestavil komplan {found.version.program} podle pravidel {found.version.rules}."
    lines += ["", by, f"Otisk čísel (SHA-256): `{found.version.content_sha256}`", ""]
    return "\n".join(lines)


def _standing(found: WholeVersion) -> list[str]:
    """Of what region and years the plan is, how far it came, and by which resolution it was adopted."""
    plan, version = found.plan, found.version
    ids = names.REGION_VERSION.parse(version.name)
    lines = [
        "Střednědobý plán rozvoje sociálních služeb kraje podle § 95 písm. d) zákona č. 108/2006 Sb.",
        f"Kraj: {ids['region']}; roky {plan.from_year}–{plan.to_year}; verze {ids['version']}: {STATES[version.state]}",
    ]
    if version.sha256:
        code = version.sha256[:CODE_LENGTH]
        lines.append(f"Kód návrhu {code}, začátek otisku čísel i textů (SHA-256): `{version.sha256}`")
    if version.HasField("resolution"):
        told, held = version.resolution, version.resolution.held_on
        body = BODIES.get(told.body, told.body)
        day = czech_day(date(held.year, held.month, held.day))
        lines.append(f"Schváleno: {body}, usnesení č. {told.number} ze dne {day}")
    if version.HasField("consultation"):
        held_round = version.consultation
        lines.append(
            f"Připomínky: kolo {held_round.round}, kořen knihy `{held_round.book_root}`"
            if held_round.round
            else f"Připomínkové kolo se nekonalo: {held_round.reason}"
        )
    return [f"- {line}" for line in lines]


BODIES: Final = {"assembly": "zastupitelstvo kraje", "council": "rada kraje"}


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in cells)} |"


def _workbook(path: Path, found: WholeVersion) -> None:
    names = [item.name or f"areas/{item.area}" for item in found.sources]
    with Workbook(path) as book:
        about = book.sheet("plán")
        about.row([found.plan.title])
        for line in _standing(found):
            about.row([line.removeprefix("- ")])
        texts = book.sheet("texty")
        texts.row(["oddíl", "název", "text"])
        for section in found.sections:
            texts.row([section.code, section.title, section.text])
        titles = {"plán", "texty", "vstupy"}
        for table in found.tables:
            sheet = book.sheet(_sheet_title(table, titles))
            sheet.row([*(column.title for column in table.columns), "záznamy"])
            for row in table.rows:
                cells: list[str | Money] = [
                    Money(cell.number) if column.kind == "money" and cell.HasField("number") else told
                    for column, cell, told in zip(table.columns, row.cells, told_row(table, row), strict=True)
                ]
                places = sorted({place for cell in row.cells for place in cell.sources})
                behind = " ".join(names[place] for place in places)
                sheet.row([*cells, behind if len(behind) < LONGEST_BEHIND else f"{len(places)} záznamů: viz JSON"])
        inputs = book.sheet("vstupy")
        inputs.row(["město", "zdroj", "stav", "revize", "otisk"])
        for item in found.version.inputs:
            state = COPY_STATES[item.state]
            inputs.row([item.title, FEEDS[item.feed], state, str(item.revision), item.manifest_sha256])


def _sheet_title(table: Any, taken: set[str]) -> str:
    """Part and Czech title, as far as a workbook takes it; the title is added to those that are taken."""
    whole_title = re.sub(r"[\[\]:*?/\\]", " ", f"{table.part} {table.title}")
    endings = ("", *(f" {number}" for number in range(2, 100)))
    title = next(made for end in endings if (made := whole_title[: LONGEST_TITLE - len(end)] + end) not in taken)
    taken.add(title)
    return title


LONGEST_BEHIND: Final = 30_000
"""Characters of the names behind a row that a cell takes."""


def _plain(found: WholeVersion) -> dict[str, Any]:
    return {
        "plan": plain(found.plan),
        "version": plain(found.version),
        "sections": [plain(item) for item in found.sections],
        "tables": [plain(item) for item in found.tables],
        "sources": [plain(item) for item in found.sources],
    }
