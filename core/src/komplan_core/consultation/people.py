"""Who is who at the desk: clerk and author are always two people."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from komplan_core.consultation.comments import Author
from komplan_core.errors import Invalid, Violation


def is_the_same(author: Author, clerk: str) -> bool:
    """Whether an author is the clerk of this code, as far as anything recorded can tell.

    A clerk is known by a code only. The author is the same who works under that code, whose contact it is or begins
    with it (`novakova@…`), or whose name has all its words (`jana-novakova`), whatever titles stand around them.
    """
    code = _folded(clerk)
    if not code:
        return False
    contact = author.contact.strip()
    names = (_folded(author.full_name), _folded(author.represented_by))
    return code in {
        _folded(author.staff_code),
        _folded(contact),
        _folded(contact.partition("@")[0]) if "@" in contact else "",
        *names,
    } or any(_has_all_words(name, code) for name in names)


def check_two_people(authors: Iterable[Author], clerk: str, field: str) -> None:
    """Raise Invalid for an author who would take down their own comment: a second clerk is needed."""
    found = [index for index, author in enumerate(authors) if is_the_same(author, clerk)]
    if found:
        message = "an author takes down their own comment: a second clerk has to do it"
        raise Invalid(
            "SECOND_CLERK", message, [Violation(f"{field}.{index}", "SECOND_CLERK", message) for index in found]
        )


def _folded(text: str) -> str:
    if not text:
        return ""
    bare = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(mark if mark.isalnum() else " " for mark in bare if not unicodedata.combining(mark)).split()
    return "-".join(words)


def _has_all_words(name: str, code: str) -> bool:
    """Whether a name has every word of a code, one word alone being too little to know somebody by."""
    words = code.split("-")
    return len(words) > 1 and not Counter(words) - Counter(name.split("-"))
