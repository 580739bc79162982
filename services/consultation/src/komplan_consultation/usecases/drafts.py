"""Drafts of a round: copied from planning, and in the later ones the passages that points speak of."""

from typing import Final

from pydantic import ValidationError

from komplan.consultation.v1 import draft_office_service_pb2 as pb
from komplan_consultation.ports.planning import PlannedVersion
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_core import names
from komplan_core.consultation import Round, RoundState
from komplan_core.consultation.anchors import CERTAIN, LOST, Place, anchored, found_again
from komplan_core.consultation.comments import Anchor
from komplan_core.consultation.drafts import Draft, DraftBlock, DraftKind, blocks_sha256, short_code
from komplan_core.errors import Invalid, Refused
from komplan_kit.store import Written

WHEN: Final = {
    DraftKind.REVISED: frozenset(
        {RoundState.CLOSED, RoundState.SETTLING, RoundState.SETTLED, RoundState.RELEASED, RoundState.RETURNED}
    ),
    DraftKind.APPROVED: frozenset({RoundState.APPROVED}),
}
"""Kernel states of the round in which a later draft of a kind is published; a final one as a revised one."""


class Drafts:
    """How drafts are published, and how points keep to their passages."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workflow = office.profile.workflow("round")

    def name_for(self, tx: ConsultationTx, of: Round, kind: DraftKind) -> str:
        """The resource name of the next draft of a kind."""
        earlier = tx.drafts.of_kind(of.name, kind)
        return f"{of.name}/drafts/{kind.value}" + (f"-{earlier + 1}" if earlier else "")

    def publish(self, tx: ConsultationTx, of: Round, kind: DraftKind, planned: PlannedVersion) -> Written:
        """Copy a version with its texts as the round's next draft of a kind, and log it."""
        if kind is DraftKind.DRAFT and planned.name != of.plan_version:
            raise Refused("DRAFT_UNKNOWN", f"`{of.name}` was given another version meanwhile: announce it again")
        draft = Draft(
            name=self.name_for(tx, of, kind),
            kind=kind,
            plan_version=planned.name,
            sha256=planned.sha256,
            code=short_code(planned.sha256),
            blocks=len(planned.blocks),
            blocks_sha256=blocks_sha256(planned.blocks),
            published_at=self._office.clock(),
        )
        written = tx.drafts.publish(draft, planned.blocks)
        told = {"kind": kind.value, "draft": f"sha256:{draft.sha256}", "blocks": f"sha256:{draft.blocks_sha256}"}
        tx.log.append(of.name, "draft.published", told)
        return written

    def publish_later(self, tx: ConsultationTx, parent: str, kind: str, planned: PlannedVersion | None) -> Written:
        """Publish the revised, final or approved draft of a round whose intake has ended."""
        found = tx.rounds.get(parent, "parent")
        wanted = DraftKind(kind) if kind in set(DraftKind) - {DraftKind.DRAFT} else None
        if wanted is None:
            raise Invalid.field("kind", "INVALID_VALUE", "choose of revised, final, approved")
        if planned is None:
            raise Refused("NO_PLANNING", "no planning service is configured: there is nothing to take a draft from")
        if names.parent(planned.name) != names.parent(found.plan_version):
            raise Invalid.field("plan_version", "REFERENCE_MISSING", "name a version of the round's own plan")
        kernel = self._workflow.kernel(found.state)
        if kernel not in WHEN.get(wanted, WHEN[DraftKind.REVISED]):
            raise Refused("TRANSITION_NOT_ALLOWED", f"a {kind} draft is not published while the round is {kernel}")
        name = self.name_for(tx, found, wanted)
        written = self.publish(tx, found, wanted, planned)
        if wanted is DraftKind.FINAL:
            tx.rounds.replace(found.revised({"final_draft": name}))
        return written

    def page(self, tx: ConsultationTx, name: str, after: int, most: int) -> list[tuple[int, DraftBlock]]:
        """Texts of a draft behind a row id. Raises NotFound."""
        tx.drafts.get(name)
        return tx.drafts.page(name, after, most)

    def reanchor(self, tx: ConsultationTx, name: str) -> Written:
        """Find in a later draft what the round's points speak of; what somebody confirmed stays as it is."""
        later = tx.drafts.get(name)
        held = tx.rounds.get(names.parent(name))
        if later.kind is DraftKind.DRAFT:
            raise Invalid.field("name", "INVALID_VALUE", "points speak of this draft itself: name a later one")
        texts = {block.id: block for block in tx.drafts.blocks(name)}
        before = {block.id: block.text for block in tx.drafts.blocks(held.draft)} if held.draft else {}
        known, told = tx.drafts.places(name), pb.ReanchorPointsResponse(name=name)
        for point in tx.drafts.anchors(held.name):
            place, anchor = known.get(point.name), point.anchor
            if place is not None and place.confirmed_by:
                told.confirmed += 1
                continue
            found = found_again(anchor, before.get(anchor.block, ""), texts)
            facts = {"block": found.block, "block_sha256": found.block_sha256, "exact": found.exact}
            place_name = f"{name}/places/{point.number}"
            again = Place(name=place_name, point=point.name, confidence=found.confidence, **facts)
            if place is None or place.revised({"etag": ""}) != again:
                tx.drafts.put(again.revised({"etag": place.etag if place else ""}))
            told.certain += found.confidence == CERTAIN
            told.likely += LOST < found.confidence < CERTAIN
            told.lost += found.confidence == LOST
        reply = told.SerializeToString(deterministic=True)
        return Written(name, "", reply, reply)

    def confirm(self, tx: ConsultationTx, name: str, block: str, exact: str, etag: str, clerk: str) -> Written:
        """Confirm a place as it was found, or say where the passage stands. `clerk` is the code of who does."""
        place = tx.drafts.place(name)
        if not block and not place.block:
            raise Invalid.field("block", "REQUIRED", "the passage was not found: say in which text it stands")
        if exact and not block:
            raise Invalid.field("block", "REQUIRED", "say in which text these words stand")
        if not block:
            return tx.drafts.confirm(place.revised({"confirmed_by": clerk}), etag)
        try:
            wanted = Anchor(block=block, exact=exact)
        except ValidationError as error:
            raise Invalid.of(error) from None
        found = anchored(wanted, tx.drafts.block(names.parent(name), block), prefix="")
        facts = {"block": block, "block_sha256": found.block_sha256, "exact": exact, "confirmed_by": clerk}
        return tx.drafts.confirm(place.revised(facts), etag)
