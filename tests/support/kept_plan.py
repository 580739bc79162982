"""A version of a region's plan with all that it was built from, in a file: a change of the rules of composing is seen.

`PYTHONPATH=tests python -m support.kept_plan` writes the file of the rules that the program has now.
"""

import base64
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from komplan_core.regional.midterm.plans import PinnedInput, RegionPlanVersion
from komplan_kit.clock import utc_now
from komplan_kit.engine import Store
from komplan_kit.statements import Session
from komplan_kit.store import Transaction
from komplan_region.ports.copies import CopiedRecord
from komplan_region.ports.midterm import OwnRecord
from komplan_region.ports.scratch import Pinned, PinnedCopy
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories.transaction import RegionStore
from komplan_region.usecases.midterm_content import RULES, Parts
from komplan_region.usecases.midterm_pinning import pinned

FOLDER: Final = Path(__file__).parents[1] / "data/midterm"


@dataclass(frozen=True)
class KeptPlan:
    """A version, its tables, and all that it was built from."""

    version: RegionPlanVersion
    parts: Parts
    inputs: Pinned


@contextmanager
def read_from(address: str) -> Iterator[RegionTx]:
    """The region's records as they stand in a database."""
    store = Store(address)
    transaction = Transaction(None, utc_now())
    transaction.session = Session(store.writer(), store.dialect)
    yield RegionStore(transaction)
    transaction.session.discard()


def write(address: str, name: str, path: Path) -> None:
    """Keep a version of the region in a database."""
    with read_from(address) as tx:
        kept = pinned(tx, name)
    version, inputs = kept.version, kept.inputs
    told = {
        "version": version.model_dump(mode="json"),
        "parts": {code: _text(body) for code, body in kept.parts},
        "built_at": inputs.built_at.isoformat(),
        "own": {item.name: _text(item.encoded) for item in inputs.own},
        "copies": [
            {
                "told": copy.told.model_dump(mode="json"),
                "profile": _text(copy.profile),
                "records": [[item.part, item.name, item.number, _text(item.encoded)] for item in copy.records],
            }
            for copy in inputs.copies
        ],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> KeptPlan:
    """A version as it was kept."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    copies = [
        PinnedCopy(
            PinnedInput.model_validate(copy["told"]),
            _bytes(copy["profile"]),
            tuple(CopiedRecord(part, name, number, _bytes(body)) for part, name, number, body in copy["records"]),
        )
        for copy in told["copies"]
    ]
    own = [OwnRecord(name, _bytes(body)) for name, body in told["own"].items()]
    return KeptPlan(
        RegionPlanVersion.model_validate(told["version"]),
        [(code, _bytes(body)) for code, body in told["parts"].items()],
        Pinned(datetime.fromisoformat(told["built_at"]), own, copies),
    )


def _text(body: bytes) -> str:
    return base64.b64encode(body).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


if __name__ == "__main__":
    from support.region_whole import whole_region

    with tempfile.TemporaryDirectory() as folder:
        made = whole_region(Path(folder))
        write(made.office.region.databases["region"], made.version.name, FOLDER / f"rules-{RULES}.json")
        made.stop()
