"""The plan as a machine: whatever editors try in any order, what was published stays as people saw it."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from support.planning import AREA, CITIZEN, Town, days

from komplan_core.errors import PlanError
from komplan_core.names import last_id

PLACES = st.integers(1, 2)
WHICH = st.integers(0, 2)
"""Which of the versions begun so far, the newest first."""


class Plans(RuleBasedStateMachine):
    """Calls in any order. A refusal changes nothing; after each call the published versions are looked at."""

    town: Town
    number = 0
    adoptions = 0

    @initialize()
    def begin_plan(self) -> None:
        type(self).number += 1
        self.plan = f"{AREA}/plans/kp{self.number}"
        period = days("2027-01-01", "2029-12-31")
        if self.number == 1:
            self.town.create("cycles", "c1", title="Cyklus", period=period)
        self.town.create("plans", f"kp{self.number}", title="Plán", cycle="c1", period=period)
        self.versions: list[str] = []
        self.adopted: list[str] = []
        self.seen: dict[str, Any] = {}
        self.completed: set[str] = set()
        self.begin(0)
        self.add(0, 1)

    def tried(self, call: Callable[[], Any]) -> bool:
        """Whether a call was carried out; a refused one stores nothing."""
        before = self.town.revision()
        try:
            call()
        except PlanError:
            assert self.town.revision() == before
            return False
        return True

    def version(self, which: int) -> str:
        return self.versions[-1 - which % len(self.versions)]

    @rule(which=WHICH)
    def begin(self, which: int) -> None:
        """Begin a version, of an adopted plan by a change record and from one of those before."""
        id_ = f"v{len(self.versions) + 1}"
        given: dict[str, str] = {}
        if self.adopted:
            why = {
                "what": "Přibude služba",
                "why": "Nový poskytovatel",
                "from_version": self.adopted[-1].split("/")[-1],
            }
            self.town.create("changes", id_, self.plan, **why)
            given["change"] = id_
        based_on = last_id(self.version(which)) if self.versions and which else ""
        if self.tried(lambda: self.town.begin_from(self.plan, id_, based_on, **given)):
            self.versions.append(f"{self.plan}/versions/{id_}")
            if based_on and f"{self.plan}/versions/{based_on}" in self.completed:
                self.completed.add(self.versions[-1])

    @rule(which=WHICH, place=PLACES)
    def add(self, which: int, place: int) -> None:
        name = self.version(which)
        node = {"level": "priority", "position": place, "title": "Priorita"}
        measure = {"node": f"p{place}", "position": 1, "title": "Opatření"}
        done = self.tried(lambda: self.town.create("nodes", f"p{place}", name, **node))
        done |= self.tried(lambda: self.town.create("measures", f"m{place}", name, **measure))
        assert not (done and name in self.seen)

    @rule(which=WHICH, place=PLACES, title=st.sampled_from("ABC"))
    def edit(self, which: int, place: int, title: str) -> None:
        name = self.version(which)
        done = self.tried(lambda: self.town.update(f"{name}/measures/m{place}", "title", title=title))
        assert not (done and name in self.seen)

    @rule(which=WHICH, place=PLACES)
    def remove(self, which: int, place: int) -> None:
        name = self.version(which)
        done = self.tried(lambda: self.town.delete(f"{name}/measures/m{place}"))
        assert not (done and name in self.seen)

    @rule(which=WHICH, action=st.sampled_from(("publish", "finish", "adopt")))
    def move(self, which: int, action: str) -> None:
        assert not (self.tried(lambda: self.town.move(self.version(which), action)) and action == "adopt")

    @rule(which=WHICH)
    def adopt(self, which: int) -> None:
        """The whole way of a complete plan, from wherever the version stands."""
        name = self.version(which)
        if name not in self.completed and not self.town.get(name).content_sha256:
            self.town.complete(name)
            self.completed.add(name)
        for action in ("publish", "finish"):
            self.tried(lambda action=action: self.town.move(name, action))  # type: ignore[misc]
        held_on = f"20{20 + self.number // 28:02d}-{1 + len(self.adopted):02d}-{1 + self.number % 28:02d}"
        try:
            self.town.adopt(name, held_on=held_on)
        except PlanError:
            return
        assert name not in self.adopted
        self.adopted.append(name)
        type(self).adoptions += 1

    @invariant()
    def what_was_published_stays_as_it_was(self) -> None:
        for name in getattr(self, "versions", ()):
            version = self.town.get(name)
            if not version.content_sha256:
                assert name not in self.seen
                continue
            content = [
                (item.name, item.title, item.code)
                for kind in ("nodes", "measures")
                for _, items in self.town.page(kind, name, CITIZEN, page_size=500).ListFields()
                for item in items
            ]
            assert self.seen.setdefault(name, (version.content_sha256, content)) == (version.content_sha256, content)


def test_whatever_is_tried_what_was_published_stays(instance):
    machine = type("Here", (Plans,), {"town": Town(instance("planning", consultation="none"))})
    few = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=few)
    assert machine.adoptions  # otherwise nothing was at stake
