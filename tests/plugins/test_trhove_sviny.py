import tomllib
from datetime import date

from komplan_core.organisation import TRIAD
from komplan_core.territory import load_territory
from komplan_core.testing import PluginConformance

WHERE = {"phases": ("phases", "count"), "working-groups": ("structure", "working_groups")}
SLIDE_12 = {"sheltered-workshops": "sheltered_workshops", "workshop-clients": "clients"}


class TestTrhoveSviny(PluginConformance):
    plugin = "trhove-sviny"

    def test_it_plans_for_all_municipalities_of_the_official_orp(self, shared) -> None:
        official = load_territory(shared / "data" / "territory")
        area = self.profile().area
        assert area.municipalities == tuple(town.code for town in official.municipalities_of_orp(area.orp))
        assert (official.orp(area.orp).title, official.orp(area.orp).region) == ("Trhové Sviny", area.region)
        assert {"Nové Hrady", "Borovany", "Horní Stropnice"} <= {
            official.municipality(code).title for code in area.municipalities
        }

    def test_its_bodies_and_groups_are_those_of_the_slide(self, shared) -> None:
        stated = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["trhove_sviny"]["structure"]
        assert {body.title for body in self.profile().bodies} == set(stated["bodies"])
        groups = self.profile().working_groups
        assert [f"Prac. skupina {group.title}" for group in groups] == stated["items"]
        assert len(groups) == stated["working_groups"]

    def test_the_triad_sits_in_each_group(self) -> None:
        assert all(set(group.sides) == TRIAD for group in self.profile().groups_on(date(2014, 1, 1)))

    def test_its_three_phases_lead_to_the_plan_of_2015_to_2017(self, shared) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))
        phases = self.example()["phases"]
        stated = facts["trhove_sviny"]["phases"]["rows"]
        assert [(row["no"], row["from"], row["to"]) for row in phases] == [
            (row["no"], row["from"], row["to"]) for row in stated
        ]
        last = self.example()["plans"][-1]
        planning = facts["sviny_krumlov"]["planning"]
        assert (last["start"].year, last["end"].year) == (planning["year_from"], planning["year_to"])
        assert last["cycle"] == phases[-1]["cycle"]

    def test_its_figures_are_looked_up(self, shared) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["trhove_sviny"]
        figures = {row["code"]: int(row["value"]) for row in self.example()["cycles"][-1]["figures"]}
        slide_12 = next(row for row in facts["benefits"] if row["slide"] == 12)
        assert figures == {
            **{code: facts[table][key] for code, (table, key) in WHERE.items()},
            **{code: slide_12[key] for code, key in SLIDE_12.items()},
        }
