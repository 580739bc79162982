"""Replaying a book: whether its entries, in their order, tell a consultation that can have happened."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from komplan_core.book.entries import Entry
from komplan_core.book.errors import BookError
from komplan_core.book.points import Points, count, known_state
from komplan_core.book.states import BY_ENTRY, FORM, OUT, PUBLICATION, REGISTERING, ROUND, SUBMISSION, Moves

MOST_FORMS: Final = 1_000_000
"""Forms of one batch."""
ENDED: Final = ("registered", "spoiled", "returned", "unreturned")
"""What becomes of an issued form."""


class State:
    """What the entries so far come to. Types that it does not know change nothing and are counted."""

    def __init__(self, round: str | None = None) -> None:
        self.round = round
        """Code of the round; that of the first entry that names one, if not given."""
        self.state = "prepared"
        """Kernel state of the round."""
        self.size = 0
        self.at = ""
        """Moment of the last entry."""
        self.refusals = 0
        self.types: Counter[str] = Counter()
        self.points = Points()
        self.submissions: dict[str, str] = {}
        self.forms: dict[str, str] = {}
        self.publication: dict[str, str] = {}
        self.notes: Counter[int] = Counter()
        """How many notes stand beside a comment, by its number."""
        self._adopted_submissions = 0
        """Number of the last submission that came in before this book (see `log.recovered`)."""
        self._adopted_forms: Counter[str] = Counter()
        """Forms that an earlier book issued, by their state there, as far as this book has not named them."""
        self._used: set[str] = set()
        self._apply: dict[str, Callable[[Entry], None]] = {
            "round.moved": lambda made: self._move_round(made["to"], made.get("from"), own="state" in made),
            "round.opened": lambda made: self._move_round("open", made.get("from")),
            "round.closed": self._close,
            "plan.approved": lambda made: self._move_round("approved", made.get("from")),
            "formbatch.issued": self._issue,
            "form.moved": self._move_form,
            "forms.reconciled": self._reconcile,
            "submission.moved": self._move_submission,
            "publication.moved": self._publish,
            "intake.refused": self._refuse,
            "comment.registered": self._register,
            "comment.split": lambda made: self.points.divide(made["no"], made["points"], made.get("had")),
            "comment.annotated": self._annotate,
            "comment.withdrawn": lambda made: self._move_points(made, "withdrawn"),
            "comment.disputed": lambda made: self._move_points(made, str(made.get("to", "disputed"))),
            "point.moved": self._move_point,
            "group.formed": lambda made: self.points.form(str(made["group"]), made["points"]),
            "group.reduced": lambda made: self.points.reduce(str(made["group"]), made["point"]),
            "group.dissolved": lambda made: self.points.dissolve(str(made["group"])),
            "settlement.proposed": self.points.propose,
            "settlement.decided": self.points.decide,
            "settlement.superseded": self._supersede,
            "settlement.released": self.points.release,
            "log.recovered": self._recover,
        }

    def apply(self, made: Entry) -> None:
        """Take the next entry. Raises BookError with the index of an entry that cannot stand here."""
        try:
            if made["at"] < self.at:
                raise BookError("TIME_BACKWARDS", f"{made['at']} is before the entry above it, {self.at}")
            if "round" in made:
                self.round = self.round or str(made["round"])
                if made["round"] != self.round:
                    raise BookError("ROUND_MISMATCH", f"this is the book of {self.round}, not of {made['round']}")
            known = self._apply.get(made["type"])
            if known is not None:
                known(made)
        except BookError as error:
            raise error.at(self.size) from None
        self.at = made["at"]
        self.types[made["type"]] += 1
        self.size += 1

    def _move_round(self, to: Any, before: Any, *, own: bool = False) -> None:
        if before is not None and before != self.state:
            raise BookError("STATE_MISMATCH", f"the round is {self.state}, not {before}")
        if known_state(ROUND, to, "round") not in ROUND[self.state] and not (own and to == self.state):
            raise BookError("MOVE_FORBIDDEN", f"the round cannot go from {self.state} to {to}")
        if to == "settled" and (open_points := self.points.unsettled()):
            raise BookError("UNSETTLED", f"the round is not settled: point {open_points[0]} has no settlement")
        self.state = str(to)

    def _close(self, made: Entry) -> None:
        if made.get("comments", self.points.comments) != self.points.comments:
            raise BookError("COUNT_MISMATCH", f"the book has {self.points.comments} comments at closing")
        self._move_round("closed", made.get("from"))

    def _register(self, made: Entry) -> None:
        if self.state not in REGISTERING:
            raise BookError("MOVE_FORBIDDEN", f"a round that is {self.state} takes no comments")
        self.points.register(made["no"], made.get("points", 1))
        if "form" in made:
            self._use(str(made["form"]))
        if "submission" in made:
            self.submissions[str(made["submission"])] = "admitted"
        self.publication[str(made["no"])] = "pending"

    def _use(self, form: str) -> None:
        if form in self._used:
            raise BookError("FORM_REPEATED", f"the form {form} is registered a second time")
        if self._form(form, "issued") not in ("printed", "issued", "registered"):
            raise BookError("FORM_UNKNOWN", f"the form {form} was not issued")
        self._used.add(form)
        self.forms[form] = "registered"

    def _refuse(self, made: Entry) -> None:
        number = count(made["no"], "no")
        if number != self.refusals + 1:
            raise BookError("NUMBER_MISSING", f"after refusal {self.refusals} comes {number}")
        self.refusals = number
        if "submission" in made:
            self.submissions[str(made["submission"])] = "refused"

    def _issue(self, made: Entry) -> None:
        first, last = count(made["first"], "first"), count(made["last"], "last")
        if not first <= last < first + MOST_FORMS:
            raise BookError("ENTRY_INVALID", f"a batch of forms goes from {first} to {last}")
        for number in range(first, last + 1):
            form = serial(str(made["prefix"]), number)
            if form in self.forms:
                raise BookError("FORM_REPEATED", f"the form {form} is issued a second time")
            self.forms[form] = "issued"

    def _reconcile(self, made: Entry) -> None:
        prefix = f"{made['prefix']}-" if "prefix" in made else ""
        states = Counter(state for form, state in self.forms.items() if form.startswith(prefix))
        states += self._adopted_forms
        issued = sum(states.values()) - states["printed"]
        if made["issued"] != issued or any(made[name] != states[name] for name in ENDED):
            raise BookError("BALANCE_MISMATCH", "the balance of forms is not the one that the book tells")
        if issued != sum(states[name] for name in ENDED):
            raise BookError("BALANCE_MISMATCH", f"of {issued} issued forms {states['issued']} are not accounted for")

    def _move_form(self, made: Entry) -> None:
        self._form(str(made["form"]), made.get("from"))
        self._moved(self.forms, FORM, "form", str(made["form"]), made)

    def _form(self, form: str, before: Any) -> str | None:
        """The state of a form; one that an earlier book issued is known from the first entry that tells of it."""
        if form not in self.forms and self._adopted_forms[str(before)]:
            self._adopted_forms[str(before)] -= 1
            self.forms[form] = str(before)
        return self.forms.get(form)

    def _move_submission(self, made: Entry) -> None:
        key, before = str(made["submission"]), made.get("from")
        if key not in self.submissions and key.isdecimal() and int(key) <= self._adopted_submissions and before:
            self.submissions[key] = known_state(SUBMISSION, before, "submission")
        self._moved(self.submissions, SUBMISSION, "submission", key, made, "received")

    def _publish(self, made: Entry) -> None:
        no, before = count(made["no"], "no"), made.get("from")
        if no > self.points.comments:
            raise BookError("COMMENT_UNKNOWN", f"there is no comment {no} yet")
        if no <= self.points.adopted and before:
            self.publication.setdefault(str(no), known_state(PUBLICATION, before, "publication"))
        self._moved(self.publication, PUBLICATION, "publication", str(made["no"]), made, "pending")

    def _annotate(self, made: Entry) -> None:
        no, note = count(made["no"], "no"), count(made["note"], "note")
        if no > self.points.comments:
            raise BookError("COMMENT_UNKNOWN", f"there is no comment {no} yet")
        if note != self.notes[no] + 1 and (no in self.notes or no > self.points.adopted):
            raise BookError("NUMBER_MISSING", f"after note {self.notes[no]} of comment {no} comes {note}")
        self.notes[no] = note

    def _move_point(self, made: Entry) -> None:
        if made["to"] in BY_ENTRY:
            raise BookError("MOVE_FORBIDDEN", f"only {BY_ENTRY[made['to']]} makes a point {made['to']}")
        self.points.move(made["point"], made["to"], made.get("from"))

    def _move_points(self, made: Entry, to: str) -> None:
        whole = "point" not in made
        for point in self.points.of(made):
            if not (whole and self.points.states.get(point) in (*OUT, to)):  # a point may have gone before the rest
                self.points.move(point, to, made.get("from"))

    def _supersede(self, made: Entry) -> None:
        if self.state in ("approved", "archived"):
            raise BookError("MOVE_FORBIDDEN", "an approved plan's settlements stand")
        self.points.supersede(made)

    def _moved(
        self, states: dict[str, str], moves: Moves, what: str, key: str, made: Entry, first: str | None = None
    ) -> None:
        to, before, now = known_state(moves, made["to"], what), made.get("from"), states.get(key)
        if now is None and before is None and to == first:
            states[key] = to
            return
        if now is None and first is None:
            raise BookError("FORM_UNKNOWN", f"the {what} {key} was not issued")
        if now is None:  # what came in without an entry of its own
            now = first
        if before is not None and before != now:
            raise BookError("STATE_MISMATCH", f"the {what} {key} is {now}, not {before}")
        if to not in moves[str(now)]:
            raise BookError("MOVE_FORBIDDEN", f"the {what} {key} cannot go from {now} to {to}")
        states[key] = to

    def _recover(self, made: Entry) -> None:
        """A book whose key was lost goes on under a new origin: numbers and the round's state are taken over."""
        if self.size:
            raise BookError("ENTRY_INVALID", "only the first entry of a book tells what it goes on from")
        self.points.comments = self.points.adopted = int(made.get("comments", 0))
        self.points.adopted_points = count(made["points"], "points") if made.get("points") else None
        if not self.points.adopted:
            self.points.adopted_points = 0
        self.refusals = int(made.get("refusals", 0))
        self._adopted_submissions = count(made["submissions"], "submissions") if made.get("submissions") else 0
        told = made.get("forms", {})
        if not isinstance(told, dict):
            raise BookError("ENTRY_INVALID", "`forms` tells a number for each state")
        for state, forms in told.items():
            self._adopted_forms[known_state(FORM, state, "form")] = count(forms, state)
        self.state = known_state(ROUND, made.get("state", "prepared"), "round")


def serial(prefix: str, number: int) -> str:
    """How a form's serial number is written: `B03-0121`."""
    return f"{prefix}-{number:04d}"
