"""Budgets and other numbers of a funding question, from a CSV file and from options."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from komplan.region.v1.funding_pb2 import FundingBudget
from komplan_cli.files import told_of
from komplan_core.errors import Invalid
from komplan_core.values import Money

COLUMNS = ("zdroj", "rok", "castka")


def budgets_of(file: Path | None, given: Iterable[str]) -> list[FundingBudget]:
    """Budgets of a file with the columns `zdroj;rok;castka` and of options such as `esf:2027=1 500 000`.

    Amounts are read exactly, in Kč. Raises Invalid with the row.
    """
    found = []
    if file is not None:
        with told_of(file), file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened, delimiter=";")
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise Invalid.field("budgets", "INVALID_VALUE", f"`{file}` needs the columns {';'.join(COLUMNS)}")
            for number, row in enumerate(rows, 2):
                found.append(_budget(row["zdroj"], row["rok"], row["castka"], f"budgets, row {number}"))
    for text in given:
        cell, _, amount = text.partition("=")
        source, _, year = cell.partition(":")
        found.append(_budget(source, year, amount, "budget"))
    return found


def pairs(given: Iterable[str], option: str) -> list[tuple[str, str]]:
    """Options such as `seniors=200` in two parts. Raises Invalid."""
    found = [text.partition("=") for text in given]
    if not all(key and value for key, _, value in found):
        raise Invalid.field(option, "INVALID_VALUE", "write it as code=value")
    return [(key, value) for key, _, value in found]


def shares(given: Iterable[str], option: str) -> list[tuple[str, str]]:
    """Options such as `329=0,6` in code and share, which may be typed with a decimal comma. Raises Invalid."""
    found = [(code, share.strip().replace(",", ".")) for code, share in pairs(given, option)]
    for code, share in found:
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", share) is None:
            raise Invalid.field(option, "INVALID_VALUE", f"`{code}`: write the share as a number such as 0,6")
    return found


def amount_of(text: str, field: str) -> int:
    """An amount in Kč as haléře. Raises Invalid."""
    try:
        return Money.parse(text).hal
    except ValueError:
        raise Invalid.field(field, "MONEY_FORMAT", f"`{text[:40]}` is no amount in Kč") from None


def number_of(text: str, field: str) -> int:
    """A whole number. Raises Invalid."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Invalid.field(field, "INVALID_VALUE", f"`{text[:40]}` is no whole number")
    return int(text)


def _budget(source: str | None, year: str | None, amount: str | None, field: str) -> FundingBudget:
    of_year = number_of((year or "").strip(), field)
    return FundingBudget(source=(source or "").strip(), year=of_year, amount=amount_of(amount or "", field))
