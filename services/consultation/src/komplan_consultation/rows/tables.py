"""The tables that every service has, for the consultation."""

from sqlalchemy.orm import DeclarativeBase

from komplan_kit.tables import KEY, JournalColumns, JournalHeadColumns, RequestColumns, service_metadata


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass
