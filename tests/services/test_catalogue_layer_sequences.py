"""Whatever is said in whatever order: the policy is shown, nothing else is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA, CHARITA
from support.layers import LayeredCatalogue

from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Refused

OF_REGISTER = {
    "title": "Domov pro seniory",
    "provider": CHARITA,
    "service_class": "registered",
    "registration_number": "1234567",
    "service_type": "home-for-seniors",
    "forms": ["residential"],
}
FIELDS = {
    "title": st.sampled_from(["Domov", "Dům", "Domov U Lípy"]),
    "forms": st.sampled_from([["field"], ["residential"], ["field", "residential"]]),
    "description": st.sampled_from(["", "Popis", "Jiný popis"]),
    "min_age": st.sampled_from([None, "18", "60"]),
    "alert": st.sampled_from(["", "Malujeme"]),
}
"""Of a service that the register says from the beginning: `forms` is the register's, the rest is not."""
WORDS = st.fixed_dictionaries({}, optional=FIELDS)
STEPS = st.lists(st.tuples(st.sampled_from(list(Layer)), WORDS), max_size=8)


@pytest.fixture
def catalogue(instance):
    running = LayeredCatalogue(instance("catalogue"))
    running.provider()
    yield running
    running.close()


def expected(said, field, empty):
    """What is shown, told by hand: of `forms` the register's word, else the municipality's, then the provider's."""
    order = "register municipality provider" if field == "forms" else "municipality provider register"
    return next((said[layer, field] for layer in order.split() if (layer, field) in said), empty)


def test_whatever_the_layers_say_in_turn_the_first_of_the_policy_is_shown_and_the_rest_is_kept(catalogue):
    empty = {"description": "", "min_age": None, "alert": ""}
    numbers = iter(range(10_000))

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def holds(steps):
        name = f"{AREA}/services/v{next(numbers)}"
        catalogue.register(name, **OF_REGISTER)
        said = {("register", field): OF_REGISTER[field] for field in ("title", "forms")}
        for layer, values in steps:
            refused = layer is not Layer.REGISTER and values.get("forms", said["register", "forms"]) != said[
                "register", "forms"
            ]  # fmt: skip
            if refused:
                with pytest.raises(Refused):
                    catalogue.say(layer, name, values)
                continue
            for field, value in values.items():
                silent = layer is Layer.REGISTER and value == empty.get(field, ())
                news = (layer, field) in said or value != expected(said, field, empty.get(field))
                if silent:
                    said.pop((layer, field), None)
                elif layer is Layer.REGISTER or news:
                    said[layer.value, field] = value
            catalogue.say(layer, name, values)
            service = catalogue.transact(lambda tx: tx.services.get(name))
            found = {field: getattr(service, field) for field in FIELDS}
            wanted = {field: expected(said, field, empty.get(field)) for field in FIELDS}
            assert {
                **found,
                "forms": list(found["forms"]),
                "min_age": found["min_age"] and str(found["min_age"]),
            } == wanted
        facts = catalogue.transact(lambda tx: tx.facts.facts(name))
        assert {(fact.layer.value, fact.field) for fact in facts if fact.field in FIELDS} == set(said)

    holds()
