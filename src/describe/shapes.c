// SPDX-License-Identifier: Apache-2.0
// The table of shapes.
#include "describe/shapes.h"

#include "alignment/hand_off.h"
#include "describe/shapes_inbox.h"
#include "describe/shapes_lab.h"
#include "describe/shapes_maps.h"
#include "describe/shapes_offer.h"
#include "describe/shapes_policy.h"
#include "describe/shapes_session.h"
#include "describe/shapes_stress.h"
#include "model/permission.h"
#include "people/map_entry.h"
#include "people/roles.h"
#include "product/product.h"

static const struct shape_member named_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member holder_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"stand_in", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"inherited", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"scope", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};

static const struct shape_member finding_count_members[] = {
    {"errors", SHAPE_INTEGER, 0, NULL, NULL},
    {"warnings", SHAPE_INTEGER, 0, NULL, NULL},
    {"infos", SHAPE_INTEGER, 0, NULL, NULL},
};

static const struct shape_member portfolio_hand_off_members[] = {
    {"waiting", SHAPE_INTEGER, 0, NULL, NULL},
    {"key", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
    {"title", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"since", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"with", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
};

static const struct shape_member portfolio_item_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"stage", SHAPE_CHOICE, 0, NULL, &product_stages},
    {"horizon", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &product_horizons},
    {"line", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
    {"line_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"unit", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
    {"unit_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"management", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
    {"marketing", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
    {"findings", SHAPE_OBJECT, 0, "FindingCount", NULL},
    {"hand_offs", SHAPE_OBJECT, SHAPE_NULLABLE, "PortfolioHandOffs", NULL},
};

static const struct shape_member portfolio_members[] = {
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "PortfolioItem", NULL}};

static const struct shape_member finding_members[] = {
    {"rule", SHAPE_TEXT, 0, NULL, NULL},
    {"severity", SHAPE_CHOICE, 0, NULL, &shape_severities},
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"title", SHAPE_TEXT, 0, NULL, NULL},
    {"accountable", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"message", SHAPE_TEXT, 0, NULL, NULL},
    {"hint", SHAPE_TEXT, 0, NULL, NULL},
    {"fingerprint", SHAPE_TEXT, 0, NULL, NULL},
    {"product", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"unit", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"waiver", SHAPE_OBJECT, SHAPE_OPTIONAL, "FindingWaiver", NULL},
};

static const struct shape_member finding_waiver_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"reason", SHAPE_TEXT, 0, NULL, NULL},
    {"until_on", SHAPE_DATE, 0, NULL, NULL},
    {"person", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
};

static const struct shape_member finding_summary_members[] = {
    {"errors", SHAPE_INTEGER, 0, NULL, NULL},
    {"warnings", SHAPE_INTEGER, 0, NULL, NULL},
    {"infos", SHAPE_INTEGER, 0, NULL, NULL},
    {"waived", SHAPE_INTEGER, 0, NULL, NULL},
    {"known", SHAPE_INTEGER, 0, NULL, NULL},
    {"products", SHAPE_INTEGER, 0, NULL, NULL},
    {"rules", SHAPE_INTEGER, 0, NULL, NULL},
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"map", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
};

static const struct shape_member finding_list_members[] = {
    {"findings", SHAPE_OBJECT, SHAPE_ARRAY, "Finding", NULL},
    {"waived", SHAPE_OBJECT, SHAPE_ARRAY | SHAPE_OPTIONAL, "Finding", NULL},
    {"summary", SHAPE_OBJECT, 0, "FindingSummary", NULL},
};

static const struct shape_member finding_explanation_members[] = {
    {"finding", SHAPE_OBJECT, 0, "Finding", NULL}, {"lines", SHAPE_ANY, SHAPE_ARRAY, NULL, NULL}};

static const struct shape_member rule_parameter_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"value", SHAPE_ANY, 0, NULL, NULL},
    {"default", SHAPE_ANY, 0, NULL, NULL},
    {"minimum", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"maximum", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"choices", SHAPE_TEXT, SHAPE_ARRAY | SHAPE_OPTIONAL, NULL, NULL},
    {"description", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member rule_members[] = {
    {"id", SHAPE_TEXT, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"severity", SHAPE_CHOICE, 0, NULL, &shape_rule_severities},
    {"default", SHAPE_CHOICE, 0, NULL, &shape_rule_severities},
    {"why", SHAPE_TEXT, 0, NULL, NULL},
    {"example", SHAPE_TEXT, 0, NULL, NULL},
    {"ask", SHAPE_TEXT, 0, NULL, NULL},
    {"parameters", SHAPE_OBJECT, SHAPE_ARRAY, "RuleParameter", NULL},
};

static const struct shape_member rule_list_members[] = {{"items", SHAPE_OBJECT, SHAPE_ARRAY, "Rule", NULL}};

static const struct shape_member signer_members[] = {
    {"role", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &people_roles},
    {"outcome", SHAPE_CHOICE, 0, NULL, &shape_outcomes},
    {"people", SHAPE_OBJECT, SHAPE_ARRAY, "Holder", NULL},
};

static const struct shape_member gate_sheet_criterion_members[] = {
    {"activity_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"activity_code", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"signed_by_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"signer", SHAPE_OBJECT, 0, "Signer", NULL},
};

static const struct shape_member gate_slip_members[] = {
    {"from", SHAPE_DATE, 0, NULL, NULL},
    {"to", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"at", SHAPE_TEXT, 0, NULL, NULL},
    {"by", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member gate_sheet_consultation_members[] = {
    {"person_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};

static const struct shape_member gate_sheet_gate_members[] = {
    {"decided_by_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"decider", SHAPE_OBJECT, 0, "Signer", NULL},
    {"green", SHAPE_INTEGER, 0, NULL, NULL},
    {"red", SHAPE_INTEGER, 0, NULL, NULL},
    {"open", SHAPE_INTEGER, 0, NULL, NULL},
    {"criteria", SHAPE_OBJECT, SHAPE_ARRAY, "GateSheetCriterion", NULL},
    {"slips", SHAPE_OBJECT, SHAPE_ARRAY, "GateSlip", NULL},
    {"consultations", SHAPE_OBJECT, SHAPE_ARRAY, "GateSheetConsultation", NULL},
};

static const struct shape_member gate_sheet_members[] = {
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"product", SHAPE_OBJECT, 0, "Named", NULL},
    {"stage", SHAPE_CHOICE, 0, NULL, &product_stages},
    {"horizon", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &product_horizons},
    {"next_stage", SHAPE_CHOICE, SHAPE_NULLABLE, NULL, &product_stages},
    {"without_gate", SHAPE_CHOICE, SHAPE_ARRAY, NULL, &product_stages},
    {"gates", SHAPE_OBJECT, SHAPE_ARRAY, "GateSheetGate", NULL},
};

static const struct shape_member timeline_item_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"kind", SHAPE_CHOICE, 0, NULL, &hand_off_kinds},
    {"title", SHAPE_TEXT, 0, NULL, NULL},
    {"product", SHAPE_OBJECT, 0, "Named", NULL},
    {"release", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"from_role", SHAPE_CHOICE, 0, NULL, &people_roles},
    {"from", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"to_role", SHAPE_CHOICE, 0, NULL, &people_roles},
    {"to", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"status", SHAPE_CHOICE, 0, NULL, &hand_off_statuses},
    {"due_on", SHAPE_DATE, 0, NULL, NULL},
    {"offered_on", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"answered_on", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"answered_by", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"reason", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"returns", SHAPE_INTEGER, 0, NULL, NULL},
    {"items", SHAPE_INTEGER, 0, NULL, NULL},
    {"items_done", SHAPE_INTEGER, 0, NULL, NULL},
    {"held_by", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"since", SHAPE_DATE, 0, NULL, NULL},
    {"age_days", SHAPE_INTEGER, 0, NULL, NULL},
    {"waiting", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"overdue", SHAPE_BOOLEAN, 0, NULL, NULL},
};

static const struct shape_member timeline_members[] = {
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "HandOffTimelineItem", NULL},
    {"more", SHAPE_BOOLEAN, 0, NULL, NULL},
};

static const struct shape_member import_file_members[] = {
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"file_name", SHAPE_TEXT, 0, NULL, NULL},
    {"content", SHAPE_BINARY, 0, NULL, NULL},
};

static const struct shape_member import_request_members[] = {
    {"mapping", SHAPE_ANY, SHAPE_OPTIONAL, NULL, NULL},
    {"dry_run", SHAPE_BOOLEAN, SHAPE_OPTIONAL, NULL, NULL},
};

static const struct shape_member import_column_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"samples", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
    {"suggestion", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"confidence", SHAPE_INTEGER, 0, NULL, NULL},
};

static const struct shape_member import_preview_members[] = {
    {"encoding", SHAPE_TEXT, 0, NULL, NULL},
    {"delimiter", SHAPE_TEXT, 0, NULL, NULL},
    {"columns", SHAPE_OBJECT, SHAPE_ARRAY, "ImportColumn", NULL},
    {"rows", SHAPE_INTEGER, 0, NULL, NULL},
    {"mapping", SHAPE_ANY, 0, NULL, NULL},
};

static const struct shape_member import_remark_members[] = {
    {"line", SHAPE_INTEGER, 0, NULL, NULL},
    {"column", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"value", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"reason", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member import_result_members[] = {
    {"import", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"dry_run", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"rows", SHAPE_INTEGER, 0, NULL, NULL},
    {"created", SHAPE_INTEGER, 0, NULL, NULL},
    {"updated", SHAPE_INTEGER, 0, NULL, NULL},
    {"unchanged", SHAPE_INTEGER, 0, NULL, NULL},
    {"also_created", SHAPE_INTEGER, SHAPE_MAP, NULL, NULL},
    {"also_updated", SHAPE_INTEGER, SHAPE_MAP, NULL, NULL},
    {"kept", SHAPE_INTEGER, 0, NULL, NULL},
    {"rejected_rows", SHAPE_INTEGER, 0, NULL, NULL},
    {"rejected", SHAPE_OBJECT, SHAPE_ARRAY, "ImportRemark", NULL},
    {"warnings", SHAPE_OBJECT, SHAPE_ARRAY, "ImportRemark", NULL},
    {"preview", SHAPE_ANY, SHAPE_ARRAY, NULL, NULL},
};

static const struct shape_member former_key_members[] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"current_key", SHAPE_KEY, 0, NULL, NULL},
};

static const struct shape_member price_text_members[] = {
    {"record", SHAPE_TEXT, 0, NULL, NULL},
    {"kind", SHAPE_TEXT, 0, NULL, NULL},
    {"number", SHAPE_TEXT, 0, NULL, NULL},
    {"content", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member kept_reference_members[] = {
    {"record", SHAPE_KEY, 0, NULL, NULL},
    {"field", SHAPE_TEXT, 0, NULL, NULL},
    {"value", SHAPE_TEXT, 0, NULL, NULL},
    {"source", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};

static const struct shape_member workspace_members[] = {
    {"tandem_export", SHAPE_INTEGER, 0, NULL, NULL},
    {"workspace", SHAPE_TEXT, SHAPE_MAP, NULL, NULL},
    {"resources", SHAPE_ANY, SHAPE_MAP, NULL, NULL},
    {"former_keys", SHAPE_OBJECT, SHAPE_ARRAY, "FormerKey", NULL},
    {"kept_references", SHAPE_OBJECT, SHAPE_ARRAY, "KeptReference", NULL},
    {"price_texts", SHAPE_OBJECT, SHAPE_ARRAY, "PriceText", NULL},
};

static const struct shape_member resource_export_members[] = {
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"items", SHAPE_ANY, SHAPE_ARRAY, NULL, NULL},
};

static const struct shape_member credentials_members[] = {
    {"email", SHAPE_TEXT, 0, NULL, NULL},
    {"password", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member password_change_members[] = {
    {"current", SHAPE_TEXT, 0, NULL, NULL},
    {"new", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member setup_members[] = {
    {"token", SHAPE_TEXT, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"email", SHAPE_TEXT, 0, NULL, NULL},
    {"password", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member invitation_request_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"email", SHAPE_TEXT, 0, NULL, NULL},
    {"role", SHAPE_CHOICE, 0, NULL, &access_roles},
};

static const struct shape_member invitation_members[] = {{"link", SHAPE_TEXT, 0, NULL, NULL}};

static const struct shape_member invitation_acceptance_members[] = {
    {"token", SHAPE_TEXT, 0, NULL, NULL},
    {"password", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member token_created_members[] = {{"secret", SHAPE_TEXT, 0, NULL, NULL}};

static const struct shape_member settings_members[] = {
    {"workspace_name", SHAPE_TEXT, SHAPE_OPTIONAL, NULL, NULL},
    {NULL, SHAPE_ANY, 0, NULL, NULL},
};

static const struct shape_member document_members[] = {{NULL, SHAPE_ANY, 0, NULL, NULL}};

static const struct shape_member description_choice_members[] = {
    {"code", SHAPE_TEXT, 0, NULL, NULL},
    {"label", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member description_field_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"label", SHAPE_TEXT, 0, NULL, NULL},
    {"help", SHAPE_TEXT, 0, NULL, NULL},
    {"type", SHAPE_TEXT, 0, NULL, NULL},
    {"required", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"nullable", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"creatable", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"updatable", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"filter", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"minimum", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"maximum", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"scale", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"default", SHAPE_TEXT, SHAPE_OPTIONAL, NULL, NULL},
    {"choices", SHAPE_OBJECT, SHAPE_ARRAY | SHAPE_OPTIONAL, "DescriptionChoice", NULL},
    {"targets", SHAPE_TEXT, SHAPE_ARRAY | SHAPE_OPTIONAL, NULL, NULL},
};

static const struct shape_member description_action_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"label", SHAPE_TEXT, 0, NULL, NULL},
    {"help", SHAPE_TEXT, 0, NULL, NULL},
    {"fields", SHAPE_OBJECT, SHAPE_ARRAY, "DescriptionField", NULL},
};

static const struct shape_member description_link_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"field", SHAPE_TEXT, 0, NULL, NULL},
};

static const struct shape_member description_verbs_members[] = {
    {"all", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
    {"own", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
};

static const struct shape_member description_resource_members[] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"singular", SHAPE_TEXT, 0, NULL, NULL},
    {"label", SHAPE_TEXT, 0, NULL, NULL},
    {"label_plural", SHAPE_TEXT, 0, NULL, NULL},
    {"prefix", SHAPE_TEXT, 0, NULL, NULL},
    {"help", SHAPE_TEXT, 0, NULL, NULL},
    {"title", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"read_only", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"sorts", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
    {"fields", SHAPE_OBJECT, SHAPE_ARRAY, "DescriptionField", NULL},
    {"actions", SHAPE_OBJECT, SHAPE_ARRAY, "DescriptionAction", NULL},
    {"links", SHAPE_OBJECT, SHAPE_ARRAY, "DescriptionLink", NULL},
    {"permissions", SHAPE_OBJECT, SHAPE_MAP, "DescriptionVerbs", NULL},
};

static const struct shape_member description_members[] = {
    {"resources", SHAPE_OBJECT, SHAPE_ARRAY, "DescriptionResource", NULL}};

static const struct shape_member version_members[] = {{"version", SHAPE_TEXT, 0, NULL, NULL}};

static const struct shape_member health_members[] = {{"status", SHAPE_TEXT, 0, NULL, NULL}};

static const struct shape_member field_problem_members[] = {
    {"field", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"message", SHAPE_TEXT, 0, NULL, NULL},
    {"line", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
    {"column", SHAPE_INTEGER, SHAPE_OPTIONAL, NULL, NULL},
};

static const struct shape_member problem_members[] = {
    {"type", SHAPE_TEXT, 0, NULL, NULL},
    {"title", SHAPE_TEXT, 0, NULL, NULL},
    {"status", SHAPE_INTEGER, 0, NULL, NULL},
    {"detail", SHAPE_TEXT, 0, NULL, NULL},
    {"instance", SHAPE_TEXT, 0, NULL, NULL},
    {"errors", SHAPE_OBJECT, SHAPE_ARRAY, "FieldProblem", NULL},
    {"current", SHAPE_ANY, SHAPE_OPTIONAL, NULL, NULL},
};

#define SHAPE(name, help, extends, members)                                                                  \
    {                                                                                                        \
        (name), (help), (extends), (members), sizeof(members) / sizeof(*(members))                           \
    }

const struct shape shapes[] = {
    SHAPE("Named", "A record by key and name.", NULL, named_members),
    SHAPE(
        "MayDelegation", "Who acts for an accountable person, and until when.", NULL, may_delegation_members),
    SHAPE("May", "Whether an act belongs to a person's role, and who else is concerned.", NULL, may_members),
    SHAPE("Pricing2YamlFile", "A file of Pricing2Yaml and the product that is sold.", NULL,
        pricing2yaml_file_members),
    SHAPE("Pricing2YamlNote", "What was left out, with its line.", NULL, pricing2yaml_note_members),
    SHAPE("Pricing2YamlResult", "The draft price list of a file, and how many records were made or changed.",
        NULL, pricing2yaml_result_members),
    SHAPE("PriceDataFile", "A CSV file that becomes a data set.", NULL, price_data_file_members),
    SHAPE("PriceDataContent", "A CSV file in place of the rows of a data set.", NULL,
        price_data_content_members),
    SHAPE("PriceDataOdd", "A cell that is no number in a column of numbers.", NULL, price_data_odd_members),
    SHAPE("PriceDataColumn", "What a column holds.", NULL, price_data_column_members),
    SHAPE("PriceDataPreview", "The columns of a data set and its first rows.", NULL,
        price_data_preview_members),
    SHAPE("PriceStudyDraft", "A study that may not be stored yet.", NULL, price_study_draft_members),
    SHAPE("PriceStudyProblem", "What would keep a study from running; line 0: none in particular.", NULL,
        price_study_problem_members),
    SHAPE("PriceStudyProblems", "All that would keep a study from running.", NULL,
        price_study_problems_members),
    SHAPE("PriceEstimate", "A parameter with its standard error and interval.", NULL, price_estimate_members),
    SHAPE("PriceRefusal", "Why the data cannot carry an answer, and what to collect.", NULL,
        price_refusal_members),
    SHAPE("PriceResult", "What came out of a study; further tables by their names.", NULL,
        price_result_members),
    SHAPE("PriceStudyProgress", "How far a study is; all is 0 while that is not known.", NULL,
        price_study_progress_members),
    SHAPE("Holder", "A person who holds a role over a product.", NULL, holder_members),
    SHAPE("FindingCount", "How many findings there are of each severity.", NULL, finding_count_members),
    SHAPE("PortfolioHandOffs",
        "What waits to be handed over about a product in next, and with whom the oldest of it does.", NULL,
        portfolio_hand_off_members),
    SHAPE("PortfolioItem", "A product as the portfolio shows it.", NULL, portfolio_item_members),
    SHAPE("Portfolio", "The whole portfolio.", NULL, portfolio_members),
    SHAPE("Resolution", "Who is accountable for an activity over a product.", NULL, resolution_members),
    SHAPE("OutcomeCount", "How many products that are not retired have each outcome for an activity.", NULL,
        outcome_count_members),
    SHAPE("ResolutionReply",
        "Items for one product, or a summary over all of them; by the map in force, if there is one.", NULL,
        resolution_reply_members),
    SHAPE("Finding", "Something wrong in the workspace.", NULL, finding_members),
    SHAPE(
        "FindingWaiver", "Why a finding stands, until when, and who lets it.", NULL, finding_waiver_members),
    SHAPE("FindingSummary", "Findings counted, and what was looked at.", NULL, finding_summary_members),
    SHAPE("FindingExplanation", "A finding explained.", NULL, finding_explanation_members),
    SHAPE("FindingList", "All findings.", NULL, finding_list_members),
    SHAPE("InboxItem", "Something that waits for a person, with the actions that settle it.", NULL,
        inbox_item_members),
    SHAPE("Inbox", "What waits for a person, counted by kind.", NULL, inbox_members),
    SHAPE("RuleParameter", "A number or a severity of a rule, which a setting of the workspace can change.",
        NULL, rule_parameter_members),
    SHAPE("Rule", "A rule of the check.", NULL, rule_members),
    SHAPE("RuleList", "All rules.", NULL, rule_list_members),
    SHAPE("StressRequest", "A scenario by its key, or steps; of the two exactly one.", NULL,
        stress_request_members),
    SHAPE("MapCopyRequest",
        "What the copy is to be called and is for; without a scope that of the original, null for the whole "
        "company.",
        NULL, map_copy_request_members),
    SHAPE("MapEffectTotals", "What changes, counted.", NULL, map_effect_total_members),
    SHAPE("MapEffectSide", "Who is accountable on one side of the change.", NULL, map_effect_side_members),
    SHAPE("MapEffectItem", "A product and an activity that change hands.", NULL, map_effect_item_members),
    SHAPE("MapEffect", "What a map would change if it decided for its scope.", NULL, map_effect_members),
    SHAPE("MapComparisonEntry", "What a map says about an activity.", NULL, map_comparison_entry_members),
    SHAPE("MapComparisonItem",
        "An activity on both maps; differs names the members in which they are not the same.", NULL,
        map_comparison_item_members),
    SHAPE("MapComparisonTotals", "How many entries are the same, differ, or are on one map only.", NULL,
        map_comparison_total_members),
    SHAPE("MapComparison", "Two maps side by side.", NULL, map_comparison_members),
    SHAPE("StressStep", "A step of a scenario, and in words.", NULL, stress_step_members),
    SHAPE("StressState",
        "What the organisation comes to: pairs of product and activity by outcome, findings.", NULL,
        stress_state_members),
    SHAPE("StressTotals", "What is different afterwards, counted.", NULL, stress_total_members),
    SHAPE("StressOutcome", "Who is accountable on one side.", NULL, stress_outcome_members),
    SHAPE("StressItem", "A product and activity that changes, the worst first.", NULL, stress_item_members),
    SHAPE("StressRule", "Findings of a rule before and after.", NULL, stress_rule_members),
    SHAPE("StressFinding", "A finding that would be new.", NULL, stress_finding_members),
    SHAPE("StressSpan", "Over how many products a person holds a role, before and after.", NULL,
        stress_span_members),
    SHAPE("StressGate", "A criterion that nobody could sign any more.", NULL, stress_gate_members),
    SHAPE("StressHandOff", "A hand-off that nobody could take any more.", NULL, stress_hand_off_members),
    SHAPE("StressReport", "What would break if a scenario came true.", NULL, stress_report_members),
    SHAPE("StressComparisonRequest", "Keys of 1 to 20 scenarios.", NULL, stress_comparison_request_members),
    SHAPE("StressComparisonItem", "A scenario in short.", NULL, stress_comparison_item_members),
    SHAPE("StressComparison", "Scenarios side by side.", NULL, stress_comparison_members),
    SHAPE("SinglePoint", "What would be left without anybody if one person were not there.", NULL,
        single_point_members),
    SHAPE("SinglePointList",
        "People, hardest to do without first, of so many whose absence changes anything.", NULL,
        single_point_list_members),
    SHAPE("Signer", "Who signs or decides, by the map in force.", NULL, signer_members),
    SHAPE("GateSheetCriterion", "A criterion with its activity and its signer.", "GateCriterion",
        gate_sheet_criterion_members),
    SHAPE("GateSlip", "A day that was planned, and the one that took its place.", NULL, gate_slip_members),
    SHAPE("GateSheetConsultation", "A consultation with the name of the person asked.", "Consultation",
        gate_sheet_consultation_members),
    SHAPE("GateSheetGate", "A gate with all that belongs to it.", "Gate", gate_sheet_gate_members),
    SHAPE("GateSheet",
        "The gates of a product in the order of their stages; without_gate: stages that it reached without "
        "one.",
        NULL, gate_sheet_members),
    SHAPE("HandOffTimelineItem", "A hand-off: who has it now, since when, and whether it is overdue.", NULL,
        timeline_item_members),
    SHAPE("HandOffTimeline",
        "Hand-offs: what waits first, the most urgent at the top; more is true when some were left out.",
        NULL, timeline_members),
    SHAPE("ImportFile", "A CSV file to look into.", NULL, import_file_members),
    SHAPE("ImportRequest",
        "A CSV file to take in; without a mapping, columns go to the fields of their name.", "ImportFile",
        import_request_members),
    SHAPE("ImportColumn", "A column of a file, and the field that it seems to be.", NULL,
        import_column_members),
    SHAPE("ImportPreview", "What is in a file.", NULL, import_preview_members),
    SHAPE("ImportRemark", "A row that cannot be taken, or a note about one that can.", NULL,
        import_remark_members),
    SHAPE("ImportResult",
        "What came of an import, or would come of it; import is null when nothing was stored.", NULL,
        import_result_members),
    SHAPE("FormerKey", "A key that a record had before, and still answers to.", NULL, former_key_members),
    SHAPE("KeptReference", "What an imported file referred to, and was not there.", NULL,
        kept_reference_members),
    SHAPE("PriceText", "A part of a data set's rows, or of what came out of a price study.", NULL,
        price_text_members),
    SHAPE("Workspace",
        "A whole workspace: its settings, and the records of every resource by its plural name.", NULL,
        workspace_members),
    SHAPE("ResourceExport", "All records of a resource.", NULL, resource_export_members),
    SHAPE("SessionUser", "The user who is signed in.", NULL, session_user_members),
    SHAPE("SessionWorkspace", "What everybody may know of the workspace.", NULL, session_workspace_members),
    SHAPE("SignInRefusal", "Why single sign-on may let somebody down, as a code in the address and in words.",
        NULL, sign_in_refusal_members),
    SHAPE("SingleSignOn", "The other way to sign in: what its button says, and where it leads.", NULL,
        single_sign_on_members),
    SHAPE("Session",
        "Who is signed in; setup is true while there is no administrator yet. single_sign_on is null where "
        "it "
        "is not configured, and for somebody who is signed in.",
        NULL, session_members),
    SHAPE("Credentials", "What proves who somebody is.", NULL, credentials_members),
    SHAPE("PasswordChange", "The password as it is, and as it is to be.", NULL, password_change_members),
    SHAPE("Setup", "The first administrator.", NULL, setup_members),
    SHAPE("InvitationRequest", "Whom to invite.", NULL, invitation_request_members),
    SHAPE("Invitation", "The link to send to the invited user; it works once.", NULL, invitation_members),
    SHAPE("InvitationAcceptance", "The token of the link, and the password that the user chose.", NULL,
        invitation_acceptance_members),
    SHAPE("TokenCreated", "A new token with its secret.", "Token", token_created_members),
    SHAPE("Settings",
        "Settings by name: workspace_name, check.RULE.PARAMETER, check.RULE.severity, prefix.RESOURCE, "
        "oidc.NAME.",
        NULL, settings_members),
    SHAPE("Document", "An OpenAPI 3.1 document.", NULL, document_members),
    SHAPE("DescriptionChoice", "One of the values of a choice.", NULL, description_choice_members),
    SHAPE("DescriptionField", "A field of a resource.", NULL, description_field_members),
    SHAPE("DescriptionAction", "An action of a resource, with the fields that it takes.", NULL,
        description_action_members),
    SHAPE("DescriptionLink", "Records of another resource that point to a record.", NULL,
        description_link_members),
    SHAPE("DescriptionVerbs", "The verbs that a role has on all records, and on its own ones.", NULL,
        description_verbs_members),
    SHAPE("DescriptionResource", "A resource.", NULL, description_resource_members),
    SHAPE("Description", "All resources, in an order in which references point backwards.", NULL,
        description_members),
    SHAPE("Version", "The version of the program.", NULL, version_members),
    SHAPE("Health", "Whether the server works.", NULL, health_members),
    SHAPE("FieldProblem", "What is wrong with a field; field is null for the input as a whole.", NULL,
        field_problem_members),
    SHAPE("Problem",
        "An error (RFC 9457): instance is the number of the request, current the record as it is when "
        "somebody "
        "else was faster; an import adds its result.",
        NULL, problem_members),
};
const size_t shape_count = sizeof shapes / sizeof shapes[0];
