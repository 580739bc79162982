"""Builds what serves evidence and the reports of needs."""

from collections.abc import Callable

from komplan.planning.v1 import (
    evidence_editor_service_pb2,
    evidence_service_pb2,
    needs_report_editor_service_pb2,
    needs_report_service_pb2,
)
from komplan_core import names
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import evidence
from komplan_planning.servicer.evidence import (
    EvidenceEditorServicer,
    EvidenceEntries,
    EvidenceListings,
    EvidenceServicer,
)
from komplan_planning.servicer.needs_reports import NeedsReportEditorServicer, NeedsReportServicer, ReportListings
from komplan_planning.usecases.evidence.checks import Checks
from komplan_planning.usecases.evidence.entries import Entries
from komplan_planning.usecases.evidence.needs import Needs
from komplan_planning.usecases.evidence.overviews import Overviews
from komplan_planning.usecases.evidence.reports import NeedsReports
from komplan_planning.usecases.evidence.rounds import NeedRounds
from komplan_planning.usecases.structure import Structure


def add_evidence(
    server: Server, database: Database[PlanningTx], city: Structure, published: Callable[[], None]
) -> None:
    """Add its services to the process; `published` is called when a report was submitted."""
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
            NeedsReportEditorServicer(database, reporting, rounds, reports, published),
        ),
    ):
        server.add(descriptor.services_by_name[name], servicer)
