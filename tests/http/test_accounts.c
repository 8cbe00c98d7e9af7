// SPDX-License-Identifier: Apache-2.0
// Accounts where a case as text does not reach: the setup link, two setups at once, tokens and their ends.
#include "http/harness.h"

#include <pthread.h>

#include "access/one_time_link.h"
#include "base/calendar.h"

static const char *setup_body(struct harness *harness, const char *token, const char *email)
{
    return arena_print(&harness->fixture.arena,
        "{\"token\":\"%s\",\"name\":\"Ada\",\"email\":\"%s\",\"password\":\"a long password\"}", token,
        email);
}

static int setup_status(struct harness *harness, const char *token, const char *email)
{
    const struct harness_request request = {
        .method = "POST", .path = "/api/v1/setup", .body = setup_body(harness, token, email)};
    return harness_status(harness, &request);
}

static void the_setup_link_makes_one_administrator(void **state)
{
    struct harness *harness = *state;
    char first[LINK_TOKEN_SIZE], second[LINK_TOKEN_SIZE], third[LINK_TOKEN_SIZE];
    assert_int_equal(one_time_link_create_setup(harness->fixture.store, first), ERROR_NONE);
    assert_int_equal(one_time_link_create_setup(harness->fixture.store, second), ERROR_NONE);
    // What is wrong with the person does not use the link up.
    assert_int_equal(setup_status(harness, first, "ada"), 422);
    assert_int_equal(setup_status(harness, first, "ada@example.com"), 200);
    // Both are used up now, and there is no third.
    assert_int_equal(setup_status(harness, first, "bea@example.com"), 404);
    assert_int_equal(setup_status(harness, second, "bea@example.com"), 404);
    assert_int_equal(one_time_link_create_setup(harness->fixture.store, third), ERROR_NONE);
    assert_string_equal(third, "");
}

static void a_setup_link_is_too_old_after_a_day(void **state)
{
    struct harness *harness = *state;
    char token[LINK_TOKEN_SIZE];
    assert_int_equal(one_time_link_create_setup(harness->fixture.store, token), ERROR_NONE);
    calendar_set_clock(calendar_now() + LINK_SETUP_LIFE + 1);
    assert_int_equal(setup_status(harness, token, "ada@example.com"), 404);
    calendar_set_clock(0);
    assert_int_equal(setup_status(harness, token, "ada@example.com"), 200);
}

struct racer {
    struct harness *harness;
    const char *body;
    int status;
    pthread_t thread;
};

static void *race(void *argument)
{
    struct racer *racer = argument;
    const struct harness_request request = {.method = "POST", .path = "/api/v1/setup", .body = racer->body};
    racer->status = harness_status(racer->harness, &request);
    return NULL;
}

static void of_two_setups_at_once_one_wins(void **state)
{
    enum { RACERS = 8 };
    struct harness *harness = *state;
    struct racer racers[RACERS];
    int won = 0, lost = 0;
    for (int i = 0; i < RACERS; i++) {
        char token[LINK_TOKEN_SIZE], email[32];
        snprintf(email, sizeof email, "ada%d@example.com", i);
        assert_int_equal(one_time_link_create_setup(harness->fixture.store, token), ERROR_NONE);
        racers[i] = (struct racer){.harness = harness, .body = setup_body(harness, token, email)};
    }
    for (int i = 0; i < RACERS; i++)
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
    for (int i = 0; i < RACERS; i++) {
        pthread_join(racers[i].thread, NULL);
        won += racers[i].status == 200;
        lost += racers[i].status == 404;
    }
    assert_int_equal(won, 1);
    assert_int_equal(lost, RACERS - 1);
}

static const char *day(struct harness *harness, int days)
{
    char out[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_today() + days, out);
    return arena_text(&harness->fixture.arena, out, strlen(out));
}

static int token_status(struct harness *harness, const char *token, const char *method)
{
    const struct harness_request request = {.method = method,
        .path = "/api/v1/products",
        .token = token,
        .body = strcmp(method, "POST") == 0 ? "{\"name\":\"Kettle\"}" : NULL};
    return harness_status(harness, &request);
}

// The text between quotes that follows a name in a JSON reply. *arena*
static const char *member_of(struct harness *harness, const struct client_reply *reply, const char *name)
{
    const char *mark = arena_print(&harness->fixture.arena, "\"%s\":\"", name);
    const char *found = memmem(reply->body.data, reply->body.length, mark, strlen(mark));
    assert_non_null(found);
    found += strlen(mark);
    return arena_text(&harness->fixture.arena, found, strcspn(found, "\""));
}

static void a_token_is_shown_once_and_works_within_its_scope(void **state)
{
    struct harness *harness = *state;
    struct client_reply reply;
    struct harness_request request = {.method = "POST",
        .path = "/api/v1/tokens",
        .token = harness->tokens[ACCESS_MEMBER],
        .headers = "Accept-Encoding: gzip\r\n",
        .body = arena_print(&harness->fixture.arena,
            "{\"name\":\"nightly\",\"scope\":\"read\",\"expires_on\":\"%s\"}", day(harness, 10))};
    harness_send(harness, &request, &reply);
    assert_int_equal(reply.status, 201);
    const char *secret = member_of(harness, &reply, "secret"), *key = member_of(harness, &reply, "key");
    assert_int_equal(strncmp(secret, "tdm_", 4), 0);
    assert_string_equal(member_of(harness, &reply, "user"), harness->users[ACCESS_MEMBER]);
    client_reply_free(&reply);

    assert_int_equal(token_status(harness, secret, "GET"), 200);
    assert_int_equal(token_status(harness, secret, "POST"), 403);

    request = (struct harness_request){.method = "GET",
        .path = arena_print(&harness->fixture.arena, "/api/v1/tokens/%s", key),
        .token = harness->tokens[ACCESS_MEMBER]};
    service_settle(harness->service);
    harness_send(harness, &request, &reply);
    assert_int_equal(reply.status, 200);
    assert_null(memmem(reply.body.data, reply.body.length, "secret", 6));
    assert_string_equal(member_of(harness, &reply, "last_used_on"), day(harness, 0));
    client_reply_free(&reply);

    // Revoked, it is over at once.
    request.method = "DELETE";
    assert_int_equal(harness_status(harness, &request), 204);
    assert_int_equal(token_status(harness, secret, "GET"), 401);
}

static void a_token_ends_with_its_last_day(void **state)
{
    struct harness *harness = *state;
    const char *token = harness_token(harness, harness->users[ACCESS_MEMBER], "write", day(harness, 3));
    assert_int_equal(token_status(harness, token, "POST"), 201);
    int64_t now = calendar_now();
    calendar_set_clock(now + 3 * CALENDAR_DAY_MS);
    assert_int_equal(token_status(harness, token, "GET"), 200);
    calendar_set_clock(now + 4 * CALENDAR_DAY_MS);
    assert_int_equal(token_status(harness, token, "GET"), 401);
    service_settle(harness->service);
    calendar_set_clock(0);
}

static void a_token_of_narrow_scope_makes_no_tokens(void **state)
{
    struct harness *harness = *state;
    const char *narrow = harness_token(harness, harness->users[ACCESS_ADMINISTRATOR], "write", NULL);
    const struct harness_request request = {.method = "POST",
        .path = "/api/v1/tokens",
        .token = narrow,
        .body = arena_print(&harness->fixture.arena,
            "{\"name\":\"wide\",\"scope\":\"administer\",\"expires_on\":\"%s\"}", day(harness, 10))};
    assert_int_equal(harness_status(harness, &request), 403);
}

// A body that comes slowly must not outlast the right to send it.
static void who_is_disabled_while_sending_stores_nothing(void **state)
{
    struct harness *harness = *state;
    struct client_reply reply;
    int client = client_open(service_port(harness->service));
    client_say(client, arena_print(&harness->fixture.arena,
                           "POST /api/v1/products HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                           "Content-Type: application/json\r\nContent-Length: 17\r\n"
                           "Expect: 100-continue\r\n\r\n",
                           harness->tokens[ACCESS_MEMBER]));
    char told[25]; // the server has looked at who it is: "HTTP/1.1 100 Continue" and two ends of lines
    assert_int_equal(recv(client, told, sizeof told, MSG_WAITALL), (ssize_t)sizeof told);
    assert_memory_equal(told, "HTTP/1.1 100", 12);
    const struct harness_request request = {.method = "PATCH",
        .path = arena_print(&harness->fixture.arena, "/api/v1/users/%s", harness->users[ACCESS_MEMBER]),
        .token = harness->tokens[ACCESS_ADMINISTRATOR],
        .body = "{\"disabled\":true}"};
    assert_int_equal(harness_status(harness, &request), 200);
    client_say(client, "{\"name\":\"Kettle\"}");
    client_receive(client, false, &reply);
    assert_int_equal(reply.status, 401);
    client_reply_free(&reply);
    close(client);
}

// Some proxies add a line of their own below the one that the client made up.
static void a_made_up_address_does_not_get_round_the_waiting(void **state)
{
    struct harness *harness = *state;
    for (int i = 0; i < 6; i++) {
        const struct harness_request request = {.method = "POST",
            .path = "/api/v1/session",
            .headers = arena_print(&harness->fixture.arena,
                "X-Forwarded-For: 203.0.113.%d\r\nX-Forwarded-For: 198.51.100.%d, 192.0.2.1\r\n", i, i),
            .body = "{\"email\":\"member@example.com\",\"password\":\"a wrong password\"}"};
        assert_int_equal(harness_status(harness, &request), i < 5 ? 401 : 429);
    }
}

static int set_up_proxy(void **state)
{
    static struct harness harness;
    const struct serve_options options = {.server = {.is_behind_proxy = true}};
    harness_open(&harness, &options, true, false);
    *state = &harness;
    return 0;
}

static int set_up_bare(void **state)
{
    static struct harness harness;
    harness_open(&harness, NULL, false, false);
    *state = &harness;
    return 0;
}

static int set_up(void **state)
{
    static struct harness harness;
    harness_open(&harness, NULL, true, false);
    *state = &harness;
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
        cmocka_unit_test_setup_teardown(the_setup_link_makes_one_administrator, set_up_bare, tear_down),
        cmocka_unit_test_setup_teardown(a_setup_link_is_too_old_after_a_day, set_up_bare, tear_down),
        cmocka_unit_test_setup_teardown(of_two_setups_at_once_one_wins, set_up_bare, tear_down),
        cmocka_unit_test_setup_teardown(a_token_is_shown_once_and_works_within_its_scope, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_ends_with_its_last_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_of_narrow_scope_makes_no_tokens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_is_disabled_while_sending_stores_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_made_up_address_does_not_get_round_the_waiting, set_up_proxy, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
