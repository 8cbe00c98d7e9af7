// SPDX-License-Identifier: Apache-2.0
// Authorisation over HTTP: role × resource × verb, made from the registry, against what permission_allows
// says. What is refused to a role has to be 403, what is allowed anything but 401, 403 and 405 (most bodies
// here are wrong on purpose); nobody gets 401 everywhere; tokens of a narrower scope get less.
#include "http/harness.h"

#include "model/resource.h"
#include "work/endpoints.h"
#include "work/resources.h"

struct attempt {
    const struct resource *resource;
    enum verb verb;
    const char *method;
    char path[160];
    const char *body;
    bool exists; // does the API have it?
};

// Does an endpoint stand in for a route that the resource itself does not have?
static bool is_endpoint(const struct attempt *attempt)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++)
        if (strcmp(endpoints[i].method, attempt->method) == 0 &&
            strcmp(endpoints[i].path, attempt->path) == 0)
            return true;
    return false;
}

// A request for the verb. The keys do not exist, so that nothing is changed: 404 is as good as 200 here.
static void attempt_make(const struct resource *resource, enum verb verb, struct attempt *attempt)
{
    static const char *const methods[VERB_COUNT] = {"GET", "GET", "POST", "PATCH", "DELETE", "POST"};
    bool is_log = resource->flags & RESOURCE_LOG;
    bool is_read_only = is_log || resource->flags & RESOURCE_READ_ONLY;
    bool is_read = verb == VERB_LIST || verb == VERB_SHOW;
    *attempt = (struct attempt){.resource = resource, .verb = verb, .method = methods[verb]};
    attempt->exists = verb == VERB_LIST || (!is_log && verb == VERB_SHOW) || (!is_read && !is_read_only);
    attempt->body = verb == VERB_CREATE || verb == VERB_UPDATE || verb == VERB_ACT ? "{}" : NULL;
    bool has_key = verb != VERB_LIST && verb != VERB_CREATE;
    const char *action = "";
    if (verb == VERB_ACT) {
        attempt->exists = resource->action_count > 0;
        if (attempt->exists) action = resource->actions[0].name;
    }
    snprintf(attempt->path, sizeof attempt->path, "/api/v1/%s%s%s%s", resource->name,
        has_key ? "/NONE-1" : "", *action ? "/" : "", action);
    attempt->exists = attempt->exists || is_endpoint(attempt);
}

static int attempt_run(struct harness *harness, const struct attempt *attempt, const char *token)
{
    const struct harness_request request = {
        .method = attempt->method, .path = attempt->path, .token = token, .body = attempt->body};
    return harness_status(harness, &request);
}

static void expect(struct harness *harness, const struct attempt *attempt, enum access_role role,
    enum access_scope scope, const char *token)
{
    const struct actor actor = {
        .user = text_from(harness->users[role]), .role = role, .scope = scope, .via = "api"};
    bool is_allowed = permission_allows_some(&actor, attempt->resource, attempt->verb);
    int status = attempt_run(harness, attempt, token);
    bool is_refused = status == 403;
    bool is_right = attempt->exists
                        ? is_refused == !is_allowed && status != 401 && status != 405 && status < 500
                        : status == 404 || status == 405;
    if (!is_right)
        fail_msg("%s (%s) %s %s: %d, but the permission says %s", access_role_name(role),
            access_scope_name(scope), attempt->method, attempt->path, status, is_allowed ? "yes" : "no");
}

static void every_role_may_what_its_permissions_say(void **state)
{
    struct harness *harness = *state;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        for (enum verb verb = 0; verb < VERB_COUNT; verb++) {
            struct attempt attempt;
            attempt_make(registry->resources[i], verb, &attempt);
            for (enum access_role role = 0; role < ACCESS_ROLE_COUNT; role++)
                expect(harness, &attempt, role, SCOPE_ADMINISTER, harness->tokens[role]);
        }
    }
}

static void a_scope_narrows_what_its_user_may(void **state)
{
    struct harness *harness = *state;
    const struct registry *registry = tandem_registry();
    for (enum access_scope scope = 0; scope < SCOPE_ADMINISTER; scope++) {
        const char *token =
            harness_token(harness, harness->users[ACCESS_ADMINISTRATOR], access_scope_name(scope), NULL);
        for (size_t i = 0; i < registry->count; i++) {
            for (enum verb verb = 0; verb < VERB_COUNT; verb++) {
                struct attempt attempt;
                attempt_make(registry->resources[i], verb, &attempt);
                expect(harness, &attempt, ACCESS_ADMINISTRATOR, scope, token);
            }
        }
    }
}

static void nobody_gets_past_the_door(void **state)
{
    struct harness *harness = *state;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        for (enum verb verb = 0; verb < VERB_COUNT; verb++) {
            struct attempt attempt;
            attempt_make(registry->resources[i], verb, &attempt);
            int status = attempt_run(harness, &attempt, NULL);
            if (attempt.exists && status != 401) fail_msg("%s %s: %d", attempt.method, attempt.path, status);
        }
    }
}

// The path of an endpoint with something in the place of its names.
static void endpoint_path(const struct endpoint *endpoint, char *out, size_t size)
{
    size_t length = 0;
    for (const char *p = endpoint->path; *p && length + 16 < size; p++) {
        if (*p != '{') {
            out[length++] = *p;
            continue;
        }
        length += (size_t)snprintf(out + length, size - length, "%s", "products");
        p = strchr(p, '}');
    }
    out[length] = '\0';
}

static bool endpoint_allows(const struct endpoint *endpoint, const struct actor *actor)
{
    const struct resource *resource =
        endpoint->resource ? registry_find(tandem_registry(), text_from(endpoint->resource)) : NULL;
    switch (endpoint->access) {
    case ENDPOINT_FOR_ANYBODY:
    case ENDPOINT_FOR_USERS: return true;
    case ENDPOINT_FOR_SESSIONS: return false; // these are tokens
    case ENDPOINT_FOR_SETTINGS: return permission_allows_settings(actor);
    case ENDPOINT_BY_PERMISSION: return permission_allows_some(actor, resource, endpoint->verb);
    }
    return false;
}

static void endpoint_expect(
    struct harness *harness, const struct endpoint *endpoint, enum access_role role, const char *token)
{
    const struct actor actor = {
        .user = text_from(harness->users[role]), .role = role, .scope = SCOPE_ADMINISTER, .via = "api"};
    char path[160];
    endpoint_path(endpoint, path, sizeof path);
    bool has_body = strcmp(endpoint->method, "GET") != 0 && strcmp(endpoint->method, "DELETE") != 0;
    const struct harness_request request = {
        .method = endpoint->method, .path = path, .token = token, .body = has_body ? "[]" : NULL};
    int status = harness_status(harness, &request);
    bool is_public = endpoint->access == ENDPOINT_FOR_ANYBODY;
    bool is_right = !token ? (status == 401) == !is_public
                           : (status == 403) == !endpoint_allows(endpoint, &actor) && status != 401;
    if (!is_right)
        fail_msg("%s %s %s: %d", token ? access_role_name(role) : "nobody", endpoint->method, path, status);
}

static void endpoints_keep_their_own_rule(void **state)
{
    struct harness *harness = *state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        if (endpoints[i].media && strcmp(endpoints[i].media, "text/event-stream") == 0)
            continue; // never ends
        endpoint_expect(harness, &endpoints[i], ACCESS_VIEWER, NULL);
        for (enum access_role role = 0; role < ACCESS_ROLE_COUNT; role++)
            endpoint_expect(harness, &endpoints[i], role, harness->tokens[role]);
    }
}

// Own records: a saved view, its owner and somebody else.
static void what_is_owned_is_kept_from_others(void **state)
{
    struct harness *harness = *state;
    const char *viewer = harness->tokens[ACCESS_VIEWER], *member = harness->tokens[ACCESS_MEMBER];
    struct harness_request request = {.method = "POST",
        .path = "/api/v1/views",
        .token = viewer,
        .body = "{\"name\":\"Mine\",\"screen\":\"portfolio\",\"query\":\"stage=plan\"}"};
    assert_int_equal(harness_status(harness, &request), 201);
    request = (struct harness_request){.method = "GET", .path = "/api/v1/views/VIEW-1", .token = viewer};
    assert_int_equal(harness_status(harness, &request), 200);
    request.token = member;
    assert_in_range(harness_status(harness, &request), 403, 404);
    request.method = "DELETE";
    assert_in_range(harness_status(harness, &request), 403, 404);
    request.token = viewer;
    assert_int_equal(harness_status(harness, &request), 204);
    request = (struct harness_request){.method = "GET", .path = "/api/v1/users/USER-1", .token = viewer};
    assert_in_range(harness_status(harness, &request), 403, 404);
    request.path = "/api/v1/users/USER-4";
    assert_int_equal(harness_status(harness, &request), 200);
}

static struct harness shared;

static int set_up(void **state)
{
    const struct serve_options options = {.requests_per_minute = SERVE_REQUESTS_UNLIMITED};
    harness_open(&shared, &options, true, false);
    *state = &shared;
    return 0;
}

static int tear_down(void **state)
{
    harness_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_may_what_its_permissions_say),
        cmocka_unit_test(a_scope_narrows_what_its_user_may),
        cmocka_unit_test(nobody_gets_past_the_door),
        cmocka_unit_test(endpoints_keep_their_own_rule),
        cmocka_unit_test(what_is_owned_is_kept_from_others),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
