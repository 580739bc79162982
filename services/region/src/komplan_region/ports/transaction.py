"""One transaction, for all use cases."""

from datetime import datetime
from typing import Protocol

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

    def now(self) -> datetime:
        """The time of the transaction."""
        ...
