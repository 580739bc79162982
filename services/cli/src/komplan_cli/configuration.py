"""`komplan config show`."""

import os
from pathlib import Path

from rich.table import Table

from komplan_cli.output import DATA, give_json
from komplan_kit.config import load
from komplan_kit.provenance import sources


def show(config: Path | None, as_json: bool) -> None:
    """Print every setting with its source. Raises Invalid with all faults of the configuration at once."""
    found = sources(load(config), os.environ)
    if as_json:
        give_json({"settings": [{"setting": path, "value": value, "source": source} for path, value, source in found]})
        return
    table = Table("setting", "value", "source", title="Settings")
    for path, value, source in found:
        table.add_row(path, value, source)
    DATA.print(table)
