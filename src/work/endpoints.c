// SPDX-License-Identifier: Apache-2.0
// The table of endpoints.
#include "work/endpoints.h"

#include "work/endpoint_parameters.h"

const struct endpoint endpoints[] = {
    [ENDPOINT_PORTFOLIO] =
        {
            .method = "GET",
            .path = "/api/v1/portfolio",
            .operation = "show_portfolio",
            .summary = "Every product with its stage, horizon, holders of the two roles, and findings.",
            .parameters = portfolio_parameters,
            .reply = "Portfolio",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "products",
            .verb = VERB_LIST,
        },
    [ENDPOINT_RESOLVE] =
        {
            .method = "GET",
            .path = "/api/v1/resolve",
            .operation = "resolve",
            .summary = "Who is accountable: for one product, or counted over all products.",
            .parameters = resolve_parameters,
            .reply = "ResolutionReply",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "assignments",
            .verb = VERB_LIST,
        },
    [ENDPOINT_MAP_COPY] =
        {
            .method = "POST",
            .path = "/api/v1/maps/{key}/copy",
            .operation = "copy_map",
            .summary = "Makes a new draft with all entries of a map: the way to change one that is in force.",
            .parameters = map_copy_parameters,
            .request = "MapCopyRequest",
            .reply = "Map",
            .status = 201,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "maps",
            .verb = VERB_CREATE,
        },
    [ENDPOINT_MAP_EFFECT] =
        {
            .method = "GET",
            .path = "/api/v1/maps/{key}/effect",
            .operation = "show_map_effect",
            .summary = "What a map would change if it were in force: which accountabilities change hands.",
            .parameters = map_effect_parameters,
            .reply = "MapEffect",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "maps",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_MAP_COMPARE] =
        {
            .method = "GET",
            .path = "/api/v1/maps/compare",
            .operation = "compare_maps",
            .summary = "Two maps side by side: what each says about every activity, and in what they differ.",
            .parameters = map_compare_parameters,
            .reply = "MapComparison",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "maps",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_MAY] =
        {
            .method = "GET",
            .path = "/api/v1/may",
            .operation = "may",
            .summary = "Whether an act belongs to a person's role by the responsibility map, and why.",
            .parameters = may_parameters,
            .reply = "May",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "assignments",
            .verb = VERB_LIST,
        },
    [ENDPOINT_CHECK] =
        {
            .method = "GET",
            .path = "/api/v1/check",
            .operation = "check",
            .summary = "What is wrong in the workspace, with whom to ask and what to do.",
            .parameters = check_parameters,
            .reply = "FindingList",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "products",
            .verb = VERB_LIST,
        },
    [ENDPOINT_INBOX] =
        {
            .method = "GET",
            .path = "/api/v1/inbox",
            .operation = "show_inbox",
            .summary = "What waits for a person: the overdue first, then by the day it is due.",
            .parameters = inbox_parameters,
            .reply = "Inbox",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_CHECK_EXPLAIN] =
        {
            .method = "GET",
            .path = "/api/v1/check/explain",
            .operation = "explain_finding",
            .summary = "Why a finding is one, by which entry of the map, whose it is, and how it goes away.",
            .parameters = explain_parameters,
            .reply = "FindingExplanation",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "products",
            .verb = VERB_LIST,
        },
    [ENDPOINT_RULES] =
        {
            .method = "GET",
            .path = "/api/v1/rules",
            .operation = "list_rules",
            .summary = "The rules of the check, with their severity and parameters here.",
            .reply = "RuleList",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_STRESS] =
        {
            .method = "POST",
            .path = "/api/v1/stress",
            .operation = "stress",
            .summary = "What would break if a scenario came true; nothing is changed.",
            .request = "StressRequest",
            .reply = "StressReport",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "scenarios",
            .verb = VERB_LIST,
        },
    [ENDPOINT_STRESS_COMPARE] =
        {
            .method = "POST",
            .path = "/api/v1/stress/compare",
            .operation = "compare_stress",
            .summary = "Several scenarios side by side; nothing is changed.",
            .request = "StressComparisonRequest",
            .reply = "StressComparison",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "scenarios",
            .verb = VERB_LIST,
        },
    [ENDPOINT_STRESS_SINGLE_POINTS] =
        {
            .method = "GET",
            .path = "/api/v1/stress/single-points",
            .operation = "list_single_points",
            .summary = "The people whom it would be hardest to do without, each taken away in turn.",
            .parameters = single_points_parameters,
            .reply = "SinglePointList",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "assignments",
            .verb = VERB_LIST,
        },
    [ENDPOINT_GATE_SHEET] =
        {
            .method = "GET",
            .path = "/api/v1/products/{key}/gates",
            .operation = "show_gate_sheet",
            .summary =
                "The gates of a product: criteria with their signers, decisions, slips, consultations.",
            .parameters = gate_sheet_parameters,
            .reply = "GateSheet",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "gates",
            .verb = VERB_LIST,
        },
    [ENDPOINT_TIMELINE] =
        {
            .method = "GET",
            .path = "/api/v1/hand-offs/timeline",
            .operation = "show_hand_off_timeline",
            .summary = "Hand-offs in the order of their urgency: what waits, with whom, since when.",
            .parameters = timeline_parameters,
            .reply = "HandOffTimeline",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "hand-offs",
            .verb = VERB_LIST,
        },
    [ENDPOINT_PRICE_LIST_IMPORT] =
        {
            .method = "POST",
            .path = "/api/v1/price-lists/pricing2yaml",
            .operation = "import_price_list",
            .summary = "Makes a draft price list, with plans and features, of a file of Pricing2Yaml 2.1.",
            .request = "Pricing2YamlFile",
            .reply = "Pricing2YamlResult",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-lists",
            .verb = VERB_CREATE,
            .body_maximum = ENDPOINT_FILE_BODY_MAXIMUM,
        },
    [ENDPOINT_PRICE_LIST_EXPORT] =
        {
            .method = "GET",
            .path = "/api/v1/price-lists/{key}/pricing2yaml",
            .operation = "export_price_list",
            .summary = "The prices of a list that hold today, as a file of Pricing2Yaml 2.1.",
            .parameters = price_list_parameters,
            .media = "application/yaml",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-lists",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_PRICE_DATA_CREATE] =
        {
            .method = "POST",
            .path = "/api/v1/price-data",
            .operation = "create_price_data",
            .summary = "Makes a data set of a CSV file for price studies.",
            .request = "PriceDataFile",
            .reply = "PriceData",
            .status = 201,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-data",
            .verb = VERB_CREATE,
            .body_maximum = ENDPOINT_FILE_BODY_MAXIMUM,
        },
    [ENDPOINT_PRICE_DATA_REPLACE] =
        {
            .method = "POST",
            .path = "/api/v1/price-data/{key}/content",
            .operation = "replace_price_data",
            .summary = "Puts other rows in place of those of a data set.",
            .parameters = price_data_parameters,
            .request = "PriceDataContent",
            .reply = "PriceData",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-data",
            .verb = VERB_UPDATE,
            .body_maximum = ENDPOINT_FILE_BODY_MAXIMUM,
        },
    [ENDPOINT_PRICE_DATA_CONTENT] =
        {
            .method = "GET",
            .path = "/api/v1/price-data/{key}/content",
            .operation = "show_price_data_content",
            .summary = "The rows of a data set as CSV in UTF-8.",
            .parameters = price_data_parameters,
            .media = "text/csv",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-data",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_PRICE_DATA_PREVIEW] =
        {
            .method = "GET",
            .path = "/api/v1/price-data/{key}/preview",
            .operation = "preview_price_data",
            .summary = "The columns of a data set, each with its kind and range, and its first rows.",
            .parameters = price_preview_parameters,
            .reply = "PriceDataPreview",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-data",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_PRICE_STUDY_CHECK] =
        {
            .method = "POST",
            .path = "/api/v1/price-studies/check",
            .operation = "check_price_study",
            .summary = "What would keep a study from running: specification, data sets, columns.",
            .request = "PriceStudyDraft",
            .reply = "PriceStudyProblems",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-studies",
            .verb = VERB_LIST,
        },
    [ENDPOINT_PRICE_STUDY_RESULT] =
        {
            .method = "GET",
            .path = "/api/v1/price-studies/{key}/result",
            .operation = "show_price_result",
            .summary = "What came out of a study, as tandem price fit --json prints it.",
            .parameters = price_study_parameters,
            .reply = "PriceResult",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-studies",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_PRICE_STUDY_REPORT] =
        {
            .method = "GET",
            .path = "/api/v1/price-studies/{key}/report",
            .operation = "show_price_report",
            .summary = "What came out of a study, as text.",
            .parameters = price_study_parameters,
            .media = "text/plain",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-studies",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_PRICE_STUDY_PROGRESS] =
        {
            .method = "GET",
            .path = "/api/v1/price-studies/{key}/progress",
            .operation = "show_price_progress",
            .summary = "How far a study is that this server works on.",
            .parameters = price_study_parameters,
            .reply = "PriceStudyProgress",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "price-studies",
            .verb = VERB_SHOW,
        },
    [ENDPOINT_EVENTS] =
        {
            .method = "GET",
            .path = "/api/v1/events",
            .operation = "follow_history",
            .summary = "History as it happens, as a stream of server-sent events: id, event history, data as "
                       "in the list of history.",
            .parameters = events_parameters,
            .media = "text/event-stream",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "history",
            .verb = VERB_LIST,
        },
    [ENDPOINT_IMPORT_PREVIEW] =
        {
            .method = "POST",
            .path = "/api/v1/imports/preview",
            .operation = "preview_import",
            .summary = "Looks into a file: its columns, and which field each seems to be.",
            .request = "ImportFile",
            .reply = "ImportPreview",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "imports",
            .verb = VERB_CREATE,
            .body_maximum = ENDPOINT_FILE_BODY_MAXIMUM,
        },
    [ENDPOINT_IMPORT_CREATE] =
        {
            .method = "POST",
            .path = "/api/v1/imports",
            .operation = "create_import",
            .summary = "Takes the rows of a file in, all or nothing; a dry run only says what would happen.",
            .request = "ImportRequest",
            .reply = "ImportResult",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "imports",
            .verb = VERB_CREATE,
            .body_maximum = ENDPOINT_FILE_BODY_MAXIMUM,
        },
    [ENDPOINT_IMPORT_UNDO] =
        {
            .method = "POST",
            .path = "/api/v1/imports/{key}/undo",
            .operation = "undo_import",
            .summary = "Takes an import back: what it created and changed becomes as it was.",
            .parameters = import_undo_parameters,
            .reply = "ImportResult",
            .status = 200,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "imports",
            .verb = VERB_CREATE,
        },
    [ENDPOINT_EXPORT_WORKSPACE] =
        {
            .method = "GET",
            .path = "/api/v1/export",
            .operation = "export_workspace",
            .summary = "Everything in one JSON document, which imports back to an equal workspace.",
            .reply = "Workspace",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_EXPORT_CSV] =
        {
            .method = "GET",
            .path = "/api/v1/export/{resource}.csv",
            .operation = "export_csv",
            .summary = "All records of a resource as CSV.",
            .parameters = export_csv_parameters,
            .media = "text/csv",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_EXPORT_JSON] =
        {
            .method = "GET",
            .path = "/api/v1/export/{resource}.json",
            .operation = "export_json",
            .summary = "All records of a resource as JSON.",
            .parameters = export_json_parameters,
            .reply = "ResourceExport",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_SESSION_SHOW] =
        {
            .method = "GET",
            .path = "/api/v1/session",
            .operation = "show_session",
            .summary = "Who is signed in, and whether the workspace has an administrator yet.",
            .reply = "Session",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_SESSION_OPEN] =
        {
            .method = "POST",
            .path = "/api/v1/session",
            .operation = "open_session",
            .summary = "Signs in and sets the session cookie.",
            .request = "Credentials",
            .reply = "Session",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_OIDC_START] =
        {
            .method = "GET",
            .path = "/api/v1/sign-in/oidc",
            .operation = "start_single_sign_on",
            .summary = "Sends a browser to the provider of single sign-on.",
            .parameters = oidc_start_parameters,
            .status = 303,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_OIDC_CALLBACK] =
        {
            .method = "GET",
            .path = "/api/v1/sign-in/oidc/callback",
            .operation = "finish_single_sign_on",
            .summary = "Takes a browser back from the provider, signs in, and sends it to the page; or back "
                       "to signing in, with the code of a refusal.",
            .parameters = oidc_callback_parameters,
            .status = 303,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_SESSION_CLOSE] =
        {
            .method = "DELETE",
            .path = "/api/v1/session",
            .operation = "close_session",
            .summary = "Signs out.",
            .status = 204,
            .access = ENDPOINT_FOR_SESSIONS,
        },
    [ENDPOINT_SESSIONS_CLOSE] =
        {
            .method = "DELETE",
            .path = "/api/v1/sessions",
            .operation = "close_all_sessions",
            .summary = "Signs out everywhere, here too.",
            .status = 204,
            .access = ENDPOINT_FOR_SESSIONS,
        },
    [ENDPOINT_PASSWORD_CHANGE] =
        {
            .method = "POST",
            .path = "/api/v1/password",
            .operation = "change_password",
            .summary = "Changes the password and signs out everywhere else.",
            .request = "PasswordChange",
            .status = 204,
            .access = ENDPOINT_FOR_SESSIONS,
        },
    [ENDPOINT_SETUP] =
        {
            .method = "POST",
            .path = "/api/v1/setup",
            .operation = "set_up",
            .summary =
                "Makes the first administrator from the one-time link of the first start, and signs in.",
            .request = "Setup",
            .reply = "Session",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_INVITATION_CREATE] =
        {
            .method = "POST",
            .path = "/api/v1/invitations",
            .operation = "invite",
            .summary = "Makes a user and a one-time link by which they choose a password.",
            .request = "InvitationRequest",
            .reply = "Invitation",
            .status = 201,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "users",
            .verb = VERB_CREATE,
        },
    [ENDPOINT_INVITATION_ACCEPT] =
        {
            .method = "POST",
            .path = "/api/v1/invitations/accept",
            .operation = "accept_invitation",
            .summary = "Sets the password of an invited user, and signs in.",
            .request = "InvitationAcceptance",
            .reply = "Session",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_TOKEN_CREATE] =
        {
            .method = "POST",
            .path = "/api/v1/tokens",
            .operation = "create_token",
            .summary = "Makes an API token; its secret is in this reply and never shown again.",
            .request = "TokenCreate",
            .reply = "TokenCreated",
            .status = 201,
            .access = ENDPOINT_BY_PERMISSION,
            .resource = "tokens",
            .verb = VERB_CREATE,
        },
    [ENDPOINT_SETTINGS_SHOW] =
        {
            .method = "GET",
            .path = "/api/v1/settings",
            .operation = "show_settings",
            .summary = "The settings of the workspace.",
            .reply = "Settings",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_SETTINGS_UPDATE] =
        {
            .method = "PATCH",
            .path = "/api/v1/settings",
            .operation = "update_settings",
            .summary = "Changes the settings given and leaves the others.",
            .request = "Settings",
            .reply = "Settings",
            .status = 200,
            .access = ENDPOINT_FOR_SETTINGS,
        },
    [ENDPOINT_OPENAPI] =
        {
            .method = "GET",
            .path = "/api/v1/openapi.json",
            .operation = "show_openapi",
            .summary = "This description of the API.",
            .reply = "Document",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_DESCRIBE] =
        {
            .method = "GET",
            .path = "/api/v1/describe",
            .operation = "describe",
            .summary = "The resources with their fields, choices and actions, for forms and tables.",
            .reply = "Description",
            .status = 200,
            .access = ENDPOINT_FOR_USERS,
        },
    [ENDPOINT_VERSION] =
        {
            .method = "GET",
            .path = "/api/v1/version",
            .operation = "show_version",
            .summary = "The version of the program.",
            .reply = "Version",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
    [ENDPOINT_HEALTH] =
        {
            .method = "GET",
            .path = "/healthz",
            .operation = "show_health",
            .summary = "Whether the server can answer from its database.",
            .reply = "Health",
            .status = 200,
            .access = ENDPOINT_FOR_ANYBODY,
        },
};
_Static_assert(sizeof endpoints / sizeof endpoints[0] == ENDPOINT_COUNT, "an endpoint is missing");

const struct endpoint *endpoint_find(const char *path, const char *method)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        if (strcmp(endpoints[i].path, path) == 0 && strcmp(endpoints[i].method, method) == 0)
            return &endpoints[i];
    }
    return NULL;
}

bool endpoint_creates(const struct resource *resource)
{
    char path[200];
    (void)snprintf(path, sizeof path, "/api/v1/%s", resource->name);
    return endpoint_find(path, "POST") != NULL;
}
