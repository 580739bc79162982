"""What the evidence adds up to, as messages."""

from decimal import Decimal

from komplan.planning.v1 import evidence_pb2 as pb
from komplan.planning.v1 import needs_report_pb2, plan_pb2, survey_pb2
from komplan_core.evidence import benefits, finance, mapping
from komplan_core.evidence.persons import PersonsTotal
from komplan_core.evidence.rounds import Coverage, ReportingState
from komplan_core.evidence.series import Trend
from komplan_core.evidence.surveys import ResultLine, Survey, SurveyResults
from komplan_core.process import StatedFigure
from komplan_kit.codec import Codec
from komplan_planning.usecases.evidence.overviews import Money, NeedOverview

STATED = Codec(plan_pb2.StatedFigure, StatedFigure)


def coverage_message(found: Coverage) -> needs_report_pb2.NeedCoverage:
    """Who is behind a total."""
    return needs_report_pb2.NeedCoverage(
        municipalities=len(found.standings),
        reported=found.count(ReportingState.REPORTED),
        no_change=found.count(ReportingState.NO_CHANGE),
        reported_by_orp=found.count(ReportingState.REPORTED_BY_ORP),
        silent=found.count(ReportingState.SILENT),
        awaited=found.awaited,
        percent=str(found.percent),
        standings=[
            needs_report_pb2.Standing(
                municipality=standing.municipality,
                state=standing.state or "",
                report=standing.report,
                superseded=standing.superseded,
            )
            for standing in found.standings
        ],
    )


def results_message(survey: Survey, found: SurveyResults) -> survey_pb2.SurveyResults:
    """What came of a survey."""
    return survey_pb2.SurveyResults(
        name=survey.name,
        title=survey.title,
        respondents=found.respondents,
        sides=map(_result_line, found.sides),
        questions=[
            survey_pb2.QuestionResult(
                code=question.code,
                text=question.text,
                kind=question.kind,
                answered=question.answered,
                lines=map(_result_line, question.lines),
            )
            for question in found.questions
        ],
    )


def trend_message(name: str, found: Trend) -> pb.SeriesTrend:
    """A series as it grew."""
    return pb.SeriesTrend(
        name=name,
        years=[
            pb.TrendYear(
                year=item.year,
                value=_decimal(item.value),
                difference=_decimal(item.difference),
                growth_percent=_decimal(item.growth_percent),
            )
            for item in found.years
        ],
        gaps=found.gaps,
        growth_percent=_decimal(found.growth_percent),
    )


def benefits_message(found: benefits.BenefitOverview) -> pb.BenefitOverview:
    """What planning brought."""
    return pb.BenefitOverview(
        total=found.total,
        counts=[
            pb.BenefitCount(kind=count.kind, achieved=count.achieved, prepared=count.prepared) for count in found.counts
        ],
        years=[pb.BenefitYear(year=year, benefits=count) for year, count in found.by_year],
        without_year=found.without_year,
        without_measure=found.without_measure,
        without_need=found.without_need,
        contradictions=[pb.BenefitContradiction(new=new, kept=kept) for new, kept in found.contradictions],
    )


def mapping_message(found: mapping.MappingOverview) -> pb.MappingOverview:
    """Who is there, and what nobody answers."""
    return pb.MappingOverview(
        subjects=found.subjects,
        in_catalogue=found.in_catalogue,
        groups=[pb.GroupCount(target_group=count.target_group, subjects=count.subjects) for count in found.groups],
        unserved_groups=found.unserved_groups,
        unanswered_needs=found.unanswered_needs,
    )


def needs_message(found: NeedOverview) -> pb.NeedOverview:
    """The needs of a year."""
    return pb.NeedOverview(
        year=found.year,
        states=[pb.NeedCount(code=code, needs=count) for code, count in sorted(found.states.items())],
        compared=[pb.NeedCount(code=code, needs=count) for code, count in sorted(found.compared.items())],
        total=_persons(found.total),
        groups=[pb.GroupNeeds(target_group=code, total=_persons(total)) for code, total in found.groups.items()],
        rounds=found.rounds,
    )


def money_message(found: Money) -> pb.FinancialAnalysis:
    """The money of a plan."""
    analysis = found.analysis
    return pb.FinancialAnalysis(
        name=found.name,
        total=_sum(analysis.total),
        years=map(_year, analysis.years),
        cells=map(_year, analysis.cells),
        sources=[
            pb.SourceShare(
                source=share.source, total=_sum(share.total), planned_percent=_decimal(share.planned_percent)
            )
            for share in analysis.sources
        ],
        source_count=analysis.source_count,
        stated=map(STATED.encode, found.stated),
    )


def _decimal(value: Decimal | None) -> str | None:
    return format(value, "f") if value is not None else None


def _result_line(line: ResultLine) -> survey_pb2.ResultLine:
    return survey_pb2.ResultLine(code=line.code, title=line.title, count=line.count)


def _persons(total: PersonsTotal) -> pb.PersonsTotal:
    return pb.PersonsTotal(
        needs=total.needs,
        persons=total.persons,
        basis=total.basis,
        at_least=total.at_least,
        unknown=total.unknown,
        overlapping=total.overlapping,
    )


def _year(item: finance.YearSum) -> pb.YearSum:
    return pb.YearSum(year=item.year, source=item.source, total=_sum(item.total))


def _sum(total: finance.Sum) -> pb.MoneySum:
    return pb.MoneySum(
        planned=total.planned.hal,
        secured=total.secured.hal,
        actual=total.actual.hal,
        gap=total.gap.hal,
        overrun=total.overrun.hal,
        lines=total.lines,
        without_planned=total.without_planned,
        without_secured=total.without_secured,
        without_actual=total.without_actual,
    )
