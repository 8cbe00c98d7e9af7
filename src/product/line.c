// SPDX-License-Identifier: Apache-2.0
// Product lines: a tree of at most LINE_DEPTH_MAXIMUM levels.
#include "product/line.h"

#include "store/store.h"

static bool prefix_is_shaped(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        bool is_letter = text.data[i] >= 'A' && text.data[i] <= 'Z';
        if (!is_letter && (i == 0 || text.data[i] < '0' || text.data[i] > '9')) return false;
    }
    return text.length >= 2 && text.length <= 8;
}

static const struct field line_fields[] = {
    [LINE_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the line is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [LINE_UNIT] =
        {
            .name = "unit",
            .label = "Business unit",
            .help = "The unit that the line belongs to; a line inside another follows that one.",
            .type = FIELD_REFERENCE,
            .targets = {"units"},
        },
    [LINE_PARENT] =
        {
            .name = "parent",
            .label = "Inside of",
            .help = "The line that this one is a part of.",
            .type = FIELD_REFERENCE,
            .targets = {"lines"},
        },
    [LINE_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What the products of the line have in common.",
            .type = FIELD_MARKDOWN,
        },
    [LINE_KEY_PREFIX] =
        {
            .name = "key_prefix",
            .label = "Key prefix",
            .help =
                "How keys of products in this line begin, in place of PROD; empty for the same as around it.",
            .type = FIELD_TEXT,
            .minimum = 2,
            .maximum = 8,
            .accepts = prefix_is_shaped,
            .pattern_help = "2 to 8 of A-Z and 0-9, beginning with a letter",
        },
};
_Static_assert(sizeof line_fields / sizeof line_fields[0] == LINE_FIELD_COUNT, "a field is missing");

static const struct sort line_sorts[] = {
    {"name", LINE_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

// How many lines lie from $1 up to the outermost one, and whether $2 is among them. The bound ends a cycle.
static const struct statement select_above = {
    .name = "line_select_above",
    .common = SQL("WITH RECURSIVE up (key, parent, depth) AS ("
                  " SELECT key, parent, 1 FROM line WHERE key = $1"
                  " UNION ALL"
                  " SELECT line.key, line.parent, up.depth + 1 FROM line JOIN up ON line.key = up.parent"
                  " WHERE up.depth < 20)"
                  " SELECT count(*), COALESCE(max(CASE WHEN key = $2 THEN 1 ELSE 0 END), 0) FROM up"),
    .parameters = "tt",
    .columns = "ii",
};

// How many levels the lines inside of $1 have, itself included.
static const struct statement select_below = {
    .name = "line_select_below",
    .common = SQL("WITH RECURSIVE down (key, depth) AS ("
                  " SELECT key, 1 FROM line WHERE key = $1"
                  " UNION ALL"
                  " SELECT line.key, down.depth + 1 FROM line JOIN down ON line.parent = down.key"
                  " WHERE down.depth < 20)"
                  " SELECT COALESCE(max(depth), 0) FROM down"),
    .parameters = "t",
    .columns = "i",
};

static const struct statement *const statements[] = {&select_above, &select_below};
const struct statement_list line_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error line_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (record_is_null(proposed, LINE_PARENT) || text_is_empty(proposed->key)) return ERROR_NONE;
    if (!text_equal(record_text(proposed, LINE_PARENT), proposed->key)) return ERROR_NONE;
    problem_add(problems, "parent", "A line cannot lie inside itself.");
    return ERROR_INVALID;
}

static enum error read_numbers(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, int64_t *ret_first, int64_t *ret_second)
{
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, statement, parameters, count, &cursor);
    if (error == ERROR_NONE) error = cursor_next(cursor);
    if (error == ERROR_NONE) {
        *ret_first = cursor_integer(cursor, 0);
        if (ret_second) *ret_second = cursor_integer(cursor, 1);
    }
    cursor_close(cursor);
    return error;
}

static enum error line_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)arena;
    struct text parent = record_text(proposed, LINE_PARENT);
    if (text_is_empty(parent)) return ERROR_NONE;
    if (stored && text_equal(parent, record_text(stored, LINE_PARENT))) return ERROR_NONE;
    int64_t above = 0, is_inside = 0, below = 1;
    const struct value both[] = {value_text(parent), value_text(proposed->key)};
    enum error error = read_numbers(transaction, &select_above, both, 2, &above, &is_inside);
    if (error == ERROR_NONE && stored) {
        error = read_numbers(transaction, &select_below, &both[1], 1, &below, NULL);
    }
    if (error != ERROR_NONE) return error;
    if (is_inside) {
        problem_add(problems, "parent", "%.*s lies inside this line already.", TEXT_PRINT(parent));
        return ERROR_INVALID;
    }
    if (above + below > LINE_DEPTH_MAXIMUM) {
        problem_add(problems, "parent", "Lines would lie %d deep; at most %d are possible.",
            (int)above + (int)below, LINE_DEPTH_MAXIMUM);
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

static const struct link line_links[] = {
    {"lines", "lines", "parent"},
    {"products", "products", "line"},
    {"assignments", "assignments", "scope"},
    {"comments", "comments", "record"},
};

const struct resource line_resource = {
    .name = "lines",
    .singular = "line",
    .label = "Product line",
    .label_plural = "Product lines",
    .prefix = "LINE",
    .help = "A product line holds products that are managed together, and other lines.",
    .fields = line_fields,
    .field_count = LINE_FIELD_COUNT,
    .sorts = line_sorts,
    .sort_count = sizeof line_sorts / sizeof line_sorts[0],
    .title_field = LINE_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = line_links,
    .link_count = sizeof line_links / sizeof line_links[0],
    .unique_together = {-1},
    .check = line_check,
    .before_save = line_before_save,
};
