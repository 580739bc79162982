"""What makes a made-up record whole where one rule spans several of its fields, so that no example is thrown away."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from komplan_core.catalogue import places, services
from komplan_core.codelists import CodeList, entries
from komplan_core.consultation import ChannelRule, Round
from komplan_core.consultation.traceability import Incorporation
from komplan_core.directory import Municipality
from komplan_core.evidence.benefits import Benefit
from komplan_core.evidence.rounds import NeedResource, NeedRound
from komplan_core.evidence.surveys import Survey
from komplan_core.evidence.swots import Swot
from komplan_core.grants.applications import GrantApplication
from komplan_core.grants.calls import GrantCall
from komplan_core.meetings.meeting import Attendance, Meeting
from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_core.participation import Event, month
from komplan_core.process.projects import PayingProject
from komplan_core.record import Record
from komplan_core.regional.ages import ServedAges
from komplan_core.regional.crosswalk_entries import CrosswalkEntry
from komplan_core.regional.funding.scenario import FairShare, Funding
from komplan_core.regional.midterm.plans import PlanConsultation, RegionPlan
from komplan_core.regional.midterm.strategy import RegionMeasure
from komplan_core.regional.need_records import NeedResponse, RegionNeedRound
from komplan_core.regional.network import MunicipalFlag, NetworkCapacity, NetworkDecision
from komplan_core.values import LATEST_YEAR, Money, Period


def _of_one_class(given: dict[str, Any]) -> dict[str, Any]:
    """A service that is registered as a whole, or not at all; its ages in order."""
    ages = {"max_age": None}
    if given["service_class"] == "related":
        return {**given, **ages, "registration_number": "", "register_id": ""}
    return {**given, **ages, "registration_number": "1", "service_type": given["service_type"] or "home-care"}


def _with_an_address_if_physical(given: dict[str, Any]) -> dict[str, Any]:
    physical = given["location_type"] == "physical"
    return given if physical else {**given, "address": None, "point": None, "access": ""}


def _added_up(given: dict[str, Any]) -> dict[str, Any]:
    """A survey whose counts are of its first question and whose numbers fit into each other."""
    questions = [{**item.__dict__, "answered": 9} for item in given["questions"]]
    counts = [{**item.__dict__, "question": questions[0]["code"], "count": 3} for item in given["counts"] if questions]
    sides = [{**item.__dict__, "respondents": 1} for item in given["sides"]]
    return {**given, "respondents": 20, "questions": questions, "counts": counts, "sides": sides}


def _of_its_items(given: dict[str, Any]) -> dict[str, Any]:
    """A SWOT whose links are of its first item, in order of time."""
    links = [{**link.__dict__, "item": given["items"][0].code} for link in given["links"] if given["items"]]
    return {**given, "links": links, "held_to": given["held_from"]}


def _money_or_quantity(given: dict[str, Any]) -> dict[str, Any]:
    """A resource that is money with an amount, or a quantity with its unit."""
    if given["kind"] == "money":
        return {**given, "amount": given["amount"] or Money(0), "quantity": None, "unit": ""}
    return {**given, "amount": None, "quantity": 2, "unit": "místnosti"}


def _of_one_body(given: dict[str, Any]) -> dict[str, Any]:
    """A seat in one body or working group; an applicant is a guest before the mandate."""
    since = given["guest_since"] and min(given["guest_since"], given["mandate"].start)
    return {**given, "body": "" if given["working_group"] else "council", "guest_since": since}


def _paid_for(given: dict[str, Any]) -> dict[str, Any]:
    """An application whose sources and shares add up."""
    measures = [{**item.__dict__, "share": Decimal(1)} for item in given["measures"][:1]]
    others = [{**item.__dict__, "amount": Money(7)} for item in given["other_sources"]]
    payments = [{**item.__dict__, "amount": Money(3)} for item in given["payments"]]
    money = {"requested": Money(5), "total_cost": Money(50), "granted": given["granted"] and Money(5)}
    return {**given, "measures": measures, "other_sources": others, "payments": payments, **money}


_CAPACITY = NetworkCapacity(
    form=entries(CodeList.FORMS)[0].code, unit=entries(CodeList.CAPACITY_UNITS)[0].code, quantity=3
)


def _on_its_days(given: dict[str, Any]) -> dict[str, Any]:
    """An event on the days of its precision, held by a body or a working group, with each count once."""
    start = min(given["when"].start, date(9999, 12, 30))
    days = {
        "day": Period(start=start, end=start),
        "range": Period(start=start, end=start + timedelta(days=1)),
        "month": month(start.year, start.month),
        "year": Period(start=date(start.year, 1, 1), end=date(start.year, 12, 31)),
    }
    counts = tuple({(item.unit, item.side): item for item in given["counts"]}.values())
    body = "" if given["working_group"] else given["body"]
    return {**given, "when": days[given["precision"]], "counts": counts, "body": body}


def _judged(given: dict[str, Any]) -> dict[str, Any]:
    """A channel with a time of day where receipt decides, with days of grace where it does not."""
    received = given["basis"] == "received"
    return {
        **given,
        "until_time": given["until_time"] * received,
        "grace_days": None if received else given["grace_days"],
    }


def _in_its_window(given: dict[str, Any]) -> dict[str, Any]:
    """A round whose channels and phases lie in its window, with each code once; it takes entries until the last day."""
    window = given["window"]
    rules = [{**rule.__dict__, "until": rule.until and window.end} for rule in given["channels"]]
    phases = [{**phase.__dict__, "window": window} for phase in given["phases"]]
    until = given["registration_until"] and max(given["registration_until"], window.end)
    channels = tuple({rule["channel"]: rule for rule in rules}.values())
    return {**given, "channels": channels, "phases": phases, "registration_until": until}


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """A question about the years from the first on, with a budget of one source in each."""
    first = min(given["from_year"], LATEST_YEAR - 9)
    budgets = [{**item.__dict__, "year": first + place} for place, item in enumerate(given["budgets"])]
    budgets = budgets or [{"source": entries(CodeList.FUNDING_SOURCES)[0].code, "year": first, "amount": Money(7)}]
    shares = [
        {**item.__dict__, "orp": f"V{place}", "share": item.share and Decimal("0.25")}
        for place, item in enumerate(given["fair_shares"])
    ]
    eligible = tuple({item.source: item for item in given["eligibility"]}.values())
    rest = {"budgets": budgets, "fair_shares": shares, "eligibility": eligible}
    return {**given, **rest, "from_year": first, "to_year": min(max(given["to_year"], first + 2), first + 9)}


def _called(given: dict[str, Any]) -> dict[str, Any]:
    """A call with a last day; it has a commission and a least score where it has criteria."""
    window = Period(start=given["window"].start, end=given["window"].end or given["window"].start)
    scored = bool(given["criteria"])
    least = Decimal("37.5") if scored and given["minimum_score"] is not None else None
    return {
        **given,
        "window": window,
        "commission": "komise" if scored else given["commission"],
        "minimum_score": least,
    }


def _within_its_months(given: dict[str, Any]) -> dict[str, Any]:
    """A project whose money is spent in its first month, from its own sources and categories."""
    period = given["period"]
    if not 1900 <= period.start.year < 2200:
        period = Period(start=date(2027, 1, 1))
    first = f"{period.start:%Y-%m}"
    budget = {line.category: {**line.__dict__, "month": line.month and first} for line in given["budget"]}
    source = given["sources"][0].source if given["sources"] else ""
    category = next(iter(budget), "")
    drawn = [
        {
            **item.__dict__,
            "month": item.month and first,
            "source": item.source and source,
            "category": item.category and category,
        }
        for item in given["drawdowns"]
    ]
    return {**given, "period": period, "budget": list(budget.values()), "drawdowns": drawn}


def _mapped(given: dict[str, Any]) -> dict[str, Any]:
    """A code of a city that stands for canonical ones of its kind, with shares that add up."""
    lists = {"target-group": CodeList.TARGET_GROUPS, "funding-source": CodeList.FUNDING_SOURCES}
    kind = given["kind"]
    if kind in lists:
        first, second = (entry.code for entry in entries(lists[kind])[:2])
        canonical = {first: Decimal("0.3"), second: Decimal("0.7")}
    else:
        canonical = {"goal" if kind == "level" else "luzka": Decimal(1)}
    return {**given, "canonical": canonical, "correction": given["correction"] and bool(given["note"].strip())}


def _in_the_directory(given: dict[str, Any]) -> dict[str, Any]:
    """A city with its addresses, or a municipality that has none."""
    if given["kind"] == "city":
        return given
    none = dict.fromkeys(("target", "catalogue_target", "consultation_target", "certificate_name"), "")
    return {**given, **none, "book_fingerprints": ()}


def _decided(given: dict[str, Any]) -> dict[str, Any]:
    """A decision with just what its outcome asks for."""
    outcome, days = given["outcome"], given["validity"] or Period(start=given["decided_on"])
    if outcome == "exit":
        days = Period(start=days.start)
    inside = outcome in ("granted", "conditional")
    return {
        **given,
        "validity": None if outcome == "refused" else days,
        "conditions": "Do roka." if outcome == "conditional" else "",
        "capacities": (given["capacities"] or (_CAPACITY,)) if inside else (),
    }


FITTING: dict[type[Record], Callable[[dict[str, Any]], dict[str, Any]]] = {
    Survey: _added_up,
    GrantApplication: _paid_for,
    Swot: _of_its_items,
    Incorporation: lambda given: {**given, "points": (), "labels": (), "reason": "editorial", "words": "Překlep."},
    NeedResource: _money_or_quantity,
    NeedRound: lambda given: {**given, "closes": max(given["opens"], given["closes"])},
    RegionNeedRound: lambda given: {**given, "closes": max(given["opens"], given["closes"])},
    NeedResponse: lambda given: {
        **given,
        "merged_into": "areas/lhota/needs/n" if given["outcome"] == "merged" else "",
    },
    Benefit: lambda given: {**given, "unit": given["unit"] if given["quantity"] is not None else None},
    Period: lambda given: {**given, "start": min(given["start"], given["end"] or given["start"])},
    Need: lambda given: {**given, "persons": None if given["persons_basis"] == "unknown" else given["persons"] or 0},
    places.Place: _with_an_address_if_physical,
    services.Service: _of_one_class,
    Attendance: lambda given: {**given, "deputy": (given["state"] == "deputised" and (given["deputy"] or "Ž")) or ""},
    Meeting: lambda given: {**given, "body": "" if given["working_group"] else "council"},
    Member: _of_one_body,
    Event: _on_its_days,
    ChannelRule: _judged,
    Round: _in_its_window,
    Funding: _asked,
    FairShare: lambda given: {
        **given,
        "share": (given["share"] or Decimal("0.25")) if given["floor"] is None else None,
    },
    GrantCall: _called,
    PayingProject: _within_its_months,
    CrosswalkEntry: _mapped,
    Municipality: _in_the_directory,
    NetworkDecision: _decided,
    MunicipalFlag: lambda given: {**given, "registration": given["registration"].strip() or "1"},
    RegionPlan: lambda given: {
        **given,
        "from_year": min(given["from_year"], LATEST_YEAR - 2),
        "to_year": min(given["from_year"], LATEST_YEAR - 2) + 2,
        "first": given["first"] and not given["previous"],
    },
    PlanConsultation: lambda given: {**given, "reason": "" if given["round"] else given["reason"]},
    RegionMeasure: lambda given: {**given, "state_text": given["state_text"].strip() or "Proto."},
    ServedAges: lambda given: {**given, "verified": given["verified"] and bool(given["source"].strip())},
}
"""Of a model: what is made of field values that are valid one by one."""
