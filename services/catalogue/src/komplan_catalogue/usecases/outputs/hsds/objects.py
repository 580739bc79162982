"""What all HSDS objects have in common."""

from typing import Any

Object = dict[str, Any]
"""An HSDS object."""


def present(**fields: Any) -> Object:
    """An object of the fields that say something; absent are None, empty texts and empty lists."""
    return {name: value for name, value in fields.items() if value is not None and value != "" and value != []}
