"""`python -m komplan_core.book receipt|entry|book|consistency|export`: verifies offline, with public keys alone.

Exit codes: 0 verified, 2 wrong usage, 3 not verified.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from komplan_core.book import answers
from komplan_core.book.errors import BookError


def main(words: Sequence[str] | None = None) -> int:
    """Verify what the words name, tell it, and return the exit code."""
    given = vars(_parser().parse_args(words))
    run, as_json = given.pop("run"), given.pop("json")
    try:
        answer = run(**given)
    except BookError as error:
        print(f"NOT VERIFIED {error.reason}: {error.message}", file=sys.stderr)
        return 3
    if as_json:
        print(json.dumps({"verified": True, **answer}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(["VERIFIED", *answers.lines(answer)]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m komplan_core.book", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="receipt|entry|book|consistency|export")

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        made.add_argument(
            "--key",
            dest="keys",
            action="append",
            required=True,
            help="public key of the book or of a witness, or a file with one on a line; may be repeated",
        )
        made.add_argument("--json", action="store_true", help="print one JSON object")
        return made

    receipt = command("receipt", answers.receipt, "Verify a receipt.")
    receipt.add_argument("file", type=Path, help="the receipt, or the text of its QR code")
    receipt.add_argument("--record", type=Path, help="JSON file with the registered content, to be compared")
    _quorum(receipt)

    entry = command("entry", answers.entry, "Verify that an entry stands in the book, such as one of an erasure.")
    entry.add_argument("file", type=Path, help="the entry, as JSON in its one spelling")
    entry.add_argument("proof", type=Path, help="its proof")
    _quorum(entry)

    book = command("book", answers.book, "Verify a whole book: entries, numbers, moves, signatures.")
    book.add_argument("source", type=Path, help="folder of the published book, or a file with one entry on a line")
    _checkpoint(book)
    _quorum(book)

    consistency = command("consistency", answers.consistency, "Verify that a book only grew.")
    consistency.add_argument("old", type=Path, help="the earlier checkpoint")
    consistency.add_argument("new", type=Path, help="the later checkpoint")
    consistency.add_argument("--proof", type=Path, help="file with a hash in base64 on each line")
    consistency.add_argument("--book", dest="source", type=Path, help="the book itself, instead of a proof")

    export = command("export", answers.export, "Verify a settlement table beside the book.")
    export.add_argument("table", type=Path, help="the table in CSV or JSON Lines")
    export.add_argument("--book", dest="source", type=Path, required=True, help="folder or file of the book")
    export.add_argument("--outcomes", type=Path, help="the city's own outcomes: a file with code=title on each line")
    _checkpoint(export)
    return parser


def _checkpoint(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, help="checkpoint of the book (default: that of the folder)")
    parser.add_argument(
        "--trusted",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint seen before, above all the last witnessed one; may be repeated",
    )


def _quorum(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quorum", type=int, default=0, help="how many of the given witnesses must have cosigned")


if __name__ == "__main__":
    sys.exit(main())
