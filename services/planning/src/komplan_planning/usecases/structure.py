"""The city's structure, asked by the use cases: codes that exist, numbers to print, ids to give."""

from collections.abc import Iterable
from dataclasses import dataclass

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import Plan, PlanVersion
from komplan_core.profile import Behaviour, Profile
from komplan_kit.clock import Ids


@dataclass(frozen=True)
class Structure:
    """What a city declares, and how new things are called."""

    profile: Profile
    behaviour: Behaviour
    ids: Ids

    def new_id(self, wanted: str, field: str) -> str:
        """The id that the caller wants, or a new one. Raises Invalid when it is no code."""
        return names.chosen_id(wanted, self.ids, field)

    def check_group(self, code: str, plan: Plan, field: str) -> None:
        """Raise Invalid unless the group is empty or exists on some day of the plan's period."""
        if code:
            self.profile.group(code, field, plan.period)

    def check_target_groups(self, codes: Iterable[str], field: str) -> None:
        """Raise Invalid for a target group that the city does not have."""
        known = {group.code for group in self.profile.target_groups}
        for index, code in enumerate(codes):
            if code not in known:
                raise Invalid.field(f"{field}.{index}", "UNKNOWN_CODE", f"the city has no target group `{code}`")

    def check_municipalities(self, codes: Iterable[str], territory: Iterable[str], field: str) -> None:
        """Raise Invalid for a municipality outside `territory`, or outside the area where that is empty."""
        known = frozenset(territory) or frozenset(self.profile.area.municipalities)
        for index, code in enumerate(codes):
            if code not in known:
                raise Invalid.field(f"{field}.{index}", "UNKNOWN_CODE", f"`{code}` lies outside the territory planned")

    def check_source(self, code: str, field: str) -> None:
        """Raise Invalid for a funding source that is neither canonical nor the city's."""
        if self.profile.canonical_source(code) is None:
            raise Invalid.field(field, "UNKNOWN_CODE", f"`{code}` is no funding source here")

    def check_draft(self, version: PlanVersion) -> None:
        """Raise Refused when the version is published."""
        if self.profile.workflow("version").kernel(version.state) != "draft" or version.content_sha256:
            raise Refused("VERSION_FROZEN", f"`{version.name}` is published: make a new version to change the plan")
