import tomllib

from komplan_core.territory import load_territory
from komplan_core.testing import PluginConformance
from komplan_core.values import Period


class TestCeskyKrumlov(PluginConformance):
    plugin = "cesky-krumlov"

    def test_it_plans_for_all_municipalities_of_the_official_orp(self, shared) -> None:
        official = load_territory(shared / "data" / "territory")
        area = self.profile().area
        assert area.municipalities == tuple(town.code for town in official.municipalities_of_orp(area.orp))
        assert (official.orp(area.orp).title, official.orp(area.orp).region) == ("Český Krumlov", area.region)

    def test_the_citys_own_plan_overlaps_that_of_the_orp(self, shared) -> None:
        orp, city, _ = self.example()["plans"]
        official = load_territory(shared / "data" / "territory")
        assert [official.municipality(code).title for code in city["municipalities"]] == ["Český Krumlov"]
        assert "municipalities" not in orp
        assert Period(start=orp["start"], end=orp["end"]).overlaps(Period(start=city["start"], end=city["end"]))
        assert orp["cycle"] == city["cycle"]

    def test_its_two_phases_are_those_of_the_slide(self, shared) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))
        stated = facts["cesky_krumlov"]["phases"]
        assert stated["own_city_plan"]
        assert [(row["no"], row["from"], row["to"]) for row in self.example()["phases"]] == [
            (row["no"], row["from"], row["to"]) for row in stated["rows"]
        ]
        planning = facts["sviny_krumlov"]["planning"]
        last = self.example()["plans"][-1]
        assert (last["start"].year, last["end"].year) == (planning["year_from"], planning["year_to"])

    def test_its_figures_are_looked_up(self, shared) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["cesky_krumlov"]
        figures = {row["code"]: int(row["value"]) for row in self.example()["cycles"][-1]["figures"]}
        beds = next(row["beds"] for table in facts["benefits"] for row in table["rows"] if "beds" in row)
        assert figures == {"phases": facts["phases"]["count"], "crisis-hostel-beds": beds}

    def test_what_the_slides_do_not_say_is_marked_inferred(self) -> None:
        assert all(group.inferred for group in self.profile().working_groups)
        assert all(group.inferred for group in self.profile().target_groups)
