"""The planning model of komplan: what a community plan is, whatever stores or carries it.

Everything here is pure: no transport, no storage, no clock of its own. Records are frozen pydantic
models that refuse invalid states with a field path and a stable reason (see `errors`).
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("komplan-core")
except PackageNotFoundError:  # a copy of the verifier on a stick is not installed
    __version__ = "0"
