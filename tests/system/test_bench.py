"""`make bench` prints figures of one shape; how fast anything is does not matter here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KEYS = ["group", "name", "measured", "unit", "limit", "ratio", "direction", "goal", "holds"]


def bench(root: Path, *options: str) -> str:
    """What `python -m benchmarks` prints with these options."""
    command = [sys.executable, "-m", "benchmarks", *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_group_without_figures_prints_an_empty_list(root: Path) -> None:
    assert json.loads(bench(root, "--json", "--only", "plugins")) == []


def test_a_figure_with_a_limit_says_its_ratio_and_whether_the_goal_holds(root: Path) -> None:
    figures: list[dict[str, Any]] = json.loads(
        bench(root, "--json", "--only", "foundation", "--subject", "codec", "--rounds", "1")
    )
    assert [list(figure) for figure in figures] == [KEYS]
    decoding = figures[0]
    assert (decoding["group"], decoding["unit"], decoding["direction"]) == ("foundation", "µs", "at-most")
    assert decoding["ratio"] == pytest.approx(decoding["measured"] / decoding["limit"])
    assert decoding["holds"] is (decoding["ratio"] <= decoding["goal"])


def test_without_json_it_prints_a_table(root: Path) -> None:
    printed = bench(root, "--subject", "codec", "--rounds", "1")
    assert "decode a measure" in printed
    assert "ratio" in printed


def test_an_unknown_group_is_refused(root: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "benchmarks", "--only", "nothing"], cwd=root, check=False)
    assert done.returncode == 2
