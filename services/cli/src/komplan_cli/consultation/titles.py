"""Czech titles of what clerks read in tables. The codes themselves stand in what `--json` gives."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from komplan.consultation.v1 import point_service_pb2 as edit
from komplan.consultation.v1 import point_service_pb2_grpc as rpc
from komplan.consultation.v1.point_codes_pb2 import PointCodes
from komplan_kit.client import Peer

METHODS: Final[Mapping[str, str]] = {"exact": "shodné znění", "near": "podobné znění", "hand": "ručně"}
GROUP_STATES: Final[Mapping[str, str]] = {
    "suggested": "navržena",
    "confirmed": "potvrzena",
    "dissolved": "rozpuštěna",
}
PUBLICATIONS: Final[Mapping[str, str]] = {
    "pending": "čeká na posouzení",
    "approved": "zveřejní se",
    "redacted": "zveřejní se zkráceně",
    "withheld": "nezveřejní se",
}
CONSENTS: Final[Mapping[str, str]] = {"none": "nesouhlasí", "anonymised": "bez jména", "named": "se jménem"}
RESULTS: Final[Mapping[str, str]] = {
    "decided": "rozhodnuto",
    "proposed": "navrženo",
    "moved": "předáno řídící skupině",
    "refused": "odmítnuto",
    "kept": "beze změny",
}
_REASONS: Final[Mapping[str, str]] = {
    "COMMENT_NOT_STANDING": "připomínka byla vzata zpět, popřena nebo zneplatněna",
    "IN_SIMILARITY_GROUP": "bod se vypořádává ve skupině podobných bodů",
    "JUSTIFICATION_REQUIRED": "chybí odůvodnění",
    "NOT_ADOPTED": "započtené hlasy návrh nepřijaly",
    "NOT_FOUND": "bod neexistuje",
    "NOT_ON_THE_AGENDA": "odpověď nebyla na seznamu, který šel s pozvánkou, nebo je starší rozhodnutí",
    "NO_QUORUM": "skupina nebyla usnášeníschopná",
    "OTHER_GROUP_DECIDED": "rozhodla jiná skupina, nebo usnesení tento bod neuvádí",
    "POINT_CLAIMED": "bod má v práci někdo jiný",
    "POINT_UNASSIGNED": "bod není přidělen skupině",
    "QUORUM_BY_CONFLICT": "kvůli střetu zájmů rozhodne řídící skupina",
    "TRANSITION_NOT_ALLOWED": "v tomto stavu to nejde",
    "UNKNOWN_CODE": "takový kód kolo nemá",
    "VOTES_NOT_BY_NAME": "hlasy nejsou zapsány jmenovitě",
}


def reason_of(result: Any) -> str:
    """Why a point was refused or moved, in Czech; the service's own words where Czech lacks them."""
    return _REASONS.get(result.reason, result.message or result.reason)


class Titles:
    """What the city and the round call states, categories, groups and outcomes. What they do not know stays a code."""

    def __init__(self, codes: PointCodes) -> None:
        self.codes = codes
        self._states, self._outcomes = _by_code(codes.states), _by_code(codes.outcomes)
        self._groups = {**_by_code(codes.bodies), **_by_code(codes.working_groups)}
        self._categories = _by_code(codes.categories)

    def state(self, code: str) -> str:
        """Title of a point's state."""
        return self._states.get(code, code)

    def group(self, code: str) -> str:
        """Title of a working group or body."""
        return self._groups.get(code, code)

    def category(self, code: str) -> str:
        """Title of a category."""
        return self._categories.get(code, code)

    def outcome(self, code: str) -> str:
        """Title of an outcome."""
        return self._outcomes.get(code, code)


async def titles_of(peer: Peer, round_name: str) -> Titles:
    """The titles that hold in a round (`areas/*/rounds/*`). Raises PlanError."""
    request = edit.GetPointCodesRequest(name=round_name)
    return Titles(await peer.ask(rpc.PointServiceStub(peer.channel).GetPointCodes, request))


def _by_code(items: Iterable[Any]) -> dict[str, str]:
    return {item.code: item.title for item in items}
