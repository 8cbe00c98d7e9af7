// SPDX-License-Identifier: Apache-2.0
// Reads a price specification line by line; the table of names (price_key.c) says what each takes.
#include "pricing/price_after.h"
#include "pricing/price_method.h"
#include "pricing/price_reading.h"

#include <math.h>
#include <string.h>

#include "base/closest.h"

const char *price_role_name(enum price_role role)
{
    static const char *const names[PRICE_ROLE_COUNT] = {[PRICE_PRODUCTS] = "products",
        [PRICE_AGENTS] = "agents",
        [PRICE_ANSWERS] = "answers",
        [PRICE_PROFILES] = "profiles",
        [PRICE_LEVELS] = "levels",
        [PRICE_SIMULATION] = "simulation",
        [PRICE_DESIGN] = "design",
        [PRICE_GROUPS] = "groups",
        [PRICE_PART_WORTHS] = "part-worths",
        [PRICE_RIVALS] = "rivals"};
    return names[role];
}

const char *price_covariance_title(enum covariance_kind kind)
{
    static const char *const titles[] = {
        "classical", "robust (HC0)", "robust (HC1)", "by cluster, uncorrected (CR0)", "by cluster (CR1)"};
    return titles[kind];
}

static void unknown_key(struct price_reading *reading, struct text name)
{
    struct closest closest;
    closest_init(&closest, name);
    for (size_t i = 0; i < price_key_count; i++)
        closest_offer(&closest, price_keys[i].name);
    price_cursor_problem(&reading->cursor, "There is no \"%.*s\" in a price specification%s%s%s.",
        TEXT_PRINT(name), closest.best ? "; did you mean " : "", closest.best ? closest.best : "",
        closest.best ? "" : "; docs/use/price-spec.md lists the names");
}

// Reads what stands from `start` to `end`: one entry, with the lines that go on with it; either the method,
// or all else, which depends on it.
static void read_line(struct price_reading *reading, size_t start, size_t end, bool is_method)
{
    struct price_cursor *cursor = &reading->cursor;
    const char *data = cursor->whole.data;
    size_t equals = start;
    while (equals < end && data[equals] != '=' && data[equals] != '\n')
        equals++;
    cursor->position = start;
    if (equals == end || data[equals] != '=') {
        if (!is_method)
            price_cursor_problem(cursor, "A line is written \"name = value\"; this one has no equals sign.");
        return;
    }
    struct text name = text_trim((struct text){data + start, equals - start});
    const struct price_key *key = NULL;
    size_t argument = 0;
    for (size_t i = 0; i < price_key_count && !key; i++) {
        size_t length = strlen(price_keys[i].name);
        bool has_argument = price_keys[i].kind >= PRICE_KEY_SETTING;
        bool is_one = has_argument
                          ? name.length > length && memcmp(name.data, price_keys[i].name, length) == 0 &&
                                (name.data[length] == ' ' || name.data[length] == '\t')
                          : text_is(name, price_keys[i].name);
        if (is_one) key = &price_keys[i];
        if (is_one && has_argument) argument = start + length;
        // Two methods may use a word for two things.
        if (is_one && !(key->methods >> reading->spec->method & 1))
            for (size_t other = i + 1; other < price_key_count; other++)
                if (text_is(name, price_keys[other].name) &&
                    (price_keys[other].methods >> reading->spec->method & 1))
                    key = &price_keys[other];
    }
    if ((key && key->kind == PRICE_KEY_METHOD) != is_method) return;
    if (!key) {
        unknown_key(reading, name);
        return;
    }
    size_t number = (size_t)(key - price_keys);
    if (reading->is_given[number] && !argument) {
        price_cursor_problem(cursor, "%s stands here a second time; once is enough.", key->name);
        return;
    }
    reading->is_given[number] = true;
    reading->place[number] = start;
    cursor->position = equals + 1;
    cursor->end = end;
    cursor->names = &reading->spec->names[price_method_of(reading->spec->method)->data];
    if (price_cursor_is_at_end(cursor))
        price_cursor_problem(cursor, "%s has no value.", key->name);
    else if (key->kind == PRICE_KEY_RANDOM) {
        if (!price_random_parse(
                cursor, argument, equals, &reading->spec->names[PRICE_AGENTS], &reading->spec->random))
            return;
    } else if (key->kind == PRICE_KEY_SETTING) {
        if (!price_setting_parse(cursor, argument, equals, &reading->spec->decide)) return;
    } else if (key->kind == PRICE_KEY_ONLY)
        (void)price_only_read(reading, argument, equals);
    else
        (void)price_value_read(reading, key);
}

// All entries of one kind.
static void read_lines(struct price_reading *reading, bool is_method)
{
    struct text text = reading->cursor.whole;
    size_t start = 0;
    while (start < text.length) {
        size_t end = start;
        bool is_more;
        do { // a line, and those that begin with white space
            end += text_find((struct text){text.data + end, text.length - end}, '\n');
            end += end < text.length;
            is_more = end < text.length && (text.data[end] == ' ' || text.data[end] == '\t');
        } while (is_more);
        reading->cursor.position = start;
        reading->cursor.end = end;
        if (!price_cursor_is_at_end(&reading->cursor))
            read_line(reading, reading->cursor.position, end, is_method);
        start = end;
    }
}

enum error price_spec_read(
    struct text text, struct arena *arena, struct problem_list *problems, struct price_spec *ret_spec)
{
    *ret_spec = (struct price_spec){.cluster = PRICE_NO_COLUMN,
        .market = PRICE_NO_COLUMN,
        .product = PRICE_NO_COLUMN,
        .firm = PRICE_NO_COLUMN,
        .respondent = PRICE_NO_COLUMN,
        .task = PRICE_NO_COLUMN,
        .alternative = PRICE_NO_COLUMN,
        .chosen = PRICE_NO_COLUMN,
        .seed = 1,
        .choice = {.draws = 500,
            .searches = 1,
            .product_error = 1,
            .size = 3,
            .effort = 300000000,
            .bootstrap = 200},
        .simulations = 10000,
        .nest = PRICE_NO_COLUMN,
        .agent_weight = PRICE_NO_COLUMN,
        .agent_market = PRICE_NO_COLUMN,
        .random.price_start = (double)NAN,
        .group = PRICE_NO_COLUMN,
        .is_constant_by_group = true,
        .is_restricted = true,
        .group_key = PRICE_NO_COLUMN,
        .thin = 1,
        .chains = 2,
        .components = 1,
        .level = 95,
        .price_changes = 10,
        .gradient_tolerance = 1e-5,
        .contraction_tolerance = 1e-14,
        .iterations = 1000,
        .contractions = 3000,
        .aggregate_factor = 0.1,
        .draws = 200,
        .survey = price_survey_usual,
        .decide = price_decide_usual};
    struct price_reading reading = {.spec = ret_spec};
    size_t before = problems->count;
    if (!text.data) text = text_from("");
    if (text.length > PRICE_SPEC_SIZE_MAXIMUM || !text_is_utf8(text) || memchr(text.data, 0, text.length)) {
        problem_add(problems, NULL, "A price specification is UTF-8 text of at most %zu bytes.",
            PRICE_SPEC_SIZE_MAXIMUM);
        return ERROR_INVALID;
    }
    reading.cursor = (struct price_cursor){.whole = text, .arena = arena, .problems = problems};
    read_lines(&reading, true);
    read_lines(&reading, false);
    price_reading_check(&reading);
    if (problems->count == before) price_reading_settle(&reading);
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}
