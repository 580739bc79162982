"""Telling authors at the yearly evaluation what became of their accepted comments."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from komplan.consultation.v1.reply_service_pb2 import PrepareRepliesResponse
from komplan_consultation.ports.results import Published
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.replying import AT_ONCE, Letter
from komplan_consultation.usecases.trailing import measures_of
from komplan_core import names
from komplan_core.consultation import Comment, Round
from komplan_core.consultation.evaluations import MeasureYear, evaluation_letter, evaluation_sha256, is_accepted
from komplan_core.consultation.printed import headings
from komplan_core.consultation.publishing import RELEASED_STATES
from komplan_core.consultation.replies import reply_channel
from komplan_core.consultation.traceability import Incorporation
from komplan_core.errors import Invalid, Refused
from komplan_core.papers import Document
from komplan_kit.clock import today
from komplan_kit.store import Written

Told = Mapping[int, list[MeasureYear]]
YEARS: Final = range(2000, 3000)


class Evaluating:
    """Letters to authors of accepted comments about one year."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._rounds, self._measures = office.profile.workflow("round"), office.profile.workflow("measure")

    def plan(self, tx: ConsultationTx, parent: str) -> str:
        """The plan whose results are told."""
        return names.parent(tx.rounds.get(parent, "parent").plan_version)

    def prepare(self, tx: ConsultationTx, parent: str, year: int, published: Published) -> Written:
        """An answer for every author of an accepted comment who was not told the same of this year.

        Raises Invalid for what is no year, Refused where planning published nothing of it.
        """
        held, results = tx.rounds.get(parent, "parent"), self._year(year, published)
        if self._rounds.kernel(held.state) not in RELEASED_STATES:
            raise Refused("NOT_RELEASED", f"`{parent}` is {held.state}: there is nothing to tell of yet")
        if not results.observations and not results.evaluations:
            raise Refused("NOTHING_PUBLISHED", f"planning published nothing of {year} yet")
        round_id, counts = tx.rounds.refer(parent, "parent"), PrepareRepliesResponse()
        teller = _Teller(tx, held, results, self._titles())
        for comment in _comments(tx, round_id):
            told = teller.of(comment)
            content = evaluation_sha256(year, told)
            for author in range(1, len(comment.authors) + 1) if told else ():
                channel = reply_channel(comment, author)
                if channel is None:
                    counts.without_way += 1
                elif tx.replies.has(comment.name, author, content):
                    counts.already += 1
                else:
                    values = {
                        "name": f"{parent}/replies/{self._office.ids()}",
                        "comment": comment.name,
                        "number": comment.number,
                        "author": author,
                        "channel": channel,
                        "content_sha256": content,
                        "prepared_on": today(self._office.clock),
                        "year": year,
                    }
                    tx.replies.add(tx.replies.replies.make(values), round_id)
                    counts.prepared += 1
        encoded = counts.SerializeToString(deterministic=True)
        return Written(parent, held.etag, encoded, encoded)

    def letters(
        self, tx: ConsultationTx, parent: str, channel: str, after: int, year: int, published: Published
    ) -> tuple[list[Letter], int]:
        """Letters of prepared answers about a year behind a row id; 0 instead of the next one at the end.

        What planning published otherwise meanwhile is left out: prepare the answers anew.
        """
        held = tx.rounds.get(parent, "parent")
        found = tx.replies.prepared(tx.rounds.refer(parent, "parent"), channel, year, after, AT_ONCE)
        teller, letters = _Teller(tx, held, self._year(year, published), self._titles()), []
        for _, reply in found:
            comment = tx.comments.get(reply.comment)
            author, told = comment.authors[reply.author - 1], teller.of(comment)
            if not author.contact or evaluation_sha256(year, told) != reply.content_sha256:
                continue
            words = evaluation_letter(comment, held, year, told, self._office.profile.document(Document.EVALUATION))
            letters.append(
                Letter(
                    reply.name,
                    reply.number,
                    reply.channel.value,
                    author.full_name,
                    author.contact,
                    words.subject,
                    words.text,
                )
            )
        return letters, found[-1][0] if len(found) == AT_ONCE else 0

    def _year(self, year: int, published: Published) -> Published:
        if year not in YEARS:
            raise Invalid.field("evaluation_year", "INVALID_VALUE", "name a year such as 2027")
        return Published(
            tuple(seen for seen in published.observations if seen.year == year),
            tuple(judged for judged in published.evaluations if judged.year == year),
        )

    def _titles(self) -> dict[str, str]:
        return {state.code: state.title for state in self._measures.states}


class _Teller:
    """What is known of the measures that keep comments, read once for all of them."""

    def __init__(self, tx: ConsultationTx, held: Round, results: Published, states: Mapping[str, str]) -> None:
        self._held, self._results, self._states = held, results, states
        self._titles = headings((*tx.drafts.blocks(held.final_draft), *tx.drafts.blocks(held.draft)))
        self._changes: dict[str, list[Incorporation]] = defaultdict(list)
        for reason in tx.trace.of_round(tx.rounds.refer(held.name, "parent")):
            for point in reason.points:
                self._changes[point].append(reason)

    def of(self, comment: Comment) -> Told:
        """What is told of the accepted points of a comment, by their numbers; nothing of one that does not stand."""
        if not comment.stands:
            return {}
        told = {
            point.number: [
                self._measure(measure)
                for measure in measures_of(point, self._changes.get(f"{comment.name}/points/{point.number}", []))
                if self._is_known(measure)
            ]
            for point in comment.points
            if is_accepted(point, self._held)
        }
        return {number: measures for number, measures in told.items() if measures}

    def _is_known(self, measure: str) -> bool:
        seen = any(item.measure == measure for item in self._results.observations)
        return seen or any(measure in item.measures for item in self._results.evaluations)

    def _measure(self, measure: str) -> MeasureYear:
        seen = sorted((o for o in self._results.observations if o.measure == measure), key=lambda o: o.half or 3)
        return MeasureYear(
            self._titles.get(f"measures/{measure}", measure),
            tuple(dict.fromkeys(self._states.get(item.state, item.state) for item in seen)),
            tuple(judged.title for judged in self._results.evaluations if measure in judged.measures or seen),
        )


def _comments(tx: ConsultationTx, round_id: int) -> Iterator[Comment]:
    after, last = 0, tx.publishing.last_number(round_id)
    while comments := tx.publishing.comments(round_id, after, last, AT_ONCE):
        yield from comments
        after = comments[-1].number
