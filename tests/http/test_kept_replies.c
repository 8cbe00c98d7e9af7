// SPDX-License-Identifier: Apache-2.0
// Replies that are given again: what is written anywhere, by this server or beside it, is seen by the very
// next request; nobody gets what was written for another; and on SQLite they are in fact given again.
#include "http/harness.h"

#include "base/calendar.h"
#include "base/log.h"
#include "store/records.h"
#include "work/import.h"
#include "work/resources.h"

#define LIST "/api/v1/products?limit=5&sort=-created_at"
#define GZIP "Accept-Encoding: gzip\r\n"

static const char *body_of(struct harness *harness, const char *path, const char *token, int status)
{
    const struct harness_request request = {.method = "GET", .path = path, .token = token};
    struct client_reply reply;
    harness_send(harness, &request, &reply);
    assert_int_equal(reply.status, status);
    const char *body = arena_text(&harness->fixture.arena, reply.body.data, reply.body.length);
    client_reply_free(&reply);
    return body;
}

// Asks until the reply is one that was kept: the first uses of a token are still being written down.
static const char *warm(struct harness *harness, const char *path, const char *token)
{
    const char *body = body_of(harness, path, token, 200);
    service_settle(harness->service);
    for (int i = 0; i < 3; i++)
        assert_string_equal(body_of(harness, path, token, 200), body);
    return body;
}

static void send_as(
    struct harness *harness, enum access_role role, const char *method, const char *path, const char *body)
{
    const struct harness_request request = {
        .method = method, .path = path, .token = harness->tokens[role], .body = body};
    int status = harness_status(harness, &request);
    assert_in_range(status, 200, 204);
}

static void a_reply_is_given_again_while_nothing_changes(void **state)
{
    struct harness *harness = *state;
    warm(harness, LIST, harness->tokens[ACCESS_VIEWER]);
    uint64_t before = service_replies_kept(harness->service);
    warm(harness, LIST, harness->tokens[ACCESS_VIEWER]);
    uint64_t uses = service_replies_kept(harness->service) - before;
    assert_int_equal(uses, fixture_is_postgres() ? 0 : 4);
}

static void a_write_through_the_api_is_seen_at_once(void **state)
{
    struct harness *harness = *state;
    const char *token = harness->tokens[ACCESS_VIEWER];
    for (int i = 0; i < 20; i++) {
        const char *name = arena_print(&harness->fixture.arena, "Kettle number %d", i);
        assert_null(strstr(warm(harness, LIST, token), name));
        send_as(harness, ACCESS_ORGANISER, "POST", "/api/v1/products",
            arena_print(&harness->fixture.arena, "{\"name\":\"%s\"}", name));
        assert_non_null(strstr(body_of(harness, LIST, token, 200), name));
    }
    warm(harness, "/api/v1/products/PROD-1", token);
    send_as(harness, ACCESS_ORGANISER, "PATCH", "/api/v1/products/PROD-1", "{\"name\":\"Teapot\"}");
    assert_non_null(strstr(body_of(harness, "/api/v1/products/PROD-1", token, 200), "Teapot"));
    send_as(harness, ACCESS_ORGANISER, "POST", "/api/v1/units", "{\"name\":\"Short-lived\"}");
    const char *units = warm(harness, "/api/v1/units?q=Short-lived&fields=key", token);
    const char *key = strstr(units, "UNIT-");
    assert_non_null(key);
    const char *path =
        arena_print(&harness->fixture.arena, "/api/v1/units/%.*s", (int)strcspn(key, "\""), key);
    warm(harness, path, token);
    send_as(harness, ACCESS_ORGANISER, "DELETE", path, NULL);
    body_of(harness, path, token, 404);
}

static const struct resource *products(const struct fixture *fixture)
{
    return registry_find(store_registry(fixture->store), TEXT("products"));
}

static enum error product_write(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    struct actor actor = actor_system("cli");
    struct record *record = NULL;
    struct record_input *input = record_input_new(products(fixture), &fixture->arena);
    assert_non_null(input);
    record_input_set(input, 0, value_string("Written beside the server"));
    return record_create(transaction, &actor, input, &fixture->arena, &fixture->problems, &record);
}

// The command line is another process with a store of its own; a second store here is the same to SQLite.
static void a_write_beside_the_server_is_seen_at_once(void **state)
{
    struct harness *harness = *state;
    const char *token = harness->tokens[ACCESS_VIEWER];
    char message[STORE_MESSAGE_SIZE];
    struct store *beside;
    const struct store_options options = {.registry = store_registry(harness->fixture.store)};
    assert_int_equal(fixture_open_again(&harness->fixture, options, &beside, message), ERROR_NONE);
    assert_null(strstr(warm(harness, LIST, token), "beside the server"));
    assert_int_equal(store_write(beside, product_write, &harness->fixture), ERROR_NONE);
    assert_non_null(strstr(body_of(harness, LIST, token, 200), "beside the server"));

    struct actor actor = actor_system("cli");
    struct import_result result;
    const struct import_request request = {.resource = products(&harness->fixture),
        .file_name = TEXT("products.csv"),
        .content = TEXT("name\nBrought by an import\n")};
    assert_null(strstr(warm(harness, LIST, token), "Brought by an import"));
    assert_int_equal(
        import_file(beside, &actor, &request, &harness->fixture.arena, &harness->fixture.problems, &result),
        ERROR_NONE);
    assert_non_null(strstr(warm(harness, LIST, token), "Brought by an import"));
    assert_int_equal(import_undo(beside, &actor, result.import, &harness->fixture.arena,
                         &harness->fixture.problems, &result),
        ERROR_NONE);
    assert_null(strstr(body_of(harness, LIST, token, 200), "Brought by an import"));
    store_close(beside);
}

static void nobody_gets_what_was_written_for_another(void **state)
{
    struct harness *harness = *state;
    for (int round = 0; round < 3; round++) {
        assert_non_null(strstr(
            warm(harness, "/api/v1/users", harness->tokens[ACCESS_ADMINISTRATOR]), "viewer@example.com"));
        assert_null(
            strstr(warm(harness, "/api/v1/users", harness->tokens[ACCESS_VIEWER]), "organiser@example.com"));
        body_of(harness, "/api/v1/users", NULL, 401);
        body_of(harness, "/api/v1/users", "tdm_of_nobody", 401);
        // A token is no cookie.
        const struct harness_request request = {.method = "GET",
            .path = "/api/v1/users",
            .headers = arena_print(&harness->fixture.arena, "Cookie: tandem_session=%s\r\n",
                harness->tokens[ACCESS_ADMINISTRATOR])};
        assert_int_equal(harness_status(harness, &request), 401);
    }
}

static void who_is_shut_out_gets_nothing_any_more(void **state)
{
    struct harness *harness = *state;
    const char *token = harness->tokens[ACCESS_VIEWER];
    const char *path =
        arena_print(&harness->fixture.arena, "/api/v1/users/%s", harness->users[ACCESS_VIEWER]);
    assert_null(strstr(warm(harness, "/api/v1/users", token), "organiser@example.com"));
    send_as(harness, ACCESS_ADMINISTRATOR, "PATCH", path, "{\"role\":\"administrator\"}");
    assert_non_null(strstr(warm(harness, "/api/v1/users", token), "organiser@example.com"));
    send_as(harness, ACCESS_ADMINISTRATOR, "PATCH", path, "{\"disabled\":true}");
    body_of(harness, "/api/v1/users", token, 401);
}

static void a_token_ends_with_its_day_although_nothing_changed(void **state)
{
    struct harness *harness = *state;
    const int64_t day = 86400000, midnight = (calendar_now() / day + 1) * day;
    char today[CALENDAR_DATE_SIZE];
    calendar_set_clock(midnight - 2000);
    calendar_print_date(calendar_today(), today);
    const char *token = harness_token(harness, harness->users[ACCESS_MEMBER], "read", today);
    warm(harness, LIST, token);
    calendar_set_clock(midnight + 1);
    body_of(harness, LIST, token, 401);
    calendar_set_clock(0);
}

static void packed_and_plain_replies_are_kept_apart(void **state)
{
    struct harness *harness = *state;
    const char *token = harness->tokens[ACCESS_VIEWER];
    struct harness_request request = {
        .method = "GET", .path = "/api/v1/products?limit=50", .token = token, .headers = GZIP};
    warm(harness, request.path, token);
    for (int i = 0; i < 4; i++) {
        struct client_reply reply;
        request.headers = i % 2 ? NULL : GZIP;
        harness_send(harness, &request, &reply);
        assert_int_equal(reply.status, 200);
        bool is_packed = text_is(client_header(reply.head, "content-encoding"), "gzip");
        assert_int_equal(is_packed, !(i % 2));
        assert_true(text_is(client_header(reply.head, "vary"), "Accept-Encoding"));
        assert_int_equal(reply.body.data[0] == '{', i % 2);
        client_reply_free(&reply);
    }
}

static void a_kept_record_still_answers_conditions(void **state)
{
    struct harness *harness = *state;
    const char *token = harness->tokens[ACCESS_VIEWER];
    struct harness_request request = {.method = "GET",
        .path = "/api/v1/products/PROD-2",
        .token = token,
        .headers = "If-None-Match: \"1\"\r\n"};
    warm(harness, request.path, token);
    assert_int_equal(harness_status(harness, &request), 304);
    assert_non_null(strstr(warm(harness, request.path, token), "PROD-2"));
}

static int set_up(void **state)
{
    static struct harness harness;
    harness_open(&harness, NULL, true, true);
    *state = &harness;
    return 0;
}

static int tear_down(void **state)
{
    harness_close(*state);
    return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_reply_is_given_again_while_nothing_changes),
        CASE(a_write_through_the_api_is_seen_at_once),
        CASE(a_write_beside_the_server_is_seen_at_once),
        CASE(nobody_gets_what_was_written_for_another),
        CASE(who_is_shut_out_gets_nothing_any_more),
        CASE(a_token_ends_with_its_day_although_nothing_changed),
        CASE(packed_and_plain_replies_are_kept_apart),
        CASE(a_kept_record_still_answers_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
