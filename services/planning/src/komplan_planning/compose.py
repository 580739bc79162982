"""Builds the planning service; the only place that constructs."""

from functools import partial

from komplan.planning.v1 import (
    adoption_service_pb2,
    as_known_service_pb2,
    completeness_service_pb2,
    evidence_editor_service_pb2,
    evidence_service_pb2,
    grant_application_service_pb2,
    grant_editor_service_pb2,
    grant_service_pb2,
    meeting_service_pb2,
    monitoring_editor_service_pb2,
    monitoring_service_pb2,
    needs_report_editor_service_pb2,
    needs_report_service_pb2,
    organisation_editor_service_pb2,
    organisation_service_pb2,
    plan_batch_service_pb2,
    plan_content_editor_service_pb2,
    plan_content_service_pb2,
    plan_editor_service_pb2,
    plan_feed_service_pb2,
    plan_project_service_pb2,
    plan_service_pb2,
    process_editor_service_pb2,
    process_service_pb2,
    profile_pb2,
    resolution_editor_service_pb2,
    resolution_service_pb2,
    scoring_service_pb2,
    staff_fields_service_pb2,
)
from komplan_core import names
from komplan_core.extra_fields import public_check
from komplan_core.profile import Profile
from komplan_kit.client import credentials
from komplan_kit.clock import random_id, today, utc_now
from komplan_kit.codec import Codec
from komplan_kit.config import NO_CONSULTATION
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.server import Server
from komplan_kit.serving import Context
from komplan_planning.consulting import Consulting, NoConsultation
from komplan_planning.ports.adoption import Consultation
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import METADATA, evidence, kinds, monitoring
from komplan_planning.repositories.adoption import RESOLUTION_LIST, SCORING_LIST, SUBMISSION_LIST
from komplan_planning.repositories.grants import (
    APPLICATION_LIST,
    ASSESSMENT_LIST,
    CALL_LIST,
    GRANT_DECISION_LIST,
    OWN_APPLICATION_LIST,
    PROPOSAL_LIST,
    RESULT_LIST,
)
from komplan_planning.repositories.meetings import DECISION_LIST, MEETING_LIST, TASK_LIST
from komplan_planning.repositories.organisation import EVENT_LIST, HANDOVER_LIST
from komplan_planning.repositories.process import ENTRY_LIST, PROJECT_LIST, STEP_LIST
from komplan_planning.repositories.transaction import PlanningStore
from komplan_planning.servicer.adoption import AdoptionServicer
from komplan_planning.servicer.batch import PlanBatchServicer
from komplan_planning.servicer.completeness import CompletenessServicer
from komplan_planning.servicer.content import PlanContentEditorServicer, PlanContentServicer
from komplan_planning.servicer.editing import PlanEditorServicer
from komplan_planning.servicer.evidence import (
    EvidenceEditorServicer,
    EvidenceEntries,
    EvidenceListings,
    EvidenceServicer,
)
from komplan_planning.servicer.feed import PlanFeedServicer
from komplan_planning.servicer.grant_editing import GrantEditorServicer, GrantOffice
from komplan_planning.servicer.grants import GrantApplicationServicer, GrantLists, GrantServicer
from komplan_planning.servicer.meetings import MeetingDesk, MeetingServicer
from komplan_planning.servicer.needs_reports import NeedsReportEditorServicer, NeedsReportServicer, ReportListings
from komplan_planning.servicer.as_known import AsKnownServicer
from komplan_planning.servicer.monitoring import MonitoringLists, MonitoringServicer
from komplan_planning.servicer.monitoring_editing import MonitoringEditorServicer, MonitoringOffice
from komplan_planning.servicer.plan_projects import PlanProjectServicer
from komplan_planning.servicer.organisation import (
    OrganisationDesk,
    OrganisationEditorServicer,
    OrganisationServicer,
)
from komplan_planning.servicer.process import ProcessDesks, ProcessEditorServicer, ProcessLists, ProcessServicer
from komplan_planning.servicer.reading import Kept, PlanServicer
from komplan_planning.servicer.resolutions import ResolutionEditorServicer, ResolutionServicer
from komplan_planning.servicer.scoring import ScoringServicer
from komplan_planning.servicer.staff_fields import StaffFieldsServicer
from komplan_planning.usecases.adopting import Adopting
from komplan_planning.usecases.batch import Batch
from komplan_planning.usecases.changes import Changes
from komplan_planning.usecases.completeness import Completeness
from komplan_planning.usecases.cycles import Cycles
from komplan_planning.usecases.evidence.checks import Checks
from komplan_planning.usecases.evidence.entries import Entries
from komplan_planning.usecases.evidence.needs import Needs
from komplan_planning.usecases.evidence.overviews import Overviews
from komplan_planning.usecases.evidence.reports import NeedsReports
from komplan_planning.usecases.evidence.rounds import NeedRounds
from komplan_planning.usecases.grants.applications import GrantApplications
from komplan_planning.usecases.grants.calls import GrantCalls
from komplan_planning.usecases.grants.deciding import GrantDeciding
from komplan_planning.usecases.grants.desk import GrantDesk
from komplan_planning.usecases.grants.judging import GrantJudging
from komplan_planning.usecases.grants.money import GrantMoney
from komplan_planning.usecases.grants.paying import GrantPaying
from komplan_planning.usecases.meetings.deciding import Deciding
from komplan_planning.usecases.meetings.meetings import Meetings
from komplan_planning.usecases.meetings.notices import Notices
from komplan_planning.usecases.meetings.tasks import Tasks
from komplan_planning.usecases.members import Members
from komplan_planning.usecases.monitoring.action_plans import ActionPlans
from komplan_planning.usecases.monitoring.as_known import AsKnown
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.monitoring.deviations import Deviations
from komplan_planning.usecases.monitoring.evaluations import Evaluations
from komplan_planning.usecases.monitoring.observations import Observations
from komplan_planning.usecases.monitoring.projects import PlanProjects
from komplan_planning.usecases.monitoring.watching import Watching
from komplan_planning.usecases.organisation.bodies import Bodies
from komplan_planning.usecases.organisation.records import Events, Handovers
from komplan_planning.usecases.process.calendar import Calendar
from komplan_planning.usecases.process.desk import ProcessDesk
from komplan_planning.usecases.process.planning_back import PlanningBack
from komplan_planning.usecases.process.projects import PayingProjects
from komplan_planning.usecases.process.status import Statuses
from komplan_planning.usecases.process.steps import Steps
from komplan_planning.usecases.resolutions import Resolutions
from komplan_planning.usecases.scoring import Scorings
from komplan_planning.usecases.sections import Sections
from komplan_planning.usecases.staff_fields import StaffValues
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.submitting import Submitting
from komplan_planning.usecases.tree import Tree
from komplan_planning.usecases.versions import Versions

KEPT = Kept(
    kinds.CYCLE_LIST,
    kinds.PLAN_LIST,
    kinds.VERSION_LIST,
    kinds.NODE_LIST,
    kinds.MEASURE_LIST,
    kinds.NEED_LIST,
    kinds.MEMBER_LIST,
)


def compose(context: Context) -> None:
    """Add the planning service to the process."""
    store = Store(context.settings.database("planning"))
    upgrade(store, "komplan_planning")
    profile, behaviour = context.profile()
    database: Database[PlanningTx] = Database(store, METADATA, PlanningStore, context.keys())
    city = Structure(profile, behaviour, random_id, public_check(profile.fields))
    encoded = Codec(profile_pb2.Profile, Profile).encode(profile)
    editor = PlanEditorServicer(database, KEPT, Cycles(city), Versions(city), Tree(city), Needs(city), Members(city))
    server = context.server
    server.add(plan_service_pb2.DESCRIPTOR.services_by_name["PlanService"], PlanServicer(database, KEPT, encoded))
    server.add(plan_editor_service_pb2.DESCRIPTOR.services_by_name["PlanEditorService"], editor)
    server.add(
        plan_feed_service_pb2.DESCRIPTOR.services_by_name["PlanFeedService"], PlanFeedServicer(database, encoded)
    )
    server.add(
        plan_content_service_pb2.DESCRIPTOR.services_by_name["PlanContentService"],
        PlanContentServicer(database, kinds.SECTION_LIST, kinds.CHANGE_LIST),
    )
    server.add(
        plan_content_editor_service_pb2.DESCRIPTOR.services_by_name["PlanContentEditorService"],
        PlanContentEditorServicer(
            database,
            (kinds.SECTION_LIST, kinds.CHANGE_LIST, kinds.VERSION_LIST),
            Sections(city),
            Changes(city),
            Versions(city),
        ),
    )
    _add_batch(server, database, city)
    _add_process(server, database, city)
    _add_adoption(context, database, city)
    _add_organisation(server, database, city)
    _add_grants(server, database, city)
    _add_evidence(server, database, city)
    _add_monitoring(server, database, city)
    server.closing(database.close)


def _add_batch(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    codecs = {"section": kinds.SECTIONS.codec, "node": kinds.NODES.codec, "measure": kinds.MEASURES.codec}
    batch = Batch(city, Tree(city), Sections(city))
    descriptor = plan_batch_service_pb2.DESCRIPTOR.services_by_name["PlanBatchService"]
    server.add(descriptor, PlanBatchServicer(database, codecs, batch))


def _add_adoption(context: Context, database: Database[PlanningTx], city: Structure) -> None:
    server, services = (
        context.server,
        {
            **completeness_service_pb2.DESCRIPTOR.services_by_name,
            **adoption_service_pb2.DESCRIPTOR.services_by_name,
            **resolution_service_pb2.DESCRIPTOR.services_by_name,
            **resolution_editor_service_pb2.DESCRIPTOR.services_by_name,
            **scoring_service_pb2.DESCRIPTOR.services_by_name,
            **staff_fields_service_pb2.DESCRIPTOR.services_by_name,
        },
    )
    consultation = _consultation(context)
    submitting, adopting = Submitting(city, utc_now), Adopting(city, Versions(city))
    adoption = AdoptionServicer(database, SUBMISSION_LIST, submitting, adopting, consultation)
    server.add(services["CompletenessService"], CompletenessServicer(database, Completeness(city, utc_now)))
    server.add(services["AdoptionService"], adoption)
    server.add(services["ResolutionService"], ResolutionServicer(database, RESOLUTION_LIST))
    server.add(
        services["ResolutionEditorService"], ResolutionEditorServicer(database, RESOLUTION_LIST, Resolutions(city))
    )
    server.add(services["ScoringService"], ScoringServicer(database, SCORING_LIST, Scorings(city)))
    server.add(services["StaffFieldsService"], StaffFieldsServicer(database, StaffValues(city)))


def _consultation(context: Context) -> Consultation:
    """The consultation service that the configuration names, or the one in this process, or the word that none is."""
    settings, own = context.settings, context.settings.outgoing
    if settings.consultation == NO_CONSULTATION:
        return NoConsultation()

    def target() -> str:
        if settings.consultation:
            return settings.consultation
        if "consultation" in context.services:  # the port may have been chosen at the start
            return f"{settings.address(context.services).rsplit(':', 1)[0]}:{context.server.port}"
        return settings.listen_by_service.get("consultation", "")

    consulting = Consulting(target, credentials(own.ca, own.certificate, own.key) if own.ca else None)
    context.server.closing(consulting.close)
    return consulting


def _add_process(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    desk, lists = ProcessDesk(city, utc_now), ProcessLists(STEP_LIST, ENTRY_LIST, PROJECT_LIST)
    steps, projects = Steps(desk), PayingProjects(desk)
    desks = ProcessDesks(steps, Calendar(desk), PlanningBack(desk), projects)
    reader = ProcessServicer(database, lists, Statuses(desk, steps), projects)
    editor = ProcessEditorServicer(database, lists, desks)
    server.add(process_service_pb2.DESCRIPTOR.services_by_name["ProcessService"], reader)
    server.add(process_editor_service_pb2.DESCRIPTOR.services_by_name["ProcessEditorService"], editor)


def _add_organisation(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    on = partial(today, utc_now)
    bodies, meetings = Bodies(city.profile, on), Meetings(city, on)
    desk = OrganisationDesk(bodies, Handovers(city), Events(city), Notices(city.profile), HANDOVER_LIST, EVENT_LIST)
    meeting_desk = MeetingDesk(
        bodies, meetings, Deciding(city, meetings), Tasks(city, on), MEETING_LIST, DECISION_LIST, TASK_LIST
    )
    for descriptor, name, servicer in (
        (organisation_service_pb2.DESCRIPTOR, "OrganisationService", OrganisationServicer(database, desk)),
        (
            organisation_editor_service_pb2.DESCRIPTOR,
            "OrganisationEditorService",
            OrganisationEditorServicer(database, desk),
        ),
        (meeting_service_pb2.DESCRIPTOR, "MeetingService", MeetingServicer(database, meeting_desk)),
    ):
        server.add(descriptor.services_by_name[name], servicer)


def _add_grants(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    desk = GrantDesk(city, utc_now)
    lists = GrantLists(
        CALL_LIST,
        APPLICATION_LIST,
        OWN_APPLICATION_LIST,
        ASSESSMENT_LIST,
        PROPOSAL_LIST,
        GRANT_DECISION_LIST,
        RESULT_LIST,
    )
    office = GrantOffice(GrantCalls(desk), GrantJudging(desk), GrantDeciding(desk), GrantPaying(desk))
    applying = GrantApplicationServicer(database, lists, desk, GrantApplications(desk))
    server.add(
        grant_service_pb2.DESCRIPTOR.services_by_name["GrantService"],
        GrantServicer(database, lists, GrantMoney(city.profile)),
    )
    server.add(grant_application_service_pb2.DESCRIPTOR.services_by_name["GrantApplicationService"], applying)
    server.add(
        grant_editor_service_pb2.DESCRIPTOR.services_by_name["GrantEditorService"],
        GrantEditorServicer(database, lists, office),
    )


def _add_evidence(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    lists = EvidenceListings(
        evidence.SURVEY_LIST, evidence.SWOT_LIST, evidence.SERIES_LIST, evidence.BENEFIT_LIST, evidence.SUBJECT_LIST
    )
    checks = Checks(city)
    entries = EvidenceEntries(
        Entries(city, "survey", names.SURVEY, lambda tx: tx.evidence.surveys, checks.survey),
        Entries(city, "swot", names.SWOT, lambda tx: tx.evidence.swots, checks.swot),
        Entries(city, "series", names.SERIES, lambda tx: tx.evidence.series, checks.series),
        Entries(city, "benefit", names.BENEFIT, lambda tx: tx.evidence.benefits, checks.benefit),
        Entries(city, "mapped_subject", names.MAPPED_SUBJECT, lambda tx: tx.evidence.subjects, checks.subject),
    )
    reporting, rounds = ReportListings(evidence.ROUND_LIST, evidence.REPORT_LIST), NeedRounds(city)
    reports = NeedsReports(city, Needs(city))
    for descriptor, name, servicer in (
        (evidence_service_pb2.DESCRIPTOR, "EvidenceService", EvidenceServicer(database, lists, Overviews(city))),
        (
            evidence_editor_service_pb2.DESCRIPTOR,
            "EvidenceEditorService",
            EvidenceEditorServicer(database, lists, entries),
        ),
        (
            needs_report_service_pb2.DESCRIPTOR,
            "NeedsReportService",
            NeedsReportServicer(database, reporting, rounds),
        ),
        (
            needs_report_editor_service_pb2.DESCRIPTOR,
            "NeedsReportEditorService",
            NeedsReportEditorServicer(database, reporting, rounds, reports),
        ),
    ):
        server.add(descriptor.services_by_name[name], servicer)


def _add_monitoring(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    desk = MonitoringDesk(city, utc_now)
    lists = MonitoringLists(
        monitoring.ACTION_PLAN_LIST,
        monitoring.OBSERVATION_LIST,
        monitoring.PUBLISHED_LIST,
        monitoring.DEVIATION_LIST,
        monitoring.PLAN_PROJECT_LIST,
        monitoring.REVISION_LIST,
        monitoring.OWN_REVISION_LIST,
        monitoring.EVALUATION_LIST,
    )
    action_plans, evaluations = ActionPlans(desk), Evaluations(desk)
    projects = PlanProjects(desk, GrantDesk(city, utc_now).own_provider)
    observations, watching = Observations(desk, Tree(city)), Watching(desk, projects)
    office = MonitoringOffice(action_plans, observations, Deviations(desk), evaluations, watching)
    for descriptor, name, servicer in (
        (
            monitoring_service_pb2.DESCRIPTOR,
            "MonitoringService",
            MonitoringServicer(database, lists, action_plans, projects, evaluations),
        ),
        (
            monitoring_editor_service_pb2.DESCRIPTOR,
            "MonitoringEditorService",
            MonitoringEditorServicer(database, lists, office),
        ),
        (
            plan_project_service_pb2.DESCRIPTOR,
            "PlanProjectService",
            PlanProjectServicer(database, lists, projects),
        ),
        (
            as_known_service_pb2.DESCRIPTOR,
            "AsKnownService",
            AsKnownServicer(database, monitoring.KNOWN, AsKnown()),
        ),
    ):
        server.add(descriptor.services_by_name[name], servicer)
