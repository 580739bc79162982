"""Services for facts about search, each in one line of a test."""

from collections.abc import Iterable, Mapping

from komplan_catalogue.usecases.finding.documents import Document, Field, Texts, document
from komplan_catalogue.usecases.finding.index import Index
from komplan_catalogue.usecases.finding.thesaurus import Group, Thesaurus, groups_of


def texts(title: str = "", **others: str) -> Texts:
    """The texts of a service: `texts("Noclehárna", description="…", provider="…")`."""
    fields = ((Field(name.replace("_", "-")), text) for name, text in others.items())
    return [(Field.TITLE, title), *fields]


def service(name: str, title: str = "", facets: Iterable[str] = (), **others: str) -> Document:
    """A service as it is stored."""
    return document(name, texts(title, **others), facets)


def index(*services: Document, thesaurus: str = "") -> Index:
    """An index of these services and of a thesaurus written as in its file."""
    made = Index(Thesaurus(groups_of(thesaurus)))
    for item in services:
        made.put(item)
    return made


def titled(titles: Mapping[str, str] | Iterable[str], thesaurus: str = "") -> Index:
    """An index of services that have a title only, each called by it unless named."""
    named = titles if isinstance(titles, Mapping) else {title: title for title in titles}
    return index(*(service(name, title) for name, title in named.items()), thesaurus=thesaurus)


def group(*terms: str, leads_to: tuple[str, ...] = ()) -> Group:
    """A group of the thesaurus."""
    return Group(terms, leads_to)
