"""The region's directory as a signed text: who is who in the region, for whoever asks a city or is asked by one.

A C2SP signed-note. Its text is the name under which the region signs, the number of the issue, a line that says when it
was issued and how long it holds, and a line for each entry, by code. The last lines are canonical JSON (RFC 8785), so
there is one spelling of a directory and anybody can read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from komplan_core.book.canonical import canonical, parsed
from komplan_core.book.errors import BookError
from komplan_core.book.notes import ED25519, Note, SigningKey, VerifierKey, signed
from komplan_core.directory import Municipality
from komplan_core.errors import Refused

VERSION: Final = 1
HELD: Final = timedelta(days=7)
"""How long an issue holds: whoever got none since then does not know who was blocked."""
RENEWED_AFTER: Final = timedelta(days=2)
"""After which an issue is made anew although nothing changed."""
LONGEST_NOTE: Final = 2_000_000
CLOCKS_DIFFER: Final = timedelta(minutes=5)
_TEXTS: Final = ("code", "title", "kind", "certificate_name", "public_address", "valid_until")
_CODES: Final = ("municipalities", "orps")
_FIELDS: Final = (*_TEXTS, *_CODES, "blocked")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as everybody may know it."""

    code: str
    title: str
    kind: str
    certificate_name: str
    public_address: str
    valid_until: str
    """The last day, such as `2027-12-31`; empty where it holds until it is removed."""
    municipalities: tuple[str, ...]
    """RÚIAN codes of municipalities for which it speaks, as the region confirmed them, in order."""
    orps: tuple[str, ...]
    """RÚIAN codes of ORP for the whole of which it speaks, in order."""
    blocked: bool

    @classmethod
    def of(cls, entry: Municipality) -> "Listed":
        """What is told of an entry."""
        return cls(
            code=entry.code,
            title=entry.title,
            kind=entry.kind,
            certificate_name=entry.certificate_name,
            public_address=entry.public_address,
            valid_until=entry.valid_until.isoformat() if entry.valid_until else "",
            municipalities=tuple(sorted(entry.municipalities)),
            orps=tuple(sorted(entry.orps)),
            blocked=entry.blocked,
        )

    def is_trusted(self, today: date) -> bool:
        """Whether it may be believed to be who it says on this day: neither blocked nor expired."""
        return not self.blocked and (not self.valid_until or date.fromisoformat(self.valid_until) >= today)


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a region's directory."""

    region: str
    number: int
    """Each issue has a higher one than those before."""
    issued_at: datetime
    expires_at: datetime
    entries: tuple[Listed, ...]

    def text(self) -> str:
        """What is signed. Raises BookError for a title that is no text."""
        head = {
            "entries": len(self.entries),
            "expires_at": _spelled(self.expires_at),
            "issued_at": _spelled(self.issued_at),
            "v": VERSION,
        }
        lines = [head, *({field: getattr(entry, field) for field in _FIELDS} for entry in self.entries)]
        return "\n".join((signer(self.region), str(self.number), *(canonical(line).decode() for line in lines), ""))


@dataclass(frozen=True, slots=True)
class Known:
    """The last issue that somebody saw."""

    number: int
    sha256: str
    """Of its text, in hexadecimal digits."""


def signer(region: str) -> str:
    """The name under which a region signs its directory."""
    return f"regions/{region}/directory"


def listed(entries: Iterable[Municipality]) -> tuple[Listed, ...]:
    """What a directory tells of these entries, by code."""
    return tuple(sorted(map(Listed.of, entries), key=lambda entry: entry.code))


def issue_of(region: str, number: int, entries: tuple[Listed, ...], now: datetime) -> Issue:
    """A new issue; its times are whole seconds."""
    issued = now.astimezone(UTC).replace(microsecond=0)
    return Issue(region, number, issued, issued + HELD, entries)


def is_due(last: Issue | None, entries: tuple[Listed, ...], now: datetime) -> bool:
    """Whether a new issue is to be made: the first one, when something changed, and well before the last expires."""
    return last is None or last.entries != entries or not last.issued_at <= now < last.issued_at + RENEWED_AFTER


def sign(issue: Issue, key: SigningKey) -> str:
    """The issue as a signed note. Raises BookError for a key of another name."""
    if key.name != signer(issue.region):
        raise BookError("ORIGIN_MISMATCH", f"the key of `{key.name}` does not sign for `{signer(issue.region)}`")
    body = issue.text()
    return f"{body}\n{key.sign(body)}\n"


def digest(note: str) -> str:
    """SHA-256 of the text of a note, in hexadecimal digits; two issues of one number differ in it."""
    return sha256(_note(note).body.encode()).hexdigest()


def read(note: str) -> Issue:
    """What a note says, its signatures unverified. Raises Refused DIRECTORY_SIGNATURE for what is no directory."""
    try:
        return _issue(_note(note).body)
    except BookError as error:
        raise Refused("DIRECTORY_SIGNATURE", error.message) from None
    except (ValueError, TypeError, KeyError, OverflowError):
        raise Refused("DIRECTORY_SIGNATURE", "this is no directory of a region") from None


def opened(note: str, key: VerifierKey, now: datetime, known: Known | None = None) -> Issue:
    """What a directory says, if the region signed it, it holds now, and it is no older than the last one that was seen.

    Raises Refused DIRECTORY_SIGNATURE, DIRECTORY_EXPIRED, DIRECTORY_OLDER.
    """
    issue = read(note)
    try:
        names = signed(_note(note), [key])
    except BookError as error:
        raise Refused("DIRECTORY_SIGNATURE", error.message) from None
    if names != [signer(issue.region)]:
        raise Refused("DIRECTORY_SIGNATURE", f"it is of `{signer(issue.region)}`, signed by `{key.name}`")
    if now >= issue.expires_at:
        raise Refused("DIRECTORY_EXPIRED", f"issue {issue.number} held until {_spelled(issue.expires_at)}")
    if now + CLOCKS_DIFFER < issue.issued_at:
        raise Refused("DIRECTORY_EXPIRED", f"issue {issue.number} holds from {_spelled(issue.issued_at)} on")
    if known is not None and issue.number < known.number:
        raise Refused("DIRECTORY_OLDER", f"issue {issue.number} came after issue {known.number}")
    if known is not None and issue.number == known.number and digest(note) != known.sha256:
        raise Refused("DIRECTORY_OLDER", f"another issue {issue.number} was seen: the region signed two")
    return issue


def fingerprint(key: VerifierKey) -> str:
    """What two offices compare by telephone: SHA-256 of the public key, in hexadecimal digits, whatever its name."""
    return sha256(bytes((ED25519,)) + key.public).hexdigest()


def _note(note: str) -> Note:
    return Note.parse(note, LONGEST_NOTE)


def _issue(body: str) -> Issue:
    name, number, head_line, *lines = body.removesuffix("\n").split("\n")
    head: dict[str, Any] = parsed(head_line.encode())
    region = name.removeprefix("regions/").removesuffix("/directory")
    issue = Issue(region, int(number), _moment(head["issued_at"]), _moment(head["expires_at"]), _entries(lines))
    if issue.text() != body or issue.number < 1 or issue.expires_at <= issue.issued_at:
        raise ValueError
    return issue


def _entries(lines: Iterable[str]) -> tuple[Listed, ...]:
    found = tuple(_entry(parsed(line.encode())) for line in lines)
    codes = [entry.code for entry in found]
    if codes != sorted(set(codes)):
        raise ValueError
    return found


def _entry(told: dict[str, Any]) -> Listed:
    for field in _CODES:
        codes = told[field]
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise TypeError
        if codes != sorted(set(codes)):
            raise ValueError
    entry = Listed(**{**told, **{field: tuple(told[field]) for field in _CODES}})
    if entry.blocked not in (True, False) or not all(isinstance(getattr(entry, field), str) for field in _TEXTS):
        raise TypeError
    if entry.valid_until and date.fromisoformat(entry.valid_until).isoformat() != entry.valid_until:
        raise ValueError
    return entry


def _spelled(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
