"""Resource names: what everything is called, everywhere (AIP-122)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from komplan_core.errors import Invalid
from komplan_core.values import is_code


@dataclass(frozen=True)
class Pattern:
    """A resource name pattern such as `areas/{area}/plans/{plan}`."""

    template: str
    _regex: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = re.sub(r"\{(\w+)\}", r"(?P<\1>(?=[a-z0-9-]{1,63}(?:/|$))[a-z0-9]+(?:-[a-z0-9]+)*)", self.template)
        object.__setattr__(self, "_regex", re.compile(parts))

    def format(self, **ids: str) -> str:
        """The name made of these ids. Raises Invalid when an id is not a code."""
        name = self.template.format(**ids)
        self.parse(name)
        return name

    def matches(self, name: str) -> bool:
        """Whether the name follows this pattern."""
        return len(name) <= 400 and self._regex.fullmatch(name) is not None

    def parse(self, name: str, field: str = "name") -> dict[str, str]:
        """The ids inside the name. Raises Invalid with `field` when it does not follow the pattern."""
        found = self._regex.fullmatch(name) if len(name) <= 400 else None
        if found is None:
            raise Invalid.field(field, "NAME_FORMAT", f"expected a name like `{self.template}`")
        return found.groupdict()


AREA: Final = Pattern("areas/{area}")
CYCLE: Final = Pattern("areas/{area}/cycles/{cycle}")
STEP: Final = Pattern("areas/{area}/cycles/{cycle}/steps/{step}")
CALENDAR_ENTRY: Final = Pattern("areas/{area}/cycles/{cycle}/entries/{entry}")
PAYING_PROJECT: Final = Pattern("areas/{area}/cycles/{cycle}/projects/{project}")
PLAN: Final = Pattern("areas/{area}/plans/{plan}")
VERSION: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}")
NODE: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/nodes/{node}")
MEASURE: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/measures/{measure}")
SECTION: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/sections/{section}")
SUBMISSION: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/submissions/{submission}")
SCORING: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/scorings/{scoring}")
RESOLUTION: Final = Pattern("areas/{area}/resolutions/{resolution}")
STAFF_FIELDS: Final = Pattern("areas/{area}/staff-fields/{staff_fields}")
BLOCK: Final = Pattern("areas/{area}/plans/{plan}/versions/{version}/{kind}/{item}/blocks/{block}")
PLAN_CHANGE: Final = Pattern("areas/{area}/plans/{plan}/changes/{change}")
ACTION_PLAN: Final = Pattern("areas/{area}/plans/{plan}/action-plans/{action_plan}")
OBSERVATION: Final = Pattern("areas/{area}/plans/{plan}/observations/{observation}")
PUBLISHED_OBSERVATION: Final = Pattern("areas/{area}/plans/{plan}/published-observations/{observation}")
DEVIATION: Final = Pattern("areas/{area}/plans/{plan}/deviations/{deviation}")
PLAN_PROJECT: Final = Pattern("areas/{area}/plans/{plan}/projects/{project}")
PROJECT_REVISION: Final = Pattern("areas/{area}/plans/{plan}/projects/{project}/revisions/{revision}")
EVALUATION: Final = Pattern("areas/{area}/plans/{plan}/evaluations/{evaluation}")
REGION_PLAN: Final = Pattern("regions/{region}/plans/{plan}")
REGION_VERSION: Final = Pattern("regions/{region}/plans/{plan}/versions/{version}")
REGION_SECTION: Final = Pattern("regions/{region}/plans/{plan}/versions/{version}/sections/{section}")
REGION_PRIORITY: Final = Pattern("regions/{region}/plans/{plan}/priorities/{priority}")
REGION_MEASURE: Final = Pattern("regions/{region}/plans/{plan}/measures/{measure}")
REGION_ACTION_PLAN: Final = Pattern("regions/{region}/plans/{plan}/action-plans/{action_plan}")
REGION_EVALUATION: Final = Pattern("regions/{region}/plans/{plan}/evaluations/{evaluation}")
NEED: Final = Pattern("areas/{area}/needs/{need}")
NEED_ROUND: Final = Pattern("areas/{area}/need-rounds/{need_round}")
NEEDS_REPORT: Final = Pattern("areas/{area}/need-rounds/{need_round}/reports/{report}")
SURVEY: Final = Pattern("areas/{area}/surveys/{survey}")
SWOT: Final = Pattern("areas/{area}/swots/{swot}")
SERIES: Final = Pattern("areas/{area}/series/{series}")
BENEFIT: Final = Pattern("areas/{area}/benefits/{benefit}")
MAPPED_SUBJECT: Final = Pattern("areas/{area}/mapped-subjects/{mapped_subject}")
MEMBER: Final = Pattern("areas/{area}/members/{member}")
BODY: Final = Pattern("areas/{area}/bodies/{body}")
WORKING_GROUP: Final = Pattern("areas/{area}/working-groups/{working_group}")
HANDOVER: Final = Pattern("areas/{area}/handovers/{handover}")
MEETING: Final = Pattern("areas/{area}/meetings/{meeting}")
DECISION: Final = Pattern("areas/{area}/meetings/{meeting}/decisions/{decision}")
TASK: Final = Pattern("areas/{area}/tasks/{task}")
EVENT: Final = Pattern("areas/{area}/events/{event}")
PROVIDER: Final = Pattern("areas/{area}/providers/{provider}")
SERVICE: Final = Pattern("areas/{area}/services/{service}")
PLACE: Final = Pattern("areas/{area}/places/{place}")
SITUATION: Final = Pattern("areas/{area}/situations/{situation}")
SYNONYMS: Final = Pattern("areas/{area}/synonyms/{synonyms}")
CAPACITY: Final = Pattern("areas/{area}/services/{service}/capacities/{capacity}")
CONFIDENTIAL_ADDRESS: Final = Pattern("areas/{area}/addresses/{address}")
RESTRICTED_DETAIL: Final = Pattern("areas/{area}/details/{detail}")
REPORT_PERIOD: Final = Pattern("areas/{area}/report-periods/{period}")
REPORT: Final = Pattern("areas/{area}/report-periods/{period}/reports/{report}")
PUBLISHED_REPORT: Final = Pattern("areas/{area}/report-periods/{period}/published-reports/{report}")
IMPORT_RUN: Final = Pattern("areas/{area}/runs/{run}")
CAMPAIGN: Final = Pattern("areas/{area}/campaigns/{campaign}")
CAMPAIGN_ITEM: Final = Pattern("areas/{area}/campaigns/{campaign}/items/{item}")
CHANGE_REQUEST: Final = Pattern("areas/{area}/change-requests/{change_request}")
MERGE: Final = Pattern("areas/{area}/merges/{merge}")
GRANT_CALL: Final = Pattern("areas/{area}/grant-calls/{grant_call}")
GRANT_APPLICATION: Final = Pattern("areas/{area}/grant-calls/{grant_call}/applications/{application}")
GRANT_ASSESSMENT: Final = Pattern("areas/{area}/grant-calls/{grant_call}/assessments/{assessment}")
GRANT_PROPOSAL: Final = Pattern("areas/{area}/grant-calls/{grant_call}/proposals/{proposal}")
GRANT_DECISION: Final = Pattern("areas/{area}/grant-calls/{grant_call}/decisions/{decision}")
GRANT_RESULT: Final = Pattern("areas/{area}/grant-calls/{grant_call}/results/{result}")
ROUND: Final = Pattern("areas/{area}/rounds/{round}")
COMMENT: Final = Pattern("areas/{area}/rounds/{round}/comments/{comment}")
POINT: Final = Pattern("areas/{area}/rounds/{round}/comments/{comment}/points/{point}")
PUBLIC_COMMENT: Final = Pattern("areas/{area}/rounds/{round}/public-comments/{number}")
SUBMITTED: Final = Pattern("areas/{area}/rounds/{round}/submissions/{submission}")
REFUSAL: Final = Pattern("areas/{area}/rounds/{round}/refusals/{refusal}")
DRAFT: Final = Pattern("areas/{area}/rounds/{round}/drafts/{draft}")
PLACE_IN_DRAFT: Final = Pattern("areas/{area}/rounds/{round}/drafts/{draft}/places/{place}")
FORM_BATCH: Final = Pattern("areas/{area}/rounds/{round}/form-batches/{form_batch}")
SIMILARITY_GROUP: Final = Pattern("areas/{area}/rounds/{round}/similarity-groups/{similarity_group}")
INCORPORATION: Final = Pattern("areas/{area}/rounds/{round}/incorporations/{incorporation}")
REPLY: Final = Pattern("areas/{area}/rounds/{round}/replies/{reply}")
REPLY_TEXT: Final = Pattern("areas/{area}/reply-texts/{reply_text}")
LEGAL_HOLD: Final = Pattern("areas/{area}/rounds/{round}/legal-holds/{legal_hold}")
WITNESSED_LOG: Final = Pattern("{keeper}/{code}/witnessed-logs/{log}")
EVIDENCE: Final = Pattern("{keeper}/{code}/witnessed-logs/{log}/evidence/{evidence}")
REGION: Final = Pattern("regions/{region}")
MUNICIPALITY: Final = Pattern("regions/{region}/municipalities/{municipality}")
SIGNED_DIRECTORY: Final = Pattern("regions/{region}/directories/{directory}")
ROLL_UP: Final = Pattern("regions/{region}/roll-ups/{roll_up}")
CROSSWALK_ENTRY: Final = Pattern("regions/{region}/crosswalks/{entry}")
FUNDING: Final = Pattern("regions/{region}/fundings/{funding}")
TERRITORY: Final = Pattern("regions/{region}/territories/{territory}")
REGION_NEED_ROUND: Final = Pattern("regions/{region}/need-rounds/{need_round}")
INTAKE_REPORT: Final = Pattern("regions/{region}/need-rounds/{need_round}/reports/{report}")
INTAKE_NEED: Final = Pattern("regions/{region}/need-rounds/{need_round}/needs/{need}")
NEED_CODE: Final = Pattern("regions/{region}/need-rounds/{need_round}/codes/{code}")
NEED_MERGE: Final = Pattern("regions/{region}/need-merges/{need_merge}")
NEED_RESPONSE: Final = Pattern("regions/{region}/need-responses/{need_response}")
POPULATION: Final = Pattern("regions/{region}/populations/{population}")
SERVED_AGES: Final = Pattern("regions/{region}/served-ages/{served_ages}")
SCENARIO: Final = Pattern("regions/{region}/scenarios/{scenario}")
NETWORK_ENTRY: Final = Pattern("regions/{region}/network-entries/{network_entry}")
NETWORK_DECISION: Final = Pattern("regions/{region}/network-decisions/{network_decision}")
NETWORK_APPLICATION: Final = Pattern("regions/{region}/network-applications/{network_application}")
NETWORK_CRITERION: Final = Pattern("regions/{region}/network-criteria/{network_criterion}")
MUNICIPAL_FLAG: Final = Pattern("regions/{region}/municipal-flags/{municipal_flag}")


def parent(name: str) -> str:
    """The name of the resource that holds this one, or empty for one at the top."""
    return name.rsplit("/", 2)[0] if name.count("/") > 1 else ""


def in_any_version(name: str) -> str:
    """The name of a node or measure without the version: it keeps its id when a version begins from another."""
    if not NODE.matches(name) and not MEASURE.matches(name):
        return name
    version, kind, id_ = name.rsplit("/", 2)
    return f"{parent(version)}/{kind}/{id_}"


def chosen_id(wanted: str, made: Callable[[], str], field: str) -> str:
    """The id that a caller wants, or a new one. Raises Invalid for `field` when it is no code."""
    if wanted and not is_code(wanted):
        raise Invalid.field(field, "CODE_FORMAT", "an id is lower-case letters, digits and single hyphens, 63 at most")
    return wanted or made()


def last_id(name: str) -> str:
    """The id of the resource inside its parent."""
    return name.rsplit("/", 1)[-1]
