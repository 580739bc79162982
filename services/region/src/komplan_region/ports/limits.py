"""How many rows a query gives at most."""

from typing import Final

ALL: Final = 1 << 31
"""All of them: not a page of a list."""
