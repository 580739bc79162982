"""Builds the witness; the only place that constructs."""

from komplan.witness.v1 import witness_office_service_pb2, witness_service_pb2
from komplan_core.book.notes import COSIGNATURE
from komplan_core.errors import Refused
from komplan_kit.clock import random_id
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context
from komplan_kit.signing import signing_key
from komplan_witness.ports import WitnessTx
from komplan_witness.repositories import EVIDENCE_LIST, LOG_LIST, LOGS, METADATA, WitnessStore
from komplan_witness.servicer import WitnessOfficeServicer, WitnessServicer
from komplan_witness.usecases import Logs, Witness


def compose(context: Context) -> None:
    """Add the witness to the process."""
    settings = context.settings
    if settings.witness is None:
        raise Refused("CONFIG", "no witness is configured: name it and its key")
    key = signing_key(settings.witness.key, settings.witness.name, COSIGNATURE)
    store = Store(settings.database("witness"))
    upgrade(store, "komplan_witness")
    database: Database[WitnessTx] = Database(store, METADATA, WitnessStore)
    services = {
        **witness_service_pb2.DESCRIPTOR.services_by_name,
        **witness_office_service_pb2.DESCRIPTOR.services_by_name,
    }
    server = context.server
    logs = Logs(settings.root(), random_id)
    server.add(services["WitnessService"], WitnessServicer(database, LOG_LIST, EVIDENCE_LIST, logs, Witness(key)))
    server.add(services["WitnessOfficeService"], WitnessOfficeServicer(database, LOGS.codec, logs))
    server.closing(database.close)
