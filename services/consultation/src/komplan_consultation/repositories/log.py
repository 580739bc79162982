"""The transparency log of each round, in the transaction of what it tells of."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from komplan_consultation.rows.log import LogLeafRow
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_SIZE = Statement(select(func.count()).where(LogLeafRow.round_name == bindparam("of_round")))
_APPEND = Statement(insert(LogLeafRow))


class LogStore:
    """The logs inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def begin(self, round_name: str) -> None:
        pass

    def append(self, round_name: str, kind: str, fields: Mapping[str, Any]) -> int:
        index = int(self._tx.session.value(_SIZE, of_round=round_name))
        entry = {"v": 1, "type": kind, "at": self._tx.now.strftime("%Y-%m-%dT%H:%M:%SZ"), **fields}
        encoded = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        self._tx.session.run(_APPEND, round_name=round_name, position=index, entry=encoded)
        return index

    def receipt(self, round_name: str, index: int, extra: Mapping[str, Any]) -> str:
        return ""

    def salt(self) -> tuple[str, bytes]:
        return secrets.token_hex(8), secrets.token_bytes(32)
