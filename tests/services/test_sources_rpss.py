"""What a record of the national register says: its traps, one by one, and what is never read from it."""

import copy
import io
import random

import pytest
from google.type.date_pb2 import Date
from support.importing import facility, form, reasons, record, register_file

from komplan.type.v1.period_pb2 import Period
from komplan_catalogue.sources import rpss
from komplan_catalogue.sources.rpss_contacts import is_role
from komplan_core.codelists import CodeList, code_of_register, entries


def said(*records):
    """The rows of records; one alone is given as it is."""
    found = list(rpss.rows(io.BytesIO(register_file(records))))
    return found[0] if len(found) == 1 else found


def unknown(row):
    return {(item.code_list, item.code) for item in row.unknown_codes}


def test_a_record_becomes_a_service_with_its_provider_and_place():
    row = said(record(4321))
    assert (row.position, row.key, row.provider_key) == (1, "rpss-4321", "ico-00000019")
    assert (row.provider.title, row.provider.ico) == ("Domov Vzorov", "00000019")
    service = row.service
    assert (service.register_id, service.registration_number) == ("4321", "7004321")
    assert (service.service_class, service.service_type) == ("registered", "home-for-seniors")
    assert list(service.forms) == ["residential"]
    assert list(service.target_groups) == ["seniors"]
    assert [(c.form, c.unit, c.registered) for c in service.capacities] == [("residential", "beds", 32)]
    assert service.validity == Period(start=Date(year=2010, month=1, day=1))
    (at,) = row.places
    assert (at.key, at.title) == ("ap-11867906", "Domov Vzorov")
    assert (at.place.location_type, at.place.title) == ("physical", "Lipová 12/3, 35201")
    assert (at.place.address.municipality, at.place.address.postal_code) == ("999001", "35201")
    assert [*row.errors, *row.warnings, *row.unknown_codes] == []


def test_the_published_shape_of_the_register_is_read(shared):
    with (shared / "data/rpss/rpss_shape_fixture.json").open("rb") as opened:
        (row,) = rpss.rows(opened)
    assert (row.key, row.service.service_type, row.service.nonstop) == ("rpss-0", "home-for-seniors", True)
    assert not row.errors


def test_every_code_that_the_lists_know_by_the_registers_id_is_read():
    known = [(code_list, found) for code_list in CodeList for found in entries(code_list) if found.register_id]
    assert len(known) >= 45
    assert all(code_of_register(code_list, found.register_id) == found.code for code_list, found in known)
    assert code_of_register(CodeList.FORMS, "FormaSocialniSluzby/pošta") is None
    assert code_of_register(CodeList.FORMS, "") is None


# 1: capacities


def test_a_capacity_is_the_maximum_of_a_registration_and_form_whatever_places_there_are():
    places = [facility("A", 1), facility("B", 2), facility("C", 3)]
    row = said(record(formy=[form("amb", klient=5, interv=3), form("ter", klient=9)], zarizeni=places))
    assert [(c.form, c.unit, c.registered) for c in row.service.capacities] == [
        ("field", "clients", 9),
        ("outpatient", "clients", 5),
        ("outpatient", "interventions", 3),
    ]


def test_several_capacities_of_one_unit_are_not_added():
    twice = form("amb", klient=5)
    twice["kapacity"].append({**twice["kapacity"][0], "pocet": 12, "popis": "skupinová"})
    row = said(record(formy=[twice]))
    assert [c.registered for c in row.service.capacities] == [12]
    assert reasons(row.warnings) == {"CAPACITY_TWICE"}


# 2: two ends


@pytest.mark.parametrize(
    ("service", "place", "days"),
    [
        (("2010-01-01", None), ("2012-01-01", None), ((2012, 1, 1), None)),
        (("2010-01-01", "2020-12-31"), ("2012-01-01", None), ((2012, 1, 1), (2020, 12, 31))),
        (("2010-01-01", None), ("2005-01-01", "2015-06-30"), ((2010, 1, 1), (2015, 6, 30))),
        (("2010-01-01", "2014-12-31"), ("2012-01-01", "2018-12-31"), ((2012, 1, 1), (2014, 12, 31))),
        (("2010-01-01", None), (None, None), ((2010, 1, 1), None)),
        (("2010-01-01", None), ("2001-01-01", "2009-12-31"), None),
        (("2010-01-01", "2011-12-31"), ("2012-01-01", None), None),
    ],
)
def test_a_facility_counts_while_both_it_and_the_registration_are_open(service, place, days):
    row = said(
        record(
            datumPoskytovaniOd=service[0],
            datumPoskytovaniDo=service[1],
            zarizeni=[facility(poskytujeOd=place[0], poskytujeDo=place[1])],
        )
    )
    assert not row.errors
    if days is None:
        assert not row.places
        return
    first, last = days
    validity = row.places[0].validity
    assert (validity.start.year, validity.start.month, validity.start.day) == first
    assert ((validity.end.year, validity.end.month, validity.end.day) if last else None) == last
    assert validity.HasField("end") is (last is not None)


# 3, 4, 9: which place it is


def test_a_facility_without_an_address_code_is_known_by_its_registration_and_trimmed_name():
    one, two, other = (
        said(record(7, zarizeni=[facility(name, None)])).places[0].key for name in ("Klub", "  Klub \n", "Klub 2")
    )
    assert one == two != other
    assert one.startswith("rpss-7-")
    assert said(record(8, zarizeni=[facility("Klub", None)])).places[0].key != one
    assert reasons(said(record(zarizeni=[facility("Klub", None)])).warnings) == {"ADDRESS_POINT_MISSING"}


def test_storeys_of_one_address_are_one_place_with_all_names_and_the_longest_time():
    storeys = [
        facility("Domov, 2. patro", poskytujeOd="2012-01-01", poskytujeDo="2020-12-31"),
        facility("Domov, přízemí", poskytujeOd="2011-01-01", poskytujeDo="2022-12-31"),
        facility("Domov, 2. patro", poskytujeOd="2015-01-01", poskytujeDo="2016-12-31"),
    ]
    (at,) = said(record(zarizeni=storeys)).places
    assert at.title == "Domov, 2. patro / Domov, přízemí"
    assert (at.validity.start.year, at.validity.end.year) == (2011, 2022)


def test_names_that_are_too_long_together_are_cut_and_told():
    row = said(record(zarizeni=[facility(f"{n} {'dlouhý název ' * 12}") for n in range(5)]))
    assert len(row.places[0].title) <= 500
    assert reasons(row.warnings) == {"NAMES_CUT"}


def test_a_facility_without_an_address_is_a_place_without_one():
    (at,) = said(record(zarizeni=[{"nazev": "Utajené pracoviště", "adresa": None}])).places
    assert at.place.title == "Utajené pracoviště"
    assert not at.place.HasField("address")


def test_a_house_without_a_street_is_written_by_its_number_and_names_of_towns_come_from_the_official_tables():
    bare = facility(address={"ulice": None, "cisloOrientacni": None})
    row = rpss.row_of(record(zarizeni=[bare]), 1, {"999001": "Vzorov"})
    assert row.places[0].place.title == "č. p. 12, Vzorov"
    assert row.places[0].place.address.city == "Vzorov"
    counted = facility(address={"ulice": None, "typCislaDomovniho": {"id": "TypStavebnihoObjektu/2"}})
    assert said(record(zarizeni=[counted])).places[0].place.address.street == "č. ev. 12/3"


def test_praha_has_no_district_and_a_strange_municipality_is_an_unknown_code():
    praha = facility(address={"okres": None, "obec": {"id": "Obec/554782"}})
    assert said(record(zarizeni=[praha])).places[0].place.address.municipality == "554782"
    strange = said(record(zarizeni=[facility(address={"obec": {"id": "Obec/12"}})]))
    assert unknown(strange) == {("municipalities", "Obec/12")}
    assert not strange.places[0].place.address.HasField("municipality")
    missing = rpss.row_of(record(), 1, {"500011": "Jinde"})
    assert unknown(missing) == {("municipalities", "Obec/999001")}


# 6: contacts


def listed(phones=(), emails=(), webs=(), note=None):
    return {
        "telefony": [{"telefon": item, "poznamka": note} for item in phones],
        "emaily": [{"email": item, "poznamka": note} for item in emails],
        "weby": [{"web": item, "poznamka": note} for item in webs],
    }


def test_contacts_are_the_services_own_else_those_of_its_provider():
    holder = {"ico": "00000019", "nazev": "Domov", **listed(phones=["555 000 111"])}
    own = said(record(poskytovatel=holder, **listed(emails=["info@domov.example"], webs=["www.domov.example"])))
    assert [(c.phone, c.email, c.web) for c in own.service.contacts] == [
        ("", "info@domov.example", ""),
        ("", "", "http://www.domov.example"),
    ]
    inherited = said(record(poskytovatel=holder))
    assert [c.phone for c in inherited.service.contacts] == [c.phone for c in inherited.provider.contacts]
    assert [c.phone for c in inherited.service.contacts] == ["555 000 111"]


def test_links_to_annexes_are_no_contacts():
    annexes = {"personalniZajisteni": [{"priloha": {"url": "https://registr.example/annex.pdf"}}]}
    row = said(record(doplnkoveUdaje=annexes))
    assert not row.service.contacts
    assert b"annex" not in row.SerializeToString()


def test_several_values_in_one_cell_are_parted_and_malformed_ones_left_out():
    row = said(record(**listed(phones=["555 000 111, 555 000 222", "zavolejte"], emails=["bez zavináče"])))
    assert [c.phone for c in row.service.contacts] == ["555 000 111", "555 000 222"]
    assert [item.reason for item in row.warnings] == ["CONTACT_UNUSABLE"] * 2


def test_an_address_that_names_a_person_is_flagged_and_never_repeated():
    row = said(record(**listed(emails=["jana.novotna@domov.example"])))
    assert [item.reason for item in row.warnings] == ["EMAIL_NAMES_PERSON"]
    assert "novotna" not in str(row.warnings)


@pytest.mark.parametrize("note", ["vedoucí služby", "Recepce", "sociální pracovnice", "kancelář, po 8. hodině"])
def test_a_note_that_tells_a_role_is_kept(note):
    assert is_role(note)
    assert said(record(**listed(phones=["555000111"], note=note))).service.contacts[0].label == note


@pytest.mark.parametrize(
    "note", ["Jana Nováková", "Mgr. Novák", "Novák", "vedoucí Jana", "paní Malá", "NOVÁKOVÁ", "Bc. J. Malá, DiS."]
)
def test_a_note_that_may_name_a_person_is_left_out(note):
    assert not is_role(note)
    row = said(record(**listed(phones=["555000111"], note=note)))
    assert row.service.contacts[0].label == ""
    assert reasons(row.warnings) == {"NOTE_NAMES_PERSON"}


# 7, 8, 12


@pytest.mark.parametrize(
    ("ico", "reason"),
    [
        ("1900001", "LEADING_ZEROS_LOST"),
        (19, "LEADING_ZEROS_LOST"),
        ("00000018", "ICO_CHECKSUM"),
        ("CZ00000019", "ICO_CHECKSUM"),
    ],
)
def test_a_wrong_ico_is_an_error_and_nothing_is_guessed(ico, reason):
    row = said(record(poskytovatel={"ico": ico, "nazev": "Domov"}))
    assert [(item.field, item.reason) for item in row.errors] == [("poskytovatel.ico", reason)]
    assert row.provider.ico == str(ico)


def test_a_provider_without_an_ico_is_known_by_its_name():
    first, second = (said(record(n, poskytovatel={"ico": None, "nazev": "Spolek"})) for n in (1, 2))
    assert first.provider_key == second.provider_key != said(record()).provider_key
    assert not first.errors


def test_an_unknown_code_is_told_and_the_rest_is_read():
    row = said(
        record(
            druhSocialniSluzby={"id": "DruhSocialniSluzby/99"},
            ciloveSkupiny=[{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{code}"}} for code in (24, 99)],
            vekoveSkupiny=[{"vekovaSkupina": {"id": "VekovaSkupina/3"}}],
        )
    )
    assert not row.errors
    assert not row.service.HasField("service_type")
    assert list(row.service.target_groups) == ["seniors"]
    assert unknown(row) == {
        ("service-types", "DruhSocialniSluzby/99"),
        ("target-groups", "CilovaSkupinaOsoby/99"),
        ("age-groups", "VekovaSkupina/3"),
    }


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"identifikator": ""}, "identifikator", "REQUIRED"),
        ({"poskytovatel": None}, "poskytovatel.nazev", "REQUIRED"),
        (
            {"datumPoskytovaniOd": "2020-01-01", "datumPoskytovaniDo": "2019-12-31"},
            "datumPoskytovaniDo",
            "PERIOD_ORDER",
        ),
        ({"datumPoskytovaniOd": "1. 1. 2020"}, "datumPoskytovaniOd", "INVALID_VALUE"),
        ({"datumPoskytovaniOd": None, "datumPoskytovaniDo": "2020-01-01"}, "datumPoskytovaniOd", "REQUIRED"),
        ({"zarizeni": [{"poskytujeOd": "2020-02-30"}]}, "zarizeni.0", "INVALID_VALUE"),
        (
            {"zarizeni": [facility(poskytujeOd="2020-01-01", poskytujeDo="2019-01-01")]},
            "zarizeni.0.poskytujeDo",
            "PERIOD_ORDER",
        ),
        ({"zarizeni": ["dům"]}, "zarizeni.0", "INVALID_VALUE"),
        ({"formy": [form("pob", luzka=-1)]}, "formy.kapacity.pocet", "INVALID_VALUE"),
        ({"portalId": "abc"}, "portalId", "REQUIRED"),
        ({"portalId": None}, "portalId", "REQUIRED"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_the_record_with_its_field(changes, field, reason):
    row = said(record(**changes))
    assert (field, reason) in {(item.field, item.reason) for item in row.errors}
    assert row.position == 1


def test_whatever_a_record_holds_it_becomes_a_row():
    odd = [None, 7, "x", [], {}, [None], {"id": 5}, True, -1, 1.5, "2020-01-01\ud800", {"nazev": ["a"]}]
    chance = random.Random(3)
    keys = [*record(), "emaily", "telefony", "weby", "vekoveSkupiny", "doplnujiciInformaceVekoveSkupiny"]
    broken = []
    for _ in range(400):
        made = copy.deepcopy(record())
        for key in chance.sample(keys, 3):
            made[key] = chance.choice(odd)
        made["poskytovatel"] = chance.choice(
            [made["poskytovatel"], {"ico": chance.choice(odd), "nazev": chance.choice(odd)}]
        )
        made["zarizeni"] = chance.choice([made["zarizeni"], [facility(address={"ulice": chance.choice(odd)})], odd])
        broken.append(made)
    assert len([rpss.row_of(item, number, {}) for number, item in enumerate([*broken, *odd], 1)]) == 412


def test_what_nobody_can_see_is_left_out_of_names():
    row = said(record(poskytovatel={"ico": "00000019", "nazev": "Do\u200bmov\u202e Vzo\x00rov"}))
    assert row.provider.title == "Domov Vzorov"


def test_the_order_of_lists_inside_a_record_means_nothing():
    one = record(
        zarizeni=[facility("A", 1), facility("B", 2), facility("B, patro", 2), facility("C", None)],
        formy=[form("amb", klient=1, interv=2), form("ter", kontakt=3), form("pob", luzka=4)],
        ciloveSkupiny=[{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{code}"}} for code in (24, 26, 27, 30)],
    )
    first = said(one)
    for seed in range(20):
        shuffled = copy.deepcopy(one)
        for key in ("zarizeni", "formy", "ciloveSkupiny"):
            random.Random(seed).shuffle(shuffled[key])
        again = said(shuffled)
        again.ClearField("warnings"), first.ClearField("warnings")
        assert again == first
