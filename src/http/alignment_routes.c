// SPDX-License-Identifier: Apache-2.0
// What passes between the roles: a product's gates on one sheet, and hand-offs as a timeline.
#include "alignment/hand_off_timeline.h"
#include "http/handlers.h"
#include "product/gate_sheet.h"
#include "product/product.h"
#include "store/records.h"

// The current key of a product that was named by a current or an old one.
static enum error product_find(
    struct call *call, struct transaction *transaction, struct text given, struct text *ret_key)
{
    const struct resource *resource = NULL;
    enum error error = record_resolve_key(transaction, given, call->request->arena, &resource, ret_key);
    return !error && resource != &product_resource ? ERROR_NOT_FOUND : error;
}

enum error gate_sheet_route(struct call *call)
{
    struct transaction *transaction = NULL;
    struct gate_sheet *sheet = arena_object(call->request->arena, struct gate_sheet);
    struct text key = TEXT("");
    if (!sheet) return ERROR_MEMORY;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (!error) error = product_find(call, transaction, call->route.parts[0], &key);
    if (!error) error = gate_sheet_load(transaction, &call->actor, key, call->request->arena, sheet);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    gate_sheet_print(sheet, &writer);
    return call_json_finish(call, &writer);
}

static void limit_take(struct call *call, size_t *limit)
{
    const struct text *given = query_string_take(&call->query, "limit");
    int64_t value = 0;
    if (!given) return;
    if (text_parse_integer(*given, 1, TIMELINE_LIMIT_MAXIMUM, &value))
        *limit = (size_t)value;
    else
        problem_add(&call->problems, "limit", "Must be a number from 1 to %d.", TIMELINE_LIMIT_MAXIMUM);
}

static void waiting_take(struct call *call, bool *waits_only)
{
    const struct text *given = query_string_take(&call->query, "waiting");
    if (!given) return;
    *waits_only = text_is(*given, "true");
    if (!*waits_only && !text_is(*given, "false"))
        problem_add(&call->problems, "waiting", "Must be true or false.");
}

enum error timeline_route(struct call *call)
{
    static const char *const known[] = {"product", "waiting", "limit", NULL};
    const struct text *given = query_string_take(&call->query, "product");
    struct transaction *transaction = NULL;
    struct timeline timeline;
    struct text product = TEXT("");
    size_t limit = 200;
    bool waits_only = false;
    limit_take(call, &limit);
    waiting_take(call, &waits_only);
    enum error error = call_expect_taken(call, known);
    if (!error && call->problems.count) error = ERROR_SYNTAX;
    if (!error) error = call_transaction(call, &transaction);
    if (!error && given && !text_is_empty(*given)) {
        error = product_find(call, transaction, *given, &product);
        if (error == ERROR_NOT_FOUND)
            problem_add(&call->problems, "product", "There is no product %.*s.", TEXT_PRINT(*given));
    }
    if (!error)
        error = timeline_load(transaction, product, waits_only, limit, call->request->arena, &timeline);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    timeline_print(&timeline, &writer);
    return call_json_finish(call, &writer);
}
