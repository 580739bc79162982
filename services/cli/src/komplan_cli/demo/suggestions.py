"""One command for each thing that can be tried on a running demonstration."""

from collections.abc import Iterator
from typing import Final

from komplan_cli.demo.evidence import NEED_YEARS
from komplan_cli.demo.fleet import Fleet
from komplan_cli.demo.loading import VERSION
from komplan_cli.demo.region_filling import FUNDED_YEAR, FUNDING
from komplan_cli.demo.region_plan import VERSION as BUILT
from komplan_cli.demo.regions import SHOWN, SOUTH, known

CITY: Final = "brno"
PLAN: Final = "2027-2029"
"""Years of the midterm plans."""


def suggestions(fleet: Fleet) -> Iterator[str]:
    """Commands without the word `komplan`, each with the address and key that it needs."""
    city, sizes = fleet.cities[CITY], known(CITY)["demonstration"]
    where = f"--target {city.target} --area {CITY} --issuer-key {city.issuer_key}"
    yield f"process status {sizes['cycle']} {where}"
    yield f"plan check plans/{sizes['plan']}/versions/{VERSION} {where}"
    shown, south = fleet.regions[SHOWN.code], fleet.regions[SOUTH.code]
    anyone, staff = f"--target {shown.target} --code {SHOWN.code}", f"--issuer-key {shown.issuer_key}"
    neighbour = f"--target {south.target} --code {SOUTH.code}"
    first, last = NEED_YEARS
    yield from (
        f"region status {anyone} {staff}",
        f"region collect {anyone} {staff}",
        f"region crosswalk show ostrava {anyone}",
        f"region territory show {neighbour}",
        f"region needs status {first} --municipalities {neighbour}",
        f"region needs figures {first} --to {last} {neighbour} {staff}",
        f"region money {FUNDED_YEAR} --by orp {anyone}",
        f"region subsidy {FUNDED_YEAR} {neighbour}",
        f"region fund show {FUNDING} {anyone} {staff}",
        f"region gap supply {neighbour}",
        f"region gap table {first} --to {last} {neighbour} {staff}",
        f"region population list {neighbour}",
        f"region network show {neighbour}",
        f"region network compare {neighbour}",
        f"region plan list {PLAN} {neighbour} {staff}",
        f"region plan show {PLAN}/{BUILT} --table money --sources {neighbour} {staff}",
        f"region plan check {PLAN}/{BUILT} {neighbour} {staff}",
        f"region plan reproduce {PLAN}/{BUILT} {neighbour} {staff}",
        f"region plan compare {PLAN}/{BUILT} --areas brno,ostrava {anyone} {staff}",
        f"region directory list {neighbour} {staff}",
        f"region witness status {neighbour}",
    )
