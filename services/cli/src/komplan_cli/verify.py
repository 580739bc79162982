"""`komplan verify`: a receipt, an entry, a book, its growth, a settlement table. Offline, with public keys alone.

The same answers are given by `python -m komplan_core.book`, which needs nothing else of komplan.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from komplan_cli.output import DATA, give_json, say

verify_app = typer.Typer(no_args_is_help=True, help="The comment book: what it proves, checked offline.")

Keys = Annotated[
    list[str], typer.Option("--key", help="public key of the book or of a witness, or a file with one on a line")
]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Checkpoint = Annotated[
    Path | None, typer.Option("--checkpoint", help="checkpoint of the book (default: that of its folder)")
]
Trusted = Annotated[
    list[Path] | None, typer.Option("--trusted", help="a checkpoint seen before, such as the last witnessed one")
]
Quorum = Annotated[int, typer.Option("--quorum", help="how many of the given witnesses must have cosigned")]


@verify_app.command("receipt")
def receipt_command(
    file: Annotated[Path, typer.Argument(help="the receipt, or the text of its QR code")],
    key: Keys,
    record: Annotated[Path | None, typer.Option(help="JSON file with the registered content, to be compared")] = None,
    quorum: Quorum = 0,
    json: Json = False,
) -> None:
    """Verify a receipt. Exit code 3 when it proves nothing.

    Example: komplan verify receipt potvrzeni.txt --key klic.txt
    """
    from komplan_core.book import answers

    _tell(lambda: answers.receipt(file, key, record, quorum), json)


@verify_app.command("entry")
def entry_command(
    file: Annotated[Path, typer.Argument(help="the entry, as JSON in its one spelling")],
    proof: Annotated[Path, typer.Argument(help="its proof")],
    key: Keys,
    quorum: Quorum = 0,
    json: Json = False,
) -> None:
    """Verify that an entry stands in the book, such as the one that tells of an erasure. Exit code 3 when it does not.

    Example: komplan verify entry erased-12.entry.json erased-12.proof.txt --key klic.txt
    """
    from komplan_core.book import answers

    _tell(lambda: answers.entry(file, proof, key, quorum), json)


@verify_app.command("book")
def book_command(
    source: Annotated[Path, typer.Argument(help="folder of the published book, or a file with one entry on a line")],
    key: Keys,
    checkpoint: Checkpoint = None,
    trusted: Trusted = None,
    quorum: Quorum = 0,
    json: Json = False,
) -> None:
    """Verify a whole book: entries, root, signatures, numbers, moves. Exit code 3, and the first bad entry, when not.

    Example: komplan verify book kniha/ --key klic.txt --trusted posledni.txt --quorum 2
    """
    from komplan_core.book import answers

    _tell(lambda: answers.book(source, key, checkpoint, trusted or (), quorum), json)


@verify_app.command("consistency")
def consistency_command(
    old: Annotated[Path, typer.Argument(help="the earlier checkpoint")],
    new: Annotated[Path, typer.Argument(help="the later checkpoint")],
    key: Keys,
    proof: Annotated[Path | None, typer.Option(help="file with a hash in base64 on each line")] = None,
    book: Annotated[Path | None, typer.Option(help="the book itself, instead of a proof")] = None,
    json: Json = False,
) -> None:
    """Verify that a book only grew between two checkpoints. Exit code 3 when it did not.

    Example: komplan verify consistency duben.txt kveten.txt --key klic.txt --book kniha/
    """
    from komplan_core.book import answers

    _tell(lambda: answers.consistency(old, new, key, proof, book), json)


@verify_app.command("export")
def export_command(
    table: Annotated[Path, typer.Argument(help="the settlement table in CSV or JSON Lines")],
    book: Annotated[Path, typer.Option(help="folder of the published book, or a file with one entry on a line")],
    key: Keys,
    checkpoint: Checkpoint = None,
    trusted: Trusted = None,
    outcomes: Annotated[
        Path | None, typer.Option(help="the city's own outcomes: a file with code=title on each line")
    ] = None,
    json: Json = False,
) -> None:
    """Verify that a settlement table tells every point of the book, each as the book has it. Exit code 3 when not.

    Example: komplan verify export vyporadani.csv --book kniha/ --key klic.txt
    """
    from komplan_core.book import answers

    _tell(lambda: answers.export(table, book, key, checkpoint, trusted or (), outcomes), json)


def _tell(verified: Callable[[], dict[str, Any]], as_json: bool) -> None:
    from komplan_core.book.answers import lines
    from komplan_core.book.errors import BookError

    try:
        answer = verified()
    except BookError as error:
        say(f"[red]not verified: {error.reason}[/] {escape(error.message)}")
        raise typer.Exit(3) from None
    if as_json:
        give_json({"verified": True, **answer})
        return
    for line in ("verified", *lines(answer)):
        DATA.print(line, markup=False, highlight=False)
