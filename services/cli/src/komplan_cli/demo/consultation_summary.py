"""The consultations of the demonstration in figures: comments, people behind them, and what became of the points."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from komplan_cli.consultation.statistics import statistics_rows


def consultation_table(areas: Sequence[dict[str, Any]]) -> Table:
    """A line for each count and a column for each city, from the `consultation` object of every area."""
    table = Table("", title="Připomínková řízení", title_justify="left")
    verdicts = {code for area in areas for code in area["consultation"]["points_by_verdict"]}
    for area in areas:
        table.add_column(area["title"], justify="right")
    for lines in zip(*(statistics_rows(area["consultation"], verdicts) for area in areas), strict=True):
        table.add_row(lines[0][0], *(str(count) for _, count in lines))
    return table
