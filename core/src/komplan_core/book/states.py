"""Which moves a book may show: from each kernel state to which others (the city's own states stand for these)."""

from collections.abc import Mapping
from typing import Final

Moves = Mapping[str, frozenset[str]]


def _moves(**table: str) -> Moves:
    return {state.replace("_", "-"): frozenset(after.split()) for state, after in table.items()}


ROUND: Final = _moves(
    prepared="announced",
    announced="open",
    open="open closed",  # an extension goes from open to open
    closed="settling",
    settling="settled",
    settled="released",
    released="submitted",
    submitted="returned approved",
    returned="settling",
    approved="archived",
    archived="",
)
SUBMISSION: Final = _moves(
    received="transcribed admitted refused",
    transcribed="checked refused",
    checked="transcribed admitted refused",
    refused="admitted",
    admitted="",
)
_UNDECIDED: Final = "categorised assigned in-progress referred proposed"
_ON: Final = f"{_UNDECIDED} decided withdrawn disputed voided"
"""Where an undecided point may go: on which ways, the city's own workflow says."""
POINT: Final = _moves(
    registered=_ON,
    categorised=_ON,
    assigned=_ON,
    in_progress=_ON,
    referred=_ON,
    proposed=_ON,
    decided="released reopened disputed voided",
    released="answered reopened disputed voided",
    answered="reopened disputed voided",
    reopened=_ON,
    withdrawn="disputed voided",
    disputed="confirmed voided",
    confirmed="",  # goes on from where it was disputed
    voided="",
)
BY_ENTRY: Final = {
    "proposed": "settlement.proposed",
    "decided": "settlement.decided",
    "reopened": "settlement.superseded",
    "released": "settlement.released",
    "withdrawn": "comment.withdrawn",
    "disputed": "comment.disputed",
}
"""States of a point that no plain `point.moved` leads to."""
PUBLICATION: Final = _moves(
    pending="approved redacted withheld",
    approved="redacted withheld",
    redacted="approved redacted withheld",  # other words in place of the author's are a move, too
    withheld="approved redacted",
)
FORM: Final = _moves(
    printed="issued spoiled",
    issued="registered spoiled returned unreturned",
    registered="",
    spoiled="",
    returned="",
    unreturned="",
)

REGISTERING: Final = frozenset({"open", "closed"})
"""States of a round in which comments are entered; timely paper still after closing."""
SETTLED: Final = frozenset({"decided", "released", "answered"})
"""States of a point that has its settlement."""
OUT: Final = frozenset({"withdrawn", "voided"})
"""States of a point that needs none."""
OUTCOMES: Final = {
    "accepted": "akceptováno",
    "partially-accepted": "částečně akceptováno",
    "rejected": "neakceptováno",
    "explained": "vysvětleno",
    "already-covered": "již obsaženo",
    "noted": "vzato na vědomí",
    "forwarded": "postoupeno",
    "editorial": "formální oprava",
}
"""Kernel outcomes of a settlement with their default Czech names."""
