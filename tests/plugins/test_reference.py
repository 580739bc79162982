from datetime import date

from komplan_core.hookspecs import HOOKS
from komplan_core.testing import PluginConformance


class TestReference(PluginConformance):
    plugin = "reference"

    def test_it_answers_every_hook(self) -> None:
        assert set(self.profile().plugins[0].hooks) == set(HOOKS)

    def test_its_codes_cannot_meet_real_ones(self) -> None:
        area = self.profile().area
        assert area.municipalities == ("999001",)
        assert area.orp.startswith("V")
        assert area.region.startswith("V")

    def test_its_youth_group_ended_with_2024(self) -> None:
        assert self.profile().groups_before() == ((date(2024, 12, 31), 3),)
        assert len(self.profile().groups_on(date(2025, 1, 1))) == 2
