"""Comment books as a city keeps them, made from a seed, with the keys of the city and of two witnesses."""

import random
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from komplan_core.book import checkpoints, cosignatures, merkle
from komplan_core.book.checkpoints import Checkpoint
from komplan_core.book.commitments import commitment
from komplan_core.book.entries import Entry, decoded, encoded, entry
from komplan_core.book.exports import released_text
from komplan_core.book.notes import COSIGNATURE, Note, SigningKey, VerifierKey
from komplan_core.book.proofs import Receipt
from komplan_core.book.receipts import extra

ORIGIN = "kniha.vzorov.cz/book/2027-1"
START = datetime(2027, 4, 1, 8, 0, 0, tzinfo=UTC)


def private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(seed.encode()).digest())


def signing(name: str = ORIGIN, seed: str = "city", kind: int = 1) -> SigningKey:
    return SigningKey(name, private(seed), kind)


WITNESSES = tuple(
    signing(name, name, COSIGNATURE) for name in ("witness.kraj-vzorovsky.example/w1", "witness.sousedov.example/w1")
)


def salt(label: str, no: int) -> bytes:
    return sha256(f"{label} {no}".encode()).digest()


def content(no: int) -> dict[str, str]:
    return {"text": f"Připomínka {no}: přidejte spoj k domovu seniorů."}


class Book:
    """A book with its private key. Entries may be anything; an honest book is made by `honest`."""

    def __init__(self, origin: str = ORIGIN, key: SigningKey | None = None) -> None:
        self.origin = origin
        self.key = key or signing(origin)
        self.entries: list[bytes] = []
        self.at = START

    def tell(self, type: str, /, **fields: object) -> Entry:
        """Append the next entry, a little later; `from_` stands for `from`."""
        self.at += timedelta(seconds=20)
        named = {name.rstrip("_"): value for name, value in fields.items()}
        made = entry(type, self.at, **{"round": self.origin.rpartition("/")[2], **named})
        self.entries.append(encoded(made))
        return made

    @property
    def leaves(self) -> list[bytes]:
        return [merkle.leaf_hash(data) for data in self.entries]

    def nodes(self) -> dict[tuple[int, int], bytes]:
        """The perfect subtrees, as a store keeps them."""
        found: dict[tuple[int, int], bytes] = {}
        frontier: list[bytes] = []
        for index, leaf in enumerate(self.leaves):
            found[0, index] = leaf
            frontier, nodes = merkle.grown(frontier, index, leaf)
            found.update({(level, place): data for level, place, data in nodes})
        return found

    def checkpoint(self, size: int | None = None, *, cosigned: int | None = None) -> str:
        """The signed checkpoint of the first `size` entries, cosigned by the witnesses at a moment."""
        size = len(self.entries) if size is None else size
        nodes = self.nodes()
        note = checkpoints.sign(Checkpoint(self.origin, size, merkle.root(size, lambda *at: nodes[at])), self.key)
        return note if cosigned is None else witnessed(note, cosigned)

    def receipt(self, index: int, size: int | None = None, cosigned: int | None = None) -> Receipt:
        size = len(self.entries) if size is None else size
        nodes = self.nodes()
        path = tuple(merkle.inclusion(index, size, lambda *at: nodes[at]))
        no = decoded(self.entries[index]).get("no", 0)
        return Receipt(
            extra(self.entries[index], salt("content", no)), index, path, self.checkpoint(size, cosigned=cosigned)
        )


def witnessed(note: str, at: int) -> str:
    made = Note.parse(note)
    for witness in WITNESSES:
        made = made.with_line(cosignatures.cosign(note, witness, at))
    return made.format()


def keys(*signers: SigningKey) -> tuple[VerifierKey, ...]:
    return tuple(signer.verifier for signer in (*(signers or (signing(),)), *WITNESSES))


def register(book: Book, no: int, **more: object) -> Entry:
    """A comment comes in; it says what a real entry says."""
    return book.tell(
        "comment.registered",
        no=no,
        received="2027-04-01",
        channel="paper-contact-point",
        draft=f"sha256:{sha256(b'draft').hexdigest()}",
        content=commitment("content", salt("content", no), content(no)),
        identity=commitment("identity", salt("identity", no), {"name": f"Jiří Nový {no}"}),
        scan=commitment("scan", salt("scan", no), {"sha256": sha256(str(no).encode()).hexdigest()}),
        **more,
    )


def honest(seed: int, comments: int = 12) -> Book:
    """A whole consultation with everything that may happen in one."""
    dice = random.Random(seed)
    book = Book()
    book.tell("draft.published", kind="draft", draft=f"sha256:{sha256(b'draft').hexdigest()}")
    book.tell("round.moved", from_="prepared", to="announced", rules=f"sha256:{sha256(b'rules').hexdigest()}")
    book.tell("formbatch.issued", prefix="B03", first=1, last=comments)
    book.tell("round.opened", from_="announced", to="open")
    numbers: dict[int, int] = {}
    refusals = 0
    for no in range(1, comments + 1):
        if dice.random() < 0.2:
            refusals += 1
            book.tell("intake.refused", no=refusals, reason="anonymous", channel="post")
        if dice.random() < 0.5:
            book.tell("submission.moved", submission=no, to="received")
            book.tell("submission.moved", submission=no, from_="received", to="transcribed")
            book.tell("submission.moved", submission=no, from_="transcribed", to="checked")
        register(book, no, form=f"B03-{no:04d}", submission=no)
        numbers[no] = 1
        if dice.random() < 0.3:
            numbers[no] = dice.randint(2, 4)
            book.tell("comment.split", no=no, points=numbers[no])
        if dice.random() < 0.1:
            book.tell("round.moved", from_="open", to="open", until="2027-05-15")
    book.tell("round.closed", comments=comments)
    book.tell(
        "forms.reconciled", prefix="B03", issued=comments, registered=comments, spoiled=0, returned=0, unreturned=0
    )
    for no in numbers:
        book.tell("publication.moved", no=no, from_="pending", to=dice.choice(["approved", "redacted", "withheld"]))
    book.tell("round.moved", from_="closed", to="settling")
    waiting = [f"{no}/{number}" for no, many in numbers.items() for number in range(1, many + 1)]
    dice.shuffle(waiting)
    if len(waiting) > 3:
        book.tell("group.formed", group="g1", points=waiting[:3])
        if dice.random() < 0.5:
            book.tell("group.dissolved", group="g1")
    decided = [point for point in waiting if _settle(book, dice, point)]
    book.tell("round.moved", from_="settling", to="settled")
    for point in decided:
        text = released_text(point, "rejected", f"Odůvodnění {point}")
        book.tell("settlement.released", point=point, outcome="rejected", text=text)
    book.tell("plan.changed", change="edit", block="measures/m1/description")
    book.tell("round.moved", from_="settled", to="released")
    book.tell("record.erased", no=1, what="identity", ground="withdrawn-consent")
    book.tell("future.kind", anything=[1, {"b": None}])
    book.tell("round.moved", from_="released", to="submitted")
    book.tell("plan.approved", from_="submitted", to="approved", plan=f"sha256:{sha256(b'final').hexdigest()}")
    return book


def _settle(book: Book, dice: random.Random, point: str) -> bool:
    """Whether the point comes to a settlement; some are taken back, some disputed on the way."""
    no = int(point.partition("/")[0])
    book.tell("point.moved", point=point, from_="registered", to="categorised")
    book.tell("point.moved", point=point, from_="categorised", to="assigned", group="seniors")
    fate = dice.random()
    if fate < 0.1:
        book.tell("comment.withdrawn", no=no, point=point, from_="assigned")
        return False
    if fate < 0.2:
        book.tell("comment.disputed", no=no, point=point)
        end = dice.choice(["confirmed", "voided"])
        book.tell("comment.disputed", no=no, point=point, to=end)
        if end == "voided":
            return False
    book.tell("point.moved", point=point, to="in-progress")
    if dice.random() < 0.2:
        book.tell("point.moved", point=point, to="referred")
        book.tell("point.moved", point=point, to="in-progress")
    book.tell("settlement.proposed", point=point, version=1)
    book.tell("settlement.decided", point=point, version=1)
    if dice.random() < 0.2:
        book.tell("settlement.superseded", point=point, version=1)
        book.tell("settlement.proposed", point=point, version=2)
        book.tell("settlement.decided", point=point, version=2)
    return True
