"""A running consultation with few words: each call is one line of a test."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest
from google.protobuf.message import Message
from google.type.date_pb2 import Date
from sqlalchemy import MetaData, inspect

from komplan.consultation.v1 import consultation_service_pb2 as read
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import point_service_pb2 as points
from komplan.consultation.v1 import privacy_service_pb2 as privacy
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1.comment_pb2 import Author, Comment, Point, Refusal, Settlement
from komplan.consultation.v1.round_pb2 import ChannelRule, Round
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import PlanError
from komplan_kit.clock import today, utc_now
from komplan_kit.engine import Store
from support.instance import Instance
from support.sittings import adopted_today

TODAY: Final = today(utc_now)
CHANNELS: Final = ("web", "post", "paper-contact-point")
COUNT: Final = {
    "voting_members": 5,
    "present": 4,
    "votes_for": 3,
    "votes_against": 1,
    "minutes_sha256": "ab" * 32,
}
"""Of a stated decision that is adopted."""


def day(offset: int = 0) -> Date:
    """The day so many days from today."""
    return on(TODAY + timedelta(days=offset))


def on(when: date) -> Date:
    """A day as the contract has it."""
    return Date(year=when.year, month=when.month, day=when.day)


def author(full_name: str = "Jana Nováková", kind: str = "individual", contact: str = "") -> Author:
    """Somebody behind a comment."""
    return Author(full_name=full_name, kind=kind, contact=contact)


def told(call: Callable[[], object]) -> tuple[str, str, list[str]]:
    """What comes back for a call that is not carried out: the class of error, the reason, the fields."""
    with pytest.raises(PlanError) as caught:
        call()
    error = caught.value
    return type(error).__name__, error.reason, [violation.field for violation in error.violations]


class Desk:
    """The office's desk at one round, from 30 days ago to 30 days ahead unless told otherwise."""

    def __init__(self, city: Instance, area: str = "vzorov", round_id: str = "jaro", **values: Any) -> None:
        self.city, self.area = city, f"areas/{area}"
        self.round, self.version = f"{self.area}/rounds/{round_id}", f"{self.area}/plans/kp/versions/navrh"
        self._decisions: dict[str, str] = {}
        self._minutes = 0
        self.opened = self.open(round_id, **values)

    def ask(self, method: str, request: Message, roles: tuple[str, ...] = ("clerk",), who: str = "tester") -> Any:
        """Call a method of the office, such as `IntakeService/RegisterComment`."""
        return self.city.ask(method, request, roles, who=who)

    def open(self, round_id: str, **values: Any) -> Round:
        """Prepare and announce a round, which opens by itself on its first day."""
        given = {
            "title": "Připomínky k návrhu",
            "plan_version": self.version,
            "window": Period(start=day(-30), end=day(30)),
            "channels": [ChannelRule(channel=channel) for channel in CHANNELS],
            "invitation_days": 0,
            **values,
        }
        request = rounds.CreateRoundRequest(parent=self.area, round=Round(**given), round_id=round_id)
        made = self.ask("RoundOfficeService/CreateRound", request)
        return self.ask("RoundOfficeService/AnnounceRound", rounds.AnnounceRoundRequest(name=made.name))  # type: ignore[no-any-return]

    def submission(self, *texts: str, **values: Any) -> intake.RegisterCommentRequest:
        """The request that registers a comment; one point for each text."""
        request_id = values.pop("request_id", "")
        given = {
            "received_on": day(-1),
            "channel": "web",
            "authors": [author()],
            "points": [Point(text=text) for text in texts],
            **values,
        }
        return intake.RegisterCommentRequest(parent=self.round, comment=Comment(**given), request_id=request_id)

    def register(self, *texts: str, **values: Any) -> intake.RegisterCommentResponse:
        """Hand in a comment."""
        return self.ask("IntakeService/RegisterComment", self.submission(*texts, **values))  # type: ignore[no-any-return]

    def entered(self, *texts: str, **values: Any) -> Comment:
        """Hand in a comment that enters the book."""
        answer = self.register(*(texts or ("Chybí lavičky.",)), **values)
        assert answer.WhichOneof("result") == "comment"
        return answer.comment

    def refused(self, *texts: str, **values: Any) -> Refusal:
        """Hand in a comment that is refused."""
        answer = self.register(*texts, **values)
        assert answer.WhichOneof("result") == "refusal"
        return answer.refusal

    def get(self, name: str) -> Comment:
        """Read a comment."""
        return self.ask("SettlementService/GetComment", settlement.GetCommentRequest(name=name))  # type: ignore[no-any-return]

    def numbers(self, **filters: Any) -> list[int]:
        """The numbers of the comments that a list shows, over all pages."""
        return [comment.number for comment in self.listed(**filters)]

    def listed(self, **filters: Any) -> Iterator[Comment]:
        """All comments of a list, over all pages."""
        token = ""
        while True:
            request = settlement.ListCommentsRequest(parent=self.round, page_token=token, **filters)
            page = self.ask("SettlementService/ListComments", request)
            yield from page.comments
            if not (token := page.next_page_token):
                return

    def categorise(self, comment: Comment, category: str, number: int = 1) -> Point:
        """Put a point into a category."""
        request = points.CategorisePointRequest(name=point_name(comment, number), category=category)
        return self._point("PointService/CategorisePoint", request, number)

    def assign(self, comment: Comment, group: str = "seniors", number: int = 1) -> Point:
        """Give a point to a working group."""
        request = points.AssignPointRequest(name=point_name(comment, number), working_group=group)
        return self._point("PointService/AssignPoint", request, number)

    def propose(self, comment: Comment, outcome: str = "accepted", number: int = 1, **values: Any) -> Point:
        """Propose the answer to a point."""
        answer = Settlement(**{"outcome": outcome, "justification": "Doplníme.", **values})
        request = settlement.ProposeSettlementRequest(name=point_name(comment, number), settlement=answer)
        return self._point("SettlementService/ProposeSettlement", request, number)

    def decide(
        self, *names: str, group: str = "seniors", left_out: Iterable[str] = (), **stated: Any
    ) -> settlement.DecidePointsResponse:
        """Settle proposed points by a decision of their group today: planning's, or else a stated one."""
        asked = [settlement.DecidedPoint(name=name, conflicts=left_out) for name in names]
        request = settlement.DecidePointsRequest(parent=self.round, points=asked)
        if "planning" in self.city.services and not stated:
            request.decision = self._decisions.get(group) or self._decisions.setdefault(
                group, adopted_today(self.city, self.area, group, self.round)
            )
        else:
            self._minutes += 1  # each time another meeting
            minutes = {"minutes_sha256": f"{self._minutes:064x}"}
            given = {"working_group": group, "held_on": day(), "invited_on": day(), **COUNT, **minutes, **stated}
            request.stated.CopyFrom(settlement.StatedDecision(**given))
        return self.ask("SettlementService/DecidePoints", request)  # type: ignore[no-any-return]

    def settle(self, comment: Comment, outcome: str = "accepted", number: int = 1, **values: Any) -> Point:
        """Settle a point: the office alone where it is editorial, else its group."""
        name = point_name(comment, number)
        if outcome == "editorial":
            words = values.get("justification", "")
            request = settlement.DecideEditorialRequest(name=name, outcome=outcome, justification=words)
            return self._point("SettlementService/DecideEditorial", request, number)
        group = self.propose(comment, outcome, number, **values).working_group
        done = self.decide(name, group=group)
        assert done.stored, done
        return {point.number: point for point in self.get(comment.name).points}[number]

    def answered(self, comment: Comment, outcome: str = "accepted") -> None:
        """Take every point of a comment to its settlement."""
        for point in comment.points:
            self.assign(comment, number=point.number)
            self.settle(comment, outcome, point.number)

    def close(self, etag: str = "", roles: tuple[str, ...] = ("clerk",)) -> Round:
        """End the intake."""
        request = rounds.CloseRoundRequest(name=self.round, etag=etag, reason="Zkouška.")
        return self.ask("RoundOfficeService/CloseRound", request, roles)  # type: ignore[no-any-return]

    def finish(self, etag: str = "", roles: tuple[str, ...] = ("clerk",)) -> Round:
        """Settle a closed round."""
        if not etag:
            self.ask("RoundOfficeService/StartSettling", rounds.StartSettlingRequest(name=self.round), roles)
        return self.ask("RoundOfficeService/SettleRound", rounds.SettleRoundRequest(name=self.round, etag=etag), roles)  # type: ignore[no-any-return]

    def erase(self, comment: Comment) -> Comment:
        """Erase who stands behind a comment."""
        return self.ask("PrivacyService/EraseAuthors", privacy.EraseAuthorsRequest(name=comment.name), ("admin",))  # type: ignore[no-any-return]

    def count(self, parent: str = "") -> read.CountCommentsResponse:
        """Count as a citizen does."""
        request = read.CountCommentsRequest(parent=parent or self.round)
        return self.city.ask("ConsultationService/CountComments", request, roles=())  # type: ignore[no-any-return]

    def _point(self, method: str, request: Message, number: int) -> Point:
        points: dict[int, Point] = {point.number: point for point in self.ask(method, request).points}
        return points[number]


def point_name(comment: Comment, number: int = 1) -> str:
    """The resource name of a point."""
    return f"{comment.name}/points/{number}"


def rows(address: str, table: str) -> list[Any]:
    """All rows of a table, in the order of its key."""
    store, metadata = Store(address), MetaData()
    metadata.reflect(store.engine, only=[table])
    found = metadata.tables[table]
    with store.engine.connect() as connection:
        return list(connection.execute(found.select().order_by(*found.primary_key.columns)))


def stored(city: Instance, table: str) -> list[Any]:
    """All rows of a table of the service."""
    return rows(city.databases["consultation"], table)


def everything(city: Instance) -> bytes:
    """All that stands in any table of the service, one value after the other."""
    tables = inspect(Store(city.databases["consultation"]).engine).get_table_names()
    values = [value for table in tables for row in stored(city, table) for value in row]
    return b"\n".join(bytes(value) if isinstance(value, bytes) else str(value).encode() for value in values)
