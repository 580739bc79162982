"""An update campaign from its start to its closing report: who is asked, when, about what, and what becomes of it."""

import pytest
from sqlalchemy import text
from support.campaigns import AREA, LINK, SPRING, CampaignOffice, Hands, day
from support.catalogue import CHARITA, refusal

from komplan.catalogue.v1 import campaign_editor_service_pb2 as edit
from komplan.catalogue.v1.campaign_pb2 import Campaign
from komplan_core.errors import Forbidden, Invalid, NotFound, PlanError, Refused, Stale
from komplan_kit.engine import Store

OFFICE_MAIL = "info@charita.example"


@pytest.fixture
def office(instance, monkeypatch):
    clock = Hands()
    monkeypatch.setattr("komplan_catalogue.compose.utc_now", clock)
    made = CampaignOffice(instance("catalogue"), clock)
    made.provider(contacts=[{"phone": "555 000 222", "email": OFFICE_MAIL}])
    return made


def stored(office, query):
    store = Store(office.instance.databases["catalogue"])
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_every_service_that_is_provided_gets_an_item(office):
    office.home()
    office.service("pujcovna")
    office.home("azyl", status="temporarily closed", registration_number="2")
    office.home("byvala", status="defunct", registration_number="3")
    office.home("spici", status="inactive", registration_number="4")
    assert office.started().state == "running"
    items = office.items()
    assert {name: (item.recipient, item.section, item.state) for name, item in items.items()} == {
        "domov": ("domov@vzorov.example", "care", "waiting"),
        "pujcovna": (OFFICE_MAIL, "related", "waiting"),
        "azyl": ("azyl@vzorov.example", "care", "waiting"),
    }
    assert (items["domov"].service, items["domov"].provider) == (f"{AREA}/services/domov", CHARITA)


def test_one_campaign_runs_at_a_time_and_starts_once(office):
    office.started()
    with pytest.raises(Refused) as again:
        office.office("StartCampaign", edit.StartCampaignRequest(name=SPRING))
    assert again.value.reason == "TRANSITION_NOT_ALLOWED"
    with pytest.raises(Refused) as other:
        office.started("podzim")
    assert other.value.reason == "CAMPAIGN_NOT_RUNNING"
    office.close()
    start = edit.StartCampaignRequest(name=f"{AREA}/campaigns/podzim")
    assert office.office("StartCampaign", start).state == "running"


def test_a_planned_campaign_is_changed_and_deleted_a_started_one_is_not_deleted(office):
    planned = office.campaign()
    change = Campaign(name=SPRING, etag=planned.etag, title="Odbor", closes_on={"year": 2027, "month": 4, "day": 30})
    mask = {"paths": ["title", "closes_on"]}
    update = edit.UpdateCampaignRequest(campaign=change, update_mask=mask)
    changed = office.office("UpdateCampaign", update)
    assert (changed.title, changed.kind, day(changed.closes_on)) == ("Odbor", "yearly", "2027-04-30")
    with pytest.raises(Stale):
        office.office("UpdateCampaign", update)
    office.office("StartCampaign", edit.StartCampaignRequest(name=SPRING))
    with pytest.raises(Refused):
        office.office("DeleteCampaign", edit.DeleteCampaignRequest(name=SPRING))
    kind = edit.UpdateCampaignRequest(campaign=Campaign(name=SPRING, kind="half-year"), update_mask={"paths": ["kind"]})
    assert refusal(office.office, "UpdateCampaign", kind) == ("campaign.kind", "INVALID_VALUE")
    office.campaign("omyl")
    office.office("DeleteCampaign", edit.DeleteCampaignRequest(name=f"{AREA}/campaigns/omyl"))
    listed = office.office("ListCampaigns", edit.ListCampaignsRequest(parent=AREA)).campaigns
    assert [(campaign.name, campaign.state) for campaign in listed] == [(SPRING, "running")]


def test_a_campaign_that_would_close_before_it_opens_is_refused(office):
    closes = {"year": 2027, "month": 2, "day": 1}
    assert refusal(office.campaign, closes_on=closes) == ("campaign.closes_on", "PERIOD_ORDER")
    assert refusal(office.campaign, kind="weekly") == ("campaign.kind", "INVALID_VALUE")


def test_the_ladder_from_letters_to_the_flag(office):
    home = office.home()
    office.started()
    office.clock.go(-1)
    assert office.due() == []
    office.clock.go(1)
    assert [(letter.item, letter.recipient, letter.number) for letter in office.sent()] == [
        (f"{SPRING}/items/domov", "domov@vzorov.example", 1)
    ]
    assert office.items()["domov"].state == "reminded"
    office.clock.go(13)
    assert office.due() == []
    office.clock.go(1)
    (second,) = office.sent()
    assert (second.number, second.subject.startswith("Připomínka")) == (2, True)
    office.clock.go(14)
    assert office.due() == []
    (call,) = office.calls()
    assert (call.title, call.provider_title, list(call.phones)) == (home.title, "Charita Vzorov", ["555 000 222"])
    phoned = office.phone(call.item)
    assert (phoned.state, day(phoned.phoned_on)) == ("phoned", "2027-03-29")
    assert [day(date) for date in phoned.reminders] == ["2027-03-01", "2027-03-15"]
    assert office.calls() == []
    given_up = office.give_up(call.item)
    assert (given_up.state, day(given_up.unverified_since)) == ("unreachable", "2027-03-01")
    flagged = office.unverified()["domov"]
    assert (day(flagged.since), flagged.left_out_of_print) == ("2027-03-01", False)
    office.clock.go(30)
    assert office.unverified()["domov"].left_out_of_print
    assert office.get(home.name) == home


def test_nothing_counts_as_sent_before_somebody_says_so(office):
    office.home()
    office.started()
    first, again = office.due(), office.due()
    assert [letter.number for letter in (*first, *again)] == [1, 1]
    assert first[0].token != again[0].token
    assert office.items()["domov"].state == "waiting"


def test_a_letter_shows_the_public_record_and_its_link(office):
    office.home(description="Domov v klidu", min_age="65")
    office.started()
    (letter,) = office.due()
    assert letter.subject == "Ověření údajů v katalogu sociálních služeb – Domov pod Lipou"
    assert f"{LINK}{letter.token}" in letter.text.splitlines()
    for said in ("Popis: Domov v klidu", "Věk od: 65 let", "Poskytovatel: Charita Vzorov", "30. 4. 2027"):
        assert said in letter.text
    for hidden in ("secret", "areas/", "etag"):
        assert hidden not in letter.text


def test_letters_show_nothing_that_is_not_public(office):
    place = office.place("azyl", title="Azylový dům", location_type="confidential")
    office.secret_address(place.name, "Kanárková 7")
    office.home(places=[{"place": place.name}])
    office.detail(f"{AREA}/services/domov", "kanárek 777 666 555")
    office.started()
    (letter,) = office.due()
    assert "Azylový dům, adresa se nezveřejňuje" in letter.text
    assert "Kanárková" not in letter.text
    assert "777 666 555" not in letter.text


def test_a_service_without_an_address_is_phoned_at_once_and_may_get_one(office):
    office.update_provider("contacts", contacts=[{"phone": "555 000 222"}])
    office.home(contacts=[])
    office.started()
    assert office.due() == []
    (call,) = office.calls()
    item = office.office("SetRecipient", edit.SetRecipientRequest(name=call.item, recipient="vedouci@vzorov.example"))
    assert item.recipient == "vedouci@vzorov.example"
    assert office.calls() == []
    assert [letter.recipient for letter in office.due()] == ["vedouci@vzorov.example"]
    wrong = edit.SetRecipientRequest(name=call.item, recipient="a@vzorov.example\r\nBcc: b@vzorov.example")
    assert refusal(office.office, "SetRecipient", wrong) == ("recipient", "EMAIL_FORMAT")


@pytest.mark.parametrize("link", ["https://katalog.vzorov.example/potvrzeni/", "http://katalog.vzorov.example/#", ""])
def test_a_link_that_servers_would_log_is_refused(office, link):
    office.home()
    office.started()
    with pytest.raises(Invalid) as refused:
        office.due(link=link)
    assert refused.value.violations[0].field == "link"


def test_the_coordinator_confirms_what_was_read_over_the_phone(office):
    office.home(contacts=[])
    office.update_provider("contacts")
    office.started()
    (call,) = office.calls()
    assert refusal(office.phone, call.item, confirmed=True) == ("etag", "REQUIRED")
    office.update_service(call.service, "alert", alert="Stěhujeme se")
    with pytest.raises(Stale):
        office.phone(call.item, confirmed=True, etag=call.etag)
    (call,) = office.calls()
    item = office.phone(call.item, confirmed=True, etag=call.etag)
    assert (item.state, item.confirmed_revision, day(item.phoned_on)) == ("confirmed", call.etag, "2027-03-01")
    assert office.calls() == []
    with pytest.raises(Refused) as settled:
        office.give_up(call.item)
    assert settled.value.reason == "ITEM_SETTLED"


def test_marking_takes_items_of_the_campaign_only_and_all_or_none(office):
    office.home()
    office.started()
    item = f"{SPRING}/items/domov"
    assert refusal(office.mark, [item, f"{AREA}/campaigns/jina/items/domov"]) == ("items.1", "INVALID_VALUE")
    with pytest.raises(NotFound):
        office.mark([item, f"{SPRING}/items/nic"])
    assert not office.items()["domov"].reminders
    assert office.mark([item, item]) == 1
    assert len(office.items()["domov"].reminders) == 1


def test_recipients_stand_sealed_and_never_in_a_log(office, capfd):
    office.home()
    office.started()
    (letter,) = office.sent()
    office.confirmed(letter.token)
    kept = b"\n".join(encoded for _, encoded, _, _ in office.journal() if encoded and b"campaigns" in encoded)
    rows = repr(stored(office, "SELECT * FROM campaign_item"))
    assert b"domov@vzorov" not in kept
    assert "domov@vzorov" not in rows
    logged = "".join(capfd.readouterr())
    assert "domov@vzorov" not in logged
    assert letter.token not in logged


def test_only_the_office_runs_campaigns(office):
    office.home()
    office.started()
    requests = {
        "StartCampaign": edit.StartCampaignRequest(name=SPRING),
        "ListCampaignItems": edit.ListCampaignItemsRequest(parent=SPRING),
        "GetCampaignReport": edit.GetCampaignReportRequest(name=SPRING),
        "CloseCampaign": edit.CloseCampaignRequest(name=SPRING),
    }
    for method, request in requests.items():
        for role in ((), ("provider",), ("professional",), ("editor",), ("region",)):
            with pytest.raises(Forbidden):
                office.instance.ask(f"CampaignEditorService/{method}", request, roles=role)
    request = edit.DueRemindersRequest(parent=SPRING, link=LINK)
    for role in ((), ("provider",)):
        with pytest.raises(Forbidden):
            office.instance.stream("CampaignEditorService/DueReminders", request, roles=role)


def test_a_repeated_start_and_close_have_no_second_effect(office):
    office.home()
    office.campaign()
    start = edit.StartCampaignRequest(name=SPRING, request_id="r-1")
    assert office.office("StartCampaign", start) == office.office("StartCampaign", start)
    close = edit.CloseCampaignRequest(name=SPRING, request_id="r-2")
    assert office.office("CloseCampaign", close) == office.office("CloseCampaign", close)
    assert len(office.items()) == 1


def test_items_are_listed_by_state_and_provider(office):
    office.provider("jina", title="Jiná", contacts=[{"email": "a@jina.example"}])
    office.home()
    office.service("pujcovna", provider=f"{AREA}/providers/jina")
    office.started()
    office.mark([f"{SPRING}/items/domov"])
    assert list(office.items(state="reminded")) == ["domov"]
    assert list(office.items(provider=f"{AREA}/providers/jina")) == ["pujcovna"]
    with pytest.raises(PlanError):
        office.items("areas/jinde/campaigns/jaro")
