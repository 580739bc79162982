"""Plain search: all words of the query, whatever their case and diacritics, anywhere in a service's text.

Words are folded here and not in the database, so that SQLite and PostgreSQL find the same.
"""

import unicodedata
from typing import Final

from komplan_core.catalogue import Provider, Service
from komplan_core.codelists import CodeList, entry
from komplan_core.errors import Invalid

LONGEST_QUERY: Final = 200
MOST_WORDS: Final = LONGEST_QUERY // 2
"""No query holds more: a word takes a character and a space."""


def folded(text: str) -> str:
    """The text without diacritics and without difference of case."""
    bare = (character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character))
    return "".join(bare).casefold()


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once. Raises Invalid when there is none, or for more than 200 characters."""
    if len(query) > LONGEST_QUERY:
        raise Invalid.field("query", "TEXT_TOO_LONG", f"a query has {LONGEST_QUERY} characters at most")
    words = dict.fromkeys(filter(None, (folded(word).strip() for word in query.split())))
    if not words:
        raise Invalid.field("query", "REQUIRED", "name at least one word to look for")
    return tuple(words)


def text_of(service: Service, provider: Provider) -> str:
    """The folded text in which a service is found: its title, description, type in Czech, and provider."""
    kind = entry(CodeList.SERVICE_TYPES, service.service_type).title if service.service_type else ""
    return folded("\n".join((service.title, service.description, kind, provider.title)))
