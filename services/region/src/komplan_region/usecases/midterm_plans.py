"""The region's plan: begun for three years, built in versions, written, published, adopted."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from komplan_core import names
from komplan_core.completeness.judging import check_adoptable
from komplan_core.completeness.rules import Check
from komplan_core.errors import Invalid, Refused
from komplan_core.names import last_id
from komplan_core.planning import Resolution
from komplan_core.regional.midterm.judging import MidtermContent, judged
from komplan_core.regional.midterm.plans import (
    MidtermState,
    PlanConsultation,
    RegionPlan,
    RegionPlanSection,
    RegionPlanVersion,
    plan_id,
)
from komplan_core.regional.midterm.rules import part_of, sections_asked
from komplan_core.regional.midterm.texts import version_sha256
from komplan_core.resolutions import RoundStanding, check_settled
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.midterm_content import PROGRAM, RULES, content_sha256, decoded
from komplan_region.usecases.midterm_pinning import Built
from komplan_region.usecases.midterm_reading import shown

Values = Mapping[str, Any]
_ORDER: Final = tuple(MidtermState)


class MidtermPlans:
    """How the region makes its plan."""

    def __init__(self, region: str) -> None:
        self._parent = f"regions/{region}"

    def create(self, tx: RegionTx, values: Values) -> Written:
        """Begin the plan of three years."""
        first = int(values.get("from_year", 0))
        name = f"{self._parent}/plans/{plan_id(first)}"
        plan = tx.midterm.plans.make({**values, "name": name, "to_year": values.get("to_year") or first + 2}, _PLAN)
        _check_previous(tx, plan)
        return tx.midterm.plans.add(plan)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change title, the plan before, and what is said of it; the years stay."""
        before = tx.midterm.plans.get(name, f"{_PLAN}.name")
        _check_open(before)
        after = tx.midterm.plans.merged(before, changes, _PLAN)
        if after.years != before.years:
            raise Invalid.field(f"{_PLAN}.from_year", "INVALID_VALUE", "the years stay: begin another plan")
        _check_previous(tx, after)
        return tx.midterm.plans.replace(after, etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a plan that has nothing under it."""
        under = (tx.midterm.versions_of(name), tx.midterm.priorities_of(name), tx.midterm.measures_of(name))
        if any(under):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has versions, priorities or measures: remove them first")
        return tx.midterm.plans.delete(name, etag)

    def keep(self, tx: RegionTx, parent: str, wanted: str, title: str, based_on: str, built: Built) -> Written:
        """Keep what was built as a new version, with the texts of the one that it is based on."""
        plan = tx.midterm.plans.get(parent, "parent")
        _check_open(plan)
        known = tx.midterm.versions_of(parent)
        version_id = names.chosen_id(wanted, lambda: _next_id(known), "region_plan_version_id")
        base = based_on or (last_id(known[-1].name) if known else "")
        if base and base not in {last_id(item.name) for item in known}:
            raise Invalid.field("based_on", "REFERENCE_MISSING", f"`{parent}` has no version `{base[:63]}`")
        version = tx.midterm.versions.make(
            {
                "name": f"{parent}/versions/{version_id}",
                "title": title or version_id,
                "based_on": base,
                "built_at": built.built_at,
                "journal": built.journal,
                "inputs": built.inputs,
                "rules": RULES,
                "program": PROGRAM,
                "content_sha256": content_sha256(built.parts),
            }
        )
        written = tx.midterm.versions.add(version, plan_id=tx.midterm.plans.refer(parent, "parent"))
        tx.midterm.pin(built.contents)
        tx.midterm.put_parts(version.name, built.parts)
        texts = tx.midterm.sections_of(f"{parent}/versions/{base}") if base else []
        version_row = tx.midterm.versions.refer(version.name, "name")
        for section in _sections(version.name, texts, today(tx.now)):
            tx.midterm.sections.add(section, version_id=version_row)
        return written

    def delete_version(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a draft with its texts."""
        version = tx.midterm.versions.get(name)
        if version.state is not MidtermState.DRAFT:
            raise Refused("VERSION_FROZEN", f"`{name}` was published: it stays")
        for section in tx.midterm.sections_of(name):
            tx.midterm.sections.delete(section.name)
        return tx.midterm.versions.delete(name, etag)

    def write(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Replace title and text of a section; what is generated is never touched."""
        section = tx.midterm.sections.get(name, "region_plan_section.name")
        version = tx.midterm.versions.get(names.parent(name), "region_plan_section.name")
        if version.state is not MidtermState.DRAFT:
            message = f"`{version.name}` is {version.state}: build a new version and write there"
            raise Refused("VERSION_FROZEN", message)
        return tx.midterm.sections.replace(tx.midterm.sections.merged(section, changes, "region_plan_section"), etag)

    def publish(self, tx: RegionTx, name: str, allow_incomplete: bool, etag: str) -> Written:
        """Freeze a draft under its hash. Raises Refused while a mandatory finding stands, unless that is allowed."""
        version = tx.midterm.versions.get(name).stepped("publish")
        if not allow_incomplete:
            check_adoptable(self.check(tx, name, None)[1])
        digest = version_sha256(version.content_sha256, tx.midterm.sections_of(name))
        return self._moved(tx, version.revised({"sha256": digest}), etag)

    def finish(self, tx: RegionTx, name: str, etag: str) -> Written:
        """End the consultation of a version."""
        return self._moved(tx, tx.midterm.versions.get(name).stepped("finish"), etag)

    def consulted(self, tx: RegionTx, name: str, area: str) -> tuple[str, ...]:
        """The versions whose rounds count, as a consultation calls them: this one and those that it is based on."""
        version: RegionPlanVersion | None = tx.midterm.versions.get(name)
        found: dict[str, None] = {}
        while version is not None and version.name not in found:
            found[version.name] = None
            above = f"{names.parent(name)}/versions/{version.based_on}"
            version = tx.midterm.versions.find(above) if version.based_on else None
        return tuple(consulted_name(item, area) for item in found)

    def adopt(
        self,
        tx: RegionTx,
        name: str,
        resolution: Resolution,
        said: Values,
        rounds: tuple[RoundStanding, ...] | None,
        etag: str,
    ) -> Written:
        """Adopt a final version; `said` names the settled round with the root of its book, or why there was none."""
        version = tx.midterm.versions.get(name)
        plan = tx.midterm.plans.get(names.parent(name))
        _check_open(plan)
        adopted = version.stepped("adopt")
        consultation = _settled(said, rounds, version.sha256)
        check_adoptable(self.check(tx, name, resolution.held_on)[1])
        changes = {"resolution": resolution, "consultation": consultation}
        return self._moved(tx, adopted.revised(changes), etag)

    def check_shown(self, tx: RegionTx, name: str, day: date | None, staff: bool) -> tuple[date, tuple[Check, ...]]:
        """The same as `check`, for whoever may see the version. Raises NotFound."""
        shown(tx, name, staff)
        return self.check(tx, name, day)

    def check(self, tx: RegionTx, name: str, day: date | None) -> tuple[date, tuple[Check, ...]]:
        """Judge a version by the rules in force on a day: that of its resolution, or today, for None."""
        version = tx.midterm.versions.get(name)
        plan = tx.midterm.plans.get(names.parent(name))
        approved = version.resolution.held_on if version.resolution else None
        on = day or approved or today(tx.now)
        content = MidtermContent(name, plan, decoded(tx.midterm.parts(name)), tx.midterm.sections_of(name))
        return on, judged(content, on)

    def _moved(self, tx: RegionTx, version: RegionPlanVersion, etag: str) -> Written:
        written = tx.midterm.versions.replace(version, etag)
        name = names.parent(version.name)
        plan = tx.midterm.plans.get(name)
        furthest = max((item.state for item in tx.midterm.versions_of(name)), key=_ORDER.index)
        changes: dict[str, Any] = {"state": furthest}
        if version.state is MidtermState.APPROVED:
            changes |= {"approved_version": last_id(version.name), "resolution": version.resolution}
        tx.midterm.plans.replace(plan.revised(changes))
        return written


_PLAN: Final = "region_plan"


def consulted_name(version: str, area: str) -> str:
    """What a consultation calls a version of the region's plan; its area is the region's code if none is said."""
    ids = names.REGION_VERSION.parse(version)
    return names.VERSION.format(area=area or ids["region"], plan=ids["plan"], version=ids["version"])


def _check_open(plan: RegionPlan) -> None:
    if plan.approved_version:
        raise Refused("APPROVED_ALREADY", f"`{plan.name}` is approved: it stays as it is")


def _check_previous(tx: RegionTx, plan: RegionPlan) -> None:
    if plan.previous:
        tx.midterm.plans.refer(plan.previous, f"{_PLAN}.previous")
        if tx.midterm.plans.get(plan.previous, f"{_PLAN}.previous").to_year >= plan.from_year:
            raise Invalid.field(f"{_PLAN}.previous", "INVALID_VALUE", "the plan before ends before this one begins")


def _next_id(known: Collection[RegionPlanVersion]) -> str:
    used = {last_id(version.name) for version in known}
    return next(made for number in range(1, len(used) + 2) if (made := f"v{number}") not in used)


def _sections(version: str, texts: Collection[RegionPlanSection], day: date) -> list[RegionPlanSection]:
    """The sections that the rules of a day ask for, and those that the version before has beside them."""
    before = {section.code: section for section in texts}
    asked = {rule.code: rule.title for rule in sections_asked(day)}
    made = []
    for place, code in enumerate([*asked, *(code for code in before if code not in asked)], 1):
        held = before.get(code)
        made.append(
            RegionPlanSection(
                name=f"{version}/sections/{code.lower()}",
                code=code,
                part=part_of(code),
                position=place,
                title=held.title if held else asked[code],
                text=held.text if held else "",
            )
        )
    return made


def _settled(said: Values, rounds: tuple[RoundStanding, ...] | None, text_sha256: str) -> PlanConsultation:
    """What is told of the consultation. Raises Invalid for neither round nor reason.

    Raises Refused for a round that is not settled, or whose book is not the one that the office speaks of.
    """
    told: dict[str, Any] = {**said, "confirmed": False}
    found = next((item for item in rounds or () if item.name == said["round"]), None)
    if said["round"] and rounds is not None and found is None:
        message = f"`{said['round']}` was not held on this version or one that it is based on"
        raise Refused("NOT_CONSULTED", message)
    check_settled(rounds or (), text_sha256)
    if found is not None:
        if said["book_root"] not in ("", found.book_root):
            message = f"the book of `{found.name}` is at {found.book_root}: read its checkpoint again"
            raise Refused("BOOK_DIFFERS", message)
        told |= {"confirmed": True, "comments": found.comments, "points": found.points, "book_root": found.book_root}
    try:
        return PlanConsultation.model_validate(told)
    except ValidationError as error:
        raise Invalid.of(error) from None
