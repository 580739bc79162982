"""Access lines as JSON are those that the logger would write, and fall silent at the same level."""

import json
import subprocess
import sys

WRITE = """
import sys
from komplan_kit import logs
import structlog

logs.set_up(sys.argv[1], as_json=True)
access = logs.AccessLog()
access.add("/komplan/Get", "OK", "", "office", "editor", 0.0123)
access.add("/komplan/Get", "NOT_FOUND", "NOT_FOUND", "office", "editor", 0.5)
access.flush()
line = {"method": "/komplan/Get", "code": "OK", "reason": "", "caller": "office", "role": "editor", "ms": 12.3}
structlog.get_logger("access").info("call", **line)
"""


def written(level):
    done = subprocess.run([sys.executable, "-c", WRITE, level], capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_has_the_form_of_the_logger():
    first, second, by_logger = written("info")
    assert second["code"] == "NOT_FOUND"
    assert len(first["timestamp"]) == len(by_logger["timestamp"])
    assert {**first, "timestamp": ""} == {**by_logger, "timestamp": ""}


def test_no_line_is_written_below_the_level():
    assert written("warning") == []
