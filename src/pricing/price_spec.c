// SPDX-License-Identifier: Apache-2.0
// Reads a price specification: one table of names says what each takes and which methods know it.
#include "pricing/price_after.h"
#include "pricing/price_key.h"
#include "pricing/price_method.h"

#include <math.h>
#include <string.h>

#include "base/closest.h"

struct reading {
    struct price_cursor cursor;
    struct price_spec *spec;
    size_t place[PRICE_KEYS_MAXIMUM]; // where each key stood
    bool is_given[PRICE_KEYS_MAXIMUM];
};

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

static void problem_at(struct reading *reading, size_t position, const char *message)
{
    struct price_cursor cursor = reading->cursor;
    cursor.position = position;
    price_cursor_problem(&cursor, "%s", message);
}

// The word at the cursor.
static struct text read_word(struct price_cursor *cursor)
{
    (void)price_cursor_is_at_end(cursor);
    size_t start = cursor->position;
    while (cursor->position < cursor->end && !memchr(" \t\r\n", cursor->whole.data[cursor->position], 4))
        cursor->position++;
    return (struct text){cursor->whole.data + start, cursor->position - start};
}

// "a, b, c"
static const char *list_more(const char *list, const char *name, struct arena *arena)
{
    const char *longer = arena_print(arena, "%s%s%s", list, *list ? ", " : "", name);
    return longer ? longer : list;
}

static bool unknown_word(struct price_cursor *cursor, struct text word, const char *list)
{
    cursor->position = (size_t)(word.data - cursor->whole.data);
    price_cursor_problem(cursor, "\"%.*s\" is not known here; there are %s.", TEXT_PRINT(word), list);
    return false;
}

static bool read_method(struct reading *reading)
{
    struct text word = read_word(&reading->cursor);
    const char *list = "";
    for (enum price_method method = 0; method < PRICE_METHOD_COUNT; method++) {
        reading->spec->method = method;
        if (text_is(word, price_method_of(method)->name)) return true;
        list = list_more(list, price_method_of(method)->name, reading->cursor.arena);
    }
    return unknown_word(&reading->cursor, word, list);
}

// One word out of a list.
static bool read_choice(struct reading *reading, const struct price_choice *choices, int *ret_value)
{
    struct text word = read_word(&reading->cursor);
    const char *list = "";
    for (size_t i = 0; choices[i].name; i++) {
        if (text_is(word, choices[i].name)) {
            *ret_value = choices[i].value;
            return true;
        }
        list = list_more(list, choices[i].name, reading->cursor.arena);
    }
    return unknown_word(&reading->cursor, word, list);
}

static bool read_number(struct reading *reading, const struct price_key *key, void *member)
{
    double number;
    size_t start = reading->cursor.position;
    if (!price_number_parse(&reading->cursor, &number)) return false;
    bool is_whole = key->kind == PRICE_KEY_WHOLE;
    bool is_right = number >= key->least && number <= key->most;
    if (!is_right || (is_whole && number != (double)(long)number)) {
        reading->cursor.position = start;
        price_cursor_problem(&reading->cursor, "%s takes a %snumber from %g to %g.", key->name,
            is_whole ? "whole " : "", key->least, key->most);
        return false;
    }
    if (is_whole)
        *(size_t *)member = (size_t)number;
    else
        *(double *)member = number;
    return true;
}

static bool read_columns(struct reading *reading, const struct price_key *key, struct price_columns *columns)
{
    struct price_cursor *cursor = &reading->cursor;
    columns->column = arena_array(cursor->arena, size_t, key->limit);
    if (!columns->column) return false;
    do {
        if (columns->count == key->limit) {
            price_cursor_problem(cursor, "%s takes at most %zu columns.", key->name, key->limit);
            return false;
        }
        if (!price_column_parse(cursor, &columns->column[columns->count++])) return false;
    } while (price_cursor_take(cursor, ','));
    return true;
}

static bool read_numbers(struct reading *reading, const struct price_key *key, struct price_numbers *numbers)
{
    struct price_cursor *cursor = &reading->cursor;
    numbers->value = arena_array(cursor->arena, double, key->limit);
    if (!numbers->value) return false;
    do {
        if (numbers->count == key->limit) {
            price_cursor_problem(cursor, "%s takes at most %zu numbers.", key->name, key->limit);
            return false;
        }
        if (!read_number(reading, key, &numbers->value[numbers->count++])) return false;
    } while (price_cursor_take(cursor, ','));
    return true;
}

// Words or labels, each perhaps in quotes.
static bool read_texts(struct reading *reading, const struct price_key *key, struct price_texts *texts)
{
    struct price_cursor *cursor = &reading->cursor;
    struct text value, rest = price_text_of((struct text){
                           cursor->whole.data + cursor->position, cursor->end - cursor->position});
    texts->text = arena_array(cursor->arena, struct text, key->limit);
    if (!texts->text) return false;
    while (text_split(&rest, ',', &value)) {
        value = text_trim(value);
        if (value.length > 1 && value.data[0] == '"' && value.data[value.length - 1] == '"')
            value = (struct text){value.data + 1, value.length - 2};
        bool is_new = value.length > 0;
        for (size_t i = 0; i < texts->count; i++)
            is_new &= !text_equal(texts->text[i], value);
        if (!is_new || texts->count == key->limit) {
            price_cursor_problem(
                cursor, "%s takes at most %zu different values, separated by commas.", key->name, key->limit);
            return false;
        }
        texts->text[texts->count++] = value;
    }
    cursor->position = cursor->end;
    return true;
}

// only COLUMN = value, value …
static bool read_only(struct reading *reading, size_t column_position, size_t column_end)
{
    struct price_spec *spec = reading->spec;
    struct price_cursor *cursor = &reading->cursor, of_column = *cursor;
    struct price_filter filter = {0};
    of_column.position = column_position;
    of_column.end = column_end;
    if (!price_column_parse(&of_column, &filter.column)) return false;
    if (!spec->filters)
        spec->filters = arena_array(cursor->arena, struct price_filter, PRICE_FILTERS_MAXIMUM);
    struct text *values = arena_array(cursor->arena, struct text, PRICE_FILTER_VALUES_MAXIMUM);
    struct text value, rest = price_text_of((struct text){
                           cursor->whole.data + cursor->position, cursor->end - cursor->position});
    if (!spec->filters || !values) return false;
    while (text_split(&rest, ',', &value) && filter.count < PRICE_FILTER_VALUES_MAXIMUM) {
        value = text_trim(value);
        if (value.length > 1 && value.data[0] == '"' && value.data[value.length - 1] == '"')
            value = (struct text){value.data + 1, value.length - 2};
        values[filter.count++] = value;
    }
    if (rest.data || spec->filter_count == PRICE_FILTERS_MAXIMUM) {
        price_cursor_problem(cursor, "At most %d lines with only, each with at most %d values.",
            PRICE_FILTERS_MAXIMUM, PRICE_FILTER_VALUES_MAXIMUM);
        return false;
    }
    filter.values = values;
    spec->filters[spec->filter_count++] = filter;
    cursor->position = cursor->end;
    return true;
}

// Words out of a list, each a bit.
static bool read_words(struct reading *reading, const struct price_choice *choices, uint32_t *bits)
{
    struct price_cursor *cursor = &reading->cursor;
    size_t end = cursor->end;
    do {
        int bit = 0;
        (void)price_cursor_is_at_end(cursor);
        const char *comma = memchr(cursor->whole.data + cursor->position, ',', end - cursor->position);
        cursor->end = comma ? (size_t)(comma - cursor->whole.data) : end; // a word ends before a comma
        bool is_right = read_choice(reading, choices, &bit);
        cursor->end = end;
        if (!is_right) return false;
        *bits |= (uint32_t)bit;
    } while (price_cursor_take(cursor, ','));
    return true;
}

// A into B, C into D
static bool read_merger(struct reading *reading, struct price_spec *spec)
{
    struct price_cursor *cursor = &reading->cursor;
    struct text pair, from, into,
        value = price_text_of(
            (struct text){cursor->whole.data + cursor->position, cursor->end - cursor->position});
    spec->merger = arena_array(cursor->arena, struct price_merger, PRICE_MERGERS_MAXIMUM);
    while (spec->merger && text_split(&value, ',', &pair)) {
        size_t at = 0;
        pair = text_trim(pair);
        while (at + 6 <= pair.length && memcmp(pair.data + at, " into ", 6) != 0)
            at++;
        from = text_trim((struct text){pair.data, at});
        if (at + 6 <= pair.length) into = text_trim((struct text){pair.data + at + 6, pair.length - at - 6});
        if (at + 6 > pair.length || text_is_empty(from) || text_is_empty(into) ||
            spec->merger_count == PRICE_MERGERS_MAXIMUM) {
            cursor->position = (size_t)(pair.data - cursor->whole.data);
            price_cursor_problem(cursor, "A merger is written 2 into 1, with names of firms; at most %d.",
                PRICE_MERGERS_MAXIMUM);
            return false;
        }
        spec->merger[spec->merger_count++] = (struct price_merger){from, into};
    }
    cursor->position = cursor->end;
    return spec->merger != NULL;
}

static bool read_value(struct reading *reading, const struct price_key *key)
{
    struct price_cursor *cursor = &reading->cursor;
    void *member = (char *)reading->spec + key->offset;
    int value = 0;
    bool is_right = true;
    cursor->names = &reading->spec->names[key->role];
    switch (key->kind) {
    case PRICE_KEY_FILE:
        (void)price_cursor_is_at_end(cursor);
        struct text file = price_text_of(
            (struct text){cursor->whole.data + cursor->position, cursor->end - cursor->position});
        *(struct text *)member = file;
        cursor->position = cursor->end;
        return true;
    case PRICE_KEY_TERM:
    case PRICE_KEY_TERMS:
        is_right = price_terms_parse(cursor, member);
        if (is_right && key->kind == PRICE_KEY_TERM && ((struct price_terms *)member)->count != 1) {
            price_cursor_problem(cursor, "%s takes one term, not a list.", key->name);
            is_right = false;
        }
        return is_right;
    case PRICE_KEY_COLUMN: is_right = price_column_parse(cursor, member); break;
    case PRICE_KEY_COLUMNS: is_right = read_columns(reading, key, member); break;
    case PRICE_KEY_NUMBERS: is_right = read_numbers(reading, key, member); break;
    case PRICE_KEY_TEXTS: is_right = read_texts(reading, key, member); break;
    case PRICE_KEY_INTEGRATION: is_right = price_integration_parse(cursor, member); break;
    case PRICE_KEY_METHOD: is_right = read_method(reading); break;
    case PRICE_KEY_CHOICE:
    case PRICE_KEY_FLAG:
        is_right = read_choice(reading, key->choices, &value);
        if (is_right && key->kind == PRICE_KEY_CHOICE) memcpy(member, &value, sizeof value); // an enum
        if (is_right && key->kind == PRICE_KEY_FLAG) *(bool *)member = value != 0;
        break;
    case PRICE_KEY_REAL:
    case PRICE_KEY_WHOLE: is_right = read_number(reading, key, member); break;
    case PRICE_KEY_WORDS: is_right = read_words(reading, key->choices, member); break;
    case PRICE_KEY_MERGER: is_right = read_merger(reading, reading->spec); break;
    case PRICE_KEY_SETTING:
    case PRICE_KEY_RANDOM:
    case PRICE_KEY_ONLY: break; // read_line does these: something stands before the equals sign
    }
    if (is_right && !price_cursor_is_at_end(cursor)) {
        price_cursor_problem(cursor, "%s takes one value; this is too much.", key->name);
        is_right = false;
    }
    return is_right;
}

static void unknown_key(struct reading *reading, struct text name)
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
static void read_line(struct reading *reading, size_t start, size_t end, bool is_method)
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
        (void)read_only(reading, argument, equals);
    else
        (void)read_value(reading, key);
}

static bool is_given(const struct reading *reading, const char *name)
{
    for (size_t i = 0; i < price_key_count; i++)
        if (reading->is_given[i] && strcmp(price_keys[i].name, name) == 0)
            return true; // of several methods, any
    return false;
}

// What each method needs and knows, once it is clear which it is.
static void check_keys(struct reading *reading)
{
    const struct price_spec *spec = reading->spec;
    if (!reading->is_given[0]) {
        const char *list = "";
        for (enum price_method method = 0; method < PRICE_METHOD_COUNT; method++)
            list = list_more(list, price_method_of(method)->name, reading->cursor.arena);
        problem_add(reading->cursor.problems, NULL, "There is no line \"method = …\"; there are %s.", list);
        return;
    }
    uint32_t bit = UINT32_C(1) << spec->method;
    for (size_t i = 0; i < price_key_count; i++) {
        const char *message = NULL;
        if (reading->is_given[i] && !(price_keys[i].methods & bit)) {
            message = arena_print(reading->cursor.arena, "%s does not go with method = %s.",
                price_keys[i].name, price_method_of(spec->method)->name);
            problem_at(reading, reading->place[i], message ? message : "Does not go with the method.");
        } else if (!reading->is_given[i] && (price_keys[i].required & bit)) {
            problem_add(reading->cursor.problems, NULL, "method = %s needs a line \"%s = …\".",
                price_method_of(spec->method)->name, price_keys[i].name);
        }
    }
}

// Choices come as one row an alternative, or as one row a task.
static void settle_choices(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    bool is_long = spec->task != PRICE_NO_COLUMN, is_wide = spec->alternatives.count > 0;
    if (spec->chosen == PRICE_NO_COLUMN) return; // another family
    if (is_long == is_wide)
        problem_add(problems, NULL,
            "Choices are one row an alternative, with \"task = column\", or one row a task, with "
            "\"alternatives = "
            "…\" and \"per alternative = …\"; this has %s.",
            is_long ? "both" : "neither");
    if (is_wide && spec->alternative != PRICE_NO_COLUMN)
        problem_add(problems, NULL, "alternative = column does not go with alternatives: it is known.");
    if (!is_wide && spec->per_alternative.count)
        problem_add(problems, NULL, "per alternative = … needs a line \"alternatives = …\".");
    if (is_wide && spec->alternatives.count + (spec->has_outside ? 1 : 0) < 2)
        problem_add(problems, NULL, "alternatives takes at least two.");
    if (!is_given(reading, "covariance") && spec->cluster == PRICE_NO_COLUMN)
        spec->covariance = COVARIANCE_CLASSICAL;
}

// Draws from a posterior: how many, and which column of the groups' file says which group.
static void settle_posterior(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    bool is_choice = spec->method == PRICE_HIERARCHICAL_LOGIT;
    if (spec->method != PRICE_HIERARCHICAL_LINEAR && !is_choice) return;
    if (!is_given(reading, "draws")) spec->draws = is_choice ? 20000 : 10000;
    if (!is_given(reading, "burn")) spec->burn = is_choice ? 10000 : 1000;
    if (spec->draws < 2 * spec->thin)
        problem_add(reading->cursor.problems, NULL, "draws has to be at least twice thin.");
    if (spec->covariates.count && spec->group_key == PRICE_NO_COLUMN)
        spec->group_key = price_names_add(&spec->names[PRICE_GROUPS],
            spec->names[PRICE_PRODUCTS].name[is_choice ? spec->respondent : spec->group],
            reading->cursor.arena);
}

// Random coefficients and costs.
static void settle_random(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    static const char *const of_costs[] = {
        "price start", "cost constant", "cost instruments", "cost absorb", "cost bounds", "log costs"};
    bool has_costs = spec->supply.regressors.count > 0 || spec->supply.has_constant;
    if (!is_given(reading, "weighting covariance")) spec->random.weighting_covariance = spec->covariance;
    if (!is_given(reading, "cost constant") && has_costs)
        spec->supply.has_constant = spec->supply.absorb.count == 0;
    for (size_t i = 0; !has_costs && i < sizeof of_costs / sizeof of_costs[0]; i++)
        if (is_given(reading, of_costs[i]))
            problem_add(problems, NULL, "%s needs a line \"cost regressors = …\".", of_costs[i]);
    if (has_costs && spec->firm == PRICE_NO_COLUMN)
        problem_add(problems, NULL,
            "Costs follow from the prices that a firm sets for all its products: \"cost regressors\" needs a "
            "line \"firm = column\".");
    if (spec->supply.has_constant && spec->supply.absorb.count)
        problem_add(problems, NULL,
            "cost constant = yes does not go with cost absorb: the effects hold the constant.");
    if (spec->supply.bounds.count == 2 && !(spec->supply.bounds.value[0] < spec->supply.bounds.value[1]))
        problem_add(problems, NULL, "cost bounds takes the lower bound and then the higher one.");
    if (spec->supply.is_log && spec->supply.bounds.count && !(spec->supply.bounds.value[0] > 0))
        problem_add(problems, NULL, "With log costs, cost bounds begin above 0.");
    if (spec->random.draws && !spec->random.integration.is_given)
        problem_add(problems, NULL,
            "draw(1) needs a line such as \"integration = product 5\", which says how many draws to take.");
    if (spec->random.integration.is_given && !spec->random.draws)
        problem_add(problems, NULL,
            "integration needs a draw to integrate over, such as random price = draw(1) 0.5.");
    if (spec->method != PRICE_RANDOM_COEFFICIENTS && !has_costs && spec->steps > 2)
        problem_add(problems, NULL, "steps is 1 or 2 here.");
    if (spec->method == PRICE_RANDOM_COEFFICIENTS && !spec->random.integration.is_given &&
        spec->random.agent_terms.count == 0)
        problem_add(problems, NULL, "A random line needs a draw or a column of the agents.");
}

// The prices of all products stand in columns, or in rows that an occasion holds together.
static void settle_cross(struct reading *reading)
{
    const struct price_spec *spec = reading->spec;
    if (spec->method != PRICE_CROSS_ELASTICITY) return;
    bool is_long = spec->price.count && spec->occasion.count;
    if (is_long == (spec->prices.count > 0) ||
        (spec->prices.count && (spec->price.count || spec->occasion.count)))
        problem_add(reading->cursor.problems, NULL,
            "cross-elasticity takes \"prices = …\", a column of each product's price, or \"price = column\" "
            "with "
            "\"occasion = …\", such as store, week, where a row is one product's.");
}

// What a line leaves open, and what does not go together.
static void settle(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    bool is_random = spec->method == PRICE_RANDOM_COEFFICIENTS;
    bool is_closed = spec->method == PRICE_LOGIT || spec->method == PRICE_NESTED_LOGIT || is_random;
    bool is_clustered = spec->cluster != PRICE_NO_COLUMN;
    if (!is_given(reading, "covariance"))
        spec->covariance = is_clustered ? (is_random ? COVARIANCE_CLUSTER0 : COVARIANCE_CLUSTER1)
                           : is_closed  ? COVARIANCE_HC0
                                        : COVARIANCE_HC1;
    settle_choices(reading);
    settle_posterior(reading);
    settle_cross(reading);
    bool needs_cluster = spec->covariance == COVARIANCE_CLUSTER0 || spec->covariance == COVARIANCE_CLUSTER1;
    if (needs_cluster && !is_clustered)
        problem_add(problems, NULL, "covariance = cluster… needs a line \"cluster = column\".");
    if (!needs_cluster && is_clustered)
        problem_add(problems, NULL, "With cluster = …, covariance is cluster1 or cluster0.");
    if (!is_given(reading, "constant")) spec->has_constant = spec->absorb.count == 0;
    if (spec->has_constant && spec->absorb.count)
        problem_add(problems, NULL, "constant = yes does not go with absorb: the effects hold the constant.");
    price_decide_check(spec, problems);
    bool needs_firm = (spec->after & PRICE_AFTER_OWNERS) || spec->merger_count;
    if (needs_firm && spec->firm == PRICE_NO_COLUMN)
        problem_add(problems, NULL, "hhi, merger, monopoly, single and same need a line \"firm = column\".");
    if ((spec->after & PRICE_AFTER_MERGER) && !spec->merger_count)
        problem_add(problems, NULL, "after = merger needs a line such as \"merger = 2 into 1\".");
    if (!is_given(reading, "weighting")) spec->is_weighting_centred = is_closed;
    if (!is_given(reading, "steps")) spec->steps = spec->method == PRICE_GMM ? 2 : 1;
    settle_random(reading);
    if (is_random && !is_given(reading, "agent market") && spec->market != PRICE_NO_COLUMN)
        spec->agent_market = price_names_add(&spec->names[PRICE_AGENTS],
            spec->names[PRICE_PRODUCTS].name[spec->market], reading->cursor.arena);
}

// All entries of one kind.
static void read_lines(struct reading *reading, bool is_method)
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
    struct reading reading = {.spec = ret_spec};
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
    check_keys(&reading);
    if (problems->count == before) settle(&reading);
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}
