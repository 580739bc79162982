"""The region's office with the network."""

from typing import Any

from komplan.region.v1 import network_office_service_pb2 as pb
from komplan.region.v1 import network_view_pb2
from komplan_core import names
from komplan_kit.database import Database
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.network import NetworkListings
from komplan_region.usecases.network import NetworkOffice
from komplan_region.usecases.network_figures import check_application


class NetworkOfficeServicer:
    """Applications, rules of entry, and decisions."""

    def __init__(self, database: Database[RegionTx], lists: NetworkListings, office: NetworkOffice) -> None:
        self._db, self._lists, self._office = database, lists, office
        self._application, self._decision = lists.applications.kind.codec, lists.decisions.kind.codec
        self._criterion, self._flag = lists.criteria.kind.codec, lists.flags.kind.codec

    async def DecideNetwork(self, request: pb.DecideNetworkRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.write(self._office.decide, self._decision.values(request.network_decision))

    async def CreateNetworkApplication(self, request: pb.CreateNetworkApplicationRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._application.values(request.network_application)
        return await self._db.write(self._office.apply, values, request.network_application_id)

    async def UpdateNetworkApplication(self, request: pb.UpdateNetworkApplicationRequest, context: Any) -> bytes:
        changed = request.network_application
        changes = self._application.patch(changed, request.update_mask.paths)
        return await self._db.write(self._office.update, changed.name, changed.etag, changes)

    async def ReturnNetworkApplication(self, request: pb.ReturnNetworkApplicationRequest, context: Any) -> bytes:
        return await self._db.write(self._office.give_back, request.name, request.etag, request.reason)

    async def ResubmitNetworkApplication(self, request: pb.ResubmitNetworkApplicationRequest, context: Any) -> bytes:
        return await self._db.write(self._office.resubmit, request.name, request.etag)

    async def GetNetworkApplication(self, request: pb.GetNetworkApplicationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.applications.kind, request.name)

    async def ListNetworkApplications(self, request: pb.ListNetworkApplicationsRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(self._lists.applications, request)

    async def CheckNetworkApplication(
        self, request: pb.CheckNetworkApplicationRequest, context: Any
    ) -> pb.CheckNetworkApplicationResponse:
        found = await self._db.read(check_application, request.name, request.year)
        return pb.CheckNetworkApplicationResponse(
            findings=(
                network_view_pb2.CriterionFinding(
                    criterion=item.criterion,
                    title=item.title,
                    check=item.check,
                    result=item.result,
                    reason=item.reason,
                )
                for item in found
            )
        )

    async def CreateNetworkCriterion(self, request: pb.CreateNetworkCriterionRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._criterion.values(request.network_criterion)
        return await self._db.write(self._office.create_criterion, values, request.network_criterion_id)

    async def UpdateNetworkCriterion(self, request: pb.UpdateNetworkCriterionRequest, context: Any) -> bytes:
        changed = request.network_criterion
        changes = self._criterion.patch(changed, request.update_mask.paths)
        return await self._db.write(self._office.update_criterion, changed.name, changed.etag, changes)

    async def DeleteNetworkCriterion(self, request: pb.DeleteNetworkCriterionRequest, context: Any) -> bytes:
        return await self._db.write(self._office.delete_criterion, request.name, request.etag)

    async def CreateMunicipalFlag(self, request: pb.CreateMunicipalFlagRequest, context: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        values = self._flag.values(request.municipal_flag)
        return await self._db.write(self._office.create_flag, values, request.municipal_flag_id)

    async def UpdateMunicipalFlag(self, request: pb.UpdateMunicipalFlagRequest, context: Any) -> bytes:
        changed = request.municipal_flag
        changes = self._flag.patch(changed, request.update_mask.paths)
        return await self._db.write(self._office.update_flag, changed.name, changed.etag, changes)

    async def DeleteMunicipalFlag(self, request: pb.DeleteMunicipalFlagRequest, context: Any) -> bytes:
        return await self._db.write(self._office.delete_flag, request.name, request.etag)
