"""A filled catalogue with a canary in everything that is not for the public."""

from dataclasses import dataclass, field
from typing import Any, Final

from google.protobuf.message import Message

from komplan.catalogue.v1 import campaign_editor_service_pb2 as campaign
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import change_request_service_pb2 as proposal
from komplan.catalogue.v1 import place_pb2, reporting_editor_service_pb2
from komplan.catalogue.v1.campaign_pb2 import Campaign
from komplan.catalogue.v1.catalogue_pb2 import Service
from komplan.catalogue.v1.reporting_pb2 import Report, ReportPeriod
from support.catalogue import AREA, CHARITA, Catalogue
from support.full_catalogue import (
    DEBTS,
    HOUSE,
    LINE,
    REFUGE,
    SERVICE,
    day,
    fill,
    hide,
    hide_address,
    report,
    today,
    write,
)
from support.importing import Importing, facility, record

OFFICE: Final = ("catalogue-editor",)
CAMPAIGN: Final = f"{AREA}/campaigns/kampan"
PERIOD: Final = f"{AREA}/report-periods/2026"
SHELTER: Final = f"{AREA}/places/ukryt"
RELATED: Final = f"{AREA}/services/azyl"
AZYL: Final = f"{AREA}/services/rpss-8"
SEALED: Final = {
    "secret address": "Zq7kanar01 ulice 7",
    "hidden telephone": "+420 555 973 102",
    "hidden e-mail": "zq7kanar03@vzorov.example",
    "hidden contact": "Zq7kanar04 Jana",
    "text for professionals": "Zq7kanar05 jen pro lékaře",
    "note of a proposal": "Zq7kanar06 prosíme",
    "reason of a refusal": "Zq7kanar07 nelze",
    "recipient of a letter": "zq7kanar08@vzorov.example",
}
"""What may stand nowhere but in sealed form."""

NEVER_STORED: Final = {
    "statutory person": "Zq7kanar21 Novotná",
    "head of a facility": "Zq7kanar22 Dvořák",
}
"""What is dropped before it reaches a database."""

HIDDEN: Final = {
    "funded for professionals": "917311971",
    "free for nobody": "917311972",
    "waiting for nobody": "917311973",
    "note for nobody": "Zq7kanar34 obsazeno",
    "expired number": "917311975",
    "proposed text": "Zq7kanar36 chceme jinak",
    "former address of a secret place": "Zq7kanar37 nábřeží 9",
    "draft report": "917311978",
    "reason of a correction": "Zq7kanar39 překlep",
    "register's address of a refuge": "Zq7kanar40 nábřeží 9",
    "register's name of a refuge": "Zq7kanar41 dům",
    "register's words on a refuge": "Zq7kanar42 zvonek",
    "register's contact that was replaced": "zq7kanar43@vzorov.example",
}
"""What the office or professionals may read, and nobody else."""


@dataclass
class Planted:
    """A catalogue with canaries, and what its entries are called."""

    catalogue: Catalogue
    names: list[str] = field(default_factory=list)
    """Resource names, public ones and others."""
    token: str = ""
    """A token that confirms one record."""
    key_ids: list[str] = field(default_factory=list)


def plant(catalogue: Catalogue) -> Planted:
    """Fill a catalogue, with a canary in every place that is not public."""
    fill(catalogue)
    found = Planted(catalogue, [CHARITA, SERVICE, RELATED, HOUSE, REFUGE, LINE, SHELTER, DEBTS])
    _restricted(found)
    _capacities(catalogue)
    _former_address(catalogue)
    _proposals(found)
    _reports(found)
    _register(catalogue)
    _hidden_refuge(found)
    _letters(found)
    return found


def _restricted(found: Planted) -> None:
    catalogue = found.catalogue
    kept = [
        hide_address(catalogue, REFUGE, SEALED["secret address"]),
        hide(catalogue, SERVICE, "phone", SEALED["hidden telephone"], label="noční telefon"),
        hide(catalogue, CHARITA, "email", SEALED["hidden e-mail"]),
        hide(catalogue, REFUGE, "contact", SEALED["hidden contact"]),
        hide(catalogue, SERVICE, "text", SEALED["text for professionals"], "professionals"),
    ]
    found.names += [detail.name for detail in kept]


def _capacities(catalogue: Catalogue) -> None:
    report(
        catalogue, "residential", "beds",
        funded=int(HIDDEN["funded for professionals"]), funded_visibility="professionals",
        available=int(HIDDEN["free for nobody"]), available_visibility="hidden",
        waiting=int(HIDDEN["waiting for nobody"]), waiting_visibility="hidden",
        note=HIDDEN["note for nobody"], note_visibility="hidden",
    )  # fmt: skip
    old = day(today().replace(year=today().year - 1))
    report(catalogue, "field", "contacts", available=int(HIDDEN["expired number"]), as_of=old)


def _former_address(catalogue: Catalogue) -> None:
    """A place that was entered as an ordinary one by mistake."""
    address = {"street": HIDDEN["former address of a secret place"], "city": "Vzorov"}
    point = {"latitude": 49.917311, "longitude": 16.917311}
    place = place_pb2.Place(title="Azylový dům Úkryt", location_type="physical", address=address, point=point)
    write(catalogue, edit.CreatePlaceRequest(parent=AREA, place=place, place_id="ukryt"))
    catalogue.service("azyl", title="Azylový dům", places=[{"place": SHELTER}])
    secret = place_pb2.Place(name=SHELTER, title="Azylový dům Úkryt", location_type="confidential")
    write(catalogue, edit.UpdatePlaceRequest(place=secret))


def _proposals(found: Planted) -> None:
    for decided in (False, True):
        service = Service(name=SERVICE, description=HIDDEN["proposed text"])
        request = proposal.ProposeChangeRequest(
            parent=AREA, service=service, update_mask={"paths": ["description"]}, note=SEALED["note of a proposal"]
        )
        made = _office(found.catalogue, "ChangeRequestService/ProposeChange", request)
        found.names.append(made.name)
        if decided:
            refusal = proposal.DecideChangeRequest(name=made.name, reason=SEALED["reason of a refusal"])
            _office(found.catalogue, "ChangeRequestService/DecideChange", refusal)


def _reports(found: Planted) -> None:
    """One published report and a draft beside it."""
    period = ReportPeriod(year=2026, due={"year": 2027, "month": 3, "day": 31})
    _report(found, "CreateReportPeriod", parent=AREA, report_period=period)
    costs = [{"category": "wages", "actual": 100_000_000}]
    made = _report(found, "CreateReport", parent=PERIOD, service=SERVICE, report=Report(costs=costs))
    for step in ("Submit", "Accept", "Publish"):
        _report(found, f"{step}Report", name=made.name)
    corrected = _report(found, "CorrectReport", name=made.name, reason=HIDDEN["reason of a correction"])
    draft = Report(name=corrected.name, costs=[{"category": "wages", "actual": int(HIDDEN["draft report"])}])
    _report(found, "UpdateReport", report=draft, update_mask={"paths": ["costs"]})
    published = made.name.replace("/reports/", "/published-reports/")
    found.names += [PERIOD, made.name, published]


def _report(found: Planted, method: str, **values: Any) -> Any:
    request = getattr(reporting_editor_service_pb2, f"{method}Request")(**values)
    return _office(found.catalogue, f"ReportingEditorService/{method}", request)


def _register(catalogue: Catalogue) -> None:
    """A record of the national register, which names persons."""
    person = {"jmeno": "Jana", "prijmeni": NEVER_STORED["statutory person"], "titulPred": "Mgr.", "funkce": "ředitelka"}
    head = {"jmeno": "Petr", "prijmeni": NEVER_STORED["head of a facility"]}
    provider = {"ico": "25596641", "nazev": "Domov Lhotka", "statutarniOrgany": [person]}
    place = facility("Domov Lhotka", vedouci=head)
    Importing(catalogue.instance).register([record(7, poskytovatel=provider, zarizeni=[place])])


def _hidden_refuge(found: Planted) -> None:
    """A refuge whose address the register publishes, before and after the office hides it."""
    catalogue, importing = found.catalogue, Importing(found.catalogue.instance)
    house = facility(HIDDEN["register's name of a refuge"], 99887766)
    house["adresa"]["ulice"] = {"nazev": HIDDEN["register's address of a refuge"]}
    contact = [{"email": HIDDEN["register's contact that was replaced"]}]
    provider = {"ico": "25596641", "nazev": "Domov Lhotka", "emaily": contact}
    words = HIDDEN["register's words on a refuge"]
    said = {"poskytovatel": provider, "zarizeni": [house], "doplnujiciInformaceVekoveSkupiny": words}
    importing.register([record(7), record(8, **said)], force=True)
    ours = {"title": "Azyl", "eligibility": "Od 18 let", "contacts": [{"email": "info@vzorov.example"}]}
    catalogue.update_service(AZYL, *ours, "places", **ours, places=[{"place": SHELTER}])
    write(catalogue, edit.DeletePlaceRequest(name=f"{AREA}/places/ap-99887766"))
    lhotka = f"{AREA}/providers/ico-25596641"
    replaced = edit.UpdateProviderRequest(provider={"name": lhotka, "contacts": ours["contacts"]})
    replaced.update_mask.paths.append("contacts")
    write(catalogue, replaced)
    importing.register([record(7), record(8, **said, datumPoskytovaniOd="2011-01-01")], force=True)
    found.names += [AZYL, lhotka, f"{AREA}/places/ap-99887766"]


def _letters(found: Planted) -> None:
    """A running campaign, with a letter to a person."""
    title = {"title": "Sociální odbor", "kind": "yearly"}
    days = {"opens_on": day(today()), "closes_on": day(today().replace(year=today().year + 1))}
    planned = Campaign(**title, **days)
    create = campaign.CreateCampaignRequest(parent=AREA, campaign=planned, campaign_id="kampan")
    _office(found.catalogue, "CampaignEditorService/CreateCampaign", create)
    _office(found.catalogue, "CampaignEditorService/StartCampaign", campaign.StartCampaignRequest(name=CAMPAIGN))
    item = f"{CAMPAIGN}/items/domov"
    recipient = campaign.SetRecipientRequest(name=item, recipient=SEALED["recipient of a letter"])
    _office(found.catalogue, "CampaignEditorService/SetRecipient", recipient)
    found.names += [CAMPAIGN, item]
    due = campaign.DueRemindersRequest(parent=CAMPAIGN, link="https://katalog.vzorov.example/potvrzeni#")
    parts = found.catalogue.instance.stream("CampaignEditorService/DueReminders", due, OFFICE)
    (letter,) = [reminder for part in parts for reminder in part.reminders if reminder.item == item]
    found.token = letter.token


def _office(catalogue: Catalogue, method: str, request: Message) -> Any:
    return catalogue.instance.ask(method, request, OFFICE)
