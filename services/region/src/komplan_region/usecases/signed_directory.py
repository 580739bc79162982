"""Signing the directory, and which books of the cities may be witnessed."""

from typing import Final

from komplan_core import names
from komplan_core.book.errors import BookError
from komplan_core.book.notes import ED25519, SigningKey, VerifierKey
from komplan_core.directory import Municipality, SignedDirectory
from komplan_core.errors import NotFound, Refused
from komplan_core.regional import signed_directory as signing
from komplan_kit.store import Written
from komplan_region.ports.signed_directory import BookKey
from komplan_region.ports.transaction import RegionTx

_ID: Final = "signed"


class Signing:
    """Issues the signed directory. Without a key there is none."""

    def __init__(self, region: str, key: SigningKey | None) -> None:
        self._region, self._key = region, key
        self._name = f"regions/{region}/directories/{_ID}"
        self._known: tuple[str, signing.Issue | None] = ("", None)

    @property
    def key(self) -> str:
        """The public key. Raises NotFound."""
        if self._key is None:
            raise NotFound("NOT_FOUND", "this region signs no directory: no `signing_key` is configured")
        return str(self._key.verifier)

    @property
    def name(self) -> str:
        """The resource name. Raises NotFound where nothing is signed."""
        return self._name if self.key else ""

    def is_due(self, tx: RegionTx) -> bool:
        """Whether a new issue is to be made."""
        if self._key is None:
            return False
        last, entries = tx.signed_directory.last(), signing.listed(tx.signed_directory.entries())
        return signing.is_due(self._own(last) if last is not None else None, entries, tx.now())

    def issue(self, tx: RegionTx) -> Written:
        """Make a new issue if one is due; its number is higher than all before. Raises Refused for bad entries."""
        last = tx.signed_directory.last()
        if self._key is None or not self.is_due(tx):
            return Written(self._name, "", b"", b"")
        entries, now = signing.listed(tx.signed_directory.entries()), tx.now()
        issue = signing.issue_of(self._region, last.number + 1 if last is not None else 1, entries, now)
        try:
            note = signing.sign(issue, self._key)
        except BookError as error:
            raise Refused("DIRECTORY_SIGNATURE", error.message) from None
        values = {
            "name": self._name,
            "number": issue.number,
            "issued_at": issue.issued_at,
            "expires_at": issue.expires_at,
            "note": note,
        }
        if last is None:
            return tx.signed_directories.add(tx.signed_directories.make(values))
        return tx.signed_directories.replace(last.revised(values))

    def _own(self, last: SignedDirectory) -> signing.Issue | None:
        """What the last issue says; None where another key signed it: after a change of the key it is signed anew."""
        assert self._key is not None
        if self._known[0] != last.note:
            try:
                self._known = last.note, signing.opened(last.note, self._key.verifier, last.issued_at)
            except Refused:
                self._known = last.note, None
        return self._known[1]


def confirmed(city: Municipality, seen: BookKey) -> tuple[VerifierKey, str, bool] | None:
    """The key that a city told, its fingerprint, and whether the office confirmed that; None for what is no key."""
    try:
        key = VerifierKey.parse(seen.key)
    except BookError:
        return None
    if key.kind != ED25519 or not names.ROUND.matches(f"areas/{city.code}/rounds/{seen.round}"):
        return None
    found = signing.fingerprint(key)
    return key, found, found in city.book_fingerprints
