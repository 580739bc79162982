"""The receipt (potvrzení) that everybody gets at once: a text that people read, with the proof that machines check.

The proof alone fits one QR code. Its `extra` tells the entry and the salt of the content, so that whoever holds the
receipt can show that a text is the one in the book; the receipt does not show the text. What stands around the proof is
for reading and proves nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from komplan_core.book.canonical import parsed
from komplan_core.book.checkpoints import read
from komplan_core.book.commitments import SALT_LENGTH
from komplan_core.book.entries import Entry, encoded
from komplan_core.book.errors import BookError
from komplan_core.book.proofs import HEADER, Receipt
from komplan_core.book.texts import based, unbased

QR_LIMIT: Final = 2_953
"""Bytes that the largest QR code holds at the lowest level of correction."""
MOST_CHARACTERS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """What the receipt tells in words."""

    title: str
    """Of the round."""
    draft_code: str
    """Short code of the draft, as it stands on its pages."""
    portal: str = ""
    """Where the book and the public keys are published."""


def extra(entry_bytes: bytes, salt: bytes) -> bytes:
    """What the proof carries along: the entry and the salt of its content, as canonical JSON."""
    if len(salt) != SALT_LENGTH:
        raise BookError("SALT_INVALID", f"a salt has {SALT_LENGTH} bytes")
    return b'{"leaf":' + entry_bytes + b',"salt":"' + based(salt).encode() + b'"}'


def opened_extra(data: bytes) -> tuple[Entry, bytes, bytes]:
    """The entry, its bytes, and the salt that a proof carries along. Raises BookError RECEIPT_INVALID."""
    value = parsed(data)
    if not isinstance(value, dict) or set(value) != {"leaf", "salt"} or not isinstance(value["leaf"], dict):
        raise BookError("RECEIPT_INVALID", "the receipt does not carry its entry and a salt")
    salt = unbased(str(value["salt"]))
    if len(salt) != SALT_LENGTH:
        raise BookError("SALT_INVALID", f"a salt has {SALT_LENGTH} bytes")
    return value["leaf"], encoded(value["leaf"]), salt


def qr_text(receipt: Receipt) -> str:
    """The proof for one QR code. Raises BookError QR_TOO_LARGE, which asks for fewer cosignatures."""
    text = receipt.format()
    if len(text.encode()) > QR_LIMIT:
        raise BookError("QR_TOO_LARGE", f"the proof does not fit one QR code of {QR_LIMIT} bytes")
    return text


def receipt_text(receipt: Receipt, words: Words) -> str:
    """The receipt as a text file in Czech."""
    made, _, _ = opened_extra(receipt.extra)
    checkpoint = read(receipt.checkpoint)
    lines = [
        "POTVRZENÍ O ZÁPISU DO KNIHY PŘIPOMÍNEK",
        "",
        f"Připomínka číslo:  {made.get('no', '')}",
        f"Konzultace:        {_line(words.title)}",
        f"Zapsáno:           {_czech_moment(str(made.get('at', '')))}",
        f"Doručeno:          {_czech_day(str(made.get('received', '')))}",
        f"Kód návrhu:        {_line(words.draft_code)}",
        f"Kniha:             {checkpoint.origin}, zápis {receipt.index + 1} z {checkpoint.size}",
        "",
        "Tento doklad dokazuje, že připomínka tohoto čísla byla zapsána a že její text od té doby nikdo nezměnil.",
        "Text připomínky v něm není. Kdo má doklad i text, může o obojím přesvědčit kohokoli: uschovejte obojí.",
        "Doklad o přijetí neříká nic o tom, jak bude připomínka vypořádána.",
        "",
        "Jak doklad ověřit (bez internetu a bez důvěry k úřadu, stačí veřejný klíč knihy z úřední desky):",
        "  komplan verify receipt potvrzeni.txt --key klic.txt",
        "  s textem, který patří k dokladu: … --record potvrzeni-obsah.json",
        "  nebo stránkou „Ověření potvrzení“, která je k dispozici i ke stažení.",
    ]
    if words.portal:
        lines.append(f"Kniha a veřejné klíče: {_line(words.portal)}")
    return "\n".join(lines) + f"\n\n--- důkaz: odsud dál nic neměňte ---\n{receipt.format()}--- konec důkazu ---\n"


def found(text: str) -> Receipt:
    """The proof in a text: in a receipt, in what a QR code holds, with the line ends of any system.

    Raises BookError RECEIPT_MISSING, RECEIPT_AMBIGUOUS where there are several, RECEIPT_INVALID.
    """
    if len(text) > MOST_CHARACTERS:
        raise BookError("RECEIPT_INVALID", "the file is too long for a receipt")
    lines = [line.rstrip() for line in text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    starts = [place for place, line in enumerate(lines) if line == HEADER]
    if not starts:
        raise BookError("RECEIPT_MISSING", f"the text holds no proof: a line `{HEADER}` begins one")
    if len(starts) > 1:
        raise BookError("RECEIPT_AMBIGUOUS", "the text holds several proofs: check each alone")
    rest = lines[starts[0] :]
    signatures = next((place for place, line in enumerate(rest) if line.startswith("— ")), None)
    if signatures is None:
        raise BookError("RECEIPT_INVALID", "the proof ends without signatures")
    end = signatures
    while end < len(rest) and rest[end].startswith("— "):
        end += 1
    return Receipt.parse("\n".join(rest[:end]) + "\n")


def _line(text: str) -> str:
    """Words in one line, so that they cannot pass for a proof."""
    return " ".join(text.split())


def _czech_moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
        local = moment.astimezone(ZoneInfo("Europe/Prague"))
    except ZoneInfoNotFoundError:
        return f"{moment.day}. {moment.month}. {moment.year} {moment:%H:%M:%S} UTC"
    except ValueError:
        return _line(at)
    return f"{local.day}. {local.month}. {local.year} {local:%H:%M:%S}"


def _czech_day(day: str) -> str:
    parts = day.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return _line(day)
    return f"{int(parts[2])}. {int(parts[1])}. {parts[0]}"
