"""Capacities: what is shown when, to whom, and what is added to what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.catalogue import Capacity, CapacityReport, CapacityStatus, Visibility
from komplan_core.catalogue.capacity import shown, totals, warnings_of

DAY = date(2026, 11, 1)
EVERYBODY = frozenset({Visibility.PUBLIC})
FORMS, UNITS = ("outpatient", "field", "residential"), ("beds", "clients", "contacts", "interventions", "calls")


def beds(registered: int = 40) -> Capacity:
    return Capacity(unit="beds", form="residential", registered=registered, as_of=DAY)


def report(**values: object) -> CapacityReport:
    given: dict[str, object] = {"unit": "beds", "form": "residential", "status": "capacity", "as_of": DAY}
    return CapacityReport(**{**given, **values})  # type: ignore[arg-type]


def test_a_fresh_report_is_shown_beside_the_registered_maximum() -> None:
    (seen,) = shown([beds()], [report(available=3, waiting=0, funded=38)], DAY, EVERYBODY)
    assert (seen.registered, seen.funded, seen.available, seen.waiting) == (40, 38, 3, 0)
    assert (seen.status, seen.expired) == (CapacityStatus.CAPACITY, False)


@pytest.mark.parametrize(("form", "days"), [("residential", 14), ("outpatient", 90), ("field", 90)])
def test_an_expired_report_reads_unknown_and_never_as_the_old_number(form: str, days: int) -> None:
    said = report(form=form, available=3, waiting=7, funded=5, note="volno")
    (last,) = shown([], [said], DAY + timedelta(days=days), EVERYBODY)
    (after,) = shown([], [said], DAY + timedelta(days=days + 1), EVERYBODY)
    assert last.available == 3
    assert (after.available, after.waiting, after.funded, after.note) == (None, None, None, "")
    assert (after.status, after.expired, after.as_of) == (CapacityStatus.UNKNOWN, True, DAY)


def test_the_registered_maximum_does_not_expire() -> None:
    (seen,) = shown([beds()], [report(available=3)], date(2030, 1, 1), EVERYBODY)
    assert (seen.registered, seen.available) == (40, None)


def test_a_report_may_say_itself_how_long_it_is_believed() -> None:
    said = report(available=3, expires_on=DAY)
    assert [shown([], [said], DAY + timedelta(days=late), EVERYBODY)[0].available for late in (0, 1)] == [3, None]


def test_nothing_reported_is_unknown_and_not_zero() -> None:
    (seen,) = shown([beds()], [report(status="waitlist")], DAY, EVERYBODY)
    assert (seen.available, seen.waiting, seen.status) == (None, None, CapacityStatus.WAITLIST)


def test_hidden_numbers_are_seen_by_those_for_whom_they_are() -> None:
    said = report(
        available=3, waiting=5, note="jen pro nás", available_visibility="professionals", waiting_visibility="hidden",
        note_visibility="hidden",
    )  # fmt: skip
    (citizen,) = shown([], [said], DAY, EVERYBODY)
    (helper,) = shown([], [said], DAY, EVERYBODY | {Visibility.PROFESSIONALS})
    (office,) = shown([], [said], DAY, frozenset(Visibility))
    assert (citizen.available, citizen.waiting, citizen.status, citizen.note) == (
        None, None, CapacityStatus.UNKNOWN, "",
    )  # fmt: skip
    assert (helper.available, helper.waiting, helper.status) == (3, None, CapacityStatus.CAPACITY)
    assert (office.available, office.waiting, office.note) == (3, 5, "jen pro nás")


def test_contradictions_are_refused_and_oddities_asked_back() -> None:
    with pytest.raises(ValidationError, match="contradict"):
        report(available=1, status="no-capacity")
    with pytest.raises(ValidationError, match="expires before"):
        report(expires_on=DAY - timedelta(days=1))
    assert warnings_of(report(available=41), [beds(40)]) == ["AVAILABLE_ABOVE_REGISTERED"]
    assert warnings_of(report(available=41, note="přístavba"), [beds(40)]) == []
    assert warnings_of(report(waiting=2), [beds(40)]) == ["WAITING_DESPITE_CAPACITY"]
    assert warnings_of(report(waiting=2, status="waitlist"), [beds(40)]) == []


Items = list[tuple[str, str, int]]
ITEM = st.tuples(st.sampled_from(FORMS), st.sampled_from(UNITS), st.integers(0, 500))
CAPACITIES = st.lists(ITEM, max_size=6, unique_by=lambda item: item[:2])


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), CAPACITIES, max_size=8))
def test_units_and_forms_are_never_added_and_a_service_counts_once(
    services: dict[str, Items],
) -> None:
    stored = {
        name: [Capacity(form=form, unit=unit, registered=number, as_of=DAY) for form, unit, number in items]
        for name, items in services.items()
    }
    summed = totals(stored)
    for form in FORMS:
        for unit in UNITS:
            of_this = [n for items in services.values() for f, u, n in items if (f, u) == (form, unit)]
            assert summed.get((form, unit)) == (sum(of_this) if of_this else None)


@given(CAPACITIES, st.integers(-400, 400), st.integers(0, 50))
def test_whatever_is_reported_no_number_outlives_its_last_day(items: Items, late: int, free: int) -> None:
    reports = [report(form=form, unit=unit, available=free) for form, unit, _ in items]
    on = DAY + timedelta(days=late)
    for said, seen in zip(
        sorted(reports, key=lambda item: (item.form, item.unit)), shown([], reports, on, EVERYBODY), strict=True
    ):
        assert (seen.form, seen.unit) == (said.form, said.unit)
        assert seen.available == (None if on > said.last_day else free)
