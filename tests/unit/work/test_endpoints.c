// SPDX-License-Identifier: Apache-2.0
// The table of endpoints: complete, without contradiction, and described by schemas that exist.
#include "work/endpoints.h"

#include "unit.h"
#include "work/resources.h"

static bool has_path_parameter(const struct endpoint *endpoint, struct text name)
{
    for (const struct endpoint_parameter *parameter = endpoint->parameters; parameter && parameter->name;
         parameter++) {
        if (parameter->place == ENDPOINT_IN_PATH && text_is(name, parameter->name)) return true;
    }
    return false;
}

static void every_row_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        const struct endpoint *endpoint = &endpoints[i];
        if (!endpoint->path || !endpoint->method) fail_msg("endpoint %zu is empty", i);
        bool is_api = strncmp(endpoint->path, "/api/v1/", 8) == 0;
        assert_true(is_api || i == ENDPOINT_HEALTH);
        assert_non_null(endpoint->operation);
        assert_int_equal(endpoint->summary[strlen(endpoint->summary) - 1], '.');
        bool is_reading = strcmp(endpoint->method, "GET") == 0;
        assert_false(is_reading && endpoint->request);
        bool is_empty = endpoint->status == 204 || endpoint->status == 303;
        assert_true(endpoint->status == 200 || endpoint->status == 201 || is_empty);
        assert_int_equal(is_empty, !endpoint->reply && !endpoint->media);
        assert_int_equal(endpoint->access == ENDPOINT_BY_PERMISSION, endpoint->resource != NULL);
        if (endpoint->resource)
            assert_non_null(registry_find(tandem_registry(), text_from(endpoint->resource)));
    }
}

static void no_two_rows_are_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(endpoints[i].operation, endpoints[j].operation);
            bool is_same_path = strcmp(endpoints[i].path, endpoints[j].path) == 0;
            assert_false(is_same_path && strcmp(endpoints[i].method, endpoints[j].method) == 0);
        }
    }
}

static void parts_of_a_path_are_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        size_t parts = 0, parameters = 0;
        for (const char *part = strchr(endpoints[i].path, '{'); part; part = strchr(part + 1, '{')) {
            const char *end = strchr(part, '}');
            assert_non_null(end);
            assert_true(has_path_parameter(&endpoints[i], (struct text){part + 1, (size_t)(end - part) - 1}));
            parts++;
        }
        const struct endpoint_parameter *parameter = endpoints[i].parameters;
        for (; parameter && parameter->name; parameter++) {
            parameters += parameter->place == ENDPOINT_IN_PATH;
            assert_int_equal(parameter->help[strlen(parameter->help) - 1], '.');
        }
        assert_int_equal(parts, parameters);
    }
}

// What nobody has to sign in for is a short list that a review should notice.
static void what_is_open_to_anybody(void **state)
{
    (void)state;
    static const char *const open[] = {"show_session", "open_session", "start_single_sign_on",
        "finish_single_sign_on", "set_up", "accept_invitation", "show_openapi", "show_version",
        "show_health"};
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        bool is_listed = false;
        for (size_t j = 0; j < sizeof open / sizeof open[0]; j++) {
            is_listed = is_listed || strcmp(endpoints[i].operation, open[j]) == 0;
        }
        if ((endpoints[i].access == ENDPOINT_FOR_ANYBODY) != is_listed)
            fail_msg("%s", endpoints[i].operation);
    }
}

static void what_is_created_in_a_way_of_its_own(void **state)
{
    (void)state;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        const char *name = registry->resources[i]->name;
        bool is_special =
            strcmp(name, "tokens") == 0 || strcmp(name, "imports") == 0 || strcmp(name, "price-data") == 0;
        assert_int_equal(endpoint_creates(registry->resources[i]), is_special);
    }
    assert_ptr_equal(endpoint_find("/api/v1/session", "DELETE"), &endpoints[ENDPOINT_SESSION_CLOSE]);
    assert_null(endpoint_find("/api/v1/session", "PUT"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(no_two_rows_are_the_same),
        cmocka_unit_test(parts_of_a_path_are_parameters),
        cmocka_unit_test(what_is_open_to_anybody),
        cmocka_unit_test(what_is_created_in_a_way_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
