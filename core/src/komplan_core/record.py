"""The one shape of every value and entity in the model."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record. It is never copied with unchecked values: `revised` validates again."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, ser_json_bytes="base64")

    def revised(self, changes: Mapping[str, Any]) -> Self:
        """This record with `changes`, validated once as a whole."""
        return type(self).model_validate({**self.__dict__, **changes})


class Entity(Record):
    """A record with a resource name and an etag, both set by the service that stores it."""

    name: str = ""
    etag: str = ""
