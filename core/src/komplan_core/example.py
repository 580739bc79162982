"""A plugin's `example.toml`: the city's known past and the size of its demonstration plan. Read, not interpreted."""

import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from komplan_core.process import Cycle, StatedFigure
from komplan_core.values import Period, exact_decimal


def read_example(module: str) -> dict[str, Any] | None:
    """The file beside the plugin's package, or None where the plugin brings none. Raises tomllib.TOMLDecodeError."""
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "example.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def past_cycles(example: dict[str, Any]) -> dict[str, Cycle]:
    """The cycles by code, with their stated figures. Raises pydantic's ValidationError or ValueError."""
    return {cycle["code"]: _cycle(cycle) for cycle in example["cycles"]}


def _cycle(row: dict[str, Any]) -> Cycle:
    figures = (
        StatedFigure.model_validate({**figure, "value": exact_decimal(figure["value"])})
        for figure in row.get("figures", ())
    )
    return Cycle(
        title=row["title"],
        period=Period(start=row["start"], end=row["end"]),
        predecessor=row["predecessor"],
        stated_figures=tuple(figures),
    )
