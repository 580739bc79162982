"""The demonstration: three cities and a region from one command."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

KOMPLAN = Path(".venv/bin/komplan")


def demonstrate(root: Path, folder: Path, *options: str) -> dict[str, Any]:
    """What `komplan demo --once --json` prints."""
    command = [str(root / KOMPLAN), "demo", "--once", "--json", "--data", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


@pytest.fixture(scope="module")
def shown(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One run in which Zábřeh is stopped after the first collection."""
    return demonstrate(root, tmp_path_factory.mktemp("demo"), "--down", "zabreh")


def area(shown: dict[str, Any], code: str) -> dict[str, Any]:
    """One city of the output."""
    return next(item for item in shown["areas"] if item["code"] == code)


def test_ostrava_has_eleven_groups_and_had_twelve_before_2007(shown: dict[str, Any]) -> None:
    ostrava = area(shown, "ostrava")
    assert ostrava["groups"] == 11
    assert ostrava["groups_before"] == [{"until": "2006-12-31", "count": 12}]


def test_brno_has_8_groups_36_priorities_109_measures_and_454_settled_comments(shown: dict[str, Any]) -> None:
    brno = area(shown, "brno")
    assert [brno[key] for key in ("groups", "priorities", "measures", "comments", "settled")] == [8, 36, 109, 454, 454]
    assert brno["systemic_priorities"] > 0
    assert brno["services"] == 223


def test_every_catalogue_has_places_and_related_services_beside_the_registered_ones(shown: dict[str, Any]) -> None:
    for city in shown["areas"]:
        assert city["related"] == 12
        assert city["places"] > city["services"] // 3


def test_zabreh_has_four_groups(shown: dict[str, Any]) -> None:
    assert area(shown, "zabreh")["groups"] == 4


def test_the_sums_of_the_region_are_the_sums_of_the_areas(shown: dict[str, Any]) -> None:
    region, areas = shown["region"], shown["areas"]
    assert region["measures"] == sum(item["measures"] for item in areas)
    assert region["priorities"] == sum(item["priorities"] for item in areas)
    assert sum(group["planned"] for group in region["by_target_group"]) == sum(
        f["planned"] for f in region["financing"]
    )
    assert region["unmapped"] == []


def test_a_city_that_is_down_is_named_and_its_last_figures_still_count(shown: dict[str, Any]) -> None:
    region = shown["region"]
    assert (region["unreachable"], region["stale"]) == (["zabreh"], ["zabreh"])
    assert (region["areas"], region["fresh"]) == (3, 2)


def test_money_is_whole_haler(shown: dict[str, Any]) -> None:
    amounts = [figure[key] for figure in shown["region"]["financing"] for key in ("planned", "secured", "actual")]
    assert len(amounts) >= 3 * 3 * 3
    assert all(type(amount) is int for amount in amounts)


def test_the_demonstration_can_be_run_again_over_its_own_data(root: Path, tmp_path: Path) -> None:
    first = demonstrate(root, tmp_path)
    again = demonstrate(root, tmp_path)
    assert again == first
    assert again["region"]["unreachable"] == []


def test_an_unknown_city_is_refused_with_exit_status_3(root: Path) -> None:
    command = [str(root / KOMPLAN), "demo", "--once", "--down", "praha"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "UNKNOWN_CODE" in done.stderr
