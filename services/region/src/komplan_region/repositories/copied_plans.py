"""Which of the cities' plans concern some days."""

from typing import Final

from sqlalchemy import and_, bindparam, or_

from komplan_region.rows.money import CopyPlanRow

IN_TIME: Final = and_(
    CopyPlanRow.period_start <= bindparam("end"),
    or_(CopyPlanRow.period_end.is_(None), CopyPlanRow.period_end >= bindparam("start")),
)
"""Those whose period touches the days from `start` to `end`."""
