"""Made-up records of any model, for facts that hold for all of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from komplan_core import codelists, values
from komplan_core.catalogue import CapacityReport, OpeningException, OpeningHours, organisations, places, services
from komplan_core.codelists import CodeList, entries
from komplan_core.consultation import Anchor, Author, ChannelRule, Phase, Round, Settlement
from komplan_core.consultation.attachments import Attachment
from komplan_core.consultation.groups import SimilarityGroup, SimilarPoint
from komplan_core.declarations import TargetGroup
from komplan_core.directory import Municipality
from komplan_core.grants.applications import Applicant, GrantApplication, SupportedMeasure
from komplan_core.grants.proposing import ProposalLine
from komplan_core.grants.results import GrantResult
from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Correction, Meeting
from komplan_core.monitoring.projects import PlanProject
from komplan_core.record import Record
from komplan_core.regional import ages, network
from komplan_core.regional.midterm.plans import PlanConsultation, RegionPlan
from komplan_core.regional.midterm.strategy import RegionMeasure
from komplan_core.regional.need_records import NeedCode, NeedMerge, NeedName, Said
from komplan_core.regional.territory import RegionTerritory
from komplan_core.resolutions import Submission
from komplan_core.territory import Municipality as Town
from komplan_core.territory import Orp
from komplan_core.values import Money, Period
from komplan_kit.codec import bare_type
from support.fitting import FITTING

Strategy = st.SearchStrategy[Any]

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
TITLE = TEXT.map(lambda text: f"Ž{text}")
CODE = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
TIMES = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))
AMOUNT = st.integers(0, values.MONEY_LIMIT).map(Money)
SHA256 = st.binary(min_size=32, max_size=32).map(bytes.hex)
DECIMAL = st.decimals(-(10**15) + 1, 10**15 - 1, places=6)


def _of(code_list: CodeList) -> Strategy:
    return st.sampled_from([entry.code for entry in entries(code_list)])


_KNOWN: list[tuple[Any, Strategy]] = [
    (values.Code, CODE),
    (values.OptionalCode, st.just("") | CODE),
    (values.MunicipalityCode, st.from_regex(r"[0-9]{6}", fullmatch=True)),
    (values.Title, TITLE),
    (values.Amount, AMOUNT),
    (values.Share, st.sampled_from([Decimal(1), Decimal("0.25")])),
    (values.ExactDecimal, DECIMAL),
    (codelists.ServiceTypeCode, _of(CodeList.SERVICE_TYPES)),
    (codelists.FormCode, _of(CodeList.FORMS)),
    (codelists.CapacityUnitCode, _of(CodeList.CAPACITY_UNITS)),
    (codelists.TargetGroupCode, _of(CodeList.TARGET_GROUPS)),
    (codelists.FounderTypeCode, _of(CodeList.FOUNDER_TYPES)),
    (codelists.FundingSourceCode, _of(CodeList.FUNDING_SOURCES)),
    (codelists.LegalFormCode, _of(CodeList.LEGAL_FORMS)),
    (organisations.Ico, st.sampled_from(["", "00000019", "25596641"])),
    (organisations.Phone, st.sampled_from(["", "116 111", "+420 555 000 111"])),
    (organisations.Email, st.sampled_from(["", "info@vzorov.example"])),
    (organisations.Web, st.sampled_from(["", "https://vzorov.example/"])),
    (places.PostalCode, st.from_regex(r"[0-9]{5}", fullmatch=True)),
    (places.AddressPointCode, st.from_regex(r"[0-9]{1,9}", fullmatch=True)),
    (services.OrpCode, st.from_regex(r"[0-9]{1,4}", fullmatch=True)),
    (services.LanguageCode, st.sampled_from(["cs", "uk", "cse"])),
    (services.Age, st.decimals(0, 150, places=3)),
    (services.Term, TITLE.map(lambda text: f"{text}Ž")),
    (Said, TITLE),
    (NeedName, CODE.map("areas/vzorov/needs/{}".format)),
    (network.ServiceName, st.just("") | CODE.map("areas/vzorov/services/{}".format)),
    (network.Registration, st.from_regex(r"[0-9]{1,8}", fullmatch=True)),
    (ages.AgeGroupCode, st.sampled_from(ages.GROUPS)),
]
_TIMES = {
    "opens": st.just("08:00"),
    "closes": st.sampled_from(["16:30", "24:00"]),
    "over_midnight": st.just(False),
}
WINDOW = st.tuples(DAYS, DAYS).map(sorted).map(lambda days: Period(start=days[0], end=days[1]))
_FIELDS: dict[tuple[type[Record], str], Strategy] = {
    (Author, "proof"): st.just("plná moc"),
    (Attachment, "media_type"): st.just("application/pdf"),
    (Anchor, "block"): CODE.map("measures/{}/description".format),
    (Phase, "audience"): CODE,
    (Phase, "window"): WINDOW,
    (Round, "quorum"): st.just(()),
    (ChannelRule, "grace_days"): st.integers(0, 60),
    (SimilarPoint, "point"): st.integers(1, 500).map("areas/vzorov/rounds/r/comments/c/points/{}".format),
    (SimilarityGroup, "members"): st.lists(
        st.deferred(lambda: records(SimilarPoint)), min_size=2, max_size=3, unique_by=lambda member: member.point
    ).map(tuple),
    (Round, "window"): WINDOW,
    (Settlement, "justification"): TITLE,
    (Meeting, "starts_at"): st.sampled_from(["", "08:30"]),
    (Correction, "text"): TITLE,
    (places.Point, "latitude"): st.floats(48.5, 51.1),
    (places.Point, "longitude"): st.floats(12.0, 18.9),
    (CapacityReport, "expires_on"): st.none(),
    (Municipality, "target"): st.just("127.0.0.1:5100"),
    **{(Municipality, f"{of}_target"): st.sampled_from(["", "[::1]:5102"]) for of in ("catalogue", "consultation")},
    (Municipality, "public_address"): st.sampled_from(["", "kp.vzorov.example:443"]),
    (Municipality, "certificate_name"): st.sampled_from(["", "kp.vzorov.example"]),
    (Municipality, "book_fingerprints"): st.lists(SHA256, max_size=2).map(tuple),
    (RegionPlan, "previous"): st.sampled_from(["", "regions/v/plans/2024-2026"]),
    (PlanConsultation, "round"): st.sampled_from(["", "areas/v/rounds/r"]),
    (PlanConsultation, "book_root"): SHA256,
    (PlanConsultation, "reason"): TITLE,
    (RegionMeasure, "supports"): st.lists(
        CODE.map("areas/vzorov/plans/p/versions/v/measures/{}".format), max_size=3, unique=True
    ).map(tuple),
    (ages.ServedAges, "age_groups"): st.just((ages.ANY_AGE,))
    | st.lists(st.sampled_from(ages.GROUPS), min_size=1, max_size=3, unique=True).map(tuple),
    (NeedCode, "sha256"): st.binary(max_size=32),
    (NeedMerge, "into"): st.just("areas/lhota/needs/n"),
    (RegionTerritory, "region"): st.just("V0"),
    (RegionTerritory, "orps"): st.just((Orp(code="V01", title="Vzorov", region="V0"),)),
    (RegionTerritory, "municipalities"): st.just((Town(code="999001", title="Vzorov", orp="V01", district="1"),)),
    (Submission, "content_sha256"): SHA256,
    (PlanProject, "ico"): st.sampled_from(["00000019", "25596641"]),
    (PlanProject, "measures"): st.just(("areas/vzorov/plans/p/versions/v/measures/m",)),
    (PlanProject, "financing"): st.just(()),
    (PlanProject, "period"): st.just(Period(start=date(2027, 1, 1), end=date(2028, 12, 31))),
    (Decision, "state"): st.sampled_from(["open", "invalid"]),
    (ProposalLine, "proposed"): st.just(Money(0)),
    (GrantResult, "granted"): st.just(Money(0)),
    (Applicant, "ico"): st.sampled_from(["00000019", "25596641"]),
    (GrantApplication, "provider"): st.sampled_from(["", "areas/vzorov/providers/p"]),
    (GrantApplication, "service"): st.sampled_from(["", "areas/vzorov/services/s"]),
    (SupportedMeasure, "measure"): CODE.map("areas/vzorov/plans/p/versions/v/measures/{}".format),
    **{(hours, field): time for hours in (OpeningHours, OpeningException) for field, time in _TIMES.items()},
    (TargetGroup, "canonical"): st.sampled_from(
        [{}, {"seniors": Decimal(1)}, {"seniors": Decimal("0.3"), "youth-at-risk": Decimal("0.7")}]
    ),
}


def records(model: type[Record]) -> Strategy:
    """Valid records of a model, with every field filled now and then."""
    fields = {name: _field(model, name, field) for name, field in model.model_fields.items()}
    fit = FITTING.get(model, lambda given: given)
    return st.fixed_dictionaries(fields).map(fit).map(lambda given: _valid(model, given)).filter(bool)


def _valid(model: type[Record], given: dict[str, Any]) -> Record | None:
    try:
        return model.model_validate(given)
    except ValidationError:  # a rule over several fields: another example
        return None


def _field(model: type[Record], name: str, field: FieldInfo) -> Strategy:
    if (model, name) in _FIELDS:
        return _FIELDS[model, name]
    return _strategy(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)


def _strategy(annotation: Any) -> Strategy:
    for known, strategy in _KNOWN:
        if annotation == known or (_metadata(known) and _parts(annotation) == _parts(known)):
            return strategy
    kind, optional = bare_type(annotation)
    if optional:
        inner = [item for item in get_args(_outer(annotation)) if item is not type(None)]
        return st.none() | _strategy(inner[0])
    if get_origin(kind) is tuple:
        least = next((item.min_length for item in _metadata(annotation) if isinstance(item, MinLen)), 0)
        return st.lists(_strategy(get_args(kind)[0]), min_size=least, max_size=max(3, least)).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(*map(_strategy, get_args(kind)), max_size=3)
    if kind is int:
        return _integers(annotation)
    if kind is str:
        pattern = next(filter(None, (getattr(item, "pattern", None) for item in _metadata(annotation))), None)
        least = any(isinstance(item, MinLen) for item in _metadata(annotation))
        return st.from_regex(pattern, fullmatch=True) if pattern else TITLE if least else TEXT
    if isinstance(kind, type) and issubclass(kind, Record):
        return records(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return {date: DAYS, datetime: TIMES, bool: st.booleans(), Money: AMOUNT, Decimal: DECIMAL}[kind]


def _parts(annotation: Any) -> tuple[Any, list[Any]]:
    """The same for a type that a field names and for what pydantic makes of it."""
    return get_args(annotation)[:1], _metadata(annotation)


def _outer(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _integers(annotation: Any) -> Strategy:
    low, high = 0, 2**31 - 1
    for item in _constraints(annotation):
        low = item.ge if isinstance(item, Ge) else low
        high = item.le if isinstance(item, Le) else high
    return st.integers(low, min(high, values.COUNT_LIMIT))


def _constraints(annotation: Any) -> list[Any]:
    return [item for item in _metadata(annotation) if isinstance(item, Ge | Le | MaxLen)]


def _metadata(annotation: Any) -> list[Any]:
    found = []
    for item in get_args(annotation)[1:] if get_origin(annotation) is Annotated else ():
        found += item.metadata if isinstance(item, FieldInfo) else [item]
    return found
