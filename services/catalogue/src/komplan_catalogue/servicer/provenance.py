"""Who said what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from komplan.catalogue.v1 import provenance_editor_service_pb2 as edit
from komplan.catalogue.v1 import provenance_pb2 as pb
from komplan.catalogue.v1 import provenance_service_pb2 as read
from komplan_catalogue.servicer.entries import EntryMessages
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.provenance import Differences, FieldProvenance, LayerValues, Provenance, Provenances
from komplan_core import names
from komplan_core.catalogue.provenance import Fact
from komplan_kit import pages
from komplan_kit.caller import current


@dataclass(frozen=True)
class ProvenanceMessages:
    """What is known of who said what, as messages."""

    entries: EntryMessages

    def provenance(self, found: Provenance) -> pb.Provenance:
        """Where the fields of an entry come from."""
        return pb.Provenance(
            name=found.name,
            fields=[_field(field) for field in found.fields],
            others=[self.layer(found.name, said) for said in found.others],
            register_fetched_at=stamp(found.fetched_at),
        )

    def differences(self, found: Differences) -> pb.ServiceDifferences:
        """What layers disagree on."""
        return pb.ServiceDifferences(
            service=found.service,
            fields=found.fields,
            shown=[layer.value for layer in found.shown],
            layers=[self.layer(found.service, said) for said in found.layers],
        )

    def layer(self, name: str, said: LayerValues) -> pb.LayerValues:
        """What one layer says."""
        entry = self.entries.part(name, said.values)
        return pb.LayerValues(layer=said.layer.value, fields=list(said.values), entry=entry)


class ProvenanceServicer:
    """Reading."""

    def __init__(self, database: Catalogue, provenances: Provenances, messages: ProvenanceMessages) -> None:
        self._db, self._provenances, self._messages = database, provenances, messages

    async def GetProvenance(self, request: read.GetProvenanceRequest, context: Any) -> pb.Provenance:
        return self._messages.provenance(await self._db.read(self._provenances.of, request.name, current.get().caller))


class ProvenanceEditorServicer:
    """Verifying and settling."""

    def __init__(self, database: Catalogue, provenances: Provenances, messages: ProvenanceMessages) -> None:
        self._db, self._provenances, self._messages = database, provenances, messages

    async def VerifyEntry(self, request: edit.VerifyEntryRequest, context: Any) -> pb.Provenance:
        caller = current.get().caller
        given = (request.name, tuple(request.paths), request.etag, caller)
        await self._db.write(self._provenances.verify, *given)
        return self._messages.provenance(await self._db.read(self._provenances.of, request.name, current.get().caller))

    async def WithdrawFacts(self, request: edit.WithdrawFactsRequest, context: Any) -> pb.Provenance:
        given = (request.name, request.layer, tuple(request.paths), request.etag)
        await self._db.write(self._provenances.withdraw, *given)
        return self._messages.provenance(await self._db.read(self._provenances.of, request.name, current.get().caller))

    async def ListDifferences(self, request: edit.ListDifferencesRequest, context: Any) -> edit.ListDifferencesResponse:
        names.AREA.parse(request.parent, "parent")
        size, after = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._provenances.differences, after, size + 1)
        response = edit.ListDifferencesResponse(services=[self._messages.differences(item) for item in found[:size]])
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1].row_id, request)
        return response


def stamp(moment: datetime | None) -> Timestamp | None:
    """A moment as a message."""
    if moment is None:
        return None
    made = Timestamp()
    made.FromDatetime(moment)
    return made


def _field(field: FieldProvenance) -> pb.FieldProvenance:
    others = [_fact(fact) for fact in field.others]
    return pb.FieldProvenance(field=field.field, shown=_fact(field.shown), others=others, differs=field.differs)


def _fact(fact: Fact) -> pb.FieldFact:
    return pb.FieldFact(
        layer=fact.layer.value,
        role=fact.role,
        source=fact.source,
        changed_at=stamp(fact.changed_at),
        verified_at=stamp(fact.verified_at),
        verified_role=fact.verified_role,
    )
