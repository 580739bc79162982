"""What is logged: JSON lines, one for each call, and nothing personal."""

import json
import subprocess
import sys

import pytest
import structlog
from support.served import municipality, told

from komplan.region.v1 import region_office_service_pb2 as office
from komplan_core.errors import Refused
from komplan_kit.logs import AccessLog

CANARY = "Jana Nováková"
TALK = """
import logging
from komplan_kit import logs
import structlog

logs.set_up("info", as_json=True)
structlog.get_logger("komplan").info("serving", address="127.0.0.1:5100")
structlog.get_logger("komplan").debug("quiet")
try:
    raise ValueError("Jana Nováková")
except ValueError:
    logging.getLogger("grpc").exception("Unexpected [%s] raised", "Jana Nováková")
logging.getLogger("asyncio").error("Task exception was never retrieved\\nfuture: exception=Jana Nováková")
logging.getLogger("alembic").info("quiet")
"""


@pytest.fixture(scope="module")
def lines():
    done = subprocess.run([sys.executable, "-c", TALK], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout, done.stderr.splitlines()


def test_every_line_is_json_on_stderr(lines):
    stdout, written = lines
    assert stdout == ""
    assert [json.loads(line)["event"] for line in written] == [
        "serving",
        "Unexpected [%s] raised",
        "Task exception was never retrieved",
    ]
    assert all({"level", "timestamp"} <= set(json.loads(line)) for line in written)


def test_what_other_libraries_quote_is_left_out(lines):
    _, written = lines
    assert CANARY not in "".join(written)
    assert json.loads(written[1])["error"] == "ValueError"
    assert json.loads(written[1])["logger"] == "grpc"


def test_an_access_line_says_what_was_called_by_which_office_and_how_it_ended():
    access = AccessLog()
    access.add("/komplan/Get", "OK", "", "office", "editor", 0.0123)
    with structlog.testing.capture_logs() as written:
        access.flush()
        access.flush()
    assert written == [
        {
            "event": "call",
            "log_level": "info",
            "method": "/komplan/Get",
            "code": "OK",
            "reason": "",
            "caller": "office",
            "role": "editor",
            "ms": 12.3,
        }
    ]


def test_no_line_of_a_call_quotes_the_request_the_answer_or_the_error(served):
    def refuse(request):
        raise Refused("STILL_REFERRED_TO", f"{request.name} {CANARY}")

    request = office.CreateMunicipalityRequest(parent="regions/kraj", municipality=municipality(title=CANARY))
    with structlog.testing.capture_logs() as written:
        server = served(create=lambda request: request.municipality, delete=refuse)
        server.call("CreateMunicipality", request)
        gone = office.DeleteMunicipalityRequest(name=municipality().name, etag=CANARY)
        assert told(lambda: server.call("DeleteMunicipality", gone))[1] == "STILL_REFERRED_TO"
        assert told(lambda: server.call("CreateMunicipality", request, ("editor",)))[1] == "ROLE_REQUIRED"
        server.stop()
    calls = [(line["code"], line["reason"], line["role"]) for line in written if line["event"] == "call"]
    assert calls == [
        ("OK", "", "analyst"),
        ("FAILED_PRECONDITION", "STILL_REFERRED_TO", "analyst"),
        ("PERMISSION_DENIED", "ROLE_REQUIRED", "editor"),
    ]
    assert CANARY not in repr(written)
    assert server.token() not in repr(written)


def test_lines_that_wait_are_written_when_the_log_is_stopped(served):
    with structlog.testing.capture_logs() as written:
        server = served(create=lambda request: request.municipality)
        server.call("CreateMunicipality", office.CreateMunicipalityRequest(parent="regions/kraj"))
        server.stop()
    assert [line["event"] for line in written if line["event"] in ("call", "stopped")] == ["call", "stopped"]
