"""Messages of bodies, balances, participation and findings."""

from collections.abc import Iterable
from typing import Final

from komplan.planning.v1 import meeting_pb2, plan_pb2, profile_pb2
from komplan.planning.v1 import organisation_pb2 as pb
from komplan.type.v1 import period_pb2
from komplan_core.meetings.findings import OrganisationFinding
from komplan_core.organisation import Body, Procedure, WorkingGroup
from komplan_core.participation import Participation, UnitTotal
from komplan_core.process import StatedFigure
from komplan_core.seats import Balance
from komplan_core.succession import Succession
from komplan_core.values import Period
from komplan_kit.codec import Codec
from komplan_kit.days import day_message
from komplan_planning.usecases.meetings.notices import Notice
from komplan_planning.usecases.organisation.bodies import Bodies

_BODY: Final = Codec(profile_pb2.Body, Body)
_GROUP: Final = Codec(profile_pb2.WorkingGroup, WorkingGroup)
_RULES: Final = Codec(profile_pb2.Procedure, Procedure)
_FIGURE: Final = Codec(plan_pb2.StatedFigure, StatedFigure)


def body_message(bodies: Bodies, body: Body) -> pb.OrganisationBody:
    """A body with its rules and its depth in the tree."""
    return pb.OrganisationBody(
        name=f"{bodies.area}/bodies/{body.code}",
        body=_BODY.encode(body),
        rules=_RULES.encode(body.rules),
        depth=bodies.depth(body),
    )


def group_message(bodies: Bodies, group: WorkingGroup) -> pb.OrganisationGroup:
    """A working group with its rules and the groups that follow it."""
    after = [later.code for later in bodies.profile.working_groups if group.code in later.predecessors]
    return pb.OrganisationGroup(
        name=f"{bodies.area}/working-groups/{group.code}",
        working_group=_GROUP.encode(group),
        rules=_RULES.encode(group.rules),
        successors=[f"{bodies.area}/working-groups/{code}" for code in after],
    )


def succession_message(bodies: Bodies, chain: Succession) -> pb.Succession:
    """A chain of groups."""
    prefix = f"{bodies.area}/working-groups/"
    return pb.Succession(
        groups=[group_message(bodies, group) for group in chain.groups],
        links=[pb.SuccessionLink(earlier=prefix + link.earlier, later=prefix + link.later) for link in chain.links],
    )


def balance_message(bodies: Bodies, balance: Balance) -> pb.TriadBalance:
    """The sides in one body or group."""
    return pb.TriadBalance(
        name=f"{bodies.area}/{balance.seat.path}",
        title=balance.seat.title,
        sides=[pb.SidePeople(side=side, people=people) for side, people in balance.people.items()],
        people=balance.distinct,
        missing=balance.missing,
        expected=bodies.expects_triad(balance.seat),
    )


def finding_messages(area: str, findings: Iterable[OrganisationFinding]) -> list[pb.OrganisationFinding]:
    """Warnings, each about a whole resource name."""
    return [
        pb.OrganisationFinding(
            reason=item.reason,
            subject=item.subject if item.subject.startswith(f"{area}/") else f"{area}/{item.subject}",
            message=item.message,
        )
        for item in findings
    ]


def participation_message(area: str, period: Period, found: Participation) -> pb.Participation:
    """Figures of a period."""
    return pb.Participation(
        name=area,
        period=period_pb2.Period(
            start=day_message(period.start), end=day_message(period.end) if period.end is not None else None
        ),
        totals=[_total(total) for total in found.totals],
        events=found.events,
        meetings=found.meetings,
        uncounted=found.uncounted,
        undecided=found.undecided,
        groups=found.groups,
        seated=found.seated,
        stated=[_FIGURE.encode(figure) for figure in found.stated],
    )


def notice_message(notice: Notice) -> meeting_pb2.MeetingNotice:
    """A meeting without anybody's name."""
    meeting = notice.meeting
    return meeting_pb2.MeetingNotice(
        name=meeting.name,
        title=meeting.title,
        body=meeting.body,
        working_group=meeting.working_group,
        held_on=day_message(meeting.held_on),
        starts_at=meeting.starts_at,
        place=meeting.place,
        state=meeting.state,
        agenda=[item.title for item in meeting.agenda],
        open_to_public=notice.open_to_public,
        attendances=notice.attendances,
        decisions=[
            meeting_pb2.DecisionNotice(
                name=item.name, title=item.title, state=item.state, content_sha256=item.content_sha256
            )
            for item in notice.decisions
        ],
    )


def _total(total: UnitTotal) -> pb.ParticipationTotal:
    return pb.ParticipationTotal(
        unit=total.unit,
        total=total.total,
        at_least=total.at_least,
        at_most=total.at_most,
        by_side=[pb.AttendanceCount(unit=total.unit, side=side, count=count) for side, count in total.by_side.items()],
        events=total.events,
    )
