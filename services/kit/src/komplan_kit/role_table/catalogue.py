"""Who may call the methods of the catalogue."""

from typing import Final

from komplan_kit.caller import ADMIN, ANYONE
from komplan_kit.role_table.rows import rows

ROWS: Final = rows(
    "komplan.catalogue.v1",
    ("CatalogueService", "GetProvider ListProviders GetService ListServices SearchServices CountServices", ANYONE),
    ("CatalogueService", "GetPlace ListPlaces GetLifeSituation ListLifeSituations ListCapacities", ANYONE),
    ("CatalogueExportService", "ExportHsds ExportGeoJson StreamChanges", ANYONE),
    ("CatalogueEditorService", "CreateProvider UpdateProvider DeleteProvider", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "CreateService UpdateService DeleteService", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "CreatePlace UpdatePlace DeletePlace", ADMIN, "catalogue-editor"),
    (
        "CatalogueEditorService",
        "CreateLifeSituation UpdateLifeSituation DeleteLifeSituation",
        ADMIN,
        "catalogue-editor",
    ),
    ("CatalogueEditorService", "CreateSynonyms UpdateSynonyms DeleteSynonyms ListSynonyms", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "ListSearchesWithoutResult", ADMIN, "analyst", "catalogue-editor", "editor"),
    ("CatalogueEditorService", "ReportCapacity", ADMIN, "catalogue-editor", "provider"),
    ("CatalogueEditorService", "SetConfidentialAddress GetConfidentialAddress", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "DeleteConfidentialAddress", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "CreateRestrictedDetail DeleteRestrictedDetail", ADMIN, "catalogue-editor"),
    ("CatalogueEditorService", "ListRestrictedDetails", ADMIN, "catalogue-editor", "professional"),
    ("CatalogueImportService", "Import UndoRun GetRun ListRuns", ADMIN, "catalogue-editor"),
    ("ReportingService", "GetReportPeriod ListReportPeriods GetPublishedReport ListPublishedReports", ANYONE),
    ("ReportingService", "GetCoverage GetChart GetComparison GetFounderTable ListAddressBook", ANYONE),
    ("ReportingEditorService", "CreateReportPeriod UpdateReportPeriod DeleteReportPeriod", ADMIN, "catalogue-editor"),
    ("ReportingEditorService", "CloseReportPeriod ReopenReportPeriod", ADMIN, "catalogue-editor"),
    ("ReportingEditorService", "ReturnReport AcceptReport PublishReport", ADMIN, "catalogue-editor"),
    (
        "ReportingEditorService",
        "CreateReport UpdateReport GetReport ListReports",
        ADMIN,
        "catalogue-editor",
        "provider",
    ),
    ("ReportingEditorService", "SubmitReport CorrectReport", ADMIN, "catalogue-editor", "provider"),
    ("ReportingEditorService", "ListLateReports CompareReports", ADMIN, "catalogue-editor", "provider"),
    ("CampaignService", "PreviewConfirmation ConfirmRecord ListUnverified", ANYONE),
    ("CampaignEditorService", "CreateCampaign UpdateCampaign DeleteCampaign", ADMIN, "catalogue-editor"),
    ("CampaignEditorService", "GetCampaign ListCampaigns ListCampaignItems", ADMIN, "catalogue-editor"),
    ("CampaignEditorService", "StartCampaign CloseCampaign GetCampaignReport", ADMIN, "catalogue-editor"),
    ("CampaignEditorService", "SetRecipient DueReminders ListDueCalls", ADMIN, "catalogue-editor"),
    ("CampaignEditorService", "MarkReminded MarkPhoned MarkUnreachable", ADMIN, "catalogue-editor"),
    ("MergeService", "ListDuplicates PreviewMerge MergeEntries ListMerges", ADMIN, "catalogue-editor"),
    ("ProvenanceService", "GetProvenance", ANYONE),
    ("ProvenanceEditorService", "VerifyEntry", ADMIN, "catalogue-editor", "provider"),
    ("ProvenanceEditorService", "WithdrawFacts ListDifferences", ADMIN, "catalogue-editor"),
    ("HistoryService", "ListRevisions GetRevision DiffRevisions RestoreRevision", ADMIN, "catalogue-editor"),
    (
        "ChangeRequestService",
        "ProposeChange GetChangeRequest ListChangeRequests",
        ADMIN,
        "catalogue-editor",
        "provider",
    ),
    ("ChangeRequestService", "DiffChangeRequest WithdrawChange", ADMIN, "catalogue-editor", "provider"),
    ("ChangeRequestService", "DecideChange", ADMIN, "catalogue-editor"),
)
