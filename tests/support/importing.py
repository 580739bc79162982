"""Sources and a catalogue that takes them: each import is one line of a test."""

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from sqlalchemy import text

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources import hsds, rpss, sending, tables, workbook
from komplan_kit.engine import Store
from support.catalogue import AREA, Catalogue
from support.instance import Instance

OFFICE = ("catalogue-editor",)
DAY = {"seconds": 1_760_000_000}
"""When the sources of the tests were fetched: 9 October 2025."""


class Importing(Catalogue):
    """A catalogue and its imports."""

    def __init__(self, instance: Instance) -> None:
        super().__init__(instance)

    def register(self, records: Iterable[Any], **header: Any) -> Any:
        """Import records of the register."""
        rows = rpss.rows(io.BytesIO(register_file(records)))
        fields = {
            "provider_fields": rpss.PROVIDER_FIELDS,
            "service_fields": rpss.SERVICE_FIELDS,
            "place_fields": rpss.PLACE_FIELDS,
        }
        return self.take(rows, **{"kind": "register", **fields, **header})

    def hsds(self, path: Path, **header: Any) -> Any:
        """Import services in the form of HSDS."""
        fields = {
            "provider_fields": hsds.PROVIDER_FIELDS,
            "service_fields": hsds.SERVICE_FIELDS,
            "place_fields": hsds.PLACE_FIELDS,
        }
        with path.open("rb") as opened:
            return self.take(list(hsds.rows(opened)), **{"kind": "hsds", **fields, **header})

    def table(self, path: Path, **header: Any) -> Any:
        """Import a sheet."""
        table = tables.table_of(workbook.open_sheet(path), AREA)
        told = tables.header_of(table)
        return self.take(table.rows(), told, **header)

    def take(
        self,
        rows: Iterable[import_pb2.ImportRow],
        told: import_pb2.ImportHeader | None = None,
        request_id: str = "",
        roles: tuple[str, ...] = OFFICE,
        **header: Any,
    ) -> Any:
        """Import rows; the report. Raises PlanError."""
        made = import_pb2.ImportHeader(**{"title": "zdroj", "fetched_at": DAY, **header})
        if told is not None:
            made.MergeFrom(told)
        return self.send(requests(rows, made, request_id), roles)

    def send(self, parts: Iterable[Message], roles: tuple[str, ...] = OFFICE) -> Any:
        """Send the parts of an import as they are."""
        return self.instance.send("CatalogueImportService/Import", parts, roles)

    def undo(self, name: str) -> Any:
        """Take a run back."""
        return self.instance.ask("CatalogueImportService/UndoRun", pb.UndoRunRequest(name=name), OFFICE)

    def runs(self) -> list[Any]:
        """All runs."""
        found = self.instance.ask("CatalogueImportService/ListRuns", pb.ListRunsRequest(parent=AREA), OFFICE)
        return list(found.runs)

    def listed(self, kind: str) -> list[Any]:
        """All `Providers`, `Services` or `Places`, as a citizen lists them."""
        found, request = [], getattr(read, f"List{kind}Request")(parent=AREA, page_size=500)
        while True:
            page = self.read(f"List{kind}", request)
            found += getattr(page, kind.lower())
            request.page_token = page.next_page_token
            if not request.page_token:
                return found

    def secret(self, place: str, text: str) -> None:
        """Keep the secret address of a place."""
        request = edit.SetConfidentialAddressRequest(place=place, address={"text": text})
        self.write("SetConfidentialAddress", request)

    def state(self) -> dict[str, bytes]:
        """Every provider, service, place and situation by name, without its etag."""
        return {name: _without_etag(name, encoded) for name, encoded in self.rows_of(*ENTITIES)}

    def rows_of(self, *tables_: str) -> list[tuple[str, bytes]]:
        """Names and messages of entities."""
        store = Store(self.instance.databases["catalogue"])
        with store.engine.connect() as connection:
            found = []
            for table in tables_:
                statement = _STATEMENTS[table]
                found += [(row[0], bytes(row[1])) for row in connection.execute(text(statement))]
            return found

    def counted(self, sql: str) -> int:
        """What a counting statement of a test gives."""
        store = Store(self.instance.databases["catalogue"])
        with store.engine.connect() as connection:
            return int(connection.exec_driver_sql(sql).scalar_one())


ENTITIES = ("provider", "place", "service", "situation")
_STATEMENTS = {table: f"SELECT name, encoded FROM {table} ORDER BY name" for table in ENTITIES}  # noqa: S608


def requests(
    rows: Iterable[import_pb2.ImportRow], header: import_pb2.ImportHeader, request_id: str = ""
) -> Iterator[pb.ImportRequest]:
    """The parts of an import."""
    for number, part in enumerate(sending.requests(AREA, header, rows)):
        if not number:
            part.request_id = request_id
        yield part


def register_file(records: Iterable[Any]) -> bytes:
    """The register's file with these records."""
    return json.dumps({"polozky": list(records)}, ensure_ascii=False).encode()


def record(portal_id: int = 1, **changes: Any) -> dict[str, Any]:
    """A record of the register with one facility."""
    made: dict[str, Any] = {
        "portalId": portal_id,
        "identifikator": f"{7_000_000 + portal_id}",
        "datumPoskytovaniOd": "2010-01-01",
        "datumPoskytovaniDo": None,
        "druhSocialniSluzby": {"id": "DruhSocialniSluzby/13"},
        "poskytovatel": {"ico": "00000019", "nazev": "Domov Vzorov", "statutarniOrgany": []},
        "zarizeni": [facility()],
        "ciloveSkupiny": [{"cilovaSkupina": {"id": "CilovaSkupinaOsoby/24"}}],
        "formy": [form("pob", luzka=32)],
    }
    return {**made, **changes}


def facility(name: str = "Domov Vzorov", code: int | None = 11867906, **changes: Any) -> dict[str, Any]:
    """A facility of a record."""
    address = {
        "cisloDomovni": 12,
        "cisloOrientacni": "3",
        "kodAdresnihoMista": code,
        "psc": "35201",
        "obec": {"id": "Obec/999001"},
        "okres": {"id": "Okres/3402"},
        "ulice": {"nazev": "Lipová"},
        **changes.pop("address", {}),
    }
    return {"nazev": name, "adresa": address, "poskytujeOd": "2010-01-01", "poskytujeDo": None, **changes}


def form(code: str, **maxima: int) -> dict[str, Any]:
    """A form with its registered maxima by unit."""
    return {
        "forma": {"id": f"FormaSocialniSluzby/{code}"},
        "nepretrzitePoskytovani": False,
        "casoveRozsahy": None,
        "kapacity": [
            {"pocet": count, "popis": None, "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"}}
            for unit, count in maxima.items()
        ],
    }


def reasons(problems: Iterable[Any]) -> set[str]:
    """The reasons of problems."""
    return {problem.reason for problem in problems}


def _without_etag(name: str, encoded: bytes) -> bytes:
    from komplan.catalogue.v1 import catalogue_pb2, place_pb2

    kinds = {
        "providers": catalogue_pb2.Provider,
        "services": catalogue_pb2.Service,
        "places": place_pb2.Place,
        "situations": catalogue_pb2.LifeSituation,
    }
    message = kinds[name.split("/")[2]].FromString(encoded)
    message.etag = ""
    return message.SerializeToString(deterministic=True)  # type: ignore[no-any-return]


def register_records(number: int, **changes: Any) -> list[dict[str, Any]]:
    """So many records of the register, of one provider, at different places."""
    return [record(n, zarizeni=[facility(f"Domov {n}", 1000 + n)], **changes) for n in range(1, number + 1)]


def rows_of_register(records: Iterable[dict[str, Any]]) -> Iterator[Any]:
    """What is sent of records of the register."""
    return rpss.rows(io.BytesIO(register_file(records)))


def register_fields() -> dict[str, Any]:
    """What the header of such an import says, and a field that the register does not have."""
    return {
        "kind": "register",
        "provider_fields": rpss.PROVIDER_FIELDS,
        "service_fields": (*rpss.SERVICE_FIELDS, "min_age"),
        "place_fields": rpss.PLACE_FIELDS,
    }
