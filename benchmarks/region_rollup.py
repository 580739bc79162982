"""The region's roll-ups from its database, beside the bare GROUP BY and the workbooks that cities would send."""

import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import openpyxl
import python_calamine
import xlsxwriter

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.region_country import AREAS, LINES, MEASURES, NEEDS, Country, code_of, measures
from benchmarks.region_filled import FILE, filled
from komplan.region.v1 import roll_up_pb2
from komplan_kit.database import Database
from komplan_kit.garbage import spare_collections
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.roll_up import roll_up_message
from komplan_region.usecases.money_figures import money_figures
from komplan_region.usecases.needs import needs_figures
from komplan_region.usecases.roll_up import rolled_up

NAME: Final = "regions/kraj/roll-ups/2027-2029"
MOST_ROUNDS: Final = 3
"""Shots at most: the workbooks take seconds each time."""
GROUP_BY: Final = "SELECT year, source, sum(planned), sum(secured), sum(actual) FROM copy_line GROUP BY year, source"
NEEDS_YEAR: Final = 2026
Sums = dict[tuple[int, str], int]
"""Planned money in haléře by year and source."""


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds of a roll-up. All ways must come to the same sums."""
    with shots.Loop() as runner:
        database = filled(runner, folder, Country(seed))
        spare_collections()  # as where it serves
        bare = sqlite3.connect(folder / FILE)
        shots.say("  the workbooks …")
        books = [_write(folder / f"{code_of(number)}.xlsx", number) for number in range(AREAS)]
        ways: dict[str, Callable[[], Sums]] = {
            "plan": lambda: _of_plan(runner, database),
            "money": lambda: _of_money(runner, database),
            "bare": lambda: _of_bare(bare),
            "openpyxl": lambda: _of_openpyxl(books),
            "calamine": lambda: _of_calamine(books),
        }
        expected = _of_bare(bare)
        for name, way in ways.items():
            if way() != expected:
                raise RuntimeError(f"{name} does not add up to the same sums as the database")
        found = _alternate(ways, min(rounds, MOST_ROUNDS), seed)
        first, again = (_seconds(lambda: runner.run(database.read(needs_figures, [NEEDS_YEAR]))) for _ in range(2))
        database.close()
        bare.close()
    of = f"{AREAS} plans × {MEASURES} measures × {len(LINES)} lines"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    note = f"this process held {memory:.0f} MB"

    def figure(name: str, thing: str, limit: str, goal: float, told: str = "") -> Figure:
        return Figure("region", f"{name} ({of})", "s", found[thing], found[limit], "at-most", goal, told)

    return [
        figure("money by source and kind, beside the bare GROUP BY", "money", "bare", 3.0),
        figure("the same, beside merging workbooks with openpyxl", "money", "openpyxl", 1 / 20),
        figure("the same, beside merging workbooks with python-calamine", "money", "calamine", 1 / 3),
        figure(
            "roll-up of plans with the measures behind every figure, beside the bare GROUP BY",
            "plan",
            "bare",
            3.0,
            note,
        ),
        Figure("region", f"{NEEDS:,} needs, each once, by ORP and group", "s", [first]),
        Figure("region", "the same of the same state, beside the first time", "s", [again], [first], "at-most", 0.1),
    ]


def _alternate(ways: dict[str, Callable[[], Sums]], rounds: int, seed: int) -> dict[str, list[float]]:
    return shots.alternate({name: partial(_seconds, way) for name, way in ways.items()}, rounds, seed)


def _of_plan(runner: shots.Loop, database: Database[RegionTx]) -> Sums:
    """What GetRollUp does, on the way on which it does it."""

    def composed(tx: RegionTx) -> roll_up_pb2.RollUp:
        return roll_up_message(rolled_up(tx, NAME), NAME, "Kraj", tx.now())

    plan = runner.run(database.read(composed))
    plan.SerializeToString()
    return {(figure.year, figure.source): figure.planned for figure in plan.financing}


def _of_money(runner: shots.Loop, database: Database[RegionTx]) -> Sums:
    """What GetMoney does."""
    found = runner.run(database.read(money_figures, samples.YEARS[0], samples.YEARS[-1]))
    sums: Sums = {}
    for row in found.rows:
        sums[row.year, row.source] = sums.get((row.year, row.source), 0) + row.sums[0]
    return sums


def _of_bare(bare: sqlite3.Connection) -> Sums:
    return {(year, source): planned for year, source, planned, *_ in bare.execute(GROUP_BY)}


def _write(path: Path, number: int) -> Path:
    """A city's measures as it would send them by mail: a row each, with two columns for each line of money."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("measure", "title", "target groups"))
        for place, (year, source) in enumerate(LINES):
            sheet.write_row(0, 3 + 2 * place, (f"{year} {source}", "secured"))
        for row, measure in enumerate(measures(number), 1):
            money = [amount for line in measure.financing for amount in (line.planned, line.secured)]
            sheet.write_row(row, 0, (measure.position, measure.title, ", ".join(measure.target_groups), *money))
    return path


def _of_openpyxl(paths: list[Path]) -> Sums:
    sums = dict.fromkeys(LINES, 0)
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True)
        for row in book.worksheets[0].iter_rows(min_row=2, values_only=True):
            for line, planned in zip(LINES, row[3::2], strict=True):
                sums[line] += int(str(planned))
        book.close()
    return sums


def _of_calamine(paths: list[Path]) -> Sums:
    sums = dict.fromkeys(LINES, 0)
    for path in paths:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for row in book.get_sheet_by_index(0).to_python()[1:]:
            for line, planned in zip(LINES, row[3::2], strict=True):
                sums[line] += int(planned)  # type: ignore[arg-type]  # money is a number in these sheets
    return sums


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
