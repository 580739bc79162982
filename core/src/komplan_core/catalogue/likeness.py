"""When two titles or contacts are the same, or alike: without case, diacritics, punctuation and legal forms."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

SIMILAR: Final = 0.6
"""Share of common trigrams (Jaccard) from which two titles are called similar."""

MOST_BEARERS: Final = 40
"""How many titles with one trigram are looked at; bounds the work for a provider with thousands of alike titles."""

ALIKE: Final = 0.4
"""Share of common trigrams from which two titles are alike enough for entries with the same contact."""

_MARKS: Final = re.compile(r"[\u0300-\u036f]")
_LEGAL: Final = re.compile(
    r"\b(?:z ?s|z ?u|o ?p ?s|s ?r ?o|spol s r ?o|a ?s|p ?o|prispevkova organizace|zapsany (?:spolek|ustav)"
    r"|obecne prospesna spolecnost)$"
)


def plain(title: str) -> str:
    """The words of a title without case, diacritics, punctuation and the abbreviation of a legal form."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    words = " ".join(re.findall(r"[^\W_]+", _MARKS.sub("", folded)))
    return _LEGAL.sub("", words).strip() or words


def contact_key(text: str) -> str:
    """A telephone without its country code and spaces, an e-mail or a web without case, scheme and `www`."""
    bare = re.sub(r"[ \u00a0/.()-]", "", text)
    if found := re.fullmatch(r"(?:\+420|00420)?([0-9]{9})", bare):
        return found[1]
    return re.sub(r"^https?://(?:www\.)?|/+$", "", text.strip().casefold())


@dataclass(frozen=True, slots=True)
class Shape:
    """What a title is compared by."""

    pieces: frozenset[str]
    numbers: tuple[str, ...]

    def resembles(self, other: "Shape") -> bool:
        """Whether both are enough alike for entries with one contact; their numbers are the same."""
        common = len(self.pieces & other.pieces)
        enough = common >= ALIKE * (len(self.pieces) + len(other.pieces) - common)
        return enough and self.numbers == other.numbers


def shape_of(title: str) -> Shape:
    """The shape of a title as people write it."""
    bare = plain(title)
    return Shape(trigrams(bare), tuple(sorted(re.findall(r"[0-9]+", bare))))


def similar_titles(titles: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of different plain titles that share enough trigrams and have the same numbers, with how much they share.

    Exact by prefix filtering: titles that are similar share one of their rarest trigrams.
    """
    pieces = {title: trigrams(title) for title in titles}
    numbers = {title: sorted(re.findall(r"[0-9]+", title)) for title in titles}
    frequency = Counter(piece for all_of in pieces.values() for piece in all_of)
    bearers: dict[str, list[str]] = defaultdict(list)
    for title in sorted(pieces, key=lambda title: (len(pieces[title]), title)):
        own, own_numbers = pieces[title], numbers[title]
        shortest = ceil(SIMILAR * len(own))
        rarest = sorted(own, key=lambda piece: (frequency[piece], piece))[: len(own) - shortest + 1]
        for other in dict.fromkeys(other for piece in rarest for other in bearers[piece][-MOST_BEARERS:]):
            theirs = pieces[other]
            if len(theirs) < shortest or numbers[other] != own_numbers:
                continue
            common = len(own & theirs)
            likeness = common / (len(own) + len(theirs) - common)
            if likeness >= SIMILAR:
                yield other, title, likeness
        for piece in rarest:
            bearers[piece].append(title)


def trigrams(title: str) -> frozenset[str]:
    """Every three characters that stand together, the ends of the title being spaces."""
    padded = f"  {title} "
    return frozenset(map("".join, zip(padded, padded[1:], padded[2:], strict=False)))
