"""What the records of a plan, its needs, services and comments refuse, and with which reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from komplan_core.catalogue import Capacity, Provider, Service, ServiceClass
from komplan_core.consultation import (
    REFUSAL_MESSAGES,
    Author,
    AuthorKind,
    Channel,
    ChannelRule,
    Comment,
    Point,
    RefusalKernel,
    Round,
    Settlement,
)
from komplan_core.errors import Invalid
from komplan_core.needs import Need, PersonsBasis
from komplan_core.organisation import TRIAD, Member, Side, missing_sides
from komplan_core.planning import Direction, FinancingKind, FinancingLine, Indicator, Measure, PlanNode, ServiceChange
from komplan_core.process import Cycle, StatedFigure
from komplan_core.values import Money, Period

DAY = date(2027, 3, 1)
MARCH = Period(start=DAY, end=date(2027, 3, 31))


def refusal(make: Callable[..., Any], **values: Any) -> tuple[str, str]:
    """Field and reason of the one rule that these values break."""
    with pytest.raises(ValidationError) as found:
        make(**values)
    (violation,) = Invalid.of(found.value).violations
    return violation.field, violation.reason


def measure(**changes: Any) -> Measure:
    return Measure(**{"node": "priority-1", "position": 1, "title": "Rozšířit terénní službu", **changes})


def line(**changes: Any) -> FinancingLine:
    return FinancingLine(**{"year": 2028, "source": "region", **changes})


# the measure sheet


def test_a_measure_needs_a_node_a_position_and_a_title_only() -> None:
    assert measure().financing == ()
    assert refusal(measure, title="") == ("title", "REQUIRED")
    assert refusal(measure, position=0) == ("position", "INVALID_VALUE")
    assert refusal(measure, node="") == ("node", "CODE_FORMAT")


def test_an_unknown_field_is_refused() -> None:
    assert refusal(measure, budget=5) == ("budget", "UNKNOWN_FIELD")


def test_one_year_source_and_kind_has_one_line() -> None:
    twice = (line(planned=Money(1)), line(secured=Money(1)))
    assert refusal(measure, financing=twice) == ("financing", "DUPLICATE_CODE")


def test_running_costs_and_investment_of_one_source_are_two_lines() -> None:
    lines = (line(), line(kind=FinancingKind.INVESTMENT), line(year=2029), line(source="esf"))
    assert measure(financing=lines).financing == lines


@pytest.mark.parametrize("amount", ["planned", "secured", "actual"])
def test_an_amount_is_not_negative(amount: str) -> None:
    assert refusal(line, **{amount: Money(-1)}) == (amount, "MONEY_RANGE")


@pytest.mark.parametrize("text", ["1 000,123", "1,000", "1000.123 Kč", "sto"])
def test_an_amount_has_two_decimals_at_most_and_is_never_rounded(text: str) -> None:
    assert refusal(line, planned=text) == ("planned", "MONEY_FORMAT")


@pytest.mark.parametrize("amount", [1.5, 1.0, True])
def test_an_amount_is_never_a_float_nor_a_truth_value(amount: object) -> None:
    assert refusal(line, planned=amount) == ("planned", "MONEY_FORMAT")


def test_a_fault_inside_a_measure_names_the_path_to_it() -> None:
    rows = [{"year": 2028, "source": "region"}, {"year": 2028, "source": "esf", "planned": "12,345"}]
    assert refusal(measure, financing=rows) == ("financing.1.planned", "MONEY_FORMAT")


def test_an_amount_in_czech_notation_is_read_exactly() -> None:
    assert line(planned="2 570 416,80 Kč").planned == Money(257041680)


def test_an_unknown_amount_is_absent_and_not_zero() -> None:
    assert line().planned is None
    assert line(planned=Money(0)).planned == Money(0)


@pytest.mark.parametrize(
    ("planned", "secured", "gap"), [(100, 40, 60), (100, None, 100), (40, 100, 0), (None, 5, 0), (None, None, 0)]
)
def test_the_gap_is_what_is_planned_and_not_secured(planned: int | None, secured: int | None, gap: int) -> None:
    assert line(planned=planned, secured=secured).gap == Money(gap)


@pytest.mark.parametrize("year", [1989, 2151])
def test_a_budget_year_is_of_this_age(year: int) -> None:
    assert refusal(line, year=year) == ("year", "INVALID_VALUE")


def test_a_target_group_and_an_indicator_stand_once() -> None:
    indicator = Indicator(code="clients", title="Klienti", unit="osoby", direction=Direction.UP)
    assert refusal(measure, target_groups=("seniors", "seniors")) == ("target_groups", "DUPLICATE_CODE")
    assert refusal(measure, indicators=(indicator, indicator)) == ("indicators", "DUPLICATE_CODE")


def test_an_indicator_is_measured_in_exact_numbers() -> None:
    values = {"code": "clients", "title": "Klienti", "unit": "osoby", "direction": "up"}
    assert Indicator(**values, target="12.5").target == Decimal("12.5")
    assert refusal(Indicator, **values, target=12.5) == ("target", "INVALID_VALUE")


def test_a_service_change_speaks_in_codes_of_the_lists() -> None:
    assert ServiceChange(change="extend", service_type="home-care", form="field", unit="clients").form == "field"
    assert refusal(ServiceChange, change="new", service_type="wellness") == ("service_type", "UNKNOWN_CODE")
    assert refusal(ServiceChange, change="new", capacity_to=-1) == ("capacity_to", "INVALID_VALUE")


def test_a_revised_measure_is_validated_again() -> None:
    old = measure(financing=(line(),))
    assert old.revised({"title": "Zachovat službu"}).financing == old.financing
    assert refusal(lambda **changes: old.revised(changes), financing=(line(), line())) == (
        "financing",
        "DUPLICATE_CODE",
    )


def test_a_measure_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        measure().title = "Jiný název"  # type: ignore[misc]


def test_a_node_without_a_group_is_systemic() -> None:
    node = PlanNode(level="priority", position=1, title="Kvalita služeb")
    assert node.working_group == ""
    assert refusal(PlanNode, level="priority", position=10_001, title="Kvalita") == ("position", "INVALID_VALUE")


# cycles, needs, members


def test_a_figure_is_stated_once_for_a_year() -> None:
    figure = StatedFigure(code="groups", title="skupiny", value=Decimal(8), unit="groups", source="seed 001, snímek 4")
    later = figure.revised({"year": 2009})
    assert Cycle(title="1. cyklus", period=MARCH, stated_figures=(figure, later)).stated_figures == (figure, later)
    assert refusal(Cycle, title="1. cyklus", period=MARCH, stated_figures=(later, later)) == (
        "stated_figures",
        "DUPLICATE_CODE",
    )


def need(**changes: Any) -> Need:
    return Need(**{"title": "Odlehčovací služba", "target_groups": ("seniors",), "year": 2027, **changes})


def test_the_number_of_persons_goes_with_how_well_it_is_known() -> None:
    assert need().persons is None
    assert need(persons=0, persons_basis=PersonsBasis.EXACT).persons == 0
    assert need(persons=40, persons_basis=PersonsBasis.ESTIMATE).persons == 40
    assert refusal(need, persons=40) == ("persons", "INVALID_VALUE")
    assert refusal(need, persons_basis=PersonsBasis.EXACT) == ("persons", "INVALID_VALUE")


def test_a_need_is_somebodys_need() -> None:
    assert refusal(need, target_groups=()) == ("target_groups", "REQUIRED")


def member(**changes: Any) -> Member:
    values = {"full_name": "Jan Vzorný", "role": "member", "side": Side.USER, "mandate": MARCH, "body": "council"}
    return Member(**{**values, **changes})


def test_a_member_sits_in_one_body_or_in_one_working_group() -> None:
    assert member(body="", working_group="seniors").working_group == "seniors"
    assert refusal(member, body="") == ("working_group", "REQUIRED")
    assert refusal(member, working_group="seniors") == ("working_group", "REQUIRED")


def test_sides_of_the_triad_that_nobody_stands_for_are_missing() -> None:
    assert missing_sides(()) == TRIAD
    assert missing_sides((member(), member(side=Side.CARER))) == {Side.COMMISSIONER, Side.PROVIDER}
    assert missing_sides(tuple(member(side=side) for side in TRIAD)) == frozenset()


# services


def service(**changes: Any) -> Service:
    values = {
        "title": "Pečovatelská služba",
        "provider": "areas/vzorov/providers/charita",
        "service_class": ServiceClass.REGISTERED,
        "registration_number": "1234567",
        "service_type": "home-care",
    }
    return Service(**{**values, **changes})


def test_a_registered_service_has_its_type_and_its_number() -> None:
    assert service().registration_number == "1234567"
    assert refusal(service, registration_number="") == ("registration_number", "REQUIRED")
    assert refusal(service, service_type=None) == ("registration_number", "REQUIRED")


def test_a_related_service_has_no_number_and_needs_no_type() -> None:
    related = {"service_class": ServiceClass.RELATED, "service_type": None}
    assert service(**related, registration_number="").service_type is None
    assert refusal(service, **related) == ("registration_number", "INVALID_VALUE")


def test_capacities_of_one_form_and_unit_stand_once() -> None:
    beds = Capacity(unit="beds", form="residential", registered=12, as_of=DAY)
    clients = beds.revised({"unit": "clients"})
    assert service(capacities=(beds, clients)).capacities == (beds, clients)
    assert refusal(service, capacities=(beds, beds)) == ("capacities", "DUPLICATE_CODE")
    assert refusal(Capacity, unit="chairs", form="residential", registered=1, as_of=DAY) == ("unit", "UNKNOWN_CODE")


@pytest.mark.parametrize("ico", ["25123891", "00064581", ""])
def test_an_ico_keeps_its_leading_zeros_or_is_absent(ico: str) -> None:
    assert Provider(title="Poskytovatel", ico=ico).ico == ico


@pytest.mark.parametrize("ico", ["25123890", "64581", "2512389a", "٢٥١٢٣٨٩٠"])
def test_an_ico_with_a_wrong_check_digit_or_length_is_refused(ico: str) -> None:
    assert refusal(Provider, title="Poskytovatel", ico=ico) == ("ico", "ICO_CHECKSUM")


# comments and their settlement


def author(**changes: Any) -> Author:
    return Author(**{"kind": AuthorKind.INDIVIDUAL, "full_name": "Jana Vzorová", **changes})


def point(number: int = 1, **changes: Any) -> Point:
    return Point(number=number, text="Chybí noční služba.", **changes)


def comment(**changes: Any) -> Comment:
    values = {
        "number": 1,
        "received_on": DAY,
        "channel": Channel.WEB,
        "clerk": "podatelna",
        "authors": (author(),),
        "points": (point(),),
    }
    return Comment(**{**values, **changes})


def settlement(**changes: Any) -> Settlement:
    return Settlement(**{"outcome": "rejected", "justification": "Řeší opatření 1.2.", "decided_on": DAY, **changes})


def test_a_comment_has_an_author_a_point_and_a_number_from_one() -> None:
    assert comment().number == 1
    assert refusal(comment, authors=()) == ("authors", "REQUIRED")
    assert refusal(comment, points=()) == ("points", "REQUIRED")
    assert refusal(comment, number=0) == ("number", "INVALID_VALUE")


def test_points_of_one_comment_have_their_own_numbers() -> None:
    assert refusal(comment, points=(point(), point())) == ("points", "DUPLICATE_CODE")


def test_a_comment_is_settled_when_every_point_is() -> None:
    open_, done = point(1), point(2, settlement=settlement())
    assert not comment(points=(open_, done)).settled
    assert not comment(points=(point(settlement=settlement(decided_on=None)), done)).settled
    assert comment(points=(done,)).settled


def test_a_round_has_a_last_day_and_a_channel() -> None:
    version, rule = "areas/vzorov/plans/kp/versions/v1", ChannelRule(channel=Channel.WEB)
    values = {"title": "Připomínky", "plan_version": version, "window": MARCH, "channels": (rule,)}
    assert Round(**values).window == MARCH
    assert refusal(Round, **{**values, "window": Period(start=DAY)}) == ("window.end", "REQUIRED")
    assert refusal(Round, **{**values, "channels": ()}) == ("channels", "REQUIRED")


def test_every_refusal_tells_the_person_why() -> None:
    assert set(REFUSAL_MESSAGES) == set(RefusalKernel)
    assert all(message.endswith(".") for message in REFUSAL_MESSAGES.values())
