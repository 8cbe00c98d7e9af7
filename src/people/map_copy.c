// SPDX-License-Identifier: Apache-2.0
// Copies a map with its entries.
#include "people/map_copy.h"

#include "people/map.h"
#include "people/map_entry.h"
#include "store/records.h"

#define CODE_MAXIMUM 60     // as of the field code
#define NAME_MAXIMUM 200    // as of the field name
#define NUMBER_MAXIMUM 1000 // of tries for a free code
#define ENTRY_PAGE 500

static enum error code_is_free(
    struct transaction *transaction, const char *code, struct arena *arena, bool *ret_free)
{
    const struct actor program = actor_system("system");
    const struct value value = value_string(code);
    const struct record_filter filter = {.field = MAP_CODE, .values = &value, .count = 1};
    const struct record_query query = {
        .resource = &map_resource, .limit = 1, .filters = &filter, .filter_count = 1};
    struct record_page page;
    enum error error = record_list(transaction, &program, &query, arena, &page);
    if (!error) *ret_free = page.count == 0;
    return error;
}

// "venn_2", or the next number that is free.
static enum error code_choose(
    struct transaction *transaction, struct text base, struct arena *arena, const char **ret_code)
{
    bool is_free = false;
    for (int number = 2; number <= NUMBER_MAXIMUM; number++) {
        const int length = (int)(base.length < CODE_MAXIMUM - 5 ? base.length : CODE_MAXIMUM - 5);
        *ret_code = arena_print(arena, "%.*s_%d", length, base.data, number);
        if (!*ret_code) return ERROR_MEMORY;
        enum error error = code_is_free(transaction, *ret_code, arena, &is_free);
        if (error || is_free) return error;
    }
    return ERROR_LIMIT;
}

static enum error copy_map(struct transaction *transaction, const struct actor *actor,
    const struct record *original, const struct map_copy_wish *wish, struct arena *arena,
    struct problem_list *problems, struct record **ret_copy)
{
    static const enum map_field kept[] = {MAP_ORIGIN, MAP_DESCRIPTION, MAP_MODE};
    struct record_input *input = record_input_new(&map_resource, arena);
    struct text name = wish->name;
    const char *code = NULL;
    enum error error = ERROR_NONE;
    if (!input) return ERROR_MEMORY;
    if (text_is_empty(name)) {
        struct text base = record_text(original, MAP_NAME);
        if (base.length > NAME_MAXIMUM - strlen("Copy of ")) base = record_text(original, MAP_CODE);
        const char *composed = arena_print(arena, "Copy of %.*s", TEXT_PRINT(base));
        if (!composed) return ERROR_MEMORY;
        name = text_from(composed);
    }
    if (text_is_empty(wish->code))
        error = code_choose(transaction, record_text(original, MAP_CODE), arena, &code);
    if (error) return error;
    record_input_set(input, MAP_NAME, value_text(name));
    record_input_set(input, MAP_CODE, code ? value_string(code) : value_text(wish->code));
    if (!text_is_empty(wish->scope))
        record_input_set(input, MAP_SCOPE, value_text(wish->scope));
    else if (!wish->is_for_company)
        record_input_set(input, MAP_SCOPE, original->values[MAP_SCOPE]);
    record_input_set(input, MAP_BASED_ON, value_text(original->key));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        record_input_set(input, kept[i], original->values[kept[i]]);
    return record_create(transaction, actor, input, arena, problems, ret_copy);
}

static enum error copy_entry(struct transaction *transaction, const struct actor *actor,
    const struct record *entry, struct text map, struct arena *arena, struct problem_list *problems)
{
    struct record_input *input = record_input_new(&map_entry_resource, arena);
    struct record *copy;
    if (!input) return ERROR_MEMORY;
    for (size_t i = 0; i < MAP_ENTRY_FIELD_COUNT; i++)
        record_input_set(input, i, i == MAP_ENTRY_MAP ? value_text(map) : entry->values[i]);
    return record_create(transaction, actor, input, arena, problems, &copy);
}

enum error map_copy(struct transaction *transaction, const struct actor *actor, struct text map,
    const struct map_copy_wish *wish, struct arena *arena, struct problem_list *problems,
    struct record **ret_copy)
{
    struct record *original, *copy;
    enum error error = record_get(transaction, actor, &map_resource, map, arena, &original);
    if (!error) error = copy_map(transaction, actor, original, wish, arena, problems, &copy);
    if (error) return error;
    const struct value key = value_text(original->key);
    const struct record_filter filter = {.field = MAP_ENTRY_MAP, .values = &key, .count = 1};
    struct record_query query = {.resource = &map_entry_resource,
        .sort = &map_entry_resource.sorts[MAP_ENTRY_SORT_KEY],
        .limit = ENTRY_PAGE,
        .filters = &filter,
        .filter_count = 1};
    struct record_page page;
    do {
        error = record_list(transaction, actor, &query, arena, &page);
        for (size_t i = 0; !error && i < page.count; i++)
            error = copy_entry(transaction, actor, page.records[i], copy->key, arena, problems);
        query.cursor = page.next;
    } while (!error && page.next.length);
    if (!error) *ret_copy = copy;
    return error;
}
