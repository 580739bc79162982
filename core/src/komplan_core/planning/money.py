"""Money of measures: lines, and what is missing (domain: unknown is absent, never zero)."""

from enum import StrEnum

from komplan_core.record import Record
from komplan_core.values import Amount, Code, Money, Year


class FinancingKind(StrEnum):
    """Running costs or investment."""

    OPERATING = "operating"
    INVESTMENT = "investment"


class FinancingLine(Record):
    """Money of one year from one source. An amount that is not known is absent, not zero."""

    year: Year
    source: Code
    """A canonical funding source, or a local one that the profile maps."""
    kind: FinancingKind = FinancingKind.OPERATING
    planned: Amount | None = None
    secured: Amount | None = None
    actual: Amount | None = None

    @property
    def gap(self) -> Money:
        """What is planned and not secured, not below zero."""
        planned, secured = self.planned or Money(0), self.secured or Money(0)
        return max(planned - secured, Money(0))
