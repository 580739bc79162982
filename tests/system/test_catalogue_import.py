"""`komplan catalogue import`, `export` and `sample` as people run them."""

import json

import pytest
from support.catalogue import AREA
from support.commands import called, started
from support.databases import ON_SQLITE
from support.importing import Importing, record, register_file
from support.sheets import csv_file, rows_of

from komplan_catalogue.sources import exporting, generator
from komplan_catalogue.sources.workbook import open_sheet


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


@pytest.fixture
def komplan(importing, tmp_path):
    """Runs `komplan catalogue …` as the office; gives exit code, stdout and stderr."""

    def run(*arguments, office=True, by=called):
        where = ["--target", importing.instance.target, "--area", "vzorov"]
        key = ["--issuer-key", str(importing.instance.issuer_key)] if office else []
        done = by("catalogue", *arguments, *where, *key, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return run


def test_the_guide_of_a_town_is_imported_and_again_everything_is_unchanged(komplan, importing, shared):
    path = shared / "data/pribor/services.ndjson"
    code, out, err = komplan("import", path, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["counts"] == {
        "read": 111, "outside": 0, "created": 111, "changed": 0, "unchanged": 0, "revived": 0, "gone": 0,
        "refused": 0, "written": told["counts"]["written"], "providers_changed": 0, "places_changed": 0, "cleared": 0,
    }  # fmt: skip
    assert (len(importing.listed("Providers")), len(importing.listed("Services"))) == (70, 111)
    assert "linka-bezpeci" not in told["run"]
    code, out, err = komplan("import", path)
    assert code == 0
    assert "read 111, unchanged 111" in out
    assert "peak memory" in err


def test_a_register_is_imported_dry_then_in_earnest_and_taken_back(komplan, importing, tmp_path):
    (tmp_path / "rpss.json").write_bytes(register_file([record(1), record(2), record(3, identifikator="")] * 1))
    with (tmp_path / "sample.json").open("wb") as opened:
        generator.write(opened, generator.records(60, 2))
    assert komplan("import", "rpss.json")[0] == 3  # a third of the records has errors
    code, out, _ = komplan("import", "sample.json", "--dry-run", "--json")
    dry = json.loads(out)
    assert (code, dry["run"], dry["counts"]["created"]) == (0, "", 60)
    assert dry["unknown_codes"]["age-groups VekovaSkupina/1"] > 0
    assert importing.state() == {}
    code, out, _ = komplan("import", "sample.json", "--json", by=started)
    run = json.loads(out)
    assert (code, run["counts"]) == (0, dry["counts"])
    assert run["peak_memory_mb"] < 200
    code, out, _ = komplan("import", "--undo", run["run"].rsplit("/", 1)[-1])
    assert (code, importing.state()) == (0, {})
    assert "entries removed" in out


def test_a_register_that_shrinks_ends_with_a_code_of_its_own(komplan, tmp_path):
    (tmp_path / "all.json").write_bytes(register_file([record(n) for n in range(1, 11)]))
    (tmp_path / "less.json").write_bytes(register_file([record(1)]))
    assert komplan("import", "all.json")[0] == 0
    code, _, err = komplan("import", "less.json")
    assert (code, "9 of 10 known records are missing" in err) == (5, True)
    assert komplan("import", "less.json", "--force")[0] == 0


def test_a_broken_file_is_told_with_its_place_and_nothing_is_taken(komplan, importing, tmp_path):
    raw = register_file([record(n) for n in range(1, 400)])
    (tmp_path / "broken.json").write_bytes(raw[: len(raw) // 2])
    (tmp_path / "central.json").write_bytes(raw.decode().encode("cp1250"))
    code, _, err = komplan("import", "broken.json")
    assert (code, "line 1, column" in err) == (3, True)
    assert "is broken" in err
    code, _, err = komplan("import", "central.json")
    assert (code, "Windows-1250" in err) == (3, True)
    assert importing.state() == {}
    assert importing.runs() == []


@ON_SQLITE
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_goes_out_comes_back_with_errors_and_is_mended(komplan, importing, tmp_path, suffix):
    csv_file(tmp_path / "s.csv", rows_of([{"popis": "text"}, {"název služby": "Klub", "IČO": "1900001", "popis": "x"}]))
    code, out, _ = komplan("import", "s.csv", "--errors", f"opravit{suffix}")
    assert (code, "row 3, IČO" in out) == (3, True)
    assert importing.state() == {}
    header, first, second = (line.cells for line in open_sheet(tmp_path / f"opravit{suffix}").lines)
    assert len(first) == len(header) - 1
    assert "LEADING_ZEROS_LOST" in second[-1]
    second[header.index("IČO")] = "00000019"
    csv_file(tmp_path / "mended.csv", [header, first, second])
    assert komplan("import", "mended.csv")[0] == 0
    code, _, err = komplan("export", f"e{suffix}", office=False)
    assert (code, "2 rows of 2 services" in err) == (0, True)
    assert "peak memory" in err
    code, out, _ = komplan("import", f"e{suffix}", "--json", by=started)
    told = json.loads(out)
    assert (code, told["counts"]["unchanged"], told["counts"]["written"]) == (0, 2, 0)
    assert 40 < told["peak_memory_mb"] < 200
    assert not list(tmp_path.glob(".*part*"))


@ON_SQLITE
def test_an_error_sheet_speaks_czech_and_goes_when_there_are_no_errors(komplan, tmp_path):
    csv_file(tmp_path / "s.csv", rows_of([{"druh služby": "pečovatelka", "věk od": "deset"}]))
    code, out, _ = komplan("import", "s.csv", "--dry-run", "--errors", "opravit.csv")
    assert (code, "dry run: would be refused" in out) == (3, True)
    (_, row) = (line.cells for line in open_sheet(tmp_path / "opravit.csv").lines)
    assert "hodnota není v číselníku" in row[-1]
    assert "nejbližší: pečovatelská služba" in row[-1]
    assert "roky, například 18" in row[-1]
    assert komplan("import", "s.csv", "--errors", "s.csv")[0] == 3
    csv_file(tmp_path / "s.csv", rows_of([{"druh služby": "pečovatelská služba"}, {"zařazení": "související"}][1:]))
    code, out, err = komplan("import", "s.csv", "--dry-run", "--errors", "opravit.csv")
    assert (code, "would be applied" in out, "removed" in err) == (0, True, True)
    assert not (tmp_path / "opravit.csv").exists()


@ON_SQLITE
def test_what_is_there_is_not_written_over_and_a_missing_folder_is_told(komplan, importing, tmp_path):
    importing.provider()
    importing.service()
    for name in ("s.xlsx", "s.csv"):
        (tmp_path / name).write_text("vyplněno")
        for code, _, err in (komplan("import", "--template", name), komplan("export", name, office=False)):
            assert (code, "is there already" in err) == (3, True)
        assert (tmp_path / name).read_text() == "vyplněno"
    assert komplan("export", "s.csv", "--replace", office=False)[0] == 0
    for arguments in (("import", "--template", "neni/t.xlsx"), ("export", "neni/m.geojson"), ("export", "neni/e.csv")):
        code, _, err = komplan(*arguments, office=False)
        assert (code, "Traceback" in err, "neni/" in err) == (3, False, True)


def test_what_this_catalogue_exported_as_hsds_does_not_come_back_beside_it(komplan, importing, tmp_path):
    importing.register([record(1)])
    before = importing.state()
    assert komplan("export", "s.ndjson", "--format", "hsds", office=False)[0] == 0
    code, out, _ = komplan("import", "s.ndjson")
    assert (code, "from this very catalogue" in out) == (3, True)
    assert importing.state() == before


def test_a_template_and_a_sample_need_no_service(tmp_path):
    def run(*arguments):
        assert called("catalogue", *arguments, cwd=tmp_path).returncode == 0

    for name in ("t.csv", "t.xlsx"):
        run("import", "--template", name)
        (header,) = (line.cells for line in open_sheet(tmp_path / name).lines)
        assert tuple(header) == exporting.HEADER
    run("sample", "register.json", "--services", "20", "--seed", "7")
    assert len(json.loads((tmp_path / "register.json").read_text())["polozky"]) == 20


@ON_SQLITE
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import",), 2, "name the file"),
        (("import", "neni.json"), 3, "there is no file"),
        (("import", "neco.txt"), 3, "--kind"),
        (("import", "s.json", "--errors", "e.csv"), 3, "only a sheet"),
        (("import", "s.json", "--territory", "."), 3, "obce.csv"),
        (("export", "e.pdf"), 3, "--format"),
    ],
)
def test_a_wrong_call_says_what_to_do(komplan, tmp_path, arguments, code, said):
    for name in ("neco.txt", "s.json"):
        (tmp_path / name).write_text("{}")
    ended, out, err = komplan(*arguments, office=arguments[0] == "import")
    assert ended == code
    assert said in out + err


def test_names_of_municipalities_come_from_the_official_tables(komplan, importing, tmp_path, shared):
    made = record()
    made["zarizeni"][0]["adresa"]["obec"] = {"id": "Obec/554499"}
    (tmp_path / "rpss.json").write_bytes(register_file([made]))
    assert komplan("import", "rpss.json", "--territory", shared / "data/territory")[0] == 0
    (place,) = importing.listed("Places")
    assert (place.address.city, place.title) == ("Aš", "Lipová 12/3, Aš")
    assert place.name == f"{AREA}/places/ap-11867906"
