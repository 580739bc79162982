"""How well search finds: what is measured, and the sets of words, services and queries on which it is."""

import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from komplan_catalogue.usecases.finding.documents import Field, Texts, document, term
from komplan_catalogue.usecases.finding.index import Index
from komplan_catalogue.usecases.finding.keys import keys
from komplan_catalogue.usecases.finding.meanings import asked_keys
from komplan_catalogue.usecases.finding.thesaurus import Group, Thesaurus
from komplan_catalogue.usecases.finding.vocabulary import Vocabulary
from komplan_catalogue.usecases.finding.words import folded
from komplan_core.codelists import CodeList, entry

OWN = Path(__file__).resolve().parents[1] / "data" / "search"
FIRST = 10


@dataclass(frozen=True)
class Judged:
    """A query, of which kind it is, and the services that a good answer holds."""

    query: str
    kind: str
    good: frozenset[str]


@dataclass(frozen=True)
class Forms:
    """Of all ordered pairs of forms: how many of one word meet, and how many of different words do."""

    recall: float
    false: float


@dataclass(frozen=True)
class Answers:
    """Means over queries: recall in the first ten, 1 ÷ rank of the first good service, share of empty answers."""

    recall: float
    by_kind: Mapping[str, float]
    first_good: float
    empty: float


def rows(path: Path) -> list[list[str]]:
    """The rows of a file with tabs, without comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def paradigms(path: Path) -> list[list[str]]:
    """Words, each with its inflected forms."""
    return [row[0].split() for row in rows(path)]


def judged(path: Path, names: Mapping[str, str] | None = None) -> list[Judged]:
    """Queries with the services that a good answer holds, called as in `names`."""
    return [
        Judged(query, kind, frozenset(names[name] if names else name for name in good.split(",")))
        for query, kind, good in rows(path)
    ]


def own_services() -> dict[str, Texts]:
    """The texts of the project's fictional services."""
    read = tomllib.loads((OWN / "services.toml").read_text(encoding="utf-8"))
    return {name: _own_texts(service, read) for name, service in read["services"].items()}


def _own_texts(service: dict[str, Any], read: dict[str, Any]) -> Texts:
    provider = read["providers"][service["provider"]]
    kind = [entry(CodeList.SERVICE_TYPES, service["type"]).title] if "type" in service else []
    return [
        (Field.TITLE, service["title"]),
        *((Field.SERVICE_TYPE, title) for title in kind),
        *((Field.SITUATION, read["situations"][code]) for code in service["situations"]),
        *((Field.TARGET_GROUP, entry(CodeList.TARGET_GROUPS, code).title) for code in service["groups"]),
        (Field.PROVIDER, provider["title"]),
        (Field.DESCRIPTION, service["description"]),
        (Field.PROVIDER_DESCRIPTION, provider["description"]),
    ]


def hsds_services(path: Path) -> dict[str, Texts]:
    """The texts of services in HSDS, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {service["id"]: _hsds_texts(service) for service in map(json.loads, lines)}


def _hsds_texts(service: dict[str, Any]) -> Texts:
    provider = service.get("organization", {})
    return [
        (Field.TITLE, service["name"]),
        *((Field.SITUATION, item["taxonomy_term"]["name"]) for item in service.get("attributes", [])),
        (Field.PROVIDER, provider.get("name", "")),
        (Field.DESCRIPTION, service.get("description", "")),
        (Field.PROVIDER_DESCRIPTION, provider.get("description", "")),
    ]


def tabbed_thesaurus(path: Path) -> Thesaurus:
    """A thesaurus from groups of terms with tabs between them."""
    return Thesaurus(Group(tuple(row)) for row in rows(path))


def index_of(services: Mapping[str, Texts], thesaurus: Thesaurus) -> Index:
    """An index of these services."""
    index = Index(thesaurus)
    for name, texts in services.items():
        index.put(document(name, texts))
    return index


def answers(index: Index, queries: Sequence[Judged]) -> Answers:
    """Ask all queries and compare with the judgement."""
    recalls: defaultdict[str, list[float]] = defaultdict(list)
    first_good, empty = [], []
    for asked in queries:
        names = index.search(asked.query, limit=FIRST).names
        recalls[asked.kind].append(len(asked.good & set(names)) / min(FIRST, len(asked.good)))
        first_good.append(next((1 / rank for rank, name in enumerate(names, 1) if name in asked.good), 0.0))
        empty.append(not names)
    every = [recall for kind in recalls.values() for recall in kind]
    return Answers(_mean(every), {kind: _mean(of) for kind, of in recalls.items()}, _mean(first_good), _mean(empty))


def forms(groups: Sequence[Sequence[str]], typed: Callable[[str], str], seen: float = 1.0, seed: int = 1) -> Forms:
    """Which forms meet when they are typed so, while the stored texts hold a part of all forms, chosen by chance."""
    every = [form for group in groups for form in group]
    vocabulary = Vocabulary()
    for form in set(random.Random(seed).sample(every, int(len(every) * seen))):
        vocabulary.put(term(form), 0, 1)
    stored = [[frozenset(keys(form)) for form in group] for group in groups]
    asked = [[asked_keys(typed(form), vocabulary) for form in group] for group in groups]
    same, other = [], []
    for mine, own in zip(groups, asked, strict=True):
        for theirs, found in zip(groups, stored, strict=True):
            met = (not one.isdisjoint(another) for one in own for another in found)
            if mine is theirs:
                same.extend(met)
            elif set(mine).isdisjoint(theirs):  # words that share a form are not counted as wrong
                other.extend(met)
    return Forms(_mean(same), _mean(other))


def without_diacritics(form: str) -> str:
    """As on a keyboard without diacritics."""
    return folded(form)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)
