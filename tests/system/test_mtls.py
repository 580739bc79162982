"""Only known machines get in (S1), each in its own role, and nobody speaks in another one's name (S3)."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.certificates import Pair, certs
from support.plans import AREA, VERSION, adopt_a_plan, draft_a_plan, enter_the_town
from support.secure import SecureInstance, handshake

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1.plan_pb2 import Measure
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_service_pb2
from komplan_core.errors import Forbidden, Unavailable, Unidentified
from komplan_kit.config import Outgoing

PROFILE = ("PlanService/GetProfile", read.GetProfileRequest(name=AREA))
CHANGES = ("PlanFeedService/StreamChanges", feed.StreamChangesRequest(parent=AREA))
NEW_MEASURE = (
    "PlanEditorService/CreateMeasure",
    edit.CreateMeasureRequest(parent=VERSION, measure=Measure(node="n1", position=1, title="Opatření")),
)
TODAY = datetime.now(UTC)
KNOWN = certs.CALLERS["portal"]


class Trial:
    """The trial certificates in a folder, and the authority that can issue more of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.authority = folder, certs.make_all(folder, ["127.0.0.1"], days=1)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("certs"))


@pytest.fixture(scope="module")
def city(trial: Trial, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureInstance]:
    serving = SecureInstance(tmp_path_factory.mktemp("city"), "planning", trial.folder)
    draft_a_plan(serving.ask)
    yield serving
    serving.stop()


def stranger(trial: Trial, case: str) -> Pair | None:
    """A certificate that must not get through the handshake, or none at all."""
    other = certs.Authority("komplan trial authority")
    issue = {
        "of another authority under a known name": lambda: other.issue(trial.folder, "foreign", [KNOWN]),
        "expired": lambda: trial.authority.issue(
            trial.folder, "expired", [KNOWN], begins=TODAY - timedelta(9), ends=TODAY - timedelta(1)
        ),
        "not yet valid": lambda: trial.authority.issue(
            trial.folder, "early", [KNOWN], begins=TODAY + timedelta(1), ends=TODAY + timedelta(9)
        ),
        "for listeners only": lambda: trial.authority.issue(trial.folder, "listener", [KNOWN], listens=True),
        "missing": lambda: None,
    }
    return issue[case]()


@pytest.mark.parametrize(
    "case", ["of another authority under a known name", "expired", "not yet valid", "for listeners only", "missing"]
)
def test_the_handshake_refuses_a_certificate_that_is(case: str, city: SecureInstance, trial: Trial) -> None:
    with pytest.raises(Unavailable):
        city.call(stranger(trial, case), *PROFILE)
    assert city.call(city.pair("portal"), *PROFILE).area.code == "vzorov"


def test_plaintext_is_refused(city: SecureInstance) -> None:
    with pytest.raises(Unavailable):
        city.call(None, *PROFILE, tls=False)


@pytest.mark.parametrize("names", [["neznamy.komplan.example"], [KNOWN.upper()], [f"x.{KNOWN}"], []], ids=str)
def test_a_certificate_of_the_right_authority_without_a_known_name_is_refused(
    names: list[str], city: SecureInstance, trial: Trial
) -> None:
    with pytest.raises(Unidentified):
        city.call(trial.authority.issue(trial.folder, "nobody", names), *PROFILE)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_nothing_older_than_tls_1_2_is_spoken(city: SecureInstance) -> None:
    old, new = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2
    known = (city.authority, city.pair("portal"))
    assert handshake(city.target, old, ssl.TLSVersion.TLSv1_1, *known) == "ended by the server"
    assert handshake(city.target, new, new, *known) == "TLSv1.2"
    assert handshake(city.target, new, ssl.TLSVersion.TLSv1_3, *known) == "TLSv1.3"


def test_the_region_may_take_snapshots_and_nothing_else(city: SecureInstance) -> None:
    assert city.call(city.pair("collector"), *CHANGES)[0].head.name == AREA
    with pytest.raises(Forbidden):
        city.call(city.pair("collector"), *NEW_MEASURE)


def test_the_portal_by_itself_reads_what_everybody_may_read(city: SecureInstance) -> None:
    assert city.call(city.pair("portal"), *PROFILE).area.code == "vzorov"
    for method in (CHANGES, NEW_MEASURE):
        with pytest.raises(Forbidden):
            city.call(city.pair("portal"), *method)


def test_an_assertion_holds_only_at_the_machine_for_which_it_was_made(city: SecureInstance) -> None:
    for at, made_for in (("collector", "portal"), ("portal", "collector"), ("portal", "")):
        with pytest.raises(Unidentified):
            city.call(city.pair(at), *NEW_MEASURE, city.token(made_for, ["editor"]))
    assert city.call(city.pair("portal"), *NEW_MEASURE, city.token("portal", ["editor"])).title == "Opatření"


def test_an_assertion_without_a_certificate_opens_nothing(city: SecureInstance) -> None:
    with pytest.raises(Unavailable):
        city.call(None, *PROFILE, city.token("portal", ["admin"]))


def test_a_renewed_certificate_and_another_authority_need_no_restart(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "certs")
    city = SecureInstance(tmp_path, "planning", trial.folder)
    try:
        old = city.call(city.pair("portal"), *PROFILE)
        Trial(trial.folder)
        assert city.call(city.pair("portal"), *PROFILE) == old
        with pytest.raises(Unavailable):
            city.call(trial.authority.issue(trial.folder, "old", [KNOWN]), *PROFILE)
    finally:
        city.stop()


@pytest.mark.parametrize(("stem", "heard"), [("collector", "fresh"), ("office", "unreachable")])
def test_a_region_collects_a_city_over_mutual_tls(stem: str, heard: str, trial: Trial, tmp_path: Path) -> None:
    own = Outgoing(
        ca=trial.folder / "authority.pem",
        certificate=trial.folder / f"{stem}.pem",
        key=trial.folder / f"{stem}.key",
    )
    city = SecureInstance(tmp_path, "planning", trial.folder)
    region = SecureInstance(tmp_path, "region", trial.folder, region="kraj", outgoing=own)
    try:
        adopt_a_plan(city.ask)
        enter_the_town(region.ask, "kraj", city.target, certificate_name=certs.LISTENERS["city"])
        parts = region.stream("RegionOfficeService/Collect", office.CollectRequest(name="regions/kraj"))
        assert list(getattr(parts[-1].summary, heard)) == ["vzorov"]
        plan = region_service_pb2.GetRollUpRequest(name="regions/kraj/roll-ups/2027-2029")
        figures = region.ask("RegionService/GetRollUp", plan).financing
        assert sum(figure.planned for figure in figures) == (1101 if heard == "fresh" else 0)
    finally:
        region.stop()
        city.stop()
