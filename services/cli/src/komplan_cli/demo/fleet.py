"""The processes of the demonstration: each city and each region in its own, on loopback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from komplan_cli.demo.regions import DemoRegion
from komplan_cli.demo.witnessing import make_keys, own_witness, settings_of
from komplan_core.errors import Unavailable
from komplan_kit.identity import assertion, make_issuer_key

START_SECONDS: Final = 300.0
"""Seven processes that import and migrate at once take long on a busy machine; one that ends is told at once."""
SHOWN_LINES: Final = 15
"""Lines of a log that are told with a failure, as the folder may be gone by then."""
STOP_SECONDS: Final = 40.0


class Instance:
    """One process with its folder: configuration, data, log, and the address that it took."""

    def __init__(self, code: str, folder: Path, issuer_key: Path) -> None:
        self.code, self.folder, self.target = code, folder, ""
        self.issuer_key = issuer_key
        self.environment: dict[str, str] = {}
        """Settings that are known only when others serve."""
        self._process: subprocess.Popen[bytes] | None = None

    def assertion(self) -> str:
        """An assertion of the demonstration's office for this instance."""
        roles = ("admin", "editor", "clerk", "catalogue-editor", "analyst")
        return assertion(self.issuer_key, "demonstration", roles, self.code)

    def start(self) -> None:
        """Start the process; `await_ready` tells when it serves."""
        (self.folder / "address").unlink(missing_ok=True)
        command = [sys.executable, "-m", "komplan_cli", "serve", "--config", "komplan.toml", "--ready-file", "address"]
        with (self.folder / "komplan.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment() | self.environment,
            )

    def await_ready(self) -> None:
        """Wait until the instance serves. Raises Unavailable with the end of its log when it does not."""
        address, until = self.folder / "address", time.monotonic() + START_SECONDS
        while not address.exists():
            if self._process is None or self._process.poll() is not None or time.monotonic() > until:
                raise Unavailable("PEER_UNAVAILABLE", f"`{self.code}` did not start:\n{self._end_of_log()}")
            time.sleep(0.02)
        self.target = address.read_text()

    def _end_of_log(self) -> str:
        lines = (self.folder / "komplan.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-SHOWN_LINES:]) or "its log is empty"

    def stop(self) -> None:
        """Ask the process to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def await_stopped(self) -> None:
        """Wait until it has ended."""
        if self._process is not None:
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class Fleet:
    """All instances of the demonstration in one folder: the regions, and the cities that each of them collects."""

    def __init__(self, folder: Path, regions: Iterable[DemoRegion]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._key, self._public = folder / "issuer.pem", folder / "issuer.pub.pem"
        if not self._key.exists():
            make_issuer_key(self._key, self._public)
        wanted = tuple(regions)
        self.regions = {item.code: self._instance(folder / item.folder(), item.code, _region(item)) for item in wanted}
        self.cities = {
            code: self._instance(folder / code, code, _city(code)) for item in wanted for code in item.cities
        }
        self._region_of = {code: item.code for item in wanted for code in item.cities}

    def __enter__(self) -> "Fleet":
        try:
            for group in (self.regions, self.cities):  # a city is told where the witness of its book listens
                for code, instance in group.items():
                    if code in self._region_of:
                        region = self.regions[self._region_of[code]]
                        instance.environment = own_witness(region.folder, region.code, region.target)
                    instance.start()
                for instance in group.values():
                    instance.await_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for instance in self.all():
            instance.stop()
        for instance in self.all():
            instance.await_stopped()

    def all(self) -> tuple[Instance, ...]:
        """Every instance, cities first."""
        return (*self.cities.values(), *self.regions.values())

    def _instance(self, folder: Path, code: str, settings: str) -> Instance:
        folder.mkdir(parents=True, exist_ok=True)
        common = 'listen = "127.0.0.1:0"\ndata = "data"\nreflection = true\n'
        text = f'{common}{settings}\n[identity]\nissuers = ["../issuer.pub.pem"]\n'
        (folder / "komplan.toml").write_text(text)
        if "[witness]" in settings:
            make_keys(folder)
        return Instance(code, folder, self._key)


def _city(code: str) -> str:
    return f'services = ["catalogue", "planning", "consultation"]\n\n[area]\ncode = "{code}"\nplugins = ["{code}"]\n'


def _region(region: DemoRegion) -> str:
    return (
        f'services = ["region", "witness"]\n\n[region]\ncode = "{region.code}"\ntitle = "{region.title}"\n'
        f'deadline_seconds = 5.0\nsigning_key = "directory.pem"\n\n{settings_of(region.code)}'
        '[outgoing]\nissuer_key = "../issuer.pem"\n'
    )


def _environment() -> dict[str, str]:
    """The environment without settings of another instance."""
    return {key: value for key, value in os.environ.items() if not key.startswith("KOMPLAN_")}
