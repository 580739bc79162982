"""`komplan_indicators`: the manual by which a city's services report."""

import tomllib
from datetime import date

import pytest

from komplan_core.hookspecs import hookimpl
from komplan_core.plugins import REFERENCE, Loaded, PluginFault, compile_loaded, compile_profile, load
from komplan_core.reporting.indicators import ReportIndicator
from komplan_core.values import Period


def year(number: int) -> Period:
    return Period(start=date(number, 1, 1), end=date(number, 12, 31))


def test_ostravas_manual_holds_from_the_year_that_the_slide_states(shared) -> None:
    facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text(encoding="utf-8"))["ostrava"]["esrp"]
    profile, _ = compile_profile(["ostrava"])
    assert profile.indicators_in(year(facts["manual_year"] - 1)) == ()
    assert profile.indicators_in(year(facts["manual_year"])) == profile.indicators
    for indicator in profile.indicators:
        assert indicator.source == f"{facts['manual_title']} ({facts['manual_year']})"
        assert indicator.inferred  # the slide names the manual and none of its indicators


def test_a_city_without_a_manual_takes_that_of_the_reference() -> None:
    brno, _ = compile_profile(["brno"])
    reference, _ = compile_profile([REFERENCE])
    assert brno.indicators == reference.indicators != ()


def test_a_citys_manual_replaces_that_of_the_reference_as_a_whole() -> None:
    class Town:
        @staticmethod
        @hookimpl
        def komplan_indicators():
            yield ReportIndicator(code="nights", title="Noci", unit="noci")

    profile, _ = compile_loaded([Loaded("town", "town", "1", Town())], load([REFERENCE]))
    assert [indicator.code for indicator in profile.indicators] == ["nights"]


def test_one_code_declared_by_two_plugins_names_both() -> None:
    class Town:
        @staticmethod
        @hookimpl
        def komplan_indicators():
            yield ReportIndicator(code="nights", title="Noci", unit="noci")

    plugins = [Loaded(name, f"{name}-dist", "1", Town()) for name in ("town", "village")]
    with pytest.raises(PluginFault, match=r"`nights` is declared by plugin `town`.*`village`"):
        compile_loaded(plugins, load([REFERENCE]))
