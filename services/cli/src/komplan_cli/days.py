"""Days on the command line, as people write them."""

from typing import Any, Final

import typer

DAY_FORMATS: Final = ["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"]
"""`2029-06-18`, `18.6.2029` and `18. 6. 2029`."""


def day_option(name: str, told: str) -> Any:
    """An option that takes a day."""
    return typer.Option(name, formats=DAY_FORMATS, metavar="DAY", help=told)
