"""The one-page form of needs as a workbook."""

from dataclasses import dataclass
from typing import Protocol

from komplan.region.v1 import need_round_pb2
from komplan_core.errors import Invalid, Violation


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a workbook says. A fault of the form can be told by sheet, row and column."""

    form: need_round_pb2.NeedForm
    round: str
    """Id of the round that the workbook was made for; empty where it does not say."""
    places: dict[str, str]
    """Field of the contract such as `form.needs.0.title` → `potřeby:2.název potřeby`."""
    faults: tuple[Violation, ...] = ()
    """Cells that hold nothing that could be meant."""

    def refused(self, error: Invalid) -> Invalid:
        """The same error with the places of the workbook in place of fields."""
        found = [Violation(self._place(item.field), item.reason, item.message) for item in error.violations]
        return Invalid(error.reason, error.message, found)

    def _place(self, field: str) -> str:
        path = field
        while path:
            if path in self.places:
                return self.places[path]
            path = path.rpartition(".")[0]
        return field


class NeedForms(Protocol):
    """Makes and reads the workbooks."""

    def template(self, round_id: str, municipality: str, title: str) -> bytes:
        """An empty form; of a municipality, or of any where it is empty."""
        ...

    def read(self, workbook: bytes) -> ReadForm:
        """What a filled-in form says. Raises Invalid for what is no such workbook."""
        ...
