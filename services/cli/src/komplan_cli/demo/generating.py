"""The fictional plan of a city: generated from its own structure, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from typing import Any, Final

from komplan.consultation.v1 import comment_pb2
from komplan.planning.v1 import member_pb2, need_pb2, plan_pb2, profile_pb2
from komplan.type.v1.period_pb2 import Period
from komplan_cli.demo import words
from komplan_kit.days import day_message as day

YEARS: Final = (2027, 2028, 2029)
CHANGES: Final = ("new", "keep", "extend")
NAMED: Final = 6
"""One comment of so many is published with the names behind it, the others without."""
SOURCES: Final = ("state-via-region", "municipality", "region", "client-payments")


def period(start: date, end: date | None) -> Period:
    """A period for the contract."""
    return Period(start=day(start), end=day(end) if end is not None else None)


@dataclass(frozen=True)
class Structure:
    """What the generator needs of a city's profile: its groups of 2027 and the levels that it plans on."""

    groups: tuple[profile_pb2.WorkingGroup, ...]
    heading: str
    priority: str
    systemic: str

    @classmethod
    def of(cls, profile: profile_pb2.Profile) -> "Structure":
        """Read the profile. A city may put headings above its priorities, and systemic ones beside them."""
        levels = [level for level in profile.levels if level.common == "priority"]
        below = next((level for level in levels if level.under), levels[0])
        beside = next((level.code for level in levels if not level.under and level is not below), "")
        groups = tuple(group for group in profile.working_groups if not group.validity.HasField("end"))
        return cls(groups, below.under[0] if below.under else "", below.code, beside)


class Generator:
    """Makes the parts of a city's demonstration plan, one after another, from one seed."""

    def __init__(self, profile: profile_pb2.Profile, sizes: dict[str, Any], seed: int) -> None:
        self.profile, self.sizes = profile, sizes
        self.structure = Structure.of(profile)
        self._random = random.Random(f"{seed}/{profile.area.code}")

    def nodes(self) -> Iterator[tuple[str, plan_pb2.PlanNode]]:
        """Headings, the groups' priorities spread evenly, systemic priorities; parents before children."""
        groups, structure = self.structure.groups, self.structure
        top = 0
        for group in groups if structure.heading else ():
            top += 1
            yield (
                f"kapitola-{top}",
                plan_pb2.PlanNode(level=structure.heading, position=top, title=group.title, working_group=group.code),
            )
        places: dict[str, int] = {}
        for number, (index, group) in enumerate(islice(cycle(enumerate(groups, 1)), self.sizes["priorities"]), 1):
            parent = f"kapitola-{index}" if structure.heading else ""
            places[parent] = places.get(parent, 0) + 1
            title = f"{words.PRIORITIES[(number - 1) // len(groups) % len(words.PRIORITIES)]} – {group.title}"
            node = plan_pb2.PlanNode(
                level=structure.priority, parent=parent, position=places[parent], title=title, working_group=group.code
            )
            yield f"priorita-{number}", node
        for number in range(1, self.sizes["systemic_priorities"] + 1):
            title = f"Systémová priorita {number}: {words.PRIORITIES[-number]}"
            yield f"systemova-{number}", plan_pb2.PlanNode(level=structure.systemic, position=top + number, title=title)

    def needs(self) -> Iterator[tuple[str, need_pb2.Need]]:
        """One need of each group."""
        for number, group in enumerate(self.structure.groups, 1):
            persons = self._random.randrange(10, 400)
            yield (
                f"potreba-{number}",
                need_pb2.Need(
                    title=f"{self._random.choice(words.NEEDS)}: {group.title}",
                    target_groups=group.target_groups or [self.profile.target_groups[0].code],
                    persons=persons,
                    persons_basis="estimate",
                    reporter=f"Pracovní skupina {group.title}",
                    year=2026,
                    state="open",
                ),
            )

    def members(self) -> Iterator[tuple[str, member_pb2.Member]]:
        """People with made-up names in each group, their sides in turn."""
        sides, mandate = cycle(("commissioner", "provider", "user")), period(date(2026, 1, 1), None)
        role = next((role.code for role in self.profile.roles if role.code == "member"), self.profile.roles[0].code)
        for group in self.structure.groups:
            for number in range(1, self.sizes["members_per_group"] + 1):
                name = self._name()
                yield (
                    f"clen-{group.code}-{number}"[:63].rstrip("-"),
                    member_pb2.Member(
                        full_name=name, working_group=group.code, role=role, side=next(sides), mandate=mandate
                    ),
                )

    def measures(self) -> Iterator[tuple[str, plan_pb2.Measure]]:
        """Measures spread evenly over all priorities, each with money, an indicator and a responsible office."""
        groups, priorities = self.structure.groups, self.sizes["priorities"]
        everywhere = priorities + self.sizes["systemic_priorities"]
        for number in range(1, self.sizes["measures"] + 1):
            index = (number - 1) % everywhere
            systemic = index >= priorities
            group = groups[index % len(groups)]
            change = self._random.choice(CHANGES)
            need = f"areas/{self.profile.area.code}/needs/potreba-{index % len(groups) + 1}"
            yield (
                f"opatreni-{number}",
                plan_pb2.Measure(
                    node=f"systemova-{index - priorities + 1}" if systemic else f"priorita-{index + 1}",
                    position=(number - 1) // everywhere + 1,
                    title=f"{self._random.choice(words.VERBS[change])} {self._random.choice(words.OBJECTS)}",
                    description=f"Smyšlené opatření skupiny {group.title} pro ukázku.",
                    working_group="" if systemic else group.code,
                    target_groups=group.target_groups,
                    needs=[need],
                    expected_persons=self._random.randrange(5, 300),
                    service_change=plan_pb2.ServiceChange(change=change),
                    responsible="Odbor sociálních věcí",
                    period=period(date(2027, 1, 1), date(2029, 12, 31)),
                    financing=self._financing(),
                    indicators=[self._indicator()],
                ),
            )

    def _financing(self) -> list[plan_pb2.FinancingLine]:
        lines = []
        chosen = self._random.sample(SOURCES, self._random.randrange(2, 5))
        for year in YEARS:
            for source in chosen:
                planned = self._random.randrange(5_000_00, 900_000_00)
                line = plan_pb2.FinancingLine(year=year, source=source, kind="operating", planned=planned)
                if year == YEARS[0]:
                    line.secured = planned * self._random.randrange(30, 101) // 100
                lines.append(line)
        return lines

    def _indicator(self) -> plan_pb2.Indicator:
        start = self._random.randrange(0, 80)
        return plan_pb2.Indicator(
            code="osoby",
            title="počet podpořených osob",
            unit="osoby",
            direction="up",
            baseline=str(start),
            baseline_on=day(date(2026, 1, 1)),
            target=str(start + self._random.randrange(5, 60)),
            target_on=day(date(2029, 12, 31)),
            source="roční výkaz poskytovatele",
            owner="Odbor sociálních věcí",
        )

    def comments(self, received: date, version: str) -> Iterator[comment_pb2.Comment]:
        """Comments with the people behind them: every comment has an author, the others co-sign."""
        sizes = self.sizes["comments"]
        kinds = [kind for kind in ("user", "organisation", "individual") for _ in range(sizes[kind])]
        self._random.shuffle(kinds)
        authors = [[kind] for kind in kinds[: sizes["total"]]]
        for kind in kinds[sizes["total"] :]:
            self._random.choice(authors).append(kind)
        for index, behind in enumerate(authors):
            yield comment_pb2.Comment(
                received_on=day(received),
                channel=self._random.choice(("paper-contact-point", "post", "email", "web")),
                authors=[comment_pb2.Author(kind=kind, full_name=self._author(kind)) for kind in behind],
                publish_consent="named" if index % NAMED == 0 else "anonymised",
                points=[
                    comment_pb2.Point(
                        text=self._random.choice(words.REMARKS),
                        plan_part=f"{version}/measures/opatreni-{index % max(1, self.sizes['measures']) + 1}",
                    )
                ],
            )

    def settlement(self) -> comment_pb2.Settlement:
        """An answer to a point."""
        outcome = self._random.choice(("accepted", "partially-accepted", "rejected", "explained"))
        reason = words.REASONS[("accepted", "partially-accepted", "rejected", "explained").index(outcome)]
        return comment_pb2.Settlement(outcome=outcome, justification=reason)

    def category(self) -> str:
        """A category of the city."""
        return str(self._random.choice(self.profile.comment_categories).code)

    def group(self) -> str:
        """A working group of the city."""
        return str(self._random.choice(self.structure.groups).code)

    def _name(self) -> str:
        return f"{self._random.choice(words.FIRST_NAMES)} {self._random.choice(words.SURNAMES)} (smyšlené)"

    def _author(self, kind: str) -> str:
        return f"Ukázková organizace {self._random.randrange(1, 200)}" if kind == "organisation" else self._name()
