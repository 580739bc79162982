"""Charts that count people: clients by area of help, refused applicants by reason."""

from collections.abc import Mapping
from typing import Final

from komplan_core.profile import Profile
from komplan_core.reporting.charts import (
    NOT_ADDED,
    WITHHELD,
    Chart,
    ChartCode,
    Column,
    Figure,
    PeriodFigures,
    Row,
    number,
)
from komplan_core.reporting.lines import RefusedFor
from komplan_core.reporting.withholding import LIMIT, withheld
from komplan_core.values import Period

OUTSIDE: Final = ""
"""The row of people whose target group is in no area, or is not known."""

REASONS: Final = {
    RefusedFor.NOT_PROVIDED: "službu neposkytuje",
    RefusedFor.NO_CAPACITY: "nedostatečná kapacita",
    RefusedFor.HEALTH: "zdravotní stav",
    RefusedFor.RECENT_TERMINATION: "nedávno vypovězená smlouva",
    RefusedFor.OTHER: "jiný důvod",
}
_TOTAL: Final = "total"
_SMALL: Final = f"Počty pod {LIMIT} osob a počty, z nichž by šly dopočítat, se nezveřejňují."
_OPEN: Final = "Období není uzavřeno: počty osob se zveřejní po jeho uzavření."


def areas_of_help(profile: Profile, days: Period) -> dict[str, tuple[str, frozenset[str]]]:
    """Working groups that existed in these days: title and canonical target groups. A target group may be in several.

    A subgroup is a part of its group and no area of its own.
    """
    local = {group.code: frozenset(group.canonical) for group in profile.target_groups}
    return {
        group.code: (group.title, frozenset().union(*(local[code] for code in group.target_groups)))
        for group in profile.working_groups
        if group.validity.overlaps(days) and not group.subgroup_of
    }


def clients_by_area(figures: PeriodFigures, profile: Profile, everybody: bool) -> Chart:
    """Clients of all services by area of help. People are not added across services or areas."""
    counts: dict[str, int] = {}
    for line in (line for item in figures.reports for line in item.report.clients):
        counts[line.target_group or OUTSIDE] = counts.get(line.target_group or OUTSIDE, 0) + line.clients
    areas = areas_of_help(profile, figures.period.days)
    inside = frozenset().union(*(groups for _, groups in areas.values()))
    cells = {code: groups & set(counts) for code, (_, groups) in areas.items()}
    cells[OUTSIDE] = frozenset(counts) - inside
    shown = _people(cells, counts, figures, everybody)
    titles = {**{code: title for code, (title, _) in areas.items()}, OUTSIDE: "mimo oblasti nebo neuvedeno"}
    notes = [f"{NOT_ADDED} Klient více služeb je započten v každé z nich a cílová skupina může patřit do více oblastí."]
    if overlapping := sum(item.report.overlap for item in figures.reports):
        notes.append(f"Výkazy, jejichž klienti využívají i jinou službu: {overlapping}.")
    return Chart(
        code=ChartCode.CLIENTS_BY_AREA,
        title="Počty klientů v jednotlivých oblastech sociální pomoci",
        columns=(Column("clients", "klienti", "persons"),),
        rows=tuple(Row(code, titles[code], (shown[code],)) for code in titles if code or cells[OUTSIDE]),
        total=None,
        notes=(*notes, *_withholding_notes(figures, everybody)),
        coverages=(figures.coverage,),
    )


def refusals_by_reason(figures: PeriodFigures, everybody: bool) -> Chart:
    """Refused applications by reason; one person may have been refused by several services."""
    counts: dict[str, int] = {}
    for line in (line for item in figures.reports for line in item.report.refusals):
        counts[line.reason] = counts.get(line.reason, 0) + line.applicants
    cells = {str(reason): frozenset({str(reason)}) for reason in RefusedFor}
    shown = _people({**cells, _TOTAL: frozenset(counts)}, counts, figures, everybody)
    return Chart(
        code=ChartCode.REFUSALS,
        title="Odmítnutí žadatelé podle důvodu",
        columns=(Column("applicants", "odmítnuté žádosti", "applications"),),
        rows=tuple(Row(reason, title, (shown[reason],)) for reason, title in REASONS.items()),
        total=Row(_TOTAL, "celkem žádostí", (shown[_TOTAL],)),
        notes=(
            "Počítají se žádosti: téhož člověka mohlo odmítnout více služeb.",
            *_withholding_notes(figures, everybody),
        ),
        coverages=(figures.coverage,),
    )


def _people(
    cells: Mapping[str, frozenset[str]], counts: Mapping[str, int], figures: PeriodFigures, everybody: bool
) -> dict[str, Figure]:
    if everybody and not figures.period.closed:
        return dict.fromkeys(cells, WITHHELD)  # else each report that comes could be told from the difference
    hidden = withheld(cells, counts) if everybody else frozenset()
    return {
        cell: WITHHELD if cell in hidden else number(sum(counts.get(part, 0) for part in parts))
        for cell, parts in cells.items()
    }


def _withholding_notes(figures: PeriodFigures, everybody: bool) -> tuple[str, ...]:
    if not everybody:
        return ()
    return (_SMALL,) if figures.period.closed else (_OPEN,)
