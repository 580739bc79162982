"""A round whose plan is really there: planning and consultation in one city, each call one line of a test."""

from typing import Any, Final

from komplan.consultation.v1 import draft_office_service_pb2 as drafts
from komplan.consultation.v1 import publication_office_service_pb2 as office
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1 import reply_service_pb2 as replies
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import round_outcome_service_pb2 as outcomes
from komplan.consultation.v1 import traceability_service_pb2 as traces
from komplan.consultation.v1 import trail_pb2 as trails
from komplan.consultation.v1.comment_pb2 import Anchor, Comment, Point
from komplan.consultation.v1.incorporation_pb2 import Gate, Incorporation
from komplan.consultation.v1.public_comment_pb2 import PublicComment
from komplan.consultation.v1.round_pb2 import Round
from support.consultation import Desk, point_name
from support.instance import Instance
from support.planning import DRAFT, PLAN, Town

EDITOR: Final = ("editor",)
BENCHES: Final = "measures/m1/description"
FINAL: Final = f"{PLAN}/versions/konecna"


class Outcome(Desk):
    """The office's desk at a round, and what it says once the points are settled."""

    def about(self, text: str, block: str = "", **values: Any) -> Comment:
        """A comment of one point, on a block of the draft if it is named."""
        anchor = Anchor(block=block) if block else None
        return self.entered(points=[Point(text=text, anchor=anchor)], **values)

    def settled(self, *comments: tuple[Comment, str]) -> None:
        """Settle every point of comments with these outcomes and declare the round settled."""
        self.close()
        self.ask("RoundOfficeService/StartSettling", rounds.StartSettlingRequest(name=self.round))
        for comment, outcome in comments:
            self.answered(comment, outcome)
        self.ask("RoundOfficeService/SettleRound", rounds.SettleRoundRequest(name=self.round))

    def final(self, version: str = FINAL) -> None:
        """Freeze a version as the final draft."""
        request = drafts.PublishDraftRequest(parent=self.round, kind="final", plan_version=version)
        self.ask("DraftOfficeService/PublishDraft", request)

    def because(self, block: str, *points: str, reason: str = "settlement", words: str = "") -> Incorporation:
        """Say why a block changed."""
        why = Incorporation(reason=reason, points=points, words=words)
        request = traces.CreateIncorporationRequest(parent=self.round, block=block, incorporation=why)
        return self.ask("TraceabilityService/CreateIncorporation", request, EDITOR)  # type: ignore[no-any-return]

    def gate(self) -> Gate:
        """What keeps the plan from being submitted."""
        return self.ask("TraceabilityService/GetGate", traces.GetGateRequest(name=self.round))  # type: ignore[no-any-return]

    def holes(self) -> tuple[list[str], list[str]]:
        """Accepted points that changed nothing, and blocks that changed without a reason."""
        found = self.gate()
        return [point.label for point in found.unchanged], [item.block for item in found.unexplained]

    def release(self, **values: Any) -> Round:
        """Release all settlements."""
        request = outcomes.ReleaseRoundRequest(name=self.round, **values)
        return self.ask("RoundOutcomeService/ReleaseRound", request)  # type: ignore[no-any-return]

    def submit(self) -> Round:
        """Record that the plan went to the assembly."""
        request = outcomes.SubmitRoundRequest(name=self.round)
        return self.ask("RoundOutcomeService/SubmitRound", request, EDITOR)  # type: ignore[no-any-return]

    def send_back(self, reason: str) -> Round:
        """Record that the plan was returned."""
        request = outcomes.ReturnRoundRequest(name=self.round, reason=reason)
        return self.ask("RoundOutcomeService/ReturnRound", request, EDITOR)  # type: ignore[no-any-return]

    def approve(self, resolution: str, **values: Any) -> Round:
        """Record the resolution that approved the plan."""
        request = outcomes.ApproveRoundRequest(name=self.round, resolution=resolution, **values)
        return self.ask("RoundOutcomeService/ApproveRound", request, EDITOR)  # type: ignore[no-any-return]

    def moderate(self, comment: Comment, publication: str = "approved", reason: str = "", **redacted: str) -> Comment:
        """Let a comment out, redact its points (`p1="…"`), or withhold it."""
        points = [office.RedactedPoint(number=int(key[1:]), public_text=text) for key, text in redacted.items()]
        request = office.ModerateCommentRequest(
            name=comment.name, publication=publication, reason=reason, points=points
        )
        return self.ask("PublicationOfficeService/ModerateComment", request)  # type: ignore[no-any-return]

    def public(self, number: int) -> PublicComment:
        """A comment as a citizen reads it."""
        request = public.GetPublicCommentRequest(name=f"{self.round}/public-comments/{number}")
        return self.city.ask("PublicationService/GetPublicComment", request, ())  # type: ignore[no-any-return]

    def trail(self, number: int) -> trails.Trail:
        """What became of a comment, as a citizen follows it."""
        request = public.GetTrailRequest(name=f"{self.round}/public-comments/{number}")
        return self.city.ask("PublicationService/GetTrail", request, ())  # type: ignore[no-any-return]

    def table(self, public_profile: bool = True) -> tuple[list[Any], Any]:
        """The rows of the settlement table, and its end."""
        if public_profile:
            request: Any = public.ExportPublicTableRequest(parent=self.round)
            parts = self.city.stream("PublicationService/ExportPublicTable", request, ())
        else:
            request = office.ExportOfficeTableRequest(parent=self.round)
            parts = self.city.stream("PublicationOfficeService/ExportOfficeTable", request, ("clerk",))
        return [row for part in parts for row in part.rows], parts[-1].end

    def prepare(self) -> replies.PrepareRepliesResponse:
        """Prepare all replies."""
        request = replies.PrepareRepliesRequest(parent=self.round)
        return self.ask("ReplyService/PrepareReplies", request)  # type: ignore[no-any-return]

    def letters(self, channel: str = "") -> list[replies.Letter]:
        """The letters of prepared replies."""
        request = replies.WriteLettersRequest(parent=self.round, channel=channel)
        return self.city.stream("ReplyService/WriteLetters", request, ("clerk",))

    def mark(self, *names: str, state: str = "sent") -> replies.MarkRepliesResponse:
        """Note what became of replies."""
        request = replies.MarkRepliesRequest(parent=self.round, replies=names, state=state)
        return self.ask("ReplyService/MarkReplies", request)  # type: ignore[no-any-return]


def planned(city: Instance) -> tuple[Town, Outcome]:
    """A city with a draft of two measures in consultation, and the round on it."""
    town = Town(city)
    town.draft()
    town.measure("m1", description="V parku budou lavičky.")
    town.measure("m2", position=2, description="Vznikne poradna.")
    town.publish()
    return town, Outcome(city)


def worked_over(town: Town, version: str = "konecna", **texts: str) -> None:
    """A version made of the draft in which the descriptions of measures read otherwise, ready to be final."""
    town.begin_from(PLAN, version, DRAFT.rpartition("/")[2], title="Konečná")
    for measure, text in texts.items():
        town.update(f"{PLAN}/versions/{version}/measures/{measure}", "description", description=text)
    town.move(f"{PLAN}/versions/{version}", "publish")


__all__ = ["BENCHES", "FINAL", "Outcome", "planned", "point_name", "worked_over"]
