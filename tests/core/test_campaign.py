"""The ladder of an update campaign, its letters, and its closing report."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.catalogue import (
    Address,
    Capacity,
    Contact,
    Cost,
    OpeningHours,
    Place,
    Provider,
    Service,
    ServicePlace,
)
from komplan_core.catalogue.campaign import (
    AGAIN_DAYS,
    ANSWERED,
    FLAG_DAYS,
    LEFT_OUT_DAYS,
    Campaign,
    CampaignItem,
    ItemState,
    Rung,
    by_provider,
    is_asked,
    recipient_of,
    rung,
    section_of,
    tally_of,
)
from komplan_core.catalogue.letters import check_link, letter
from komplan_core.catalogue.sections import SECTIONS, Beside, label_of, sections_of, told
from komplan_core.errors import Invalid

OPENS = date(2027, 3, 1)
AREA = "areas/vzorov"
LINK = "https://katalog.vzorov.example/potvrzeni#"
PROVIDER = Provider(name=f"{AREA}/providers/charita", title="Charita Vzorov", ico="25596641")
SERVICE = Service(
    name=f"{AREA}/services/domov",
    title="Domov pod Lipou",
    provider=PROVIDER.name,
    service_class="registered",
    registration_number="0012345",
    service_type="home-for-seniors",
    forms=("residential",),
    target_groups=("seniors",),
    min_age="65",
    capacities=(Capacity(unit="beds", form="residential", registered=40, as_of=date(2027, 1, 1)),),
    places=(ServicePlace(place=f"{AREA}/places/lipa"), ServicePlace(place=f"{AREA}/places/utulek")),
    contacts=(Contact(label="sociální pracovnice", phone="555 000 111", email="domov@vzorov.example"),),
    hours=(OpeningHours(weekday=1, opens="08:00", closes="16:00"),),
    costs=(Cost(title="Pobyt", amount=25_000, unit="den"), Cost(title="Poradenství", amount=0)),
)
PLACES = {
    f"{AREA}/places/lipa": Place(
        title="Domov", location_type="physical", address=Address(street="Lipová 7", city="Vzorov", postal_code="55500")
    ),
    f"{AREA}/places/utulek": Place(title="Azyl", location_type="confidential"),
}


def item(**values):
    given = {"service": SERVICE.name, "provider": PROVIDER.name, "recipient": "domov@vzorov.example"}
    return CampaignItem(**{**given, **values})


def on(days):
    return OPENS + timedelta(days=days)


def test_the_ladder_climbs_from_letter_to_letter_to_call_to_flag_to_out_of_print():
    asked = item()
    assert rung(asked, OPENS, on(-1)) is Rung.REST
    assert rung(asked, OPENS, OPENS) is Rung.EMAIL
    once = item(state="reminded", reminders=(OPENS,))
    assert [rung(once, OPENS, on(day)) for day in (0, 13, 14)] == [Rung.REST, Rung.REST, Rung.EMAIL_AGAIN]
    twice = item(state="reminded", reminders=(OPENS, on(14)))
    assert [rung(twice, OPENS, on(day)) for day in (14, 27, 28)] == [Rung.REST, Rung.REST, Rung.PHONE]
    phoned = item(state="phoned", reminders=(OPENS, on(14)), phoned_on=on(30))
    days = (30, 43, 44, 73, 74)
    assert [rung(phoned, OPENS, on(day)) for day in days] == [Rung.REST] * 2 + [Rung.UNVERIFIED] * 2 + [Rung.LEFT_OUT]


def test_whom_no_address_is_known_of_is_phoned_at_once():
    assert rung(item(recipient=""), OPENS, OPENS) is Rung.PHONE


@pytest.mark.parametrize("state", sorted(ANSWERED))
def test_nobody_asks_whoever_has_answered(state):
    assert {rung(item(state=state), OPENS, on(day)) for day in range(400)} == {Rung.REST}


def test_whom_nobody_reached_is_flagged_and_then_left_out_of_print():
    lost = item(state="unreachable", settled_on=on(60))
    assert [rung(lost, OPENS, on(day)) for day in (60, 89, 90)] == [Rung.UNVERIFIED, Rung.UNVERIFIED, Rung.LEFT_OUT]


RANKS = {rank: number for number, rank in enumerate(Rung)}


@given(
    st.sampled_from([state for state in ItemState if state not in ANSWERED]),
    st.lists(st.integers(0, 40), max_size=3).map(sorted),
    st.none() | st.integers(0, 60),
    st.booleans(),
    st.integers(-10, 200),
    st.integers(0, 100),
)
def test_waiting_never_leads_down_the_ladder(state, reminders, phoned, known, day, later):
    stands = item(
        state=state,
        recipient="domov@vzorov.example" if known else "",
        reminders=tuple(on(number) for number in reminders),
        phoned_on=on(phoned) if phoned is not None else None,
        settled_on=OPENS if state is ItemState.UNREACHABLE else None,
    )
    before, after = rung(stands, OPENS, on(day)), rung(stands, OPENS, on(day + later))
    assert RANKS[before] <= RANKS[after]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["letter lost", "letter", "no answer", "busy"]), max_size=60))
def test_an_office_that_climbs_every_day_ends_at_a_flag_and_sends_two_letters(luck):
    stands = item()
    for day, happens in enumerate([*luck, *["letter"] * 30, *["no answer"] * 60]):
        now, asked = on(day), rung(stands, OPENS, on(day))
        if asked in (Rung.EMAIL, Rung.EMAIL_AGAIN) and happens != "letter lost":
            stands = stands.revised({"state": "reminded", "reminders": (*stands.reminders, now)})
        elif asked is Rung.PHONE and happens != "busy":
            stands = stands.revised({"state": "phoned", "phoned_on": now})
    assert len(stands.reminders) == 2
    assert stands.reminders[1] >= stands.reminders[0] + timedelta(days=AGAIN_DAYS)
    assert stands.phoned_on >= stands.reminders[1] + timedelta(days=AGAIN_DAYS)
    assert rung(stands, OPENS, stands.phoned_on + timedelta(days=FLAG_DAYS)) is Rung.UNVERIFIED
    assert rung(stands, OPENS, stands.phoned_on + timedelta(days=FLAG_DAYS + LEFT_OUT_DAYS)) is Rung.LEFT_OUT


def test_a_campaign_does_not_close_before_it_opens():
    with pytest.raises(ValueError, match="before it opens"):
        Campaign(title="Kampaň", kind="yearly", opens_on=OPENS, closes_on=on(-1))


def test_what_is_provided_is_asked_about_also_when_closed_for_a_time():
    stati = ("active", "temporarily closed", "inactive", "defunct")
    assert [is_asked(SERVICE.revised({"status": status})) for status in stati] == [True, True, False, False]


def test_the_recipient_is_the_services_office_else_the_providers():
    office = PROVIDER.revised({"contacts": (Contact(phone="555"), Contact(email="info@charita.example"))})
    assert recipient_of(SERVICE, office) == "domov@vzorov.example"
    assert recipient_of(SERVICE.revised({"contacts": ()}), office) == "info@charita.example"
    assert recipient_of(SERVICE.revised({"contacts": ()}), PROVIDER) == ""


def test_a_record_stands_in_the_chapter_of_its_kind():
    related = Service(title="Půjčovna", provider=PROVIDER.name, service_class="related")
    assert (section_of(SERVICE), section_of(related)) == ("care", "related")


def test_every_field_of_a_service_stands_in_one_section():
    fields = [field for lines in SECTIONS.values() for field, _, _ in lines]
    assert sorted(fields) == sorted(set(Service.model_fields) - {"name", "etag"})


@pytest.mark.parametrize("model", [Service, Provider, Place])
def test_every_field_has_a_czech_title_and_can_be_told(model):
    for field in set(model.model_fields) - {"name", "etag"}:
        assert label_of(model, field)
        if not model.model_fields[field].is_required():
            empty = model.model_fields[field].get_default(call_default_factory=True)
            assert told(model, field, empty, Beside()) in ((), ("poskytuje se",))


def test_people_read_the_record_by_section():
    said = {
        section.title: [(line.label, line.text) for line in section.lines]
        for section in sections_of(SERVICE, Beside({PROVIDER.name: PROVIDER}, PLACES))
    }
    assert list(said) == ["Základní údaje", "Pro koho", "Kde", "Kdy", "Kontakty", "Kapacita a úhrady"]
    assert ("Poskytovatel", "Charita Vzorov, IČO 25596641") in said["Základní údaje"]
    assert ("Druh služby", "domovy pro seniory") in said["Základní údaje"]
    assert said["Kde"] == [
        ("Místo", "Domov, Lipová 7, 55500 Vzorov"),
        ("Místo", "Azyl, adresa se nezveřejňuje"),
    ]
    assert said["Kdy"] == [("Otevřeno", "po 08:00–16:00")]
    assert said["Kontakty"] == [("Kontakt", "sociální pracovnice, 555 000 111, domov@vzorov.example")]
    assert said["Kapacita a úhrady"] == [
        ("Kapacita", "pobytová: 40 (lůžka), registrováno k 1. 1. 2027"),
        ("Úhrada", "Pobyt: 250,00 Kč / den"),
        ("Úhrada", "Poradenství: zdarma"),
    ]


def written(service=SERVICE, reminders=(), token="TOKEN"):
    sections = sections_of(service, Beside({PROVIDER.name: PROVIDER}, PLACES))
    return letter(service.title, PROVIDER.title, sections, reminders, LINK, token, on(60), "Sociální odbor Vzorov")


def test_a_letter_says_what_is_published_and_how_to_confirm_it():
    first = written()
    assert first.subject == "Ověření údajů v katalogu sociálních služeb – Domov pod Lipou"
    lines = first.text.splitlines()
    assert f"{LINK}TOKEN" in lines
    assert "KONTAKTY" in lines
    assert "  Místo: Domov, Lipová 7, 55500 Vzorov" in lines
    assert "30. 4. 2027" in first.text
    assert first.text.endswith("Sociální odbor Vzorov\n")


def test_the_second_letter_recalls_the_first():
    again = written(reminders=(OPENS,))
    assert again.subject.startswith("Připomínka: ověření údajů")
    assert "dne 1. 3. 2027 jsme vás žádali" in again.text


@given(st.text(max_size=200), st.text("abc-_.", min_size=300, max_size=900))
def test_no_title_breaks_the_subject_and_no_wrapping_the_link(title, token):
    about = SERVICE.revised({"title": f"{title}\r\nBcc: nikdo@example.cz"})
    made = written(about, token=token)
    assert len(made.subject.splitlines()) == 1
    assert f"{LINK}{token}" in made.text.split("\n")


@pytest.mark.parametrize(
    "link",
    [
        "http://katalog.vzorov.example/potvrzeni#",
        "https://katalog.vzorov.example/potvrzeni/",
        "https://katalog.vzorov.example/?t=",
        "https://katalog.vzorov.example/#a#",
        "https://katalog.vzorov.example/ #",
        "https://kdo@katalog.vzorov.example/#",
        "javascript:alert(1)#",
        "#",
        "",
        f"https://katalog.vzorov.example/{'a' * 300}#",
    ],
)
def test_a_token_stands_where_no_server_logs_it(link):
    with pytest.raises(Invalid) as refused:
        check_link(link)
    assert refused.value.violations[0].field == "link"
    check_link(LINK)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(list(ItemState))), max_size=60))
def test_the_report_counts_every_record_once(records):
    titles = {"a": "Žirafa", "b": "Čáp"}
    whole = tally_of(state for _, state in records)
    lines = by_provider(records, titles)
    assert whole.total == len(records)
    assert {line.provider for line in lines} == {provider for provider, _ in records}
    parts = [line.tally for line in lines]
    for field in ("confirmed", "changed", "unreachable", "closed", "open"):
        assert sum(getattr(part, field) for part in parts) == getattr(whole, field)
