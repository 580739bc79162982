"""Mapping of providers: which subjects serve which target groups and answer which needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from komplan_core.needs import Reference
from komplan_core.record import Entity
from komplan_core.values import Code, Text, Title, unique


class MappedSubject(Entity):
    """One subject that was mapped. Subjects are counted, never their services or people."""

    title: Title
    provider: Reference = ""
    """Resource name in the catalogue; empty for a subject that is not in it."""
    services: Annotated[tuple[Reference, ...], Field(max_length=500), unique("a service")] = ()
    """Resource names in the catalogue."""
    target_groups: Annotated[tuple[Code, ...], Field(max_length=100), unique("a target group")] = ()
    needs: Annotated[tuple[Reference, ...], Field(max_length=200), unique("a need")] = ()
    mapped_on: date | None = None
    note: Text = ""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Subjects that serve a target group. Their sum says nothing: a subject may serve several."""

    target_group: str
    subjects: int


@dataclass(frozen=True, slots=True)
class MappingOverview:
    """Who is there, and what nobody answers."""

    subjects: int
    in_catalogue: int
    groups: tuple[GroupCount, ...]
    unserved_groups: tuple[str, ...]
    unanswered_needs: tuple[str, ...]


def overview(subjects: Sequence[MappedSubject], groups: Iterable[str], needs: Iterable[str]) -> MappingOverview:
    """Subjects by target group of the city, and the groups and open needs that no subject stands beside."""
    counts = [GroupCount(group, sum(group in subject.target_groups for subject in subjects)) for group in groups]
    answered = {need for subject in subjects for need in subject.needs}
    return MappingOverview(
        subjects=len(subjects),
        in_catalogue=sum(bool(subject.provider) for subject in subjects),
        groups=tuple(counts),
        unserved_groups=tuple(count.target_group for count in counts if not count.subjects),
        unanswered_needs=tuple(need for need in needs if need not in answered),
    )
