"""The demonstration: five cities and two regions from one command."""

import json
import shlex
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.commands import called
from support.tutorial import live_through
from typer.testing import CliRunner

from komplan_cli.app import app
from komplan_cli.demo.fleet import Fleet
from komplan_cli.demo.regions import DemoRegion
from komplan_core.errors import Unavailable

KOMPLAN = Path(".venv/bin/komplan")
pytestmark = pytest.mark.timeout(500)


def demonstrate(root: Path, folder: Path, *options: str) -> dict[str, Any]:
    """What `komplan demo --once --json` prints."""
    command = [str(root / KOMPLAN), "demo", "--once", "--json", "--data", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the demonstration."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def shown(root: Path, folder: Path) -> dict[str, Any]:
    """One run in which Zábřeh is stopped after the first collection."""
    return demonstrate(root, folder, "--down", "zabreh")


def area(shown: dict[str, Any], code: str) -> dict[str, Any]:
    """One city of the output."""
    return next(item for item in shown["areas"] if item["code"] == code)


def region(shown: dict[str, Any], code: str) -> dict[str, Any]:
    """One region of the output."""
    return next(item for item in shown["regions"] if item["code"] == code)


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


def test_jihocesky_kraj_has_its_two_orp_with_all_their_municipalities(shown: dict[str, Any]) -> None:
    south = region(shown, "jihocesky")
    assert {item["code"]: (item["groups"], item["measures"]) for item in south["areas"]} == {
        "trhove-sviny": (4, 16),
        "cesky-krumlov": (4, 18),
    }
    assert south["territory"] == {"orps": {"281": "Trhové Sviny", "329": "Český Krumlov"}, "municipalities": 16 + 32}
    assert south["roll_up"]["measures"] == sum(item["measures"] for item in south["areas"])


def test_every_municipality_stands_somewhere_in_each_round(shown: dict[str, Any]) -> None:
    ways = ("reported", "no_change", "reported_by_orp", "silent")
    for item in shown["regions"]:
        for round_ in item["rounds"]:
            whole, *orps = round_["coverage"]
            for told in round_["coverage"]:
                assert sum(told[way] for way in ways) == told["municipalities"]
            assert {way: whole[way] for way in ways} == {way: sum(told[way] for told in orps) for way in ways}
            assert (whole["municipalities"], whole["orp"]) == (item["territory"]["municipalities"], "")
    first, second = (round_["coverage"] for round_ in region(shown, "jihocesky")["rounds"])
    # of each ORP: its seat for all but the last, and one municipality for itself although the ORP spoke for it too
    assert [[told[way] for way in ways] for told in first[1:]] == [[2, 0, 16 - 3, 1], [2, 0, 32 - 3, 1]]
    assert [[told[way] for way in ways] for told in second[1:]] == [[0, 2, 0, 14], [0, 1, 0, 31]]


def test_a_need_that_goes_on_for_two_years_counts_once_and_one_was_answered(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        whole = item["needs"]["totals"][0]
        assert whole["needs"] == len(item["areas"]) + 1
        people = item["needs"]["people"]
        assert (people["at_least"], people["basis"]) == (35 * len(item["areas"]) + 12, "estimate")
        assert item["needs"]["answered"] == 1


def test_money_of_a_region_is_that_of_its_roll_up(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        money, roll_up = Counter(), Counter()
        for sums, figures in ((money, item["money"]), (roll_up, item["roll_up"]["financing"])):
            for figure in figures:
                for key in ("planned", "secured", "actual"):
                    sums[figure["year"], figure["source"], key] += figure[key]
        assert money == roll_up
        assert all(figure["gap"] == max(0, figure["planned"] - figure["secured"]) for figure in item["money"])


def test_the_funding_choice_is_the_best_one_and_names_the_budget_that_binds(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        told = item["funding"]
        assert (told["state"], told["points"]) == ("optimal", told["bound"])
        assert told["chosen"] + told["fallen"] == item["roll_up"]["measures"]
        assert all(budget["given"] <= budget["limit"] < budget["wanted"] for budget in told["budgets"])
        assert [budget["source"] for budget in told["budgets"] if budget["held_back"]][-1:] == ["state-via-region"]


def test_supply_counts_each_service_once_and_says_that_the_inhabitants_are_made_up(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        supply = item["supply"]
        assert supply["services"] == sum(city["services"] + city["related"] for city in item["areas"])
        assert (supply["in_several_catalogues"], supply["population_fictional"]) == (0, True)
        assert 0 < supply["with_rate"] < supply["lines"]


def test_what_is_missing_is_told_by_orp_and_not_known_where_nobody_told_it(shown: dict[str, Any]) -> None:
    whole, *orps = region(shown, "jihocesky")["gaps"]
    # each seat asks for 40 where there are 25; the municipality without an instance does not say what there is
    assert [whole[key] for key in ("orp", "needed", "gap", "gap_unknown")] == ["", 40 + 40 + 12, 15 + 15, 1]
    assert {gap["orp"]: (gap["needed"], gap["gap_unknown"]) for gap in orps} == {"281": (52, 1), "329": (40, 0)}


def test_the_network_is_what_was_decided(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        network = item["network"]
        assert network["decisions"] == {"conditional": 1, "granted": 5, "refused": 1}
        assert (network["basic"], network["conditional"], network["municipal"]) == (5, 1, 0)


def test_the_built_plan_has_its_five_parts_and_names_who_is_silent(shown: dict[str, Any]) -> None:
    for item in shown["regions"]:
        document = item["document"]
        outcomes = {check["rule"]: check["outcome"] for check in document["checks"]}
        assert {outcomes[f"K{part}"] for part in range(1, 6)} == {"ok"}
        assert (document["state"], document["inputs"]) == ("consultation", 2 * len(item["areas"]))
        assert document["sources"] > item["roll_up"]["measures"]
        rows = {table["code"]: table["rows"] for table in document["tables"]}
        assert rows["needs-silent"] == item["rounds"][-1]["coverage"][0]["silent"]
        assert outcomes["silent-municipalities"] != "ok"


def test_the_copies_of_a_city_that_is_down_are_told_as_such(shown: dict[str, Any]) -> None:
    states = {(feed["area"], feed["state"]) for item in shown["regions"] for feed in item["feeds"]}
    codes = {item["code"] for told in shown["regions"] for item in told["areas"]} - {"zabreh"}
    assert states == {("zabreh", "unreachable"), *((code, "fresh") for code in codes)}
    assert all(feed["records"] for item in shown["regions"] for feed in item["feeds"])


def without_freshness(shown: dict[str, Any]) -> dict[str, Any]:
    """The output without what depends on which cities answered last."""
    told: dict[str, Any] = json.loads(json.dumps(shown))
    for roll_up in (told["region"], *(item["roll_up"] for item in told["regions"])):
        for key in ("fresh", "unreachable", "stale"):
            del roll_up[key]
    for item in told["regions"]:
        for feed in item["feeds"]:
            del feed["state"]
    return told


@pytest.fixture(scope="module")
def serving(root: Path, folder: Path, shown: dict[str, Any]) -> Iterator[list[str]]:
    """The demonstration run again over its own data, serving on: what it says; its JSON is in `again.json`."""
    command = [str(root / KOMPLAN), "demo", "--json", "--data", str(folder)]
    with (folder / "again.json").open("wb") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.PIPE, text=True)
    said = []
    try:
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            if "serves on." in line:
                break
        yield said
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0, said


def test_the_demonstration_can_be_run_again_over_its_own_data_and_what_it_suggests_works(
    folder: Path, shown: dict[str, Any], serving: list[str]
) -> None:
    suggested = [line.split("komplan ", 1)[1] for line in serving if line.startswith("  .venv/bin/komplan ")]
    done = {words: CliRunner().invoke(app, shlex.split(words)) for words in suggested}
    again = json.loads((folder / "again.json").read_bytes())
    assert without_freshness(again) == without_freshness(shown)
    assert {feed["state"] for item in again["regions"] for feed in item["feeds"]} == {"fresh"}
    assert again["region"]["unreachable"] == []
    assert len(done) >= 20
    assert {words: result.exception for words, result in done.items() if result.exit_code} == {}


def test_an_analyst_lives_through_the_year_of_the_tutorial_word_for_word(root: Path, serving: list[str]) -> None:
    shell = [shlex.split(line) for line in serving if line.startswith(("  cd ", "  export "))]
    (desk,) = (Path(words[1]) for words in shell if words[0] == "cd")
    told = dict(word.split("=", 1) for words in shell for word in words if word.startswith("KOMPLAN_"))
    page = (root / "docs/tutorials/a-year-of-a-regional-analyst.md").read_text(encoding="utf-8")
    assert live_through(page, desk, partial(called, environment=told)) > 50


def test_an_unknown_city_is_refused_with_exit_status_3(root: Path) -> None:
    command = [str(root / KOMPLAN), "demo", "--once", "--down", "praha"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "UNKNOWN_CODE" in done.stderr


def test_each_region_cosigned_the_books_of_its_cities(shown: dict[str, Any]) -> None:
    for found in shown["regions"]:
        books = found["books"]
        assert books["cosigned"] == books["witnessed"] >= len(found["areas"])
        assert books["contradicting"] == 0


def test_a_city_that_does_not_start_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    fleet = Fleet(tmp_path, [DemoRegion("kraj", "Kraj", "V0", "V0", {"brno": "Brno"}, "smyšleno")])
    (tmp_path / "brno" / "komplan.toml").write_text("listen = 7\n")
    with pytest.raises(Unavailable, match=r"(?s)did not start:.*CONFIG"), fleet:
        pass
