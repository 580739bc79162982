"""Synonyms that a municipality adds to the shipped thesaurus."""

from collections.abc import Mapping
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.finding.words import asked_words
from komplan_core.catalogue import Synonyms
from komplan_core.errors import Invalid
from komplan_kit.store import Written

Values = Mapping[str, Any]


class SynonymGroups:
    """The groups; each query after a change uses them."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def create(self, tx: CatalogueTx, values: Values, wanted: str) -> Written:
        """Enter a group."""
        name = self._directory.new_name("synonyms", wanted, "synonyms_id")
        return tx.synonyms.add(_checked(tx.synonyms.make({**values, "name": name}, "synonyms")))

    def update(self, tx: CatalogueTx, name: str, etag: str, changes: Values) -> Written:
        """Change a group."""
        return tx.synonyms.replace(_checked(tx.synonyms.changed(name, changes, "synonyms")), etag)

    def delete(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Remove a group."""
        return tx.synonyms.delete(name, etag)


def _checked(group: Synonyms) -> Synonyms:
    for field in ("terms", "leads_to"):
        for number, term in enumerate(getattr(group, field)):
            try:
                asked_words(term)
            except Invalid:
                path = f"synonyms.{field}.{number}"
                raise Invalid.field(path, "REQUIRED", "a term holds at least one word") from None
    return group
