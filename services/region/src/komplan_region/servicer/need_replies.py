"""What is answered to a form that was submitted, and to codes that were issued: made while it is written down."""

from collections.abc import Sequence

from komplan.region.v1 import need_intake_pb2
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan_core.regional.need_records import NeedDifference
from komplan_region.usecases.need_rounds import IssuedCode


def submitted_reply(report: bytes, differences: Sequence[NeedDifference]) -> bytes:
    """The stored report, and how it differs from the one that it corrects."""
    response = need_intake_pb2.SubmittedNeedForm()
    response.report.MergeFromString(report)
    for item in differences:
        response.differences.add(
            need_no=item.need_no,
            title=item.title,
            change=item.change,
            fields=item.fields,
            merges=item.merges,
            response=item.response,
        )
    reply: bytes = response.SerializeToString(deterministic=True)
    return reply


def codes_reply(issued: Sequence[IssuedCode]) -> bytes:
    """The codes of municipalities; one that is not told is empty."""
    response = rounds.IssueNeedCodesResponse()
    for item in issued:
        response.codes.add(municipality=item.municipality, title=item.title, code=item.code)
    reply: bytes = response.SerializeToString(deterministic=True)
    return reply
