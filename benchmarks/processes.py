"""Programs that figures are measured on, each in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.samples import AREA
from komplan_kit.identity import assertion, make_issuer_key

ROOT: Final = Path(__file__).resolve().parents[1]
ROLES: Final = ("admin", "editor", "clerk", "catalogue-editor")
START_SECONDS: Final = 60.0


class Folder:
    """A folder with the configuration and the data of one town."""

    def __init__(self, path: Path, databases: str = "", services: Sequence[str] = ("planning",)) -> None:
        path.mkdir(parents=True)
        self.path, self.config = path, path / "komplan.toml"
        self._key = path / "issuer.pem"
        make_issuer_key(self._key, path / "issuer.pub.pem")
        alone = 'planning = "none"\n' if "consultation" in services and "planning" not in services else ""
        storage = f'[storage]\ndatabase = "{databases}"\n' if databases else ""
        self.config.write_text(
            f'services = {[*services]}\nlisten = "127.0.0.1:0"\ndata = "{path}"\n{alone}'
            f'[area]\ncode = "{AREA}"\nplugins = ["reference"]\n'
            f'[identity]\nissuers = ["{path / "issuer.pub.pem"}"]\n{storage}'
        )

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What an office presents with a call; it holds for five minutes."""
        return (("authorization", f"Bearer {assertion(self._key, 'benchmark', ROLES, AREA)}"),)


class Process:
    """A started program. It writes its address to a file when it serves."""

    def __init__(self, name: str, folder: Path, arguments: Sequence[str]) -> None:
        self.name, self._ready, self._log = name, folder / f"{name}.address", folder / f"{name}.log"
        began = time.monotonic()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("KOMPLAN_", "PYTHON"))}
        environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")  # modules are compiled, as where it is installed
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments, "--ready-file", str(self._ready)],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment,
            )  # fmt: skip
        self.target = self._await_ready(began + START_SECONDS)
        self.start_seconds = time.monotonic() - began

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """Processor time that it used so far; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> float | None:
        """The most memory that it held (peak RSS) in MB of 10⁶ bytes; None where the system does not tell."""
        try:
            lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        except OSError:
            return None
        found = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
        return int(found) * 1024 / 1e6 if found else None

    def _await_ready(self, until: float) -> str:
        while not self._ready.exists():
            if self._process.poll() is not None or time.monotonic() > until:
                self._process.kill()
                raise RuntimeError(f"{self.name} did not start:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.005)
        return self._ready.read_text()
