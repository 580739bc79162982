"""A region witnesses the comment book of its city: two processes, the office's commands, an honest book, a fork."""

import asyncio
import json
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from support.consultation import Desk
from support.processes import Served
from typer.testing import CliRunner

from komplan.consultation.v1 import book_service_pb2 as books
from komplan.witness.v1 import witness_service_pb2 as pb
from komplan_cli.app import app
from komplan_core.book import checkpoints
from komplan_core.book.cosignatures import cosigned
from komplan_core.book.notes import COSIGNATURE, VerifierKey
from komplan_core.errors import NotFound, PlanError, Refused
from komplan_kit.client import Peer
from komplan_kit.identity import assertion, make_issuer_key
from komplan_kit.signing import make_signing_key, signing_key

ORIGIN = "kniha.vzorov.cz/book/jaro"
WITNESS = "svedek.kraj.cz"


class Running(Served):
    """A process, and calls to it as a person of the office."""

    code: str
    issuer: Path

    def ask(self, method: str, request: Message, roles: tuple[str, ...] = (), who: str = "tester") -> Any:
        async def once() -> Any:
            peer = Peer(self.target, assertion=lambda: assertion(self.issuer, who, roles, self.code))
            service, name = method.split("/")
            stubs = import_module(request.DESCRIPTOR.file.name.removesuffix(".proto").replace("/", ".") + "_pb2_grpc")
            try:
                return await peer.ask(getattr(getattr(stubs, f"{service}Stub")(peer.channel), name), request, wait=True)
            finally:
                await peer.close()

        return asyncio.run(once())


class Kraj:
    """The region and its city; `komplan` runs a command of the region's office."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issuer = folder / "issuer.pem"
        make_issuer_key(self.issuer, folder / "issuer.pub.pem")
        for name in ("witness.pem", "directory.pem"):
            make_signing_key(folder / name)
        self.witness = signing_key(folder / "witness.pem", WITNESS, COSIGNATURE).verifier
        self.region = self._start(
            "kraj",
            'services = ["region", "witness"]\n[region]\ncode = "kraj"\ntitle = "Kraj"\n'
            'signing_key = "../directory.pem"\ncollect_seconds = 0\n'
            f'[witness]\nname = "{WITNESS}"\nkey = "../witness.pem"\n[outgoing]\nissuer_key = "../issuer.pem"\n',
        )
        self.city = self._start(
            "vzorov",
            'services = ["consultation"]\nplanning = "none"\n[area]\ncode = "vzorov"\n'
            '[book]\nhost = "kniha.vzorov.cz"\n'
            f'witnesses = [{{ address = "{self.region.target}", key = "{self.witness}" }}]\n',
        )

    def _start(self, code: str, settings: str) -> Running:
        folder = self.folder / code
        folder.mkdir()
        common = 'listen = "127.0.0.1:0"\ndata = "data"\n'
        (folder / "komplan.toml").write_text(f'{common}{settings}[identity]\nissuers = ["../issuer.pub.pem"]\n')
        process = Running.komplan(folder, "--config", "komplan.toml")
        assert isinstance(process, Running)
        process.code, process.issuer = code, self.issuer
        process.start()
        return process

    def komplan(self, *words: str, anyone: bool = False) -> tuple[int, Any]:
        """The exit code of `komplan region …`, and what it printed, as JSON where it was asked for."""
        where = ["--target", self.region.target, "--code", "kraj"]
        own = [] if anyone else ["--issuer-key", str(self.issuer)]
        done = CliRunner().invoke(app, ["region", *words, *where, *own])
        if isinstance(done.exception, PlanError):
            raise done.exception
        return done.exit_code, json.loads(done.stdout) if "--json" in words else done.stdout

    def latest(self) -> Any:
        return self.region.ask("WitnessService/GetLatest", pb.GetLatestRequest(origin=ORIGIN))

    def cosigned_of(self, size: int) -> Any:
        """What the region cosigned, once it is so many entries."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if (found := self.latest()).size >= size:
                    return found
            except NotFound:
                pass
        raise AssertionError(self.city.log()[-2000:])

    def stop(self) -> None:
        for process in (self.city, self.region):
            process.kill()


@pytest.fixture(scope="module")
def kraj(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kraj]:
    made = Kraj(tmp_path_factory.mktemp("kraj"))
    yield made
    made.stop()


def test_the_region_cosigns_the_book_of_its_city_and_keeps_what_contradicts_it(kraj: Kraj) -> None:
    desk = Desk(kraj.city)  # type: ignore[arg-type]
    desk.entered()
    address = ["--address", kraj.city.target, "--consultation", kraj.city.target]
    assert kraj.komplan("directory", "add", "vzorov", "--title", "Vzorov", *address)[0] == 0

    code, told = kraj.komplan("witness", "sync", "--json")
    assert (code, told["added"], told["witnessed"], told["unconfirmed"]) == (5, [], 0, [ORIGIN])
    code, seen = kraj.komplan("witness", "keys", "--json")
    (key,) = seen["keys"]
    assert (key["origin"], key.get("confirmed", False)) == (ORIGIN, False)
    assert kraj.komplan("witness", "confirm", "vzorov", "0" * 64)[0] == 0  # the office wrote down another key
    assert kraj.komplan("witness", "sync", "--json")[0] == 5
    spoken = " ".join(key["fingerprint"][at : at + 8] for at in range(0, 64, 8)).upper()
    assert kraj.komplan("witness", "confirm", "vzorov", spoken)[0] == 0
    code, told = kraj.komplan("witness", "sync", "--json")
    assert (code, told["added"], told["unconfirmed"]) == (0, [ORIGIN], [])
    assert kraj.komplan("witness", "sync", "--json")[1]["added"] == []

    kraj.city.stop()
    kraj.city.start()  # it shows its books as soon as it serves, and each minute
    size = kraj.city.ask("BookService/GetCheckpoint", books.GetCheckpointRequest(parent=desk.round)).size
    latest = kraj.cosigned_of(size)
    assert cosigned(latest.checkpoint, [kraj.witness]).keys() == {WITNESS}
    assert checkpoints.opened(latest.checkpoint, VerifierKey.parse(key["key"])).size == size
    code, standing = kraj.komplan("witness", "status", "--json", anyone=True)
    assert (code, [(log["origin"], log["latest"]["size"], log["evidence"]) for log in standing["logs"]]) == (
        0,
        [(ORIGIN, str(size), 0)],
    )

    own = signing_key(kraj.folder / "vzorov" / "data" / "book.key.pem", ORIGIN)
    other = checkpoints.sign(checkpoints.Checkpoint(ORIGIN, size, b"\x07" * 32), own)
    with pytest.raises(Refused) as caught:
        kraj.region.ask("WitnessService/AddCheckpoint", pb.AddCheckpointRequest(old_size=size, checkpoint=other))
    assert caught.value.reason == "BOOK_FORKED"
    code, standing = kraj.komplan("witness", "status", "--json", anyone=True)
    assert (code, standing["logs"][0]["evidence"]) == (5, 1)
    assert kraj.latest().checkpoint == latest.checkpoint


def test_the_signed_directory_is_checked_without_the_region(kraj: Kraj, tmp_path: Path) -> None:
    shown, key = tmp_path / "directory.txt", tmp_path / "region.pub"
    key.write_text(kraj.komplan("directory", "key", anyone=True)[1])
    kraj.komplan("directory", "add", "lhota", "--title", "Lhota", "--without-instance")
    until = time.monotonic() + 30
    while '"lhota"' not in kraj.komplan("directory", "show", anyone=True)[1]:
        assert time.monotonic() < until, kraj.region.log()[-2000:]
    assert kraj.komplan("directory", "show", "--out", str(shown), anyone=True)[0] == 0

    def verify(*words: str) -> str:
        done = CliRunner().invoke(app, ["region", "directory", "verify", *words, "--key", str(key)])
        return done.exception.reason if isinstance(done.exception, PlanError) else f"exit code {done.exit_code}"

    assert verify(str(shown)) == "exit code 0"
    forged = tmp_path / "forged.txt"
    forged.write_text(shown.read_text().replace('"blocked":false', '"blocked":true', 1))
    assert verify(str(forged)) == "DIRECTORY_SIGNATURE"
    assert kraj.komplan("directory", "block", "lhota")[0] == 0
    later = tmp_path / "later.txt"
    until = time.monotonic() + 30
    while '"blocked":true' not in kraj.komplan("directory", "show", anyone=True)[1]:
        assert time.monotonic() < until, "the block does not stand in the signed directory"
    kraj.komplan("directory", "show", "--out", str(later), anyone=True)
    assert verify(str(later), "--seen", str(shown)) == "exit code 0"
    assert verify(str(shown), "--seen", str(later)) == "DIRECTORY_OLDER"
    assert kraj.komplan("directory", "renew", "lhota", "--until", "2099-12-31")[0] == 0
    assert kraj.komplan("directory", "unblock", "lhota")[0] == 0
    entries = kraj.komplan("directory", "list", "--json")[1]["municipalities"]
    (lhota,) = [entry for entry in entries if entry["code"] == "lhota"]
    assert (lhota["valid_until"]["year"], lhota.get("blocked", False), lhota["kind"]) == (2099, False, "municipality")
    assert kraj.komplan("directory", "remove", "lhota")[0] == 0
    assert "lhota" not in kraj.komplan("directory", "list")[1]
