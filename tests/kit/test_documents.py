"""Tables as documents of office programs: what stands in them, whatever somebody wrote."""

import tracemalloc
import zipfile
from xml.etree import ElementTree

import pytest

from komplan_kit.sheets.documents import Docx, Odt

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FORMS = {
    "docx": (Docx, "word/document.xml", f"{WORD}tr", f"{WORD}tc"),
    "odt": (Odt, "content.xml", f"{TABLE}table-row", f"{TABLE}table-cell"),
}
HOSTILE = ["=1+1", "<w:t>&amp;</w:t>", "řádek\nřádek", "dvě  mezery", "\u0000nul\ufffe", "]]>", "x\r\ny", "\ttab"]


def made(form, path, rows, headings=("bod", "znění")):
    """A document with these rows."""
    with FORMS[form][0](path) as document:
        document.begin("Vypořádání", "pod názvem", headings)
        for row in rows:
            document.row(row)
        document.end("Řádků: 1")
    return path


def words(element):
    """What people read: breaks as new lines, and spaces that XML would swallow."""
    found = []
    for item in element.iter():
        name = item.tag.rpartition("}")[2]
        if name in ("br", "line-break"):
            found.append("\n")
        elif name == "tab":
            found.append("\t")
        elif name == "s":
            found.append(" " * int(item.get(f"{TEXT}c", "1")))
        if item.text and name in ("t", "p"):
            found.append(item.text)
        if item.tail and name in ("line-break", "tab", "s"):
            found.append(item.tail)
    return "".join(found)


def read(form, path):
    """The cells of each row, and all that is said."""
    _, part, row, cell = FORMS[form]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        tree = ElementTree.fromstring(archive.read(part))
    return [[words(item) for item in line.iter(cell)] for line in tree.iter(row)], words(tree)


@pytest.mark.parametrize("form", FORMS)
def test_a_table_stands_between_its_title_and_its_last_line(form, tmp_path):
    rows, said = read(form, made(form, tmp_path / f"t.{form}", [["1/1", "Chybí lavičky."], ["1/2", "Žluťoučký kůň"]]))
    assert rows == [["bod", "znění"], ["1/1", "Chybí lavičky."], ["1/2", "Žluťoučký kůň"]]
    assert said.startswith("Vypořádánípod názvem")
    assert said.endswith("Řádků: 1")


@pytest.mark.parametrize("form", FORMS)
def test_whatever_somebody_wrote_is_text_and_nothing_else(form, tmp_path):
    rows, _ = read(form, made(form, tmp_path / f"t.{form}", [[text] for text in HOSTILE], ["text"]))
    assert [row[0] for row in rows[1:]] == [
        *HOSTILE[:4],
        "\ufffdnul\ufffd",
        "]]>",
        "x\ny",
        "\ttab",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_table_is_the_same_file(form, tmp_path):
    first, second = (made(form, tmp_path / f"{name}.{form}", [["1/1", "a"]]) for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_a_long_table_costs_no_memory(form, tmp_path):
    tracemalloc.start()
    made(form, tmp_path / f"t.{form}", (["1/1", "Chybí lavičky. " * 40] for _ in range(5_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_the_type_of_an_odt_stands_first_and_unpacked(tmp_path):
    assert made("odt", tmp_path / "t.odt", []).read_bytes()[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
