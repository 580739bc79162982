"""Fills a city through its public API. Every call can be repeated: ids and request ids follow from the seed."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final

from google.protobuf.message import Message

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as cat
from komplan.catalogue.v1 import catalogue_editor_service_pb2_grpc as cat_rpc
from komplan.catalogue.v1 import place_pb2
from komplan.consultation.v1 import comment_pb2, round_pb2
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import intake_service_pb2_grpc as intake_rpc
from komplan.consultation.v1 import publication_office_service_pb2 as publication
from komplan.consultation.v1 import publication_office_service_pb2_grpc as publication_rpc
from komplan.consultation.v1 import round_office_service_pb2 as office
from komplan.consultation.v1 import round_office_service_pb2_grpc as office_rpc
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as edit_rpc
from komplan.planning.v1 import plan_pb2, plan_service_pb2, plan_service_pb2_grpc
from komplan_cli.demo.adoption import ASSEMBLY, adopt_plan, change_plan, complete_plan, consult_in_silence, enter_past
from komplan_cli.demo.directory import SECRET, Directory
from komplan_cli.demo.evidence import fill_evidence
from komplan_cli.demo.generating import Generator, period
from komplan_cli.demo.grants import load_grants
from komplan_cli.demo.incorporating import record_approval, trace_changes, write_final_text
from komplan_cli.demo.monitoring import load_monitoring
from komplan_cli.demo.organisation import load_organisation
from komplan_cli.demo.plan_contents import fill_plan_contents
from komplan_cli.demo.process import fill_process
from komplan_cli.demo.repeating import repeatable
from komplan_cli.demo.settling import settle_points
from komplan_core import names
from komplan_core.consultation import CHANGES_THE_PLAN
from komplan_core.errors import NotFound, Refused
from komplan_core.example import past_cycles, read_example
from komplan_core.plugins import installed
from komplan_core.process import Cycle
from komplan_kit.client import Peer
from komplan_kit.codec import Codec

AT_ONCE: Final = 16
VERSION: Final = "v1"
"""The version that is adopted."""
DRAFT: Final = "navrh"
"""The version on which people comment where a round comes before the adoption."""
ROUND: Final = "pripominky"
CHANGE: Final = "zmena-1"
Progress = Callable[[str, int], None]
"""Told what is loaded, and how many of it."""

_CYCLE = Codec(plan_pb2.Cycle, Cycle)


class Loader:
    """Loads one city's past and its demonstration plan."""

    def __init__(self, peer: Peer, code: str, seed: int, today: date, progress: Progress) -> None:
        self._peer, self._code, self._seed, self._today, self._told = peer, code, seed, today, progress
        self._once = repeatable(peer, seed)
        self._area = f"areas/{code}"
        module = installed()[code].module
        example = read_example(module)
        if example is None:
            raise Refused("PLUGIN", f"the plugin `{code}` brings no example.toml")
        self._example: dict[str, Any] = example
        self._sizes: dict[str, Any] = example["demonstration"]
        drafted = DRAFT if self._sizes["comments"]["settled"] else VERSION
        self._version = f"{self._area}/plans/{self._sizes['plan']}/versions/{drafted}"
        self._editor = edit_rpc.PlanEditorServiceStub(peer.channel)
        self._catalogue = cat_rpc.CatalogueEditorServiceStub(peer.channel)
        self._office = office_rpc.RoundOfficeServiceStub(peer.channel)
        self._intake_desk = intake_rpc.IntakeServiceStub(peer.channel)

    async def load(self) -> None:
        """Load everything, in the order in which a city would have come to it."""
        reader = plan_service_pb2_grpc.PlanServiceStub(self._peer.channel)
        profile = await self._peer.ask(
            reader.GetProfile, plan_service_pb2.GetProfileRequest(name=self._area), wait=True
        )
        generator = Generator(profile, self._sizes, self._seed)
        loaded = await self._is_loaded(reader)
        await self._past()
        member = profile.area.municipalities[0]
        await self._fill_catalogue(Directory(self._code, member, self._sizes, self._seed))
        await self._plan(generator)
        if not loaded:
            await self._prepare(profile)
        await self._consultation(generator)
        if not loaded:
            applications = await load_grants(self._peer, self._once, self._version, self._today)
            self._told("žádosti o dotaci", applications)
            observed = await load_monitoring(self._peer, self._once, self._version, self._today)
            self._told("sledovaná opatření", observed)

    async def _is_loaded(self, reader: Any) -> bool:
        """Whether an earlier run brought the plan to its consultation: what follows one another is not done anew."""
        try:
            request = plan_service_pb2.GetPlanVersionRequest(name=self._version)
            version = await self._peer.ask(reader.GetPlanVersion, request)
        except NotFound:
            return False
        return bool(version.content_sha256)

    async def _prepare(self, profile: Any) -> None:
        """What comes before a draft is consulted: the process, meetings, evidence, the rest of the plan."""
        cycle, once, today = f"{self._area}/cycles/{self._sizes['cycle']}", self._once, self._today
        self._told("termíny", await fill_process(self._peer, once, cycle, today))
        self._told("schůzky", await load_organisation(self._peer, once, cycle, today))
        self._told("podklady", await fill_evidence(self._peer, once, profile, self._example))
        await fill_plan_contents(self._peer, once, self._version)

    async def _past(self) -> None:
        for code, cycle in past_cycles(self._example).items():
            request = edit.CreateCycleRequest(parent=self._area, cycle_id=code, cycle=_CYCLE.encode(cycle))
            await self._once(self._editor.CreateCycle, request)
        for row in self._example["cycles"]:
            await enter_past(self._peer, self._once, f"{self._area}/cycles/{row['code']}", row.get("entries", ()))
        for row in self._example["plans"]:
            plan = plan_pb2.Plan(
                title=row["title"],
                cycle=row["cycle"],
                period=period(row["start"], row["end"]),
                municipalities=row.get("municipalities", ()),
            )
            await self._once(
                self._editor.CreatePlan, edit.CreatePlanRequest(parent=self._area, plan_id=row["code"], plan=plan)
            )
        self._told("minulé cykly", len(self._example["cycles"]))

    async def _fill_catalogue(self, directory: Directory) -> None:
        area, stub = self._area, self._catalogue
        situations = [
            cat.CreateLifeSituationRequest(parent=area, situation_id=code, situation=item)
            for code, item in directory.situations()
        ]
        await self._all(stub.CreateLifeSituation, situations)
        places = [cat.CreatePlaceRequest(parent=area, place_id=code, place=item) for code, item in directory.places()]
        await self._all(stub.CreatePlace, places)
        secret = place_pb2.ConfidentialAddress(text="Smyšlená utajená adresa 1, Ukázkov")
        request = cat.SetConfidentialAddressRequest(place=f"{area}/places/{SECRET}", address=secret)
        await self._once(stub.SetConfidentialAddress, request)
        providers = [
            cat.CreateProviderRequest(parent=area, provider_id=code, provider=item)
            for code, item in directory.providers()
        ]
        await self._all(stub.CreateProvider, providers)
        services = [
            cat.CreateServiceRequest(parent=area, service_id=code, service=item) for code, item in directory.services
        ]
        await self._all(stub.CreateService, services)
        reports = [
            cat.ReportCapacityRequest(parent=service, report=report)
            for service, report in directory.reports(self._today)
        ]
        await self._all(stub.ReportCapacity, reports)
        self._told("místa", len(places))
        self._told("služby", len(services))

    async def _plan(self, generator: Generator) -> None:
        sizes, area, version = self._sizes, self._area, self._version
        held = period(date(2027, 1, 1), date(2029, 12, 31))
        before = list(past_cycles(self._example))[-1]
        turn = plan_pb2.Cycle(title=sizes["title"], period=held, predecessor=before)
        await self._once(
            self._editor.CreateCycle, edit.CreateCycleRequest(parent=area, cycle_id=sizes["cycle"], cycle=turn)
        )
        plan = plan_pb2.Plan(title=sizes["title"], cycle=sizes["cycle"], period=held, fictional=True)
        await self._once(self._editor.CreatePlan, edit.CreatePlanRequest(parent=area, plan_id=sizes["plan"], plan=plan))
        await self._begin_version(names.last_id(version), "Návrh plánu")
        needs = [edit.CreateNeedRequest(parent=area, need_id=code, need=need) for code, need in generator.needs()]
        await self._all(self._editor.CreateNeed, needs)
        members = [
            edit.CreateMemberRequest(parent=area, member_id=code, member=item) for code, item in generator.members()
        ]
        await self._all(self._editor.CreateMember, members)
        for code, node in generator.nodes():
            await self._once(
                self._editor.CreatePlanNode,
                edit.CreatePlanNodeRequest(parent=version, plan_node_id=code, plan_node=node),
            )
        measures = [
            edit.CreateMeasureRequest(parent=version, measure_id=code, measure=item)
            for code, item in generator.measures()
        ]
        await self._all(self._editor.CreateMeasure, measures)
        await complete_plan(self._peer, self._once, version, f"{area}/cycles/{sizes['cycle']}")
        self._told("opatření", len(measures))

    async def _consultation(self, generator: Generator) -> None:
        """A settled city consults the plan and then adopts it; another adopted it and now consults a change."""
        settled = self._sizes["comments"]["settled"]
        version = self._version
        if not settled:
            await self._adopt(generator)
            await change_plan(self._peer, self._once, self._version, CHANGE)
            await self._begin_version(CHANGE, "Návrh změny plánu", CHANGE, based_on=VERSION)
            version = version.replace(f"/{VERSION}", f"/{CHANGE}")
            await self._move(version, "publish")
        else:
            await self._move(version, "publish")
        comments = await self._intake(generator, version)
        if settled:
            await self._settle(generator, comments)
            await self._adopt(generator, consulted=True)
            await record_approval(
                self._peer, self._once, f"{self._area}/rounds/{ROUND}", f"{self._area}/resolutions/{ASSEMBLY}"
            )

    async def _intake(self, generator: Generator, version: str) -> list[comment_pb2.Comment]:
        window = period(self._today - timedelta(days=40), self._today + timedelta(days=20))
        round_ = round_pb2.Round(
            title="Připomínkové řízení (ukázka)",
            plan_version=version,
            window=window,
            channels=[round_pb2.ChannelRule(channel=way) for way in ("paper-contact-point", "post", "email", "web")],
            fictional=True,
            invitation_days=0,  # the demonstration is proposed and decided on one day
        )
        await self._once(
            self._office.CreateRound, office.CreateRoundRequest(parent=self._area, round_id=ROUND, round=round_)
        )
        parent = f"{self._area}/rounds/{ROUND}"
        await self._once(self._office.AnnounceRound, office.AnnounceRoundRequest(name=parent))
        received = self._today - timedelta(days=20)
        register, said = intake.RegisterCommentRequest, f"demo-{self._seed}-comment"
        requests = [
            register(parent=parent, comment=comment, request_id=f"{said}-{number}")
            for number, comment in enumerate(generator.comments(received, version))
        ]
        answers = await self._all(self._intake_desk.RegisterComment, requests)
        self._told("připomínky", len(answers))
        comments = [answer.comment for answer in answers if answer is not None]
        moderation = publication_rpc.PublicationOfficeServiceStub(self._peer.channel)
        approve = publication.ModerateCommentRequest
        await self._all(moderation.ModerateComment, [approve(name=c.name, publication="approved") for c in comments])
        return comments

    async def _settle(self, generator: Generator, comments: list[comment_pb2.Comment]) -> None:
        """Settle all points, work the accepted ones into the final text, and hand it to the assembly."""
        parts = {f"{comment.name}/points/{p.number}": p.plan_part for comment in comments for p in comment.points}
        peer, once, every, round_ = self._peer, self._once, self._all, f"{self._area}/rounds/{ROUND}"
        outcomes = await settle_points(peer, once, every, round_, list(parts), generator, self._today)
        await once(self._office.CloseRound, office.CloseRoundRequest(name=round_, reason="Ukázka se vypořádává hned."))
        await once(self._office.StartSettling, office.StartSettlingRequest(name=round_))
        await once(self._office.SettleRound, office.SettleRoundRequest(name=round_))
        self._told("vypořádané body", len(parts))
        asked_for: dict[str, list[str]] = defaultdict(list)
        for name, part in parts.items():
            if outcomes[name] in CHANGES_THE_PLAN:
                asked_for[names.last_id(part)].append(name)
        draft = self._version
        self._version = f"{names.parent(draft)}/versions/{VERSION}"
        await write_final_text(peer, once, every, draft, self._version, asked_for)
        await trace_changes(peer, once, every, round_, self._version, asked_for)
        self._told("opatření změněná podle připomínek", len(asked_for))

    async def _adopt(self, generator: Generator, consulted: bool = False) -> None:
        if not consulted:
            await self._move(self._version, "publish")
            await consult_in_silence(self._peer, self._once, self._version, self._today)
            await self._move(self._version, "finish")
        council, assembly = (
            next(body.code for body in generator.profile.bodies if body.kind == kind)
            for kind in ("council", "assembly")
        )
        await adopt_plan(self._peer, self._once, self._version, council, assembly, self._today - timedelta(days=1))

    async def _begin_version(self, code: str, title: str, change: str = "", based_on: str = "") -> None:
        request = edit.CreatePlanVersionRequest(
            parent=self._version.rsplit("/", 2)[0],
            plan_version_id=code,
            plan_version=plan_pb2.PlanVersion(title=title, change=change),
            based_on=based_on,
        )
        await self._once(self._editor.CreatePlanVersion, request)

    async def _move(self, version: str, action: str) -> None:
        request = edit.MovePlanVersionRequest(name=version, action=action)
        await self._once(self._editor.MovePlanVersion, request)

    async def _all(self, method: Any, requests: Iterable[Message]) -> list[Any]:
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(request: Message) -> Any:
            async with slots:
                return await self._once(method, request)

        return list(await asyncio.gather(*(one(request) for request in requests)))
