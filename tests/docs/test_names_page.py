"""`docs/reference/names.md` lists what everything is called, as `komplan_core.names` says it."""

import re
from pathlib import Path

from komplan_core import names


def test_every_pattern_has_its_row_and_no_other(root: Path) -> None:
    patterns = {name: value.template for name, value in vars(names).items() if isinstance(value, names.Pattern)}
    listed = re.findall(
        r"^\| ([a-z -]+) \| `([^`]+)` \|$", (root / "docs/reference/names.md").read_text(), re.MULTILINE
    )
    assert {title.upper().replace(" ", "_"): template for title, template in listed} == patterns
