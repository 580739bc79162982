"""What a witness does: it keeps the list of books, cosigns what only grew, and keeps what contradicts itself."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from komplan.witness.v1 import witness_pb2, witness_service_pb2
from komplan_core import names
from komplan_core.book.cosignatures import cosign
from komplan_core.book.notes import Note, SigningKey
from komplan_core.errors import NotFound, Refused, Taken
from komplan_core.witnessing import (
    Contradiction,
    Cosigned,
    WitnessedLog,
    check_growth,
    check_proof,
    origin_of,
    signed_by,
)
from komplan_kit.clock import Ids
from komplan_kit.store import Written
from komplan_witness.ports import WitnessTx


class Logs:
    """Which books are witnessed here. `root` is the area or region that witnesses."""

    def __init__(self, root: str, ids: Ids) -> None:
        self._root, self._ids = root, ids

    def check_parent(self, parent: str) -> None:
        """Raise NotFound for another area or region than the one that witnesses here."""
        if parent != self._root:
            raise NotFound("AREA_MISMATCH", f"this service serves `{self._root}` only")

    def create(self, tx: WitnessTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Begin to witness a book. Raises Invalid, Taken."""
        name = f"{self._root}/witnessed-logs/{names.chosen_id(wanted, self._ids, 'witnessed_log_id')}"
        made = tx.logs.make({**values, "name": name}, "witnessed_log")
        if tx.of_origin(made.origin) is not None:
            raise Taken("ALREADY_EXISTS", f"the log `{made.origin}` is witnessed already")
        return tx.logs.add(made)

    def update(self, tx: WitnessTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change the title or keys of a log, or stop it. Raises Refused for another origin."""
        changed = tx.logs.changed(name, changes, "witnessed_log")
        if changed.origin != tx.logs.get(name).origin:
            raise Refused("ALREADY_WITNESSED", "another origin is another log: create that one")
        return tx.logs.replace(changed, etag)

    def delete(self, tx: WitnessTx, name: str, etag: str) -> Written:
        """Forget a log of which nothing was cosigned. Raises Refused where something was."""
        names.WITNESSED_LOG.parse(name)
        if tx.latest(name) is not None:
            raise Refused("ALREADY_WITNESSED", f"checkpoints of `{name}` were cosigned: stop it instead")
        return tx.logs.delete(name, etag)


class Witness:
    """Cosigns with its key. What is cosigned is kept in the same transaction, and told after it is durable."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    @property
    def key(self) -> str:
        """The public key."""
        return str(self._key.verifier)

    @property
    def name(self) -> str:
        """The name under which it cosigns."""
        return self._key.name

    def add(self, tx: WitnessTx, note: str, old_size: int, proof: Sequence[bytes]) -> Written:
        """Cosign a checkpoint, or store nothing. Raises NotFound, Forbidden, Stale, Invalid, Refused, Contradiction."""
        check_proof(proof)
        log = self._known(tx, note)
        shown, last = signed_by(log, note), tx.latest(log.name)
        check_growth(shown, old_size, proof, last, tx.of_size(log.name, shown.size))
        at = max(int(tx.now().timestamp()), last.at if last is not None else 0)
        line = cosign(note, self._key, at)
        own = Note.parse(note).with_line(line).format()
        tx.keep(log.name, Cosigned(shown.size, shown.root, own, at))
        reply = witness_service_pb2.AddCheckpointResponse(cosignature=line).SerializeToString()
        return Written(log.name, "", reply, reply)

    def accuse(self, tx: WitnessTx, found: Contradiction, note: str) -> Written:
        """Keep what contradicts a cosigned checkpoint; the same is kept once."""
        log = self._known(tx, note)
        told = sha256(f"{found.kind}\n{found.shown.body()}".encode()).hexdigest()[:32]
        name = f"{log.name}/evidence/{told}"
        if tx.evidence.find(name) is not None:
            return tx.evidence.unchanged(name)
        values = {
            "name": name,
            "kind": found.kind,
            "size": found.shown.size,
            "checkpoint": note,
            "cosigned": found.cosigned.note,
            "found_at": tx.now(),
        }
        return tx.evidence.add(tx.evidence.make(values), log_id=tx.logs.refer(log.name, "name"))

    def latest(self, tx: WitnessTx, name: str, origin: str) -> witness_pb2.WitnessedCheckpoint:
        """The latest cosigned checkpoint of a log, by its name or its origin. Raises NotFound."""
        log = tx.logs.get(name) if name or not origin else tx.of_origin(origin)
        if log is None:
            raise NotFound("NOT_FOUND", f"the log `{origin[:200]}` is not witnessed here")
        found = tx.latest(log.name)
        if found is None:
            raise NotFound("NOT_FOUND", f"nothing of `{log.origin}` was cosigned yet")
        told = witness_pb2.WitnessedCheckpoint(name=log.name, origin=log.origin, size=found.size, checkpoint=found.note)
        told.cosigned_at.FromSeconds(found.at)
        return told

    def _known(self, tx: WitnessTx, note: str) -> WitnessedLog:
        origin = origin_of(note)
        log = tx.of_origin(origin)
        if log is None or log.stopped:
            raise NotFound("NOT_FOUND", f"the log `{origin[:200]}` is not witnessed here")
        return log
