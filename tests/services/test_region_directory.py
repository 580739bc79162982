"""Who is in the region's directory is who it says, until the entry expires or is blocked; and all may check it."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from support.certificates import certs
from support.databases import ON_SQLITE
from support.instance import Instance
from support.lying_city import LyingCity, whole
from support.plans import adopt_a_plan, enter_the_town
from support.secure import SecureInstance

from komplan.region.v1 import collection_hint_service_pb2 as hints
from komplan.region.v1 import directory_service_pb2 as signed
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_service_pb2 as pb
from komplan.region.v1.region_pb2 import Municipality
from komplan_core.book.notes import VerifierKey
from komplan_core.errors import Invalid, NotFound
from komplan_core.regional import signed_directory as directory
from komplan_kit.clock import today, utc_now
from komplan_kit.config import Outgoing
from komplan_kit.days import day_message
from komplan_kit.signing import make_signing_key

REGION, TOWN = "regions/kraj", "regions/kraj/municipalities/vzorov"
CERTIFICATE = certs.LISTENERS["city"]
YESTERDAY = day_message(today(utc_now) - timedelta(1))


class Kraj:
    """A region, with few words."""

    def __init__(self, instance: Any) -> None:
        self.instance = instance

    def ask(self, method: str, request: Message, **who: Any) -> Any:
        return self.instance.ask(method, request, **who)

    def change(self, **values: Any) -> Municipality:
        entry = Municipality(name=TOWN, **values)
        request = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": list(values)})
        return self.ask("RegionOfficeService/UpdateMunicipality", request)  # type: ignore[no-any-return]

    def collect(self, seconds: float = 5.0) -> office.CollectSummary:
        request = office.CollectRequest(name=REGION, deadline_seconds=seconds)
        return self.instance.stream("RegionOfficeService/Collect", request)[-1].summary  # type: ignore[no-any-return]

    def town(self, **who: Any) -> Municipality:
        return self.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=TOWN), **who)  # type: ignore[no-any-return]

    def issue(self) -> directory.Issue:
        """The signed directory, checked as a consumer does that saw the issue before."""
        self.instance.turn("sign-directory")
        key = self.ask("DirectoryService/GetDirectoryKey", signed.GetDirectoryKeyRequest(name=REGION), roles=()).key
        request = signed.GetSignedDirectoryRequest(name=REGION)
        note = self.ask("DirectoryService/GetSignedDirectory", request, roles=()).note
        found = directory.opened(note, VerifierKey.parse(key), utc_now(), getattr(self, "seen", None))
        self.seen = directory.Known(found.number, directory.digest(note))
        return found


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    certs.make_all(folder, ["127.0.0.1"], days=1)
    return folder


@pytest.fixture(scope="module")
def city(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureInstance]:
    serving = SecureInstance(tmp_path_factory.mktemp("city"), "planning", trial)
    adopt_a_plan(serving.ask)
    yield serving
    serving.stop()


@pytest.fixture
def secure(trial: Path, tmp_path: Path) -> Iterator[Kraj]:
    pair = {"certificate": trial / "collector.pem", "key": trial / "collector.key"}
    own = Outgoing(ca=trial / "authority.pem", **pair)
    serving = SecureInstance(tmp_path, "region", trial, region="kraj", outgoing=own)
    yield Kraj(serving)
    serving.stop()


@pytest.fixture
def kraj(instance: Callable[..., Instance], tmp_path: Path) -> Kraj:
    """A region without TLS on loopback, that signs its directory."""
    key = tmp_path / "directory.pem"
    if not key.exists():
        make_signing_key(key)
    return Kraj(instance("region", region="kraj", signing_key=key))


def test_a_city_that_shows_another_certificate_is_quarantined_and_its_copy_stays(
    secure: Kraj, city: SecureInstance
) -> None:
    with pytest.raises(Invalid) as nameless:
        enter_the_town(secure.ask, "kraj", city.target)
    assert [item.field for item in nameless.value.violations] == ["municipality.certificate_name"]
    enter_the_town(secure.ask, "kraj", city.target, certificate_name=CERTIFICATE)
    assert list(secure.collect().fresh) == ["vzorov"]
    held = secure.town()
    assert held.territory_codes
    secure.change(certificate_name="mesto.jinde.komplan.example")
    assert list(secure.collect().quarantined) == ["vzorov"]
    now = secure.town()
    assert (now.state, now.revision, now.feeds[0].digest) == ("quarantined", held.revision, held.feeds[0].digest)
    assert now.reason.startswith("WRONG_IDENTITY")
    secure.change(certificate_name=CERTIFICATE)
    assert list(secure.collect().fresh) == ["vzorov"]


def test_an_expired_entry_is_not_asked_until_it_is_renewed(secure: Kraj, city: SecureInstance) -> None:
    enter_the_town(
        secure.ask, "kraj", city.target, certificate_name=CERTIFICATE, valid_until=day_message(today(utc_now))
    )
    assert list(secure.collect().fresh) == ["vzorov"]
    assert not secure.town().expired
    secure.change(valid_until=YESTERDAY)
    assert secure.collect().areas == 0
    shown = secure.town()
    assert (shown.expired, shown.state) == (True, "stale")
    secure.change(valid_until=day_message(today(utc_now) + timedelta(365)))
    assert list(secure.collect().fresh) == ["vzorov"]


class StallingCity(LyingCity):
    """Sends the first part of an answer, and the rest when it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def StreamChanges(self, request: Any, context: Any) -> Iterator[Any]:
        first, last = whole(), whole()
        first.end = False
        first.ClearField("changes")
        last.ClearField("head")
        yield first
        self.begun.set()
        context.add_callback(self.go_on.set)
        self.go_on.wait(20)
        yield last


@ON_SQLITE
@pytest.mark.parametrize("how", ["blocked", "expired", "removed"])
def test_a_block_ends_what_is_under_way(how: str, kraj: Kraj) -> None:
    town, heard = StallingCity(), []
    enter_the_town(kraj.ask, "kraj", town.target)
    collecting = threading.Thread(target=lambda: heard.append(kraj.collect(15.0)))
    collecting.start()
    assert town.begun.wait(10)
    if how == "removed":
        kraj.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=TOWN))
    else:
        kraj.change(**({"blocked": True} if how == "blocked" else {"valid_until": YESTERDAY}))
    kraj.instance.turn("drop")
    collecting.join(5)
    assert town.go_on.wait(5), "the stream to the city goes on"
    town.server.stop(None)
    assert [(summary.areas, list(summary.fresh)) for summary in heard] == [(0, [])]
    if how != "removed":
        assert (kraj.town().state, kraj.town().feeds[0].records) == ("never", 0)
        kraj.ask("CollectionHintService/NotifyChanged", hints.NotifyChangedRequest(area="vzorov"), roles=("admin",))
        assert (kraj.collect().areas, len(town.asked)) == (0, 0)


def test_the_signed_directory_follows_every_change_and_its_number_only_grows(
    kraj: Kraj, instance: Callable[..., Instance]
) -> None:
    assert (kraj.issue().number, kraj.issue().entries) == (1, ())
    enter_the_town(kraj.ask, "kraj", "127.0.0.1:5100", public_address="plan.vzorov.example:443")
    (entry,) = kraj.issue().entries
    assert (entry.code, entry.public_address, entry.blocked) == ("vzorov", "plan.vzorov.example:443", False)
    kraj.change(blocked=True)
    found = kraj.issue()
    assert (found.number, [item.blocked for item in found.entries]) == (3, [True])
    kraj.change(target="127.0.0.1:5101")  # is told to nobody
    assert kraj.issue() == found
    kraj.instance.stop()
    again = Kraj(instance("region", region="kraj", signing_key=kraj.instance.settings.region.signing_key))
    again.seen = kraj.seen
    assert again.issue() == found
    again.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=TOWN))
    assert (again.issue().number, again.issue().entries) == (4, ())


@ON_SQLITE
def test_a_region_without_a_key_signs_nothing(instance: Callable[..., Instance]) -> None:
    region = Kraj(instance("region", region="kraj"))
    for method, request in (
        ("GetSignedDirectory", signed.GetSignedDirectoryRequest(name=REGION)),
        ("GetDirectoryKey", signed.GetDirectoryKeyRequest(name=REGION)),
    ):
        with pytest.raises(NotFound):
            region.ask(f"DirectoryService/{method}", request)


@ON_SQLITE
def test_citizens_see_who_is_in_the_directory_and_no_addresses(kraj: Kraj) -> None:
    enter_the_town(
        kraj.ask,
        "kraj",
        "127.0.0.1:5100",
        consultation_target="127.0.0.1:5102",
        certificate_name=CERTIFICATE,
        book_fingerprints=["ab" * 32],
    )
    seen, known = kraj.town(roles=()), kraj.town()
    assert (seen.target, seen.consultation_target, list(seen.book_fingerprints)) == ("", "", [])
    assert (known.consultation_target, len(known.book_fingerprints)) == ("127.0.0.1:5102", 1)
    assert seen.certificate_name == CERTIFICATE


@ON_SQLITE
def test_bad_entries_are_refused_with_their_field(kraj: Kraj) -> None:
    for values, field in (
        ({"certificate_name": "*.vzorov.cz"}, "certificate_name"),
        ({"certificate_name": "mesto vzorov"}, "certificate_name"),
        ({"book_fingerprints": ["AB" * 32]}, "book_fingerprints.0"),
        ({"public_address": "http://vzorov.cz"}, "public_address"),
        ({"kind": "village"}, "kind"),
        ({"kind": "municipality"}, "target"),
        ({"valid_until": {"year": 2026, "month": 2, "day": 30}}, "valid_until"),
    ):
        with pytest.raises(Invalid) as wrong:
            enter_the_town(kraj.ask, "kraj", "127.0.0.1:1", **values)
        assert [item.field for item in wrong.value.violations] == [f"municipality.{field}"], values
    with pytest.raises(Invalid) as wrong:
        enter_the_town(kraj.ask, "kraj", "192.0.2.1:5100")
    assert [item.field for item in wrong.value.violations] == ["municipality.certificate_name"]
