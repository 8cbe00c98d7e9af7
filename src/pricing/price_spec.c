// SPDX-License-Identifier: Apache-2.0
// Reads a price specification: one table of names says what each takes and which methods know it.
#include "pricing/price_spec.h"

#include <string.h>

#include "base/closest.h"

enum {
    REGRESSION = 1 << PRICE_OLS | 1 << PRICE_2SLS | 1 << PRICE_GMM,
    WITH_INSTRUMENTS = 1 << PRICE_2SLS | 1 << PRICE_GMM,
    HISTORY = 1 << PRICE_ELASTICITY,
    CLOSED_SHARES = 1 << PRICE_LOGIT | 1 << PRICE_NESTED_LOGIT,
    NESTED = 1 << PRICE_NESTED_LOGIT,
    RANDOM = 1 << PRICE_RANDOM_COEFFICIENTS,
    SHARES = CLOSED_SHARES | RANDOM,
    ALL = REGRESSION | HISTORY | SHARES,
    LINEAR = ALL & ~RANDOM,
};

enum key_kind {
    KEY_METHOD,
    KEY_FILE,
    KEY_TERM,
    KEY_TERMS,
    KEY_COLUMN,
    KEY_COLUMNS,
    KEY_CHOICE,
    KEY_REAL,
    KEY_WHOLE,
    KEY_RANDOM,
    KEY_ONLY
};

struct choice {
    const char *name;
    int value;
};

struct key {
    const char *name;
    enum key_kind kind;
    int methods, required; // which know it, which need it
    size_t offset;         // of the member in struct price_spec
    const struct choice *choices;
    double least, most;
    bool is_of_agents;
};

static const struct choice methods[] = {{"ols", PRICE_OLS}, {"2sls", PRICE_2SLS}, {"gmm", PRICE_GMM},
    {"elasticity", PRICE_ELASTICITY}, {"logit", PRICE_LOGIT}, {"nested-logit", PRICE_NESTED_LOGIT},
    {"random-coefficients", PRICE_RANDOM_COEFFICIENTS}, {NULL, 0}};
static const struct choice covariances[] = {{"classical", COVARIANCE_CLASSICAL}, {"hc0", COVARIANCE_HC0},
    {"hc1", COVARIANCE_HC1}, {"cluster0", COVARIANCE_CLUSTER0}, {"cluster1", COVARIANCE_CLUSTER1}, {NULL, 0}};
static const struct choice yes_no[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
static const struct choice weightings[] = {{"centred", 1}, {"uncentred", 0}, {NULL, 0}};
static const struct choice missings[] = {{"refuse", 0}, {"drop", 1}, {NULL, 0}};

#define AT(member) .offset = offsetof(struct price_spec, member)
static const struct key keys[] = {
    {"method", KEY_METHOD, ALL, ALL, AT(method), .choices = methods},
    {"products", KEY_FILE, ALL, 0, AT(products)},
    {"agents", KEY_FILE, RANDOM, 0, AT(agents)},
    {"dependent", KEY_TERM, REGRESSION, REGRESSION, AT(dependent)},
    {"quantity", KEY_TERM, HISTORY, HISTORY, AT(dependent)},
    {"share", KEY_TERM, SHARES, SHARES, AT(dependent)},
    {"price", KEY_TERM, HISTORY | SHARES, HISTORY | SHARES, AT(price)},
    {"regressors", KEY_TERMS, ALL, 1 << PRICE_OLS, AT(regressors)},
    {"endogenous", KEY_TERMS, WITH_INSTRUMENTS, WITH_INSTRUMENTS, AT(endogenous)},
    {"instruments", KEY_TERMS, ALL & ~(1 << PRICE_OLS), WITH_INSTRUMENTS | SHARES, AT(instruments)},
    {"absorb", KEY_COLUMNS, ALL, 0, AT(absorb)},
    {"constant", KEY_CHOICE, ALL & ~HISTORY, 0, AT(has_constant), .choices = yes_no},
    {"weights", KEY_TERM, REGRESSION, 0, AT(weights)},
    {"covariance", KEY_CHOICE, LINEAR, 0, AT(covariance), .choices = covariances},
    {"cluster", KEY_COLUMN, LINEAR, 0, AT(cluster)},
    {"market", KEY_COLUMN, SHARES, SHARES, AT(market)},
    {"product", KEY_COLUMN, SHARES, 0, AT(product)},
    {"firm", KEY_COLUMN, SHARES, 0, AT(firm)},
    {"nest", KEY_COLUMN, NESTED, NESTED, AT(nest)},
    {"random", KEY_RANDOM, RANDOM, RANDOM, .offset = 0},
    {"agent market", KEY_COLUMN, RANDOM, 0, AT(agent_market), .is_of_agents = true},
    {"agent weight", KEY_COLUMN, RANDOM, RANDOM, AT(agent_weight), .is_of_agents = true},
    {"steps", KEY_WHOLE, HISTORY | SHARES, 0, AT(steps), .least = 1, .most = 2},
    {"weighting", KEY_CHOICE, 1 << PRICE_GMM | CLOSED_SHARES, 0, AT(is_weighting_centred),
        .choices = weightings},
    {"missing", KEY_CHOICE, ALL, 0, AT(is_dropping_missing), .choices = missings},
    {"only", KEY_ONLY, ALL, 0, .offset = 0},
    {"level", KEY_REAL, ALL, 0, AT(level), .least = 50, .most = 99.99},
    {"asked price", KEY_REAL, HISTORY, 0, AT(asked_price), .least = 1e-12, .most = 1e12},
    {"price changes", KEY_WHOLE, HISTORY, 0, AT(price_changes), .least = 1, .most = 1e6},
    {"gradient tolerance", KEY_REAL, RANDOM, 0, AT(gradient_tolerance), .least = 1e-12, .most = 1},
    {"contraction tolerance", KEY_REAL, RANDOM, 0, AT(contraction_tolerance), .least = 1e-15, .most = 1e-3},
    {"iterations", KEY_WHOLE, RANDOM, 0, AT(iterations), .least = 1, .most = 1e6},
    {"contractions", KEY_WHOLE, RANDOM, 0, AT(contractions), .least = 1, .most = 1e6},
};
enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

struct reading {
    struct price_cursor cursor;
    struct price_spec *spec;
    size_t place[KEY_COUNT]; // where each key stood
    bool is_given[KEY_COUNT];
};

const char *price_method_name(enum price_method method)
{
    return methods[method].name;
}

const char *price_method_title(enum price_method method)
{
    static const char *const titles[] = {"Least squares", "Two-stage least squares",
        "Two-step GMM with instruments", "Price elasticity from sales (log-log)", "Logit demand",
        "Nested logit demand", "Random-coefficients logit demand"};
    return titles[method];
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

// One word out of a list.
static bool read_choice(struct reading *reading, const struct choice *choices, int *ret_value)
{
    struct price_cursor *cursor = &reading->cursor;
    (void)price_cursor_is_at_end(cursor);
    size_t start = cursor->position;
    while (cursor->position < cursor->end && !memchr(" \t\r\n", cursor->whole.data[cursor->position], 4))
        cursor->position++;
    struct text word = {cursor->whole.data + start, cursor->position - start};
    const char *list = "";
    for (size_t i = 0; choices[i].name; i++) {
        if (text_is(word, choices[i].name)) {
            *ret_value = choices[i].value;
            return true;
        }
        const char *longer = arena_print(cursor->arena, "%s%s%s", list, i ? ", " : "", choices[i].name);
        list = longer ? longer : list;
    }
    cursor->position = start;
    price_cursor_problem(cursor, "\"%.*s\" is not known here; there are %s.", TEXT_PRINT(word), list);
    return false;
}

static bool read_number(struct reading *reading, const struct key *key, void *member)
{
    double number;
    size_t start = reading->cursor.position;
    if (!price_number_parse(&reading->cursor, &number)) return false;
    bool is_whole = key->kind == KEY_WHOLE;
    bool is_right = number >= key->least && number <= key->most;
    if (!is_right || (is_whole && number != (double)(long)number)) {
        reading->cursor.position = start;
        price_cursor_problem(&reading->cursor, "%s takes a %snumber from %g to %g.", key->name,
            is_whole ? "whole " : "", key->least, key->most);
        return false;
    }
    if (is_whole && key->offset == offsetof(struct price_spec, steps))
        *(unsigned *)member = (unsigned)number;
    else if (is_whole)
        *(size_t *)member = (size_t)number;
    else
        *(double *)member = number;
    return true;
}

static bool read_columns(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    do {
        if (spec->absorb_count == 2) {
            price_cursor_problem(&reading->cursor, "At most two columns can be absorbed.");
            return false;
        }
        if (!price_column_parse(&reading->cursor, &spec->absorb[spec->absorb_count++])) return false;
    } while (price_cursor_take(&reading->cursor, ','));
    return true;
}

// random TERM = agent column start, agent column start …
static bool read_random(struct reading *reading, size_t term_position, size_t term_end)
{
    struct price_spec *spec = reading->spec;
    struct price_cursor *cursor = &reading->cursor;
    struct price_cursor of_term = *cursor;
    struct price_terms terms;
    of_term.position = term_position;
    of_term.end = term_end;
    if (!price_terms_parse(&of_term, &terms)) return false;
    if (terms.count != 1 || spec->random_terms.count == PRICE_RANDOM_MAXIMUM) {
        problem_at(reading, term_position,
            "After random stands one term, such as random price = nodes1 0.5, income 1; at most 50 such "
            "lines.");
        return false;
    }
    if (!spec->random) {
        spec->random = arena_array(cursor->arena, struct price_random, PRICE_PARAMETERS_MAXIMUM);
        spec->random_terms.term = arena_array(cursor->arena, const struct price_term *, PRICE_RANDOM_MAXIMUM);
    }
    if (!spec->random || !spec->random_terms.term) return false;
    spec->random_terms.term[spec->random_terms.count++] = terms.term[0];
    do {
        struct price_random random = {.term = spec->random_terms.count - 1};
        struct price_cursor of_agents = *cursor;
        of_agents.names = &spec->agent_names;
        bool is_right = price_column_parse(&of_agents, &random.agent_column);
        cursor->position = of_agents.position;
        if (!is_right || !price_number_parse(cursor, &random.start)) return false;
        if (spec->random_count == PRICE_PARAMETERS_MAXIMUM) {
            price_cursor_problem(cursor, "There are more than %d parameters.", PRICE_PARAMETERS_MAXIMUM);
            return false;
        }
        spec->random[spec->random_count++] = random;
    } while (price_cursor_take(cursor, ','));
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

static bool read_value(struct reading *reading, const struct key *key)
{
    struct price_cursor *cursor = &reading->cursor;
    void *member = (char *)reading->spec + key->offset;
    int value = 0;
    bool is_right = true;
    cursor->names = key->is_of_agents ? &reading->spec->agent_names : &reading->spec->product_names;
    switch (key->kind) {
    case KEY_FILE:
        (void)price_cursor_is_at_end(cursor);
        struct text file = price_text_of(
            (struct text){cursor->whole.data + cursor->position, cursor->end - cursor->position});
        *(struct text *)member = file;
        cursor->position = cursor->end;
        return true;
    case KEY_TERM:
    case KEY_TERMS:
        is_right = price_terms_parse(cursor, member);
        if (is_right && key->kind == KEY_TERM && ((struct price_terms *)member)->count != 1) {
            price_cursor_problem(cursor, "%s takes one term, not a list.", key->name);
            is_right = false;
        }
        return is_right;
    case KEY_COLUMN: is_right = price_column_parse(cursor, member); break;
    case KEY_COLUMNS: is_right = read_columns(reading); break;
    case KEY_METHOD:
    case KEY_CHOICE:
        is_right = read_choice(reading, key->choices, &value);
        if (is_right && key->choices == covariances)
            reading->spec->covariance = (enum covariance_kind)value;
        else if (is_right && key->kind == KEY_METHOD)
            reading->spec->method = (enum price_method)value;
        else if (is_right)
            *(bool *)member = value != 0;
        break;
    case KEY_REAL:
    case KEY_WHOLE: is_right = read_number(reading, key, member); break;
    case KEY_RANDOM:
    case KEY_ONLY: break; // read_line does these: something stands before the equals sign
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
    for (size_t i = 0; i < KEY_COUNT; i++)
        closest_offer(&closest, keys[i].name);
    price_cursor_problem(&reading->cursor, "There is no \"%.*s\" in a price specification%s%s%s.",
        TEXT_PRINT(name), closest.best ? "; did you mean " : "", closest.best ? closest.best : "",
        closest.best ? "" : "; docs/use/price-spec.md lists the names");
}

// Reads what stands from `start` to `end`: one entry, with the lines that go on with it.
static void read_line(struct reading *reading, size_t start, size_t end)
{
    struct price_cursor *cursor = &reading->cursor;
    const char *data = cursor->whole.data;
    size_t equals = start;
    while (equals < end && data[equals] != '=' && data[equals] != '\n')
        equals++;
    cursor->position = start;
    if (equals == end || data[equals] != '=') {
        price_cursor_problem(cursor, "A line is written \"name = value\"; this one has no equals sign.");
        return;
    }
    struct text name = text_trim((struct text){data + start, equals - start});
    const struct key *key = NULL;
    size_t argument = 0;
    for (size_t i = 0; i < KEY_COUNT && !key; i++) {
        size_t length = strlen(keys[i].name);
        bool has_argument = keys[i].kind == KEY_RANDOM || keys[i].kind == KEY_ONLY;
        bool is_one = has_argument ? name.length > length && memcmp(name.data, keys[i].name, length) == 0 &&
                                         (name.data[length] == ' ' || name.data[length] == '\t')
                                   : text_is(name, keys[i].name);
        if (is_one) key = &keys[i];
        if (is_one && has_argument) argument = start + length;
    }
    if (!key) {
        unknown_key(reading, name);
        return;
    }
    size_t number = (size_t)(key - keys);
    if (reading->is_given[number] && !argument) {
        price_cursor_problem(cursor, "%s stands here a second time; once is enough.", key->name);
        return;
    }
    reading->is_given[number] = true;
    reading->place[number] = start;
    cursor->position = equals + 1;
    cursor->end = end;
    cursor->names = &reading->spec->product_names;
    if (price_cursor_is_at_end(cursor))
        price_cursor_problem(cursor, "%s has no value.", key->name);
    else if (key->kind == KEY_RANDOM) {
        if (read_random(reading, argument, equals) && !price_cursor_is_at_end(cursor))
            price_cursor_problem(cursor, "Here a comma is needed: random price = nodes1 0.5, income 1.");
    } else if (key->kind == KEY_ONLY)
        (void)read_only(reading, argument, equals);
    else
        (void)read_value(reading, key);
}

static bool is_given(const struct reading *reading, const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strcmp(keys[i].name, name) == 0) return reading->is_given[i];
    return false;
}

// What each method needs and knows, once it is clear which it is.
static void check_keys(struct reading *reading)
{
    const struct price_spec *spec = reading->spec;
    if (!reading->is_given[0]) {
        problem_add(reading->cursor.problems, NULL,
            "There is no line \"method = …\": ols, 2sls, gmm, elasticity, "
            "logit, nested-logit or random-coefficients.");
        return;
    }
    int bit = 1 << spec->method;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *message = NULL;
        if (reading->is_given[i] && !(keys[i].methods & bit)) {
            message = arena_print(reading->cursor.arena, "%s does not go with method = %s.", keys[i].name,
                price_method_name(spec->method));
            problem_at(reading, reading->place[i], message ? message : "Does not go with the method.");
        } else if (!reading->is_given[i] && (keys[i].required & bit)) {
            problem_add(reading->cursor.problems, NULL, "method = %s needs a line \"%s = …\".",
                price_method_name(spec->method), keys[i].name);
        }
    }
}

// What a line leaves open, and what does not go together.
static void settle(struct reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    bool is_closed = (1 << spec->method) & CLOSED_SHARES;
    bool is_clustered = spec->cluster != PRICE_NO_COLUMN;
    if (!is_given(reading, "covariance"))
        spec->covariance = is_clustered ? COVARIANCE_CLUSTER1 : is_closed ? COVARIANCE_HC0 : COVARIANCE_HC1;
    bool needs_cluster = spec->covariance == COVARIANCE_CLUSTER0 || spec->covariance == COVARIANCE_CLUSTER1;
    if (needs_cluster && !is_clustered)
        problem_add(problems, NULL, "covariance = cluster… needs a line \"cluster = column\".");
    if (!needs_cluster && is_clustered)
        problem_add(problems, NULL, "With cluster = …, covariance is cluster1 or cluster0.");
    if (!is_given(reading, "constant")) spec->has_constant = spec->absorb_count == 0;
    if (spec->has_constant && spec->absorb_count)
        problem_add(problems, NULL, "constant = yes does not go with absorb: the effects hold the constant.");
    if (spec->weights.count && spec->absorb_count)
        problem_add(
            problems, NULL, "weights do not go with absorb yet; use dummy(column) instead of absorb.");
    if (!is_given(reading, "weighting")) spec->is_weighting_centred = is_closed;
    if (!is_given(reading, "steps")) spec->steps = spec->method == PRICE_GMM ? 2 : 1;
    if (spec->method == PRICE_RANDOM_COEFFICIENTS && !is_given(reading, "agent market") &&
        spec->market != PRICE_NO_COLUMN)
        spec->agent_market = price_names_add(
            &spec->agent_names, spec->product_names.name[spec->market], reading->cursor.arena);
}

enum error price_spec_read(
    struct text text, struct arena *arena, struct problem_list *problems, struct price_spec *ret_spec)
{
    *ret_spec = (struct price_spec){.cluster = PRICE_NO_COLUMN,
        .market = PRICE_NO_COLUMN,
        .product = PRICE_NO_COLUMN,
        .firm = PRICE_NO_COLUMN,
        .nest = PRICE_NO_COLUMN,
        .level = 95,
        .price_changes = 10,
        .gradient_tolerance = 1e-5,
        .contraction_tolerance = 1e-14,
        .iterations = 1000,
        .contractions = 3000};
    struct reading reading = {.spec = ret_spec};
    size_t before = problems->count;
    if (!text.data) text = text_from("");
    if (text.length > PRICE_SPEC_SIZE_MAXIMUM || !text_is_utf8(text) || memchr(text.data, 0, text.length)) {
        problem_add(problems, NULL, "A price specification is UTF-8 text of at most %zu bytes.",
            PRICE_SPEC_SIZE_MAXIMUM);
        return ERROR_INVALID;
    }
    reading.cursor = (struct price_cursor){.whole = text, .arena = arena, .problems = problems};
    size_t start = 0;
    while (start < text.length) {
        size_t end = start;
        bool is_more;
        do { // a line, and those that begin with white space
            end += text_find((struct text){text.data + end, text.length - end}, '\n');
            end += end < text.length;
            is_more = end < text.length && (text.data[end] == ' ' || text.data[end] == '\t');
        } while (is_more);
        reading.cursor.position = start;
        reading.cursor.end = end;
        if (!price_cursor_is_at_end(&reading.cursor)) read_line(&reading, reading.cursor.position, end);
        start = end;
    }
    check_keys(&reading);
    if (problems->count == before) settle(&reading);
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}
