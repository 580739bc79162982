"""One transaction over the region, for the use cases."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from komplan_kit.store import Collection, Transaction
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
from komplan_region.repositories.claims import ClaimsStore
from komplan_region.repositories.copies import CopiesStore
from komplan_region.repositories.crosswalk import CrosswalkStore
from komplan_region.repositories.directory import DirectoryStore
from komplan_region.repositories.funding import FundingStore
from komplan_region.repositories.kinds import MUNICIPALITIES, SIGNED_DIRECTORIES
from komplan_region.repositories.midterm import MidtermStore
from komplan_region.repositories.money import MoneyStore
from komplan_region.repositories.needs import NeedsStore
from komplan_region.repositories.network import NetworkStore
from komplan_region.repositories.population import PopulationStore
from komplan_region.repositories.remembering import Remembering, state_of
from komplan_region.repositories.signed_directory import SignedDirectoryStore
from komplan_region.repositories.supply import SupplyStore
from komplan_region.repositories.territory import TerritoryStore

T = TypeVar("T")


class RegionStore:
    """One transaction over the region, for the use cases."""

    def __init__(self, transaction: Transaction, remembering: Remembering | None = None) -> None:
        self._tx, self._remembering = transaction, remembering
        self._state: Hashable = None
        self.municipalities = Collection(MUNICIPALITIES, transaction)
        self.signed_directories = Collection(SIGNED_DIRECTORIES, transaction)
        self.signed_directory: SignedDirectoryTx = SignedDirectoryStore(transaction)
        self.directory: DirectoryTx = DirectoryStore(transaction)
        self.copies: CopiesTx = CopiesStore(transaction)
        self.claims: ClaimsTx = ClaimsStore(transaction)
        self.money: MoneyTx = MoneyStore(transaction)
        self.crosswalks: CrosswalkTx = CrosswalkStore(transaction)
        self.funding: FundingTx = FundingStore(transaction)
        self.territory: TerritoryTx = TerritoryStore(transaction)
        self.needs: NeedsTx = NeedsStore(transaction)
        self.supply: SupplyTx = SupplyStore(transaction)
        self.population: PopulationTx = PopulationStore(transaction)
        self.network: NetworkTx = NetworkStore(transaction)
        self.midterm: MidtermTx = MidtermStore(transaction)

    def remembered(self, key: Hashable, work_out: Callable[[], T]) -> T:
        if self._remembering is None or not self._tx.reads:
            return work_out()
        if self._state is None:
            self._state = state_of(self._tx.session)
        return self._remembering.get(self._state, key, work_out)

    def now(self) -> datetime:
        return self._tx.now
