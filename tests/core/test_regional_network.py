"""The network changes by decisions only, and on every day of the past it is what it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.catalogue import ServiceClass, ServiceStatus
from komplan_core.errors import Invalid, Refused
from komplan_core.regional.network import NetworkApplication, NetworkCriterion, NetworkDecision, NetworkEntry
from komplan_core.regional.network_rules import changed_by, checked, differences, in_network
from komplan_core.regional.supply import SuppliedCapacity, SuppliedService, distinct

FIRST = date(2027, 1, 1)
BEDS = {"form": "residential", "unit": "beds", "quantity": 40}


def decision(outcome: str, start: date | None = FIRST, end: date | None = None, **values: Any) -> NetworkDecision:
    inside = outcome in ("granted", "conditional")
    told: dict[str, Any] = {
        "name": "regions/kraj/network-decisions/d",
        "registration": "1234567",
        "title": "Domov",
        "provider": "Charita",
        "service_type": "home-for-seniors",
        "outcome": outcome,
        "reason": "protože",
        "conditions": "do roka bezbariérově" if outcome == "conditional" else "",
        "capacities": [BEDS] if inside else [],
        "validity": {"start": start, "end": end} if start and outcome != "refused" else None,
        "decided_by": "zastupitelstvo",
        "decided_on": FIRST,
        "resolution": "12/2026",
    }
    return NetworkDecision.model_validate({**told, **values})


def decided(*decisions: NetworkDecision) -> list[NetworkEntry]:
    """The entries after these decisions; those that are refused change nothing."""
    entries: dict[str, NetworkEntry] = {}
    for number, made in enumerate(decisions):
        try:
            cut, new = changed_by(made, f"regions/kraj/network-entries/e{number}", list(entries.values()))
        except (Invalid, Refused):
            continue
        entries.update({entry.name: entry for entry in (cut, new) if entry is not None})
    return list(entries.values())


DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days))
DECISIONS = st.lists(
    st.builds(
        lambda outcome, start, length: decision(
            outcome, start, start + timedelta(length) if length is not None and outcome != "exit" else None
        ),
        st.sampled_from(["granted", "conditional", "refused", "exit"]),
        DAYS,
        st.none() | st.integers(0, 10),
    ),
    max_size=6,
)


@settings(max_examples=100)
@given(DECISIONS, st.integers(0, 45))
def test_a_service_stands_once_and_later_decisions_leave_the_past_as_it_was(
    made: list[NetworkDecision], after: int
) -> None:
    day = FIRST + timedelta(after)
    entries = decided(*made)
    assert sum(entry.validity.covers(day) for entry in entries) <= 1
    for upto in range(len(made)):
        later = made[upto].validity
        if later is None or later.start > day:
            assert _standing(decided(*made[: upto + 1]), day) == _standing(decided(*made[:upto]), day)


def _standing(entries: list[NetworkEntry], day: date) -> list[tuple[str, str, date]]:
    return [(entry.name, entry.status, entry.validity.start) for entry in in_network(entries, day)]


def test_conditional_then_basic_then_out() -> None:
    entries = decided(
        decision("conditional"), decision("granted", date(2028, 1, 1)), decision("exit", date(2029, 1, 1))
    )
    on = {year: [entry.status.value for entry in in_network(entries, date(year, 6, 1))] for year in range(2026, 2030)}
    assert on == {2026: [], 2027: ["conditional"], 2028: ["basic"], 2029: []}
    assert [entry.validity.end for entry in entries] == [date(2027, 12, 31), date(2028, 12, 31), None]


def test_the_past_is_not_decided_again_and_nobody_leaves_who_is_not_in() -> None:
    entries = decided(decision("granted"))
    with pytest.raises(Invalid) as early:
        changed_by(decision("exit", FIRST), "regions/kraj/network-entries/x", entries)
    assert early.value.reason == "NETWORK_ORDER"
    with pytest.raises(Refused) as outside:
        changed_by(decision("exit"), "regions/kraj/network-entries/x", [])
    assert outside.value.reason == "NOT_IN_NETWORK"


@pytest.mark.parametrize(
    ("outcome", "wrong", "field"),
    [
        ("granted", {"reason": " "}, "reason"),
        ("refused", {"reason": ""}, "reason"),
        ("granted", {"capacities": []}, "capacities"),
        ("conditional", {"conditions": ""}, "conditions"),
        ("granted", {"conditions": "něco"}, "conditions"),
        ("granted", {"validity": None}, "validity"),
        ("refused", {"validity": {"start": FIRST}}, "validity"),
        ("exit", {"validity": {"start": FIRST, "end": FIRST}}, "validity.end"),
        ("granted", {"resolution": ""}, "resolution"),
        ("granted", {"capacities": [BEDS, BEDS]}, "capacities"),
        ("granted", {"registration": "  "}, "registration"),
    ],
)
def test_a_decision_that_breaks_a_rule_is_refused(outcome: str, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        decision(outcome, **wrong)
    (found,) = error.value.errors()
    assert ".".join(filter(None, [*map(str, found["loc"]), found.get("ctx", {}).get("field", "")])) == field


def supplied(registration: str, registered: int | None = 40, **values: Any) -> SuppliedService:
    told: dict[str, Any] = {
        "name": f"areas/a/services/s{registration}",
        "area": "a",
        "title": "Domov",
        "service_class": ServiceClass.REGISTERED,
        "status": ServiceStatus.ACTIVE,
        "registration": registration,
        "service_type": "home-for-seniors",
        "capacities": (SuppliedCapacity("residential", "beds", registered, FIRST),),
    }
    return SuppliedService(**{**told, **values})


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([supplied("1234567")], []),
        ([], ["not-in-register"]),
        ([supplied("1234567", status=ServiceStatus.DEFUNCT)], ["not-provided"]),
        ([supplied("1234567", 39)], ["above-registered"]),
        ([supplied("1234567", None)], ["capacity-unknown"]),
        ([supplied("1234567", service_type="shelter")], ["type-differs"]),
        ([supplied("1234567"), supplied("7")], ["not-in-network"]),
        ([supplied("1234567"), supplied("", service_class=ServiceClass.RELATED)], []),
    ],
)
def test_the_network_is_set_beside_the_register(held: list[SuppliedService], expected: list[str]) -> None:
    network = in_network(decided(decision("granted")), FIRST)
    assert [item.code for item in differences(network, distinct(held), FIRST)] == expected


def test_criteria_are_met_by_data_or_left_to_people() -> None:
    criteria = [
        NetworkCriterion(name=check, title=check, text="text", check=check, validity={"start": FIRST}, position=place)
        for place, check in enumerate(("registered", "within-registered", "need-reported", "by-hand"))
    ]
    old = NetworkCriterion(name="old", title="old", text="x", validity={"start": FIRST, "end": FIRST})
    asks = NetworkApplication.model_validate(
        {
            "registration": "1234567",
            "title": "Domov",
            "provider": "Charita",
            "service_type": "home-for-seniors",
            "capacities": [BEDS],
            "asked_from": date(2028, 1, 1),
            "submitted_on": FIRST,
            "reasons": [{"criterion": "by-hand", "text": "máme zkušenost"}],
        }
    )

    def results(held: list[SuppliedService], needed: dict[tuple[str, str], int] | None) -> list[str]:
        found = distinct(held)
        return [
            it.result for it in checked(asks, [*criteria, old], found[0] if found else None, needed, asks.asked_from)
        ]

    need = {("residential", "beds"): 5}
    assert results([supplied("1234567")], need) == ["met", "met", "met", "by-hand"]
    assert results([supplied("1234567", 39, status=ServiceStatus.INACTIVE)], {}) == [
        "not-met", "not-met", "not-met", "by-hand",
    ]  # fmt: skip
    assert results([], None) == ["unknown", "unknown", "unknown", "by-hand"]
