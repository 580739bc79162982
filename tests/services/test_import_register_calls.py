"""An import of the register as a call: dry, repeated, broken off, hostile."""

import pytest
from support.catalogue import AREA, CHARITA
from support.importing import OFFICE, Importing, record, register_fields, register_records, rows_of_register

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused
from komplan_kit import fsck
from komplan_kit.engine import Store


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def counts(report):
    """The counts that are not zero."""
    return {field.name: value for field, value in report.run.counts.ListFields()}


def test_a_dry_run_reports_the_same_and_stores_nothing(importing):
    dry = importing.register(register_records(3), dry_run=True)
    assert importing.state() == {}
    assert importing.journal() == []
    assert not dry.run.name
    real = importing.register(register_records(3))
    assert counts(dry) == counts(real)
    with pytest.raises(Refused):
        importing.register(register_records(1))
    assert importing.register(register_records(1), dry_run=True).run.refusal == "IMPORT_SHRINKS"
    assert len(importing.runs()) == 2


def test_a_repeated_import_under_one_request_id_is_one_import(importing):
    first = importing.register(register_records(2), request_id="r-1")
    assert importing.register(register_records(2), request_id="r-1") == first
    assert len(importing.runs()) == 1


def test_a_source_that_breaks_off_is_not_taken(importing):
    parts = list(importing_parts(register_records(3)))
    for cut in (parts[:-1], parts[:1]):
        with pytest.raises(Invalid, match="broke off"):
            importing.send(cut)
    parts[-1].end.rows = 2
    with pytest.raises(Invalid, match="another number"):
        importing.send(parts)
    assert importing.runs() == []


def importing_parts(records):
    from support.importing import requests

    from komplan.catalogue.v1 import import_pb2

    rows = list(rows_of_register(records))
    return requests(rows, import_pb2.ImportHeader(**register_fields()))


def test_a_header_stands_once_at_the_beginning(importing):
    parts = list(importing_parts(register_records(1)))
    for wrong in (parts[1:], [parts[0], *parts], [*parts, parts[-1]], [pb.ImportRequest(parent=AREA)]):
        with pytest.raises(Invalid):
            importing.send(wrong)
    with pytest.raises(NotFound):
        importing.send([pb.ImportRequest(parent="areas/jinde")])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "sheet"}, "header.kind"),
        ({"sha256": "abc"}, "header.sha256"),
        ({"municipalities": ["Brno"]}, "header.municipalities"),
        ({"service_fields": ["name"]}, "header.service_fields"),
        ({"place_fields": ["secret"]}, "header.place_fields"),
        ({"title": "x" * 501}, "header.title"),
        ({"fetched_at": {"seconds": 10**15}}, "header.fetched_at"),
    ],
)
def test_a_wrong_header_is_told_with_its_field(importing, wrong, field):
    with pytest.raises(Invalid) as told:
        importing.take([], **{"kind": "register", **wrong})
    assert told.value.violations[0].field == field


def test_a_hostile_client_cannot_pass_rows_of_its_own_off_as_records(importing):
    rows = list(rows_of_register(register_records(60)))
    rows[0].key = "rpss-999"
    rows[1].key = "../../providers/x"
    rows[2].service.register_id = ""
    report = importing.take(rows, **register_fields())
    assert [(item.position, item.reason) for item in report.errors] == [(n, "INVALID_VALUE") for n in (1, 2, 3)]
    rows = list(rows_of_register(register_records(60)))
    rows[0].places[0].key = "ap-1/../../x"
    rows[0].warnings.add(reason="Vymyšlený důvod", message="x" * 5000)
    rows[1].provider.name = "areas/jinde/providers/x"
    rows[2].service.name = CHARITA
    report = importing.take(rows, **register_fields(), force=True)
    assert {item.position for item in report.errors} == {1, 2, 3}
    assert not [name for name in importing.state() if "jinde" in name]


def test_only_the_office_imports(importing):
    for roles in ((), ("provider",), ("editor",)):
        with pytest.raises(Forbidden):
            importing.send([pb.ImportRequest(parent=AREA)], roles)
    for role in ("admin", "catalogue-editor"):
        rows = list(rows_of_register([record()]))
        assert importing.take(rows, roles=(role,), **register_fields()).run.state == "applied"


def test_a_run_is_read_by_its_name(importing):
    run = importing.register([record()], sha256="ab" * 32, municipalities=["999001"]).run
    assert importing.instance.ask("CatalogueImportService/GetRun", pb.GetRunRequest(name=run.name), OFFICE) == run
    assert importing.runs() == [run]
    assert (run.sha256, list(run.municipalities)) == ("ab" * 32, ["999001"])
    with pytest.raises(NotFound):
        importing.instance.ask("CatalogueImportService/GetRun", pb.GetRunRequest(name=f"{AREA}/runs/x"), OFFICE)


def test_rows_journal_and_messages_agree_after_imports(importing):
    from komplan_catalogue import repositories

    importing.register(register_records(25))
    importing.register(register_records(24))
    importing.instance.stop()
    store = Store(importing.instance.databases["catalogue"])
    kinds = fsck.kinds_of(repositories)
    assert any(kind.title == "import run" for kind in kinds)
    assert fsck.check(store, repositories.METADATA, kinds) == []
