"""Who may call what: the office writes and reads the book, an administrator erases, everybody counts."""

import pytest
from support.consultation import Desk, told

from komplan.consultation.v1 import consultation_office_service_pb2 as office
from komplan.consultation.v1 import consultation_service_pb2 as read

CALLERS = {(), ("editor",), ("catalogue-editor",), ("region",), ("analyst",), ("clerk",), ("admin",)}
BOOK = (
    "OpenRound CloseRound SettleRound RegisterComment GetComment ListComments CategorisePoint AssignPoint SettlePoint"
)
OPEN = "GetRound ListRounds CountComments GetSettlementState"
ALLOWED = {
    **{("ConsultationOfficeService", name): {("clerk",), ("admin",)} for name in BOOK.split()},
    ("ConsultationOfficeService", "EraseAuthors"): {("admin",)},
    **{
        ("ConsultationService", name): CALLERS
        for name in ["GetRound", "ListRounds", "CountComments", "GetSettlementState"]
    },
}


def test_the_matrix_names_every_method():
    services = [*office.DESCRIPTOR.services_by_name.values(), *read.DESCRIPTOR.services_by_name.values()]
    assert set(ALLOWED) == {(service.name, method.name) for service in services for method in service.methods}


def test_every_method_has_its_callers(instance):
    city = instance("consultation")
    for (service, method), allowed in ALLOWED.items():
        request = getattr(office if "Office" in service else read, f"{method}Request")
        for roles in CALLERS:
            answer = told(lambda: city.ask(f"{service}/{method}", request(), roles))  # noqa: B023  (called at once)
            expected = "Invalid" if roles in allowed else "Forbidden"  # an empty request is wrong for whoever may ask
            assert (service, method, roles, answer[0]) == (service, method, roles, expected)


@pytest.mark.parametrize("roles", [(), ("editor",)])
def test_what_a_citizen_or_an_editor_hands_in_enters_nothing(instance, roles):
    desk = Desk(instance("consultation"))
    assert told(lambda: desk.ask("RegisterComment", desk.submission("text"), roles))[1] == "ROLE_REQUIRED"
    assert desk.count().comments == 0
