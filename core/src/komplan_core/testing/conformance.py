"""The facts that hold for every plugin, as a class that pytest runs and a city inherits in three lines."""

import inspect
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, Final
from unittest import SkipTest

from komplan_core.codelists import CodeList, known
from komplan_core.example import past_cycles, read_example
from komplan_core.extra_fields import FieldSubject, Visibility
from komplan_core.hookspecs import HOOKS
from komplan_core.plugins import REFERENCE, Loaded, compile_profile, installed, load
from komplan_core.profile import SUBJECTS, Behaviour, Profile
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk
from komplan_core.values import Period, is_code, shares_are_whole

_WITNESS: Final = """
import json, sys
import komplan_core.plugins
before = set(sys.modules)
profile, _ = komplan_core.plugins.compile_profile([sys.argv[1]])
imported = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps({"imported": sorted(imported), "profile": profile.model_dump(mode="json")}))
"""

TRANSPORT_AND_STORAGE: Final = {"grpc", "google", "sqlalchemy", "structlog", "starlette", "komplan", "komplan_kit"}


@cache
def _in_a_new_process(plugin: str) -> dict[str, Any]:
    """What the plugin imports and declares in a process of its own, where sets and dicts of text fall differently."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = subprocess.run(
        [sys.executable, "-c", _WITNESS, plugin],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


class PluginConformance:
    """Inherit it, name your plugin, run pytest."""

    plugin: str
    """Entry point name, as in `plugins = ["ostrava"]` of a municipality's configuration."""

    def profile(self) -> Profile:
        """The city's profile, made of this plugin and the reference."""
        return self._compiled()[0]

    def example(self) -> dict[str, Any]:
        """The plugin's example.toml. Raises SkipTest where it brings none."""
        found = read_example(installed()[self.plugin].module)
        if found is None:
            raise SkipTest(f"plugin `{self.plugin}` brings no example.toml")
        return found

    def _compiled(self) -> tuple[Profile, Behaviour]:
        return compile_profile([self.plugin])

    def _loaded(self) -> Loaded:
        return load([self.plugin])[0]

    # the plugin as a piece of software

    def test_it_compiles_alone_with_the_reference(self) -> None:
        origins = [origin.code for origin in self.profile().plugins]
        assert origins == list(dict.fromkeys([self.plugin, REFERENCE]))
        assert self.profile().plugins[0].hooks, "the plugin answers no hook"

    def test_it_compiles_twice_to_equal_profiles(self) -> None:
        assert self.profile() == self.profile()

    def test_it_compiles_to_the_same_profile_in_another_process(self) -> None:
        assert _in_a_new_process(self.plugin)["profile"] == self.profile().model_dump(mode="json")

    def test_its_hooks_are_synchronous_and_declare_no_defaults(self) -> None:
        plugin = self._loaded().plugin
        hooks = {name: member for name, member in inspect.getmembers(plugin) if hasattr(member, "komplan_impl")}
        assert hooks, "the plugin has no function marked with `hookimpl`"
        assert set(hooks) <= set(HOOKS)
        for name, function in hooks.items():
            assert not inspect.iscoroutinefunction(function), f"{name} is a coroutine"
            assert not inspect.isasyncgenfunction(function), f"{name} is an asynchronous generator"
            for parameter in inspect.signature(function).parameters.values():
                assert parameter.default is parameter.empty, f"{name}: `{parameter.name}` has a default"

    def test_it_imports_the_core_only(self) -> None:
        own = {installed()[code].module.partition(".")[0] for code in (self.plugin, REFERENCE)}
        imported = set(_in_a_new_process(self.plugin)["imported"])
        assert not imported & TRANSPORT_AND_STORAGE
        assert imported <= own | {"komplan_core"} | sys.stdlib_module_names

    def test_its_profile_survives_json(self) -> None:
        profile = self.profile()
        assert Profile.model_validate_json(profile.model_dump_json()) == profile

    # what it declares

    def test_its_area_has_codes(self) -> None:
        area = self.profile().area
        assert len(set(area.municipalities)) == len(area.municipalities) >= 1
        for code in (area.orp, area.region):
            assert code.isalnum(), f"{code!r} is no code of an ORP or a region"
            assert code == code.upper()

    def test_every_working_group_has_a_title_and_a_validity(self) -> None:
        for group in self.profile().working_groups:
            assert group.title.strip() == group.title != group.code
            assert self.profile().groups_on(group.validity.start), f"{group.code} does not exist on its first day"

    def test_succession_leads_from_groups_that_ended_to_groups_that_followed(self) -> None:
        groups = {group.code: group for group in self.profile().working_groups}
        for group in groups.values():
            for code in group.predecessors:
                end = groups[code].validity.end
                assert end is not None, f"{code} has a successor and does not end"
                assert end + timedelta(days=1) <= group.validity.start, f"{group.code} begins before {code} ends"

    def test_a_subgroup_exists_within_the_time_of_its_group(self) -> None:
        groups = {group.code: group for group in self.profile().working_groups}
        for group in groups.values():
            if group.subgroup_of:
                whole = groups[group.subgroup_of].validity
                assert whole.covers(group.validity.start)
                assert whole.end is None or (group.validity.end is not None and whole.covers(group.validity.end))

    def test_the_shares_of_every_target_group_add_up_to_one(self) -> None:
        for group in self.profile().target_groups:
            assert not group.canonical or shares_are_whole(group.canonical), f"{group.code} is not split into a whole"

    def test_the_crosswalk_covers_or_lists_every_target_group(self) -> None:
        crosswalk = Crosswalk(self.profile())
        for group in self.profile().target_groups:
            canonical, weights = crosswalk.weights((group.code,))
            assert (canonical == (UNMAPPED,)) == (crosswalk.unmapped((group.code,)) == (group.code,))
            assert all(weight > 0 for weight in weights)

    def test_every_local_funding_source_is_a_canonical_one(self) -> None:
        for source in self.profile().funding_sources:
            assert known(CodeList.FUNDING_SOURCES, Crosswalk(self.profile()).source(source.code))

    def test_every_indicator_says_what_it_is_and_whether_it_holds_at_all(self) -> None:
        for indicator in self.profile().indicators:
            assert indicator.title.strip() == indicator.title != indicator.code
            assert indicator.unit.strip() == indicator.unit
            day = indicator.valid_from or indicator.valid_to or date(2026, 1, 1)
            assert indicator in self.profile().indicators_in(Period(start=day, end=day))
            kinds = {indicator.applies_to(kind) for kind in (*indicator.service_types, None)}
            assert kinds == ({True, False} if indicator.service_types else {True})

    def test_every_extra_field_says_what_it_is_and_those_of_comments_are_for_the_office(self) -> None:
        for field in self.profile().fields:
            assert field.label.strip() == field.label != field.code
            assert field.subject is not FieldSubject.COMMENT or field.visibility is Visibility.STAFF

    def test_every_sheet_of_comments_has_headers_that_no_reader_confuses(self) -> None:
        own = {field.code for field in self.profile().fields if field.subject is FieldSubject.COMMENT}
        for sheet in self.profile().importers:
            headers = [" ".join(column.header.split()).casefold() for column in sheet.columns]
            assert len(set(headers)) == len(headers), f"{sheet.code}: two headers differ in spaces or case only"
            assert set(sheet.extra) <= own

    def test_every_document_has_words_of_the_city(self) -> None:
        for text in self.profile().documents:
            assert text.heading.strip() or text.opening.strip() or text.closing.strip(), f"{text.code} says nothing"

    def test_every_state_can_be_reached(self) -> None:
        for subject in SUBJECTS:
            flow = self.profile().workflow(subject)
            assert flow.reached() == {state.code for state in flow.states}, f"{subject}: a state is out of reach"

    def test_numbers_are_the_same_each_time_and_distinct_for_distinct_paths(self) -> None:
        _, behaviour = self._compiled()
        paths = [path for depth in (1, 2, 3) for path in product(range(1, 13), repeat=depth)]
        numbers = [behaviour.number(path) for path in paths]
        assert numbers == [behaviour.number(path) for path in paths]
        assert all(numbers)
        assert len(set(numbers)) == len(paths)

    # example.toml, where the plugin brings one

    def test_its_example_speaks_of_its_area(self) -> None:
        assert self.example()["area"] == self.profile().area.code

    def test_the_cycles_of_its_example_follow_one_another(self) -> None:
        example = self.example()
        assert past_cycles(example), "an example has at least one past cycle"
        earlier = [""]
        for row in example["cycles"]:
            assert row["predecessor"] in earlier
            earlier.append(row["code"])
        assert example["demonstration"]["cycle"] not in earlier, "the demonstration is no past cycle"

    def test_the_plans_of_its_example_belong_to_its_cycles(self) -> None:
        example = self.example()
        cycles = past_cycles(example)
        codes = [plan["code"] for plan in example["plans"]] + [example["demonstration"]["plan"]]
        assert all(map(is_code, codes))
        assert len(set(codes)) == len(codes)
        for plan in example["plans"]:
            assert Period(start=plan["start"], end=plan["end"]).overlaps(cycles[plan["cycle"]].period)

    def test_the_demonstration_of_its_example_adds_up(self) -> None:
        plan = self.example()["demonstration"]
        assert all(known(CodeList.SERVICE_CATEGORIES, category) for category in plan["services"])
        assert all(known(CodeList.FOUNDER_TYPES, founder) for founder in plan["providers"])
        assert sum(services for _, services in plan["providers"].values()) == sum(plan["services"].values())
        assert all(0 < providers <= services for providers, services in plan["providers"].values())
        comments = plan["comments"]
        assert comments["user"] + comments["organisation"] + comments["individual"] >= comments["total"]
        assert comments["settled"] in (True, False)
        assert plan["measures"] >= plan["priorities"] + plan["systemic_priorities"] > 0
        assert plan["members_per_group"] > 0
