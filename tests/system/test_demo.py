"""The demonstration: three cities and a region from one command."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from komplan_cli.demo.fleet import Fleet
from komplan_core.errors import Unavailable

KOMPLAN = Path(".venv/bin/komplan")
pytestmark = pytest.mark.timeout(300)


def demonstrate(root: Path, folder: Path, *options: str) -> dict[str, Any]:
    """What `komplan demo --once --json` prints."""
    command = [str(root / KOMPLAN), "demo", "--once", "--json", "--data", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
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


def test_a_round_of_the_size_of_the_sources_is_shown_in_its_counts(shown: dict[str, Any]) -> None:
    brno = area(shown, "brno")["consultation"]
    assert (brno["comments"], brno["settled"], brno["open"], brno["refused"]) == (454, 454, 0, 0)
    assert brno["authors_by_kind"] == {"user": 126, "organisation": 109, "individual": 277}
    assert brno["authors"] == 512, "people are not comments"
    for city in shown["areas"]:
        told = city["consultation"]
        assert sum(told["points_by_verdict"].values()) == told["points"] > 0
        assert sum(told["authors_by_kind"].values()) == told["authors"]
    assert set(brno["points_by_verdict"]) <= {"accepted", "partially-accepted", "rejected", "explained"}
    assert area(shown, "ostrava")["consultation"]["points_by_verdict"] == {"unsettled": 60}


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


def test_a_city_that_does_not_start_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    fleet = Fleet(tmp_path, ["brno"])
    (tmp_path / "brno" / "komplan.toml").write_text("listen = 7\n")
    with pytest.raises(Unavailable, match=r"(?s)did not start:.*CONFIG"), fleet:
        pass
