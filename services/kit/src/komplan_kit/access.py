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
    "city": "a city's services, telling its region that something was published",
    "analyst": "analyst of the regional office",
}

_PLAN, _EDIT, _FEED = (
    f"/komplan.planning.v1.{name}/" for name in ("PlanService", "PlanEditorService", "PlanFeedService")
)
_ORGANISATION, _ORGANISATION_EDIT, _MEETING = (
    f"/komplan.planning.v1.{name}Service/" for name in ("Organisation", "OrganisationEditor", "Meeting")
)
_GRANT, _GRANT_EDIT, _GRANT_APPLY = (
    f"/komplan.planning.v1.{name}/" for name in ("GrantService", "GrantEditorService", "GrantApplicationService")
)
_CONTENT, _CONTENT_EDIT = (f"/komplan.planning.v1.{name}Service/" for name in ("PlanContent", "PlanContentEditor"))
_PROCESS, _PROCESS_EDIT = (f"/komplan.planning.v1.{name}/" for name in ("ProcessService", "ProcessEditorService"))
_COMPLETENESS, _ADOPTION, _SCORING, _STAFF_FIELDS = (
    f"/komplan.planning.v1.{name}Service/" for name in ("Completeness", "Adoption", "Scoring", "StaffFields")
)
_RESOLUTION, _RESOLUTION_EDIT = (f"/komplan.planning.v1.Resolution{name}/" for name in ("Service", "EditorService"))
_EVIDENCE, _EVIDENCE_EDIT, _NEEDS_REPORT, _NEEDS_REPORT_EDIT = (
    f"/komplan.planning.v1.{name}Service/"
    for name in ("Evidence", "EvidenceEditor", "NeedsReport", "NeedsReportEditor")
)
_MONITORING, _MONITORING_EDIT, _PLAN_PROJECT, _AS_KNOWN = (
    f"/komplan.planning.v1.{name}Service/" for name in ("Monitoring", "MonitoringEditor", "PlanProject", "AsKnown")
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
_BOOK, _BOOK_OFFICE = (f"/komplan.consultation.v1.Book{name}/" for name in ("Service", "OfficeService"))
_TRACE, _OUTCOME, _PUBLICATION, _PUBLICATION_OFFICE, _REPLY = (
    f"/komplan.consultation.v1.{name}Service/"
    for name in ("Traceability", "RoundOutcome", "Publication", "PublicationOffice", "Reply")
)
_CONSULT, _ROUND_OFFICE, _INTAKE, _SETTLEMENT, _PRIVACY = (
    f"/komplan.consultation.v1.{name}Service/"
    for name in ("Consultation", "RoundOffice", "Intake", "Settlement", "Privacy")
)
_CITIZEN, _SUBMISSION, _ATTACHMENT, _COMMENT_IMPORT = (
    f"/komplan.consultation.v1.{name}Service/" for name in ("Citizen", "Submission", "Attachment", "CommentImport")
)
_WITNESS, _WITNESS_OFFICE = (f"/komplan.witness.v1.Witness{name}/" for name in ("Service", "OfficeService"))
_DRAFT, _DRAFT_OFFICE, _FORM, _FORM_OFFICE = (
    f"/komplan.consultation.v1.{name}Service/" for name in ("Draft", "DraftOffice", "Form", "FormOffice")
)
_POINT, _SIMILARITY, _REPLY_TEXT = (
    f"/komplan.consultation.v1.{name}Service/" for name in ("Point", "Similarity", "ReplyText")
)
_ANNOTATION = "/komplan.consultation.v1.AnnotationService/"
_REGION, _REGION_OFFICE = (f"/komplan.region.v1.{name}/" for name in ("RegionService", "RegionOfficeService"))
_HINT = "/komplan.region.v1.CollectionHintService/"
_CROSSWALK, _CROSSWALK_OFFICE, _FUNDING, _FUNDING_OFFICE, _MONEY = (
    f"/komplan.region.v1.{name}Service/"
    for name in ("Crosswalk", "CrosswalkOffice", "Funding", "FundingOffice", "Money")
)
_DIRECTORY, _DIRECTORY_OFFICE = (f"/komplan.region.v1.Directory{name}/" for name in ("Service", "OfficeService"))
_MIDTERM, _MIDTERM_COMPARISON, _MIDTERM_OFFICE, _MIDTERM_STRATEGY, _MIDTERM_FOLLOWING, _MIDTERM_FOLLOWING_OFFICE = (
    f"/komplan.region.v1.Midterm{name}Service/"
    for name in ("Plan", "Comparison", "PlanOffice", "Strategy", "Following", "FollowingOffice")
)
_TERRITORY, _TERRITORY_OFFICE = (f"/komplan.region.v1.Territory{name}/" for name in ("Service", "OfficeService"))
_NEEDS, _NEEDS_OFFICE, _NEED_ROUND_OFFICE, _NEED_INTAKE = (
    f"/komplan.region.v1.{name}Service/" for name in ("Needs", "NeedsOffice", "NeedRoundOffice", "NeedIntake")
)
_SUPPLY, _SUPPLY_OFFICE, _POPULATION, _POPULATION_OFFICE = (
    f"/komplan.region.v1.{name}Service/" for name in ("Supply", "SupplyOffice", "Population", "PopulationOffice")
)
_NETWORK, _NETWORK_OFFICE = (f"/komplan.region.v1.Network{name}/" for name in ("Service", "OfficeService"))


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
    **_rows(_EDIT, "CreatePlanVersion MovePlanVersion", ADMIN, "editor"),
    **_rows(_COMPLETENESS, "CheckPlanVersion", ANYONE),
    **_rows(_ADOPTION, "SubmitPlanVersion AdoptPlan", ADMIN, "editor"),
    **_rows(_ADOPTION, "GetSubmission ListSubmissions", ADMIN, "editor", "clerk"),
    **_rows(_RESOLUTION, "GetResolution ListResolutions", ANYONE),
    **_rows(_RESOLUTION_EDIT, "CreateResolution UpdateResolution DeleteResolution", ADMIN, "editor", "clerk"),
    **_rows(_SCORING, "CreateScoring UpdateScoring DeleteScoring CastBallot EndScoring", ADMIN, "editor"),
    **_rows(_SCORING, "GetScoring ListScorings TallyScoring", ADMIN, "editor", "clerk"),
    **_rows(_STAFF_FIELDS, "SetStaffFields", ADMIN, "editor"),
    **_rows(_STAFF_FIELDS, "GetStaffFields", ADMIN, "editor", "clerk"),
    **_rows(_EDIT, "CreatePlanNode UpdatePlanNode DeletePlanNode", ADMIN, "editor"),
    **_rows(_EDIT, "CreateMeasure UpdateMeasure DeleteMeasure MoveMeasure", ADMIN, "editor"),
    **_rows(_EDIT, "CreateNeed UpdateNeed DeleteNeed CreateMember UpdateMember DeleteMember", ADMIN, "editor"),
    **_rows(_EDIT, "GetMember ListMembers", ADMIN, "editor", "clerk"),
    **_rows(_EDIT, "EraseMember", ADMIN),
    **_rows(_ORGANISATION, "ListBodies GetBody ListWorkingGroups GetWorkingGroup GetSuccession", ANYONE),
    **_rows(_ORGANISATION, "ListTriadBalances GetEvent ListEvents GetParticipation ListMeetingNotices", ANYONE),
    **_rows(_ORGANISATION_EDIT, "ListSeats ListEndingMandates ListMissingHandovers", ADMIN, "editor", "clerk"),
    **_rows(_ORGANISATION_EDIT, "ListOrganisationFindings GetHandover ListHandovers", ADMIN, "editor", "clerk"),
    **_rows(_ORGANISATION_EDIT, "CreateEvent UpdateEvent DeleteEvent", ADMIN, "editor", "clerk"),
    **_rows(_ORGANISATION_EDIT, "CreateHandover UpdateHandover DeleteHandover", ADMIN, "editor"),
    **_rows(_MEETING, "GetMeeting ListMeetings CreateMeeting UpdateMeeting DeleteMeeting", ADMIN, "editor", "clerk"),
    **_rows(_MEETING, "InviteMeeting HoldMeeting ApproveMinutes CorrectMinutes", ADMIN, "editor", "clerk"),
    **_rows(_MEETING, "CancelMeeting CheckMeeting RecordVote DecideMotion", ADMIN, "editor", "clerk"),
    **_rows(_MEETING, "GetDecision ListDecisions CreateDecision UpdateDecision", ADMIN, "editor", "clerk"),
    **_rows(_MEETING, "DeleteDecision GetTask ListTasks CreateTask UpdateTask", ADMIN, "editor", "clerk"),
    **_rows(_MEETING, "DeleteTask FinishTask DropTask ListOverdueTasks", ADMIN, "editor", "clerk"),
    **_rows(_CONTENT, "GetPlanSection ListPlanSections GetPlanChange ListPlanChanges", ANYONE),
    **_rows(_CONTENT, "GetPlanTree GetTextBlock ListTextBlocks DiffPlanVersions", ANYONE),
    **_rows(_CONTENT_EDIT, "CreatePlanSection UpdatePlanSection DeletePlanSection UpdatePlanVersion", ADMIN, "editor"),
    **_rows(_CONTENT_EDIT, "CreatePlanChange UpdatePlanChange DeletePlanChange", ADMIN, "editor"),
    **_rows(_PROCESS, "GetCalendarEntry ListCalendarEntries", ANYONE),
    **_rows(_PROCESS, "GetStep ListSteps GetPayingProject ListPayingProjects", ADMIN, "editor", "clerk"),
    **_rows(_PROCESS, "GetProjectTotals GetProcessStatus", ADMIN, "editor", "clerk"),
    **_rows(_PROCESS_EDIT, "StartProcess UpdateStep StartStep CloseStep SkipStep", ADMIN, "editor"),
    **_rows(_PROCESS_EDIT, "ReopenStep DeleteStep PlanBack", ADMIN, "editor"),
    **_rows(_PROCESS_EDIT, "CreateCalendarEntry UpdateCalendarEntry DeleteCalendarEntry", ADMIN, "editor"),
    **_rows(_PROCESS_EDIT, "CreatePayingProject UpdatePayingProject DeletePayingProject", ADMIN, "editor"),
    **_rows(_PROCESS_EDIT, "MovePayingProject", ADMIN, "editor"),
    **_rows(_FEED, "StreamChanges", "region", ADMIN),
    **_rows("/komplan.planning.v1.PlanBatchService/", "ApplyPlanChanges", ADMIN, "editor"),
    **_rows(_EVIDENCE, "GetSurvey ListSurveys GetSwot ListSwots", ADMIN, "editor", "clerk", "analyst"),
    **_rows(_EVIDENCE, "GetMappedSubject ListMappedSubjects GetMappingOverview", ADMIN, "editor", "clerk", "analyst"),
    **_rows(_EVIDENCE, "GetSurveyResults GetSeries ListSeries GetSeriesTrend GetFinancialAnalysis", ANYONE),
    **_rows(_EVIDENCE, "GetBenefit ListBenefits GetBenefitOverview", ANYONE),
    **_rows(_EVIDENCE, "GetNeedOverview", ADMIN, "editor", "clerk", "region"),
    **_rows(_EVIDENCE_EDIT, "CreateSurvey UpdateSurvey DeleteSurvey CreateSwot UpdateSwot DeleteSwot", ADMIN, "editor"),
    **_rows(_EVIDENCE_EDIT, "CreateSeries UpdateSeries DeleteSeries", ADMIN, "editor"),
    **_rows(_EVIDENCE_EDIT, "CreateBenefit UpdateBenefit DeleteBenefit", ADMIN, "editor"),
    **_rows(_EVIDENCE_EDIT, "CreateMappedSubject UpdateMappedSubject DeleteMappedSubject", ADMIN, "editor"),
    **_rows(_NEEDS_REPORT, "GetNeedRound ListNeedRounds GetNeedCoverage", ADMIN, "editor", "clerk", "region"),
    **_rows(_NEEDS_REPORT, "GetNeedsReport ListNeedsReports", ADMIN, "editor", "clerk", "region"),
    **_rows(_NEEDS_REPORT_EDIT, "CreateNeedRound UpdateNeedRound DeleteNeedRound", ADMIN, "editor"),
    **_rows(_NEEDS_REPORT_EDIT, "OpenNeedRound CloseNeedRound CreateNeedsReport UpdateNeedsReport", ADMIN, "editor"),
    **_rows(_NEEDS_REPORT_EDIT, "DeleteNeedsReport SubmitNeedsReport CorrectNeedsReport", ADMIN, "editor"),
    **_rows(_NEEDS_REPORT_EDIT, "ConfirmNoChange", ADMIN, "editor"),
    **_rows(_GRANT, "GetGrantCall ListGrantCalls GetGrantResult ListGrantResults", ANYONE),
    **_rows(_GRANT, "GetGrantTotals GetGrantTrace GetMeasureFunding", ANYONE),
    **_rows(_GRANT_APPLY, "SubmitGrantApplication UpdateGrantApplication", ADMIN, "clerk", "editor", "provider"),
    **_rows(_GRANT_APPLY, "ResubmitGrantApplication WithdrawGrantApplication", ADMIN, "clerk", "editor", "provider"),
    **_rows(_GRANT_APPLY, "GetGrantApplication ListGrantApplications", ADMIN, "clerk", "editor", "provider"),
    **_rows(_GRANT_EDIT, "CreateGrantCall UpdateGrantCall DeleteGrantCall AnnounceGrantCall", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "CheckGrantApplication RecordGrantOpinion DeclareGrantConflict", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "ScoreGrantApplication CloseGrantScoring", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "ProposeGrants DecideGrants", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "RecordGrantContract RecordGrantPayment SettleGrant", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "GetGrantAssessment ListGrantAssessments", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "GetGrantProposal ListGrantProposals", ADMIN, "clerk", "editor"),
    **_rows(_GRANT_EDIT, "GetGrantDecision ListGrantDecisions", ADMIN, "clerk", "editor"),
    **_rows(_MONITORING, "GetActionPlan ListActionPlans CheckActionPlan PreviewEvaluation", ANYONE),
    **_rows(_MONITORING, "GetPublishedObservation ListPublishedObservations GetPlanProject ListPlanProjects", ANYONE),
    **_rows(_MONITORING, "GetProjectRevision ListProjectRevisions GetEvaluation ListEvaluations", ANYONE),
    **_rows(_MONITORING, "ListPreviousEvaluations", ANYONE),
    **_rows(_MONITORING_EDIT, "CreateActionPlan UpdateActionPlan DeleteActionPlan ApproveActionPlan", ADMIN, "editor"),
    **_rows(_MONITORING_EDIT, "CreateObservation UpdateObservation DeleteObservation", ADMIN, "editor", "clerk"),
    **_rows(_MONITORING_EDIT, "GetObservation ListObservations SubmitObservation", ADMIN, "editor", "clerk"),
    **_rows(_MONITORING_EDIT, "ReturnObservation ReviewObservation AcceptObservation", ADMIN, "editor"),
    **_rows(_MONITORING_EDIT, "PublishObservation CreateDeviation UpdateDeviation DeleteDeviation", ADMIN, "editor"),
    **_rows(_MONITORING_EDIT, "ListOverdueIndicators GetMonitoringStatus GetDeviation", ADMIN, "editor", "clerk"),
    **_rows(_MONITORING_EDIT, "ListDeviations ListDeviationSuggestions", ADMIN, "editor", "clerk"),
    **_rows(_MONITORING_EDIT, "CreateEvaluation UpdateEvaluation DeleteEvaluation ApproveEvaluation", ADMIN, "editor"),
    **_rows(_PLAN_PROJECT, "CreatePlanProject UpdatePlanProject DeletePlanProject", ADMIN, "editor"),
    **_rows(_PLAN_PROJECT, "SubmitProjectRevision", ADMIN, "editor", "clerk", "provider"),
    **_rows(_PLAN_PROJECT, "ReturnProjectRevision AcceptProjectRevision ListLateRevisions", ADMIN, "editor", "clerk"),
    **_rows(_AS_KNOWN, "GetAsKnown ListMeasuresAsKnown GetMoneyAsKnown", ANYONE),
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
    **_rows(
        _TRACE, "ListDifferences CreateIncorporation DeleteIncorporation GetIncorporation", ADMIN, "clerk", "editor"
    ),
    **_rows(_TRACE, "ListIncorporations GetGate GetOfficeTrail RecordMonitoring", ADMIN, "clerk", "editor"),
    **_rows(_OUTCOME, "PreviewRelease ReleaseRound", ADMIN, "clerk"),
    **_rows(_OUTCOME, "SubmitRound ReturnRound ApproveRound", ADMIN, "clerk", "editor"),
    **_rows(_PUBLICATION, "GetPublicComment ListPublicComments GetTrail ListChangedPassages", ANYONE),
    **_rows(_PUBLICATION, "ExportPublicTable GetSettlementStatistics", ANYONE),
    **_rows(_PUBLICATION_OFFICE, "ModerateComment ExportOfficeTable", ADMIN, "clerk"),
    **_rows(_REPLY, "PrepareReplies GetReply ListReplies WriteLetters MarkReplies", ADMIN, "clerk"),
    **_rows(_CONSULT, "GetRound ListRounds CountComments GetSettlementState", ANYONE),
    **_rows(_ROUND_OFFICE, "CreateRound UpdateRound DeleteRound AnnounceRound CloseRound", ADMIN, "clerk"),
    **_rows(_ROUND_OFFICE, "StartSettling SettleRound ExtendRound ArchiveRound", ADMIN, "clerk"),
    **_rows(_DRAFT, "GetDraft ListDrafts ListDraftBlocks", ANYONE),
    **_rows(_DRAFT_OFFICE, "PublishDraft ReanchorPoints ListPlaces ConfirmAnchor", ADMIN, "clerk"),
    **_rows(_FORM, "GetFormBalance", ANYONE),
    **_rows(_FORM_OFFICE, "IssueForms GetFormBatch ListFormBatches ListForms SpoilForms", ADMIN, "clerk"),
    **_rows(_FORM_OFFICE, "ReturnForms ReconcileForms", ADMIN, "clerk"),
    **_rows(
        _INTAKE,
        "RegisterComment IssueReceipt IssueConfirmation ConfirmDisputed VoidComment WithdrawForAuthor",
        ADMIN,
        "clerk",
    ),
    **_rows(
        _CITIZEN,
        "GetChallenge SubmitComment PreviewComment ConfirmComment DisputeComment WithdrawComment",
        ANYONE,
    ),
    **_rows(
        _SUBMISSION,
        "ReceiveSubmission TranscribeSubmission CheckSubmission AdmitSubmission RefuseSubmission GetSubmission",
        ADMIN,
        "clerk",
    ),
    **_rows(_SUBMISSION, "ListSubmissions GetRefusal ListRefusals", ADMIN, "clerk"),
    **_rows(_ATTACHMENT, "UploadAttachment DownloadAttachment", ADMIN, "clerk"),
    **_rows(_COMMENT_IMPORT, "ImportComments GetCommentSheets", ADMIN, "clerk"),
    **_rows(_SETTLEMENT, "GetComment ListComments ProposeSettlement ReturnProposal DecidePoints", ADMIN, "clerk"),
    **_rows(_SETTLEMENT, "DecideEditorial ReopenPoint", ADMIN, "clerk"),
    **_rows(_ANNOTATION, "AnnotateComment", ADMIN, "clerk"),
    **_rows(_POINT, "CategorisePoint AssignPoint ClaimPoint ReferPoint ReturnReferral SplitPoint", ADMIN, "clerk"),
    **_rows(_POINT, "ListOverduePoints WriteReminders GetPointCodes", ADMIN, "clerk"),
    **_rows(_SIMILARITY, "GetSimilarityGroup ListSimilarityGroups SuggestSimilarGroups", ADMIN, "clerk"),
    **_rows(_SIMILARITY, "CreateSimilarityGroup CompareSimilarPoints ConfirmSimilarityGroup", ADMIN, "clerk"),
    **_rows(_SIMILARITY, "RemoveSimilarPoint DissolveSimilarityGroup SettleSimilarityGroup", ADMIN, "clerk"),
    **_rows(_REPLY_TEXT, "GetReplyText ListReplyTexts CreateReplyText UpdateReplyText", ADMIN, "clerk"),
    **_rows(_REPLY_TEXT, "DeleteReplyText ListReplyTextUses", ADMIN, "clerk"),
    **_rows(_BOOK, "GetCheckpoint ListEntries GetInclusionProof GetConsistencyProof", ANYONE),
    **_rows(_BOOK, "GetReceipt ListKeys ListCosignatures", ANYONE),
    **_rows(_BOOK_OFFICE, "RotateKey RecoverBook", ADMIN),
    **_rows(_BOOK_OFFICE, "CheckBooks", ADMIN, "clerk"),
    **_rows(_PRIVACY, "EraseAuthors EraseContent GetPersonData", ADMIN),
    **_rows(_PRIVACY, "SetLegalHold ReleaseLegalHold", ADMIN),
    **_rows(_PRIVACY, "GetLegalHold ListLegalHolds ListErasures WithdrawConsentForAuthor", ADMIN, "clerk"),
    **_rows("/komplan.consultation.v1.ConsentService/", "GetConsent WithdrawConsent", ANYONE),
    **_rows("/komplan.consultation.v1.BookWitnessService/", "GetWitnessState", ANYONE),
    **_rows(_WITNESS, "AddCheckpoint GetWitness GetLatest GetWitnessedLog ListWitnessedLogs", ANYONE),
    **_rows(_WITNESS, "GetEvidence ListEvidence", ANYONE),
    **_rows(_WITNESS_OFFICE, "CreateWitnessedLog UpdateWitnessedLog DeleteWitnessedLog", ADMIN),
    **_rows(_REGION, "GetMunicipality ListMunicipalities GetMidtermPlan", ANYONE),
    **_rows(_REGION_OFFICE, "CreateMunicipality UpdateMunicipality DeleteMunicipality", ADMIN, "analyst"),
    **_rows(_REGION_OFFICE, "ResetCopy Collect", ADMIN, "analyst"),
    **_rows(_DIRECTORY, "GetSignedDirectory GetDirectoryKey", ANYONE),
    **_rows(_DIRECTORY_OFFICE, "LookUpBookKeys", ADMIN, "analyst"),
    **_rows(_HINT, "NotifyChanged", "city", ADMIN),
    **_rows(_CROSSWALK, "GetCrosswalkEntry ListCrosswalkEntries LookUpCrosswalk", ANYONE),
    **_rows(_CROSSWALK_OFFICE, "CreateCrosswalkEntry UpdateCrosswalkEntry DeleteCrosswalkEntry", ADMIN, "analyst"),
    **_rows(_FUNDING, "GetFunding ListFundings ListFundedMeasures CompareFundings", ANYONE),
    **_rows(_FUNDING_OFFICE, "CreateFunding UpdateFunding DeleteFunding SolveFunding", ADMIN, "analyst"),
    **_rows(_MONEY, "GetMoney ListMoneyLines GetSubsidyRequest", ANYONE),
    **_rows(_MIDTERM, "GetRegionPlan ListRegionPlans GetRegionPlanVersion ListRegionPlanVersions", ANYONE),
    **_rows(_MIDTERM, "GetRegionPlanSection ListRegionPlanSections ListMidtermTables ListMidtermRows", ANYONE),
    **_rows(_MIDTERM, "ListMidtermSources CheckRegionPlanVersion", ANYONE),
    **_rows(_MIDTERM_COMPARISON, "CompareRegionPlanVersions CompareAreas CompareYears", ANYONE),
    **_rows(_MIDTERM_OFFICE, "CreateRegionPlan UpdateRegionPlan DeleteRegionPlan", ADMIN, "analyst"),
    **_rows(_MIDTERM_OFFICE, "BuildRegionPlanVersion DeleteRegionPlanVersion", ADMIN, "analyst"),
    **_rows(_MIDTERM_OFFICE, "UpdateRegionPlanSection PublishRegionPlanVersion", ADMIN, "analyst"),
    **_rows(_MIDTERM_OFFICE, "FinishRegionPlanVersion AdoptRegionPlan", ADMIN, "analyst"),
    **_rows(_MIDTERM_OFFICE, "ReproduceRegionPlanVersion ExportConsultationDraft", ADMIN, "analyst"),
    **_rows(_MIDTERM_STRATEGY, "GetRegionPriority ListRegionPriorities CreateRegionPriority", ADMIN, "analyst"),
    **_rows(_MIDTERM_STRATEGY, "UpdateRegionPriority DeleteRegionPriority", ADMIN, "analyst"),
    **_rows(_MIDTERM_STRATEGY, "GetRegionMeasure ListRegionMeasures CreateRegionMeasure", ADMIN, "analyst"),
    **_rows(_MIDTERM_STRATEGY, "UpdateRegionMeasure DeleteRegionMeasure", ADMIN, "analyst"),
    **_rows(_MIDTERM_FOLLOWING, "GetActionPlan ListActionPlans CheckActionPlan", ANYONE),
    **_rows(_MIDTERM_FOLLOWING, "GetEvaluation ListEvaluations", ANYONE),
    **_rows(_MIDTERM_FOLLOWING_OFFICE, "CreateActionPlan UpdateActionPlan DeleteActionPlan", ADMIN, "analyst"),
    **_rows(_MIDTERM_FOLLOWING_OFFICE, "ApproveActionPlan", ADMIN, "analyst"),
    **_rows(_MIDTERM_FOLLOWING_OFFICE, "CreateEvaluation UpdateEvaluation DeleteEvaluation", ADMIN, "analyst"),
    **_rows(_MIDTERM_FOLLOWING_OFFICE, "ApproveEvaluation", ADMIN, "analyst"),
    **_rows(_TERRITORY, "GetTerritory ListTerritories LookUpTerritory", ANYONE),
    **_rows(_TERRITORY_OFFICE, "ImportTerritory DeleteTerritory", ADMIN, "analyst"),
    **_rows(_NEEDS, "GetNeedRound ListNeedRounds GetNeedCoverage GetNeedFigures", ANYONE),
    **_rows(_NEEDS, "GetNeedResponse ListNeedResponses", ANYONE),
    **_rows(_NEEDS_OFFICE, "GetRegionalNeed ListRegionalNeeds GetIntakeReport ListIntakeReports", ADMIN, "analyst"),
    **_rows(_NEEDS_OFFICE, "SuggestNeedMerges MergeNeeds UndoNeedMerge GetNeedMerge ListNeedMerges", ADMIN, "analyst"),
    **_rows(_NEEDS_OFFICE, "RespondToNeed UpdateNeedResponse DeleteNeedResponse", ADMIN, "analyst"),
    **_rows(_NEED_ROUND_OFFICE, "CreateNeedRound UpdateNeedRound DeleteNeedRound OpenNeedRound", ADMIN, "analyst"),
    **_rows(_NEED_ROUND_OFFICE, "CloseNeedRound IssueNeedCodes WithdrawNeedCode ListNeedCodes", ADMIN, "analyst"),
    **_rows(_NEED_INTAKE, "GetNeedFormStatus GetNeedFormTemplate SubmitNeedForm UploadNeedForm", ANYONE),
    **_rows(_NEED_INTAKE, "ConfirmNoChange", ANYONE),
    **_rows(_SUPPLY, "GetSupply ListSuppliedServices GetCapacityGaps GetServedAges ListServedAges", ANYONE),
    **_rows(_SUPPLY, "GetScenario ListScenarios CompareScenarios", ANYONE),
    **_rows(_SUPPLY_OFFICE, "CreateServedAges UpdateServedAges DeleteServedAges", ADMIN, "analyst"),
    **_rows(_SUPPLY_OFFICE, "CreateScenario UpdateScenario DeleteScenario", ADMIN, "analyst"),
    **_rows(_POPULATION, "GetPopulation ListPopulations", ANYONE),
    **_rows(_POPULATION_OFFICE, "ImportPopulation DeletePopulation", ADMIN, "analyst"),
    **_rows(_NETWORK, "GetNetwork CompareNetwork GetNetworkEntry ListNetworkEntries", ANYONE),
    **_rows(_NETWORK, "GetNetworkDecision ListNetworkDecisions GetNetworkCriterion ListNetworkCriteria", ANYONE),
    **_rows(_NETWORK, "GetMunicipalFlag ListMunicipalFlags", ANYONE),
    **_rows(_NETWORK_OFFICE, "DecideNetwork CreateNetworkApplication UpdateNetworkApplication", ADMIN, "analyst"),
    **_rows(_NETWORK_OFFICE, "ReturnNetworkApplication ResubmitNetworkApplication", ADMIN, "analyst"),
    **_rows(_NETWORK_OFFICE, "GetNetworkApplication ListNetworkApplications", ADMIN, "analyst"),
    **_rows(_NETWORK_OFFICE, "CheckNetworkApplication CreateNetworkCriterion", ADMIN, "analyst"),
    **_rows(_NETWORK_OFFICE, "UpdateNetworkCriterion DeleteNetworkCriterion", ADMIN, "analyst"),
    **_rows(_NETWORK_OFFICE, "CreateMunicipalFlag UpdateMunicipalFlag DeleteMunicipalFlag", ADMIN, "analyst"),
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
