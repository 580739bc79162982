"""`komplan plan export` and `import` as people run them."""

import pytest
from support.commands import called, started
from support.planning import DRAFT, Town
from support.sheets import csv_file

VERSION = "plans/kp/versions/navrh"


@pytest.fixture
def plan(instance):
    """A town with a draft of one measure."""
    town = Town(instance("planning"))
    town.draft()
    town.measure("m1", "g1", title="Poradna")
    return town


def komplan(plan, folder, *arguments, by=called):
    """Exit code, stdout and stderr of `komplan plan …`."""
    where = ["--target", plan.instance.target, "--area", "vzorov", "--issuer-key", str(plan.instance.issuer_key)]
    done = by("plan", *arguments, *where, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_a_plan_goes_out_is_edited_and_comes_back(plan, tmp_path):
    code, _, err = komplan(plan, tmp_path, "export", VERSION, "plan.xlsx")
    assert (code, "4 items" in err) == (0, True)
    (tmp_path / "plan").mkdir()
    csv_file(tmp_path / "plan" / "opatření.csv", [["id", "název"], ["m1", "Poradna pro rodiny"], ["m9", ""]])
    code, out, err = komplan(plan, tmp_path, "import", VERSION, "plan")
    assert (code, "nothing stored: " in err, "REQUIRED" in out) == (3, True, True)
    csv_file(tmp_path / "plan" / "opatření.csv", [["id", "název"], ["m1", "Poradna pro rodiny"]])
    code, _, err = komplan(plan, tmp_path, "import", VERSION, "plan", by=started)
    assert (code, err.splitlines()[-1]) == (0, "stored")
    assert plan.get(f"{DRAFT}/measures/m1").title == "Poradna pro rodiny"
