"""`komplan` run by a test: in the test's own process, or as a process of its own where the process is the point.

Starting Python takes a command two seconds of CPU; what it does takes a tenth. What a command is, says and ends with is
the same in both ways: `komplan_cli.__main__.main` runs, with what a shell gives it.
"""

import io
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from typing import TextIO
from unittest.mock import patch

from komplan_cli.__main__ import main
from support.processes import KOMPLAN, clean_environment

Done = subprocess.CompletedProcess[str]
SECONDS = 110.0


def started(
    *words: str | Path, cwd: Path | None = None, told: str | None = None, environment: Mapping[str, str] | None = None
) -> Done:
    """Run `komplan` with these words as a process; `told` is its stdin."""
    return subprocess.run(
        [KOMPLAN, *words],
        cwd=cwd,
        input=told,
        env={**clean_environment(), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def called(
    *words: str | Path, cwd: Path | None = None, told: str | None = None, environment: Mapping[str, str] | None = None
) -> Done:
    """The same in this process. An instance that serves in another thread logs to where it logged before."""
    arguments = [str(KOMPLAN), *map(str, words)]
    out, err = _Apart(sys.stdout), _Apart(sys.stderr)
    with (
        patch.dict(os.environ, {**clean_environment(), **(environment or {})}, clear=True),
        patch.multiple(sys, argv=arguments, stdin=_text(told or ""), stdout=out, stderr=err),
        chdir(cwd or Path.cwd()),
    ):
        code = _ended()
    return subprocess.CompletedProcess(arguments, code, out.written(), err.written())


def _ended() -> int:
    """The exit code with which the command ends, as Python gives it to the shell."""
    try:
        main()
    except SystemExit as error:
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def _text(told: str) -> TextIO:
    return io.TextIOWrapper(io.BytesIO(told.encode()), "utf-8")


class _Apart(io.TextIOWrapper):
    """Keeps what the thread that made it writes; what others write goes where it went before."""

    def __init__(self, others: TextIO) -> None:
        super().__init__(io.BytesIO(), "utf-8", newline="", write_through=True)
        self._others, self._owner = others, threading.get_ident()

    def write(self, text: str) -> int:
        """Keep it, or pass it on."""
        if self._owner == threading.get_ident():
            return super().write(text)
        return self._others.write(text)

    def written(self) -> str:
        """What was written; from now on nothing is kept, for whoever still holds this stream."""
        self._owner = 0
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode().replace("\r\n", "\n")
