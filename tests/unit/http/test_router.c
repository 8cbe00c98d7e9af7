// SPDX-License-Identifier: Apache-2.0
// Routes: what a path means, and which methods it takes.
#include "unit.h"

#include "http/router.h"
#include "work/resources.h"

static struct arena arena;

static struct route find(enum method method, const char *path, enum error expected)
{
    struct route route;
    enum error error = router_find(tandem_registry(), method, text_from(path), &arena, &route);
    if (error != expected)
        fail_msg(
            "%s %s: %s in place of %s", method_name(method), path, error_name(error), error_name(expected));
    return route;
}

static void resources_have_their_routes(void **state)
{
    (void)state;
    assert_int_equal(find(METHOD_GET, "/api/v1/products", ERROR_NONE).kind, ROUTE_LIST);
    assert_int_equal(find(METHOD_HEAD, "/api/v1/products", ERROR_NONE).kind, ROUTE_LIST);
    assert_int_equal(find(METHOD_POST, "/api/v1/products", ERROR_NONE).kind, ROUTE_CREATE);
    struct route route = find(METHOD_GET, "/api/v1/products/PROD-1", ERROR_NONE);
    assert_int_equal(route.kind, ROUTE_SHOW);
    assert_string_equal(route.resource->name, "products");
    assert_text_equal(route.parts[0], "PROD-1");
    assert_int_equal(find(METHOD_PATCH, "/api/v1/products/PROD-1", ERROR_NONE).kind, ROUTE_UPDATE);
    assert_int_equal(find(METHOD_DELETE, "/api/v1/products/PROD-1", ERROR_NONE).kind, ROUTE_DELETE);
    route = find(METHOD_PUT, "/api/v1/map-entries/by-external/a%20b/c%2Fd", ERROR_NONE);
    assert_int_equal(route.kind, ROUTE_UPSERT);
    assert_text_equal(route.parts[0], "a b");
    assert_text_equal(route.parts[1], "c/d");
    route = find(METHOD_POST, "/api/v1/maps/MAP-1/put_in_force", ERROR_NONE);
    assert_int_equal(route.kind, ROUTE_ACT);
    assert_string_equal(route.action->name, "put_in_force");
}

static void endpoints_win_over_plain_routes(void **state)
{
    (void)state;
    struct route route = find(METHOD_POST, "/api/v1/tokens", ERROR_NONE);
    assert_int_equal(route.kind, ROUTE_ENDPOINT);
    assert_ptr_equal(route.endpoint, &endpoints[ENDPOINT_TOKEN_CREATE]);
    assert_int_equal(find(METHOD_GET, "/api/v1/tokens", ERROR_NONE).kind, ROUTE_LIST);
    route = find(METHOD_POST, "/api/v1/imports/preview", ERROR_NONE);
    assert_ptr_equal(route.endpoint, &endpoints[ENDPOINT_IMPORT_PREVIEW]);
    route = find(METHOD_POST, "/api/v1/imports/IMP-3/undo", ERROR_NONE);
    assert_ptr_equal(route.endpoint, &endpoints[ENDPOINT_IMPORT_UNDO]);
    assert_text_equal(route.parts[0], "IMP-3");
    route = find(METHOD_GET, "/api/v1/export/map-entries.csv", ERROR_NONE);
    assert_ptr_equal(route.endpoint, &endpoints[ENDPOINT_EXPORT_CSV]);
    assert_text_equal(route.parts[0], "map-entries");
}

static void every_endpoint_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        char path[128];
        size_t length = 0;
        for (const char *p = endpoints[i].path; *p; p++) {
            path[length++] = *p == '{' ? 'x' : *p;
            if (*p == '{') p = strchr(p, '}');
        }
        path[length] = '\0';
        struct route route = find(method_parse(endpoints[i].method), path, ERROR_NONE);
        assert_ptr_equal(route.endpoint, &endpoints[i]);
    }
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    static const char *const paths[] = {"/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing",
        "/api/v1/product", "/api/v1/PROD", "/api/v1/products/", "/api/v1//products",
        "/api/v1/products/a/b/c/d", "/api/v1/products/./x", "/api/v1/products/%2e%2e", "/api/v1/export/.csv",
        "/api/v1/export/products", "/api/v1/maps/MAP-1/fly", "/api/v1/products/by-external/a",
        "/api/v1/history/1", "/api/v1/a/b/c/d/e/f/g/h/i/j"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        (void)find(METHOD_GET, paths[i], ERROR_NOT_FOUND);
    (void)find(METHOD_GET, "/api/v1/products/%f", ERROR_SYNTAX);
    (void)find(METHOD_GET, "/api/v1/products/a%00b", ERROR_SYNTAX);
}

static void other_methods_are_told_which_there_are(void **state)
{
    (void)state;
    struct route route = find(METHOD_PUT, "/api/v1/products", ERROR_METHOD);
    assert_string_equal(router_allow(route.methods, &arena), "GET, HEAD, POST, OPTIONS");
    route = find(METHOD_POST, "/api/v1/imports/IMP-1", ERROR_METHOD);
    assert_string_equal(router_allow(route.methods, &arena), "GET, HEAD, OPTIONS");
    route = find(METHOD_OTHER, "/api/v1/password", ERROR_METHOD);
    assert_string_equal(router_allow(route.methods, &arena), "POST, OPTIONS");
    route = find(METHOD_OPTIONS, "/api/v1/session", ERROR_NONE);
    assert_string_equal(router_allow(route.methods, &arena), "GET, HEAD, POST, DELETE, OPTIONS");
}

static void everything_else_is_the_page(void **state)
{
    (void)state;
    assert_int_equal(find(METHOD_GET, "/", ERROR_NONE).kind, ROUTE_PAGE);
    assert_int_equal(find(METHOD_GET, "/apis", ERROR_NONE).kind, ROUTE_PAGE);
    assert_int_equal(find(METHOD_HEAD, "/products/PROD-1", ERROR_NONE).kind, ROUTE_PAGE);
    (void)find(METHOD_POST, "/products", ERROR_METHOD);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resources_have_their_routes),
        cmocka_unit_test(endpoints_win_over_plain_routes),
        cmocka_unit_test(every_endpoint_is_found),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(other_methods_are_told_which_there_are),
        cmocka_unit_test(everything_else_is_the_page),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
