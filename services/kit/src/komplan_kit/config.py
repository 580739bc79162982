"""Settings of one instance: a TOML file, `KOMPLAN_…__…` in the environment above it, defaults below."""

from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from komplan_core.book.errors import BookError
from komplan_core.book.notes import COSIGNATURE, VerifierKey
from komplan_core.errors import Refused, violated
from komplan_core.values import Code
from komplan_kit.access import ROLES

MUNICIPAL: Final = ("catalogue", "planning", "consultation")
SERVICES: Final = (*MUNICIPAL, "witness", "region")
NO_CONSULTATION: Final = "none"
"""What `consultation` says where an instance holds no consultation with komplan."""
NO_PLANNING: Final = "none"
"""What `planning` says where an instance keeps no plans with komplan."""
ServiceName = Literal["catalogue", "planning", "consultation", "witness", "region"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Area(_Section):
    """The planning area that this instance serves."""

    code: Code = Field(description="code of the planning area, as its plugin declares it")
    plugins: tuple[Code, ...] = Field(
        default=(), description="plugins in use, by entry point name; `reference` always helps out"
    )


class RegionSettings(_Section):
    """The region that this instance serves."""

    code: Code = Field(description="code of the region")
    title: str = Field(description="Czech title of the region")
    deadline_seconds: float = Field(default=5.0, gt=0, le=120, description="seconds that each city has in a collection")
    collect_seconds: float = Field(
        default=60.0,
        ge=0,
        le=86_400,
        description="seconds between two turns in which a city is asked in the background; 0 leaves all collecting to "
        "whoever asks for it",
    )
    signing_key: Path | None = Field(
        default=None,
        description="private key that signs the directory of the region, PEM, readable by its owner only; "
        "without it there is no signed directory. Keep a copy outside the machine",
    )


class WitnessSettings(_Section):
    """As whom this instance cosigns the comment books of others, in its service `witness`."""

    name: str = Field(
        min_length=1,
        max_length=200,
        pattern=r"^[^\s+]+$",
        description="name under which it cosigns, such as `svedek.vzorov.cz`; never changed",
    )
    key: Path = Field(description="private key to cosign with, PEM, readable by its owner only")


class Storage(_Section):
    """Where data are kept. `{service}` stands for the service's name."""

    database: str = Field(
        default="sqlite:///{data}/{service}.sqlite3", description="address of each service's database"
    )
    keystore: str = Field(
        default="sqlite:///{data}/keystore.sqlite3", description="address of the database of sealing keys"
    )


class WitnessAddress(_Section):
    """A witness that cosigns the own comment book."""

    address: str = Field(description="where it listens, `host:port`")
    key: str = Field(description="its public key, `<name>+<8 hexadecimal digits>+<base64>`, as it publishes it")

    @field_validator("key")
    @classmethod
    def _is_a_witness_key(cls, key: str) -> str:
        try:
            parsed = VerifierKey.parse(key)
        except BookError as error:
            violated("CONFIG", error.message)
        return key if parsed.kind == COSIGNATURE else violated("CONFIG", "this key signs books: name one that cosigns")


class BookSettings(_Section):
    """The comment book: under what name it is signed, and with which key."""

    host: str = Field(
        default="",
        max_length=200,
        pattern=r"^[^\s+]*$",
        description="name that stands before `/book/` in the book's name, best the town's web domain; "
        "the area's code if empty. A book keeps the name with which it was opened",
    )
    signing_key: str = Field(
        default="{data}/book.key.pem",
        description="private key that signs the book, PEM, readable by its owner only; made at the first start. "
        "Keep a copy outside the machine",
    )
    witnesses: tuple[WitnessAddress, ...] = Field(
        default=(),
        max_length=10,
        description="who cosigns the book, each by `address` (`host:port`) and public `key`: best the region and a "
        "neighbouring city",
    )


class PrivacySettings(_Section):
    """How long personal data of the consultation are kept."""

    retention_years: int = Field(
        default=5,
        ge=1,
        le=100,
        description="years for which names and contacts of authors are kept after the year in which a round ended, "
        "as the file plan says; a round may have its own number",
    )


class Tls(_Section):
    """Certificates of the listener. Without them only a loopback address is served."""

    certificate: Path = Field(description="own certificate chain, PEM")
    key: Path = Field(description="own private key, PEM, readable by its owner only")
    client_ca: Path | None = Field(
        default=None,
        description="authority of client certificates; asks every caller for one, and must be named off loopback",
    )


class PeerSettings(_Section):
    """A machine that may call, by the name in its certificate."""

    name: str = Field(description="subject alternative name of the certificate")
    role: str = Field(description="role that the machine has in the role table")

    @field_validator("role")
    @classmethod
    def _is_in_the_role_table(cls, role: str) -> str:
        return role if role in ROLES else violated("CONFIG", f"a role is one of {', '.join(ROLES)}")


class IdentitySettings(_Section):
    """Whose assertions about people are believed."""

    issuers: tuple[Path, ...] = Field(default=(), description="public keys of issuers, PEM")
    audience: str = Field(
        default="", description="the name for which assertions are made; the area's or region's code if empty"
    )


class Outgoing(_Section):
    """How this instance presents itself to others."""

    ca: Path | None = Field(default=None, description="authority of the others' certificates, PEM")
    certificate: Path | None = Field(default=None, description="own client certificate, PEM")
    key: Path | None = Field(default=None, description="own client key, PEM")
    issuer_key: Path | None = Field(
        default=None, description="private key to sign assertions with where there is no TLS, PEM"
    )
    region: str = Field(
        default="",
        description="address of the region's service, `host:port`, to which a town says that it published something; "
        "nobody needs it, the region asks by itself",
    )
    region_code: str = Field(
        default="", description="code of that region, for which assertions are signed where there is no TLS"
    )


class Settings(BaseSettings):
    """All settings of one instance."""

    model_config = SettingsConfigDict(env_prefix="KOMPLAN_", env_nested_delimiter="__", extra="forbid", frozen=True)
    file: ClassVar[Path | None] = None

    services: tuple[ServiceName, ...] = Field(
        default=MUNICIPAL, min_length=1, description="services that `komplan serve` starts when none is named"
    )
    listen: str = Field(default="127.0.0.1:5100", description="address of the listener, `host:port`")
    listen_by_service: dict[ServiceName, str] = Field(default={}, description="addresses of services that run apart")
    data: Path = Field(default=Path("var"), description="folder of embedded databases")
    area: Area | None = None
    region: RegionSettings | None = None
    storage: Storage = Storage()
    witness: WitnessSettings | None = None
    book: BookSettings = BookSettings()
    privacy: PrivacySettings = PrivacySettings()
    tls: Tls | None = None
    peers: tuple[PeerSettings, ...] = Field(default=(), description="machines that may call")
    identity: IdentitySettings = IdentitySettings()
    outgoing: Outgoing = Outgoing()
    consultation: str = Field(
        default="",
        description="address of the consultation service, `host:port`; `none` where no consultation is held here; "
        "the own listener, or that of `listen_by_service`, if empty",
    )
    planning: str = Field(
        default="",
        description="address of the planning service from which consultation takes drafts and decisions, "
        "`host:port`; `none` where no plans are kept here; the own listener, or that of `listen_by_service`, if empty",
    )
    reflection: bool = Field(default=False, description="answer reflection, for development on loopback")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="least level that is logged"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=cls.file))

    def addresses(self, services: tuple[str, ...]) -> dict[str, str]:
        """The address of each of these services."""
        apart: dict[str, str] = {str(name): address for name, address in self.listen_by_service.items()}
        return {service: apart.get(service, self.listen) for service in services}

    def address(self, services: tuple[str, ...]) -> str:
        """The one address on which these services listen. Raises Refused when they must run apart."""
        found = set(self.addresses(services).values())
        if len(found) > 1:
            raise Refused("CONFIG", f"these services listen on {', '.join(sorted(found))}: start each on its own")
        return found.pop()

    def database(self, service: str) -> str:
        """The address of a service's database."""
        return self.storage.database.format(data=self.data, service=service)

    def keystore(self) -> str:
        """The address of the database of sealing keys."""
        return self.storage.keystore.format(data=self.data, service="keystore")

    def book_key(self) -> Path:
        """The file of the key that signs the comment book."""
        return Path(self.book.signing_key.format(data=self.data))

    def book_host(self) -> str:
        """What stands before `/book/` in the name of a new comment book."""
        return self.book.host or (self.area.code if self.area else "")

    def root(self) -> str:
        """The resource name under which everything here lives, such as `areas/brno`; empty where nothing is served."""
        return f"areas/{self.area.code}" if self.area else f"regions/{self.region.code}" if self.region else ""

    def audience(self) -> str:
        """The name for which people's assertions are made."""
        return self.identity.audience or (self.area.code if self.area else self.region.code if self.region else "")
