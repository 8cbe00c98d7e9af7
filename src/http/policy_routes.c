// SPDX-License-Identifier: Apache-2.0
// Questions to the responsibility map.
#include "http/handlers.h"
#include "policy/may.h"

// A parameter that is needed; "person" may be left out by who stands for one.
static struct text take(struct call *call, const char *name, struct text otherwise)
{
    const struct text *given = query_string_take(&call->query, name);
    if (given && !text_is_empty(*given)) return *given;
    if (text_is_empty(otherwise)) problem_add(&call->problems, name, "Has to be given.");
    return otherwise;
}

enum error may_route(struct call *call)
{
    static const char *const known[] = {"person", "action", "record", NULL};
    struct transaction *transaction = NULL;
    struct policy_may may;
    const struct text person = take(call, "person", call->account.person);
    const struct text act = take(call, "action", TEXT("")), record = take(call, "record", TEXT(""));
    enum error error = call_expect_taken(call, known);
    if (!error && call->problems.count) error = ERROR_SYNTAX;
    if (!error) error = call_transaction(call, &transaction);
    if (!error)
        error =
            policy_may_find(transaction, person, act, record, call->request->arena, &call->problems, &may);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    policy_may_print(&may, &writer);
    return call_json_finish(call, &writer);
}
