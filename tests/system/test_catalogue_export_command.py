"""`komplan catalogue export` of open data, as a person at a terminal runs it."""

import json

import pytest
from support.catalogue import AREA, CHARITA, Catalogue
from support.commands import called, started
from support.databases import ON_SQLITE
from support.full_catalogue import SERVICE, fill
from support.hsds import checker
from support.outputs import hsds_bytes, map_bytes


@pytest.fixture
def catalogue(instance):
    running = Catalogue(instance("catalogue"))
    fill(running)
    return running


def export(catalogue, path, *words, by=called):
    """What `komplan catalogue export` says."""
    target = ["--target", catalogue.instance.target, "--area", AREA.removeprefix("areas/")]
    return by("catalogue", "export", path, *words, *target)


@pytest.mark.parametrize(
    ("format_", "kind", "records"),
    [("hsds", "service", 1), ("hsds-organizations", "organization", 1), ("hsds-terms", "taxonomy_term", 70)],
)
def test_hsds_is_written_as_it_is_streamed(catalogue, tmp_path, format_, kind, records):
    path = tmp_path / "data.ndjson"
    done = export(catalogue, path, "--format", format_)
    assert done.returncode == 0, done.stderr
    assert f"{records} record{'s' if records > 1 else ''}, " in done.stderr
    assert path.read_bytes() == hsds_bytes(catalogue, kind)
    assert [checker(kind)(json.loads(line)) for line in path.read_bytes().splitlines()] == [[]] * records


@ON_SQLITE
def test_the_name_of_a_map_says_its_format(catalogue, tmp_path):
    path = tmp_path / "mista.geojson"
    assert export(catalogue, path, by=started).returncode == 0
    assert path.read_bytes() == map_bytes(catalogue)


def test_changes_are_lines_and_the_last_one_is_the_number_for_the_next_time(catalogue, tmp_path):
    path = tmp_path / "zmeny.ndjson"
    assert export(catalogue, path, "--format", "changes").returncode == 0
    *lines, end = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [line["number"] for line in lines] == list(range(1, 8))
    assert [line["service"]["title"] for line in lines if line["name"] == SERVICE] == ["Domov Pod Lípou"]
    catalogue.update_provider("title", title="Charita")
    catalogue.delete(SERVICE)
    assert export(catalogue, path, "--format", "changes", "--after", str(end["after"])).returncode == 0
    *lines, end = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [(line["name"], line.get("deleted", False)) for line in lines] == [
        (CHARITA, False),
        (f"{SERVICE}/capacities/residential-beds", True),
        (SERVICE, True),
    ]
    assert end == {"after": 10}


@ON_SQLITE
def test_what_cannot_be_leaves_no_file(catalogue, tmp_path):
    for words in (("--format", "hsds", "--after", "3"), ("--format", "pdf"), ("--format", "changes", "--after", "999")):
        done = export(catalogue, tmp_path / "data.ndjson", *words)
        assert done.returncode in (3, 5), words
        assert list(tmp_path.glob("*data*")) == []
