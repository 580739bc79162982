"""Imports, what the register's records were when they were last read, and what was said before a run."""

from datetime import datetime

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children


class ImportRunRow(EntityColumns, Row):
    __tablename__ = "import_run"
    kind: Mapped[str]
    state: Mapped[str]
    refusal: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str]
    fetched_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    municipalities: Mapped[list["RunMunicipalityRow"]] = children(order_by="RunMunicipalityRow.ordinal")
    counts_read: Mapped[int]
    counts_outside: Mapped[int]
    counts_created: Mapped[int]
    counts_changed: Mapped[int]
    counts_unchanged: Mapped[int]
    counts_revived: Mapped[int]
    counts_gone: Mapped[int]
    counts_refused: Mapped[int]
    counts_written: Mapped[int]
    counts_providers_changed: Mapped[int]
    counts_places_changed: Mapped[int]
    counts_cleared: Mapped[int]
    unknown_codes: Mapped[list["RunUnknownCodeRow"]] = children(order_by="RunUnknownCodeRow.ordinal")
    warnings: Mapped[list["RunWarningRow"]] = children(order_by="RunWarningRow.ordinal")
    first_entry: Mapped[int]
    last_entry: Mapped[int]


class RunMunicipalityRow(ChildColumns, Row):
    __tablename__ = "import_run_municipality"
    run_id: Mapped[int] = belongs_to("import_run")
    value: Mapped[str]


class RunUnknownCodeRow(ChildColumns, Row):
    __tablename__ = "import_run_unknown_code"
    run_id: Mapped[int] = belongs_to("import_run")
    code_list: Mapped[str]
    code: Mapped[str]
    count: Mapped[int]


class RunWarningRow(ChildColumns, Row):
    __tablename__ = "import_run_warning"
    run_id: Mapped[int] = belongs_to("import_run")
    reason: Mapped[str]
    count: Mapped[int]


class RegisterRecordRow(Row):
    """A record of the register: what it said when it last changed, and the service that stands for it."""

    __tablename__ = "register_record"
    register_id: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(index=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    places: Mapped[int]
    ended: Mapped[bool]
    changed_in: Mapped[str] = mapped_column(index=True)
    gone_in: Mapped[str] = mapped_column(index=True)


class BeforeRunRow(Row):
    """What a layer said of an entry before a run and after it, where the run changed that."""

    __tablename__ = "before_run"
    run: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    layer: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    sources: Mapped[str]
