// SPDX-License-Identifier: Apache-2.0
// Addresses: the router and the query of a list. A path is found or not, decoded parts are UTF-8, a refusal
// says why.
#include "target.h"

#include "base/allocation.h"
#include "http/query_string.h"
#include "http/router.h"
#include "work/query.h"
#include "work/resources.h"

static void route(struct text path, struct arena *arena)
{
    for (enum method method = 0; method < METHOD_COUNT; method++) {
        struct route found;
        enum error error = router_find(tandem_registry(), method, path, arena, &found);
        if (error) {
            REQUIRE(error == ERROR_NOT_FOUND || error == ERROR_METHOD || error == ERROR_SYNTAX);
            REQUIRE(error != ERROR_METHOD || (found.methods != 0 && *router_allow(found.methods, arena)));
            continue;
        }
        REQUIRE(method == METHOD_OPTIONS || found.kind != ROUTE_ENDPOINT || found.endpoint);
        for (size_t i = 0; i < ROUTE_PARTS_MAXIMUM; i++)
            REQUIRE(text_is_utf8(found.parts[i]));
    }
}

static void list(struct text query_text, struct arena *arena)
{
    struct problem_list problems;
    struct query_string query;
    problem_list_init(&problems, arena);
    enum error error = query_string_parse(query_text, arena, &problems, &query);
    REQUIRE(error == ERROR_NONE || (error == ERROR_SYNTAX && problems.count > 0));
    if (error) return;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        struct query read;
        problem_list_init(&problems, arena);
        error = query_read(registry->resources[i], query.parameters, query.count, arena, &problems, &read);
        REQUIRE(error == ERROR_NONE || error == ERROR_SYNTAX || error == ERROR_UNKNOWN_PARAMETER);
        REQUIRE((error == ERROR_NONE) == (problems.count == 0));
        for (const struct problem *problem = problems.first; problem; problem = problem->next)
            REQUIRE(text_is_utf8(text_from(problem->message)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, (size_t)64 << 20);
    struct text target = {(const char *)data, size};
    size_t mark = text_find(target, '?');
    if (size && data[0] == '/') route((struct text){target.data, mark}, &arena);
    if (mark < size) list((struct text){target.data + mark + 1, size - mark - 1}, &arena);
    arena_free(&arena);
    REQUIRE(allocation_count() == 0);
    return 0;
}
