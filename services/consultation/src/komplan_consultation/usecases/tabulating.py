"""The settlement table, a page at a time, counted against the book; and counts of verdicts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from komplan_consultation.ports.publishing import PointFacts
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import SET_ASIDE, Round
from komplan_core.consultation.drafts import DraftBlock
from komplan_core.consultation.printed import headings, part_of, passage
from komplan_core.consultation.settlement_table import (
    AUTHOR_KINDS,
    Beside,
    TableRow,
    is_let_out,
    office_rows,
    public_rows,
)
from komplan_core.errors import Stale
from komplan_core.extra_fields import FieldSubject
from komplan_core.papers import Document

PAGE: Final = 100
"""Comments that are read together."""
UNSETTLED, UNRELEASED, ASIDE = "unsettled", "unreleased", "set-aside"
_ASIDE: Final = {standing.value for standing in SET_ASIDE}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being given out: what stands beside the comments, and where the book ends."""

    held: Round
    round_id: int
    last: int
    """The last number of the table; what is entered meanwhile is not in it."""
    last_entry: int
    beside: Beside
    public: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, the points that are withheld among them, and the number of the last comment; 0 at the end."""

    rows: list[TableRow]
    withheld: int
    after: int


@dataclass(slots=True)
class Line:
    """What is counted under one code."""

    title: str = ""
    comments: set[int] = field(default_factory=set)
    verdicts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one round."""

    verdicts: Counter[str]
    author_kinds: Mapping[str, Line]
    chapters: Mapping[str, Line]
    working_groups: Mapping[str, Line]
    comments: int
    authors: int


class Tabulating:
    """The settlement table and its counts."""

    def __init__(self, office: Office) -> None:
        self._rounds = office.profile.workflow("round")
        self._groups = office.titles
        self._words = office.profile.document(Document.SETTLEMENT_TABLE)
        self._fields = tuple(field for field in office.profile.fields if field.subject is FieldSubject.COMMENT)

    def begin(self, tx: ConsultationTx, parent: str, public: bool) -> Table:
        """What is the same for all rows, as it is now."""
        held = tx.rounds.get(parent, "parent")
        round_id = tx.rounds.refer(parent, "parent")
        blocks = (*tx.drafts.blocks(held.draft), *tx.drafts.blocks(held.final_draft))
        beside = Beside(
            held,
            self._rounds.kernel(held.state),
            self._groups,
            headings(blocks),
            _incorporated(tx, round_id),
        )
        size = tx.log.current(parent).size if held.rules_sha256 else 0
        return Table(held, round_id, tx.publishing.last_number(round_id), size - 1, beside, public)

    def head(self, table: Table) -> tuple[str, str, tuple[str, ...]]:
        """Title of a table, what stands below it, and the labels of the columns that only the office's has."""
        title = self._words.heading or f"Vypořádání připomínek: {table.held.title}"
        return title, self._words.opening, () if table.public else tuple(field.label for field in self._fields)

    def page(self, tx: ConsultationTx, table: Table, after: int) -> Page:
        """The next rows."""
        comments = tx.publishing.comments(table.round_id, after, table.last, PAGE)
        beside = Beside(
            table.held,
            table.beside.state,
            table.beside.groups,
            table.beside.headings,
            table.beside.incorporated,
            tx.publishing.fingerprints(table.held.name, comments),
            self._fields,
        )
        rows: list[TableRow] = []
        withheld = 0
        for comment in comments:
            if table.public and not is_let_out(comment):
                withheld += len(comment.points)
            else:
                rows += public_rows(comment, beside) if table.public else office_rows(comment, beside)
        return Page(rows, withheld, comments[-1].number if len(comments) == PAGE else 0)

    def check(self, tx: ConsultationTx, table: Table, rows: int, withheld: int) -> int:
        """The points of the book, which rows and withheld ones add up to. Raises Stale when they do not any more."""
        points = tx.publishing.points_up_to(table.round_id, table.last)
        if rows + withheld != points:
            message = "the book changed while it was given out: ask for the table again"
            raise Stale("CHANGED_MEANWHILE", message)
        return points

    def statistics(self, tx: ConsultationTx, parent: str) -> Statistics:
        """Verdicts by author kind, chapter and working group, in one consistent state."""
        held = tx.rounds.get(parent, "parent")
        round_id = tx.rounds.refer(parent, "parent")
        facts, kinds = tx.publishing.facts(round_id), tx.publishing.author_kinds(round_id)
        blocks = by_place(tx.drafts.blocks(held.draft))
        by_comment: dict[int, dict[str, None]] = defaultdict(dict)
        for comment_id, kind in kinds:
            by_comment[comment_id][kind] = None
        verdicts: Counter[str] = Counter()
        by_kind: dict[str, Line] = defaultdict(Line)
        by_chapter: dict[str, Line] = defaultdict(Line)
        by_group: dict[str, Line] = defaultdict(Line)
        for fact in facts:
            verdict = _verdict(fact, held)
            verdicts[verdict] += 1
            code, title = chapter(fact, blocks)
            group = fact.working_group
            told = [(by_kind, kind, _author_title(kind)) for kind in by_comment[fact.comment_id]]
            told += [(by_chapter, code, title), (by_group, group, self._groups.get(group, ""))]
            for found, key, name in told:
                line = found[key]
                line.title = line.title or name
                line.comments.add(fact.comment_id)
                line.verdicts[verdict] += 1
        comments = len({fact.comment_id for fact in facts})
        return Statistics(verdicts, _sorted(by_kind), _sorted(by_chapter), _sorted(by_group), comments, len(kinds))


def by_place(blocks: Iterable[DraftBlock]) -> dict[str, DraftBlock]:
    """Blocks by their ids, and the first one of each part by the id of the part, such as `measures/m1`."""
    found: dict[str, DraftBlock] = {}
    for block in blocks:
        found.setdefault(part_of(block.id), block)
        found[block.id] = block
    return found


def chapter(fact: PointFacts, blocks: Mapping[str, DraftBlock]) -> tuple[str, str]:
    """The chapter that a point speaks of, with its title: the first part of the printed number, else of the block's id.

    Nothing for a point on the plan as a whole.
    """
    place = fact.block or "/".join(names.in_any_version(fact.plan_part).split("/")[-2:])
    block = blocks.get(place)
    if block is not None and block.number:
        code = block.number.split(".")[0]
        first = next((other for other in blocks.values() if other.number.split(".")[0] == code), block)
        return code, first.title
    return part_of(place), block.title if block else ""


def _sorted(found: Mapping[str, Line]) -> dict[str, Line]:
    return dict(sorted(found.items()))


def _author_title(kind: str) -> str:
    return next((title for code, title in AUTHOR_KINDS.items() if code == kind), kind)


def _verdict(fact: PointFacts, held: Round) -> str:
    if fact.standing in _ASIDE:
        return ASIDE
    if not fact.outcome:
        return UNSETTLED
    outcome = held.outcome(fact.outcome)
    return (outcome.kernel.value if outcome else fact.outcome) if fact.released else UNRELEASED


def _incorporated(tx: ConsultationTx, round_id: int) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in tx.trace.of_round(round_id):
        for label in item.labels:
            found[label].append(passage(item.block, item.heading))
    return {label: "; ".join(dict.fromkeys(places)) for label, places in found.items()}
