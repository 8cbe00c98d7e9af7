// SPDX-License-Identifier: Apache-2.0
// Users, tokens, and a running service for tests.
#include "http/harness.h"

#include "access/password.h"
#include "access/token.h"
#include "access/token_secret.h"
#include "access/user.h"
#include "base/calendar.h"
#include "base/log.h"
#include "store/records.h"
#include "work/workspace.h"

struct enrolment {
    struct harness *harness;
    enum access_role role;
    const char *user;
    const char *scope;
    const char *expires_on;
    char hash[PASSWORD_HASH_SIZE];
    char secret[TOKEN_SECRET_SIZE];
};

static enum error token_write(struct transaction *transaction, struct enrolment *enrolment)
{
    struct fixture *fixture = &enrolment->harness->fixture;
    struct actor actor = {.user = text_from(enrolment->user),
        .role = ACCESS_ADMINISTRATOR,
        .scope = SCOPE_ADMINISTER,
        .via = "cli"};
    struct record *record = NULL;
    struct record_input *input = record_input_new(&token_resource, &fixture->arena);
    assert_non_null(input);
    record_input_set(input, TOKEN_NAME, value_string("test"));
    record_input_set(input, TOKEN_SCOPE, value_string(enrolment->scope));
    record_input_set(input, TOKEN_EXPIRES_ON, value_string(enrolment->expires_on));
    enum error error =
        record_create(transaction, &actor, input, &fixture->arena, &fixture->problems, &record);
    return error ? error : token_secret_create(transaction, record->key, enrolment->secret);
}

static enum error user_write(struct transaction *transaction, void *closure)
{
    struct enrolment *enrolment = closure;
    struct fixture *fixture = &enrolment->harness->fixture;
    const char *role = access_role_name(enrolment->role);
    char *key = enrolment->harness->users[enrolment->role];
    struct actor system = actor_system("cli");
    struct record *record = NULL;
    struct record_input *input = record_input_new(&user_resource, &fixture->arena);
    assert_non_null(input);
    record_input_set(input, USER_NAME, value_string(role));
    record_input_set(input, USER_EMAIL, value_string(arena_print(&fixture->arena, "%s@example.com", role)));
    record_input_set(input, USER_ROLE, value_string(role));
    enum error error =
        record_create(transaction, &system, input, &fixture->arena, &fixture->problems, &record);
    if (error) return error;
    snprintf(key, sizeof enrolment->harness->users[0], "%.*s", TEXT_PRINT(record->key));
    error = password_store(transaction, record->key, enrolment->hash);
    enrolment->user = key;
    return error ? error : token_write(transaction, enrolment);
}

static enum error token_only_write(struct transaction *transaction, void *closure)
{
    return token_write(transaction, closure);
}

static const char *next_month(struct fixture *fixture)
{
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_today() + 30, day);
    return arena_text(&fixture->arena, day, strlen(day));
}

static void users_make(struct harness *harness)
{
    for (int role = ACCESS_ROLE_COUNT - 1; role >= 0; role--) { // the administrator is USER-1
        struct enrolment enrolment = {.harness = harness,
            .role = (enum access_role)role,
            .scope = "administer",
            .expires_on = next_month(&harness->fixture)};
        char password[64];
        snprintf(password, sizeof password, "password of %s", access_role_name((enum access_role)role));
        assert_int_equal(password_hash(text_from(password), enrolment.hash), ERROR_NONE);
        enum error error = store_write(harness->fixture.store, user_write, &enrolment);
        if (error) fail_msg("%s\n%s", error_name(error), fixture_problems(&harness->fixture));
        memcpy(harness->tokens[role], enrolment.secret, sizeof enrolment.secret);
    }
}
_Static_assert(TOKEN_SECRET_SIZE <= HARNESS_SECRET_SIZE, "a secret does not fit");

void harness_open(
    struct harness *harness, const struct serve_options *options, bool has_users, bool has_company)
{
    char message[STORE_MESSAGE_SIZE] = "";
    memset(harness, 0, sizeof *harness);
    password_set_cost(&password_cost_test);
    log_set_level(LOG_LEVEL_NONE);
    fixture_open(&harness->fixture, NULL);
    if (has_company && (workspace_furnish(harness->fixture.store, message) ||
                           demonstration_fill(harness->fixture.store, message) ||
                           workspace_open(harness->fixture.store, message)))
        fail_msg("%s", message);
    if (has_users) users_make(harness);
    if (options) harness->options = *options;
    if (!harness->options.server.listen) harness->options.server.listen = "127.0.0.1:0";
    if (!harness->options.server.connections_per_address)
        harness->options.server.connections_per_address = 500;
    if (service_start(harness->fixture.store, &harness->options, &harness->service, message))
        fail_msg("%s", message);
}

void harness_close(struct harness *harness)
{
    harness->service = service_stop(harness->service);
    fixture_close(&harness->fixture);
}

const char *harness_token(
    struct harness *harness, const char *user, const char *scope, const char *expires_on)
{
    struct enrolment enrolment = {.harness = harness,
        .user = user,
        .scope = scope,
        .expires_on = expires_on ? expires_on : next_month(&harness->fixture)};
    enum error error = store_write(harness->fixture.store, token_only_write, &enrolment);
    if (error) fail_msg("%s\n%s", error_name(error), fixture_problems(&harness->fixture));
    return arena_text(&harness->fixture.arena, enrolment.secret, strlen(enrolment.secret));
}

void harness_send(struct harness *harness, const struct harness_request *request, struct client_reply *reply)
{
    struct buffer whole;
    buffer_init(&whole, 64 << 20);
    buffer_print(&whole, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n", request->method, request->path,
        (unsigned)service_port(harness->service));
    if (request->token) buffer_print(&whole, "Authorization: Bearer %s\r\n", request->token);
    buffer_string(&whole, request->headers);
    if (request->body) {
        bool has_type = request->headers && strstr(request->headers, "Content-Type:");
        buffer_print(&whole, "%sContent-Length: %zu\r\n",
            has_type ? "" : "Content-Type: application/json\r\n", strlen(request->body));
    }
    buffer_string(&whole, "\r\n");
    buffer_string(&whole, request->body);
    client_exchange(service_port(harness->service), whole.data, whole.length, reply);
    buffer_free(&whole);
}

int harness_status(struct harness *harness, const struct harness_request *request)
{
    struct client_reply reply;
    harness_send(harness, request, &reply);
    int status = reply.status;
    client_reply_free(&reply);
    return status;
}
