"""Comments that enter the book in one step: at the desk of the office, or over the web."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.entering import Entering, Given, Taking, words_of
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Channel, Verification
from komplan_core.consultation.deadlines import EVERYBODY
from komplan_core.consultation.people import check_two_people
from komplan_core.consultation.puzzles import BITS, is_solved
from komplan_core.consultation.words import says_something
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_kit.tokens import Tokens, sha256

Values = Mapping[str, Any]
WEB_CLERK: Final = "web"
"""Who takes down what comes over the web."""
PUZZLE: Final = "puzzle"
PUZZLE_LIFE: Final = timedelta(minutes=30)


class Intake:
    """How comments come into the book, or into the register of refusals, in one step."""

    def __init__(self, office: Office, entering: Entering, tokens: Tokens) -> None:
        self._office, self._entering, self._tokens = office, entering, tokens

    def register(self, tx: ConsultationTx, parent: str, values: Values, clerk: str) -> Written:
        """Enter a comment under the next number, or count its refusal. `clerk` is the code of who took it down.

        Nobody named means that the clerk, a person, found it anonymous.
        """
        taking = self._entering.taking(tx, parent)
        given = self._entering.given(taking, values)
        check_two_people(given.authors, clerk, "comment.authors")
        return self._taken(tx, taking, values, given, clerk)

    def receipt(self, tx: ConsultationTx, name: str) -> tuple[int, str]:
        """The number of a comment and its receipt anew, in the latest book that witnesses signed, if any did.

        Raises NotFound, also where the salt went with the words of the comment.
        """
        comment, parent = tx.comments.get(name), names.parent(name)
        salt = tx.log.salts(name).get("content")
        if salt is None:
            raise NotFound("NOT_FOUND", "the words of this comment are erased, and what proves them with them")
        head, index = tx.log.place_of(parent, comment.number)
        cosigned = (seen.size for seen in tx.log.cosigned(head.origin) if seen.size > index)
        size = next(cosigned, head.size)
        return comment.number, tx.log.receipt(parent, index, salt, head.origin, size)

    def challenge(self, tx: ConsultationTx, parent: str) -> tuple[str, int, datetime]:
        """A puzzle for one comment in this round, its zero bits, and until when. Raises NotFound."""
        tx.rounds.get(parent, "parent")
        puzzle, expires = self._tokens.make({"purpose": PUZZLE, "round": parent}, PUZZLE_LIFE)
        return puzzle, BITS, expires

    def submit(
        self,
        tx: ConsultationTx,
        parent: str,
        values: Values,
        puzzle: str,
        solution: str,
        count: Callable[[], None],
    ) -> Written:
        """Enter a citizen's comment, received now over the web. Nobody but a person finds a comment anonymous.

        `count` counts it for who comments, and raises Full for one too many, by which all is taken back.
        """
        self._check_puzzle(tx, parent, puzzle, solution)
        taking = self._entering.taking(tx, parent)
        if not any(says_something(author["full_name"]) for author in values.get("authors", ())):
            message = "anonymous comments are not registered: say who you are"
            raise Invalid.field("comment.authors", "REQUIRED", message)
        if values.get("audience", "") not in ("", EVERYBODY):
            message = "nobody over the web proves who was invited: hand it in at the office, which registers it as such"
            raise Invalid.field("comment.audience", "INVALID_VALUE", message)
        now = self._office.clock()
        received = {"channel": Channel.WEB, "received_at": now, "received_on": today(self._office.clock)}
        own = {"verified_by": Verification.NONE, "sent_on": None, "postmark_on": None, "form": "", "registry_ref": ""}
        values = {**values, **own, **received}
        written = self._taken(tx, taking, values, self._entering.given(taking, values), WEB_CLERK)
        count()  # last: what is not taken uses up neither a puzzle nor anybody's turn
        return written

    def _taken(self, tx: ConsultationTx, taking: Taking, values: Values, given: Given, clerk: str) -> Written:
        kernel = self._entering.refused(taking, given)
        if kernel is None:
            return self._entering.enter(tx, taking, values, given, {"clerk": clerk})
        content = words_of(given) or words(values)
        code = taking.held.refusal_code(kernel)
        refusal = self._entering.refuse(tx, taking, given, code, clerk, content=content)
        return tx.book.refuse(refusal, taking.round_id)

    def _check_puzzle(self, tx: ConsultationTx, parent: str, puzzle: str, solution: str) -> None:
        opened = self._tokens.opened(puzzle)
        said = {"purpose": PUZZLE, "round": parent}
        now = self._office.clock()
        if opened is None or opened[0] != said or not is_solved(puzzle, solution):
            raise Refused("PUZZLE_UNSOLVED", "solve a puzzle of this round first: ask for one")
        if not tx.intake.spend_puzzle(sha256(puzzle), opened[1], now):
            raise Refused("PUZZLE_UNSOLVED", "this puzzle was used for another comment: ask for a new one")


def words(values: Values) -> str:
    """The words of points without anybody behind them."""
    return "\n\n".join(point["text"] for point in values.get("points", ()) if says_something(point["text"]))


def identity_of(values: Values, secret: bytes) -> bytes:
    """A keyed hash of who comments, for counting how often: of the first contact, else of the first name."""
    authors = values.get("authors", ())
    said = next((a["contact"] for a in authors if a["contact"].strip()), "") or next(
        (a["full_name"] for a in authors), ""
    )
    return hmac.digest(secret, said.strip().casefold().encode(), hashlib.sha256)
