"""PostgreSQL databases that are emptied and used again: to make one takes ten times as long as to empty one."""

from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

MOST_BYTES: Final = 1 << 20
"""Of one table; a database in which one grew larger is not used again."""
_OWN: Final = 16_384
"""The first number of an object that is not PostgreSQL's own."""
_PARTS: Final = {
    **dict.fromkeys(
        ("class", "attrdef", "constraint", "trigger", "proc", "type", "rewrite", "policy"), ("oid", f"oid >= {_OWN}")
    ),
    "attribute": ("attrelid || '.' || attnum", f"attrelid >= {_OWN}"),
    "index": ("indexrelid", f"indexrelid >= {_OWN}"),
    "sequence": ("seqrelid", f"seqrelid >= {_OWN}"),
    "extension": ("oid", "true"),
    "namespace": ("oid", f"oid >= {_OWN} OR nspname = 'public'"),
    "db_role_setting": (
        "setrole",
        "setdatabase IN (SELECT oid FROM pg_database WHERE datname = current_database())",
    ),
}
_CATALOGUE: Final = " UNION ALL ".join(
    f"SELECT '{part} ' || {key} || ' ' || xmin AS line FROM pg_{part} WHERE {own}"  # noqa: S608
    for part, (key, own) in _PARTS.items()
)
"""All that defines the tables; a row that was touched has another `xmin`, whatever was changed in it."""
_DIGEST: Final = f"SELECT md5(string_agg(line, ',' ORDER BY line COLLATE \"C\")) FROM ({_CATALOGUE}) AS lines"  # noqa: S608
_TABLES: Final = (
    "SELECT c.oid, n.nspname, c.relname, pg_relation_size(c.oid) FROM pg_class c"  # noqa: S608
    f" JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.oid >= {_OWN} ORDER BY c.oid"
)
_SEQUENCES: Final = (
    "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value IS NOT NULL"
    " FROM pg_sequences ORDER BY 1"
)
_SET_BACK: Final = "SELECT setval(s::regclass, v, c) FROM unnest(%s::text[], %s::bigint[], %s::boolean[]) AS x(s, v, c)"
_END_OTHERS: Final = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_NO_ROWS: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\xff\xff"
"""What COPY gives of an empty table."""


@dataclass(frozen=True)
class Contents:
    """What a database held before its first test: its catalogue, the rows of its tables, where its sequences stood."""

    catalogue: str
    tables: dict[int, bytes]
    sequences: tuple[list[str], list[int], list[bool]]

    @classmethod
    def of(cls, address: str) -> "Contents":
        """Read them from a database that nobody uses."""
        with psycopg.connect(address, autocommit=True) as connection:
            found = connection.execute(_TABLES).fetchall()
            tables = {oid: _rows(connection, schema, name) if size else _NO_ROWS for oid, schema, name, size in found}
            return cls(_catalogue(connection), tables, _sequences(connection))

    def restore(self, address: str) -> bool:
        """Make a database hold this again; whether it does. Not where a test changed tables or wrote very much."""
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(_END_OTHERS)
            with connection.transaction():
                connection.execute("SET LOCAL session_replication_role = replica")  # no triggers, no references
                found = connection.execute(_TABLES).fetchall()
                if self.tables.keys() - {oid for oid, *_ in found} or any(size > MOST_BYTES for *_, size in found):
                    return False
                for oid, schema, name, size in found:
                    if oid not in self.tables:
                        connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(schema, name)))
                    elif size:
                        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(schema, name)))
                        _fill(connection, schema, name, self.tables[oid])
                connection.execute(_SET_BACK, self.sequences)
                return _catalogue(connection) == self.catalogue


def _catalogue(connection: "psycopg.Connection[Any]") -> str:
    found = connection.execute(_DIGEST).fetchone()
    assert found is not None
    return str(found[0])


def _sequences(connection: "psycopg.Connection[Any]") -> tuple[list[str], list[int], list[bool]]:
    found = connection.execute(_SEQUENCES).fetchall()
    return [name for name, _, _ in found], [value for _, value, _ in found], [called for _, _, called in found]


def _rows(connection: "psycopg.Connection[Any]", schema: str, name: str) -> bytes:
    copy = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(schema, name))
    with connection.cursor().copy(copy) as rows:
        return b"".join(map(bytes, rows))


def _fill(connection: "psycopg.Connection[Any]", schema: str, name: str, rows: bytes) -> None:
    if rows == _NO_ROWS:
        return
    copy = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(schema, name))
    with connection.cursor().copy(copy) as target:
        target.write(rows)
