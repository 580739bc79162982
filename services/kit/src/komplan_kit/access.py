"""The role table: who may call which method. A method without a row cannot be served (deny by default)."""

from typing import Final

from komplan_core.errors import Forbidden, Refused
from komplan_kit.caller import ANYONE, Caller

ADMIN: Final = "admin"
ROLES: Final = {
    ANYONE: "everybody, citizens included",
    ADMIN: "administrator of the instance",
    "editor": "coordinator or group leader who writes the plan",
    "clerk": "office that keeps the comment book",
    "catalogue-editor": "office that keeps the catalogue",
    "provider": "provider of services, for its own services only",
    "professional": "social worker, physician or helper of another office",
    "region": "a region's collecting service",
    "analyst": "analyst of the regional office",
}

_PLAN, _EDIT, _FEED = (
    f"/komplan.planning.v1.{name}/" for name in ("PlanService", "PlanEditorService", "PlanFeedService")
)
_CATALOGUE, _CATALOGUE_EDIT = (
    f"/komplan.catalogue.v1.{name}/" for name in ("CatalogueService", "CatalogueEditorService")
)
_CATALOGUE_EXPORT = "/komplan.catalogue.v1.CatalogueExportService/"
_CATALOGUE_IMPORT = "/komplan.catalogue.v1.CatalogueImportService/"
_REPORTING, _REPORTING_EDIT = (
    f"/komplan.catalogue.v1.{name}/" for name in ("ReportingService", "ReportingEditorService")
)
_CAMPAIGN, _CAMPAIGN_EDIT, _MERGE = (
    f"/komplan.catalogue.v1.{name}/" for name in ("CampaignService", "CampaignEditorService", "MergeService")
)
_PROVENANCE, _PROVENANCE_EDIT, _HISTORY, _CHANGES = (
    f"/komplan.catalogue.v1.{name}Service/" for name in ("Provenance", "ProvenanceEditor", "History", "ChangeRequest")
)
_CONSULT, _OFFICE = (f"/komplan.consultation.v1.{n}/" for n in ("ConsultationService", "ConsultationOfficeService"))
_REGION, _REGION_OFFICE = (f"/komplan.region.v1.{name}/" for name in ("RegionService", "RegionOfficeService"))


def _rows(service: str, methods: str, *roles: str) -> dict[str, frozenset[str]]:
    return {service + method: frozenset(roles) for method in methods.split()}


TABLE: Final[dict[str, frozenset[str]]] = {
    **_rows(
        _PLAN,
        "GetArea ListAreas GetProfile GetCycle ListCycles GetPlan ListPlans GetPlanVersion ListPlanVersions",
        ANYONE,
    ),
    **_rows(_PLAN, "GetPlanNode ListPlanNodes GetMeasure ListMeasures", ANYONE),
    **_rows(_PLAN, "GetNeed ListNeeds", ADMIN, "editor", "clerk", "region"),
    **_rows(_EDIT, "CreateCycle UpdateCycle DeleteCycle CreatePlan UpdatePlan DeletePlan", ADMIN, "editor"),
    **_rows(_EDIT, "CreatePlanVersion MovePlanVersion AdoptPlan", ADMIN, "editor"),
    **_rows(_EDIT, "CreatePlanNode UpdatePlanNode DeletePlanNode", ADMIN, "editor"),
    **_rows(_EDIT, "CreateMeasure UpdateMeasure DeleteMeasure MoveMeasure", ADMIN, "editor"),
    **_rows(_EDIT, "CreateNeed UpdateNeed DeleteNeed CreateMember UpdateMember DeleteMember", ADMIN, "editor"),
    **_rows(_EDIT, "GetMember ListMembers", ADMIN, "editor", "clerk"),
    **_rows(_EDIT, "EraseMember", ADMIN),
    **_rows(_FEED, "StreamSnapshot", "region", ADMIN),
    **_rows(_CATALOGUE, "GetProvider ListProviders GetService ListServices SearchServices CountServices", ANYONE),
    **_rows(_CATALOGUE, "GetPlace ListPlaces GetLifeSituation ListLifeSituations ListCapacities", ANYONE),
    **_rows(_CATALOGUE_EXPORT, "ExportHsds ExportGeoJson StreamChanges", ANYONE),
    **_rows(_CATALOGUE_EDIT, "CreateProvider UpdateProvider DeleteProvider", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "CreateService UpdateService DeleteService", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "CreatePlace UpdatePlace DeletePlace", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "CreateLifeSituation UpdateLifeSituation DeleteLifeSituation", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "CreateSynonyms UpdateSynonyms DeleteSynonyms ListSynonyms", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "ListSearchesWithoutResult", ADMIN, "analyst", "catalogue-editor", "editor"),
    **_rows(_CATALOGUE_EDIT, "ReportCapacity", ADMIN, "catalogue-editor", "provider"),
    **_rows(_CATALOGUE_EDIT, "SetConfidentialAddress GetConfidentialAddress", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "DeleteConfidentialAddress", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "CreateRestrictedDetail DeleteRestrictedDetail", ADMIN, "catalogue-editor"),
    **_rows(_CATALOGUE_EDIT, "ListRestrictedDetails", ADMIN, "catalogue-editor", "professional"),
    **_rows(_CATALOGUE_IMPORT, "Import UndoRun GetRun ListRuns", ADMIN, "catalogue-editor"),
    **_rows(_REPORTING, "GetReportPeriod ListReportPeriods GetPublishedReport ListPublishedReports", ANYONE),
    **_rows(_REPORTING, "GetCoverage GetChart GetComparison GetFounderTable ListAddressBook", ANYONE),
    **_rows(_REPORTING_EDIT, "CreateReportPeriod UpdateReportPeriod DeleteReportPeriod", ADMIN, "catalogue-editor"),
    **_rows(_REPORTING_EDIT, "CloseReportPeriod ReopenReportPeriod", ADMIN, "catalogue-editor"),
    **_rows(_REPORTING_EDIT, "ReturnReport AcceptReport PublishReport", ADMIN, "catalogue-editor"),
    **_rows(_REPORTING_EDIT, "CreateReport UpdateReport GetReport ListReports", ADMIN, "catalogue-editor", "provider"),
    **_rows(_REPORTING_EDIT, "SubmitReport CorrectReport", ADMIN, "catalogue-editor", "provider"),
    **_rows(_REPORTING_EDIT, "ListLateReports CompareReports", ADMIN, "catalogue-editor", "provider"),
    **_rows(_CAMPAIGN, "PreviewConfirmation ConfirmRecord ListUnverified", ANYONE),
    **_rows(_CAMPAIGN_EDIT, "CreateCampaign UpdateCampaign DeleteCampaign", ADMIN, "catalogue-editor"),
    **_rows(_CAMPAIGN_EDIT, "GetCampaign ListCampaigns ListCampaignItems", ADMIN, "catalogue-editor"),
    **_rows(_CAMPAIGN_EDIT, "StartCampaign CloseCampaign GetCampaignReport", ADMIN, "catalogue-editor"),
    **_rows(_CAMPAIGN_EDIT, "SetRecipient DueReminders ListDueCalls", ADMIN, "catalogue-editor"),
    **_rows(_CAMPAIGN_EDIT, "MarkReminded MarkPhoned MarkUnreachable", ADMIN, "catalogue-editor"),
    **_rows(_MERGE, "ListDuplicates PreviewMerge MergeEntries ListMerges", ADMIN, "catalogue-editor"),
    **_rows(_PROVENANCE, "GetProvenance", ANYONE),
    **_rows(_PROVENANCE_EDIT, "VerifyEntry", ADMIN, "catalogue-editor", "provider"),
    **_rows(_PROVENANCE_EDIT, "WithdrawFacts ListDifferences", ADMIN, "catalogue-editor"),
    **_rows(_HISTORY, "ListRevisions GetRevision DiffRevisions RestoreRevision", ADMIN, "catalogue-editor"),
    **_rows(_CHANGES, "ProposeChange GetChangeRequest ListChangeRequests", ADMIN, "catalogue-editor", "provider"),
    **_rows(_CHANGES, "DiffChangeRequest WithdrawChange", ADMIN, "catalogue-editor", "provider"),
    **_rows(_CHANGES, "DecideChange", ADMIN, "catalogue-editor"),
    **_rows(_CONSULT, "GetRound ListRounds CountComments", ANYONE),
    **_rows(_OFFICE, "OpenRound CloseRound SettleRound RegisterComment GetComment ListComments", ADMIN, "clerk"),
    **_rows(_OFFICE, "CategorisePoint AssignPoint SettlePoint", ADMIN, "clerk"),
    **_rows(_OFFICE, "EraseAuthors", ADMIN),
    **_rows(_REGION, "GetMunicipality ListMunicipalities GetMidtermPlan", ANYONE),
    **_rows(_REGION_OFFICE, "CreateMunicipality UpdateMunicipality DeleteMunicipality Collect", ADMIN, "analyst"),
}


def allowed(method: str) -> frozenset[str]:
    """The roles of a method's row. Raises Refused when there is none, so that the service does not start."""
    roles = TABLE.get(method)
    if roles is None:
        raise Refused("NO_POLICY", f"{method} has no row in the role table")
    return roles


def authorise(caller: Caller, roles: frozenset[str]) -> None:
    """Raise Forbidden unless one of the caller's roles is among `roles`."""
    if not (caller.roles & roles):
        raise Forbidden("ROLE_REQUIRED", f"this takes one of the roles {', '.join(sorted(roles))}")
