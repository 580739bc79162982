"""`python -m benchmarks [--json] [--only GROUP] [--subject SUBJECT] [--rounds N] [--seed N]`."""

import argparse
import os
import random
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.figures import GROUPS, Figure, show
from benchmarks.shots import say

SUBJECTS: Final = {
    "reading": "foundation",
    "writing": "consultation",
    "codec": "foundation",
    "start": "foundation",
    "region_collecting": "region",
    "region_rollup": "region",
    "region_version": "region",
    "region_funding": "region",
    "funding": "region",
    "planning": "planning",
    "search": "catalogue",
    "catalogue_import": "catalogue",
    "catalogue_export": "catalogue",
    "near_duplicates": "consultation",
    "comment_list": "consultation",
    "settlement_export": "consultation",
    "book_audit": "consultation",
    "book_check": "consultation",
    "consultation_import": "consultation",
}
"""Modules by subject, with the group of their figures."""

Measure = Callable[[Path, int, int], list[Figure]]


def main() -> None:
    """Measure and print; a figure that falls short is no error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list instead of a table")
    parser.add_argument("--only", choices=GROUPS, help="only the figures of one group")
    parser.add_argument("--subject", choices=SUBJECTS, help="only the figures of one subject")
    parser.add_argument("--rounds", type=int, default=5, help="shots at each thing (default 5)")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="seed of the order of shots")
    given = parser.parse_args()
    if given.rounds < 1:
        parser.error("--rounds is 1 or more")
    chosen = [
        subject
        for subject, group in SUBJECTS.items()
        if given.only in (None, group) and given.subject in (None, subject)
    ]
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")  # processes are started, never forked
    if chosen:
        say(f"seed {given.seed}, {given.rounds} rounds")
    found: list[Figure] = []
    for subject in chosen:
        say(f"{subject} …")
        measure: Measure = import_module(f"benchmarks.{subject}").figures
        with tempfile.TemporaryDirectory(prefix="komplan-bench-") as folder:
            found += measure(Path(folder), given.rounds, given.seed)
    show(found, given.json)


if __name__ == "__main__":
    main()
