"""Giving out the settlement table of 50,000 comments: memory of service and command, and the time that it takes."""

import asyncio
import os
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import samples
from benchmarks.figures import Figure
from benchmarks.processes import ROOT, Folder, Process
from komplan_consultation.compose.book import book_keys
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.repositories import METADATA
from komplan_consultation.repositories.transaction import ConsultationStore
from komplan_core.consultation import (
    Author,
    AuthorKind,
    Channel,
    ChannelRule,
    Comment,
    Consent,
    Point,
    Publication,
    Round,
    Settlement,
)
from komplan_core.values import Period
from komplan_kit.config_loading import load
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.store import Written

COMMENTS_HELD: Final = 50_000
AT_ONCE: Final = 2_500
ROUND: Final = f"{samples.PARENT}/rounds/jaro"
DAY: Final = date(2027, 4, 1)
SECONDS: Final = 280


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Peak memory and seconds of `komplan consultation export` in each form, and the peak of the service behind it."""
    town = Folder(folder / "town", services=("consultation",))
    asyncio.run(_filled(town))
    found: dict[str, list[tuple[float, float]]] = {"csv": [], "jsonl": [], "xlsx": []}
    arguments = ("benchmarks.servers", "serve", "consultation", "--config", str(town.config))
    with Process("giving", folder, arguments) as process:
        for _ in range(min(rounds, 2)):
            for form, shots in found.items():
                shots.append(_exported(process.target, folder / f"table.{form}"))
        peak = process.peak_mb()
    figures = []
    for form, shots in found.items():
        name = f"settlement table of {COMMENTS_HELD:,} rows as {form.upper()}"
        seconds, memory = [shot[0] for shot in shots], [shot[1] for shot in shots]
        figures.append(Figure("consultation", name, "s", seconds, None, "at-most", 60.0))
        figures.append(Figure("consultation", f"{name}: memory of the command", "MB", memory, None, "at-most", 200.0))
    if peak is not None:
        name = "memory of the service that gave the tables out (peak RSS)"
        figures.append(Figure("consultation", name, "MB", [peak], None, "at-most", 200.0))
    return figures


def _exported(target: str, file: Path) -> tuple[float, float]:
    """Seconds of one export, and the most memory that the command held in MB of 10⁶ bytes."""
    words = ("consultation", "export", "jaro", str(file), "--target", target, "--area", samples.AREA)
    began = time.perf_counter()
    command = subprocess.Popen([sys.executable, "-m", "komplan_cli", *words], cwd=ROOT, stdout=subprocess.PIPE)
    output = command.stdout.read() if command.stdout is not None else b""
    _, status, used = os.wait4(command.pid, 0)
    command.returncode = os.waitstatus_to_exitcode(status)
    if f"bodů v knize: {COMMENTS_HELD}" not in output.decode():
        raise RuntimeError("the table was not given out whole")
    return time.perf_counter() - began, used.ru_maxrss * 1024 / 1e6


async def _filled(town: Folder) -> None:
    settings = load(town.config, ("consultation",))
    store = Store(settings.database("consultation"))
    upgrade(store, "komplan_consultation")
    keys, book = Keystore(settings.keystore()), book_keys(settings, store)
    database: Database[ConsultationTx] = Database(store, METADATA, partial(ConsultationStore, keys=book), keys)
    await database.write(opened_round)
    for first in range(1, COMMENTS_HELD + 1, AT_ONCE):
        await database.write(_comments, first, alone=True)
    database.close()
    keys.close()


def opened_round(tx: ConsultationTx) -> Written:
    """An open round with its book, as `announce` leaves it; its rules are told by no entry."""
    held = Round(
        name=ROUND,
        title="Připomínky",
        plan_version=samples.VERSION,
        window=Period(start=DAY, end=date(2027, 4, 30)),
        channels=(ChannelRule(channel=Channel.WEB),),
        rules_sha256="0" * 64,
        state="open",
    )
    written = tx.rounds.add(held)
    tx.book.open_book(tx.rounds.refer(ROUND, "name"))
    tx.log.begin(ROUND)
    tx.log.append(ROUND, "round.moved", {"to": "announced"})
    tx.log.append(ROUND, "round.opened", {})
    return written


def _comments(tx: ConsultationTx, first: int) -> Written:
    round_id, written = tx.rounds.refer(ROUND, "parent"), Written("", "", b"", b"")
    for _ in range(first, first + AT_ONCE):
        number = tx.book.next_comment(round_id)
        author = Author(kind=AuthorKind.INDIVIDUAL, full_name=f"Osoba {number}", contact="osoba@vzorov.example")
        answer = Settlement(outcome="rejected", justification=samples.TEXT * 2, decided_on=DAY, released_on=DAY)
        point = Point(number=1, text=f"{samples.TEXT * 4}{number}", state="released", settlement=answer)
        comment = Comment(
            name=f"{ROUND}/comments/c{number}",
            number=number,
            received_on=DAY,
            channel=Channel.WEB,
            clerk="clerk",
            authors=(author,),
            points=(point,),
            publication=Publication.APPROVED,
            publish_consent=Consent.ANONYMISED,
        )
        written = tx.book.enter(comment, round_id)
    return written
