// SPDX-License-Identifier: Apache-2.0
// The table that binds endpoints and routes to handlers and lanes.
#include "http/handlers.h"

static const struct binding endpoint_bindings[ENDPOINT_COUNT] = {
    [ENDPOINT_PORTFOLIO] = {portfolio_route, LANE_REPORT},
    [ENDPOINT_RESOLVE] = {resolve_route, LANE_REPORT},
    [ENDPOINT_MAP_COPY] = {map_copy_route, LANE_WRITE},
    [ENDPOINT_MAP_EFFECT] = {map_effect_route, LANE_REPORT},
    [ENDPOINT_MAP_COMPARE] = {map_compare_route, LANE_REPORT},
    [ENDPOINT_MAY] = {may_route, LANE_REPORT},
    [ENDPOINT_CHECK] = {check_route, LANE_REPORT},
    [ENDPOINT_INBOX] = {inbox_route, LANE_REPORT},
    [ENDPOINT_CHECK_EXPLAIN] = {check_explain_route, LANE_REPORT},
    [ENDPOINT_RULES] = {rules_route, LANE_INLINE},
    [ENDPOINT_STRESS] = {stress_route, LANE_REPORT},
    [ENDPOINT_STRESS_COMPARE] = {stress_compare_route, LANE_REPORT},
    [ENDPOINT_STRESS_SINGLE_POINTS] = {single_points_route, LANE_REPORT},
    [ENDPOINT_GATE_SHEET] = {gate_sheet_route, LANE_REPORT},
    [ENDPOINT_TIMELINE] = {timeline_route, LANE_REPORT},
    [ENDPOINT_PRICE_LIST_IMPORT] = {pricing2yaml_import_route, LANE_IMPORT},
    [ENDPOINT_PRICE_LIST_EXPORT] = {pricing2yaml_export_route, LANE_REPORT},
    [ENDPOINT_PRICE_DATA_CREATE] = {price_data_create_route, LANE_IMPORT},
    [ENDPOINT_PRICE_DATA_REPLACE] = {price_data_replace_route, LANE_IMPORT},
    [ENDPOINT_PRICE_DATA_CONTENT] = {price_data_content_route, LANE_REPORT},
    [ENDPOINT_PRICE_DATA_PREVIEW] = {price_data_preview_route, LANE_REPORT},
    [ENDPOINT_PRICE_STUDY_CHECK] = {price_study_check_route, LANE_REPORT},
    [ENDPOINT_PRICE_STUDY_RESULT] = {price_study_result_route, LANE_REPORT},
    [ENDPOINT_PRICE_STUDY_REPORT] = {price_study_report_route, LANE_REPORT},
    [ENDPOINT_PRICE_STUDY_PROGRESS] = {price_study_progress_route, LANE_INLINE},
    [ENDPOINT_EVENTS] = {events_route, LANE_INLINE},
    [ENDPOINT_IMPORT_PREVIEW] = {import_preview_route, LANE_IMPORT},
    [ENDPOINT_IMPORT_CREATE] = {import_create_route, LANE_IMPORT},
    [ENDPOINT_IMPORT_UNDO] = {import_undo_route, LANE_IMPORT},
    [ENDPOINT_EXPORT_WORKSPACE] = {export_workspace_route, LANE_REPORT},
    [ENDPOINT_EXPORT_CSV] = {export_csv_route, LANE_REPORT},
    [ENDPOINT_EXPORT_JSON] = {export_json_route, LANE_REPORT},
    [ENDPOINT_SESSION_SHOW] = {session_show_route, LANE_INLINE},
    [ENDPOINT_SESSION_OPEN] = {session_open_route, LANE_PASSWORD},
    [ENDPOINT_OIDC_START] = {oidc_start_route, LANE_REMOTE},
    [ENDPOINT_OIDC_CALLBACK] = {oidc_callback_route, LANE_REMOTE},
    [ENDPOINT_SESSION_CLOSE] = {session_close_route, LANE_WRITE},
    [ENDPOINT_SESSIONS_CLOSE] = {sessions_close_route, LANE_WRITE},
    [ENDPOINT_PASSWORD_CHANGE] = {password_change_route, LANE_PASSWORD},
    [ENDPOINT_SETUP] = {setup_route, LANE_PASSWORD},
    [ENDPOINT_INVITATION_CREATE] = {invitation_create_route, LANE_WRITE},
    [ENDPOINT_INVITATION_ACCEPT] = {invitation_accept_route, LANE_PASSWORD},
    [ENDPOINT_TOKEN_CREATE] = {token_create_route, LANE_WRITE},
    [ENDPOINT_SETTINGS_SHOW] = {settings_show_route, LANE_INLINE},
    [ENDPOINT_SETTINGS_UPDATE] = {settings_update_route, LANE_WRITE},
    [ENDPOINT_OPENAPI] = {openapi_route, LANE_INLINE},
    [ENDPOINT_DESCRIBE] = {describe_route, LANE_INLINE},
    [ENDPOINT_VERSION] = {version_route, LANE_INLINE},
    [ENDPOINT_HEALTH] = {health_route, LANE_INLINE},
};

struct binding handler_find(const struct route *route)
{
    switch (route->kind) {
    case ROUTE_PAGE: break;
    case ROUTE_ENDPOINT: return endpoint_bindings[route->endpoint - endpoints];
    case ROUTE_LIST: return (struct binding){resource_list, LANE_INLINE};
    case ROUTE_CREATE: return (struct binding){resource_create, LANE_WRITE};
    case ROUTE_SHOW: return (struct binding){resource_show, LANE_INLINE};
    case ROUTE_UPDATE: return (struct binding){resource_update, LANE_WRITE};
    case ROUTE_DELETE: return (struct binding){resource_delete, LANE_WRITE};
    case ROUTE_SHOW_EXTERNAL: return (struct binding){resource_show_external, LANE_INLINE};
    case ROUTE_UPSERT: return (struct binding){resource_upsert, LANE_WRITE};
    case ROUTE_ACT: return (struct binding){resource_act, LANE_WRITE};
    }
    return (struct binding){NULL, LANE_INLINE};
}
