"""Fills a region through its public API: its directory and territory, rounds of needs, what can be funded."""

from collections.abc import Mapping
from typing import Any, Final

from google.type.date_pb2 import Date

from komplan.planning.v1 import needs_report_pb2, plan_service_pb2, plan_service_pb2_grpc, profile_pb2
from komplan.region.v1 import funding_office_service_pb2 as funding
from komplan.region.v1 import funding_office_service_pb2_grpc as funding_rpc
from komplan.region.v1 import (
    funding_pb2,
    money_service_pb2,
    money_service_pb2_grpc,
    need_pb2,
    need_round_pb2,
    region_pb2,
)
from komplan.region.v1 import need_intake_office_service_pb2 as intake_office
from komplan.region.v1 import need_intake_office_service_pb2_grpc as intake_office_rpc
from komplan.region.v1 import need_intake_service_pb2 as intake
from komplan.region.v1 import need_intake_service_pb2_grpc as intake_rpc
from komplan.region.v1 import need_round_office_service_pb2 as rounds
from komplan.region.v1 import need_round_office_service_pb2_grpc as rounds_rpc
from komplan.region.v1 import needs_office_service_pb2 as needs
from komplan.region.v1 import needs_office_service_pb2_grpc as needs_rpc
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import territory_office_service_pb2 as territory
from komplan.region.v1 import territory_office_service_pb2_grpc as territory_rpc
from komplan_cli.demo.evidence import NEED_YEARS, ROUND_ENDS
from komplan_cli.demo.regions import DemoRegion, tables
from komplan_cli.demo.repeating import Once
from komplan_core.errors import Taken
from komplan_kit.client import Peer

FUNDING: Final = "ukazka"
"""Id of the question of what can be funded."""
FUNDED_YEAR: Final = 2027
BUDGETS: Final = {"state-via-region": 60, "region": 80}
"""Percent of what is planned from a source that its budget has."""
MISSING: Final = needs_report_pb2.CapacityNeed(
    service_type="home-care",
    form="field",
    unit="clients",
    quantity_needed=12,
    target_group="seniors",
    from_year=FUNDED_YEAR,
    need_nos=[1],
)
"""The capacity that a municipality without an instance asks for (made up)."""


async def profiles_of(targets: Mapping[str, str]) -> dict[str, profile_pb2.Profile]:
    """What the cities say of themselves, by code; `targets` are the addresses of their planning services."""
    found = {}
    for code, target in targets.items():
        peer = Peer(target)
        try:
            reader = plan_service_pb2_grpc.PlanServiceStub(peer.channel)
            request = plan_service_pb2.GetProfileRequest(name=f"areas/{code}")
            found[code] = await peer.ask(reader.GetProfile, request, wait=True)
        finally:
            await peer.close()
    return found


class RegionFiller:
    """Does what the office of one region does in a year. Every call can be repeated."""

    def __init__(self, region: DemoRegion, staff: Peer, anyone: Peer, once: Once) -> None:
        self._region, self._staff, self._anyone, self._once = region, staff, anyone, once
        self._name = f"regions/{region.code}"

    async def enter_directory(self, targets: Mapping[str, str], profiles: Mapping[str, profile_pb2.Profile]) -> None:
        """Write every city into the directory with the territory for which it speaks, or its new address."""
        stub = office_rpc.RegionOfficeServiceStub(self._staff.channel)
        for code, target in targets.items():
            title = self._region.cities[code]
            entry = region_pb2.Municipality(code=code, title=title, target=target, catalogue_target=target)
            entry.consultation_target = target
            area = profiles[code].area
            if area.level == "orp":
                entry.orps.append(area.orp)
            else:
                entry.municipalities.extend(area.municipalities)
            request = office.CreateMunicipalityRequest(parent=self._name, municipality=entry)
            try:
                await self._staff.ask(stub.CreateMunicipality, request, wait=True)
            except Taken:
                entry.name = f"{self._name}/municipalities/{code}"
                mask = {"paths": ["target", "catalogue_target", "consultation_target", "municipalities", "orps"]}
                change = office.UpdateMunicipalityRequest(municipality=entry, update_mask=mask)
                await self._staff.ask(stub.UpdateMunicipality, change)

    async def import_territory(self, profiles: Mapping[str, profile_pb2.Profile]) -> None:
        """Take over the list of municipalities and ORP, valid before the first round."""
        request = territory.ImportTerritoryRequest(
            parent=self._name,
            valid_from=Date(year=NEED_YEARS[0] - 1, month=1, day=1),
            region_code=self._region.ruian,
            source=self._region.source,
            **tables(self._region, profiles),
        )
        await self._once(territory_rpc.TerritoryOfficeServiceStub(self._staff.channel).ImportTerritory, request)

    async def gather_needs(self) -> tuple[int, int]:
        """Hold the rounds of the two years in which cities took reports too; gives the years.

        The first municipality of `reporting` sends a need and says a year later that nothing changed; the second says
        once that nothing is missing; whoever is left and for whom no ORP spoke is silent.
        """
        years = NEED_YEARS
        sender, content = self._region.reporting
        first, second = [await self._open(year) for year in years]
        need = need_round_pb2.FormNeed(
            title="Chybí pečovatelská služba o víkendu (smyšleno)",
            target_groups=["seniors"],
            persons=12,
            persons_basis="estimate",
        )
        asks = need_round_pb2.NeedForm(
            municipality=sender, needs=[need], capacities=[MISSING], approved_by="Zastupitelstvo obce"
        )
        nothing = need_round_pb2.NeedForm(municipality=content, no_unmet_needs=True, approved_by="Zastupitelstvo obce")
        for form in (asks, nothing):
            await self._send(first, form)
        await self._close(first)
        await self._confirm(second, sender)
        await self._close(second)
        await self._respond(f"{first}/needs/{sender}-1")
        return years

    async def ask_for_funding(self) -> None:
        """Ask which measures can be paid for with less money than all plan to ask of the state and the region."""
        money = money_service_pb2_grpc.MoneyServiceStub(self._anyone.channel)
        asked = money_service_pb2.GetMoneyRequest(parent=self._name, from_year=FUNDED_YEAR, to_year=FUNDED_YEAR)
        planned: dict[str, int] = {}
        for figure in (await self._anyone.ask(money.GetMoney, asked)).figures:
            planned[figure.source] = planned.get(figure.source, 0) + figure.planned
        question = funding_pb2.Funding(
            title=f"Co lze zaplatit v roce {FUNDED_YEAR} (smyšlené rozpočty)",
            from_year=FUNDED_YEAR,
            to_year=FUNDED_YEAR,
            basis="planned",
            budgets=[
                funding_pb2.FundingBudget(source=source, year=FUNDED_YEAR, amount=planned[source] * percent // 100)
                for source, percent in BUDGETS.items()
                if source in planned
            ],
            published=True,
        )
        stub = funding_rpc.FundingOfficeServiceStub(self._staff.channel)
        request = funding.CreateFundingRequest(parent=self._name, funding=question, funding_id=FUNDING)
        await self._once(stub.CreateFunding, request)
        await self._once(stub.SolveFunding, funding.SolveFundingRequest(name=f"{self._name}/fundings/{FUNDING}"))

    async def _open(self, year: int) -> str:
        stub = rounds_rpc.NeedRoundOfficeServiceStub(self._staff.channel)
        made = need_round_pb2.NeedRound(
            title=f"Potřeby obcí {year} (ukázka)",
            year=year,
            opens=Date(year=year, month=1, day=15),
            closes=Date(year=year, month=ROUND_ENDS[0], day=ROUND_ENDS[1]),
        )
        await self._once(stub.CreateNeedRound, rounds.CreateNeedRoundRequest(parent=self._name, need_round=made))
        name = f"{self._name}/need-rounds/{year}"
        await self._once(stub.OpenNeedRound, rounds.OpenNeedRoundRequest(name=name))
        return name

    async def _send(self, round_: str, form: need_round_pb2.NeedForm) -> None:
        if code := await self._code(round_, form.municipality):
            stub = intake_rpc.NeedIntakeServiceStub(self._anyone.channel)
            await self._anyone.ask(
                stub.SubmitNeedForm, intake.SubmitNeedFormRequest(parent=round_, form=form, code=code)
            )

    async def _confirm(self, round_: str, municipality: str) -> None:
        if code := await self._code(round_, municipality):
            stub = intake_rpc.NeedIntakeServiceStub(self._anyone.channel)
            request = intake.ConfirmNoChangeRequest(
                parent=round_, municipality=municipality, approved_by="Zastupitelstvo obce", code=code
            )
            await self._anyone.ask(stub.ConfirmNoChange, request)

    async def _code(self, round_: str, municipality: str) -> str:
        """A new one-time code of a municipality; empty if it reported in an earlier run."""
        forms = intake_office_rpc.NeedIntakeOfficeServiceStub(self._staff.channel)
        asked = intake_office.GetIntakeStatusRequest(parent=round_, municipality=municipality)
        if (await self._staff.ask(forms.GetIntakeStatus, asked)).report:
            return ""
        stub = rounds_rpc.NeedRoundOfficeServiceStub(self._staff.channel)
        request = rounds.IssueNeedCodesRequest(parent=round_, municipalities=[municipality])
        return str((await self._staff.ask(stub.IssueNeedCodes, request)).codes[0].code)

    async def _close(self, round_: str) -> None:
        stub = rounds_rpc.NeedRoundOfficeServiceStub(self._staff.channel)
        await self._once(stub.CloseNeedRound, rounds.CloseNeedRoundRequest(name=round_))

    async def _respond(self, need: str) -> None:
        response = need_pb2.NeedResponse(
            need=need,
            outcome="accepted",
            reason="Kapacita se hledá v síti kraje (smyšleno).",
            decided_by="Rada kraje",
            decided_on=Date(year=NEED_YEARS[0], month=6, day=30),
        )
        stub: Any = needs_rpc.NeedsOfficeServiceStub(self._staff.channel)
        await self._once(stub.RespondToNeed, needs.RespondToNeedRequest(parent=self._name, need_response=response))
