"""Every municipality stands in one state of a round: silence is told, and nobody speaks over another."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.regional_needs import NAMES, PLACES, TOWNS, report, said

from komplan_core.evidence.rounds import ReportingState, ReportKind
from komplan_core.regional.need_holding import SaidReport, held
from komplan_core.regional.need_totals import covered

MANY = settings(max_examples=80, deadline=None)


@MANY
@given(
    st.lists(
        st.builds(
            lambda town, others, version, kind, at, by, round_: report(
                town,
                on_behalf_of=tuple(code for code in others if code != town),
                version=version,
                kind=kind,
                submitted_at=datetime(2027, 1, at, tzinfo=UTC),
                correction_approved_by=by,
                round=round_,
            ),
            st.sampled_from(TOWNS),
            st.lists(st.sampled_from(TOWNS), max_size=3, unique=True),
            st.integers(1, 3),
            st.sampled_from(ReportKind),
            st.integers(1, 28),
            st.sampled_from(["", "rada kraje"]),
            st.sampled_from(["areas/a/need-rounds/2027", "regions/r/need-rounds/2027"]),
        ),
        max_size=8,
        unique_by=lambda found: found.name,
    ),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_every_municipality_stands_in_one_state_whatever_the_order(
    reports: list[SaidReport], closed: bool, random: Any
) -> None:
    closed_at = datetime(2027, 1, 15, tzinfo=UTC) if closed else None
    found = held(TOWNS, reports, [], closed, closed_at)
    assert held(TOWNS, random.sample(reports, len(reports)), [], closed, closed_at) == found
    assert [standing.municipality for standing in found.coverage.standings] == list(TOWNS)
    silent = {s.municipality for s in found.coverage.standings if s.state in (None, ReportingState.SILENT)}
    kept = sorted((item for item in reports if item.name not in found.late), key=lambda item: item.version)
    in_time = list({(item.name.split("/reports/")[0], item.municipality): item for item in kept}.values())
    assert silent == set(TOWNS) - {code for item in in_time for code in (item.municipality, *item.on_behalf_of)}
    for standing in found.coverage.standings:
        own = [item for item in in_time if item.municipality == standing.municipality]
        assert (standing.state is ReportingState.REPORTED_BY_ORP) <= (not own)
    whole, *orps = covered(found.coverage.standings, PLACES)
    assert sum(orp.covered for orp in orps) == whole.covered
    assert sum(orp.silent + orp.awaited for orp in orps) == len(silent)


def test_what_the_orp_says_of_a_town_that_reported_itself_does_not_count() -> None:
    orp = report(TOWNS[0], on_behalf_of=TOWNS[1:3])
    own = report(TOWNS[1], no_unmet_needs=True)
    of_one = said(NAMES[0], report=orp.name, municipalities=TOWNS[1:2])
    of_both = said(NAMES[1], report=orp.name, municipalities=TOWNS[1:3])
    found = held(TOWNS, [orp, own], [of_one, of_both], closed=True)
    assert [need.name for need in found.needs] == [NAMES[1]]
    assert found.coverage.standings[1].superseded == (orp.name,)


def test_what_comes_after_closing_counts_only_as_an_approved_correction() -> None:
    closed_at = datetime(2027, 1, 10, tzinfo=UTC)
    after = datetime(2027, 1, 11, tzinfo=UTC)
    late = report(TOWNS[0], submitted_at=after)
    first = report(TOWNS[1], submitted_at=datetime(2027, 1, 9, tzinfo=UTC))
    unapproved = report(TOWNS[1], version=2, submitted_at=after)
    approved = replace(unapproved, correction_approved_by="rada kraje")
    found = held(TOWNS, [late, first, unapproved], [], True, closed_at)
    assert found.late == (late.name, unapproved.name)
    assert [(s.state, s.report) for s in found.coverage.standings[:2]] == [("silent", ""), ("reported", first.name)]
    assert held(TOWNS, [first, approved], [], True, closed_at).coverage.standings[1].report == approved.name


def test_what_the_regions_intake_took_outranks_what_an_instance_says_later_in_the_municipalitys_name():
    own = report(TOWNS[0], round="regions/kraj/need-rounds/2027", area="")
    foreign = report(TOWNS[0], submitted_at=datetime(2027, 3, 1, tzinfo=UTC))
    for reports in ([own, foreign], [foreign, own]):
        (standing,) = held([TOWNS[0]], reports, [], closed=True).coverage.standings
        assert (standing.report, standing.superseded) == (own.name, (foreign.name,))
