"""The schema of plan documents says what the models say."""

import json

import jsonschema

from komplan_core.planning.document import json_schema


def test_the_schema_in_the_reference_is_that_of_the_models(root):
    schema = json.loads((root / "docs/reference/plan.schema.json").read_text())
    assert schema == json_schema(), "write it anew: json.dumps(json_schema(), ensure_ascii=False, indent=2)"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_refuses_what_no_plan_says():
    validator = jsonschema.Draft202012Validator(json_schema())
    version = {"title": "Návrh"}
    assert validator.is_valid({"version": version})
    line = {"year": 2027, "source": "esf", "planned": 100.5}
    for measures in (
        [{"title": "bez uzlu", "position": 1}],
        [{"node": "a", "position": 1, "title": "M", "financing": [line]}],
    ):
        assert not validator.is_valid({"version": version, "measures": measures})
