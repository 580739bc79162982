"""Why a service was found: for each word of the query the word of a text that answers it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from komplan_catalogue.usecases.finding.documents import Field, Texts
from komplan_catalogue.usecases.finding.meanings import How
from komplan_catalogue.usecases.finding.ranking import Asked
from komplan_catalogue.usecases.finding.words import folded, normal, words_of

_PLACES: Final = {field: place for place, field in enumerate(Field)}
_NEARNESS: Final = {how: place for place, how in enumerate(How)}


class Match(NamedTuple):
    """A word of the query, in lower case, and the word that answers it as it stands in a text of the service."""

    asked: str
    found: str
    field: Field
    how: How


def matches(asked: Sequence[Asked], texts: Texts) -> tuple[Match, ...]:
    """For each word that the texts answer: the first field that does, and in it the nearest word."""
    left = list(asked)
    found: dict[str, Match] = {}
    fields: list[tuple[Field, list[str]]] = []
    for field, text in sorted(texts, key=_place):
        if not left:
            break
        words = words_of(normal(text))
        fields.append((field, words))
        bare = list(map(folded, words))
        answered = [word for word in left if not word.forms.keys().isdisjoint(bare)]
        found.update((word.word, _nearest(word, field, words, bare)) for word in answered)
        left = [word for word in left if word.word not in found]
    found.update((word.word, match) for word in left if (match := _by_phrase(word, fields)))
    return tuple(found[word.word] for word in asked if word.word in found)


def _place(item: tuple[Field, str]) -> int:
    return _PLACES[item[0]]


def _nearest(asked: Asked, field: Field, words: Sequence[str], bare: Sequence[str]) -> Match:
    answers = [
        (_how(asked.forms[form], word, asked.word), word)
        for word, form in zip(words, bare, strict=True)
        if form in asked.forms
    ]
    how, word = min(answers, key=lambda answer: _NEARNESS[answer[0]])
    return Match(asked.word, word, field, how)


def _how(how: How, word: str, asked: str) -> How:
    return How.WITHOUT_DIACRITICS if how is How.EXACT and word.lower() != asked else how


def _by_phrase(asked: Asked, fields: Sequence[tuple[Field, list[str]]]) -> Match | None:
    """The first word of a phrase that stands in the texts with all its words."""
    for phrase in asked.phrases:
        places = [
            next(((field, word) for field, words in fields for word in words if folded(word) in part), None)
            for part in phrase
        ]
        if places[0] is not None and all(places):
            field, word = places[0]
            return Match(asked.word, word, field, How.SYNONYM)
    return None
