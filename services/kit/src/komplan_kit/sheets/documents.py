"""A table as a document to read and print: DOCX and ODT, row by row, so that its length costs no memory.

Both are zip archives of XML, written with the standard library. Nothing in them runs, and no text becomes a field.
"""

import re
import zipfile
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import IO, Final
from xml.sax.saxutils import escape

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of all parts: the same table is the same file."""
WIDTH_MM, HEIGHT_MM, MARGIN_MM = 420, 297, 10
"""A3 on its side: a settlement table has eighteen columns."""
_TWIPS: Final = 1440 / 25.4
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DOCX_TYPES: Final = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_DOCX_RELS: Final = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_ODT: Final = "application/vnd.oasis.opendocument.text"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES: Final = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0"'
    f' xmlns:style="{_ODF}:style:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" office:version="1.2"'
)
_ODT_MANIFEST: Final = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_ODT_STYLES: Final = (
    f"{_HEAD}<office:document-styles {_NAMESPACES}><office:automatic-styles>"
    f'<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="{WIDTH_MM}mm"'
    f' fo:page-height="{HEIGHT_MM}mm" style:print-orientation="landscape" fo:margin="{MARGIN_MM}mm"/>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>'
    "</office:document-styles>"
)
_ODT_BEGIN: Final = (
    f"{_HEAD}<office:document-content {_NAMESPACES}><office:automatic-styles>"
    '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"'
    ' fo:padding="0.5mm"/></style:style>'
    '<style:style style:name="S" style:family="paragraph"><style:text-properties fo:font-size="7pt"/></style:style>'
    '<style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-size="7pt"'
    ' fo:font-weight="bold"/></style:style>'
    '<style:style style:name="H" style:family="paragraph"><style:text-properties fo:font-size="14pt"'
    ' fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>'
)


class _Document(AbstractContextManager["_Document"]):
    """A document of one table that is being written; what its format looks like is its subclass's."""

    growing: str
    """Name of the part that the rows stand in: the last one of the archive."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path, "w")
        self._begin()
        self._part: IO[bytes] = self._archive.open(_entry(self.growing), "w", force_zip64=True)

    def begin(self, title: str, below: str, headings: Sequence[str]) -> None:
        """The title, a line below it, and the first row, which stands on every page."""
        self._write(self._opening(title, below, headings))

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        self._write(self._row(cells))

    def end(self, line: str) -> None:
        """End the table; the last line of the document stands below it."""
        self._write(self._closing(line))

    def _put(self, name: str, text: str, stored: bool = False) -> None:
        self._archive.writestr(_entry(name, stored), text)

    def _write(self, text: str) -> None:
        self._part.write(text.encode())

    @abstractmethod
    def _begin(self) -> None:
        """Write the parts that stand before the growing one."""

    @abstractmethod
    def _opening(self, title: str, below: str, headings: Sequence[str]) -> str:
        """All of the growing part up to the first row."""

    @abstractmethod
    def _row(self, cells: Sequence[str]) -> str:
        """A row."""

    @abstractmethod
    def _closing(self, line: str) -> str:
        """All of the growing part after the last row."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._part.close()
        self._archive.close()


class Docx(_Document):
    """A document of Word (ISO/IEC 29500)."""

    growing = "word/document.xml"

    def _begin(self) -> None:
        self._put("[Content_Types].xml", _DOCX_TYPES)
        self._put("_rels/.rels", _DOCX_RELS)

    def _opening(self, title: str, below: str, headings: Sequence[str]) -> str:
        width = int((WIDTH_MM - 2 * MARGIN_MM) * _TWIPS / len(headings))
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        column = f'<w:gridCol w:w="{width}"/>'
        head = "".join(map(self._cell, headings))
        return (
            f'{_HEAD}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"{_docx_text(title, 28, bold=True)}{_docx_text(below, 20) if below else ''}"
            f'<w:tbl><w:tblPr><w:tblW w:w="{width * len(headings)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{column * len(headings)}</w:tblGrid>"
            f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>"
        )

    def _row(self, cells: Sequence[str]) -> str:
        return f"<w:tr>{''.join(map(self._cell, cells))}</w:tr>"

    def _closing(self, line: str) -> str:
        page = (
            f'<w:pgSz w:w="{int(WIDTH_MM * _TWIPS)}" w:h="{int(HEIGHT_MM * _TWIPS)}" w:orient="landscape"/>'
            + "<w:pgMar "
            + " ".join(f'w:{side}="{int(MARGIN_MM * _TWIPS)}"' for side in ("top", "right", "bottom", "left"))
            + ' w:header="0" w:footer="0" w:gutter="0"/>'
        )
        return f"</w:tbl>{_docx_text(line, 20)}<w:sectPr>{page}</w:sectPr></w:body></w:document>"

    def _cell(self, text: str) -> str:
        return f"<w:tc><w:tcPr/>{_docx_text(text, 14)}</w:tc>"


class Odt(_Document):
    """A document of LibreOffice (ISO/IEC 26300)."""

    growing = "content.xml"

    def _begin(self) -> None:
        self._put("mimetype", _ODT, stored=True)
        self._put("META-INF/manifest.xml", _ODT_MANIFEST)
        self._put("styles.xml", _ODT_STYLES)

    def _opening(self, title: str, below: str, headings: Sequence[str]) -> str:
        return (
            f"{_ODT_BEGIN}{_odt_text(title, 'H')}{_odt_text(below, '') if below else ''}"
            f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(headings)}"/>'
            f"<table:table-header-rows>{_odt_row(headings, 'B')}</table:table-header-rows>"
        )

    def _row(self, cells: Sequence[str]) -> str:
        return _odt_row(cells, "S")

    def _closing(self, line: str) -> str:
        return f"</table:table>{_odt_text(line, '')}</office:text></office:body></office:document-content>"


def _entry(name: str, stored: bool = False) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry


def _written(text: str) -> str:
    """The text so that it can stand in XML; what cannot is shown to have been there."""
    return escape(_UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


def _docx_text(text: str, half_points: int, *, bold: bool = False) -> str:
    style = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{half_points}"/></w:rPr>'
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in _written(text).split("\n"))
    return f"<w:p><w:r>{style}{runs}</w:r></w:p>"


def _odt_row(cells: Sequence[str], style: str) -> str:
    found = "".join(
        f'<table:table-cell table:style-name="C" office:value-type="string">{_odt_text(cell, style)}</table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{found}</table:table-row>"


def _odt_text(text: str, style: str) -> str:
    named = f' text:style-name="{style}"' if style else ""
    spaced = re.sub(" {2,}", lambda found: f' <text:s text:c="{len(found[0]) - 1}"/>', _written(text))
    inside = spaced.replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return f"<text:p{named}>{inside}</text:p>"
