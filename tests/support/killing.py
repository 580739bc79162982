"""A planning service that is killed again and again under load, each time at a random moment (R1)."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from komplan_kit.client import Peer
from komplan_kit.identity import assertion, make_issuer_key
from support.load import CLIENTS, Load
from support.plans import draft_a_plan_at
from support.postgres import free_port
from support.processes import Served
from support.settling import faults

AREA = "vzorov"
MUTANTS = Path(__file__).with_name("mutants.py")
LEAST_PER_KILL = 20
"""Acknowledged writes between two kills, on average, below which a run says nothing."""


@dataclass(frozen=True)
class Verdict:
    """What a run saw."""

    seed: int
    kills: int
    crashes: int
    acknowledged: int
    interrupted: int
    """Writes that were under way when a blow fell; the clients repeated them."""
    faults: Counter[str]

    @property
    def is_void(self) -> bool:
        """Whether there was too little load to conclude anything."""
        blows = self.kills + self.crashes
        return self.acknowledged < LEAST_PER_KILL * blows or self.interrupted < blows


class Killing:
    """One service with its folder. `mutant` names a planted fault; `crash` crashes the database and brings it back."""

    def __init__(
        self, folder: Path, address: Callable[[str], str], mutant: str = "", crash: Callable[[], None] | None = None
    ) -> None:
        self._address, self._crash, self._key = address("planning"), crash, folder / "issuer.key"
        make_issuer_key(self._key, folder / "issuer.pub.pem")
        lines = (
            f'listen = "127.0.0.1:{free_port()}"\nlog_level = "warning"',
            f'[area]\ncode = "{AREA}"\nplugins = ["reference"]',
            f'[storage]\ndatabase = "{self._address}"\nkeystore = "{address("keystore")}"',
            '[identity]\nissuers = ["issuer.pub.pem"]\n',
        )
        (folder / "komplan.toml").write_text("\n".join(lines))
        arguments = ("planning", "--config", "komplan.toml")
        self._served = Served.komplan(folder, *arguments)
        if mutant:
            self._served = Served(
                folder, [sys.executable, MUTANTS, mutant, "serve", *arguments, "--ready-file", "address"]
            )

    def run(self, seed: int, kills: int, crashes: int = 0) -> Verdict:
        """Start the service, kill it so many times, start it again each time, and settle what became of the writes."""
        self._served.start()
        try:
            load = asyncio.run(self._run(Random(seed), seed, kills, crashes))
        finally:
            self._served.kill()
        found = faults(self._address, load.writes)
        return Verdict(seed, kills, crashes, len(load.acknowledged), load.interrupted, found)

    async def _run(self, chance: Random, seed: int, kills: int, crashes: int) -> Load:
        token = assertion(self._key, "office", ("editor",), AREA)
        peer = Peer(self._served.target, assertion=lambda: token)
        await draft_a_plan_at(peer, nodes=CLIENTS)
        await peer.close()
        load = Load(self._served.target, lambda: token, seed)
        load.start()
        try:
            for blow in chance.sample(["kill"] * kills + ["crash"] * crashes, kills + crashes):
                await load.await_answer()
                await asyncio.sleep(chance.uniform(0.05, 0.6))
                load.interrupted += load.unanswered
                if blow == "kill":
                    self._served.kill()
                    await asyncio.to_thread(self._served.start)
                elif self._crash is not None:
                    await asyncio.to_thread(self._crash)
            await load.await_answer()
            await load.finish()
        finally:
            await load.cancel()
        return load
