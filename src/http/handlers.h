// SPDX-License-Identifier: Apache-2.0
// All handlers, by the file they live in, and which lane each runs on.
#ifndef TANDEM_HTTP_HANDLERS_H
#define TANDEM_HTTP_HANDLERS_H

#include "http/call.h"
#include "http/server.h"

// The handler of a route, and its lane.
struct binding {
    call_handler *handle;
    enum lane lane;
};
struct binding handler_find(const struct route *route);

// resource_read.c, resource_write.c, resource_delete … : what every resource has.
enum error resource_list(struct call *call) MUST_CHECK;
enum error resource_show(struct call *call) MUST_CHECK;
enum error resource_show_external(struct call *call) MUST_CHECK;
enum error resource_create(struct call *call) MUST_CHECK;
enum error resource_update(struct call *call) MUST_CHECK;
enum error resource_delete(struct call *call) MUST_CHECK;
enum error resource_upsert(struct call *call) MUST_CHECK;
enum error resource_act(struct call *call) MUST_CHECK;

// session_routes.c
enum error session_show_route(struct call *call) MUST_CHECK;
enum error session_open_route(struct call *call) MUST_CHECK;
enum error session_close_route(struct call *call) MUST_CHECK;
enum error sessions_close_route(struct call *call) MUST_CHECK;

// oidc_routes.c
enum error oidc_start_route(struct call *call) MUST_CHECK;
enum error oidc_callback_route(struct call *call) MUST_CHECK;

// account_routes.c
enum error password_change_route(struct call *call) MUST_CHECK;
enum error setup_route(struct call *call) MUST_CHECK;
enum error invitation_create_route(struct call *call) MUST_CHECK;
enum error invitation_accept_route(struct call *call) MUST_CHECK;
enum error token_create_route(struct call *call) MUST_CHECK;

// organisation_routes.c
enum error portfolio_route(struct call *call) MUST_CHECK;
enum error resolve_route(struct call *call) MUST_CHECK;
enum error may_route(struct call *call) MUST_CHECK;
enum error check_route(struct call *call) MUST_CHECK;
enum error inbox_route(struct call *call) MUST_CHECK;
enum error check_explain_route(struct call *call) MUST_CHECK;
enum error rules_route(struct call *call) MUST_CHECK;

// lab_routes.c
enum error pricing2yaml_import_route(struct call *call) MUST_CHECK;
enum error pricing2yaml_export_route(struct call *call) MUST_CHECK;
enum error price_data_create_route(struct call *call) MUST_CHECK;
enum error price_data_replace_route(struct call *call) MUST_CHECK;
enum error price_data_content_route(struct call *call) MUST_CHECK;
enum error price_data_preview_route(struct call *call) MUST_CHECK;
enum error price_study_check_route(struct call *call) MUST_CHECK;
enum error price_study_result_route(struct call *call) MUST_CHECK;
enum error price_study_report_route(struct call *call) MUST_CHECK;
enum error price_study_progress_route(struct call *call) MUST_CHECK;

// stress_routes.c
enum error stress_route(struct call *call) MUST_CHECK;
enum error stress_compare_route(struct call *call) MUST_CHECK;
enum error single_points_route(struct call *call) MUST_CHECK;

// alignment_routes.c
enum error gate_sheet_route(struct call *call) MUST_CHECK;
enum error timeline_route(struct call *call) MUST_CHECK;

// map_routes.c
enum error map_copy_route(struct call *call) MUST_CHECK;
enum error map_effect_route(struct call *call) MUST_CHECK;
enum error map_compare_route(struct call *call) MUST_CHECK;

// settings_routes.c
enum error settings_show_route(struct call *call) MUST_CHECK;
enum error settings_update_route(struct call *call) MUST_CHECK;

// transfer_routes.c
enum error import_preview_route(struct call *call) MUST_CHECK;
enum error import_create_route(struct call *call) MUST_CHECK;
enum error import_undo_route(struct call *call) MUST_CHECK;
enum error export_workspace_route(struct call *call) MUST_CHECK;
enum error export_csv_route(struct call *call) MUST_CHECK;
enum error export_json_route(struct call *call) MUST_CHECK;

// events.c
enum error events_route(struct call *call) MUST_CHECK;

// about_routes.c
enum error openapi_route(struct call *call) MUST_CHECK;
enum error describe_route(struct call *call) MUST_CHECK;
enum error version_route(struct call *call) MUST_CHECK;
enum error health_route(struct call *call) MUST_CHECK;

#endif
