"""Update campaigns: the office runs them, providers confirm without signing in."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from komplan.catalogue.v1 import campaign_editor_service_pb2 as edit
from komplan.catalogue.v1 import campaign_pb2 as pb
from komplan.catalogue.v1 import campaign_service_pb2 as public
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.campaigns.confirming import Confirming
from komplan_catalogue.usecases.campaigns.reminding import AT_ONCE, Call, Reminding
from komplan_catalogue.usecases.campaigns.rounds import Campaigns
from komplan_core import names
from komplan_core.catalogue.campaign import Tally
from komplan_core.catalogue.sections import Section
from komplan_kit.days import day_message
from komplan_kit.reading import Listing
from komplan_kit.store import Kind


@dataclass(frozen=True)
class CampaignDesk:
    """The use cases of campaigns."""

    campaigns: Campaigns
    reminding: Reminding
    confirming: Confirming


@dataclass(frozen=True)
class CampaignListings:
    """The lists of the office."""

    campaigns: Listing
    items: Listing


class CampaignServicer:
    """What everybody may do: a token says about what."""

    def __init__(self, database: Catalogue, desk: CampaignDesk) -> None:
        self._db, self._desk = database, desk

    async def PreviewConfirmation(
        self, request: public.PreviewConfirmationRequest, context: Any
    ) -> public.PreviewConfirmationResponse:
        found = await self._db.read(self._desk.confirming.preview, request.token)
        return public.PreviewConfirmationResponse(
            title=found.title,
            provider_title=found.provider_title,
            sections=[_section(section) for section in found.sections],
            etag=found.revision,
            changed=found.changed,
            changes=[public.ChangedField(**asdict(change)) for change in found.changes],
            expires_on=day_message(found.last_day),
        )

    async def ConfirmRecord(self, request: public.ConfirmRecordRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.confirming.confirm, request.token, request.etag)

    async def ListUnverified(
        self, request: public.ListUnverifiedRequest, context: Any
    ) -> public.ListUnverifiedResponse:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(self._desk.campaigns.unverified)
        return public.ListUnverifiedResponse(
            unverified=[
                public.Unverified(service=item.service, since=day_message(item.since), left_out_of_print=item.left_out)
                for item in found
            ]
        )


class CampaignEditorServicer:
    """Running campaigns."""

    def __init__(
        self, database: Catalogue, campaign: Kind[Any], listings: CampaignListings, desk: CampaignDesk
    ) -> None:
        self._db, self._kind, self._lists, self._desk = database, campaign, listings, desk

    async def CreateCampaign(self, request: edit.CreateCampaignRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._kind.codec.values(request.campaign)
        return await self._db.write(self._desk.campaigns.create, values, request.campaign_id)

    async def UpdateCampaign(self, request: edit.UpdateCampaignRequest, context: Any) -> bytes:
        changed = request.campaign
        changes = self._kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(self._desk.campaigns.update, changed.name, changed.etag, changes)

    async def DeleteCampaign(self, request: edit.DeleteCampaignRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.campaigns.delete, request.name, request.etag)

    async def GetCampaign(self, request: edit.GetCampaignRequest, context: Any) -> bytes:
        return await self._db.get(self._kind, request.name)

    async def ListCampaigns(self, request: edit.ListCampaignsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._lists.campaigns, request)

    async def StartCampaign(self, request: edit.StartCampaignRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.campaigns.start, request.name, request.etag)

    async def ListCampaignItems(self, request: edit.ListCampaignItemsRequest, context: Any) -> bytes:
        names.CAMPAIGN.parse(request.parent, "parent")
        return await self._db.page(self._lists.items, request, parent=request.parent)

    async def SetRecipient(self, request: edit.SetRecipientRequest, context: Any) -> bytes:
        use_case = self._desk.reminding.set_recipient
        given = (request.name, request.recipient, request.etag)
        return await self._db.write(use_case, *given, personal=pb.CampaignItem)

    async def DueReminders(self, request: edit.DueRemindersRequest, context: Any) -> AsyncIterator[bytes]:
        due = iter(await self._db.read(self._desk.reminding.due, request.parent, request.link))
        while items := list(islice(due, AT_ONCE)):
            yield await self._db.write(self._desk.reminding.letters, request.parent, items, request.link)

    async def ListDueCalls(self, request: edit.ListDueCallsRequest, context: Any) -> edit.ListDueCallsResponse:
        found = await self._db.read(self._desk.reminding.calls, request.parent)
        return edit.ListDueCallsResponse(calls=[_call(call) for call in found])

    async def MarkReminded(self, request: edit.MarkRemindedRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.reminding.mark_reminded, request.parent, list(request.items))

    async def MarkPhoned(self, request: edit.MarkPhonedRequest, context: Any) -> bytes:
        if request.confirmed:
            use_case, given = self._desk.confirming.confirm_by_phone, (request.name, request.etag)
            return await self._db.write(use_case, *given, personal=pb.CampaignItem)
        return await self._db.write(self._desk.reminding.mark_phoned, request.name, personal=pb.CampaignItem)

    async def MarkUnreachable(self, request: edit.MarkUnreachableRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.campaigns.give_up, request.name, personal=pb.CampaignItem)

    async def CloseCampaign(self, request: edit.CloseCampaignRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.campaigns.close, request.name, request.etag)

    async def GetCampaignReport(self, request: edit.GetCampaignReportRequest, context: Any) -> edit.CampaignReport:
        report = await self._db.read(self._desk.campaigns.report, request.name)
        return edit.CampaignReport(
            campaign=self._kind.codec.encode(report.campaign),
            tally=_tally(report.tally),
            providers=[
                edit.ProviderTally(provider=line.provider, title=line.title, tally=_tally(line.tally))
                for line in report.providers
            ],
            made_on=day_message(report.made_on),
        )


def _section(section: Section) -> pb.Section:
    return pb.Section(title=section.title, lines=[pb.Line(**asdict(line)) for line in section.lines])


def _call(call: Call) -> edit.DueCall:
    return edit.DueCall(
        item=call.item,
        service=call.service.name,
        title=call.service.title,
        provider_title=call.provider.title,
        phones=call.phones,
        etag=call.revision,
    )


def _tally(tally: Tally) -> pb.CampaignTally:
    return pb.CampaignTally(**asdict(tally), total=tally.total)
