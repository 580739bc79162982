"""Documents of office programs: told by what they declare, never run, and never breaking anything when damaged."""

import contextlib
import io
import struct
import zipfile

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from komplan_core.consultation.attachments import media_type_of
from komplan_core.errors import Invalid

TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUNS = "application/vnd.ms-office.vbaProject"
OBJECT = "application/vnd.openxmlformats-officedocument.oleObject"
LONG = " ".join(map(str, range(200_000)))
"""More than a megabyte that does not pack as a bomb does."""


def sheet(**more):
    """A sheet as programs write it, with more parts; `types` changes what is declared of them."""
    made, whole = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(0, 0, "Chybí lavičky.")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        types = more.pop("types", lambda told: told)
        parts["[Content_Types].xml"] = types(parts["[Content_Types].xml"].decode())
        for name, content in {**parts, **more}.items():
            new.writestr(name, content)
    return whole.getvalue()


def text(manifest="", kind=TEXT, **more):
    """A text as OpenDocument has it; `manifest` are more of its entries."""
    made = io.BytesIO()
    own = f'<m:file-entry m:full-path="/" m:media-type="{TEXT}"/>{manifest}'
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:o">{own}</m:manifest>')
        for name, content in {"content.xml": "<x/>", **more}.items():
            archive.writestr(name, content)
    return made.getvalue()


def declared(told):
    return lambda types: types.replace("<Override", f"{told}<Override", 1)


def test_documents_are_told_by_what_they_declare():
    assert (media_type_of(sheet()), media_type_of(text())) == (SHEET, TEXT)
    assert media_type_of(text(kind=ODS)) == "", "the manifest says otherwise"
    assert media_type_of(sheet(types=lambda told: told.replace("sheet.main", "template.main"))) == ""
    assert media_type_of(sheet(types=lambda told: told.replace("<Types", "<!DOCTYPE x><Types"))) == ""
    assert media_type_of(sheet(types=lambda told: told.replace("<Types", f"<!--{LONG}--><Types"))) == ""


ODS = "application/vnd.oasis.opendocument.spreadsheet"
RUNNING = {
    "macros of a sheet": sheet(**{"xl/VBAPROJECT.BIN": "x"}),
    "macros under a harmless name": sheet(
        **{"xl/x.xml": "x"}, types=declared(f'<Override PartName="/xl/x.xml" ContentType="{RUNS}"/>')
    ),
    "their type is spelled with a reference": sheet(
        types=declared(f'<Default Extension="dat" ContentType="{RUNS.replace("P", "&#80;")}"/>')
    ),
    "a sheet with macros": sheet(types=lambda told: told.replace("sheet.main", "sheet.macroEnabled.main")),
    "an object": sheet(
        types=declared(
            '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
        )
    ),
    "an archive in a sheet": sheet(**{"xl/media/image1.png": b"PK\x03\x04..."}),
    "an older document in a sheet": sheet(**{"xl/media/image1.png": b"\xd0\xcf\x11\xe0..."}),
    "macros of a text": text(**{"Basic/Standard/m.xml": "x"}),
    "scripts of a text": text(**{"Scripts\\python\\x.py": "x"}),
    "macros that only the manifest names": text('<m:file-entry m:full-path="Basic/" m:media-type=""/>'),
    "a program in a text": text(**{"Pictures/1.png": b"MZ\x90"}),
}


@pytest.mark.parametrize("what", RUNNING)
def test_what_runs_is_found_by_what_it_is_whatever_it_is_called(what):
    with pytest.raises(Invalid) as caught:
        media_type_of(RUNNING[what])
    assert caught.value.reason == "MACROS"


@given(st.sampled_from([sheet(), text()]), st.data())
def test_a_damaged_document_is_told_apart_and_never_breaks_anything(content, data):
    broken = bytearray(content)
    for at in data.draw(st.lists(st.integers(4, len(broken) - 1), min_size=1, max_size=6)):
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(broken)))
    del broken[cut : cut + data.draw(st.integers(0, 9))]
    with contextlib.suppress(Invalid):
        assert media_type_of(bytes(broken)) in {"", SHEET, TEXT}


HEADERS = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
"""Of a part in the directory, of a part, and of the end."""
NUMBERS = st.sampled_from([0, 1, 0x20, 0x40, 0x7F, 0x80, 0xFF, 0xFFFF, 1 << 31, (1 << 32) - 1, (1 << 63) - 1, 1 << 63])


def in_the_directory(content, at, *long):
    """The archive with `long`, numbers of 64 bits, for the `at`-th part's two sizes and its place."""
    broken, begin = bytearray(content), -1
    for _ in range(at + 1):
        begin = content.index(HEADERS[0], begin + 1)
    (name,) = struct.unpack_from("<H", broken, begin + 28)
    extra = struct.pack(f"<HH{len(long)}Q", 1, 8 * len(long), *long)
    for where in (24, 20, 42)[: len(long)]:
        broken[begin + where : begin + where + 4] = b"\xff" * 4
    broken[begin + 30 : begin + 32] = struct.pack("<H", len(extra))
    broken[begin + 46 + name : begin + 46 + name] = extra
    end = broken.rindex(HEADERS[2]) + 12
    broken[end : end + 4] = struct.pack("<I", struct.unpack_from("<I", broken, end)[0] + len(extra))
    return bytes(broken)


@given(st.sampled_from([sheet(), text()]), st.data())
def test_an_archive_that_says_anything_of_itself_never_breaks_anything(content, data):
    broken = bytearray(content)
    headers = [at for at in range(len(content)) if content[at : at + 4] in HEADERS]
    for at in data.draw(st.lists(st.sampled_from(headers), min_size=1, max_size=3)):
        size, where = data.draw(st.sampled_from([1, 2, 4])), at + data.draw(st.integers(4, 45))
        broken[where : where + size] = (data.draw(NUMBERS) % (1 << 8 * size)).to_bytes(size, "little")
    with contextlib.suppress(Invalid):
        assert media_type_of(bytes(broken)) in {"", SHEET, TEXT}


@given(st.sampled_from([sheet(), text()]), st.integers(0, 2), st.lists(NUMBERS, min_size=1, max_size=3))
@example(text(), 0, [44, 44, 1 << 63])
@example(text(), 0, [44, 44, (1 << 63) - 1])
def test_a_part_that_says_it_is_huge_or_far_away_never_breaks_anything(content, at, long):
    with contextlib.suppress(Invalid):
        assert media_type_of(in_the_directory(content, at, *long)) in {"", SHEET, TEXT}


ENCODINGS = {"UTF-8": SHEET, "utf-16": SHEET, "windows-1250": "", "utf-7": "", "idna": "", "nonsense": ""}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_declares_the_parts_is_in_one_of_the_encodings_that_the_standards_name(encoding):
    """In another one a macro could be declared that only the document's own program would see."""
    written = sheet(
        types=lambda told: told.replace("UTF-8", encoding).encode(encoding if ENCODINGS[encoding] else "utf-8")
    )
    assert media_type_of(written) == ENCODINGS[encoding]
