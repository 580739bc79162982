"""Answers of what can be funded, in Czech."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from komplan.region.v1 import funding_pb2 as pb
from komplan_cli.output import crowns
from komplan_cli.region.places import Places
from komplan_core.codelists import CodeList, entry, known

STATES: Final[Mapping[str, str]] = {
    "optimal": "nejlepší možný výběr",
    "within-gap": "výběr, od něhož se lepší liší nejvýš o uvedenou mezeru",
    "stopped": "hledání ukončil čas; lepší výběr se liší nejvýš o uvedenou mezeru",
    "infeasible": "nelze splnit: něco musí ustoupit",
    "undecided": "v daném čase se nic nenašlo ani nevyvrátilo",
}
"""Czech titles of the states of an answer."""


def rule_title(rule: pb.FundingRule, places: Places) -> str:
    """A rule as people read it."""
    source = source_title(rule.source)
    return {
        "budget": f"rozpočet: {source} {rule.year}",
        "floor": f"nejméně pro ORP {places.orp(rule.orp)}",
        "share": f"podíl ORP {places.orp(rule.orp)}",
        "eligibility": f"{source} na opatření platit nesmí",
        "amount": "částka není známa",
    }[rule.kind]


def source_title(code: str) -> str:
    """The Czech title of a canonical source; what has no mapping says so."""
    if not code:
        return "bez přiřazení"
    return entry(CodeList.FUNDING_SOURCES, code).title if known(CodeList.FUNDING_SOURCES, code) else code


def reasons(measure: pb.FundedMeasure, places: Places) -> str:
    """Why a measure fell out: every rule that it would break, with what is missing."""
    told = (
        rule_title(item.rule, places) + (f", chybí {crowns(item.missing)}" if item.missing else "")
        for item in measure.hindrances
    )
    return "; ".join(told)


def use_rows(uses: Iterable[pb.FundingUse], places: Places) -> list[list[str]]:
    """How far each budget and share reaches."""
    return [
        [
            rule_title(use.rule, places),
            crowns(use.limit),
            crowns(use.wanted),
            crowns(use.given),
            crowns(use.left),
            str(use.held_back),
            use.marginal.replace(".", ","),
        ]
        for use in uses
    ]


def plain_answer(funding: pb.Funding, measures: Iterable[pb.FundedMeasure]) -> dict[str, Any]:
    """The same for programs: codes, haléře."""
    result = funding.result
    return {
        "name": funding.name,
        "state": result.state,
        "points": result.points,
        "bound": result.bound,
        "gap_percent": result.gap_percent,
        "budgets": [
            {**_plain(use.rule), "limit": use.limit, "wanted": use.wanted, "given": use.given, "left": use.left}
            | {"held_back": use.held_back, "marginal": use.marginal}
            for use in result.uses
        ],
        "unlimited": [{"source": item.source, "year": item.year, "given": item.given} for item in result.unlimited],
        "conflicts": [
            {**_plain(item.rule), "by": item.by, "measures": list(item.measures)} for item in result.conflicts
        ],
        "unknown": list(result.unknown),
        "origins": {item.area: item.revision for item in result.origins},
        "measures": [
            {
                "measure": item.measure,
                "code": item.code,
                "title": item.title,
                "percent": item.percent,
                "points": item.points,
                "mandatory": item.mandatory,
                "asked": item.asked,
                "hindrances": [{**_plain(held.rule), "missing": held.missing} for held in item.hindrances],
            }
            for item in measures
        ],
    }


def _plain(rule: pb.FundingRule) -> dict[str, Any]:
    return {"rule": rule.kind, "source": rule.source, "year": rule.year, "orp": rule.orp}
