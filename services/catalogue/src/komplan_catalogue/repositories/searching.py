"""How services are found."""

from typing import Any, Final

from sqlalchemy import bindparam, insert, update

from komplan_catalogue.repositories.kinds import SERVICES
from komplan_catalogue.rows.searching import SearchTextRow
from komplan_catalogue.rows.services import ServiceRow
from komplan_catalogue.usecases.search import MOST_WORDS, words_of
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement

_ESCAPE: Final = "!"  # a backslash would be quoted differently by the two databases


class FoundServices(Listing):
    """Services whose search text holds all words of the request's `query`."""

    def __init__(self) -> None:
        holds = {
            f"word_{number}": SearchTextRow.folded.like(bindparam(f"word_{number}"), escape=_ESCAPE)
            for number in range(MOST_WORDS)
        }
        super().__init__(SERVICES, parent=SearchTextRow.service_id == ServiceRow.id, filters=holds)

    def used(self, request: Any) -> dict[str, Any]:
        """A pattern for each word of the query. Raises Invalid for a query without words or one too long."""
        return {f"word_{number}": _pattern(word) for number, word in enumerate(words_of(request.query))}


def _pattern(word: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        word = word.replace(special, _ESCAPE + special)
    return f"%{word}%"


FOUND_SERVICE_LIST = FoundServices()

_TEXT_OF = SearchTextRow.service_id == bindparam("of")
CHANGE_TEXT = Statement(update(SearchTextRow).where(_TEXT_OF).values(folded=bindparam("new_folded")))
ADD_TEXT = Statement(insert(SearchTextRow))
