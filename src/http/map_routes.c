// SPDX-License-Identifier: Apache-2.0
// Responsibility maps as versions: copied, their effect read, compared.
#include "base/calendar.h"
#include "format/record_json.h"
#include "http/entity_tag.h"
#include "http/handlers.h"
#include "http/service.h"
#include "people/map.h"
#include "people/map_compare.h"
#include "people/map_copy.h"
#include "people/map_effect.h"
#include "store/records.h"

struct copying {
    struct call *call;
    struct map_copy_wish wish;
    struct record *copy;
};

static enum error copy_write(struct transaction *transaction, void *closure)
{
    struct copying *copying = closure;
    struct call *call = copying->call;
    problem_list_init(&call->problems, call->request->arena);
    return map_copy(transaction, &call->actor, call->route.parts[0], &copying->wish, call->request->arena,
        &call->problems, &copying->copy);
}

// An optional text of the body; null and missing are the same but for a scope.
static bool member_take(
    struct call *call, const struct json_value *root, const char *name, struct text *ret_text)
{
    const struct json_value value = json_value_member(root, name);
    *ret_text = TEXT("");
    if (!json_value_is_present(&value) || json_value_kind(&value) == JSON_KIND_NULL) return true;
    return json_value_read_text(&value, &call->problems, ret_text);
}

enum error map_copy_route(struct call *call)
{
    static const char *const known[] = {"name", "code", "scope", NULL};
    struct copying copying = {.call = call};
    struct json_value root;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (error) return error;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, &call->problems) ||
        !json_value_expect_members(&root, known, &call->problems))
        return ERROR_INVALID;
    bool is_right = member_take(call, &root, "name", &copying.wish.name);
    is_right = member_take(call, &root, "code", &copying.wish.code) && is_right;
    is_right = member_take(call, &root, "scope", &copying.wish.scope) && is_right;
    if (!is_right) return ERROR_INVALID;
    const struct json_value scope = json_value_member(&root, "scope");
    copying.wish.is_for_company = json_value_is_present(&scope) && json_value_kind(&scope) == JSON_KIND_NULL;
    error = store_write(call->service->store, copy_write, &copying);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 201, &writer);
    record_json_write(copying.copy, NULL, &writer);
    entity_tag_write(copying.copy->version, call->request->arena, call->reply);
    reply_header_print(
        call->reply, call->request->arena, "Location", "/api/v1/maps/%.*s", TEXT_PRINT(copying.copy->key));
    return call_json_finish(call, &writer);
}

// The current key of a map that was named by a current or an old one.
static enum error map_find(struct call *call, struct transaction *transaction, struct text given,
    const char *name, struct text *ret_key)
{
    const struct resource *resource = NULL;
    enum error error = record_resolve_key(transaction, given, call->request->arena, &resource, ret_key);
    if (!error && resource != &map_resource) error = ERROR_NOT_FOUND;
    if (error == ERROR_NOT_FOUND && name)
        problem_add(&call->problems, name, "There is no map with the key %.*s.",
            text_precision(given) > 60 ? 60 : text_precision(given), given.data);
    return error;
}

static void effect_parameters(struct call *call, int32_t *day, size_t *limit, struct text *cursor)
{
    const struct text *given = query_string_take(&call->query, "day");
    int64_t number = 0;
    if (given && !calendar_parse_date(*given, day))
        problem_add(&call->problems, "day", "Must be a day such as 2026-11-22.");
    given = query_string_take(&call->query, "limit");
    if (given && text_parse_integer(*given, 1, MAP_EFFECT_LIMIT_MAXIMUM, &number))
        *limit = (size_t)number;
    else if (given)
        problem_add(&call->problems, "limit", "Must be a number from 1 to %d.", MAP_EFFECT_LIMIT_MAXIMUM);
    given = query_string_take(&call->query, "cursor");
    if (given) *cursor = *given;
}

enum error map_effect_route(struct call *call)
{
    static const char *const known[] = {"day", "limit", "cursor", NULL};
    struct transaction *transaction = NULL;
    struct map_effect effect;
    struct text key, cursor = TEXT("");
    size_t limit = MAP_EFFECT_LIMIT;
    enum error error = call_transaction(call, &transaction);
    if (error) return error;
    int32_t day = calendar_day_of(transaction_now(transaction));
    effect_parameters(call, &day, &limit, &cursor);
    error = call_expect_taken(call, known);
    if (!error && call->problems.count) error = ERROR_SYNTAX;
    if (!error) error = map_find(call, transaction, call->route.parts[0], NULL, &key);
    if (!error) error = map_effect_read(transaction, key, day, call->request->arena, &effect);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    error = map_effect_print_json(&effect, limit, cursor, &writer);
    if (error == ERROR_SYNTAX)
        problem_add(&call->problems, "cursor", "Must be the member next of an earlier page.");
    return error ? error : call_json_finish(call, &writer);
}

// The key that a parameter has to give.
static enum error key_need(
    struct call *call, struct transaction *transaction, const char *name, struct text *ret_key)
{
    const struct text *given = query_string_take(&call->query, name);
    if (given && !text_is_empty(*given)) return map_find(call, transaction, *given, name, ret_key);
    problem_add(&call->problems, name, "Must be the key of a map.");
    return ERROR_SYNTAX;
}

enum error map_compare_route(struct call *call)
{
    static const char *const known[] = {"one", "other", NULL};
    struct transaction *transaction = NULL;
    struct map_comparison comparison;
    struct text one = TEXT(""), other = TEXT("");
    enum error error = call_transaction(call, &transaction);
    if (!error) error = key_need(call, transaction, "one", &one);
    if (!error) error = key_need(call, transaction, "other", &other);
    if (!error) error = call_expect_taken(call, known);
    if (!error)
        error = map_compare_read(transaction, one, other, calendar_day_of(transaction_now(transaction)),
            call->request->arena, &comparison);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    map_comparison_print_json(&comparison, &writer);
    return call_json_finish(call, &writer);
}
