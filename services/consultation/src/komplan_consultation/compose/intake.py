"""Builds intake: at the desk, by citizens, with four eyes, from sheets; files, and the register of refusals."""

from komplan.consultation.v1 import (
    attachment_service_pb2,
    citizen_service_pb2,
    import_service_pb2,
    intake_service_pb2,
    submission_service_pb2,
)
from komplan.consultation.v1.comment_pb2 import Attachment as AttachmentMessage
from komplan.consultation.v1.import_service_pb2 import GetCommentSheetsResponse
from komplan.planning.v1 import papers_pb2, staff_fields_pb2
from komplan_consultation.repositories.kinds import COMMENT_LIST, COMMENTS, REFUSAL_LIST, SUBMISSION_LIST
from komplan_consultation.servicer.citizens import CitizenServicer
from komplan_consultation.servicer.files import AttachmentServicer
from komplan_consultation.servicer.importing import CommentImportServicer
from komplan_consultation.servicer.intake import IntakeServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.submissions import SubmissionServicer
from komplan_consultation.usecases.entering import Entering
from komplan_consultation.usecases.files import Files
from komplan_consultation.usecases.importing import Imports
from komplan_consultation.usecases.intake import Intake
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_consultation.usecases.standing import Standings
from komplan_consultation.usecases.submissions import Submissions
from komplan_core.consultation.attachments import Attachment
from komplan_core.extra_fields import ExtraField, FieldSubject
from komplan_core.papers import SheetFormat
from komplan_core.profile import Profile
from komplan_kit.codec import Codec
from komplan_kit.serving import Context
from komplan_kit.tokens import Tokens


def sheets_of(profile: Profile) -> GetCommentSheetsResponse:
    """The sheets that the city declares, and the fields that it adds to comments."""
    fields = Codec(staff_fields_pb2.ExtraField, ExtraField)
    sheets = Codec(papers_pb2.SheetFormat, SheetFormat)
    return GetCommentSheetsResponse(
        formats=map(sheets.encode, profile.importers),
        fields=[fields.encode(field) for field in profile.fields if field.subject is FieldSubject.COMMENT],
    )


def add_intake(context: Context, database: Consultation, office: Office, rounds: Rounds) -> None:
    """Serve all ways into the book."""
    server, keys = context.server, context.keys()
    tokens = Tokens(keys.secret("comment-token"), office.area, office.clock)
    entering = Entering(office, rounds, tokens)
    intake, standings = Intake(office, entering, tokens), Standings(office, tokens)
    submissions = Submissions(entering, office.ids)
    imports = Imports(entering, COMMENTS.codec, keys.secret("imported-comments"))
    files = Files(Codec(AttachmentMessage, Attachment))
    server.add(
        intake_service_pb2.DESCRIPTOR.services_by_name["IntakeService"],
        IntakeServicer(database, COMMENT_LIST, intake, standings),
    )
    server.add(
        citizen_service_pb2.DESCRIPTOR.services_by_name["CitizenService"],
        CitizenServicer(database, COMMENT_LIST, intake, standings, keys.secret("comment-rates")),
    )
    server.add(
        submission_service_pb2.DESCRIPTOR.services_by_name["SubmissionService"],
        SubmissionServicer(database, submissions, SUBMISSION_LIST, REFUSAL_LIST),
    )
    server.add(
        attachment_service_pb2.DESCRIPTOR.services_by_name["AttachmentService"], AttachmentServicer(database, files)
    )
    server.add(
        import_service_pb2.DESCRIPTOR.services_by_name["CommentImportService"],
        CommentImportServicer(database, imports, sheets_of(office.profile)),
    )
