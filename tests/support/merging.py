"""The office that makes one entry of two."""

from typing import Any

from google.protobuf.message import Message

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import change_request_service_pb2 as proposals
from komplan.catalogue.v1 import history_service_pb2 as history
from komplan.catalogue.v1 import merge_service_pb2 as pb
from komplan.catalogue.v1.capacity_pb2 import CapacityReport
from komplan.catalogue.v1.catalogue_pb2 import Service
from komplan.catalogue.v1.place_pb2 import Place
from support.campaigns import CampaignOffice
from support.catalogue import AREA

DAY = {"year": 2027, "month": 1, "day": 1}
LATELY = {"year": 2027, "month": 2, "day": 25}
OFFICE = ("catalogue-editor",)


class MergeOffice(CampaignOffice):
    """Merges, and looks at what came of them."""

    def preview_merge(self, keep: str, gone: str, **choices: str) -> pb.PreviewMergeResponse:
        """What a merge would do."""
        return self.ask("PreviewMerge", pb.PreviewMergeRequest(keep=keep, gone=gone, choices=choices))  # type: ignore[no-any-return]

    def merge(self, keep: str, gone: str, **choices: str) -> pb.MergeEntriesResponse:
        """Preview, then merge."""
        seen = self.preview_merge(keep, gone, **choices)
        request = pb.MergeEntriesRequest(
            keep=keep, gone=gone, keep_etag=seen.keep_etag, gone_etag=seen.gone_etag, choices=choices
        )
        return self.ask("MergeEntries", request)  # type: ignore[no-any-return]

    def merges(self) -> dict[str, str]:
        """Where the names lead of what is gone, by id."""
        found = self.ask("ListMerges", pb.ListMergesRequest(parent=AREA)).merges
        return {one.gone.rsplit("/", 1)[-1]: one.target.rsplit("/", 1)[-1] for one in found}

    def ask(self, method: str, request: Message) -> Any:
        """Call a method of MergeService as the office."""
        return self.instance.ask(f"MergeService/{method}", request, roles=OFFICE)

    def get_place(self, name: str) -> Place:
        """Read a place as a citizen."""
        return self.read("GetPlace", read.GetPlaceRequest(name=name))  # type: ignore[no-any-return]

    def free(self, service: str, form: str = "residential", unit: str = "beds", **values: Any) -> CapacityReport:
        """Report a capacity."""
        given = {"form": form, "unit": unit, "status": "unknown", "as_of": LATELY, **values}
        request = edit.ReportCapacityRequest(parent=service, report=CapacityReport(**given))
        return self.write("ReportCapacity", request).report  # type: ignore[no-any-return]

    def shown(self, service: str) -> dict[tuple[str, str], int]:
        """Free places by form and unit, as a citizen sees them."""
        found = self.read("ListCapacities", read.ListCapacitiesRequest(parent=service)).capacities
        return {(item.form, item.unit): item.available for item in found if item.HasField("available")}

    def details(self, owner: str) -> list[str]:
        """Restricted details of an owner."""
        request = edit.ListRestrictedDetailsRequest(owner=owner)
        return [detail.value for detail in self.write("ListRestrictedDetails", request).details]

    def address_of(self, place_id: str) -> str:
        """The secret address of a place."""
        request = edit.GetConfidentialAddressRequest(name=f"{AREA}/addresses/{place_id}")
        return str(self.write("GetConfidentialAddress", request).text)

    def restore(self, name: str, number: str) -> Any:
        """Bring back what an entry said."""
        request = history.RestoreRevisionRequest(name=name, number=int(number))
        return self.instance.ask("HistoryService/RestoreRevision", request, roles=OFFICE)

    def propose(self, service: str, **values: Any) -> Any:
        """Propose a change as the provider `tester`."""
        request = proposals.ProposeChangeRequest(
            parent=AREA, service=Service(name=service, **values), update_mask={"paths": list(values)}
        )
        return self.instance.ask("ChangeRequestService/ProposeChange", request, roles=("provider",))

    def decide(self, request: Any, *accepted: str, reason: str = "") -> Any:
        """Accept some fields of a proposal."""
        decision = proposals.DecideChangeRequest(name=request.name, accepted_paths=accepted, reason=reason)
        return self.instance.ask("ChangeRequestService/DecideChange", decision, roles=OFFICE)


def lines(preview: pb.PreviewMergeResponse) -> dict[str, tuple[str, list[str], list[str]]]:
    """Whose value is taken, what stands, what is lost, by field."""
    return {item.field: (item.taken, list(item.kept), list(item.lost)) for item in preview.fields}
