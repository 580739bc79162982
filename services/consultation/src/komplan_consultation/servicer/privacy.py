"""What people may ask about their own data, and erasure."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from komplan.consultation.v1 import consent_service_pb2 as consent
from komplan.consultation.v1 import privacy_pb2
from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.consent import Consents
from komplan_consultation.usecases.privacy import KINDS, Privacy, Proven, person
from komplan_core import names
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing


class PrivacyServicer:
    """Erasure, retention, legal holds, and everything about one person."""

    def __init__(
        self,
        database: Consultation,
        privacy: Privacy,
        consents: Consents,
        hold_list: Listing,
        codecs: Mapping[str, Codec[Any]],
    ) -> None:
        """`codecs` are those of what may be found about a person, by its name in the answer."""
        self._db, self._privacy, self._consents = database, privacy, consents
        self._hold_list, self._codecs = hold_list, codecs

    async def EraseAuthors(self, request: pb.EraseAuthorsRequest, context: Any) -> bytes:
        erase = self._privacy.erase_authors
        return await self._db.write(erase, request.name, request.author, request.ground, personal=Comment)

    async def EraseContent(self, request: pb.EraseContentRequest, context: Any) -> bytes:
        return await self._db.write(self._privacy.erase_content, request.name, request.ground, personal=Comment)

    async def ListErasures(self, request: pb.ListErasuresRequest, context: Any) -> pb.ListErasuresResponse:
        found = await self._db.read(self._privacy.erasures, request.parent)
        return pb.ListErasuresResponse(erasures=map(_erasure, found))

    async def GetPersonData(
        self, request: pb.GetPersonDataRequest, context: Any
    ) -> AsyncIterator[privacy_pb2.PersonData]:
        names.AREA.parse(request.parent, "parent")
        sought = person(request.full_name, request.contact)
        searched = found = 0
        for kind in KINDS:
            after = 0
            while True:
                part = await self._db.read(self._privacy.search, kind, sought, after)
                searched, found = searched + part.searched, found + len(part.records)
                for what, record in part.records:
                    yield privacy_pb2.PersonData(**{what: self._codecs[what].encode(record)})
                if not (after := part.after):
                    break
        yield privacy_pb2.PersonData(summary=privacy_pb2.PersonDataSummary(searched=searched, found=found))

    async def SetLegalHold(self, request: pb.SetLegalHoldRequest, context: Any) -> bytes:
        return await self._db.write(self._privacy.set_hold, request.name, request.reason)

    async def ReleaseLegalHold(self, request: pb.ReleaseLegalHoldRequest, context: Any) -> bytes:
        return await self._db.write(self._privacy.release_hold, request.name)

    async def GetLegalHold(self, request: pb.GetLegalHoldRequest, context: Any) -> bytes:
        return await self._db.get(self._hold_list.kind, request.name)

    async def ListLegalHolds(self, request: pb.ListLegalHoldsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._hold_list, request, parent=request.parent)

    async def WithdrawConsentForAuthor(self, request: pb.WithdrawConsentForAuthorRequest, context: Any) -> bytes:
        return await self._db.write(self._consents.withdraw_for, request.name, request.etag, personal=Comment)


class ConsentServicer:
    """What an author does about their own consent."""

    def __init__(self, database: Consultation, consents: Consents) -> None:
        self._db, self._consents = database, consents

    async def GetConsent(self, request: consent.GetConsentRequest, context: Any) -> consent.ConsentState:
        found = await self._db.read(self._consents.get, request.token)
        return consent.ConsentState(number=found.number, publish_consent=found.publish_consent)

    async def WithdrawConsent(self, request: consent.WithdrawConsentRequest, context: Any) -> consent.ConsentState:
        found = Comment.FromString(await self._db.write(self._consents.withdraw, request.token))
        return consent.ConsentState(number=found.number, publish_consent=found.publish_consent)


def _erasure(proven: Proven) -> privacy_pb2.Erasure:
    told = privacy_pb2.Erasure(
        what=proven.erased.what,
        ground=proven.erased.ground,
        origin=proven.erased.origin,
        leaf=proven.erased.leaf,
        entry=proven.entry,
        proof=proven.proof,
    )
    told.erased_at.FromDatetime(proven.erased.at)
    return told
