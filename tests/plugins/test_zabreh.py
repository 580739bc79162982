import tomllib
from datetime import date
from pathlib import Path

from komplan_core.organisation import Member, Side
from komplan_core.testing import PluginConformance
from komplan_core.values import Period


class TestZabreh(PluginConformance):
    plugin = "zabreh"

    def test_four_groups_work_since_march_2012(self) -> None:
        titles = [group.title for group in self.profile().groups_on(date(2012, 3, 1))]
        assert titles == [
            "I. PS – Senioři",
            "II. PS – Lidé s postižením",
            "III. PS – Děti, mládež a rodiny s dětmi",
            "IV. PS – Osoby v krizi",
        ]
        assert self.profile().groups_on(date(2012, 2, 29)) == ()

    def test_the_social_commission_is_the_steering_group(self) -> None:
        bodies = {body.code: body for body in self.profile().bodies}
        assert bodies["steering-group"].also == "social-commission"
        assert bodies["steering-group"].also in bodies

    def test_one_person_may_chair_the_committee_and_lead_the_steering_group(self) -> None:
        roles = {role.code for role in self.profile().roles}
        mandate = Period(start=date(2012, 3, 1))
        held = [
            Member(full_name="Jana Vzorová", body=body, role=role, side=Side.COMMISSIONER, mandate=mandate)
            for body, role in (("committee", "committee-chair"), ("steering-group", "steering-group-leader"))
        ]
        assert {member.role for member in held} <= roles
        assert {member.body for member in held} <= {body.code for body in self.profile().bodies}

    def test_no_target_group_stays_unmapped(self) -> None:
        assert all(group.canonical for group in self.profile().target_groups)

    def test_the_second_plan_follows_that_of_the_microregion(self) -> None:
        first, second = self.example()["cycles"]
        assert (first["code"], first["predecessor"]) == ("2008-2010", "")
        assert (second["code"], second["predecessor"]) == ("2012-2015", "2008-2010")

    def test_it_asks_for_the_four_parts_of_its_second_plan(self, shared: Path) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["zabreh"]["plan_parts"]
        assert [rule.title for rule in self.profile().rules] == facts["items"]
        assert {rule.severity for rule in self.profile().rules} == {"warning"}
        assert [rule.subject for rule in self.profile().rules] == ["swot", "series", "money", "survey"]
