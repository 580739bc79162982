"""`komplan region plan`: making the region's plan: begun, built, written, consulted, adopted, followed."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from komplan.planning.v1 import plan_pb2
from komplan.region.v1 import midterm_following_service_pb2 as following
from komplan.region.v1 import midterm_following_service_pb2_grpc as following_rpc
from komplan.region.v1 import midterm_pb2
from komplan.region.v1 import midterm_plan_office_service_pb2 as office
from komplan.region.v1 import midterm_plan_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import midterm_plan_service_pb2 as pb
from komplan.region.v1 import midterm_plan_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.days import day_option
from komplan_cli.files import told_of, whole
from komplan_cli.output import give_json, say
from komplan_cli.region.apps import Json, plan_app
from komplan_cli.region.funding_told import source_title
from komplan_cli.region.plan import Years
from komplan_cli.region.plan_reading import Version, known_money, version_name
from komplan_cli.tables import print_table
from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_core.regional.titles import COPY_STATES, FEEDS
from komplan_core.values import Money
from komplan_kit.client import Peer
from komplan_kit.days import day_message

_OFFICE = office_rpc.MidtermPlanOfficeServiceStub


@plan_app.command("begin")
@reaching("analyst", region=True)
def begin_command(
    *,
    access: Access,
    from_year: Annotated[int, typer.Argument(help="first of the three years")],
    title: Annotated[str, typer.Option("--title", help="Czech title")],
    previous: Annotated[str, typer.Option("--previous", help="years of the plan before, such as 2024-2026")] = "",
    first: Annotated[bool, typer.Option("--first", help="declare it the region's first plan")] = False,
) -> None:
    """Begin the plan of three years. Priorities and measures of the region are entered by `komplan put`.

    Example: komplan region plan begin 2027 --title SPRSS --first --target h:5200 --code kraj --issuer-key issuer.pem
    """
    before = f"regions/{access.code}/plans/{previous}" if previous else ""
    made = midterm_pb2.RegionPlan(title=title, from_year=from_year, to_year=from_year + 2, previous=before, first=first)
    request = office.CreateRegionPlanRequest(parent=f"regions/{access.code}", region_plan=made)
    print(answer(access, lambda channel: _OFFICE(channel).CreateRegionPlan, request).name)


@plan_app.command("build")
@reaching("analyst", region=True)
def build_command(
    *,
    access: Access,
    years: Years,
    version_id: Annotated[str, typer.Option("--id", help="id of the version; the next of v1, v2 if left out")] = "",
    title: Annotated[str, typer.Option("--title", help="Czech title")] = "",
    based_on: Annotated[str, typer.Option("--based-on", help="version whose texts are taken over")] = "",
    json: Json = False,
) -> None:
    """Build a new version from the copies as they stand; it keeps what it was built from.

    Example: komplan region plan build 2027-2029 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.BuildRegionPlanVersionRequest(
        parent=f"regions/{access.code}/plans/{years}",
        region_plan_version_id=version_id,
        title=title,
        based_on=based_on,
    )
    found = asked(access, lambda peer: peer.ask(_OFFICE(peer.channel).BuildRegionPlanVersion, request, BUILD_SECONDS))
    if json:
        give_json(plain(found))
        return
    for item in found.inputs:
        told = f"{COPY_STATES[item.state]}, revize {item.revision}, {item.records} záznamů {item.reason}"
        say(f"  {item.area} ({FEEDS[item.feed]}): {told}".rstrip())
    print(f"{years}/{last_id(found.name)}: otisk čísel {found.content_sha256}")


BUILD_SECONDS = 120.0


@plan_app.command("reproduce")
@reaching("analyst", region=True)
def reproduce_command(*, access: Access, version: Version, json: Json = False) -> None:
    """Build a version again from what it keeps, and compare: the same comes out, or it says what does not.

    Example: komplan region plan reproduce 2027-2029/v1 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.ReproduceRegionPlanVersionRequest(name=version_name(access, version))
    found = asked(
        access, lambda peer: peer.ask(_OFFICE(peer.channel).ReproduceRegionPlanVersion, request, BUILD_SECONDS)
    )
    if json:
        give_json(plain(found))
    elif found.same:
        print(f"{version}: vyšlo totéž, otisk čísel {found.content_sha256}")
    elif found.outcome == "other-rules":
        built = f"{version} sestavil komplan {found.program} podle pravidel {found.rules}"
        print(f"{built}, tento program má pravidla {found.rules_now}: jinak počítá {', '.join(found.differing)}")
        print("uložená verze platí dál; pro stejná čísla ji sestavte znovu programem, který ji vytvořil")
    else:
        print(f"{version}: liší se {', '.join(found.differing) or 'otisk čísel'}")
    if not found.same:
        raise typer.Exit(1)


@plan_app.command("text")
@reaching("analyst", region=True)
def text_command(
    *,
    access: Access,
    version: Version,
    section: Annotated[str, typer.Argument(help="code of the section, such as K1a")],
    file: Annotated[Path | None, typer.Option("--file", help="take the text from this file; shown if left out")] = None,
) -> None:
    """Show a section of a version, or write it from a file. Figures are never touched.

    Example: komplan region plan text 2027-2029/v1 K1a --file k1a.md --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name = f"{version_name(access, version)}/sections/{section.lower()}"
    read = pb.GetRegionPlanSectionRequest(name=name)
    found = answer(access, lambda channel: rpc.MidtermPlanServiceStub(channel).GetRegionPlanSection, read)
    if file is None:
        print(f"{found.code} {found.title}\n\n{found.text}")
        return
    with told_of(file):
        found.text = file.read_text(encoding="utf-8")
    request = office.UpdateRegionPlanSectionRequest(region_plan_section=found, update_mask={"paths": ["text"]})
    written = answer(access, lambda channel: _OFFICE(channel).UpdateRegionPlanSection, request)
    print(f"{written.code}: {len(written.text)} znaků")


@plan_app.command("consult")
@reaching("analyst", region=True)
def consult_command(
    *,
    access: Access,
    version: Version,
    file: Annotated[Path, typer.Argument(help="file to write the draft to, JSON")],
    area: Annotated[str, typer.Option("--area", help="area of the consultation; the region's code if left out")] = "",
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="freeze it although mandatory findings stand; what is empty stays so")
    ] = False,
) -> None:
    """Publish a draft under its hash, and write its texts and tables as a consultation takes them.

    While a mandatory finding stands it is refused (exit code 5), and the findings are listed.

    Example: komplan region plan consult 2027-2029/v1 draft.json --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name = version_name(access, version)

    async def questions(peer: Peer) -> office.ConsultationDraft:
        reading = rpc.MidtermPlanServiceStub(peer.channel)
        found = await peer.ask(reading.GetRegionPlanVersion, pb.GetRegionPlanVersionRequest(name=name))
        stub = _OFFICE(peer.channel)
        if found.state == "draft":
            request = office.PublishRegionPlanVersionRequest(name=name, etag=found.etag, allow_incomplete=incomplete)
            await peer.ask(stub.PublishRegionPlanVersion, request)
        export = office.ExportConsultationDraftRequest(name=name, area=area)
        return await peer.ask(stub.ExportConsultationDraft, export)

    draft = asked(access, questions)
    with whole(file) as part:
        part.write_bytes(orjson.dumps(plain(draft), option=orjson.OPT_INDENT_2))
    hashed = f"kód návrhu {draft.code} (začátek otisku čísel i textů {draft.sha256})"
    print(f"{file}: {len(draft.blocks)} textů, {hashed}; kolo se otevře nad {draft.plan_version}")


@plan_app.command("finish")
@reaching("analyst", region=True)
def finish_command(*, access: Access, version: Version) -> None:
    """End the consultation of a version: it is final, and only a resolution or a new version follows.

    Example: komplan region plan finish 2027-2029/v2 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.FinishRegionPlanVersionRequest(name=version_name(access, version))
    answer(access, lambda channel: _OFFICE(channel).FinishRegionPlanVersion, request)
    print(f"{version}: připomínkování skončilo, znění je konečné")


@plan_app.command("adopt")
@reaching("analyst", region=True)
def adopt_command(
    *,
    access: Access,
    version: Version,
    number: Annotated[str, typer.Option("--number", help="number of the resolution")],
    held_on: Annotated[datetime, day_option("--held-on", "day of the session")],
    body: Annotated[str, typer.Option("--body", help="code of the body")] = "assembly",
    round_name: Annotated[str, typer.Option("--round", help="resource name of the settled round")] = "",
    checkpoint: Annotated[Path | None, typer.Option("--checkpoint", help="file with a checkpoint of its book")] = None,
    reason: Annotated[str, typer.Option("--reason", help="why no round was held")] = "",
) -> None:
    """Adopt a final version by a resolution, on a settled round or with a reason for none. Exit code 5 if refused.

    The checkpoint is from `komplan consultation book checkpoint --file`; needed if the region asks no consultation.

    Example: komplan region plan adopt 2027-2029/v2 --number 5/2026 --held-on 2026-12-15 --reason x --target h:5200
    """
    name = version_name(access, version)
    request = office.AdoptRegionPlanRequest(
        name=name,
        resolution=plan_pb2.Resolution(body=body, number=number, held_on=day_message(held_on.date())),
        round=round_name,
        book_root=_root_of(checkpoint) if checkpoint is not None else "",
        reason=reason,
    )

    adopted = answer(access, lambda channel: _OFFICE(channel).AdoptRegionPlan, request)
    told = "potvrzeno" if adopted.consultation.confirmed else "uvedl úřad"
    print(f"{version}: schváleno usnesením {number}; připomínky: {round_name or reason} ({told})")


def _root_of(checkpoint: Path) -> str:
    """The root hash that a checkpoint of a comment book tells, hexadecimal. Raises Invalid."""
    from komplan_core.book import checkpoints
    from komplan_core.book.errors import BookError

    try:
        return checkpoints.read(checkpoint.read_text(encoding="utf-8")).root.hex()
    except (OSError, UnicodeDecodeError, BookError) as error:
        raise Invalid.field(
            "checkpoint", "INVALID_VALUE", f"{checkpoint} is no checkpoint of a book: {error}"
        ) from None


@plan_app.command("action")
@reaching("analyst", region=True)
def action_command(
    *,
    access: Access,
    years: Years,
    action_plan: Annotated[str, typer.Argument(help="id of the action plan")],
    json: Json = False,
) -> None:
    """Show the money of a yearly action plan and which of its contents A1 to A7 are missing; `komplan put` enters it.

    Example: komplan region plan action 2027-2029 2027 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name = f"regions/{access.code}/plans/{years}/action-plans/{action_plan}"
    request = following.CheckActionPlanRequest(name=name)
    stub = following_rpc.MidtermFollowingServiceStub
    found = answer(access, lambda channel: stub(channel).CheckActionPlan, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [
            str(item.year),
            source_title(item.source),
            *(known_money(item, field) for field in ("planned", "secured", "actual")),
            str(Money(item.gap)),
        ]
        for item in found.totals
    ]
    notes = [f"{part.code.upper()} {part.title}: {'ano' if part.present else 'chybí'}" for part in found.contents]
    columns = ["rok", "zdroj", "plánováno", "zajištěno", "skutečnost", "chybí"]
    print_table(f"Akční plán {action_plan}", columns, rows, notes)
