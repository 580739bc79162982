"""Builds what serves the handling and settling of points."""

from komplan.consultation.v1 import (
    annotation_service_pb2,
    point_service_pb2,
    reply_text_service_pb2,
    settlement_service_pb2,
    similarity_service_pb2,
)
from komplan_consultation.ports.meetings import Meetings
from komplan_consultation.repositories.kinds import COMMENT_LIST
from komplan_consultation.repositories.processing import REPLY_TEXT_LIST
from komplan_consultation.repositories.similarity import SIMILARITY_GROUP_LIST
from komplan_consultation.servicer.annotations import AnnotationServicer
from komplan_consultation.servicer.points import PointServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.reply_texts import ReplyTextServicer
from komplan_consultation.servicer.settlement import SettlementServicer
from komplan_consultation.servicer.similarity import SimilarityServicer
from komplan_consultation.usecases.annotating import Annotating
from komplan_consultation.usecases.deciding import Deciding
from komplan_consultation.usecases.handling import Handling
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.points import Points
from komplan_consultation.usecases.reminding import Reminding
from komplan_consultation.usecases.reply_texts import ReplyTexts
from komplan_consultation.usecases.settling import Settling
from komplan_consultation.usecases.similarity import Similarity
from komplan_kit.server import Server


def add_processing(server: Server, database: Consultation, office: Office, meetings: Meetings) -> None:
    """Add its services to the process."""
    services = {
        **annotation_service_pb2.DESCRIPTOR.services_by_name,
        **point_service_pb2.DESCRIPTOR.services_by_name,
        **settlement_service_pb2.DESCRIPTOR.services_by_name,
        **similarity_service_pb2.DESCRIPTOR.services_by_name,
        **reply_text_service_pb2.DESCRIPTOR.services_by_name,
    }
    handling = Handling(office)
    settling, points = Settling(handling), Points(handling)
    settlement = SettlementServicer(database, COMMENT_LIST, settling, Deciding(handling), meetings)
    server.add(services["AnnotationService"], AnnotationServicer(database, Annotating(office)))
    server.add(services["PointService"], PointServicer(database, points, Reminding(office, points)))
    server.add(services["SettlementService"], settlement)
    similarity = SimilarityServicer(database, SIMILARITY_GROUP_LIST, Similarity(handling, settling))
    server.add(services["SimilarityService"], similarity)
    server.add(services["ReplyTextService"], ReplyTextServicer(database, REPLY_TEXT_LIST, ReplyTexts(office)))
