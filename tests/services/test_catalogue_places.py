"""Places, life situations, secret addresses and restricted details, as callers see them."""

import pytest
from support.catalogue import AREA, CHARITA, Catalogue, refusal

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1.catalogue_pb2 import LifeSituation, ServicePlace
from komplan.catalogue.v1.place_pb2 import ConfidentialAddress, Place, RestrictedDetail
from komplan_core.errors import Forbidden, NotFound, Refused

CENTRE = f"{AREA}/places/centrum"
REFUGE = f"{AREA}/places/utociste"
SECRET = "Skrytá 7f3a, Vzorov"


@pytest.fixture
def catalogue(instance):
    running = Catalogue(instance("catalogue"))
    running.provider()
    return running


def place(catalogue, place_id="centrum", **values):
    given = {"title": "Centrum Vzorov", "location_type": "physical", **values}
    return catalogue.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=Place(**given), place_id=place_id))


def refuge(catalogue):
    place(catalogue, "utociste", title="Azylový dům", location_type="confidential")
    address = ConfidentialAddress(text=SECRET)
    return catalogue.write("SetConfidentialAddress", edit.SetConfidentialAddressRequest(place=REFUGE, address=address))


def secret_of(catalogue, roles=("catalogue-editor",)):
    request = edit.GetConfidentialAddressRequest(name=f"{AREA}/addresses/utociste")
    return catalogue.instance.ask("CatalogueEditorService/GetConfidentialAddress", request, roles=roles)


def detail(catalogue, visibility, value, owner=CHARITA):
    given = RestrictedDetail(owner=owner, kind="phone", visibility=visibility, value=value)
    return catalogue.write("CreateRestrictedDetail", edit.CreateRestrictedDetailRequest(parent=AREA, detail=given))


def details(catalogue, role, owner=CHARITA):
    request = edit.ListRestrictedDetailsRequest(owner=owner)
    found = catalogue.instance.ask("CatalogueEditorService/ListRestrictedDetails", request, roles=(role,))
    return [item.value for item in found.details]


def test_a_place_is_read_as_it_was_entered_and_listed_by_municipality(catalogue):
    address = {"street": "Dlouhá 1", "city": "Vzorov", "postal_code": "74258", "municipality": "599808"}
    entered = place(catalogue, address=address, point={"latitude": 49.64, "longitude": 18.14}, accessibility=["lift"])
    place(catalogue, "linka", title="Linka důvěry", location_type="virtual")
    assert catalogue.read("GetPlace", read.GetPlaceRequest(name=CENTRE)) == entered
    listed = catalogue.read("ListPlaces", read.ListPlacesRequest(parent=AREA, municipality="599808"))
    assert [item.name for item in listed.places] == [CENTRE]


def test_a_service_names_existing_places_and_keeps_them_from_deletion(catalogue):
    place(catalogue)
    catalogue.service("poradna", places=[ServicePlace(place=CENTRE, title="Poradna v přízemí")])
    nowhere = [ServicePlace(place=f"{AREA}/places/nikde")]
    assert refusal(catalogue.service, places=nowhere) == ("service.places.0.place", "REFERENCE_MISSING")
    with pytest.raises(Refused, match="services are provided"):
        catalogue.write("DeletePlace", edit.DeletePlaceRequest(name=CENTRE))
    catalogue.update_service(f"{AREA}/services/poradna", "places")
    catalogue.write("DeletePlace", edit.DeletePlaceRequest(name=CENTRE))
    with pytest.raises(NotFound):
        catalogue.read("GetPlace", read.GetPlaceRequest(name=CENTRE))


def test_a_service_names_life_situations_of_the_list(catalogue):
    situation = LifeSituation(title="Dluhy a exekuce", position=3)
    request = edit.CreateLifeSituationRequest(parent=AREA, situation=situation, situation_id="dluhy")
    entered = catalogue.write("CreateLifeSituation", request)
    catalogue.service("poradna", situations=["dluhy"])
    assert refusal(catalogue.service, situations=["bydleni"]) == ("service.situations.0", "UNKNOWN_CODE")
    assert catalogue.read("GetLifeSituation", read.GetLifeSituationRequest(name=entered.name)) == entered
    listed = catalogue.read("ListLifeSituations", read.ListLifeSituationsRequest(parent=AREA))
    assert list(listed.situations) == [entered]
    with pytest.raises(Refused, match="services name"):
        catalogue.write("DeleteLifeSituation", edit.DeleteLifeSituationRequest(name=entered.name))


def test_a_secret_address_is_read_by_the_office_only_and_stands_in_no_place(catalogue):
    refuge(catalogue)
    assert secret_of(catalogue).text == SECRET
    for roles in ((), ("professional",), ("provider",), ("editor",), ("region",)):
        with pytest.raises(Forbidden):
            secret_of(catalogue, roles)
    seen = catalogue.read("GetPlace", read.GetPlaceRequest(name=REFUGE))
    assert not seen.HasField("address")
    assert SECRET.encode() not in b"".join(entry[1] for entry in catalogue.journal())


def test_a_secret_address_goes_with_its_key_and_with_its_place(catalogue):
    refuge(catalogue)
    with pytest.raises(Refused, match="secret address"):
        catalogue.write("UpdatePlace", edit.UpdatePlaceRequest(place=Place(name=REFUGE, location_type="physical"),
                                                               update_mask={"paths": ["location_type"]}))  # fmt: skip
    catalogue.write("DeletePlace", edit.DeletePlaceRequest(name=REFUGE))
    with pytest.raises(NotFound):
        secret_of(catalogue)


def test_an_open_place_takes_no_secret_address_and_a_secret_one_no_open_address(catalogue):
    place(catalogue)
    request = edit.SetConfidentialAddressRequest(place=CENTRE, address=ConfidentialAddress(text=SECRET))
    with pytest.raises(Refused):
        catalogue.write("SetConfidentialAddress", request)
    hidden = {"location_type": "confidential", "address": {"street": SECRET}}
    assert refusal(place, catalogue, "x", **hidden) == ("place.address", "ADDRESS_NOT_PUBLIC")


def test_a_place_known_by_its_address_point_cannot_become_secret_under_that_name(catalogue):
    made = place(catalogue, "ap-11867906")
    hidden = Place(name=made.name, title="Utajené bydlení", location_type="confidential")
    with pytest.raises(Refused, match="tells its address"):
        catalogue.write(
            "UpdatePlace",
            edit.UpdatePlaceRequest(place=hidden, update_mask={"paths": ["title", "location_type"]}),
        )


def test_a_changed_secret_address_replaces_the_one_before(catalogue):
    refuge(catalogue)
    moved = ConfidentialAddress(text="Jinde 1")
    catalogue.write("SetConfidentialAddress", edit.SetConfidentialAddressRequest(place=REFUGE, address=moved))
    assert secret_of(catalogue).text == "Jinde 1"


def test_professionals_see_what_is_for_them_and_the_office_everything(catalogue):
    detail(catalogue, "professionals", "555 111 222")
    kept = detail(catalogue, "hidden", "555 333 444")
    assert details(catalogue, "professional") == ["555 111 222"]
    assert details(catalogue, "catalogue-editor") == ["555 111 222", "555 333 444"]
    catalogue.write("DeleteRestrictedDetail", edit.DeleteRestrictedDetailRequest(name=kept.name, etag=kept.etag))
    assert details(catalogue, "catalogue-editor") == ["555 111 222"]


def test_a_detail_belongs_to_something_that_exists_and_goes_with_it(catalogue):
    assert refusal(detail, catalogue, "hidden", "x", f"{AREA}/providers/nikdo") == ("detail.owner", "REFERENCE_MISSING")
    assert refusal(detail, catalogue, "hidden", "x", "nesmysl") == ("detail.owner", "NAME_FORMAT")
    assert refusal(detail, catalogue, "public", "x") == ("detail.visibility", "INVALID_VALUE")
    detail(catalogue, "hidden", "555 333 444")
    catalogue.delete(CHARITA)
    assert details(catalogue, "catalogue-editor") == []
