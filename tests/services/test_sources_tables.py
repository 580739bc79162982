"""What stands in a sheet is what the catalogue says: columns by their titles, values as people write them."""

import pytest
from support.catalogue import AREA, refusal
from support.importing import reasons
from support.sheets import SERVICE, csv_file, rows_of, workbook

from komplan_catalogue.sources import answering, exporting, tables
from komplan_catalogue.sources.columns import COLUMNS, ERROR_COLUMN, header_of
from komplan_catalogue.sources.workbook import open_sheet
from komplan_core.catalogue import Place, Provider, Service


def table(path):
    return tables.table_of(open_sheet(path), AREA)


def said(tmp_path, *rows):
    """What rows of a sheet say."""
    found = list(table(csv_file(tmp_path / "s.csv", rows_of(rows))).rows())
    return found[0] if len(found) == 1 else found


# columns


def test_columns_are_found_by_their_titles_wherever_they_stand(tmp_path):
    rows = rows_of([{"registrační číslo": "123", "popis": "text", "PSČ": "10000"}])
    moved = [list(reversed(row)) for row in rows]
    groups = [column.header for column in COLUMNS if column.group == "place" and column.header != "PSČ"]
    for listed in (rows, moved):
        listed[0] += groups
        listed[1] += [""] * len(groups)
    one, two = (list(table(csv_file(tmp_path / f"{n}.csv", listed)).rows()) for n, listed in enumerate((rows, moved)))
    assert one == two
    assert one[0].service.description == "text"


def test_titles_may_be_written_with_other_letters_and_spaces(tmp_path):
    header = [" Název  služby", "POSKYTOVATEL", "ičo"]
    (row,) = table(csv_file(tmp_path / "s.csv", [header, ["Klub", "Spolek", "00000019"]])).rows()
    assert (row.service.title, row.provider.ico) == ("Klub", "00000019")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["název služby", "poskytovatel", "IČO", "registr. číslo"], "expected `registrační číslo`"),
        (["název služby", "poskytovatel", "IČO", "nesmysl xyz"], "expected one of: .*popis"),
        (["název služby", "IČO"], "`poskytovatel` is missing"),
        (["název služby", "poskytovatel", "IČO", "popis", "Popis"], "`popis` stands twice"),
        (["název služby", "poskytovatel", "IČO", "poskytováno od"], "`poskytováno do` is missing"),
        (["název služby", "poskytovatel", "IČO", "id místa"], "`místo`, `druh místa`, .* are missing"),
    ],
)
def test_a_wrong_header_is_told_with_what_is_expected(tmp_path, header, message):
    path = csv_file(tmp_path / "s.csv", [header, ["x"] * len(header)])
    assert refusal(table, path)[1] == "TABLE_HEADER"
    with pytest.raises(Exception, match=message):
        table(path)


def test_an_empty_sheet_has_nothing_to_import(tmp_path):
    assert refusal(table, csv_file(tmp_path / "s.csv", [])) == ("source", "IMPORT_EMPTY")


def test_only_fields_with_a_column_are_spoken_of(tmp_path):
    told = tables.header_of(table(csv_file(tmp_path / "s.csv", rows_of([{"popis": "x", "sídlo": "y"}]))))
    assert set(told.service_fields) == {"title", "description", "provider"}
    assert set(told.provider_fields) == {"title", "ico", "seat"}
    assert list(told.place_fields) == []
    every = tables.header_of(table(csv_file(tmp_path / "a.csv", [exporting.HEADER])))
    assert set(Service.model_fields) - set(every.service_fields) == {"name", "etag", "register_id"}
    assert set(Provider.model_fields) - set(every.provider_fields) == {"name", "etag"}
    assert set(Place.model_fields) - set(every.place_fields) == {"name", "etag"}


def test_a_path_of_a_field_is_told_by_its_column():
    assert header_of("service.capacities.0.form") == "kapacita"
    assert header_of("place.address.postal_code") == "PSČ"
    assert header_of("service.validity") == "poskytováno od, poskytováno do"
    assert header_of("provider.etag") == "verze"
    assert header_of("portalId") == "portalId"


# values


@pytest.mark.parametrize(
    ("title", "cell", "field", "value"),
    [
        ("zařazení", "Související", "service_class", "related"),
        ("druh služby", "Pečovatelská  služba", "service_type", "home-care"),
        ("druh služby", "home-care", "service_type", "home-care"),
        ("formy", "terénní\nfield\n ambulantní ", "forms", ["field", "field", "outpatient"]),
        ("stav", "dočasně uzavřena", "status", "temporarily closed"),
        ("věk od", "0,5", "min_age", "0.5"),
        ("nepřetržitě", "ANO", "nonstop", True),
        ("nepřetržitě", "ne", "nonstop", False),
        ("jazyky", "cs\nČeský znakový jazyk", "languages", ["cs", "cse"]),
        ("formy", "ter", "forms", ["field"]),
    ],
)
def test_values_are_read_as_people_write_them(tmp_path, title, cell, field, value):
    row = said(tmp_path, {title: cell})
    assert list(row.errors) == []
    told = getattr(row.service, field)
    assert (list(told) if isinstance(value, list) else told) == value


@pytest.mark.parametrize(
    ("title", "cell", "reason"),
    [
        ("popis", "<p>text</p>", "TEXT_HAS_HTML"),
        ("popis", "méně než 5 < 7 & více", ""),
        ("kontakty", "jana.novotna@vzorov.example", "EMAIL_NAMES_PERSON"),
        ("bezbariérovost", "výtah\nrampa", "UNKNOWN_CODE"),
        ("bezbariérovost", "výtah\nstep-free", ""),
    ],
)
def test_what_is_worth_a_look_is_a_warning_and_keeps_nothing_out(tmp_path, title, cell, reason):
    row = said(tmp_path, {title: cell})
    assert list(row.errors) == []
    assert [(item.field, item.reason) for item in row.warnings] == ([(title, reason)] if reason else [])


def test_a_psc_is_read_with_its_space(tmp_path):
    row = said(tmp_path, {**PLACE, "místo": "Klub", "PSČ": "742 58"})
    assert row.places[0].place.address.postal_code == "74258"


def test_lists_of_things_are_read_line_by_line(tmp_path):
    row = said(
        tmp_path,
        {
            "kapacita": "pobytová | lůžka | 40 | 1. 2. 2026\nterénní | počet klientů | 7",
            "kontakty": "555 000 111\ninfo@vzorov.example\nhttps://vzorov.example\nvedoucí | 555000222",
            "otevírací doba": "po 8:00-16:00\npá 20:00–02:00+1 | objednání | jen v zimě",
            "výjimky": "2026-12-24..2026-12-26 zavřeno\n2026-12-31 08:00–12:00 | Silvestr\n2027-01-01.. zavřeno",
            "úhrady": "nocleh | 120,00 | noc\noběd\nporadenství | 0",
        },
    )
    assert list(row.errors) == []
    service = row.service
    assert [(c.form, c.unit, c.registered, c.as_of.month) for c in service.capacities] == [
        ("residential", "beds", 40, 2),
        ("field", "clients", 7, 0),
    ]
    assert [(c.label, c.phone, c.email, c.web) for c in service.contacts] == [
        ("", "555 000 111", "", ""),
        ("", "", "info@vzorov.example", ""),
        ("", "", "", "https://vzorov.example"),
        ("vedoucí", "555000222", "", ""),
    ]
    assert [(h.weekday, h.opens, h.closes, h.over_midnight, h.by_appointment, h.note) for h in service.hours] == [
        (1, "08:00", "16:00", False, False, ""),
        (5, "20:00", "02:00", True, True, "jen v zimě"),
    ]
    assert [(e.days.start.day, e.days.end.day, e.closed, e.opens) for e in service.exceptions] == [
        (24, 26, True, ""),
        (31, 31, False, "08:00"),
        (1, 0, True, ""),
    ]
    assert [(c.title, c.HasField("amount"), c.amount) for c in service.costs] == [
        ("nocleh", True, 12_000),
        ("oběd", False, 0),
        ("poradenství", True, 0),
    ]


@pytest.mark.parametrize(
    ("title", "cell", "reason"),
    [
        ("IČO", "1900001", "LEADING_ZEROS_LOST"),
        ("IČO", "00000018", "ICO_CHECKSUM"),
        ("druh služby", "hlídání", "UNKNOWN_CODE"),
        ("formy", "terénní, ambulantní", "UNKNOWN_CODE"),
        ("stav", "otevřeno", "INVALID_VALUE"),
        ("věk od", "deset", "INVALID_VALUE"),
        ("nepřetržitě", "občas", "INVALID_VALUE"),
        ("kapacita", "pobytová | lůžka | mnoho", "INVALID_VALUE"),
        ("kapacita", "pobytová | lůžka", "INVALID_VALUE"),
        ("kontakty", "a | b | c | d | e | f", "INVALID_VALUE"),
        ("otevírací doba", "pondělí 8-16", "TIME_FORMAT"),
        ("výjimky", "Vánoce zavřeno", "INVALID_VALUE"),
        ("výjimky", "2026-12-24 odpoledne", "TIME_FORMAT"),
        ("úhrady", "nocleh | zdarma", "MONEY_FORMAT"),
        ("popis", "=CMD()", "FORMULA_CELL"),
        ("název služby", "", "REQUIRED"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_its_row_and_column(tmp_path, title, cell, reason):
    rows = said(tmp_path, {"název služby": "V pořádku"}, {title: cell})
    assert list(rows[0].errors) == []
    assert [(item.position, item.field, item.reason) for item in rows[1].errors] == [(3, title, reason)]
    assert not cell or cell not in rows[1].errors[0].message


def test_a_cell_below_no_column_is_an_error(tmp_path):
    rows = rows_of([{}])
    rows[1].append("navíc")
    (row,) = table(csv_file(tmp_path / "s.csv", rows)).rows()
    assert [(item.position, item.reason) for item in row.errors] == [(2, "TABLE_HEADER")]


def test_numbers_that_a_spreadsheet_made_of_codes_are_told_and_not_repaired(tmp_path):
    header = ["název služby", "poskytovatel", "IČO", "registrační číslo"]
    path = workbook(tmp_path / "s.xlsx", [header, ["Klub", "Spolek", 19, 1234567]])
    (row,) = table(path).rows()
    assert [item.reason for item in row.errors] == ["LEADING_ZEROS_LOST"]
    assert row.service.registration_number == "1234567"


# rows of one service

PLACE = {column.header: "" for column in COLUMNS if column.group == "place"}


def test_rows_of_one_service_are_its_places(tmp_path):
    first = {**PLACE, "id služby": "s", "místo": "Klub", "kód obce": "999001", "název pracoviště": "přízemí"}
    second = {**PLACE, "id služby": "s", "id místa": "dilna", "v místě od": "2020-01-01"}
    row, other = said(tmp_path, first, {**PLACE, "název služby": "Jiná"}, second)
    assert row.service.name == f"{AREA}/services/s"
    assert [(at.position, at.place.name, at.place.title, at.title) for at in row.places] == [
        (2, "", "Klub", "přízemí"),
        (4, f"{AREA}/places/dilna", "", ""),
    ]
    assert (row.places[0].place.location_type, row.places[1].place.location_type) == ("physical", "")
    assert row.places[1].validity.start.year == 2020
    assert not other.places


def test_a_new_service_is_known_by_its_number_or_by_its_provider_and_title(tmp_path):
    places = [{**PLACE, "místo": name} for name in ("A", "B")]
    assert len(said(tmp_path, *places).places) == 2
    numbered = [{**place, "registrační číslo": "7", "název služby": "Domov"} for place in places]
    assert len(said(tmp_path, *numbered).places) == 2
    assert len(said(tmp_path, places[0], {**places[1], "IČO": "25596641"})) == 2


def test_rows_of_one_service_that_contradict_each_other_are_told(tmp_path):
    row = said(tmp_path, {"id služby": "s", "popis": "a"}, {"id služby": "s", "popis": "b"})
    assert [(item.position, item.field, item.reason) for item in row.errors] == [(3, "popis", "ROWS_CONTRADICT")]


def test_a_place_that_stands_twice_is_told(tmp_path):
    row = said(tmp_path, *[{**PLACE, "id služby": "s", "kód adresního místa": "11867906", "místo": "x"}] * 2)
    assert [(item.position, item.reason) for item in row.errors] == [(3, "DUPLICATE_CODE")]


# the sheet comes back


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_comes_back_with_its_errors_and_may_be_sent_again(tmp_path, suffix):
    path = csv_file(tmp_path / "s.csv", rows_of([{"popis": "=1"}, {"popis": "dobrý", "název služby": "Klub"}]))
    answer = tmp_path / f"opravit{suffix}"
    answering.write(path, answer, {2: ["popis: oprav [FORMULA_CELL]", "a ještě"]})
    lines = list(open_sheet(answer).lines)
    assert lines[0].cells[-1] == ERROR_COLUMN
    assert lines[1].cells[-2:] == ["", "popis: oprav [FORMULA_CELL]\na ještě"]
    assert lines[2].cells == ["Klub", *list(SERVICE.values())[1:], "dobrý"]
    again = list(table(answer).rows())
    assert reasons(item for row in again for item in row.errors) == set()
    answering.write(answer, tmp_path / "znovu.csv", {})
    assert next(open_sheet(tmp_path / "znovu.csv").lines).cells.count(ERROR_COLUMN) == 1
