"""The lines of a report. A number that is not known is absent, never 0; units are never added to each other."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from komplan_core.codelists import CapacityUnitCode, CodeList, FormCode, FundingSourceCode, TargetGroupCode, known
from komplan_core.errors import violated
from komplan_core.planning import FinancingKind
from komplan_core.record import Record
from komplan_core.values import Amount, Code, Count, ExactDecimal, MunicipalityCode


def _age_group(code: str) -> str:
    if not known(CodeList.AGE_GROUPS, code):
        violated("UNKNOWN_CODE", f"use a code of the list `{CodeList.AGE_GROUPS}`")
    return code


AgeGroupCode = Annotated[str, AfterValidator(_age_group)]
"""An age group of the register, such as `younger-seniors`."""

Fte = Annotated[ExactDecimal, Field(ge=0, le=100_000)]
"""Full-time equivalents."""

Percent = Annotated[ExactDecimal, Field(ge=0, le=1_000)]
"""A percentage; above 100 where beds were used twice."""


class ClientLine(Record):
    """How many people used the service. Each stands in exactly one line of it; other services count them again."""

    target_group: TargetGroupCode | None = None
    age_group: AgeGroupCode | None = None
    municipality: MunicipalityCode | None = None
    """RÚIAN code of the municipality of residence."""
    clients: Count


class RefusedFor(StrEnum):
    """Why an applicant was refused (practice; the wording of the act was not verified)."""

    NOT_PROVIDED = "not-provided"
    NO_CAPACITY = "no-capacity"
    HEALTH = "health"
    RECENT_TERMINATION = "recent-termination"
    OTHER = "other"


class RefusalLine(Record):
    """Applicants whom the service refused for one reason."""

    reason: RefusedFor
    applicants: Count


class UnitLine(Record):
    """What was delivered, in one unit and form."""

    unit: CapacityUnitCode
    form: FormCode | None = None
    delivered: Count


class Profession(StrEnum):
    """Who works in services (practice; groups of act 108/2006 Sb. § 115, not verified, and those who run the place)."""

    SOCIAL_WORKER = "social-worker"
    CARE_WORKER = "care-worker"
    HEALTH_WORKER = "health-worker"
    EDUCATION_WORKER = "education-worker"
    FAMILY_COUNSELLOR = "family-counsellor"
    OTHER_SPECIALIST = "other-specialist"
    MANAGEMENT = "management"
    OPERATIONS = "operations"


class WorkloadLine(Record):
    """Workload (úvazky) of one profession in one form, mean of the period."""

    profession: Profession
    form: FormCode | None = None
    fte: Fte


class CostCategory(StrEnum):
    """What money is spent on."""

    WAGES = "wages"
    AGREEMENTS = "agreements"
    """Work outside employment contracts (DPP, DPČ)."""
    MATERIALS = "materials"
    ENERGY = "energy"
    RENT = "rent"
    REPAIRS = "repairs"
    TRAVEL = "travel"
    TRAINING = "training"
    PURCHASED_SERVICES = "purchased-services"
    DEPRECIATION = "depreciation"
    OTHER = "other"


class CostLine(Record):
    """Costs of one category."""

    category: CostCategory
    kind: FinancingKind = FinancingKind.OPERATING
    planned: Amount | None = None
    actual: Amount | None = None


class IncomeLine(Record):
    """Money from one source; a municipality is named by its code."""

    source: FundingSourceCode
    municipality: MunicipalityCode | None = None
    """RÚIAN code: required for the source `municipality`, possible for a `founder` that is one."""
    kind: FinancingKind = FinancingKind.OPERATING
    planned: Amount | None = None
    secured: Amount | None = None
    actual: Amount | None = None

    def model_post_init(self, context: Any, /) -> None:
        if self.source == "municipality" and self.municipality is None:
            violated(
                "REQUIRED", "name the municipality by its code: money of municipalities is itemised", "municipality"
            )
        if self.municipality is not None and self.source not in ("municipality", "founder"):
            violated("INVALID_VALUE", "only a municipality or a founder has a municipality's code", "municipality")


class IndicatorValue(Record):
    """The value of one indicator."""

    code: Code
    value: ExactDecimal


class Explanation(Record):
    """Why a figure is what it is, in words."""

    subject: Code
    """Code of a quantity or of an indicator."""
    text: Annotated[str, Field(min_length=1, max_length=10_000)]


class Finding(Record):
    """Something that a check noticed: a warning, never an error."""

    field: Annotated[str, Field(max_length=100)]
    reason: Code
    """One of `checks.FindingReason`."""
    message: Annotated[str, Field(max_length=1_000)]
    """What to look at, in Czech."""
