"""Places on the map: GeoJSON (RFC 7946) as a citizen takes it out."""

import orjson
import pytest
from support.catalogue import AREA, CHARITA, Catalogue
from support.full_catalogue import FULL, HOUSE, PLACES, REFUGE, SERVICE, days_ago, fill, hide_address, write
from support.outputs import features, map_bytes

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import export_service_pb2 as pb
from komplan.catalogue.v1 import place_pb2
from komplan_catalogue.usecases.outputs import geojson


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


def place(catalogue, place_id, latitude=49.5, longitude=16.25, **values):
    """Enter a place with a point."""
    given = {"title": place_id, "location_type": "physical", **values}
    made = place_pb2.Place(point={"latitude": latitude, "longitude": longitude}, **given)
    return write(catalogue, edit.CreatePlaceRequest(parent=AREA, place=made, place_id=place_id)).name


def assert_rfc_7946(document):
    """The document is a collection of points, longitude first, with six decimals at most and no reference system."""
    assert set(document) == {"type", "features"}
    assert document["type"] == "FeatureCollection"
    for feature in document["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 12 <= longitude <= 18.9 < 48.5 <= latitude <= 51.1
        assert round(longitude, 6) == longitude
        assert round(latitude, 6) == latitude
        assert isinstance(feature["properties"], dict)
    assert len({feature["id"] for feature in document["features"]}) == len(document["features"])


def test_a_place_is_a_point_with_what_is_provided_there(catalogue):
    fill(catalogue)
    (feature,) = features(catalogue)
    assert feature["geometry"] == {"type": "Point", "coordinates": [16.6, 49.123457]}
    (service,) = feature["properties"].pop("services")
    assert feature["properties"] == {
        "name": "Dům služeb",
        "place": HOUSE,
        "address": "Lipová 12, Vzorov",
        "municipality": "999001",
        "accessibility": PLACES["dum"]["accessibility"],
    }
    assert {key: value for key, value in service.items() if key != "id"} == {
        "service": SERVICE,
        "name": FULL["title"],
        "type": "home-for-seniors",
        "forms": ["residential", "outpatient", "field"],
        "status": "active",
        "area": ["obec/999001", "obec/500011", "orp/2011"],
    }


def test_secret_and_virtual_places_and_places_without_a_point_are_absent(catalogue):
    fill(catalogue)
    hide_address(catalogue, REFUGE, "Skrytá 7, Vzorov")
    plain = place_pb2.Place(title="Bez bodu", location_type="physical", address={"city": "Vzorov"})
    write(catalogue, edit.CreatePlaceRequest(parent=AREA, place=plain))
    assert [feature["properties"]["place"] for feature in features(catalogue)] == [HOUSE]


def test_a_place_that_becomes_secret_leaves_the_map(catalogue):
    name = place(catalogue, "dum")
    assert len(features(catalogue)) == 1
    secret = place_pb2.Place(name=name, title="Dům", location_type="confidential")
    write(catalogue, edit.UpdatePlaceRequest(place=secret))
    assert features(catalogue) == []
    assert b"16.25" not in map_bytes(catalogue)


def test_an_empty_map_is_a_collection_of_nothing(catalogue):
    assert orjson.loads(map_bytes(catalogue)) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("number", [1, 3, 4, 7])
def test_pages_make_one_document(catalogue, monkeypatch, number):
    monkeypatch.setattr(geojson, "AT_ONCE", 3)
    wanted = [place(catalogue, f"p{index}", 49 + index / 10, 16.123456789) for index in range(number)]
    document = orjson.loads(map_bytes(catalogue))
    assert_rfc_7946(document)
    assert [feature["properties"]["place"] for feature in document["features"]] == wanted
    request = pb.ExportGeoJsonRequest(parent=AREA)
    parts = catalogue.instance.stream("CatalogueExportService/ExportGeoJson", request, ())
    assert sum(part.records for part in parts) == number
    assert {part.number for part in parts} == {number}


def test_services_stand_at_each_of_their_places_in_the_order_of_creation(catalogue):
    catalogue.provider()
    here, there = place(catalogue, "tu"), place(catalogue, "tam", 50)
    catalogue.service("b", places=[{"place": there}, {"place": here}])
    catalogue.service("a", places=[{"place": here}])
    catalogue.service("c", places=[{"place": here, "validity": {"start": days_ago(9), "end": days_ago(1)}}])
    found = {
        feature["properties"]["place"]: [service["service"][-1] for service in feature["properties"]["services"]]
        for feature in features(catalogue)
    }
    assert found == {here: ["b", "a"], there: ["b"]}


def test_a_service_that_names_no_municipality_serves_the_whole_area(catalogue):
    catalogue.provider()
    catalogue.service("a", places=[{"place": place(catalogue, "tu")}], provider=CHARITA)
    (feature,) = features(catalogue)
    assert feature["properties"]["services"][0]["area"] == ["obec/999001"]
    assert feature["properties"]["address"] == ""
