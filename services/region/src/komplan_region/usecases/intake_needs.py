"""The needs of a municipality's form: what they are named, what they go on from, what a correction does to them."""

from dataclasses import replace

from komplan_core.errors import Invalid, Refused
from komplan_core.evidence.rounds import NeedsReport
from komplan_core.needs import Need, NeedChange
from komplan_core.regional.need_records import FormNeed, NeedDifference, NeedForm, RegionNeedRound, differences
from komplan_region.ports.transaction import RegionTx


def need_name(round_: str, municipality: str, number: int) -> str:
    """The name of a need of the intake. No version stands in it: what is corrected stays the same need."""
    return f"{round_}/needs/{municipality}-{number}"


def need_of_form(tx: RegionTx, round_: RegionNeedRound, form: NeedForm, item: FormNeed, index: int) -> Need:
    """The need that a numbered line of a form says. Raises Invalid where it goes on from what it may not."""
    said = {name: getattr(item, name) for name in type(item).model_fields}
    made = Need(name=need_name(round_.name, form.municipality, item.need_no), year=round_.year, **said)
    if item.follows:
        _check_follows(tx, made, form, f"form.needs.{index}.follows")
    return made


def carried_over(tx: RegionTx, round_: RegionNeedRound, number: int, need: Need, municipality: str) -> Need:
    """An open need of an earlier year of which the municipality says that nothing changed. Raises Refused."""
    groups = tx.needs.known([need.name])[need.name].groups
    if not groups:
        message = f"need {need.need_no} has no canonical target group: send the form instead"
        raise Refused("TRANSITION_NOT_ALLOWED", message)
    changes = {
        "name": need_name(round_.name, municipality, number),
        "etag": "",
        "year": round_.year,
        "need_no": number,
        "target_groups": groups,
        "municipalities": tuple(code for code in need.municipalities if code == municipality),
        "extra": (),
        "follows": need.name,
        "compared": NeedChange.UNCHANGED,
    }
    return need.revised(changes)


def corrected(tx: RegionTx, round_: str, before: NeedsReport, after: NeedsReport) -> list[NeedDifference]:
    """How a correction differs, and what the region did with the needs that are not what they were."""
    merges, answers = tx.needs.merges_in_force(), tx.needs.answers()
    found = []
    for item in differences(before.reported, after.reported):
        name = need_name(round_, after.municipality, item.need_no)
        joined = tuple(sorted(merge.name for merge in merges if name in (merge.into, *merge.sources)))
        found.append(replace(item, merges=joined, response=answers[name].name if name in answers else ""))
    return found


def _check_follows(tx: RegionTx, need: Need, form: NeedForm, field: str) -> None:
    """A need goes on from one of an earlier year, and takes no part of the territory of others with it."""
    before = tx.needs.known([need.follows]).get(need.follows)
    if before is None:
        raise Invalid.field(field, "REFERENCE_MISSING", f"nobody reported a need `{need.follows[:200]}`")
    if before.year >= need.year:
        raise Invalid.field(field, "INVALID_VALUE", "a need goes on from one of an earlier year")
    if set(before.municipalities).isdisjoint(need.municipalities or (form.municipality, *form.on_behalf_of)):
        raise Invalid.field(field, "AREA_MISMATCH", "that need concerns none of those whom this one concerns")
