"""A refuge whose address the register publishes: once the office hides it, no name, layer or import tells it again."""

import pytest
from google.protobuf import text_format
from support.catalogue import AREA, refusal
from support.full_catalogue import hide_address
from support.importing import Importing, facility, record
from support.leaks import said
from support.sheets import csv_file, rows_of

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import export_service_pb2 as export
from komplan.catalogue.v1 import merge_service_pb2 as merging
from komplan.catalogue.v1 import place_pb2
from komplan.catalogue.v1 import provenance_editor_service_pb2 as settle
from komplan.catalogue.v1 import provenance_service_pb2 as tell
from komplan_core.errors import Invalid, Refused

SERVICE, PROVIDER, HIDDEN = f"{AREA}/services/rpss-1", f"{AREA}/providers/ico-00000019", f"{AREA}/places/ukryt"
HOUSE = "Dům Kanárkova 13"
OFFICE = ("catalogue-editor",)
NO_PLACE = dict.fromkeys(("id místa", "ulice a číslo", "obec", "PSČ", "kód obce", "kód adresního místa"), "")
NO_PLACE |= dict.fromkeys(("místo", "druh místa", "název pracoviště", "v místě od", "v místě do"), "")


class Refuge(Importing):
    """A catalogue and an office that hides a place of it."""

    def refuge(self, service=SERVICE, **values):
        """A secret place at which a service is provided from now on."""
        place = place_pb2.Place(title="Utajené místo", location_type="confidential")
        self.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id="ukryt"))
        hide_address(self, HIDDEN, "Kanárkova 13")
        given = {"title": "Azylový dům", "places": [{"place": HIDDEN}], **values}
        return self.update_service(service, *given, **given)

    def place(self, place_id, **values):
        place = place_pb2.Place(**{"title": "Dům", "location_type": "physical", **values})
        return self.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id=place_id))

    def make_secret(self, name):
        place = place_pb2.Place(name=name, title="Utajené místo", location_type="confidential")
        return self.write("UpdatePlace", edit.UpdatePlaceRequest(place=place))

    def remove_place(self, name):
        self.write("DeletePlace", edit.DeletePlaceRequest(name=name))

    def provenance(self, name, roles=()):
        return self.instance.ask("ProvenanceService/GetProvenance", tell.GetProvenanceRequest(name=name), roles)

    def places(self):
        return sorted(place.name.rpartition("/")[2] for place in self.listed("Places"))

    def told_to_anybody(self):
        """All that citizens hear of services, providers and places, and what they find."""
        listed = [entry for kind in ("Providers", "Services", "Places") for entry in self.listed(kind)]
        known = [self.provenance(entry.name) for entry in listed]
        feed = self.instance.stream("CatalogueExportService/StreamChanges", export.StreamChangesRequest(parent=AREA))
        return "\n".join([*map(said, [*listed, *known, *feed]), *self.search("kanárkova")])


@pytest.fixture
def catalogue(instance):
    return Refuge(instance("catalogue"))


def of_register(**changes):
    house = facility(
        HOUSE, 99887766, address={"ulice": {"nazev": "Kanárkova"}, "cisloDomovni": 13, "cisloOrientacni": None}
    )
    said_so = {"zarizeni": [house], "doplnujiciInformaceVekoveSkupiny": "Kanárkova 13, od 18 let"}
    return record(1, **{**said_so, **changes})


@pytest.fixture
def hidden(catalogue):
    """A service of the register that the office has moved to a secret place, and its former place is gone."""
    catalogue.register([of_register()])
    catalogue.refuge(eligibility="Od 18 let")
    catalogue.remove_place(f"{AREA}/places/ap-99887766")
    return catalogue


def test_what_the_register_says_of_a_hidden_refuge_is_told_to_nobody_and_not_kept(hidden):
    assert "kanár" not in hidden.told_to_anybody().casefold()
    assert "Kan" not in str(hidden.provenance(SERVICE, OFFICE).others)
    register = [field.field for field in hidden.provenance(SERVICE).fields if field.shown.layer == "register"]
    assert {"service_type", "provider", "validity", "contacts"} & set(register)


def test_a_changed_record_does_not_bring_the_place_back(hidden):
    for changes in ({"datumPoskytovaniOd": "2011-01-01"}, {"identifikator": "7000999"}):
        assert hidden.register([of_register(**changes)]).run.counts.changed == 1
        assert "kanár" not in hidden.told_to_anybody().casefold()
        assert "Kan" not in str(hidden.provenance(SERVICE, OFFICE).others)
        assert hidden.places() == ["ukryt"]
    assert hidden.get(SERVICE).registration_number == "7000999"


def test_what_was_said_before_its_place_became_secret_goes_with_it(catalogue):
    place = catalogue.place("dum", address={"street": "Kanárkova 13", "address_point": "99887766"}).name
    catalogue.register([of_register()])
    ours = {"title": "Azylový dům", "places": [{"place": place}], "eligibility": "Od 18 let"}
    catalogue.update_service(SERVICE, *ours, **ours)
    assert "Kan" in str(catalogue.provenance(SERVICE, OFFICE).others)
    catalogue.make_secret(place)
    assert "Kan" not in str(catalogue.provenance(SERVICE, OFFICE).others)
    catalogue.register([of_register(datumPoskytovaniOd="2011-01-01")])
    assert "kanár" not in catalogue.told_to_anybody().casefold()
    assert catalogue.places() == ["dum"]


def test_a_place_of_the_registers_own_word_that_became_secret_stays_the_place(catalogue):
    place = catalogue.place("dum", address={"street": "Kanárkova 13", "address_point": "99887766"}).name
    catalogue.register([of_register(zarizeni=[facility("", 99887766)])])
    assert [at.place for at in catalogue.get(SERVICE).places] == [place]
    catalogue.update_service(SERVICE, "eligibility", eligibility="Od 18 let")
    catalogue.make_secret(place)
    catalogue.register([of_register(datumPoskytovaniOd="2011-01-01")])
    assert [(at.place, at.title) for at in catalogue.get(SERVICE).places] == [(place, "")]
    assert "kanár" not in catalogue.told_to_anybody().casefold()
    assert catalogue.places() == ["dum"]


def test_a_persons_address_that_the_office_replaced_is_not_told_by_the_register(catalogue):
    holder = {"ico": "00000019", "nazev": "Domov", "emaily": [{"email": "jana.kanarkova@domov.example"}]}
    catalogue.register([of_register(poskytovatel=holder, emaily=[{"email": "jana.kanarkova@domov.example"}])])
    ours = [{"email": "info@domov.example"}]
    catalogue.update_service(SERVICE, "contacts", contacts=ours)
    provider = {"name": PROVIDER, "contacts": ours}
    catalogue.write(
        "UpdateProvider", edit.UpdateProviderRequest(provider=provider, update_mask={"paths": ["contacts"]})
    )
    for name in (SERVICE, PROVIDER):
        assert "kanarkova" in str(catalogue.provenance(name, OFFICE).others)
        assert "kanarkova" not in str(catalogue.provenance(name))


@pytest.mark.parametrize("known", ["address", "name of the house", "title and street"])
def test_a_place_whose_name_can_be_guessed_from_its_address_does_not_become_secret(catalogue, tmp_path, known):
    if known == "title and street":
        row = {**NO_PLACE, "místo": HOUSE, "ulice a číslo": "Kanárkova 13", "obec": "Vzorov"}
        catalogue.table(csv_file(tmp_path / "s.csv", rows_of([row])))
    else:
        catalogue.register([of_register(zarizeni=[facility(HOUSE, 99887766 if known == "address" else None)])])
    (place,) = catalogue.listed("Places")
    for service in catalogue.listed("Services"):
        catalogue.update_service(service.name, "title", "places", title="Azyl", places=[{"place": place.name}])
    with pytest.raises(Refused) as refused:
        catalogue.make_secret(place.name)
    assert refused.value.reason == "ADDRESS_NOT_PUBLIC"
    place_id = place.name.rpartition("/")[2]
    for service in catalogue.listed("Services"):
        catalogue.delete(service.name)
    catalogue.remove_place(place.name)
    made = {"title": "Utajené místo", "location_type": "confidential"}
    assert refusal(catalogue.place, place_id, **made)[1] == "ADDRESS_NOT_PUBLIC"


def test_a_sheet_may_name_a_secret_place_again_and_again(catalogue, tmp_path):
    path = csv_file(tmp_path / "s.csv", rows_of([{**NO_PLACE, "místo": "Utajené místo", "druh místa": "utajené"}]))
    for written in (3, 0):
        assert catalogue.table(path).run.counts.written == written
    (place,) = catalogue.listed("Places")
    assert place.location_type == "confidential"
    hide_address(catalogue, place.name, "Kanárkova 13")


def test_no_name_that_tells_the_address_leads_to_a_secret_place(catalogue):
    public = catalogue.place("ap-99887766", address={"street": "Kanárkova 13", "address_point": "99887766"}).name
    kept = catalogue.place("dum", address={"street": "Kanárkova 13"}).name
    merge = {"keep": kept, "gone": public}
    seen = catalogue.instance.ask("MergeService/PreviewMerge", merging.PreviewMergeRequest(**merge), OFFICE)
    request = merging.MergeEntriesRequest(**merge, keep_etag=seen.keep_etag, gone_etag=seen.gone_etag)
    catalogue.instance.ask("MergeService/MergeEntries", request, OFFICE)
    assert catalogue.read("GetPlace", read.GetPlaceRequest(name=public)).name == kept
    with pytest.raises(Refused) as refused:
        catalogue.make_secret(kept)
    assert refused.value.reason == "ADDRESS_NOT_PUBLIC"


TELLING = (
    {"places": [{"place": f"{AREA}/places/dum", "title": "Dům na rohu"}]},
    {"title": "dům v lipové"},
    {"description": "Najdete nás: Canarova 7."},
)


@pytest.mark.parametrize("values", TELLING, ids=str)
def test_a_place_does_not_become_secret_while_a_service_tells_where_it_is(catalogue, values):
    place = catalogue.place("dum", title="Dům v Lipové", address={"street": "Canarova 7", "city": "Vzorov"}).name
    catalogue.provider()
    service = catalogue.service("azyl", **{"title": "Azyl", "places": [{"place": place}], **values})
    with pytest.raises(Refused) as refused:
        catalogue.make_secret(place)
    assert (refused.value.reason, refused.value.violations[0].field) == ("ADDRESS_NOT_PUBLIC", service.name)
    catalogue.update_service(service.name, "title", "places", "description", title="Azyl", places=[{"place": place}])
    catalogue.make_secret(place)
    assert "Canarova" not in text_format.MessageToString(catalogue.get(service.name), as_utf8=True)
    assert not catalogue.search("canarova")
    assert not catalogue.search("lipové")


def test_a_service_does_not_take_the_name_of_its_house_to_a_secret_place(catalogue):
    catalogue.register([of_register()])
    assert catalogue.get(SERVICE).title == HOUSE
    for values in ({"title": HOUSE}, {"places": [{"place": HIDDEN, "title": HOUSE}]}, {"alert": "Kanárkova 13"}):
        with pytest.raises(Invalid) as told:
            catalogue.refuge(**values)
        assert told.value.reason == "ADDRESS_NOT_PUBLIC"
        catalogue.write(
            "DeleteConfidentialAddress", edit.DeleteConfidentialAddressRequest(name=f"{AREA}/addresses/ukryt")
        )
        catalogue.remove_place(HIDDEN)
    catalogue.refuge(eligibility="Od 18 let")
    withdraw = settle.WithdrawFactsRequest(name=SERVICE, layer="municipality", paths=["title"])
    with pytest.raises(Invalid):
        catalogue.instance.ask("ProvenanceEditorService/WithdrawFacts", withdraw, OFFICE)
