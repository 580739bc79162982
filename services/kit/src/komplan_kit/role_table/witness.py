"""Who may call the methods of the witness."""

from typing import Final

from komplan_kit.caller import ADMIN, ANYONE
from komplan_kit.role_table.rows import rows

ROWS: Final = rows(
    "komplan.witness.v1",
    ("WitnessService", "AddCheckpoint GetWitness GetLatest GetWitnessedLog ListWitnessedLogs", ANYONE),
    ("WitnessService", "GetEvidence ListEvidence", ANYONE),
    ("WitnessOfficeService", "CreateWitnessedLog UpdateWitnessedLog DeleteWitnessedLog", ADMIN),
)
