"""Generated registers: as large and as full of traps as the real one, the same for a seed."""

import io
import json

from support.importing import reasons, register_file

from komplan_catalogue.sources import generator, rpss


def said(*records):
    """The rows of records; one alone is given as it is."""
    found = list(rpss.rows(io.BytesIO(register_file(records))))
    return found[0] if len(found) == 1 else found


def test_generated_registers_are_the_same_for_a_seed_and_hold_the_traps_of_the_real_one():
    made = list(generator.records(600, 4))
    assert made[:50] == list(generator.records(50, 4))
    assert made[:50] != list(generator.records(50, 5))
    rows = said(*made)
    assert len({row.key for row in rows}) == 600
    assert not [row.errors for row in rows if row.errors]
    warned = set().union(*(reasons(row.warnings) for row in rows))
    assert {"CAPACITY_TWICE", "ADDRESS_POINT_MISSING", "EMAIL_NAMES_PERSON", "NOTE_NAMES_PERSON"} <= warned
    assert {"service-types", "target-groups", "age-groups"} <= {
        item.code_list for row in rows for item in row.unknown_codes
    }
    assert any(row.service.validity.HasField("end") for row in rows)
    assert any(" / " in at.title for row in rows for at in row.places)


def test_generated_registers_have_the_sizes_of_the_real_one():
    size = generator.write(io.BytesIO(), generator.records(300, 1))
    assert 13_000 < size / 300 < 16_500  # 99 MB for 6,733 services
    places = sum(len(made["zarizeni"]) for made in generator.records(2_000, 1))
    assert 2.6 < places / 2_000 < 3.0  # 18,907 of 6,733


def test_persons_of_the_register_never_leave_the_parser():
    made = list(generator.records(300, 2))
    assert json.dumps(made, ensure_ascii=False).count(generator.CANARY) > 1_000
    for row in said(*made):
        assert generator.CANARY not in str(row)
        assert generator.CANARY.encode() not in row.SerializeToString()
