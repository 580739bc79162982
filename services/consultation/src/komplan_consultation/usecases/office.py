"""The office that keeps the book: the city's structure, its calendar, and ids to give."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.profile import Profile
from komplan_kit.clock import Clock, Ids, today


@dataclass(frozen=True)
class Office:
    """What a city declares, what day it is there, and how new things are called."""

    profile: Profile
    clock: Clock
    ids: Ids

    @property
    def area(self) -> str:
        """The resource name of the planning area."""
        return names.AREA.format(area=self.profile.area.code)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of working groups and bodies by code; a group comes before a body of the same code."""
        bodies = {body.code: body.title for body in self.profile.bodies}
        return {**bodies, **{group.code: group.title for group in self.profile.working_groups}}

    def new_id(self, wanted: str, field: str) -> str:
        """The id that the caller wants, or a new one. Raises Invalid when it is no code."""
        return names.chosen_id(wanted, self.ids, field)

    def check_day(self, day: date, field: str) -> None:
        """Raise Invalid for a day that has not come yet in Prague."""
        if day > today(self.clock):
            raise Invalid.field(field, "DAY_AHEAD", "the day has not come yet: write the day as it was")
