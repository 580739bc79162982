import tomllib
from datetime import date
from pathlib import Path

from komplan_core.completeness.figures import contradictions
from komplan_core.example import past_cycles
from komplan_core.organisation import TRIAD
from komplan_core.planning import CommonLevel
from komplan_core.testing import PluginConformance


class TestBrno(PluginConformance):
    plugin = "brno"

    def test_eight_groups_work_since_march_2006(self) -> None:
        assert len(self.profile().groups_on(date(2006, 3, 1))) == 8
        assert self.profile().groups_on(date(2006, 2, 28)) == ()
        assert self.profile().groups_before() == ()

    def test_its_coordination_group_unites_the_triad(self) -> None:
        (group,) = (body for body in self.profile().bodies if body.code == "coordination-group")
        assert set(group.sides) == TRIAD

    def test_chapters_are_headings_above_the_priorities(self) -> None:
        assert self.profile().level("chapter").common is None
        assert self.profile().level("priority").under == ("chapter",)

    def test_systemic_priorities_stand_beside_the_chapters(self) -> None:
        systemic = self.profile().level("systemic-priority")
        assert systemic.common is CommonLevel.PRIORITY
        assert systemic.under == ()
        assert set(self.profile().measure_level().under) == {"priority", "systemic-priority"}

    def test_its_local_sources_are_canonical_ones(self) -> None:
        assert {source.code: source.canonical for source in self.profile().funding_sources} == {
            "mpsv": "state-via-region",
            "jmk": "region",
            "ip": "esf",
            "mmb": "municipality",
            "op-lzz": "esf",
            "iprm": "other-eu",
            "iop": "other-eu",
        }

    def test_every_group_stands_for_the_target_group_of_its_name(self) -> None:
        targets = {group.code: group.title for group in self.profile().target_groups}
        assert {group.code: group.title for group in self.profile().working_groups} == targets

    def test_its_demonstration_has_the_size_of_the_second_plan(self) -> None:
        plan = self.example()["demonstration"]
        assert (plan["priorities"], plan["measures"]) == (36, 109)
        assert sum(plan["services"].values()) == 223
        assert sum(providers for providers, _ in plan["providers"].values()) == 86
        assert plan["comments"]["total"] == 454

    def test_chapters_belong_to_groups_and_hold_priorities(self) -> None:
        assert [(rule.code, rule.condition, rule.level) for rule in self.profile().rules] == [
            ("chapter-has-priority", "needs-child", "chapter"),
            ("chapter-has-group", "field-required", "chapter"),
        ]
        assert all("snímek 11" in rule.source for rule in self.profile().rules)

    def test_a_measure_may_say_which_of_the_main_goals_it_serves(self, shared: Path) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["brno"]["second_plan_goals"]
        (field,) = self.profile().fields
        assert (field.subject, field.code, field.visibility) == ("measure", "main-goal", "public")
        assert [choice.title for choice in field.choices] == facts["items"]

    def test_its_two_counts_of_services_contradict_each_other_and_no_other_figures_do(self) -> None:
        found = {code: list(contradictions(cycle)) for code, cycle in past_cycles(self.example()).items()}
        ((right, odd),) = found.pop("2010-2013")
        assert (right.code, right.value, odd.value) == ("registered-services", 223, 233)
        assert not any(found.values())
