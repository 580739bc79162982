"""The settlement table of a round whose book goes on in a new one: each row has the fingerprint of its own book."""

import json

import pytest
from support.city_books import CityBook
from support.consultation import point_name
from support.outcomes import Outcome

from komplan.consultation.v1 import point_service_pb2 as points
from komplan_core.book.errors import BookError
from komplan_core.book.exports import Closing, Row, read_jsonl
from komplan_core.book.merkle import leaf_hash
from komplan_core.book.verifying import verify_export


def registered(book, origin):
    """The fingerprints that a book gave, by the comment's number."""
    data = [(json.loads(item), item) for item in book.entries(origin=origin)]
    return {made["no"]: leaf_hash(item).hex() for made, item in data if made["type"] == "comment.registered"}


def exported(desk, **others):
    """The public table as its JSON Lines tell it."""
    rows, end = desk.table()
    lines = [
        {
            "č. připomínky / bod": row.point,
            "výsledek": row.outcome,
            "odůvodnění vypořádání": row.justification,
            "otisk záznamu": others.get(f"p{row.point[0]}", row.fingerprint),
        }
        for row in rows
    ]
    last = {"č. připomínky / bod": str(Closing(end.rows, end.withheld, end.points))}
    return list(read_jsonl(json.dumps(line) for line in [*lines, last]))


def test_a_recovered_books_table_verifies_and_tells_the_fingerprints_of_both_books(instance):
    desk = Outcome(instance("consultation"))
    book = CityBook(desk)
    first, hidden = desk.entered("Lavičky a stromy.", "Koše."), desk.entered("Tajné.")
    desk.moderate(first)
    desk.city.stop()
    book.key.unlink()
    book.restarted(instance)
    origin = book.recover().origin
    last = desk.entered("Nové.")
    unseen = desk.entered("Neposouzené.")
    desk.moderate(last)
    split = points.SplitPointRequest(name=point_name(first), parts=["Lavičky", "stromy."])
    first = desk.ask("PointService/SplitPoint", split)
    desk.settled((first, "rejected"), (hidden, "explained"), (last, "rejected"), (unseen, "rejected"))
    desk.release()

    def verified(table):
        return verify_export(table, book.entries(), book.checkpoint().note, book.verifiers())

    table = exported(desk)
    found = {row.point: row.fingerprint for row in table if isinstance(row, Row)}
    old, new = registered(book, "vzorov/book/jaro"), registered(book, origin)
    assert found == {"1/1": old[1], "1/2": old[1], "1/3": old[1], "3/1": new[3]}
    report = verified(table)
    assert (report.rows, report.adopted, report.withheld, report.points) == (4, 3, 2, 6)
    with pytest.raises(BookError, match="fingerprint of 3/1"):
        verified(exported(desk, p3=old[1]))
    invented = [Row("1/9"), Row("2/9"), Row("2/8"), *table[:-1], Closing(7, -1, 6)]
    for wrong in ([*table[:-2], Closing(3, 3, 6)], [*table[:-1], Closing(4, 1, 5)], invented):
        with pytest.raises(BookError) as caught:
            verified(wrong)
        assert caught.value.reason.startswith("EXPORT_")
