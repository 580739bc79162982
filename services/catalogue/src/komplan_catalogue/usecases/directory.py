"""The directory itself: whose it is, what day it is there, and how new entries are called."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from komplan_core import names
from komplan_core.catalogue.opening import PRAGUE
from komplan_core.errors import Forbidden
from komplan_kit.caller import Caller
from komplan_kit.clock import Clock, Ids

PROVIDER_ROLE = "provider"
OFFICE: Final = frozenset({"admin", "catalogue-editor"})
"""Roles that keep the catalogue: they see all of it and speak for everybody. Other offices of the city do not."""


@dataclass(frozen=True)
class Directory:
    """The directory of one planning area, `areas/*`."""

    area: str
    ids: Ids
    clock: Clock

    def new_name(self, collection: str, wanted: str, field: str) -> str:
        """The name of a new entry under the id that the caller wants, or a new id. Raises Invalid for `field`."""
        return f"{self.area}/{collection}/{names.chosen_id(wanted, self.ids, field)}"

    def now(self) -> datetime:
        """This moment."""
        return self.clock()

    def today(self) -> date:
        """The day in Prague."""
        return self.clock().astimezone(PRAGUE).date()

    @staticmethod
    def is_office(caller: Caller) -> bool:
        """Whether the caller keeps the catalogue."""
        return bool(caller.roles & OFFICE)

    def may_speak_for(self, caller: Caller, provider: str) -> None:
        """Raise Forbidden when a provider speaks for another one: its code is the id of its own entry."""
        if self.is_office(caller):
            return
        if PROVIDER_ROLE not in caller.roles or f"{self.area}/providers/{caller.subject}" != provider:
            raise Forbidden("ROLE_REQUIRED", "a provider speaks for its own services only")
