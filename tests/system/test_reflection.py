"""Where reflection is on, a tool finds its way with nothing but the address; elsewhere it is told nothing."""

import json
import subprocess
import sys
from pathlib import Path

from google.protobuf import json_format
from support.plans import serving_region

from komplan.region.v1.region_service_pb2 import GetRollUpRequest
from komplan.region.v1.roll_up_pb2 import RollUp

BUF = Path(sys.executable).parent / "buf"
METHOD = "komplan.region.v1.RegionService/GetRollUp"
NAME = "regions/kraj/roll-ups/2027-2029"


def curl(target: str, folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """`buf curl` in an empty folder, with reflection as the only source of the contract."""
    protocol = ["--protocol", "grpc", "--http2-prior-knowledge", "--reflect", "--reflect-protocol", "grpc-v1alpha"]
    return subprocess.run(
        [BUF, "curl", *protocol, *options, f"http://{target}/{METHOD}"],
        cwd=folder,
        env={"HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def without_age(found: RollUp) -> RollUp:
    """The figures without what changes from second to second."""
    for city in found.coverage:
        city.age_seconds = 0
    return found


def test_buf_curl_prints_the_roll_up_where_reflection_is_on(tmp_path: Path) -> None:
    with serving_region(tmp_path, reflection=True) as region:
        done = curl(region.target, tmp_path, "-d", json.dumps({"name": NAME}))
        read = region.ask("RegionService/GetRollUp", GetRollUpRequest(name=NAME), roles=())
    assert done.returncode == 0, done.stderr
    printed = json_format.Parse(done.stdout, RollUp())
    assert without_age(printed) == without_age(read)
    assert sum(figure.planned for figure in printed.financing) == 1101


def test_buf_curl_finds_nothing_where_reflection_is_off(tmp_path: Path) -> None:
    with serving_region(tmp_path) as region:
        done = curl(region.target, tmp_path, "-d", json.dumps({"name": NAME}))
    assert (done.returncode != 0, done.stdout) == (True, "")
    assert "failed to find service" in done.stderr
