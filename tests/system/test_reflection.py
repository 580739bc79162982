"""Where reflection is on, a tool finds its way with nothing but the address; elsewhere it is told nothing."""

import json
import subprocess
import sys
from pathlib import Path

from google.protobuf import json_format
from support.plans import serving_region

from komplan.region.v1.region_pb2 import MidtermPlan
from komplan.region.v1.region_service_pb2 import GetMidtermPlanRequest

BUF = Path(sys.executable).parent / "buf"
METHOD = "komplan.region.v1.RegionService/GetMidtermPlan"
PLAN = "regions/kraj/plans/2027-2029"


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


def without_age(plan: MidtermPlan) -> MidtermPlan:
    """The plan without what changes from second to second."""
    for city in plan.coverage:
        city.age_seconds = 0
    return plan


def test_buf_curl_prints_the_midterm_plan_where_reflection_is_on(tmp_path: Path) -> None:
    with serving_region(tmp_path, reflection=True) as region:
        done = curl(region.target, tmp_path, "-d", json.dumps({"name": PLAN}))
        read = region.ask("RegionService/GetMidtermPlan", GetMidtermPlanRequest(name=PLAN), roles=())
    assert done.returncode == 0, done.stderr
    printed = json_format.Parse(done.stdout, MidtermPlan())
    assert without_age(printed) == without_age(read)
    assert sum(figure.planned for figure in printed.financing) == 1101


def test_buf_curl_finds_nothing_where_reflection_is_off(tmp_path: Path) -> None:
    with serving_region(tmp_path) as region:
        done = curl(region.target, tmp_path, "-d", json.dumps({"name": PLAN}))
    assert (done.returncode != 0, done.stdout) == (True, "")
    assert "failed to find service" in done.stderr
