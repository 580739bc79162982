"""A test that could not run is counted and explained; in CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ONE_SKIPPED = """
import pytest

def test_that_runs():
    assert True

def test_that_cannot_run():
    pytest.skip({reason!r})
"""


def run(folder: Path, reason: str, in_ci: bool) -> "subprocess.CompletedProcess[str]":
    """A test run in which one test is skipped for a reason, with this checkout's `tests/conftest.py`."""
    (folder / "test_one.py").write_text(ONE_SKIPPED.format(reason=reason))
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "PYTEST_ADDOPTS")}
    environment |= {"PYTHONPATH": str(TESTS)} | ({"CI": "true"} if in_ci else {})
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", "test_one.py"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("missing", ["no PostgreSQL binaries are installed", "Node or npm is not installed"])
def test_outside_ci_a_skip_is_told_and_harmless(missing: str, tmp_path: Path) -> None:
    done = run(tmp_path, missing, in_ci=False)
    assert (done.returncode, f"1 test skipped because {missing}" in done.stdout) == (0, True), done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


def test_in_ci_a_skip_fails_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, "../shared is not beside the checkout", in_ci=True)
    assert (done.returncode, "CI may skip none of them" in done.stdout) == (1, True), done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


def test_in_ci_a_skip_for_another_reason_is_no_failure(tmp_path: Path) -> None:
    assert run(tmp_path, "there is no such thing on this system", in_ci=True).returncode == 0
