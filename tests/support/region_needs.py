"""A made territory, a round of needs and forms, for the tests of a region."""

from typing import Any

from google.type.date_pb2 import Date

from komplan.region.v1 import need_intake_office_service_pb2 as intake_office
from komplan.region.v1 import need_intake_service_pb2 as intake
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan.region.v1 import need_round_pb2 as forms
from komplan.region.v1 import territory_office_service_pb2 as territory
from support.instance import Instance

REGION = "regions/kraj"
ROUND = f"{REGION}/need-rounds/2027"
TABLES = {
    "regions": "vusc_kod,kraj_nazev,nuts3\nV0,Vzorový kraj,CZ0V0\nV9,Cizí kraj,CZ0V9\n",
    "orps": "orp_ruian,orp_nazev,vusc_kod\nV01,Vzorov,V0\nV02,Lipná,V0\nV91,Cizina,V9\n",
    "municipalities": (
        "obec_kod,obec_nazev,orp_ruian,okres_kod,vusc_kod\n"
        "999001,Vzorov,V01,9,V0\n999002,Lhota,V01,9,V0\n999003,Nová Ves,V01,9,V0\n"
        "999011,Lipná,V02,9,V0\n999012,Nová Ves,V02,9,V0\n999091,Cizov,V91,9,V9\n"
    ),
}
"""Two ORP of the region with five municipalities, two of one name, and one municipality of another region."""
TITLES = {"vzorov": "Vzorov", "zabreh": "Zábřeh"}
"""Codes of planning areas and the titles under which they are entered: those of their municipalities."""


def day(year: int, month: int = 1, of_month: int = 1) -> Date:
    return Date(year=year, month=month, day=of_month)


def territory_request(**values: Any) -> territory.ImportTerritoryRequest:
    """The tables from 1 January 2026 on, with changes."""
    tables = {name: text.encode() for name, text in TABLES.items()}
    given: dict[str, Any] = {"parent": REGION, "valid_from": day(2026), "region_code": "V0", **tables, **values}
    return territory.ImportTerritoryRequest(**given)


def open_round(region: Instance, year: int = 2027, closes: Date | None = None) -> str:
    """An open round of a year; gives its name."""
    made = forms.NeedRound(title=f"Potřeby {year}", year=year, opens=day(2026, 1, 1), closes=closes or day(2026, 2, 1))
    created = region.ask(
        "NeedRoundOfficeService/CreateNeedRound", rounds.CreateNeedRoundRequest(parent=REGION, need_round=made)
    )
    region.ask("NeedRoundOfficeService/OpenNeedRound", rounds.OpenNeedRoundRequest(name=created.name))
    return str(created.name)


def form(municipality: str, *titles: str, **values: Any) -> forms.NeedForm:
    """A form with these needs of seniors; an empty one says that there are none."""
    given: dict[str, Any] = {"approved_by": "zastupitelstvo", "no_unmet_needs": not titles, **values}
    needs = [forms.FormNeed(title=title, target_groups=["seniors"], persons_basis="unknown") for title in titles]
    return forms.NeedForm(municipality=municipality, needs=needs, **given)


def submit(
    region: Instance, sent: forms.NeedForm, parent: str = ROUND, roles: Any = ("analyst",), **values: Any
) -> Any:
    """Submit a form, as the office takes it down or, without a role, with a code; gives the response."""
    if not roles:
        own = intake.SubmitNeedFormRequest(parent=parent, form=sent, **values)
        return region.ask("NeedIntakeService/SubmitNeedForm", own, roles=())
    request = intake_office.EnterNeedFormRequest(parent=parent, form=sent, **values)
    return region.ask("NeedIntakeOfficeService/EnterNeedForm", request, roles=roles)
