"""Settings: where a value comes from, all faults at once, nothing secret shown."""

import os

import pytest

from komplan_core.errors import Invalid, Refused
from komplan_kit.config import Settings
from komplan_kit.config_loading import load
from komplan_kit.provenance import sources

TOWN = """
listen = "127.0.0.1:5200"
area = { code = "vzorov", plugins = ["reference"] }
[storage]
database = "postgresql://komplan:tajne@db/{service}"
"""


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch):
    for name in [name for name in os.environ if name.startswith("KOMPLAN_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "town.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(call, *arguments):
    with pytest.raises(Invalid) as found:
        call(*arguments)
    assert found.value.reason == "CONFIG"
    return {violation.field for violation in found.value.violations}


def test_the_environment_stands_above_the_file_and_the_file_above_the_default(write, monkeypatch):
    monkeypatch.setenv("KOMPLAN_LISTEN", "127.0.0.1:5300")
    monkeypatch.setenv("KOMPLAN_STORAGE__KEYSTORE", "sqlite:////srv/keys.sqlite3")
    settings = load(write(TOWN))
    assert settings.listen == "127.0.0.1:5300"
    assert settings.keystore() == "sqlite:////srv/keys.sqlite3"
    assert settings.database("planning") == "postgresql://komplan:tajne@db/planning"
    assert settings.log_level == "info"


def test_every_setting_tells_where_it_comes_from(write, monkeypatch):
    monkeypatch.setenv("KOMPLAN_LISTEN", "127.0.0.1:5300")
    monkeypatch.setenv("KOMPLAN_STORAGE__KEYSTORE", "sqlite:////srv/keys.sqlite3")
    shown = {path: source for path, _, source in sources(load(write(TOWN)), os.environ)}
    assert shown["listen"] == shown["storage.keystore"] == "environment"
    assert shown["area.code"] == shown["storage.database"] == "town.toml"
    assert shown["log_level"] == shown["identity.issuers"] == "default"
    assert set(Settings.model_fields) == {path.partition(".")[0] for path in shown}


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("postgresql://komplan:tajne@db/{service}", "tajne"),
        ("postgresql://komplan:taj@ne@db/{service}", "ne@"),
        ("postgresql://db/{service}?user=komplan&password=tajne&sslmode=require", "tajne"),
        ("postgresql://db/{service}?sslpassword=tajne", "tajne"),
    ],
)
def test_passwords_are_not_shown(write, address, secret):
    settings = load(write(f'area = {{ code = "vzorov" }}\nstorage = {{ database = "{address}" }}'))
    (shown,) = [value for path, value, _ in sources(settings, {}) if path == "storage.database"]
    assert secret not in shown
    assert "***" in shown
    assert "db/" in shown


def test_an_address_without_a_password_is_shown_as_it_is(write):
    shown = {path: value for path, value, _ in sources(load(write('area = { code = "vzorov" }')), {})}
    assert shown["storage.database"] == "sqlite:///{data}/{service}.sqlite3"


def test_all_wrong_values_are_told_at_once(write):
    text = (
        'log_level = "loud"\ncolour = "red"\narea = { code = "Brno!" }\nregion = { code = "x", deadline_seconds = 0 }'
    )
    assert faults(load, write(text)) == {
        "log_level",
        "colour",
        "area.code",
        "region.title",
        "region.deadline_seconds",
    }


def test_all_things_that_are_missing_are_told_at_once(write, tmp_path):
    text = f"""
    services = ["planning", "region"]
    storage = {{ database = "sqlite:///all.sqlite3", keystore = "sqlite:///all.sqlite3" }}
    tls = {{ certificate = "{tmp_path}/none.pem", key = "{tmp_path}/none.key" }}
    identity = {{ issuers = ["{tmp_path}/issuer.pem"] }}
    """
    assert faults(load, write(text)) == {
        "area",
        "region",
        "storage.database",
        "storage.keystore",
        "tls.certificate",
        "tls.key",
        "identity.issuers.0",
    }


@pytest.mark.parametrize("database", ["sqlite:///{town}.sqlite3", "sqlite:///{}.sqlite3", "sqlite:///{data.sqlite3"])
def test_an_address_names_nothing_but_data_and_service(write, database):
    assert faults(load, write(f'area = {{ code = "vzorov" }}\nstorage = {{ database = "{database}" }}')) == {"storage"}


def test_a_private_key_that_others_may_read_is_refused(write, tmp_path):
    for name in ("own.pem", "own.key", "ca.pem", "issuer.key"):
        (tmp_path / name).touch(mode=0o600)
    text = f"""
    area = {{ code = "vzorov" }}
    tls = {{ certificate = "{tmp_path}/own.pem", key = "{tmp_path}/own.key" }}
    outgoing = {{ issuer_key = "{tmp_path}/issuer.key" }}
    """
    assert load(write(text)).tls is not None
    for name in ("own.pem", "own.key", "issuer.key"):
        (tmp_path / name).chmod(0o640)
    assert faults(load, write(text)) == {"tls.key", "outgoing.issuer_key"}


@pytest.mark.parametrize("text", ["listen = ", "area = { code = 'vzorov'", "\x00"])
def test_a_file_that_is_no_toml_is_refused(write, text):
    assert faults(load, write(text)) == {"config"}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert faults(load, tmp_path / "nowhere.toml") == {"config"}


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "town.toml").write_bytes('area = { code = "žďár" }'.encode("cp1250"))
    assert faults(load, tmp_path / "town.toml") == {"config"}


def test_an_environment_that_cannot_be_read_is_refused_without_its_value(monkeypatch):
    monkeypatch.setenv("KOMPLAN_PEERS", '[{"tajne"')
    with pytest.raises(Invalid) as found:
        load(None)
    assert found.value.violations[0].field == "environment"
    assert "tajne" not in found.value.message


def test_services_that_listen_apart_are_started_apart(write):
    settings = load(write('area = { code = "vzorov" }\nlisten_by_service = { catalogue = "127.0.0.1:5201" }'))
    assert settings.address(("planning", "consultation")) == "127.0.0.1:5100"
    assert settings.address(("catalogue",)) == "127.0.0.1:5201"
    with pytest.raises(Refused):
        settings.address(("catalogue", "planning"))


def test_assertions_are_made_for_the_area_unless_the_settings_say_otherwise(write):
    area = 'area = { code = "vzorov" }'
    assert load(write(area)).audience() == "vzorov"
    assert load(write(area + '\nidentity = { audience = "portal" }')).audience() == "portal"


def test_every_setting_is_described():
    def undescribed(model, path=""):
        for name, field in model.model_fields.items():
            nested = getattr(field.annotation, "model_fields", None)
            if nested is not None:
                yield from undescribed(field.annotation, f"{path}{name}.")
            elif not field.description and not any(
                hasattr(a, "model_fields") for a in getattr(field.annotation, "__args__", ())
            ):
                yield path + name

    assert list(undescribed(Settings)) == []


def city(listen, more=""):
    return f'listen = "{listen}"\narea = {{ code = "vzorov" }}\n{more}'


@pytest.mark.parametrize(
    "listen",
    ["", "5100", ":5100", "town.example", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:port", "http://town:1", "::1:1"],
)
def test_an_address_is_a_host_and_a_port(write, listen):
    assert faults(load, write(city(listen))) == {"listen"}


@pytest.mark.parametrize("listen", ["0.0.0.0:5100", "[::]:5100", "[0:0::0]:5100", "0:5100", "0x0:5100"])
def test_an_address_is_one_and_not_all(write, listen):
    assert faults(load, write(city(listen))) == {"listen"}
    apart = f'listen_by_service = {{ planning = "{listen}" }}\n'
    assert faults(load, write(apart + city("127.0.0.1:5100"))) == {"listen_by_service.planning"}


@pytest.fixture
def tls(tmp_path):
    """Settings of a listener whose callers show no certificates."""
    for name in ("own.pem", "own.key"):
        (tmp_path / name).touch(mode=0o600)
    return f'tls = {{ certificate = "{tmp_path}/own.pem", key = "{tmp_path}/own.key" }}\n'


def test_off_loopback_every_machine_shows_a_certificate(write, tls):
    assert faults(load, write(city("192.0.2.1:5100", tls))) == {"tls.client_ca"}
    assert load(write(city("127.0.0.1:5100", tls)))


def test_off_loopback_nobody_looks_around(write):
    assert faults(load, write(city("192.0.2.1:5100", "reflection = true"))) == {"reflection"}
    assert load(write(city("[::1]:5100", "reflection = true")))


def test_the_address_of_a_service_that_runs_apart_counts(write):
    text = 'listen_by_service = { planning = "192.0.2.1:5100" }\nreflection = true\narea = { code = "vzorov" }'
    assert faults(load, write(text)) == {"reflection"}
    assert load(write(text), ("catalogue",))


def test_a_peer_has_a_role_of_the_role_table(write):
    peer = 'peers = [{ name = "portal.example", role = "anyone" }, { name = "kraj.example", role = "regoin" }]\n'
    assert faults(load, write(peer + 'area = { code = "vzorov" }')) == {"peers.1.role"}


def test_the_address_of_planning_is_one_or_says_that_there_is_none(write):
    for given, found in (("none", set()), ("localhost:5100", set()), ("", set()), ("planning", {"planning"})):
        text = f'planning = "{given}"\narea = {{ code = "vzorov" }}'
        assert (faults(load, write(text)) if found else load(write(text)) and set()) == found
