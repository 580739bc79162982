"""Personal data: erasure, consent, and the job that forgets what need not be known any more."""

import asyncio
from typing import Any, Final

from komplan.consultation.v1 import consent_service_pb2, privacy_service_pb2
from komplan_consultation.repositories.kinds import COMMENTS, REFUSALS, SUBMISSIONS
from komplan_consultation.repositories.privacy import LEGAL_HOLD_LIST
from komplan_consultation.repositories.replies import REPLIES
from komplan_consultation.servicer.privacy import ConsentServicer, PrivacyServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.consent import Consents
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.privacy import Privacy
from komplan_consultation.usecases.refusals import Refusals
from komplan_core.consultation.privacy import Ground
from komplan_kit.clock import today
from komplan_kit.serving import Context
from komplan_kit.store import Kind
from komplan_kit.tokens import Tokens

LOOK_SECONDS: Final = 3600.0


def add_privacy(context: Context, database: Consultation, office: Office) -> None:
    """Serve what people may ask about their data, and forget each hour what is due."""
    privacy = Privacy(office, context.settings.privacy.retention_years)
    consents = Consents(Tokens(context.keys().secret("comment-token"), office.area, office.clock))
    services = {
        **privacy_service_pb2.DESCRIPTOR.services_by_name,
        **consent_service_pb2.DESCRIPTOR.services_by_name,
    }
    kinds: dict[str, Kind[Any]] = {
        "comment": COMMENTS,
        "submission": SUBMISSIONS,
        "refusal": REFUSALS,
        "reply": REPLIES,
    }
    codecs = {name: kind.codec for name, kind in kinds.items()}
    servicer = PrivacyServicer(database, privacy, consents, LEGAL_HOLD_LIST, codecs)
    context.server.add(services["PrivacyService"], servicer)
    context.server.add(services["ConsentService"], ConsentServicer(database, consents))
    retention = Retention(database, privacy, Refusals(), office)
    context.server.background("retention", LOOK_SECONDS, retention.turn)


class Retention:
    """Forgets what need not be known any more; a legal hold stops it."""

    def __init__(self, database: Consultation, privacy: Privacy, refusals: Refusals, office: Office) -> None:
        self._db, self._privacy, self._refusals, self._office = database, privacy, refusals, office

    async def turn(self) -> None:
        """Purge refused submissions whose day has come, and forget the authors of rounds long over."""
        for name in await self._db.read(self._refusals.due, today(self._office.clock)):
            if not await self._db.read(self._privacy.is_held, name):
                await self._db.write(self._refusals.purge, name)
        for held in await self._db.read(self._privacy.over):
            after = 0
            while True:
                found, after = await self._db.read(self._privacy.to_forget, held, after)
                erase = self._privacy.erase_authors
                await asyncio.gather(*(self._db.write(erase, name, 0, Ground.RETENTION) for name in found))
                if not after:
                    break
            await self._db.write(self._privacy.forgotten, held)
