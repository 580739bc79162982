"""One transaction, for all use cases."""

from datetime import datetime
from typing import Protocol

from komplan_core.directory import Municipality
from komplan_kit.store import Collection
from komplan_region.ports.copies import CopiesTx
from komplan_region.ports.crosswalk import CrosswalkTx
from komplan_region.ports.directory import DirectoryTx
from komplan_region.ports.funding import FundingTx
from komplan_region.ports.money import MoneyTx
from komplan_region.ports.needs import NeedsTx
from komplan_region.ports.territory import TerritoryTx


class RegionTx(Protocol):
    """One transaction over the region."""

    municipalities: Collection[Municipality]
    directory: DirectoryTx
    copies: CopiesTx
    money: MoneyTx
    crosswalks: CrosswalkTx
    funding: FundingTx
    territory: TerritoryTx
    needs: NeedsTx

    def now(self) -> datetime:
        """The time of the transaction."""
        ...
