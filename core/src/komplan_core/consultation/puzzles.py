"""The proof of work before a comment over the web: a moment for one computer, much for a flood of comments."""

import hashlib
from typing import Final

BITS: Final = 16
"""Zero bits with which the hash of a solved puzzle begins: about 65,000 attempts, a fraction of a second."""
LONGEST_SOLUTION: Final = 20
"""Digits."""


def is_solved(puzzle: str, solution: str, bits: int = BITS) -> bool:
    """Whether SHA-256 of `<puzzle>:<solution>` begins with so many zero bits; the solution is a number in digits."""
    if not (solution.isascii() and solution.isdecimal()) or len(solution) > LONGEST_SOLUTION:
        return False
    return _zero_bits(f"{puzzle}:{solution}") >= bits


def solve(puzzle: str, bits: int = BITS) -> str:
    """The lowest solution."""
    number = 0
    while _zero_bits(f"{puzzle}:{number}") < bits:
        number += 1
    return str(number)


def _zero_bits(text: str) -> int:
    digest = hashlib.sha256(text.encode()).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()
