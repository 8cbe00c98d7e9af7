// SPDX-License-Identifier: Apache-2.0
// A price list written as Pricing2Yaml 2.1. Every text is in double quotes, as JSON has them, which is YAML
// too: nothing that somebody wrote into a record can become structure.
#include "base/calendar.h"
#include "base/decimal.h"
#include "format/json_reader.h"
#include "format/json_writer.h"
#include "offer/add_on_link.h"
#include "offer/amount.h"
#include "offer/plan_feature.h"
#include "offer/price_list.h"
#include "offer/pricing2yaml.h"
#include "policy/acting.h"
#include "store/records.h"

const char *const pricing2yaml_kinds[] = {"INFORMATION", "INTEGRATION", "DOMAIN", "AUTOMATION", "MANAGEMENT",
    "GUARANTEE", "SUPPORT", "PAYMENT", "RENEWABLE", "NON_RENEWABLE", "RESPONSE_DRIVEN", "TIME_DRIVEN", NULL};
const char *const pricing2yaml_value_types[] = {"BOOLEAN", "NUMERIC", "TEXT", NULL};
const char *const pricing2yaml_periods[PERIOD_COUNT] = {[PERIOD_DAY] = "daily",
    [PERIOD_WEEK] = "weekly",
    [PERIOD_MONTH] = "monthly",
    [PERIOD_QUARTER] = "quarterly",
    [PERIOD_HALF_YEAR] = "semiannual",
    [PERIOD_YEAR] = "annual"};

static const struct statement select_features = {
    .name = "pricing2yaml_features",
    .common = SQL(
        "SELECT name, kind, value_type, default_value, unit, description, tag, subtype, limit_of, web_page "
        "FROM plan_feature WHERE product = $1 ORDER BY coalesce(position, 100001), length(key), key"),
    .parameters = "t",
    .columns = "tttttttttt",
};
static const struct statement select_plans = {
    .name = "pricing2yaml_plans",
    .common = SQL("SELECT key, name, description, is_private FROM plan WHERE product = $1 "
                  "ORDER BY coalesce(position, 1001), length(key), key"),
    .parameters = "t",
    .columns = "tttb",
};
static const struct statement select_add_ons = {
    .name = "pricing2yaml_add_ons",
    .common = SQL("SELECT key, name, description, is_private FROM add_on WHERE product = $1 "
                  "ORDER BY coalesce(position, 1001), length(key), key"),
    .parameters = "t",
    .columns = "tttb",
};
static const struct statement select_prices = {
    .name = "pricing2yaml_prices",
    .common =
        SQL("SELECT key, item, amount, wording, unit, billing_period FROM price_point WHERE price_list = $1 "
            "AND valid_from_on <= $2 AND (valid_to_on IS NULL OR valid_to_on >= $2) "
            "ORDER BY length(key), key"),
    .parameters = "tt",
    .columns = "ttittt",
};
static const struct statement select_values = {
    .name = "pricing2yaml_values",
    .common =
        SQL("SELECT v.item, f.name, f.kind, f.value_type, v.value, v.is_extension FROM plan_feature_value v "
            "JOIN plan_feature f ON f.key = v.feature WHERE f.product = $1 "
            "ORDER BY coalesce(f.position, 100001), length(f.key), f.key"),
    .parameters = "t",
    .columns = "tttttb",
};
static const struct statement select_links = {
    .name = "pricing2yaml_links",
    .common =
        SQL("SELECT l.add_on, l.kind, coalesce(p.name, o.name) FROM add_on_link l JOIN add_on a ON a.key = "
            "l.add_on LEFT JOIN plan p ON p.key = l.other LEFT JOIN add_on o ON o.key = l.other "
            "WHERE a.product = $1 ORDER BY length(l.key), l.key"),
    .parameters = "t",
    .columns = "ttt",
};

static const struct statement *const statements[] = {
    &select_features, &select_plans, &select_add_ons, &select_prices, &select_values, &select_links};
const struct statement_list pricing2yaml_export_statements = {
    statements, sizeof statements / sizeof statements[0]};

#define ROWS_MAXIMUM 20000
#define COLUMNS_MAXIMUM 10

// What a statement gave, as texts. *arena*
struct rows {
    struct value (*cells)[COLUMNS_MAXIMUM];
    size_t count;
};

struct exporting {
    struct transaction *transaction;
    struct arena *arena;
    struct problem_list *notes;
    struct buffer *output;
    struct rows features, plans, add_ons, prices, values, links;
    enum amount_period period;
    struct text unit;
};

static enum error rows_read(struct exporting *exporting, const struct statement *statement,
    const struct value *parameters, size_t count, struct rows *rows)
{
    const size_t columns = strlen(statement->columns);
    struct cursor *cursor = NULL;
    size_t capacity = 0;
    enum error error = store_query(exporting->transaction, statement, parameters, count, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (rows->count == capacity) {
            capacity = capacity ? 2 * capacity : 32;
            void *more = capacity > ROWS_MAXIMUM
                             ? NULL
                             : arena_allocate_array(exporting->arena, capacity, sizeof *rows->cells);
            if (more && rows->count) memcpy(more, rows->cells, rows->count * sizeof *rows->cells);
            rows->cells = more;
            if (!more) error = capacity > ROWS_MAXIMUM ? ERROR_LIMIT : ERROR_MEMORY;
        }
        if (error) break;
        struct value *row = rows->cells[rows->count++];
        cursor_values(cursor, row);
        for (size_t i = 0; i < columns && !error; i++) {
            if (row[i].kind != VALUE_TEXT) continue;
            const char *copy = text_copy(row[i].text, exporting->arena);
            if (!copy) error = ERROR_MEMORY;
            row[i].text.data = copy;
        }
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static struct text cell(const struct rows *rows, size_t row, size_t column)
{
    const struct value value = rows->cells[row][column];
    return value.kind == VALUE_TEXT ? value.text : TEXT("");
}

static void quote(struct buffer *output, struct text text)
{
    buffer_character(output, '"');
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\')
            buffer_print(output, "\\%c", byte);
        else if (byte == '\n')
            buffer_string(output, "\\n");
        else if (byte < ' ' || byte == 0x7f)
            buffer_print(output, "\\x%02x", byte);
        else
            buffer_character(output, (char)byte);
    }
    buffer_character(output, '"');
}

// "    key: "text"", where there is a text.
static void member(struct buffer *output, const char *indent, const char *key, struct text text)
{
    if (text_is_empty(text)) return;
    buffer_print(output, "%s%s: ", indent, key);
    quote(output, text);
    buffer_character(output, '\n');
}

static void value_print(struct buffer *output, int type, bool is_list, struct text value)
{
    struct text rest = value, part;
    if (type == FEATURE_VALUE_NUMERIC && text_is(value, "unlimited"))
        buffer_string(output, ".inf");
    else if (type != FEATURE_VALUE_TEXT)
        buffer_text(output, value);
    else if (!is_list)
        quote(output, value);
    else {
        const char *joint = "[";
        while (text_split(&rest, ',', &part)) {
            buffer_string(output, joint);
            quote(output, text_trim(part));
            joint = ", ";
        }
        buffer_character(output, ']');
    }
}

// Lines of a text as a list of names.
static void names_print(struct buffer *output, const char *indent, const char *key, struct text lines)
{
    struct text rest = lines, line;
    if (text_is_empty(lines)) return;
    buffer_print(output, "%s%s:\n", indent, key);
    while (text_split(&rest, '\n', &line)) {
        if (text_is_empty(text_trim(line))) continue;
        buffer_print(output, "%s  - ", indent);
        quote(output, text_trim(line));
        buffer_character(output, '\n');
    }
}

static void feature_print(struct exporting *exporting, size_t row)
{
    const struct rows *features = &exporting->features;
    struct buffer *output = exporting->output;
    const int kind = choice_index(&plan_feature_kinds, cell(features, row, 1));
    const int type = choice_index(&plan_feature_value_types, cell(features, row, 2));
    const bool is_limit = plan_feature_is_limit(kind);
    if (kind < 0 || type < 0) return;
    buffer_string(output, "  ");
    quote(output, cell(features, row, 0));
    buffer_string(output, ":\n");
    member(output, "    ", "description", cell(features, row, 5));
    if (!is_limit) member(output, "    ", "tag", cell(features, row, 6));
    buffer_print(output, "    type: %s\n", pricing2yaml_kinds[kind]);
    if (kind == FEATURE_AUTOMATION) member(output, "    ", "automationType", cell(features, row, 7));
    if (kind == FEATURE_INTEGRATION) member(output, "    ", "integrationType", cell(features, row, 7));
    if (!is_limit) member(output, "    ", "docUrl", cell(features, row, 9));
    buffer_print(output, "    valueType: %s\n", pricing2yaml_value_types[type]);
    if (!text_is_empty(cell(features, row, 3))) {
        buffer_string(output, "    defaultValue: ");
        value_print(output, type, kind == FEATURE_PAYMENT, cell(features, row, 3));
        buffer_character(output, '\n');
    }
    if (is_limit) {
        member(output, "    ", "unit", cell(features, row, 4));
        names_print(output, "    ", "linkedFeatures", cell(features, row, 8));
    } else if (!text_is_empty(cell(features, row, 4)))
        problem_add(exporting->notes, NULL, "The unit of %.*s is left out: only limits have one.",
            TEXT_PRINT(cell(features, row, 0)));
}

static void features_print(struct exporting *exporting, bool is_limit)
{
    bool is_any = false;
    for (size_t i = 0; i < exporting->features.count; i++) {
        if (plan_feature_is_limit(choice_index(&plan_feature_kinds, cell(&exporting->features, i, 1))) !=
            is_limit)
            continue;
        if (!is_any) buffer_string(exporting->output, is_limit ? "usageLimits:\n" : "features:\n");
        is_any = true;
        feature_print(exporting, i);
    }
}

static void values_print(
    struct exporting *exporting, struct text item, const char *key, bool is_limit, bool is_extension)
{
    const struct rows *values = &exporting->values;
    bool is_any = false;
    for (size_t i = 0; i < values->count; i++) {
        const int kind = choice_index(&plan_feature_kinds, cell(values, i, 2));
        if (!text_equal(cell(values, i, 0), item) || plan_feature_is_limit(kind) != is_limit ||
            values->cells[i][5].boolean != is_extension)
            continue;
        if (!is_any) buffer_print(exporting->output, "    %s:\n", key);
        is_any = true;
        buffer_string(exporting->output, "      ");
        quote(exporting->output, cell(values, i, 1));
        buffer_string(exporting->output, ":\n        value: ");
        value_print(exporting->output, choice_index(&plan_feature_value_types, cell(values, i, 3)),
            kind == FEATURE_PAYMENT, cell(values, i, 4));
        buffer_character(exporting->output, '\n');
    }
}

// One price for an item is what the format has: the one for the period that the others are meant for.
static void price_print(struct exporting *exporting, struct text item)
{
    const struct rows *prices = &exporting->prices;
    bool is_any = false;
    for (size_t i = 0; i < prices->count; i++) {
        if (!text_equal(cell(prices, i, 1), item)) continue;
        const int period = choice_index(&amount_periods, cell(prices, i, 5));
        if (is_any || period != (int)exporting->period) {
            problem_add(exporting->notes, NULL, "%.*s is left out: an item has one price, for the period %s.",
                TEXT_PRINT(cell(prices, i, 0)), amount_periods.choices[exporting->period].code);
            continue;
        }
        is_any = true;
        buffer_string(exporting->output, "    price: ");
        if (prices->cells[i][2].kind == VALUE_INTEGER) {
            char digits[DECIMAL_PRINT_SIZE];
            decimal_print(prices->cells[i][2].integer, AMOUNT_SCALE, digits);
            const size_t length = strlen(digits);
            const bool is_short = strcmp(digits + length - 2, "00") == 0;
            buffer_print(exporting->output, "%.*s", (int)(is_short ? length - 2 : length), digits);
        } else
            quote(exporting->output, cell(prices, i, 3));
        buffer_character(exporting->output, '\n');
        const struct text unit = cell(prices, i, 4);
        member(exporting->output, "    ", "unit", text_is_empty(unit) ? exporting->unit : unit);
    }
}

static bool has_price(const struct exporting *exporting, struct text item)
{
    for (size_t i = 0; i < exporting->prices.count; i++)
        if (text_equal(cell(&exporting->prices, i, 1), item)) return true;
    return false;
}

static void links_print(struct exporting *exporting, struct text add_on)
{
    static const char *const keys[ADD_ON_LINK_KIND_COUNT] = {"availableFor", "dependsOn", "excludes"};
    const struct rows *links = &exporting->links;
    for (int kind = 0; kind < ADD_ON_LINK_KIND_COUNT; kind++) {
        bool is_any = false;
        for (size_t i = 0; i < links->count; i++) {
            if (!text_equal(cell(links, i, 0), add_on) ||
                choice_index(&add_on_link_kinds, cell(links, i, 1)) != kind)
                continue;
            if (!is_any) buffer_print(exporting->output, "    %s:\n", keys[kind]);
            is_any = true;
            buffer_string(exporting->output, "      - ");
            quote(exporting->output, cell(links, i, 2));
            buffer_character(exporting->output, '\n');
        }
    }
}

static void items_print(struct exporting *exporting, const struct rows *items, bool is_add_on)
{
    bool is_any = false;
    for (size_t i = 0; i < items->count; i++) {
        const struct text key = cell(items, i, 0);
        if (!has_price(exporting, key)) {
            problem_add(exporting->notes, NULL, "%.*s is left out: it has no price in this list.",
                TEXT_PRINT(cell(items, i, 1)));
            continue;
        }
        if (!is_any) buffer_string(exporting->output, is_add_on ? "addOns:\n" : "plans:\n");
        is_any = true;
        buffer_string(exporting->output, "  ");
        quote(exporting->output, cell(items, i, 1));
        buffer_string(exporting->output, ":\n");
        member(exporting->output, "    ", "description", cell(items, i, 2));
        if (is_add_on) links_print(exporting, key);
        if (items->cells[i][3].boolean) buffer_string(exporting->output, "    private: true\n");
        price_print(exporting, key);
        values_print(exporting, key, "features", false, false);
        values_print(exporting, key, "usageLimits", true, false);
        if (is_add_on) values_print(exporting, key, "usageLimitsExtensions", true, true);
    }
}

// The factors, as the list has them, and the period whose factor is one.
static enum error billing_print(struct exporting *exporting, const struct record *list)
{
    const struct text json = record_text(list, PRICE_LIST_BILLING);
    struct json_document document;
    struct json_value value;
    void *iterator = NULL;
    exporting->period = PERIOD_MONTH;
    if (text_is_empty(json)) return ERROR_NONE;
    enum error error = json_document_parse(&document, json, NULL);
    if (error) return error == ERROR_SYNTAX ? ERROR_NONE : error;
    const struct json_value root = json_document_root(&document);
    if (json_value_kind(&root) == JSON_KIND_OBJECT) {
        buffer_string(exporting->output, "billing:\n");
        while (json_value_next(&root, &iterator, &value)) {
            struct json_writer writer;
            buffer_string(exporting->output, "  ");
            quote(exporting->output, text_from(value.name));
            buffer_string(exporting->output, ": ");
            const size_t start = exporting->output->length;
            json_writer_init(&writer, exporting->output);
            json_value_write(&value, &writer);
            const struct text view = buffer_view(exporting->output);
            const struct text factor = {view.data + start, view.length - start};
            for (int period = 0; period < PERIOD_COUNT; period++)
                if (pricing2yaml_periods[period] && strcmp(pricing2yaml_periods[period], value.name) == 0 &&
                    (text_is(factor, "1") || text_is(factor, "1.0")))
                    exporting->period = (enum amount_period)period;
            buffer_character(exporting->output, '\n');
        }
    }
    json_document_free(&document);
    return ERROR_NONE;
}

static void head_print(struct exporting *exporting, const struct record *list)
{
    struct buffer *output = exporting->output;
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_day_of(list->created_at), day);
    const struct text dated = record_text(list, PRICE_LIST_DATED_ON);
    buffer_string(output, "syntaxVersion: \"2.1\"\n");
    member(output, "", "saasName", record_text(list, PRICE_LIST_NAME));
    member(output, "", "version", record_text(list, PRICE_LIST_EDITION));
    member(output, "", "createdAt", text_is_empty(dated) ? text_from(day) : dated);
    member(output, "", "starts", record_text(list, PRICE_LIST_VALID_FROM_ON));
    member(output, "", "ends", record_text(list, PRICE_LIST_VALID_TO_ON));
    member(output, "", "url", record_text(list, PRICE_LIST_WEB_PAGE));
    member(output, "", "currency", record_text(list, PRICE_LIST_CURRENCY));
    if (!record_is_null(list, PRICE_LIST_NOTES))
        problem_add(
            exporting->notes, NULL, "The notes of the price list are left out: there is no place for them.");
}

// The tags of the features, each once, in their order.
static void tags_print(struct exporting *exporting)
{
    const struct rows *features = &exporting->features;
    bool is_any = false;
    for (size_t i = 0; i < features->count; i++) {
        const struct text tag = cell(features, i, 6);
        bool is_known = text_is_empty(tag) ||
                        plan_feature_is_limit(choice_index(&plan_feature_kinds, cell(features, i, 1)));
        for (size_t j = 0; j < i && !is_known; j++)
            is_known = text_equal(cell(features, j, 6), tag);
        if (is_known) continue;
        if (!is_any) buffer_string(exporting->output, "tags:\n");
        is_any = true;
        buffer_string(exporting->output, "  - ");
        quote(exporting->output, tag);
        buffer_character(exporting->output, '\n');
    }
}

enum error pricing2yaml_export(struct transaction *transaction, const struct actor *actor,
    struct text price_list, struct arena *arena, struct problem_list *problems, struct problem_list *notes,
    struct buffer *output)
{
    struct exporting exporting = {
        .transaction = transaction, .arena = arena, .notes = notes, .output = output};
    struct record *list;
    enum error error = record_get(transaction, actor, &price_list_resource, price_list, arena, &list);
    if (error) return error;
    const struct value product = list->values[PRICE_LIST_SCOPE];
    const struct resource *resource = NULL;
    struct text scope = TEXT("");
    if (product.kind == VALUE_TEXT)
        error = record_resolve_key(transaction, product.text, arena, &resource, &scope);
    if (error) return error;
    if (!resource || strcmp(resource->name, "products") != 0) {
        problem_add(problems, "scope", "Must be a price list of one product: that is what the format holds.");
        return ERROR_INVALID;
    }
    struct value day = acting_day(transaction, arena);
    const struct text first = record_text(list, PRICE_LIST_VALID_FROM_ON),
                      last = record_text(list, PRICE_LIST_VALID_TO_ON);
    if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    if (text_compare(day.text, first) < 0) day = value_text(first);
    if (!text_is_empty(last) && text_compare(day.text, last) > 0) day = value_text(last);
    const struct value prices[] = {value_text(list->key), day};
    exporting.unit = record_text(list, PRICE_LIST_UNIT);
    error = rows_read(&exporting, &select_features, &product, 1, &exporting.features);
    if (!error) error = rows_read(&exporting, &select_plans, &product, 1, &exporting.plans);
    if (!error) error = rows_read(&exporting, &select_add_ons, &product, 1, &exporting.add_ons);
    if (!error) error = rows_read(&exporting, &select_prices, prices, 2, &exporting.prices);
    if (!error) error = rows_read(&exporting, &select_values, &product, 1, &exporting.values);
    if (!error) error = rows_read(&exporting, &select_links, &product, 1, &exporting.links);
    if (error) return error;
    head_print(&exporting, list);
    error = billing_print(&exporting, list);
    if (error) return error;
    tags_print(&exporting);
    features_print(&exporting, false);
    features_print(&exporting, true);
    items_print(&exporting, &exporting.plans, false);
    items_print(&exporting, &exporting.add_ons, true);
    return buffer_error(output);
}
