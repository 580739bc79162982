"""Needs that cities said and reports in which they said them, made up at random or for one test."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from komplan_core.evidence.rounds import ReportKind
from komplan_core.needs import NeedState, PersonsBasis
from komplan_core.regional.need_holding import SaidReport
from komplan_core.regional.needs import Merge, SaidNeed
from komplan_core.regional.territory import (
    RegionTerritory,
    units,
)
from komplan_core.territory import Municipality, Orp

TOWNS = tuple(f"50000{number}" for number in range(6))
GROUPS = ("seniors", "families-with-children", "homeless")
NAMES = [f"areas/a/needs/n{number}" for number in range(8)]
LIST = RegionTerritory(
    valid_from=date(2026, 1, 1),
    region="9",
    title="Kraj",
    orps=(Orp(code="91", title="Horní", region="9"), Orp(code="92", title="Dolní", region="9")),
    municipalities=tuple(
        Municipality(code=code, title=f"Obec {code}", orp="91" if place < 3 else "92", district="1")
        for place, code in enumerate(TOWNS)
    ),
)
PLACES = units(LIST)


def said(name: str, **values: Any) -> SaidNeed:
    """A need that a city said in 2027, of six towns in two ORP."""
    made: dict[str, Any] = {
        "area": "a",
        "report": f"areas/a/need-rounds/2027/reports/{TOWNS[0]}-v1",
        "said_at": datetime(2027, 1, 1, tzinfo=UTC),
        "year": 2027,
        "need_no": 1,
        "title": "Odlehčovací služba",
        "groups": ("seniors",),
        "unmapped": (),
        "municipalities": (TOWNS[0],),
        **values,
    }
    if made.get("persons") is not None:
        made.setdefault("persons_basis", PersonsBasis.EXACT)
    return SaidNeed(name=name, **made)


def report(municipality: str, **values: Any) -> SaidReport:
    """A report of needs of a municipality for 2027."""
    version = values.get("version", 1)
    round_ = values.pop("round", "areas/a/need-rounds/2027")
    made: dict[str, Any] = {
        "area": "a",
        "on_behalf_of": (),
        "year": 2027,
        "version": version,
        "kind": ReportKind.NEEDS,
        "submitted_at": datetime(2027, 1, version, tzinfo=UTC),
        **values,
    }
    return SaidReport(name=f"{round_}/reports/{municipality}-v{version}", municipality=municipality, **made)


needs = st.lists(
    st.builds(
        lambda name, year, persons, towns, groups, follows, merged, overlap, at: said(
            name,
            year=year,
            persons=persons,
            persons_basis=PersonsBasis.UNKNOWN if persons is None else PersonsBasis.ESTIMATE,
            municipalities=tuple(towns),
            groups=tuple(sorted(groups)),
            follows=follows if follows != name else "",
            merged_into=merged if merged != name else "",
            state=NeedState.MERGED if merged and merged != name else NeedState.OPEN,
            persons_overlap=overlap,
            said_at=datetime(2027, 1, at, tzinfo=UTC),
            title=f"Potřeba {at}",
        ),
        st.sampled_from(NAMES),
        st.sampled_from([2026, 2027, 2028]),
        st.none() | st.integers(0, 50),
        st.lists(st.sampled_from(TOWNS), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(GROUPS), max_size=2, unique=True),
        st.sampled_from(["", *NAMES]),
        st.sampled_from(["", "", *NAMES]),
        st.booleans(),
        st.integers(1, 28),
    ),
    max_size=10,
)
merges = st.lists(
    st.builds(
        lambda number, held: Merge(f"regions/r/need-merges/m{number}", held[0], tuple(held[1:])),
        st.integers(0, 3),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True),
    ),
    max_size=3,
    unique_by=lambda merge: merge.name,
)
