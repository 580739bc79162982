"""`komplan` with a planted fault in its writer: `python mutants.py FAULT serve planning …`. For test_kill9 only."""

import sys
import time
from typing import Any

from komplan_cli.__main__ import main
from komplan_kit import database, writer

LONG_ENOUGH = 0.02
"""Seconds for which the fault can be hit."""


class AnswersFirst(writer.Writer):
    """Answers before it commits."""

    def _commit(self, group: list[writer.Job]) -> None:
        self._group = group
        super()._commit(group)

    def _end(self, session: Any) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(writer._answer, self._group)
        time.sleep(LONG_ENOUGH)
        super()._end(session)


class JournalsLater(writer.Writer):
    """Commits the records first and their journal entries afterwards."""

    def _end(self, session: Any) -> None:
        session.execute("COMMIT")
        time.sleep(LONG_ENOUGH)
        session.execute("BEGIN")
        super()._end(session)


class ForgetsRequests(writer.Writer):
    """Does not know which requests it has answered."""

    def _end(self, session: Any) -> None:
        super()._end(session)
        time.sleep(LONG_ENOUGH)

    def _fresh(self, session: Any, job: writer.Job) -> bytes:
        return job.run().reply


FAULTS = {"answers-first": AnswersFirst, "journals-later": JournalsLater, "forgets-requests": ForgetsRequests}

if __name__ == "__main__":
    database.Writer = FAULTS[sys.argv.pop(1)]  # type: ignore[misc]
    main()
