import tomllib
from datetime import date

from komplan_core.organisation import TRIAD, BodyKind, Side
from komplan_core.testing import PluginConformance

SIDES = {"z": Side.COMMISSIONER, "po": Side.PROVIDER, "už": Side.USER, "uz": Side.USER, "pe": Side.CARER}


def side_of(word: str) -> Side:
    """The side that a word of the slide means; its spelling varies (`Poskytov.`, `Posktytov.`)."""
    return next(side for start, side in SIDES.items() if word.lower().startswith(start))


class TestUsti(PluginConformance):
    plugin = "usti"

    def test_each_coordination_group_has_the_sides_of_the_slide(self, shared) -> None:
        stated = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["usti"]["coordination_groups"]
        assert {group.title: set(group.sides) for group in self.profile().working_groups} == {
            row["label"]: set(map(side_of, row["sides"])) for row in stated["rows"]
        }

    def test_five_of_eight_groups_have_carers_beside_the_triad(self) -> None:
        groups = self.profile().groups_on(date(2005, 10, 24))
        assert (len(groups), sum(Side.CARER in group.sides for group in groups)) == (8, 5)
        assert all(set(group.sides) >= TRIAD for group in groups)

    def test_the_teams_stand_above_the_managers_of_the_groups(self) -> None:
        bodies = {body.code: body for body in self.profile().bodies}
        chain = ["group-managers"]
        while parent := bodies[chain[-1]].parent:
            chain.append(parent)
        assert chain == [
            "group-managers",
            "managing-team",
            "planning-team",
            "social-health-commission",
            "council",
            "assembly",
        ]
        assert {BodyKind.INFORMATION_TEAM, BodyKind.QUALITY_TEAM} <= {body.kind for body in bodies.values()}

    def test_all_structures_of_the_slide_are_there_and_the_assembly_that_every_city_has(self, shared) -> None:
        step = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["usti"]["step"][1]
        assert len(self.profile().bodies) == len(step["items"]) + 1

    def test_its_figures_are_looked_up(self, shared) -> None:
        facts = tomllib.loads((shared / "seeds" / "facts.toml").read_text("utf-8"))["usti"]
        drafting = next(step for step in facts["step"] if step["no"] == 5)
        figures = {row["code"]: int(row["value"]) for row in self.example()["cycles"][0]["figures"]}
        assert figures == {
            "planning-steps": facts["ten_steps"]["count"],
            "coordination-groups": facts["coordination_groups"]["count"],
            "groups-with-carers": facts["coordination_groups"]["groups_with_carers"],
            "group-meetings-min": drafting["meetings_min"],
            "group-meetings-max": drafting["meetings_max"],
            "consultation-users": facts["consultation"]["users"],
            "consultation-organisations": facts["consultation"]["organisations"],
            "consultation-individuals": facts["consultation"]["individuals"],
            "written-comments": facts["consultation"]["written_comments"],
        }
