// SPDX-License-Identifier: Apache-2.0
// The endpoints of the API that are not plain resources, in one table: the server binds a handler to each,
// and the OpenAPI document and the page's types are written from it. What resources have (lists, records,
// actions, upsert by external identifier) follows from the registry and is not in here, but where an endpoint
// replaces a plain route.
#ifndef TANDEM_WORK_ENDPOINTS_H
#define TANDEM_WORK_ENDPOINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/permission.h"
#include "model/resource.h"

enum endpoint_id {
    ENDPOINT_PORTFOLIO,
    ENDPOINT_RESOLVE,
    ENDPOINT_MAP_COPY,
    ENDPOINT_MAP_EFFECT,
    ENDPOINT_MAP_COMPARE,
    ENDPOINT_MAY,
    ENDPOINT_CHECK,
    ENDPOINT_INBOX,
    ENDPOINT_CHECK_EXPLAIN,
    ENDPOINT_RULES,
    ENDPOINT_STRESS,
    ENDPOINT_STRESS_COMPARE,
    ENDPOINT_STRESS_SINGLE_POINTS,
    ENDPOINT_GATE_SHEET,
    ENDPOINT_TIMELINE,
    ENDPOINT_PRICE_LIST_IMPORT,
    ENDPOINT_PRICE_LIST_EXPORT,
    ENDPOINT_PRICE_DATA_CREATE,
    ENDPOINT_PRICE_DATA_REPLACE,
    ENDPOINT_PRICE_DATA_CONTENT,
    ENDPOINT_PRICE_DATA_PREVIEW,
    ENDPOINT_PRICE_STUDY_CHECK,
    ENDPOINT_PRICE_STUDY_RESULT,
    ENDPOINT_PRICE_STUDY_REPORT,
    ENDPOINT_PRICE_STUDY_PROGRESS,
    ENDPOINT_EVENTS,
    ENDPOINT_IMPORT_PREVIEW,
    ENDPOINT_IMPORT_CREATE,
    ENDPOINT_IMPORT_UNDO,
    ENDPOINT_EXPORT_WORKSPACE,
    ENDPOINT_EXPORT_CSV,
    ENDPOINT_EXPORT_JSON,
    ENDPOINT_SESSION_SHOW,
    ENDPOINT_SESSION_OPEN,
    ENDPOINT_OIDC_START,
    ENDPOINT_OIDC_CALLBACK,
    ENDPOINT_SESSION_CLOSE,
    ENDPOINT_SESSIONS_CLOSE,
    ENDPOINT_PASSWORD_CHANGE,
    ENDPOINT_SETUP,
    ENDPOINT_INVITATION_CREATE,
    ENDPOINT_INVITATION_ACCEPT,
    ENDPOINT_TOKEN_CREATE,
    ENDPOINT_SETTINGS_SHOW,
    ENDPOINT_SETTINGS_UPDATE,
    ENDPOINT_OPENAPI,
    ENDPOINT_DESCRIBE,
    ENDPOINT_VERSION,
    ENDPOINT_HEALTH,
    ENDPOINT_COUNT
};

enum endpoint_access {
    ENDPOINT_FOR_ANYBODY,   // also without being signed in
    ENDPOINT_FOR_USERS,     // signed in, whatever the role
    ENDPOINT_FOR_SESSIONS,  // signed in through the page: a token is refused
    ENDPOINT_BY_PERMISSION, // takes `verb` on `resource` (permission_allows_some)
    ENDPOINT_FOR_SETTINGS,  // permission_allows_settings
};

enum endpoint_place { ENDPOINT_IN_PATH, ENDPOINT_IN_QUERY, ENDPOINT_IN_HEADER };

enum endpoint_type { ENDPOINT_TEXT, ENDPOINT_KEY, ENDPOINT_INTEGER, ENDPOINT_SEVERITY, ENDPOINT_RESOURCE };

struct endpoint_parameter {
    const char *name;
    const char *help; // one sentence that ends in a period
    enum endpoint_place place;
    enum endpoint_type type;
};

#define ENDPOINT_BODY_MAXIMUM 1048576       // bytes, of every request but those that carry a file
#define ENDPOINT_FILE_BODY_MAXIMUM 33554432 // bytes

struct endpoint {
    const char *method; // "GET"
    const char *path;   // "/api/v1/export/{resource}.csv": a name in braces stands for one part without '/'
    const char *operation;                       // a name for programs, lower_snake_case
    const char *summary;                         // one sentence that ends in a period
    const struct endpoint_parameter *parameters; // ended by one without a name; NULL for none
    const char *request; // name of the schema of the JSON body (describe/shapes.h); NULL: no body
    const char *reply;   // likewise; NULL: 204 without a body, or `media` says what it is
    const char *media;   // NULL: application/json
    int status;          // when all is well
    enum endpoint_access access;
    const char *resource; // for ENDPOINT_BY_PERMISSION: plural name
    enum verb verb;
    size_t body_maximum; // 0: ENDPOINT_BODY_MAXIMUM
};

extern const struct endpoint endpoints[ENDPOINT_COUNT];

// The endpoint with the path template and the method, or NULL.
const struct endpoint *endpoint_find(const char *path, const char *method);

// Is there an endpoint that creates records of the resource in place of the plain route? Then the plain ways
// of creating one are closed: a token that is made without its secret would be of no use.
bool endpoint_creates(const struct resource *resource);

#endif
