"""A final version is handed to the council or the assembly once its consultation is settled."""

from komplan_core import names
from komplan_core.errors import Refused
from komplan_core.planning import PlanVersion
from komplan_core.resolutions import ConsultationStanding, RoundStanding, check_settled
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

FINAL, APPROVED = "final", "approved"


class Submitting:
    """From the final version to the table of the council or the assembly."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._workflow = structure.profile.workflow("version")

    def consulted(self, tx: PlanningTx, name: str) -> tuple[str, ...]:
        """The versions whose rounds count: this one and those that it is based on, up to the last approved one."""
        version = tx.versions.get(name)
        found = [name]
        while version.based_on:
            above = tx.versions.find(f"{names.parent(name)}/versions/{version.based_on}")
            if above is None or above.name in found or self._workflow.kernel(above.state) == APPROVED:
                break
            found.append(above.name)
            version = above
        return tuple(found)

    def submit(
        self, tx: PlanningTx, name: str, body: str, etag: str, rounds: tuple[RoundStanding, ...] | None, clerk: str
    ) -> Written:
        """Record the submission with the standing of its rounds; None says that the instance holds no consultation."""
        self._city.check_deciding(body, "body")
        version = tx.versions.get(name)
        if self._workflow.kernel(version.state) != FINAL or not version.content_sha256:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {version.state}: finish it, then submit it")
        tx.versions.unchanged(name, etag)
        if rounds is not None and not rounds:
            raise Refused("NOT_CONSULTED", f"no consultation round was held on `{version.name}`")
        check_settled(rounds or (), version.content_sha256)
        submission = tx.adoption.submissions.make(
            {
                "name": f"{name}/submissions/{self._city.ids()}",
                "body": body,
                "submitted_on": self._city.today(),
                "content_sha256": version.content_sha256,
                "consultation": ConsultationStanding.NONE if rounds is None else ConsultationStanding.SETTLED,
                "rounds": [standing.model_dump() for standing in rounds or ()],
                "clerk": clerk,
            }
        )
        return tx.adoption.submissions.add(submission, version_id=tx.versions.refer(name, "name"))


def submitted_to(tx: PlanningTx, version: PlanVersion, body: str) -> bool:
    """Whether what the version says now was handed to the body."""
    return any(
        submission.body == body and submission.content_sha256 == version.content_sha256
        for submission in tx.adoption.submissions_of(version.name)
    )
