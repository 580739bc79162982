"""What makes a service findable: its texts by field, its facets, when it is open, and until when it has room."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from komplan_catalogue.ports.searching import SearchText
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.finding.documents import Field, document
from komplan_core.catalogue import CapacityReport, CapacityStatus, Service, Visibility
from komplan_core.catalogue.opening import Timetable
from komplan_core.codelists import CodeList, entry

WHOLE_AREA: Final = "serves:area"


def keep(tx: CatalogueTx, service: Service, new: bool = False) -> None:
    """Store what makes a service findable, after it or what it names was written; nothing hangs on a `new` one yet."""
    texts = _texts(tx, service)
    timetable = Timetable.of(service.hours, service.exceptions, service.nonstop)
    text = SearchText(
        document(service.name, texts, _facets(service)).stored(),
        [[field.value, text] for field, text in texts],
        [timetable.weekly, timetable.special, timetable.nonstop],
        None if new else _free_until(tx.capacity_reports_of(service.name)),
    )
    tx.search.put(service.name, text, new)


def _texts(tx: CatalogueTx, service: Service) -> list[tuple[Field, str]]:
    provider = tx.providers.get(service.provider)
    area = service.name.partition("/services/")[0]
    texts = [
        (Field.TITLE, service.title),
        (Field.SERVICE_TYPE, _title(CodeList.SERVICE_TYPES, service.service_type)),
        *((Field.SITUATION, tx.situations.get(f"{area}/situations/{code}").title) for code in service.situations),
        *((Field.TARGET_GROUP, _title(CodeList.TARGET_GROUPS, code)) for code in service.target_groups),
        *_of_places(tx, service),
        (Field.PROVIDER, provider.title),
        *((Field.DESCRIPTION, text) for text in (service.description, service.easy_text, service.eligibility)),
        (Field.PROVIDER_DESCRIPTION, provider.description),
    ]
    return [(field, text) for field, text in texts if text]


def _of_places(tx: CatalogueTx, service: Service) -> Iterable[tuple[Field, str]]:
    texts: dict[str, None] = {}
    for at in service.places:
        place = tx.places.get(at.place)
        city = place.address.city if place.address else ""
        texts.update(dict.fromkeys((at.title, place.title, city)))
    return ((Field.PLACE, text) for text in texts if text)


def _title(code_list: CodeList, code: str | None) -> str:
    return entry(code_list, code).title if code else ""


def _facets(service: Service) -> set[str]:
    facets = {f"class:{service.service_class.value}"}
    if service.service_type:
        facets.add(f"type:{service.service_type}")
    facets.update(f"form:{code}" for code in service.forms)
    facets.update(f"group:{code}" for code in service.target_groups)
    facets.update(f"situation:{code}" for code in service.situations)
    facets.update(f"serves:municipality/{code}" for code in service.municipalities)
    facets.update(f"serves:orp/{code}" for code in service.orps)
    if not service.municipalities and not service.orps:
        facets.add(WHOLE_AREA)
    return facets


def _free_until(reports: Iterable[CapacityReport]) -> date | None:
    """Last day on which a report of free capacity that everybody may see is believed."""
    days = [
        report.last_day
        for report in reports
        if report.available_visibility is Visibility.PUBLIC
        and (report.available or (report.available is None and report.status is CapacityStatus.CAPACITY))
    ]
    return max(days, default=None)
