"""The entities of the region and their tables."""

from komplan.region.v1 import directory_pb2, region_pb2
from komplan_core import names
from komplan_core.directory import Municipality, SignedDirectory
from komplan_kit.codec import Codec
from komplan_kit.store import Kind
from komplan_region.rows.directory import MunicipalityRow, SignedDirectoryRow

MUNICIPALITIES = Kind(
    "municipality",
    names.MUNICIPALITY,
    Codec(region_pb2.Municipality, Municipality),
    MunicipalityRow,
    only_encoded=(
        "municipalities",
        "orps",
        "state",
        "revision",
        "collected_at",
        "reason",
        "feeds",
        "reset_reason",
        "territory_codes",
        "expired",
        "speaks_for",
        "claims",
    ),
)
SIGNED_DIRECTORIES = Kind(
    "signed directory",
    names.SIGNED_DIRECTORY,
    Codec(directory_pb2.SignedDirectory, SignedDirectory),
    SignedDirectoryRow,
    only_encoded=("note",),
)
