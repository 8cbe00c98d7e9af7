// SPDX-License-Identifier: Apache-2.0
// History as server-sent events: heard as it happens, resumed where it was left, kept from those it is not
// for.
#include "http/harness.h"

#include "access/user.h"
#include "base/calendar.h"
#include "store/records.h"
#include "work/resources.h"

struct ear {
    int client;
    struct buffer input;
};

static struct ear listen_as(struct harness *harness, const char *token, const char *headers)
{
    struct ear ear = {.client = client_open(service_port(harness->service))};
    buffer_init(&ear.input, 1 << 20);
    client_say(ear.client, arena_print(&harness->fixture.arena,
                               "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n",
                               token, headers ? headers : ""));
    return ear;
}

static void hear(struct ear *ear, const char *words)
{
    while (!memmem(buffer_view(&ear->input).data, ear->input.length, words, strlen(words)))
        if (client_read(ear->client, &ear->input) <= 0)
            fail_msg("not heard: %s\n%.*s", words, TEXT_PRINT(buffer_view(&ear->input)));
}

static bool has_heard(const struct ear *ear, const char *words)
{
    return memmem(buffer_view(&ear->input).data, ear->input.length, words, strlen(words)) != NULL;
}

static void stop_listening(struct ear *ear)
{
    close(ear->client);
    buffer_free(&ear->input);
}

static void make_product(struct harness *harness, const char *name)
{
    const struct harness_request request = {.method = "POST",
        .path = "/api/v1/products",
        .token = harness->tokens[ACCESS_MEMBER],
        .body = arena_print(&harness->fixture.arena, "{\"name\":\"%s\"}", name)};
    assert_int_equal(harness_status(harness, &request), 201);
}

static void changes_are_heard_as_they_happen(void **state)
{
    struct harness *harness = *state;
    make_product(harness, "Before");
    struct ear ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], NULL);
    hear(&ear, "retry: ");
    assert_true(has_heard(&ear, "Content-Type: text/event-stream"));
    make_product(harness, "Kettle");
    hear(&ear, "\n\n\r\n"); // the end of an event in its chunk
    hear(&ear, "\"verb\":\"create\"");
    assert_true(has_heard(&ear, "event: history\ndata: {\"id\":"));
    assert_true(has_heard(&ear, "Kettle"));
    assert_false(has_heard(&ear, "Before"));
    stop_listening(&ear);
}

static void a_listener_that_was_away_misses_nothing(void **state)
{
    struct harness *harness = *state;
    struct ear ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], "Last-Event-ID: 0\r\n");
    make_product(harness, "One");
    hear(&ear, "One");
    const char *id = memmem(ear.input.data, ear.input.length, "id: ", 4);
    assert_non_null(id);
    // The last identifier that was heard.
    const char *last = id;
    while ((id = memmem(id + 4, ear.input.length - (size_t)(id + 4 - ear.input.data), "\nid: ", 5)))
        last = ++id;
    const char *resume =
        arena_print(&harness->fixture.arena, "Last-Event-ID: %ld\r\n", strtol(last + 4, NULL, 10));
    stop_listening(&ear);
    make_product(harness, "Two");
    make_product(harness, "Three");
    ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], resume);
    hear(&ear, "Three");
    assert_true(has_heard(&ear, "Two"));
    assert_false(has_heard(&ear, "One"));
    stop_listening(&ear);
}

static void more_than_a_batch_arrives_whole(void **state)
{
    struct harness *harness = *state;
    for (int i = 0; i < 120; i++)
        make_product(harness, arena_print(&harness->fixture.arena, "Product %d.", i));
    struct ear ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], "Last-Event-ID: 0\r\n");
    for (int i = 0; i < 120; i++)
        hear(&ear, arena_print(&harness->fixture.arena, "Product %d.", i));
    stop_listening(&ear);
}

static enum error product_write(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    const struct resource *products = registry_find(tandem_registry(), TEXT("products"));
    struct actor system = actor_system("cli");
    struct record *record = NULL;
    struct record_input *input = record_input_new(products, &fixture->arena);
    assert_non_null(input);
    record_input_set(input, (size_t)resource_field(products, TEXT("name")), value_string("From elsewhere"));
    return record_create(transaction, &system, input, &fixture->arena, &fixture->problems, &record);
}

static void what_another_process_writes_is_heard_too(void **state)
{
    struct harness *harness = *state;
    struct ear ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], NULL);
    hear(&ear, "retry: ");
    struct store *other = NULL;
    char message[STORE_MESSAGE_SIZE] = "";
    enum error error = fixture_open_again(&harness->fixture, (struct store_options){0}, &other, message);
    if (error) fail_msg("%s", message);
    assert_int_equal(store_write(other, product_write, &harness->fixture), ERROR_NONE);
    store_close(other);
    hear(&ear, "From elsewhere");
    stop_listening(&ear);
}

// A viewer may not list users or the views of others, so does not hear of them.
static void what_one_may_not_list_one_does_not_hear(void **state)
{
    struct harness *harness = *state;
    struct ear viewer = listen_as(harness, harness->tokens[ACCESS_VIEWER], NULL);
    struct ear administrator = listen_as(harness, harness->tokens[ACCESS_ADMINISTRATOR], NULL);
    hear(&viewer, "retry: ");
    hear(&administrator, "retry: ");
    const struct harness_request request = {.method = "POST",
        .path = "/api/v1/invitations",
        .token = harness->tokens[ACCESS_ADMINISTRATOR],
        .body = "{\"name\":\"Ines\",\"email\":\"ines@example.com\",\"role\":\"member\"}"};
    assert_int_equal(harness_status(harness, &request), 201);
    make_product(harness, "Kettle");
    hear(&administrator, "ines@example.com");
    hear(&viewer, "Kettle");
    assert_false(has_heard(&viewer, "ines@example.com"));
    stop_listening(&viewer);
    stop_listening(&administrator);
}

// What is hidden in a record is not told by its changes.
static void a_hidden_field_is_not_heard(void **state)
{
    struct harness *harness = *state;
    struct ear viewer = listen_as(harness, harness->tokens[ACCESS_VIEWER], NULL);
    struct ear member = listen_as(harness, harness->tokens[ACCESS_MEMBER], NULL);
    hear(&viewer, "retry: ");
    hear(&member, "retry: ");
    const struct harness_request request = {.method = "POST",
        .path = "/api/v1/people",
        .token = harness->tokens[ACCESS_ORGANISER],
        .body = "{\"name\":\"Ines\",\"capacity_hours\":\"37.50\"}"};
    assert_int_equal(harness_status(harness, &request), 201);
    hear(&member, "37.50");
    hear(&viewer, "Ines");
    assert_false(has_heard(&viewer, "37.50"));
    stop_listening(&viewer);
    stop_listening(&member);
}

static void a_disabled_user_hears_no_more(void **state)
{
    struct harness *harness = *state;
    struct ear ear = listen_as(harness, harness->tokens[ACCESS_VIEWER], NULL);
    hear(&ear, "retry: ");
    const struct harness_request request = {.method = "PATCH",
        .path = arena_print(&harness->fixture.arena, "/api/v1/users/%s", harness->users[ACCESS_VIEWER]),
        .token = harness->tokens[ACCESS_ADMINISTRATOR],
        .body = "{\"disabled\":true}"};
    assert_int_equal(harness_status(harness, &request), 200);
    make_product(harness, "Kettle");
    while (client_read(ear.client, &ear.input) > 0) {
    } // until the server ends it
    assert_false(has_heard(&ear, "Kettle"));
    stop_listening(&ear);
}

static void an_identifier_that_is_none_is_refused(void **state)
{
    struct harness *harness = *state;
    const struct harness_request request = {.method = "GET",
        .path = "/api/v1/events",
        .token = harness->tokens[ACCESS_VIEWER],
        .headers = "Last-Event-ID: x\r\n"};
    assert_int_equal(harness_status(harness, &request), 400);
}

static int set_up(void **state)
{
    static struct harness harness;
    const struct serve_options options = {.server = {.heartbeat_milliseconds = 200}};
    harness_open(&harness, &options, true, false);
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
        cmocka_unit_test_setup_teardown(changes_are_heard_as_they_happen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_listener_that_was_away_misses_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_than_a_batch_arrives_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_another_process_writes_is_heard_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_one_may_not_list_one_does_not_hear, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hidden_field_is_not_heard, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_disabled_user_hears_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_identifier_that_is_none_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
