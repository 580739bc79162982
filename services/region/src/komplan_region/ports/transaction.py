"""One transaction, for all use cases."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Protocol, TypeVar

from komplan_core.directory import Municipality, SignedDirectory
from komplan_kit.store import Collection
from komplan_region.ports.copies import ClaimsTx, CopiesTx
from komplan_region.ports.crosswalk import CrosswalkTx
from komplan_region.ports.directory import DirectoryTx
from komplan_region.ports.funding import FundingTx
from komplan_region.ports.midterm import MidtermTx
from komplan_region.ports.money import MoneyTx
from komplan_region.ports.needs import NeedsTx
from komplan_region.ports.network import NetworkTx
from komplan_region.ports.population import PopulationTx
from komplan_region.ports.signed_directory import SignedDirectoryTx
from komplan_region.ports.supply import SupplyTx
from komplan_region.ports.territory import TerritoryTx

T = TypeVar("T")


class RegionTx(Protocol):
    """One transaction over the region."""

    municipalities: Collection[Municipality]
    signed_directories: Collection[SignedDirectory]
    directory: DirectoryTx
    signed_directory: SignedDirectoryTx
    copies: CopiesTx
    claims: ClaimsTx
    money: MoneyTx
    crosswalks: CrosswalkTx
    funding: FundingTx
    territory: TerritoryTx
    needs: NeedsTx
    supply: SupplyTx
    population: PopulationTx
    network: NetworkTx
    midterm: MidtermTx

    def remembered(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What `work_out` makes of the copies and of what the region itself says, or made of the same state before.

        Neither the time nor the state of a collection may be in it, and nobody may change it.
        """
        ...

    def now(self) -> datetime:
        """The time of the transaction."""
        ...
