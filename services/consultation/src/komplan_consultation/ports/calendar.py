"""What the use cases need to know of all rounds at once."""

from typing import Protocol

from komplan_core.consultation import Round


class CalendarTx(Protocol):
    """The rounds of the area by their state."""

    def rounds_in(self, state: str) -> list[Round]:
        """The rounds in a state of the city's workflow, in the order in which they were prepared."""
        ...

    def followed_by(self, name: str) -> str:
        """The name of a round that names this one as its predecessor; empty where there is none."""
        ...
