"""The static page that verifies receipts in a browser says the same as the verifier in Python."""

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from support.books import START, Book, content, keys, register, signing

from komplan_core.book.errors import BookError
from komplan_core.book.receipts import Words, receipt_text
from komplan_core.book.verifying import verify_receipt

PAGE = Path(__file__).resolve().parents[2] / "core" / "src" / "komplan_core" / "book" / "verifier.html"
RUN = """
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const found = [];
  for (const one of cases) {
    try { found.push(await verifyReceipt(one.text, one.keys, one.record)); }
    catch (error) { found.push({ refused: error.message }); }
  }
  console.log(JSON.stringify(found));
})();
"""
pytestmark = [
    pytest.mark.node,
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
]


def test_the_page_verifies_and_refuses_what_python_does() -> None:
    book = Book()
    for no in range(1, 20):
        register(book, no)
    text = receipt_text(book.receipt(6, cosigned=int(START.timestamp())), Words("Plán", "B7K2"))
    proof = text[text.index("c2sp.org") :]
    offset = text.index(proof)
    known = [str(key) for key in keys()]
    decomposed = {"text": unicodedata.normalize("NFD", content(7)["text"])}
    cases = [
        (text, known, None),
        (text.replace("\n", "\r\n"), known, content(7)),
        (text, known, decomposed),
        (text, known, content(8)),
        (text, [str(signing(seed="stranger").verifier)], None),
        (book.receipt(0, 1).format(), known, content(1)),
        ("Dobrý den", known, None),
        *((flipped(text, offset + place), known, None) for place in range(0, len(proof) - 20, 7)),
    ]
    expected = [verdict(*case) for case in cases]
    script = re.search(r"<script>(.*)</script>", PAGE.read_text(), re.DOTALL)
    assert script is not None
    done = subprocess.run(
        ["node", "-e", script[1] + RUN],
        input=json.dumps([{"text": text, "keys": lines, "record": record} for text, lines, record in cases]),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = json.loads(done.stdout)
    assert [None if "refused" in item else item["leaf"]["no"] for item in found] == expected
    assert expected[:7] == [7, 7, 7, None, None, 1, None]
    assert found[1]["witnesses"] == verify_receipt(text, keys()).cosigned
    assert [item["compared"] for item in found[:3]] == [False, True, True]


def test_the_page_asks_nobody() -> None:
    page = PAGE.read_text()
    assert "default-src 'none'" in page
    assert re.findall(r"(?:https?:)?//[a-z]|fetch\(|XMLHttpRequest|<link|<img|src=", page) == []


def flipped(text: str, place: int) -> str:
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


def verdict(text: str, lines: list[str], record: dict[str, str] | None) -> int | None:
    """Number of the comment of a receipt that Python verifies, else nothing."""
    from komplan_core.book.notes import VerifierKey

    try:
        return int(verify_receipt(text, map(VerifierKey.parse, lines), record=record).entry["no"])
    except BookError:
        return None
