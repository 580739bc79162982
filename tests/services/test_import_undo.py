"""An import is taken back as a whole: everything as it was before, or nothing where somebody went on from there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA
from support.importing import Importing, facility, form, record
from support.sheets import csv_file, rows_of

from komplan.catalogue.v1 import provenance_service_pb2 as tell
from komplan_core.errors import NotFound, Refused

SERVICE = f"{AREA}/services/rpss-1"


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def many(number, **changes):
    return [record(n, zarizeni=[facility(f"Domov {n}", 1000 + n)], **changes) for n in range(1, number + 1)]


def conflicts(importing, run):
    """The entries for which a run is not taken back."""
    with pytest.raises(Refused) as told:
        importing.undo(run.name)
    assert told.value.reason == "CHANGED_SINCE"
    return [violation.field for violation in told.value.violations]


def test_what_a_run_made_is_gone_again(importing):
    run = importing.register(many(3)).run
    report = importing.undo(run.name)
    assert (report.removed, report.restored, report.run.state) == (7, 0, "undone")
    assert importing.state() == {}
    assert importing.search("domov") == []
    assert importing.counted("SELECT count(*) FROM field_fact") == 0
    assert importing.counted("SELECT count(*) FROM register_record") == 0


def test_what_a_run_changed_is_as_it_was_before(importing):
    records = many(30)
    importing.register(records)
    before = importing.state()
    changed = [dict(item) for item in records[:-1]]
    changed[0]["formy"] = [form("pob", luzka=99)]
    changed[1]["poskytovatel"] = {"ico": "00000019", "nazev": "Jiné jméno"}
    changed.append(record(77, zarizeni=[facility("Nový", 7)]))
    run = importing.register(changed).run
    assert importing.state() != before
    report = importing.undo(run.name)
    assert (report.removed, report.restored) == (2, 2 + (run.counts.written - 4))
    assert importing.state() == before


def test_after_undoing_the_next_import_sees_the_source_as_it_is(importing):
    records = many(30)
    importing.register(records)
    after = [*records[1:], record(77, zarizeni=[facility("Nový", 7)])]
    run = importing.register(after).run
    state = importing.state()
    importing.undo(run.name)
    again = importing.register(after).run
    assert (again.counts.created, again.counts.gone) == (1, 1)
    assert importing.state() == state


def test_a_run_of_a_sheet_is_taken_back_too(importing, tmp_path):
    importing.provider("charita", title="Charita Vzorov", ico="00000019", seat="Lipová 1")
    importing.service("pujcovna", description="stará")
    before = importing.state()
    rows = [{"id služby": "pujcovna", "popis": "nová", "sídlo": "Dlouhá 2"}, {"název služby": "Klub", "sídlo": ""}]
    run = importing.table(csv_file(tmp_path / "s.csv", rows_of(rows))).run
    assert run.counts.created == run.counts.changed == 1
    report = importing.undo(run.name)
    assert (report.removed, report.restored) == (1, 2)
    assert importing.state() == before


def test_situations_that_a_run_made_go_with_it(importing, shared):
    run = importing.hsds(shared / "data/pribor/services.ndjson").run
    assert run.counts.created == 111
    report = importing.undo(run.name)
    assert importing.state() == {}
    assert report.removed == run.counts.written


@pytest.mark.parametrize("change", ["service", "provider", "new place", "capacity", "detail", "facts"])
def test_a_run_is_not_taken_back_when_somebody_went_on_from_there(importing, change):
    from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit

    run = importing.register([record()]).run
    before = importing.state()
    provider, place = f"{AREA}/providers/ico-00000019", f"{AREA}/places/ap-11867906"
    changed = {
        "service": lambda: importing.update_service(SERVICE, "description", description="x"),
        "provider": lambda: importing.service("nova", provider=provider),
        "new place": lambda: (
            importing.provider(),
            importing.service("nova", places=[{"place": place}]),
        ),
        "capacity": lambda: importing.write(
            "ReportCapacity",
            edit.ReportCapacityRequest(
                parent=SERVICE,
                report={
                    "form": "residential",
                    "unit": "beds",
                    "status": "capacity",
                    "as_of": {"year": 2026, "month": 1, "day": 1},
                },
            ),
        ),
        "detail": lambda: importing.write(
            "CreateRestrictedDetail",
            edit.CreateRestrictedDetailRequest(
                parent=AREA, detail={"owner": SERVICE, "kind": "phone", "visibility": "hidden", "value": "555"}
            ),
        ),
        "facts": lambda: importing.update_service(SERVICE, "eligibility", eligibility="jen tady"),
    }[change]
    changed()
    found = conflicts(importing, run)
    expected = {"provider": [provider], "new place": [place]}
    assert found == expected.get(change, [SERVICE])
    assert set(before) <= set(importing.state())
    assert importing.runs()[0].state == "applied"


def test_a_later_run_is_taken_back_before_an_earlier_one(importing):
    records = many(2)
    first = importing.register(records).run
    records[0]["formy"] = [form("pob", luzka=1)]
    second = importing.register(records).run
    assert conflicts(importing, first) == [SERVICE]
    importing.undo(second.name)
    assert importing.get(SERVICE).capacities[0].registered == 32
    importing.undo(first.name)
    assert importing.state() == {}


def test_after_taking_back_every_run_a_smaller_source_is_a_first_one(importing):
    records = many(30)
    first = importing.register(records).run
    records[0]["formy"] = [form("pob", luzka=1)]
    second = importing.register(records).run
    for run in (second, first):
        importing.undo(run.name)
    assert importing.counted("SELECT count(*) FROM register_record") == 0
    assert importing.register(many(3)).run.counts.created == 3


def test_what_is_taken_back_is_said_by_the_run_that_had_said_it(importing):
    def told():
        provenance = tell.GetProvenanceRequest(name=SERVICE)
        found = importing.instance.ask("ProvenanceService/GetProvenance", provenance, ())
        return {field.field: field.shown.source for field in found.fields}

    records = many(2)
    runs = [importing.register(records).run.name]
    for changes in ({"doplnujiciInformaceVekoveSkupiny": "od 18"}, {"formy": []}, {"formy": [form("amb", klienti=3)]}):
        records[0] = {**records[0], **changes}
        runs.append(importing.register(records).run.name)
    before = told()
    assert (before["title"], before["eligibility"], before["forms"]) == (runs[0], runs[1], runs[3])
    every = {"doplnujiciInformaceVekoveSkupiny": "od 15", "formy": [], "zarizeni": [facility("Jiný", 77)]}
    run = importing.register([{**records[0], **every}, records[1]]).run
    assert told()["title"] == run.name
    importing.undo(run.name)
    assert told() == before


def test_a_run_is_taken_back_once(importing):
    run = importing.register([record()]).run
    importing.undo(run.name)
    with pytest.raises(Refused) as told:
        importing.undo(run.name)
    assert told.value.reason == "TRANSITION_NOT_ALLOWED"
    with pytest.raises(Refused):
        importing.register([])
    with pytest.raises(Refused):
        importing.undo(importing.runs()[-1].name)
    with pytest.raises(NotFound):
        importing.undo(f"{AREA}/runs/neni")


CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["drop", "capacity", "provider", "place", "name", "new"])), max_size=6
)


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(steps=st.lists(CHANGES, min_size=1, max_size=3))
def test_taking_back_every_run_in_turn_leads_back_to_the_beginning(importing, steps):
    """Whatever a sequence of dumps says, each undone run gives the state before it."""
    records = {item["portalId"]: item for item in many(6)}
    start = importing.register(records.values(), force=True).run if not importing.state() else None
    states, runs = [importing.state()], []
    for number, changes in enumerate(steps):
        for which, kind in changes:
            key = which + 1
            if kind == "drop":
                records.pop(key, None)
            elif kind == "new":
                records[100 + key] = record(100 + key, zarizeni=[facility("Nový", 100 + key)])
            elif key in records:
                item = dict(records[key])
                item.update(
                    {
                        "capacity": {"formy": [form("pob", luzka=number + 40)]},
                        "provider": {"poskytovatel": {"ico": "00000019", "nazev": f"Domov {number}"}},
                        "place": {"zarizeni": [facility(f"Domov {key}", 1000 + key, address={"psc": f"1000{number}"})]},
                        "name": {"zarizeni": [facility(f"Jméno {number}", 1000 + key)]},
                    }[kind]
                )
                records[key] = item
        if not records:
            records[1] = record(1)
        runs.append(importing.register(records.values(), force=True).run)
        states.append(importing.state())
    for run, before in zip(reversed(runs), reversed(states[:-1]), strict=True):
        importing.undo(run.name)
        assert importing.state() == before
    if start is not None:
        assert importing.state() == states[0]
