"""Every number of a built plan, counted again from the records that it names, as their cities give them out."""

from collections.abc import Iterator

import pytest
from support.region_audit import Auditor
from support.region_whole import Whole, whole_region


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    made = whole_region(tmp_path_factory.mktemp("whole"))
    yield made
    made.stop()


def test_every_number_is_counted_again_from_the_records_that_it_names(whole: Whole) -> None:
    office, version, auditor = whole.office, whole.version, Auditor(whole)
    tables = {table.code: table for table in office.ask("ListMidtermTables", parent=version.name).tables}
    assert [code for code, table in tables.items() if not table.row_count] == []  # nothing is left out of the walk
    figures = office.figures(version.name)
    wrong = [(figure, auditor.expected(figure)) for figure in figures if figure.number != auditor.expected(figure)]
    assert wrong == []
    assert all(figure.sources or figure.number in (0, None) for figure in figures)
    counted = {code for code, table in tables.items() if any(column.kind != "text" for column in table.columns)}
    assert {figure.table for figure in figures if figure.number} == counted
    assert len(figures) > 400
    by_place = {item.name: item for item in office.sources(version.name)}
    pinned = {(item.area, item.feed): item.revision for item in version.inputs}
    supported = "areas/vzorov/plans/p1/versions/v1/measures/m1"
    assert by_place[supported].revision == pinned[("vzorov", "planning")]
    assert by_place["areas/vzorov/services/s1"].revision == pinned[("vzorov", "catalogue")]
