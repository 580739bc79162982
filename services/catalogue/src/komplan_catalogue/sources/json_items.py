"""Reading a long JSON list item by item, in a window that slides over the file.

The whole list never stands in memory, and each item is decoded by the compiled decoder of the standard library.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NoReturn

from komplan_core.errors import Invalid

CHUNK: Final = 1 << 20
LARGEST_ITEM: Final = 4 << 20
"""Characters of one item: where more cannot be decoded, it is broken."""
_SPACE: Final = " \t\n\r"


def items(stream: BinaryIO, root_key: str) -> Iterator[tuple[int, Any]]:
    """The items of the list under `root_key` of the file's object, each with its number from 1.

    Raises Invalid (SOURCE_FORMAT, TEXT_ENCODING) that says in which line and column, or at which byte.
    """
    window = _Window(stream)
    window.take("{", f"the file is no JSON object with the list `{root_key}`")
    found = False
    more = window.next() != "}"
    while more:
        key = window.value("a key")
        window.take(":", "a colon is missing")
        if key == root_key and not found:
            found = True
            yield from _list(window, root_key)
        else:
            window.value(f"the value of `{str(key)[:40]}`")
        if more := window.next() != "}":
            window.take(",", "a comma is missing")
    window.take("}", "the object does not end")
    if window.next():
        window.fault("something follows the end of the object")
    if not found:
        window.fault(f"the object has no list `{root_key}`: is it another file?")


def _list(window: "_Window", root_key: str) -> Iterator[tuple[int, Any]]:
    window.take("[", f"`{root_key}` is no list")
    number, more = 0, window.next() != "]"
    while more:
        number += 1
        yield number, window.value(f"item {number}")
        if more := window.next() != "]":
            window.take(",", f"a comma is missing after item {number}")
    window.take("]", "the list does not end")


class _Window:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._text, self._at, self._ended = stream, "", 0, False
        self._lines, self._column, self._bytes = 0, 0, 0
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._json = json.JSONDecoder(parse_constant=_refuse)

    def next(self) -> str:
        """The next character that is no space, or empty at the end."""
        while True:
            while self._at < len(self._text):
                if (character := self._text[self._at]) not in _SPACE:
                    return character
                self._at += 1
            if self._ended:
                return ""
            self._more()

    def take(self, character: str, otherwise: str) -> None:
        """Go past this character. Raises Invalid when another one stands there."""
        if self.next() != character:
            self.fault(otherwise)
        self._at += 1

    def value(self, what: str) -> Any:
        """The value that stands here."""
        if not self.next():
            self.fault(f"the file ends before {what}")
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._ended or len(self._text) - self._at > LARGEST_ITEM:
                    self._at = getattr(error, "pos", self._at)
                    said = "is nested too deeply" if isinstance(error, RecursionError) else "is broken"
                    self.fault(f"{what} {said}")
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            self._more()

    def fault(self, message: str) -> NoReturn:
        """Raise Invalid with the present line and column."""
        before = self._text[: self._at]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") - 1 if lines else self._column + len(before)
        where = f"line {self._lines + lines + 1}, column {column + 1}"
        raise Invalid.field("source", "SOURCE_FORMAT", f"{where}: {message}")

    def _more(self) -> None:
        raw = self._stream.read(CHUNK)
        self._ended = not raw
        try:
            read = self._decoder.decode(raw, self._ended)
        except UnicodeDecodeError as error:
            self._refuse_encoding(raw, error)
        self._bytes += len(raw)
        gone = self._text[: self._at]
        if lines := gone.count("\n"):
            self._lines, self._column = self._lines + lines, len(gone) - gone.rfind("\n") - 1
        else:
            self._column += len(gone)
        self._text, self._at = self._text[self._at :] + read, 0

    def _refuse_encoding(self, raw: bytes, error: UnicodeDecodeError) -> NoReturn:
        waiting = len(error.object) - len(raw)  # bytes of a character that the chunk before began
        byte = self._bytes - waiting + error.start + 1
        advice = "it looks like UTF-16" if not self._bytes and raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _advice(error)
        message = f"byte {byte} is not UTF-8; {advice}: save the file as UTF-8"
        raise Invalid.field("source", "TEXT_ENCODING", message)


def _advice(error: UnicodeDecodeError) -> str:
    around = error.object[max(0, error.start - 40) : error.start + 40]
    try:
        around.decode("cp1250")
    except UnicodeDecodeError:
        return "it is no text"
    return "it looks like Windows-1250"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
