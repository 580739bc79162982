"""A catalogue with a running update campaign, and hands to move its clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

from google.protobuf.message import Message
from sqlalchemy import MetaData, select

from komplan.catalogue.v1 import campaign_editor_service_pb2 as edit
from komplan.catalogue.v1 import campaign_service_pb2 as public
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as write
from komplan.catalogue.v1.campaign_pb2 import Campaign, CampaignItem
from komplan.catalogue.v1.place_pb2 import ConfidentialAddress, Place, RestrictedDetail
from komplan_kit.engine import Store
from support.catalogue import AREA, Catalogue
from support.instance import Instance

LINK = "https://katalog.vzorov.example/potvrzeni#"
SPRING = f"{AREA}/campaigns/jaro"
START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def go(self, days: float) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)


class CampaignOffice(Catalogue):
    """The office that keeps a catalogue and asks its providers."""

    def __init__(self, instance: Instance, clock: Hands) -> None:
        super().__init__(instance)
        self.clock = clock

    def home(self, service_id: str = "domov", **values: Any) -> Any:
        """Create a registered service with an address to write to."""
        given = {"title": "Domov pod Lipou", "contacts": [{"email": f"{service_id}@vzorov.example"}]}
        return self.registered(service_id, **{**given, **values})

    def place(self, place_id: str, **values: Any) -> Place:
        """Create a place."""
        given = {"title": "Dům", "location_type": "physical"}
        request = write.CreatePlaceRequest(parent=AREA, place=Place(**{**given, **values}), place_id=place_id)
        return self.write("CreatePlace", request)  # type: ignore[no-any-return]

    def secret_address(self, place: str, text: str) -> None:
        """Keep the secret address of a place."""
        address = ConfidentialAddress(text=text)
        self.write("SetConfidentialAddress", write.SetConfidentialAddressRequest(place=place, address=address))

    def detail(self, owner: str, value: str) -> RestrictedDetail:
        """Keep a telephone for professionals."""
        detail = RestrictedDetail(owner=owner, kind="phone", visibility="professionals", value=value)
        request = write.CreateRestrictedDetailRequest(parent=AREA, detail=detail)
        return self.write("CreateRestrictedDetail", request)  # type: ignore[no-any-return]

    def campaign(self, campaign_id: str = "jaro", **values: Any) -> Campaign:
        """Plan a campaign of the spring of 2027."""
        given = {
            "title": "Sociální odbor Vzorov",
            "kind": "yearly",
            "opens_on": {"year": 2027, "month": 3, "day": 1},
            "closes_on": {"year": 2027, "month": 5, "day": 31},
        }
        request = edit.CreateCampaignRequest(
            parent=AREA, campaign=Campaign(**{**given, **values}), campaign_id=campaign_id
        )
        return self.office("CreateCampaign", request)  # type: ignore[no-any-return]

    def started(self, campaign_id: str = "jaro", **values: Any) -> Campaign:
        """Plan and start a campaign."""
        planned = self.campaign(campaign_id, **values)
        return self.office("StartCampaign", edit.StartCampaignRequest(name=planned.name))  # type: ignore[no-any-return]

    def due(self, campaign: str = SPRING, link: str = LINK) -> list[edit.Reminder]:
        """The letters that are due now, each with a new token."""
        request = edit.DueRemindersRequest(parent=campaign, link=link)
        parts = self.instance.stream("CampaignEditorService/DueReminders", request, roles=("catalogue-editor",))
        return [reminder for part in parts for reminder in part.reminders]

    def sent(self, campaign: str = SPRING) -> list[edit.Reminder]:
        """The same, accepted for delivery."""
        letters = self.due(campaign)
        self.mark([letter.item for letter in letters], campaign)
        return letters

    def mark(self, items: list[str], campaign: str = SPRING) -> int:
        """Note that letters were accepted; how many count."""
        request = edit.MarkRemindedRequest(parent=campaign, items=items)
        return self.office("MarkReminded", request).marked  # type: ignore[no-any-return]

    def calls(self) -> list[edit.DueCall]:
        """Records about which to phone today."""
        return list(self.office("ListDueCalls", edit.ListDueCallsRequest(parent=SPRING)).calls)

    def phone(self, item: str, **values: Any) -> CampaignItem:
        """Note a call."""
        return self.office("MarkPhoned", edit.MarkPhonedRequest(name=item, **values))  # type: ignore[no-any-return]

    def give_up(self, item: str) -> CampaignItem:
        """Note that nobody is reached."""
        return self.office("MarkUnreachable", edit.MarkUnreachableRequest(name=item))  # type: ignore[no-any-return]

    def close(self, campaign: str = SPRING) -> Campaign:
        """End a campaign."""
        return self.office("CloseCampaign", edit.CloseCampaignRequest(name=campaign))  # type: ignore[no-any-return]

    def report(self, campaign: str = SPRING) -> edit.CampaignReport:
        """How it ended."""
        return self.office("GetCampaignReport", edit.GetCampaignReportRequest(name=campaign))  # type: ignore[no-any-return]

    def items(self, campaign: str = SPRING, **filters: Any) -> dict[str, CampaignItem]:
        """The items by id."""
        request = edit.ListCampaignItemsRequest(parent=campaign, **filters)
        return {item.name.rsplit("/", 1)[-1]: item for item in self.office("ListCampaignItems", request).items}

    def preview(self, token: str) -> public.PreviewConfirmationResponse:
        """Open the link of a letter."""
        return self.anyone("PreviewConfirmation", public.PreviewConfirmationRequest(token=token))  # type: ignore[no-any-return]

    def confirm(self, token: str, etag: str, request_id: str = "") -> public.ConfirmRecordResponse:
        """Press the button."""
        request = public.ConfirmRecordRequest(token=token, etag=etag, request_id=request_id)
        return self.anyone("ConfirmRecord", request)  # type: ignore[no-any-return]

    def confirmed(self, token: str) -> public.ConfirmRecordResponse:
        """Open the link, then press the button."""
        return self.confirm(token, self.preview(token).etag)

    def unverified(self) -> dict[str, public.Unverified]:
        """What everybody sees as unverified, by id of the service."""
        found = self.anyone("ListUnverified", public.ListUnverifiedRequest(parent=AREA)).unverified
        return {item.service.rsplit("/", 1)[-1]: item for item in found}

    def office(self, method: str, request: Message) -> Any:
        """Call a method of CampaignEditorService as the office."""
        return self.instance.ask(f"CampaignEditorService/{method}", request, roles=("catalogue-editor",))

    def anyone(self, method: str, request: Message) -> Any:
        """Call a method of CampaignService without signing in."""
        return self.instance.ask(f"CampaignService/{method}", request, roles=())


def fill(office: CampaignOffice) -> CampaignOffice:
    """A running campaign about a home in one place and a shelter."""
    office.provider()
    office.place("lipa", title="Dům", address={"street": "Lipová 7"})
    office.home(places=[{"place": f"{AREA}/places/lipa"}], description="Domov v klidu")
    office.home("azyl", registration_number="2", title="Azylový dům")
    office.started()
    return office


def letters(office: CampaignOffice) -> dict[str, edit.Reminder]:
    """The letters that are due, by id of the service."""
    return {letter.item.rsplit("/", 1)[-1]: letter for letter in office.due()}


def everything(office: CampaignOffice) -> dict[str, list[str]]:
    """All that both databases hold, row by row, the numbers of the journal included."""
    held = {}
    for address in (office.instance.databases["catalogue"], office.instance.settings.storage.keystore):
        found = MetaData()
        with Store(address).engine.connect() as connection:
            found.reflect(connection)
            for table in found.sorted_tables:
                held[table.name] = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
    return held


def day(value: Any) -> str:
    """A date of the contract as text."""
    return f"{value.year}-{value.month:02}-{value.day:02}"
