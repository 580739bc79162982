"""`komplan plan check`, `submit`, `adopt` and `scores`: from the draft to the adopted plan."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer
from google.type.date_pb2 import Date

from komplan.planning.v1 import adoption_service_pb2 as adoption
from komplan.planning.v1 import adoption_service_pb2_grpc as adoption_rpc
from komplan.planning.v1 import completeness_service_pb2 as completeness
from komplan.planning.v1 import completeness_service_pb2_grpc as completeness_rpc
from komplan.planning.v1 import profile_pb2
from komplan.planning.v1 import scoring_service_pb2 as scoring
from komplan.planning.v1 import scoring_service_pb2_grpc as scoring_rpc
from komplan.planning.v1.completeness_pb2 import Check
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.city import body_titles, meaning_titles, profile_of, state_titles
from komplan_cli.days import day_option
from komplan_cli.output import give_json
from komplan_cli.planning.apps import plan_app
from komplan_cli.tables import print_table
from komplan_kit.client import Peer
from komplan_kit.days import day_message

Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Version = Annotated[str, typer.Argument(help="plans/…/versions/…")]
Day = Annotated[
    datetime | None,
    day_option("--day", "judge by the rules of this day; the adoption's, or today"),
]
SECONDS: Final = 60.0
REFUSED: Final = 5
SEVERITIES: Final = {"mandatory": "povinné", "warning": "upozornění"}
OUTCOMES: Final = {"ok": "v pořádku", "thin": "neúplné", "missing": "chybí"}
SHOWN_PLACES: Final = 5


@plan_app.command("check")
@reaching("editor")
def check_command(version: Version, *, access: Access, day: Day = None, json: Json = False) -> None:
    """Judge a version by the rules of law and city: what lacks, where, what to do. Exit code 5 for a mandatory one.

    Example: komplan plan check plans/kp-2027/versions/v1 --target 127.0.0.1:5100 --area brno --issuer-key issuer.pem
    """
    request = completeness.CheckPlanVersionRequest(name=_full(access, version), day=day_message(day))
    found = answer(access, lambda channel: completeness_rpc.CompletenessServiceStub(channel).CheckPlanVersion, request)
    if json:
        give_json(_plain(found))
    else:
        _show(found, access.code)
    if found.mandatory:
        raise typer.Exit(REFUSED)


@plan_app.command("submit")
@reaching("editor")
def submit_command(
    version: Version,
    *,
    access: Access,
    body: Annotated[str, typer.Option("--body", help="code of the council or the assembly")] = "assembly",
    json: Json = False,
) -> None:
    """Hand a final version to the council or the assembly; the consultation is asked whether its rounds are settled.

    Example: komplan plan submit plans/kp/versions/v1 --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    request = adoption.SubmitPlanVersionRequest(name=_full(access, version), body=body)
    profile, made = _in_the_city(access, "SubmitPlanVersion", request)
    rounds = [
        {"name": item.name, "title": item.title, "state": item.state, "comments": item.comments, "points": item.points}
        for item in made.rounds
    ]
    if json:
        give_json({"name": made.name, "body": made.body, "consultation": made.consultation, "rounds": rounds})
        return
    notes = [f"předloženo: {body_titles(profile).get(made.body, made.body)}"]
    if made.consultation == "none":
        notes.append("bez připomínkového řízení: tato instance je nevede")
    states = meaning_titles(profile, "round")
    rows = [
        [item.title, states.get(item.state, item.state), str(item.comments), str(item.points)] for item in made.rounds
    ]
    print_table("Připomínková řízení", ["řízení", "stav", "připomínky", "body"], rows, notes)


@plan_app.command("adopt")
@reaching("editor")
def adopt_command(
    version: Version,
    *,
    access: Access,
    resolution: Annotated[str, typer.Option("--resolution", help="resolutions/…: the one that approves it")],
    json: Json = False,
) -> None:
    """Adopt a submitted version by a resolution of the register. Refused while a mandatory finding stands.

    Example: komplan plan adopt plans/kp/versions/v1 --resolution resolutions/zm-7 --target 127.0.0.1:5100 --area vzorov
    """
    request = adoption.AdoptPlanRequest(name=_full(access, version), resolution=_full(access, resolution))
    profile, made = _in_the_city(access, "AdoptPlan", request)
    cited = made.resolution
    day = f"{cited.held_on.year}-{cited.held_on.month:02d}-{cited.held_on.day:02d}"
    if json:
        give_json({"name": made.name, "state": made.state, "body": cited.body, "number": cited.number, "held_on": day})
        return
    state = state_titles(profile, "version").get(made.state, made.state)
    by = body_titles(profile).get(cited.body, cited.body)
    print_table(made.title, ["stav", "orgán", "usnesení", "dne"], [[state, by, cited.number, day]])


@plan_app.command("scores")
@reaching("editor")
def scores_command(
    name: Annotated[str, typer.Argument(help="plans/…/versions/…/scorings/…")],
    *,
    access: Access,
    json: Json = False,
) -> None:
    """Count a scoring: the common order of priorities and how much the voters disagree.

    Example: komplan plan scores plans/kp/versions/v1/scorings/s --target localhost:5100 --area vzorov
    """
    request = scoring.TallyScoringRequest(name=_full(access, name))
    found = answer(access, lambda channel: scoring_rpc.ScoringServiceStub(channel).TallyScoring, request)
    if json:
        keys = ("candidate", "place", "total", "mean", "lowest", "highest", "variance")
        placed = [{key: getattr(item, key) for key in keys} for item in found.placed]
        agreement = found.agreement if found.HasField("agreement") else None
        give_json({"ballots": found.ballots, "agreement": agreement, "placed": placed})
        return
    rows = [
        [
            f"{item.place}.",
            item.candidate,
            str(item.total),
            _comma(item.mean),
            f"{item.lowest}–{item.highest}",
            _comma(item.variance),
        ]
        for item in found.placed
    ]
    agreement = _comma(found.agreement) if found.HasField("agreement") else "neurčena"
    notes = [f"hlasů {found.ballots}; shoda (Kendallovo W): {agreement}"]
    print_table("Pořadí priorit", ["pořadí", "priorita", "součet", "průměr", "rozpětí", "rozptyl"], rows, notes)


def _in_the_city(access: Access, method: str, request: Any) -> tuple[profile_pb2.Profile, Any]:
    """What the city declares, and the answer to a request."""

    async def both(peer: Peer) -> tuple[profile_pb2.Profile, Any]:
        profile = await profile_of(peer, access.code)
        return profile, await peer.ask(getattr(adoption_rpc.AdoptionServiceStub(peer.channel), method), request)

    return asked(access, both)


def _full(access: Access, name: str) -> str:
    return name if name.startswith("areas/") else f"areas/{access.code}/{name}"


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _plain(found: completeness.CheckPlanVersionResponse) -> dict[str, Any]:
    return {
        "name": found.name,
        "day": _day(found.day),
        "mandatory": found.mandatory,
        "warnings": found.warnings,
        "checks": [
            {
                "code": check.rule.code,
                "title": check.rule.title,
                "severity": check.rule.severity,
                "outcome": check.outcome,
                "source": check.rule.source,
                "basis": check.rule.basis,
                "verified": check.rule.verified,
                "valid_from": _day(check.rule.valid_from) if check.rule.HasField("valid_from") else None,
                "valid_to": _day(check.rule.valid_to) if check.rule.HasField("valid_to") else None,
                "todo": check.rule.todo,
                "places_total": check.places_total,
                "places": [{"name": item.name, "field": item.field, "what": item.what} for item in check.places],
            }
            for check in found.checks
        ],
    }


def _show(found: completeness.CheckPlanVersionResponse, area: str) -> None:
    rows = [
        [_rule(check), "\n".join(_places(check, found.name, area))] for check in found.checks if check.outcome != "ok"
    ]
    fine = len(found.checks) - len(rows)
    notes = [
        f"podle pravidel ke dni {_day(found.day)}: povinných nálezů {found.mandatory}, upozornění {found.warnings}",
        f"splněno {fine} z {len(found.checks)} pravidel",
    ]
    print_table("Úplnost plánu", ["pravidlo a co udělat", "kde"], rows, notes)


def _rule(check: Check) -> str:
    rule = check.rule
    source = f" ({rule.source})" if rule.source else ""
    found = f"{rule.code}: {SEVERITIES[rule.severity]}, {OUTCOMES[check.outcome]}"
    return f"{found}\n{rule.title}{source}\n→ {rule.todo}"


def _places(check: Check, version: str, area: str) -> list[str]:
    shown = []
    for item in check.places[:SHOWN_PLACES]:
        name = item.name.removeprefix(version).removeprefix(f"areas/{area}").strip("/")
        place = " ".join(filter(None, (name, item.field)))
        shown.append(": ".join(filter(None, (place, item.what))))
    if check.places_total > SHOWN_PLACES:
        shown.append(f"… a dalších {check.places_total - SHOWN_PLACES}")
    return shown


def _day(day: Date) -> str:
    return f"{day.year}-{day.month:02d}-{day.day:02d}"
