"""A process that is told to stop: calls in flight finish, nothing is lost, the exit status is 0."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import plan_service_pb2 as pb
from komplan.planning.v1 import plan_service_pb2_grpc as rpc
from komplan.planning.v1.plan_pb2 import Cycle
from komplan.type.v1.period_pb2 import Period
from komplan_kit.engine import Store
from komplan_kit.identity import assertion, make_issuer_key

CREATE = edit.CreateCycleRequest(parent="areas/vzorov", cycle_id="c1", cycle=Cycle(title="Cyklus", period=Period()))
CREATE.cycle.period.start.year, CREATE.cycle.period.start.month, CREATE.cycle.period.start.day = 2027, 1, 1
CONFIG = """
listen = "127.0.0.1:0"
data = "{folder}"
area = {{ code = "vzorov" }}
identity = {{ issuers = ["{folder}/issuer.pub.pem"] }}
"""


class Process:
    """`python -m komplan_planning` with a configuration file; its log is read line by line."""

    def __init__(self, folder):
        self.folder, self.lines = folder, []
        make_issuer_key(folder / "issuer.pem", folder / "issuer.pub.pem")
        (folder / "town.toml").write_text(CONFIG.format(folder=folder))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "komplan_planning", str(folder / "town.toml")], stderr=subprocess.PIPE, text=True
        )
        self.channel = grpc.insecure_channel(self.until("serving")["address"])
        self.identity = (
            ("authorization", f"Bearer {assertion(folder / 'issuer.pem', 'office', ['editor'], 'vzorov')}"),
        )

    def until(self, event):
        """The log line of an event, once it is written."""
        for text in self.process.stderr:
            self.lines.append(json.loads(text))
            if self.lines[-1]["event"] == event:
                return self.lines[-1]
        raise AssertionError(f"the process ended without `{event}`: {self.lines}")

    @contextmanager
    def busy_store(self):
        """While it lasts, no write can commit."""
        raw = Store(f"sqlite:///{self.folder}/planning.sqlite3").writer()
        raw.execute("BEGIN IMMEDIATE")
        yield
        raw.execute("ROLLBACK")
        raw.close()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.until("stopped")
        return self.process.wait(30)


@pytest.fixture
def process(tmp_path):
    started = Process(tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.kill()
    started.process.wait(30)
    started.process.stderr.close()


def test_calls_in_flight_finish_and_are_durable(process):
    with process.busy_store():
        create = edit_rpc.PlanEditorServiceStub(process.channel).CreateCycle.future(
            CREATE, metadata=process.identity, timeout=30
        )
        # a later call on the same connection is answered, so the earlier one has arrived
        rpc.PlanServiceStub(process.channel).ListCycles(pb.ListCyclesRequest(parent="areas/vzorov"), timeout=30)
        process.process.send_signal(signal.SIGTERM)
        assert process.until("stopping")["in_flight"] == 1
        assert not create.done()
    assert create.result(30).name == "areas/vzorov/cycles/c1"
    process.until("stopped")
    assert process.process.wait(30) == 0
    with Store(f"sqlite:///{process.folder}/planning.sqlite3").engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM cycle").scalar() == "areas/vzorov/cycles/c1"


def test_health_says_that_it_is_going_before_calls_are_refused(process):
    watch = health_pb2_grpc.HealthStub(process.channel).Watch(health_pb2.HealthCheckRequest(), timeout=30)
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    process.process.send_signal(signal.SIGTERM)
    assert next(watch).status == health_pb2.HealthCheckResponse.NOT_SERVING
    cycles = rpc.PlanServiceStub(process.channel).ListCycles(pb.ListCyclesRequest(parent="areas/vzorov"), timeout=30)
    assert list(cycles.cycles) == []
    watch.cancel()
    process.until("stopped")
    assert process.process.wait(30) == 0


def test_the_log_of_a_process_is_json_and_names_every_call(process):
    rpc.PlanServiceStub(process.channel).ListCycles(pb.ListCyclesRequest(parent="areas/vzorov"), timeout=30)
    assert process.end() == 0
    (call,) = [line for line in process.lines if line["event"] == "call"]
    assert (call["method"], call["code"]) == ("/komplan.planning.v1.PlanService/ListCycles", "OK")
    assert [line["event"] for line in process.lines if line["event"] != "call"] == [
        "serving",
        "draining",
        "stopping",
        "stopped",
    ]
