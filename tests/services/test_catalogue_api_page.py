"""The example of the page about calling the API does what the page says."""

import re

from support.catalogue import AREA, Catalogue

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1.place_pb2 import Place


def test_the_example_keeps_a_secret_address(instance, root):
    catalogue = Catalogue(instance("catalogue"))
    place = Place(title="Azylový dům", location_type="confidential")
    catalogue.write("CreatePlace", edit.CreatePlaceRequest(parent=AREA, place=place, place_id="azyl"))
    (source,) = re.findall(r"```python\n(.*?)```", (root / "docs/how-to/call-the-api.md").read_text(), re.DOTALL)
    source = source.replace("127.0.0.1:5100", catalogue.instance.target)
    exec(source.replace("issuer.pem", str(catalogue.instance.issuer_key)), {})
    request = edit.GetConfidentialAddressRequest(name=f"{AREA}/addresses/azyl")
    found = catalogue.instance.ask("CatalogueEditorService/GetConfidentialAddress", request, ("catalogue-editor",))
    assert found.text == "Lipová 7, Vzorov"
