"""The end of an update campaign: nobody is left open, nothing is deleted, addresses are erased, the report is proof."""

import pytest
from sqlalchemy import text
from support.campaigns import AREA, CampaignOffice, Hands, day

from komplan_core.errors import Refused
from komplan_kit.engine import Store

OFFICE_MAIL = "info@charita.example"


@pytest.fixture
def office(instance, monkeypatch):
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    made = CampaignOffice(instance("catalogue"), clock)
    made.provider(contacts=[{"phone": "555 000 222", "email": OFFICE_MAIL}])
    return made


def test_closing_leaves_nobody_open_and_deletes_nothing(office):
    kept = [office.home(), office.service("pujcovna"), office.home("azyl", registration_number="2")]
    ended = office.home("byvala", registration_number="3")
    office.started()
    letters = {letter.item.rsplit("/", 1)[-1]: letter for letter in office.sent()}
    office.confirmed(letters["domov"].token)
    office.delete(ended.name)
    office.update_service(kept[2].name, "status", status="defunct")
    office.clock.go(90)
    assert office.close().state == "closed"
    assert {name: item.state for name, item in office.items().items()} == {
        "domov": "confirmed",
        "pujcovna": "unreachable",
        "azyl": "closed",
        "byvala": "closed",
    }
    assert {item.recipient for item in office.items().values()} == {""}
    for service in kept:
        assert office.get(service.name).title == service.title
    report = office.report()
    tally = report.tally
    assert (tally.confirmed, tally.changed, tally.unreachable, tally.closed, tally.open) == (1, 0, 1, 2, 0)
    assert [(line.title, line.tally.total) for line in report.providers] == [("Charita Vzorov", 4)]
    assert list(office.unverified()) == ["pujcovna"]
    with pytest.raises(Refused):
        office.confirmed(letters["pujcovna"].token)
    with pytest.raises(Refused):
        office.due()


def test_the_addresses_of_a_closed_campaign_are_erased_from_its_history(office):
    office.home()
    office.started()
    office.sent()
    office.close()
    entries = [encoded for name, encoded, _, _ in office.journal() if "/items/" in name]
    assert len(entries) == 3
    assert all(b"domov@" not in encoded for encoded in entries)
    keys = stored_keys(office)
    assert not any(key.encode() in encoded for encoded in entries for key in keys)


def stored_keys(office):
    store = Store(office.instance.settings.storage.keystore)
    with store.engine.connect() as connection:
        return [row[0] for row in connection.execute(text("SELECT id FROM sealing_key"))]


def test_a_report_of_a_running_campaign_says_how_it_stands(office):
    office.provider("jina", title="Armáda", contacts=[{"email": "a@armada.example"}])
    office.home()
    office.home("nocleharna", registration_number="2", provider=f"{AREA}/providers/jina")
    ended = office.service("pujcovna")
    office.started()
    office.delete(ended.name)
    report = office.report()
    assert (report.tally.open, report.tally.closed, report.tally.total) == (2, 1, 3)
    assert [(line.title, line.tally.open, line.tally.closed) for line in report.providers] == [
        ("Armáda", 1, 0),
        ("Charita Vzorov", 1, 1),
    ]
    assert day(report.made_on) == "2027-03-01"


def test_half_a_year_later_only_those_not_verified_since_are_asked(office):
    office.home()
    office.service("pujcovna")
    office.started()
    office.confirmed(next(letter for letter in office.sent() if letter.item.endswith("/domov")).token)
    office.clock.go(180)
    office.close()
    office.started("podzim", kind="half-year")
    assert list(office.items(f"{AREA}/campaigns/podzim")) == ["pujcovna"]
    office.close(f"{AREA}/campaigns/podzim")
    office.clock.go(10)
    office.started("zima", kind="half-year")
    assert sorted(office.items(f"{AREA}/campaigns/zima")) == ["domov", "pujcovna"]


def test_whoever_is_verified_later_is_flagged_no_more(office):
    office.home()
    office.started()
    office.close()
    assert list(office.unverified()) == ["domov"]
    office.clock.go(300)
    office.started(
        "dalsi", opens_on={"year": 2027, "month": 12, "day": 1}, closes_on={"year": 2028, "month": 2, "day": 1}
    )
    (letter,) = office.sent(f"{AREA}/campaigns/dalsi")
    assert list(office.unverified()) == ["domov"]
    office.confirmed(letter.token)
    assert office.unverified() == {}
    office.close(f"{AREA}/campaigns/dalsi")
    assert office.unverified() == {}
