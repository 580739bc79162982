"""A private PostgreSQL cluster on loopback, run by an unprivileged user."""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg

NOT_DURABLE: Final = " -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
_NUMBERS = itertools.count(1)


def find_binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL, 15 at least."""
    folders = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: -int(path.parent.name))
    found = [folder for folder in folders if (folder / "initdb").exists() and int(folder.parent.name) >= 15]
    if found:
        return found[0]
    path = shutil.which("initdb")
    return Path(path).resolve().parent if path else None


class Cluster:
    """A private cluster. One that is not `durable` leaves writing back to the operating system.

    A durable cluster syncs each file of each of its databases before it recovers from a crash: one that is to be
    crashed must hold few databases.
    """

    def __init__(self, binaries: Path, durable: bool = True) -> None:
        self._binaries = binaries
        self._durable = durable
        self._folder = Path(tempfile.mkdtemp(prefix="komplan-pg-"))
        self.port = free_port()
        self._user = self._unprivileged()
        self._templates: dict[str, str] = {}

    def __enter__(self) -> "Cluster":
        data = self._folder / "data"
        self._run(
            "initdb", "-D", str(data), "-U", "komplan", "-k", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        data = self._folder / "data"
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
            + (
                ""
                if self._durable
                else " -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
            )
        )
        log = self._folder / "log"
        try:
            self._run("pg_ctl", "-D", str(data), "-w", "-t", "120", "-l", str(log), "-o", options, "start")
        except RuntimeError as error:
            raise RuntimeError(f"{error} {log.read_text()[-3000:]}") from None

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; `immediate` is what a crash looks like."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", mode, "-w", "stop", check=False)

    def new_database(self, name: str, template: str = "template1") -> str:
        """The address of a new database: empty, or a copy of a template."""
        database = f"{name.replace('-', '_')}_{next(_NUMBERS)}"
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template or "template1"}"')
        return self.address(database)

    def template(self, name: str, fill: Callable[[str, str], None]) -> str:
        """The database that `fill(address, name)` filled once, to be copied."""
        if name not in self._templates:
            address = self.new_database(f"template-{name}")
            fill(address, name)
            self._templates[name] = address.rsplit("/", 1)[1]
        return self._templates[name]

    def drop(self, address: str) -> None:
        """Remove a database, whoever still uses it."""
        self._execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1]}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def address(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://komplan@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        demote = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        environment = {**os.environ, "HOME": str(self._folder), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT, cwd=self._folder, env=environment, check=False, **demote,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{program} failed: {(done.stdout or b'').decode()[-500:]}")

    def _unprivileged(self) -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                continue
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            return user
        raise RuntimeError("root may not run PostgreSQL and no unprivileged user was found")


def free_port() -> int:
    """A port that was free a moment ago, below the range of outgoing connections."""
    for port in range(20_000 + os.getpid() % 5_000, 32_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port")
