"""Near-duplicates among 46,000 comments, as many as came to the largest Czech consultation known."""

import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure
from komplan_core.consultation.similarity import alike

TEXTS: Final = 46_000
DIFFERENT: Final = 14_500
"""Complaints; the others are copies of them or variants (Prague 2018: 45,968 comments, 14,475 unique)."""
SECONDS: Final = 10.0
SYLLABLES: Final = (
    "ba be bi bo ča če či da dě do du ko kří la le lí ma mě mo na ně no nu pa pě po pra ro sta stí ti vě za"
)


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Seconds of processor time on one core for finding all groups."""
    texts = samples(random.Random(seed))
    shots = []
    for _ in range(min(rounds, 3)):
        began = time.process_time()
        found = alike([text for text, _ in texts], seed)
        shots.append(time.process_time() - began)
    together = [Counter(texts[member][1] for member in like.members) for like in found]
    right, grouped = pairs(n for group in together for n in group.values()), pairs(len(like.members) for like in found)
    there = pairs(Counter(number for _, number in texts).values())
    note = f"of generated texts: precision {right / grouped:.4f}, recall {right / there:.4f} of pairs"
    name = f"near-duplicates of {TEXTS:,}"
    return [Figure("consultation", name, "s", shots, direction="at-most", goal=SECONDS, note=note)]


def samples(chance: random.Random) -> list[tuple[str, int]]:
    """Texts of 20 to 90 words, each with the number of the complaint that it repeats, in a random order."""
    syllables = SYLLABLES.split()
    words = ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 4)))) for _ in range(6_000)]
    bases = [" ".join(chance.choices(words, k=chance.choice((20, 30, 40, 60, 90)))) for _ in range(DIFFERENT)]
    texts = [(text, number) for number, text in enumerate(bases)]
    while len(texts) < TEXTS:
        number = int(DIFFERENT * chance.random() ** 4)  # few complaints are sent by many
        texts.append((_variant(chance, words, bases[number]), number))
    chance.shuffle(texts)
    return texts


def _variant(chance: random.Random, words: list[str], text: str) -> str:
    own = text.split()
    kind = chance.randrange(8)
    if kind == 0:
        return unicodedata.normalize("NFD", text)
    if kind == 1:
        own[chance.randrange(len(own))] = "překlep"
    elif kind == 2:
        half = len(own) // 2
        own = [*own[half:], *own[:half]]
    elif kind == 3:
        own += chance.choices(words, k=len(own) // 4)
    return " ".join(own)


def pairs(counts: Iterable[int]) -> int:
    """How many pairs there are inside groups of these sizes."""
    return sum(count * (count - 1) // 2 for count in counts)
