from datetime import date

from komplan_core.organisation import BodyKind
from komplan_core.testing import PluginConformance

LAST_DAY, FIRST_DAY = date(2006, 12, 31), date(2007, 1, 1)


class TestOstrava(PluginConformance):
    plugin = "ostrava"

    def test_it_had_eight_groups_and_four_subgroups_until_2006(self) -> None:
        former = self.profile().groups_on(LAST_DAY)
        assert sum(not group.subgroup_of for group in former) == 8
        assert sum(group.subgroup_of == "other-disability" for group in former) == 4

    def test_it_has_had_eleven_groups_since_2007(self) -> None:
        assert len(self.profile().groups_on(FIRST_DAY)) == 11
        assert len(self.profile().groups_on(date(2027, 1, 1))) == 11
        assert not any(group.subgroup_of for group in self.profile().groups_on(FIRST_DAY))

    def test_its_structure_changed_once(self) -> None:
        assert self.profile().groups_before() == ((LAST_DAY, 12),)

    def test_seven_groups_went_on_and_four_follow_a_subgroup_each(self) -> None:
        now = self.profile().groups_on(FIRST_DAY)
        followers = [group for group in now if group.predecessors]
        subgroups = {group.code for group in self.profile().groups_on(LAST_DAY) if group.subgroup_of}
        assert {code for group in followers for code in group.predecessors} == subgroups
        assert len(followers) == 4
        assert sum(group.validity.start == date(2003, 1, 1) for group in now) == 7

    def test_what_the_slides_do_not_say_is_marked_inferred(self) -> None:
        groups = self.profile().working_groups
        changed = {group.code for group in groups if group.validity.end or group.predecessors}
        assert {group.code for group in groups if group.inferred} == changed
        assert all(group.inferred for group in self.profile().target_groups)

    def test_a_manager_and_a_contact_person_lead_every_group(self) -> None:
        titles = {role.code: role.title for role in self.profile().roles}
        assert titles["group-leader"].startswith("manažer")
        assert titles["contact-person"] == "kontaktní osoba"
        for group in self.profile().working_groups:
            assert group.leading_roles == ("group-leader", "contact-person")

    def test_every_group_of_today_settles_one_topic(self) -> None:
        routed = [category.working_group for category in self.profile().comment_categories if category.working_group]
        assert sorted(routed) == sorted(group.code for group in self.profile().groups_on(FIRST_DAY))

    def test_an_office_realises_the_plan(self) -> None:
        assert BodyKind.OFFICE in {body.kind for body in self.profile().bodies}
