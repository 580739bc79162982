"""Services of all cities put together: nothing is counted twice, no unit is added to another, unknown is not zero."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.catalogue import ServiceClass, ServiceStatus
from komplan_core.regional.ages import ServedAges, ages_served, group_of, proposals, span
from komplan_core.regional.need_totals import UNKNOWN_ORP
from komplan_core.regional.population import Inhabitants, TerritoryLevel, per_thousand
from komplan_core.regional.supply import SuppliedCapacity, SuppliedService, distinct, totals
from komplan_core.regional.territory import Units
from komplan_core.territory import Municipality, Orp
from komplan_core.values import Period

DAY = date(2027, 6, 1)
TOWNS = {"999001": "V01", "999002": "V01", "999011": "V02"}
UNITS = Units(
    DAY,
    {code: Orp(code=code, title=code, region="V0") for code in ("V01", "V02")},
    {town: Municipality(code=town, title=town, orp=orp, district="9") for town, orp in TOWNS.items()},
)
KINDS = (("residential", "beds"), ("field", "clients"), ("field", "contacts"))


@st.composite
def services(draw: st.DrawFn) -> list[SuppliedService]:
    """Services of three catalogues that show some of the same registrations, each with its own idea of them."""
    found = []
    for area in ("a", "b", "c"):
        for number in draw(st.sets(st.integers(1, 4))):
            capacities = tuple(
                SuppliedCapacity(
                    form, unit, draw(st.none() | st.integers(0, 50)), date(2027, 1, draw(st.integers(1, 3)))
                )
                for form, unit in draw(st.sets(st.sampled_from(KINDS)))
            )
            found.append(
                SuppliedService(
                    name=f"areas/{area}/services/s{number}",
                    area=area,
                    title=f"Služba {number}",
                    service_class=ServiceClass.REGISTERED,
                    status=draw(st.sampled_from(ServiceStatus)),
                    registration=f"10{number}",
                    service_type="home-care" if number % 2 else "shelter",
                    municipalities=tuple(sorted(draw(st.sets(st.sampled_from([*TOWNS, "777777"]), min_size=1)))),
                    capacities=capacities,
                )
            )
    return found


def numbers_of(held: list[SuppliedService], key: str, form: str, unit: str) -> list[int]:
    """What catalogues say that a service has of one form and unit."""
    capacities = [capacity for service in held if service.key == key for capacity in service.capacities]
    return [item.registered or 0 for item in capacities if (item.form, item.unit) == (form, unit)]


@settings(max_examples=100)
@given(services(), st.randoms(use_true_random=False))
def test_no_order_and_no_repeat_of_catalogues_counts_a_service_twice(held: list[SuppliedService], chance: Any) -> None:
    mixed = [*held, *(service for service in held if chance.random() < 0.5)]
    chance.shuffle(mixed)
    assert distinct(mixed) == distinct(held)
    whole = {(t.service_type, t.form, t.unit): t for t in totals(distinct(mixed), UNITS, DAY) if not t.orp}
    provided = {s.registration for s in held if s.provided_on(DAY)}
    for (_, form, unit), total in whole.items():
        assert len(set(total.services)) == len(total.services)
        assert set(total.services) <= provided
        # what one service has at most, as any catalogue says it
        most = {key: max(numbers_of(held, key, form, unit), default=0) for key in total.services}
        assert (total.registered.known or 0) <= sum(most.values())
        assert total.registered.unknown <= len(total.services)
    assert {key for total in whole.values() for key in total.services} == provided


@settings(max_examples=60)
@given(services())
def test_a_service_of_several_orp_is_in_each_and_once_in_the_whole(held: list[SuppliedService]) -> None:
    found = distinct(held)
    sums = totals(found, UNITS, DAY)
    for whole in (total for total in sums if not total.orp):
        what = (whole.service_type, whole.form, whole.unit)
        parts = [total for total in sums if total.orp and (total.service_type, total.form, total.unit) == what]
        assert set(whole.services) == {key for part in parts for key in part.services}
        assert (whole.registered.known or 0) <= sum(part.registered.known or 0 for part in parts)
        for part in parts:
            assert set(part.services) == {
                service.key for service in found if service.key in whole.services and part.orp in service.orps(UNITS)
            }


@settings(max_examples=40)
@given(services())
def test_units_are_never_added(held: list[SuppliedService]) -> None:
    """What all other units say does not change a sum."""
    for form, unit in KINDS:
        alone = [
            SuppliedService(
                **{name: getattr(s, name) for name in s.__slots__ if name != "capacities"},
                capacities=tuple(c for c in s.capacities if (c.form, c.unit) == (form, unit)),
            )
            for s in held
        ]

        def of_unit(found: list[SuppliedService], form: str = form, unit: str = unit) -> list[Any]:
            return [t for t in totals(distinct(found), UNITS, DAY) if (t.form, t.unit) == (form, unit)]

        assert of_unit(alone) == of_unit(held)


def service(name: str = "areas/a/services/s1", **values: Any) -> SuppliedService:
    told: dict[str, Any] = {
        "area": "a",
        "title": "Domov",
        "service_class": ServiceClass.REGISTERED,
        "status": ServiceStatus.ACTIVE,
        "registration": "1234567",
        "service_type": "home-for-seniors",
        "municipalities": ("999001",),
    }
    return SuppliedService(name=name, **{**told, **values})


def test_the_newest_number_stands_and_what_differs_is_told() -> None:
    old = service(capacities=(SuppliedCapacity("residential", "beds", 60, date(2026, 1, 1)),))
    new = service(
        "areas/b/services/x",
        area="b",
        registration="123 4567",
        municipalities=("999011",),
        status=ServiceStatus.TEMPORARILY_CLOSED,
        capacities=(SuppliedCapacity("residential", "beds", 50, date(2027, 1, 1)),),
    )
    (one,) = distinct([old, new])
    assert one.capacity("residential", "beds", DAY).registered == 50
    assert one.contradictions == ("status", "residential/beds")
    assert one.orps(UNITS) == {"V01", "V02"}
    assert [(t.orp, t.registered.known, t.oldest) for t in totals([one], UNITS, DAY)] == [
        ("", 50, date(2027, 1, 1)),
        ("V01", 50, date(2027, 1, 1)),
        ("V02", 50, date(2027, 1, 1)),
    ]


def test_old_availability_is_unknown_and_not_zero() -> None:
    told = SuppliedCapacity("residential", "beds", 50, DAY, available=3, waiting=0, as_of=DAY, last_day=DAY)
    found = distinct([service(capacities=(told,))])
    now, later = (totals(found, UNITS, day)[0] for day in (DAY, date(2027, 6, 2)))
    assert (now.available.known, now.waiting.known, now.funded.known) == (3, 0, None)
    assert (later.available.known, later.waiting.known, later.available.unknown) == (None, None, 1)
    assert later.registered.known == 50


def test_what_is_not_provided_or_of_unknown_place_or_capacity_is_not_lost_and_not_counted_as_zero() -> None:
    ended = service(status=ServiceStatus.DEFUNCT, capacities=(SuppliedCapacity("residential", "beds", 9, DAY),))
    later = service(registration="2", name="areas/a/services/s2", valid_from=date(2028, 1, 1))
    silent = service(registration="3", name="areas/a/services/s3", municipalities=("777777",), service_type="")
    related = service(registration="", name="areas/a/services/s4", service_class=ServiceClass.RELATED, service_type="")
    found = totals(distinct([ended, later, silent, related]), UNITS, DAY)
    assert [(t.orp, t.service_class, t.unit, t.registered.known, t.registered.unknown, t.services) for t in found] == [
        ("", "registered", "", None, 1, ("3",)),
        ("", "related", "", None, 1, ("areas/a/services/s4",)),
        ("V01", "related", "", None, 1, ("areas/a/services/s4",)),
        (UNKNOWN_ORP, "registered", "", None, 1, ("3",)),
    ]


def test_every_age_lies_in_one_group_and_every_type_has_a_proposal_that_is_not_verified() -> None:
    assert [group for age in range(131) if (group := group_of(age, age)) is None] == []
    assert (span("infants"), span("preschool"), group_of(5, 9), group_of(90, 130)) == (
        (0, 0),
        (1, 6),
        None,
        "older-seniors",
    )
    assert not any(item.verified for item in proposals())
    own = ServedAges(
        service_type="home-care", age_groups=("any-age",), validity=Period(start=DAY), verified=True, source="metodika"
    )
    assert ages_served("home-care", DAY, [own]) == own
    before = ages_served("home-care", date(2027, 5, 31), [own])
    assert before is not None
    assert (before.age_groups, before.verified) == (("younger-seniors", "older-seniors"), False)


@pytest.mark.parametrize(
    ("people", "orp", "groups", "expected"),
    [
        ({("orp", "V01", "adults"): 40}, "V01", ("adults",), 40),
        ({("orp", "V01", "adults"): 40}, "", ("adults",), None),  # the other ORP is not known
        ({("orp", "V01", "adults"): 40, ("orp", "V02", "adults"): 2}, "", ("adults",), 42),
        ({("municipality", "999001", "adults"): 40}, "V01", ("adults",), None),  # one town of two
        ({("municipality", "999001", "adults"): 40, ("municipality", "999002", "adults"): 1}, "V01", ("adults",), 41),
        ({("orp", "V01", "adults"): 40}, "V01", ("adults", "infants"), None),
        ({("orp", "V01", "any-age"): 99}, "V01", ("any-age",), 99),
        ({("orp", "V01", "adults"): 40}, "V01", ("any-age",), None),
    ],
)
def test_people_of_an_orp_are_known_when_all_of_it_is(
    people: dict[tuple[str, str, str], int], orp: str, groups: tuple[str, ...], expected: int | None
) -> None:
    held = {(TerritoryLevel(level), code, group): number for (level, code, group), number in people.items()}
    assert Inhabitants(2027, people=held).of(orp, groups, UNITS) == expected


def test_a_rate_is_absent_where_nobody_is_known_to_live() -> None:
    assert per_thousand(7, 3000) == Decimal("2.33")
    assert per_thousand(1, 16_000) == Decimal("0.06")  # half up
    assert [per_thousand(*pair) for pair in ((None, 10), (5, None), (5, 0))] == [None, None, None]
    assert per_thousand(0, 10) == 0
