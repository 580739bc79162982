"""Evidence of a demonstration city: two rounds of needs, a survey, SWOT, a series, mapped subjects, benefits."""

from datetime import date
from typing import Any, Final

from komplan.planning.v1 import evidence_editor_service_pb2 as edit
from komplan.planning.v1 import evidence_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import evidence_pb2, need_pb2, needs_report_pb2, profile_pb2, survey_pb2
from komplan.planning.v1 import needs_report_editor_service_pb2 as reports
from komplan.planning.v1 import needs_report_editor_service_pb2_grpc as reports_rpc
from komplan.planning.v1 import plan_editor_service_pb2 as plan_edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as plan_rpc
from komplan_cli.demo.generating import period
from komplan_cli.demo.repeating import Once
from komplan_kit.client import Peer
from komplan_kit.days import day_message as day

SUBJECTS: Final = 12
ROUND_ENDS: Final = (3, 31)
"""Month and day."""
NEED_YEARS: Final = (2025, 2026)
"""Years of the rounds of needs, each held from January to March."""


async def fill_evidence(peer: Peer, once: Once, profile: profile_pb2.Profile, example: dict[str, Any]) -> int:
    """Fill a city's evidence through the public API, made up but for the benefits that its plugin's example tells.

    Gives the number of entries. It can be repeated.
    """
    area, groups = f"areas/{profile.area.code}", [group.code for group in profile.target_groups]
    editor = edit_rpc.EvidenceEditorServiceStub(peer.channel)
    for number, row in enumerate(example.get("benefits", ()), 1):
        benefit = evidence_pb2.Benefit(**row)
        request = edit.CreateBenefitRequest(parent=area, benefit=benefit, benefit_id=f"prinos-{number}")
        await once(editor.CreateBenefit, request)
    await _entries(once, editor, area, groups)
    towns, seat = list(profile.area.municipalities), example.get("territory", {}).get("seat")
    towns.sort(key=lambda code: code != seat)
    await _rounds(peer, once, area, groups[0], towns, NEED_YEARS)
    return len(example.get("benefits", ())) + SUBJECTS + 3


async def _entries(once: Once, editor: Any, area: str, groups: list[str]) -> None:
    survey = survey_pb2.Survey(
        title="Smyšlené šetření potřeb",
        method="mixed",
        period=period(date(2026, 3, 1), date(2026, 3, 31)),
        respondents=240,
        sides=[{"side": "user", "respondents": 120}, {"side": "carer", "respondents": 60}],
        questions=[{"code": "dostupnost", "text": "Je pro vás služba dostupná?", "kind": "one", "answered": 231}],
        counts=[
            {"question": "dostupnost", "option": code, "title": title, "count": count}
            for code, title, count in (("ano", "Ano", 140), ("spise-ne", "Spíše ne", 88), ("nevim", "Nevím", 3))
        ],
        published=True,
        source="smyšleno pro ukázku",
    )
    await once(editor.CreateSurvey, edit.CreateSurveyRequest(parent=area, survey=survey, survey_id="setreni-2026"))
    texts = {
        "strength": "Zkušení pracovníci",
        "weakness": "Málo terénních služeb",
        "opportunity": "Nová výzva kraje",
        "threat": "Stárnutí obyvatel",
    }
    items = [evidence_pb2.SwotItem(code=code, quadrant=code, text=text) for code, text in texts.items()]
    swot = evidence_pb2.Swot(title="SWOT (smyšleno)", items=items)
    await once(editor.CreateSwot, edit.CreateSwotRequest(parent=area, swot=swot, swot_id="swot-2026"))
    values = [
        evidence_pb2.SeriesValue(year=year, value=str(18_000 + 310 * (year - 2020))) for year in (2020, 2021, 2024)
    ]
    series = evidence_pb2.Series(
        title="Obyvatelé ve věku 65 a více (smyšleno)",
        indicator="aged-65",
        unit="osoby",
        source="smyšleno pro ukázku",
        values=values,
    )
    await once(editor.CreateSeries, edit.CreateSeriesRequest(parent=area, series=series, series_id="obyvatele-65"))
    for number in range(1, SUBJECTS + 1):
        subject = evidence_pb2.MappedSubject(
            title=f"Ukázkový subjekt {number}", target_groups=[groups[number % len(groups)]]
        )
        request = edit.CreateMappedSubjectRequest(
            parent=area, mapped_subject=subject, mapped_subject_id=f"subjekt-{number}"
        )
        await once(editor.CreateMappedSubject, request)


async def _rounds(peer: Peer, once: Once, area: str, group: str, towns: list[str], years: tuple[int, int]) -> None:
    """Of two years: the first municipality reports for all but the last, then confirms for itself alone."""
    plans = plan_rpc.PlanEditorServiceStub(peer.channel)
    stub = reports_rpc.NeedsReportEditorServiceStub(peer.channel)
    for year in years:
        round_ = needs_report_pb2.NeedRound(
            title=f"Potřeby {year} (ukázka)",
            year=year,
            opens=day(date(year, 1, 15)),
            closes=day(date(year, *ROUND_ENDS)),
        )
        name = f"{area}/need-rounds/{year}"
        await once(
            stub.CreateNeedRound,
            reports.CreateNeedRoundRequest(parent=area, need_round=round_, need_round_id=str(year)),
        )
        await once(stub.OpenNeedRound, reports.OpenNeedRoundRequest(name=name))
        if year == years[0]:
            need = need_pb2.Need(
                title="Chybí terénní pečovatelská služba (smyšleno)",
                target_groups=[group],
                municipalities=towns[:1],
                persons=35,
                persons_basis="estimate",
                year=year,
                reporter="Odbor sociálních věcí",
            )
            create = plan_edit.CreateNeedRequest(parent=area, need=need, need_id=f"hlaseni-{year}")
            await once(plans.CreateNeed, create)
            report = needs_report_pb2.NeedsReport(
                municipality=towns[0],
                needs=[f"{area}/needs/hlaseni-{year}"],
                on_behalf_of=towns[1:-1],
                capacities=[_missing(group, year)],
                approved_by="Rada města",
            )
            begin = reports.CreateNeedsReportRequest(parent=name, needs_report=report)
            await once(stub.CreateNeedsReport, begin)
            submit = reports.SubmitNeedsReportRequest(name=f"{name}/reports/{towns[0]}-v1")
            await once(stub.SubmitNeedsReport, submit)
        else:
            confirm = reports.ConfirmNoChangeRequest(parent=name, municipality=towns[0], approved_by="Rada města")
            await once(stub.ConfirmNoChange, confirm)
        await once(stub.CloseNeedRound, reports.CloseNeedRoundRequest(name=name))


def _missing(group: str, year: int) -> needs_report_pb2.CapacityNeed:
    """The capacity for which a city asks (made up)."""
    return needs_report_pb2.CapacityNeed(
        service_type="home-care",
        form="field",
        unit="clients",
        quantity_needed=40,
        quantity_now=25,
        target_group=group,
        from_year=year + 1,
    )
