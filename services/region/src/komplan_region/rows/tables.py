"""The base of the region's tables, and those that every service has."""

from datetime import datetime

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import DeclarativeBase

from komplan_kit.tables import KEY, JournalColumns, JournalHeadColumns, RequestColumns, service_metadata


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY, bytes: LargeBinary, datetime: DateTime(timezone=True)}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass
