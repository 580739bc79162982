"""Real `komplan serve` processes: started in a folder, asked over the wire, stopped or killed by their handle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

KOMPLAN = Path(sys.executable).parent / "komplan"
START_SECONDS = 60.0
STOP_SECONDS = 60.0


class Served:
    """One process. Its log is kept in its folder; what it says goes into the message when it does not start."""

    def __init__(
        self, folder: Path, arguments: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> None:
        self._folder, self._arguments = folder, [str(argument) for argument in arguments]
        self._environment = {**clean_environment(), **(environment or {})}
        self._ready_file = folder / "address"
        self._process: subprocess.Popen[bytes] | None = None
        self.target = ""

    @classmethod
    def komplan(cls, folder: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> "Served":
        """`komplan serve` with these arguments; paths in its configuration are relative to the folder."""
        return cls(folder, [KOMPLAN, "serve", *arguments, "--ready-file", "address"], environment)

    def start(self) -> None:
        """Start it and wait until it serves."""
        self._ready_file.unlink(missing_ok=True)
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._arguments,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while not self._ready_file.exists():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"{self._arguments} did not start: {self.log()[-2000:]}")
            time.sleep(0.01)
        self.target = self._ready_file.read_text()

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end with SIGTERM; its exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it with SIGKILL, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def log(self) -> str:
        """What it has logged so far."""
        return (self._folder / "log").read_text(errors="replace")


def clean_environment() -> dict[str, str]:
    """The environment without settings of another instance."""
    return {key: value for key, value in os.environ.items() if not key.startswith("KOMPLAN_")}
