"""Territory: municipality, ORP, region by RÚIAN code, read from the official tables."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from komplan_core.errors import Invalid
from komplan_core.territory import Municipality, Orp, Region, Territory, load_territory, read_territory

REGIONS = """\
vusc_kod,kraj_nazev,nuts2_ruian,nuts3
9,Vzorový kraj,9,CZ0V0
8,Druhý kraj,8,CZ0V1
"""
ORPS = """\
orp_ruian,orp_nazev,nuts3,vusc_kod,kraj_nazev,pocet_obci,pocet_pou
91,Horní Lhota,CZ0V0,9,Vzorový kraj,2,1
92,Dolní Lhota,CZ0V0,9,Vzorový kraj,1,1
81,Cizí Lhota,CZ0V1,8,Druhý kraj,0,0
"""
TOWNS = """\
obec_kod,obec_nazev,orp_ruian,okres_kod,vusc_kod
000101,Nová Ves,91,9901,9
000102,"Ves, Stará",91,9902,9
000103,Nová Ves,92,9901,9
"""
CORRECTIONS = """\
obec_kod,orp_ruian,orp_ruian_2024_06,okres_kod_2024_06
000102,91,92,9901
"""


def read(regions: str = REGIONS, orps: str = ORPS, towns: str = TOWNS, corrections: str | None = None) -> Territory:
    moved = None if corrections is None else StringIO(corrections, newline="")
    return read_territory(StringIO(regions, newline=""), StringIO(orps, newline=""), StringIO(towns, newline=""), moved)


def refused_at(**tables: str) -> str:
    """The field of the fault for which these tables are refused."""
    with pytest.raises(Invalid) as caught:
        read(**tables)
    assert caught.value.reason == "TERRITORY_LAYOUT"
    return caught.value.violations[0].field


def test_a_municipality_is_found_by_its_code_with_its_orp_and_region() -> None:
    territory = read()
    assert territory.municipality("000102").title == "Ves, Stará"
    assert territory.orp_of("000102").title == "Horní Lhota"
    assert territory.region_of("000102").nuts3 == "CZ0V0"


def test_a_code_is_text_and_keeps_its_leading_zeros() -> None:
    territory = read()
    assert territory.municipalities[0].code == "000101"
    assert territory.knows_municipality("000101")
    assert not territory.knows_municipality("101")


def test_units_are_listed_under_the_unit_above_them() -> None:
    territory = read()
    assert [orp.code for orp in territory.orps_of_region("9")] == ["91", "92"]
    assert [town.code for town in territory.municipalities_of_orp("91")] == ["000101", "000102"]
    assert [town.code for town in territory.municipalities_of_region("9")] == ["000101", "000102", "000103"]


def test_an_orp_without_municipalities_is_empty_not_unknown() -> None:
    assert read().municipalities_of_orp("81") == ()
    assert read().municipalities_of_region("8") == ()


def test_a_name_may_stand_for_several_municipalities() -> None:
    territory = read()
    assert [town.code for town in territory.municipalities_titled("Nová Ves")] == ["000101", "000103"]
    assert territory.municipalities_titled("Neves") == ()


def test_an_orp_may_cross_districts_and_nothing_is_derived_from_them() -> None:
    towns = read().municipalities_of_orp("91")
    assert {town.district for town in towns} == {"9901", "9902"}


def test_an_unknown_code_is_refused_and_says_of_which_level() -> None:
    territory = read()
    for look_up, level in (
        (territory.municipality, "municipality"),
        (territory.orp_of, "municipality"),
        (territory.orp, "orp"),
        (territory.municipalities_of_orp, "orp"),
        (territory.region, "region"),
        (territory.orps_of_region, "region"),
    ):
        with pytest.raises(Invalid) as caught:
            look_up("77")
        assert caught.value.reason == "UNKNOWN_CODE"
        assert caught.value.violations[0].field == level


def test_equal_tables_make_equal_territories_that_cannot_be_changed() -> None:
    territory = read()
    assert territory == read()
    with pytest.raises(AttributeError):
        territory.orps = ()  # type: ignore[misc]


def test_a_correction_wins_over_the_table() -> None:
    corrected = read(corrections=CORRECTIONS).municipality("000102")
    assert (corrected.orp, corrected.district) == ("92", "9901")
    assert read().municipality("000102").orp == "91"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("000199,91,92,9901", "obce_rozdily_2024-06.csv:2.obec_kod"),
        ("000102,91,77,9901", "obce_rozdily_2024-06.csv:2.orp_ruian_2024_06"),
        ("000102,91,92,", "obce_rozdily_2024-06.csv:2.okres_kod_2024_06"),
        ("000102,91,92,9901\n000102,91,92,9901", "obce_rozdily_2024-06.csv:3.obec_kod"),
    ],
)
def test_a_wrong_correction_is_refused_in_its_own_file(row: str, field: str) -> None:
    assert refused_at(corrections=CORRECTIONS.splitlines()[0] + "\n" + row) == field


@pytest.mark.parametrize(
    ("table", "text", "field"),
    [
        ("regions", REGIONS.replace("nuts3", "nuts"), "kraje.csv:1.nuts3"),
        ("orps", ORPS.replace("vusc_kod", "kraj_kod"), "orp.csv:1.vusc_kod"),
        ("towns", TOWNS.replace("orp_ruian", "orp"), "obce.csv:1.orp_ruian"),
        ("towns", "", "obce.csv:1.obec_kod"),
        (
            "corrections",
            CORRECTIONS.replace("orp_ruian_2024_06", "orp"),
            "obce_rozdily_2024-06.csv:1.orp_ruian_2024_06",
        ),
    ],
)
def test_a_missing_column_is_named(table: str, text: str, field: str) -> None:
    assert refused_at(**{table: text}) == field


def test_a_column_that_stands_twice_is_refused() -> None:
    assert refused_at(towns=TOWNS.replace("okres_kod", "orp_ruian")) == "obce.csv:1.orp_ruian"


@pytest.mark.parametrize(
    ("table", "text", "field"),
    [
        ("regions", REGIONS + "9,Třetí kraj,9,CZ0V2\n", "kraje.csv:4.vusc_kod"),
        ("orps", ORPS + "91,Lhota,CZ0V0,9,Vzorový kraj,0,0\n", "orp.csv:5.orp_ruian"),
        ("towns", TOWNS + "000101,Lhota,92,9901,9\n", "obce.csv:5.obec_kod"),
    ],
)
def test_a_code_that_stands_twice_is_refused_at_its_second_row(table: str, text: str, field: str) -> None:
    assert refused_at(**{table: text}) == field


def test_an_unknown_parent_is_refused_at_its_row() -> None:
    assert refused_at(orps=ORPS + "71,Lhota,CZ0V0,7,Kraj,0,0\n") == "orp.csv:5.vusc_kod"
    assert refused_at(towns=TOWNS + "000104,Lhota,77,9901,9\n") == "obce.csv:5.orp_ruian"


def test_a_municipality_whose_orp_lies_in_another_region_is_refused() -> None:
    assert refused_at(towns=TOWNS + "000104,Lhota,81,9901,9\n") == "obce.csv:5.vusc_kod"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("104,Lhota,92,9901,9", "obce.csv:5.obec_kod"),
        ("000104,,92,9901,9", "obce.csv:5.obec_nazev"),
        ("000104,Lhota, 92,9901,9", "obce.csv:5.orp_ruian"),
        ("000104,Lhota,92,,9", "obce.csv:5.okres_kod"),
        ("000104,Lhota,92", "obce.csv:5"),
        ('000104,"Lhota"x,92,9901,9', "obce.csv:5"),
    ],
)
def test_a_damaged_row_is_refused_and_never_mended(row: str, field: str) -> None:
    assert refused_at(towns=f"{TOWNS}{row}\n") == field


def test_the_line_of_a_fault_counts_empty_lines() -> None:
    assert refused_at(towns=TOWNS + "\n\n000104,Lhota,77,9901,9\n") == "obce.csv:7.orp_ruian"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert read(towns="\ufeff" + TOWNS.replace("\n", "\r\n")) == read()


def test_a_territory_made_in_memory_keeps_the_same_rules() -> None:
    region = Region(code="9", title="Vzorový kraj", nuts3="CZ0V0")
    orp = Orp(code="V01", title="Horní Lhota", region="9")
    town = Municipality(code="000101", title="Nová Ves", orp="V02", district="9901")
    assert Territory((region,), (orp,), ()).orps_of_region("9") == (orp,)
    with pytest.raises(Invalid) as caught:
        Territory((region,), (orp,), (town,))
    assert caught.value.violations[0].field == "municipalities.0.orp"
    with pytest.raises(Invalid) as caught:
        Territory((region,), (orp, orp), ())
    assert caught.value.violations[0].field == "orps.1.code"


def test_a_folder_is_read_with_its_corrections_where_there_are_some(tmp_path: Path) -> None:
    for file, text in (("kraje.csv", REGIONS), ("orp.csv", ORPS), ("obce.csv", TOWNS)):
        (tmp_path / file).write_text(text, encoding="utf-8")
    assert load_territory(tmp_path) == read()
    (tmp_path / "obce_rozdily_2024-06.csv").write_text(CORRECTIONS, encoding="utf-8")
    assert load_territory(tmp_path) == read(corrections=CORRECTIONS)


def test_a_missing_file_and_one_that_is_not_utf_8_are_named(tmp_path: Path) -> None:
    (tmp_path / "kraje.csv").write_text(REGIONS, encoding="utf-8")
    (tmp_path / "orp.csv").write_text(ORPS, encoding="cp1250")
    with pytest.raises(Invalid, match="missing") as caught:
        load_territory(tmp_path)
    assert caught.value.violations[0].field == "obce.csv"
    (tmp_path / "obce.csv").write_text(TOWNS, encoding="utf-8")
    with pytest.raises(Invalid, match="UTF-8") as caught:
        load_territory(tmp_path)
    assert caught.value.violations[0].field == "orp.csv"


@pytest.fixture(scope="module")
def country(shared: Path) -> Territory:
    return load_territory(shared / "data" / "territory")


@pytest.fixture(scope="module")
def uncorrected(shared: Path) -> Territory:
    folder = shared / "data" / "territory"
    with (
        (folder / "kraje.csv").open(encoding="utf-8", newline="") as regions,
        (folder / "orp.csv").open(encoding="utf-8", newline="") as orps,
        (folder / "obce.csv").open(encoding="utf-8", newline="") as towns,
    ):
        return read_territory(regions, orps, towns)


def across_districts(territory: Territory) -> list[str]:
    """Titles of the ORP whose municipalities lie in more than one district."""
    return [
        orp.title
        for orp in territory.orps
        if len({town.district for town in territory.municipalities_of_orp(orp.code)}) > 1
    ]


def test_the_country_has_14_regions_206_orp_with_praha_and_6258_municipalities(country: Territory) -> None:
    assert (len(country.regions), len(country.orps), len(country.municipalities)) == (14, 206, 6258)
    assert country.orp_of("554782").title == country.region_of("554782").title == "Hlavní město Praha"


def test_every_municipality_is_reached_from_its_region_exactly_once(country: Territory) -> None:
    reached = Counter(town.code for region in country.regions for town in country.municipalities_of_region(region.code))
    assert reached == Counter(town.code for town in country.municipalities)


def test_591_names_repeat_and_nova_ves_stands_fourteen_times(country: Territory) -> None:
    names = Counter(town.title for town in country.municipalities)
    assert sum(count > 1 for count in names.values()) == 591
    assert len(country.municipalities_titled("Nová Ves")) == 14


def test_19_municipalities_were_moved_6_to_another_orp_and_13_to_another_district(
    country: Territory, uncorrected: Territory
) -> None:
    pairs = list(zip(uncorrected.municipalities, country.municipalities, strict=True))
    assert sum(before.orp != after.orp for before, after in pairs) == 6
    assert sum(before.district != after.district for before, after in pairs) == 13
    assert sum(before != after for before, after in pairs) == 19
    assert uncorrected.orp_of("537047").title == "Český Brod"
    assert country.orp_of("537047").title == "Lysá nad Labem"


def test_six_orp_cross_districts_and_after_the_correction_only_turnov(
    country: Territory, uncorrected: Territory
) -> None:
    assert len(across_districts(uncorrected)) == 6
    assert across_districts(country) == ["Turnov"]
