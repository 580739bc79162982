"""Views of the directory by organisation."""

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.reporting.desk import ReportingDesk
from komplan_core.reporting.address_book import BookEntry, address_book
from komplan_core.reporting.founders import FounderRow, founder_table


class Organisations:
    """Who provides what."""

    def __init__(self, desk: ReportingDesk) -> None:
        self._desk = desk

    def by_founder(self, tx: CatalogueTx) -> tuple[FounderRow, ...]:
        """Providers and registered services by founder type and legal form."""
        return founder_table(tx.reporting.all_providers(), tx.reporting.all_services())

    def address_book(self, tx: CatalogueTx) -> list[BookEntry]:
        """Every organisation with what it offers today."""
        places = {place.name: place for place in tx.reporting.all_places()}
        today = self._desk.directory.today()
        return address_book(
            tx.reporting.all_providers(), tx.reporting.all_services(), places, self._desk.profile, today
        )
