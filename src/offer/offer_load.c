// SPDX-License-Identifier: Apache-2.0
// The offer read from the store: one pass over each table, into arrays that grow while rows come.
#include "base/calendar.h"
#include "offer/amount.h"
#include "offer/offer.h"
#include "offer/price_decision.h"
#include "offer/price_list.h"
#include "people/organisation_rows.h"
#include "store/store.h"

static const struct statement list_statement = {
    .name = "offer_lists",
    .common =
        SQL("SELECT key, name, scope, currency, unit, status, valid_from_on, valid_to_on FROM price_list"),
    .parameters = "",
    .columns = "tttttttt",
};
static const struct statement item_statement = {
    .name = "offer_items",
    .common = SQL("SELECT key, name, product FROM plan UNION ALL SELECT key, name, product FROM add_on"),
    .parameters = "",
    .columns = "ttt",
};
static const struct statement price_statement = {
    .name = "offer_prices",
    .common = SQL("SELECT key, price_list, item, amount, unit, billing_period, valid_from_on, valid_to_on "
                  "FROM price_point"),
    .parameters = "",
    .columns = "tttitttt",
};
static const struct statement cost_statement = {
    .name = "offer_costs",
    .common = SQL("SELECT key, item, name, amount, currency, unit, billing_period, valid_from_on FROM cost "
                  "WHERE kind = 'variable'"),
    .parameters = "",
    .columns = "tttitttt",
};
static const struct statement rival_statement = {
    .name = "offer_rivals",
    .common = SQL("SELECT key, product, competitor, plan_name, currency, seen_on FROM competitor_price"),
    .parameters = "",
    .columns = "tttttt",
};
static const struct statement decision_statement = {
    .name = "offer_decisions",
    .common = SQL("SELECT d.key, d.title, d.item, d.price_point, d.proposed_amount, d.recommended_low, "
                  "d.recommended_high, d.currency, d.status, d.decided_on, d.decided_by, d.study, s.ran_at, "
                  "CASE WHEN s.status = 'refused' THEN 1 ELSE 0 END, CASE WHEN s.status = 'draft' OR "
                  "a.hash <> s.data_hash THEN 1 ELSE 0 END FROM price_decision d "
                  "LEFT JOIN price_study s ON s.key = d.study LEFT JOIN price_data a ON a.key = s.data"),
    .parameters = "",
    .columns = "ttttiiitttttiii",
};

static const struct statement *const statements[] = {&list_statement, &item_statement, &price_statement,
    &cost_statement, &rival_statement, &decision_statement};
const struct statement_list offer_statements = {statements, sizeof statements / sizeof statements[0]};

#define FIRST_CAPACITY 64u
#define ROWS_MAXIMUM (UINT32_MAX / 4)

struct rows {
    struct loader text; // keeps texts
    const struct organisation *organisation;
    struct offer *offer;
};

static struct text column_keep(struct rows *rows, const struct cursor *row, unsigned column)
{
    return loader_keep(&rows->text, cursor_text(row, column));
}

static int32_t column_date(const struct cursor *row, unsigned column)
{
    const struct text text = cursor_text(row, column);
    int32_t days;
    return text.length && calendar_parse_date(text, &days) ? days : ORGANISATION_NO_DATE;
}

static int64_t column_amount(const struct cursor *row, unsigned column)
{
    return cursor_is_null(row, column) ? OFFER_NO_AMOUNT : cursor_integer(row, column);
}

// A choice by its place in the list; the first for what this program does not know.
static uint8_t column_choice(const struct cursor *row, unsigned column, const struct choice_list *choices)
{
    const int index = choice_index(choices, cursor_text(row, column));
    return (uint8_t)(index < 0 ? 0 : index);
}

static void take_list(struct rows *rows, const struct cursor *row, uint32_t index)
{
    const struct text scope = cursor_text(row, 2);
    rows->offer->lists[index] = (struct offer_list){
        .key = column_keep(rows, row, 0),
        .name = column_keep(rows, row, 1),
        .scope =
            text_is_empty(scope) ? ORGANISATION_COMPANY : organisation_find_scope(rows->organisation, scope),
        .currency = column_keep(rows, row, 3),
        .unit = column_keep(rows, row, 4),
        .status = column_choice(row, 5, &price_list_statuses),
        .from_on = column_date(row, 6),
        .to_on = column_date(row, 7),
    };
}

static void take_item(struct rows *rows, const struct cursor *row, uint32_t index)
{
    rows->offer->items[index] = (struct offer_item){
        .key = column_keep(rows, row, 0),
        .name = column_keep(rows, row, 1),
        .product = organisation_find_product(rows->organisation, cursor_text(row, 2)),
    };
}

static void take_price(struct rows *rows, const struct cursor *row, uint32_t index)
{
    rows->offer->prices[index] = (struct offer_price){
        .key = column_keep(rows, row, 0),
        .list_key = column_keep(rows, row, 1),
        .item_key = column_keep(rows, row, 2),
        .amount = column_amount(row, 3),
        .unit = column_keep(rows, row, 4),
        .period = column_choice(row, 5, &amount_periods),
        .from_on = column_date(row, 6),
        .to_on = column_date(row, 7),
    };
}

static void take_cost(struct rows *rows, const struct cursor *row, uint32_t index)
{
    rows->offer->costs[index] = (struct offer_cost){
        .key = column_keep(rows, row, 0),
        .item = column_keep(rows, row, 1),
        .name = column_keep(rows, row, 2),
        .amount = column_amount(row, 3),
        .currency = column_keep(rows, row, 4),
        .unit = column_keep(rows, row, 5),
        .period = column_choice(row, 6, &amount_periods),
        .from_on = column_date(row, 7),
    };
}

static void take_rival(struct rows *rows, const struct cursor *row, uint32_t index)
{
    rows->offer->rivals[index] = (struct offer_rival){
        .key = column_keep(rows, row, 0),
        .product = organisation_find_product(rows->organisation, cursor_text(row, 1)),
        .competitor = column_keep(rows, row, 2),
        .plan_name = column_keep(rows, row, 3),
        .currency = column_keep(rows, row, 4),
        .seen_on = column_date(row, 5),
    };
}

static void take_decision(struct rows *rows, const struct cursor *row, uint32_t index)
{
    rows->offer->decisions[index] = (struct offer_decision){
        .key = column_keep(rows, row, 0),
        .title = column_keep(rows, row, 1),
        .item = column_keep(rows, row, 2),
        .price_key = column_keep(rows, row, 3),
        .amount = column_amount(row, 4),
        .low = column_amount(row, 5),
        .high = column_amount(row, 6),
        .currency = column_keep(rows, row, 7),
        .status = column_choice(row, 8, &price_decision_statuses),
        .decided_on = column_date(row, 9),
        .decided_by = organisation_find_person(rows->organisation, cursor_text(row, 10)),
        .study = column_keep(rows, row, 11),
        .study_ran_on =
            cursor_is_null(row, 12) ? ORGANISATION_NO_DATE : calendar_day_of(cursor_integer(row, 12)),
        .study_is_refused = cursor_integer(row, 13) != 0,
        .study_is_changed = cursor_integer(row, 14) != 0,
    };
}

struct table {
    const struct statement *statement;
    void (*take)(struct rows *rows, const struct cursor *row, uint32_t index);
    void *array; // where the pointer to the elements is
    size_t size; // of an element
    uint32_t *count;
};

static bool table_make_room(const struct table *table, uint32_t *capacity, struct arena *arena)
{
    if (*table->count < *capacity) return true;
    const uint32_t more = *capacity ? 2 * *capacity : FIRST_CAPACITY;
    void *moved = more > ROWS_MAXIMUM ? NULL : arena_allocate_array(arena, more, table->size), *before;
    if (!moved) return false;
    memcpy(&before, table->array, sizeof before);
    if (*table->count) memcpy(moved, before, *table->count * table->size);
    memcpy(table->array, &moved, sizeof moved);
    *capacity = more;
    return true;
}

static enum error table_read(struct rows *rows, const struct table *table)
{
    struct cursor *cursor = NULL;
    uint32_t capacity = 0;
    enum error error = store_query(rows->text.transaction, table->statement, NULL, 0, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (!table_make_room(table, &capacity, rows->text.arena)) rows->text.failed = true;
        if (!rows->text.failed) table->take(rows, cursor, *table->count);
        if (rows->text.failed)
            error = ERROR_MEMORY;
        else
            ++*table->count;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

#define TABLE(statement_, function, elements, number)                                                        \
    {                                                                                                        \
        &(statement_), (function), &offer->elements, sizeof *offer->elements, &offer->number,                \
    }

enum error offer_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct offer **ret_offer)
{
    struct offer *offer = arena_object(arena, struct offer);
    struct rows rows = {
        .text = {.transaction = transaction, .arena = arena}, .organisation = organisation, .offer = offer};
    if (!offer) return ERROR_MEMORY;
    const struct table tables[] = {
        TABLE(list_statement, take_list, lists, list_count),
        TABLE(item_statement, take_item, items, item_count),
        TABLE(price_statement, take_price, prices, price_count),
        TABLE(cost_statement, take_cost, costs, cost_count),
        TABLE(rival_statement, take_rival, rivals, rival_count),
        TABLE(decision_statement, take_decision, decisions, decision_count),
    };
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < sizeof tables / sizeof tables[0]; i++)
        error = table_read(&rows, &tables[i]);
    if (!error) error = offer_index(offer, organisation, arena);
    if (error) return error;
    *ret_offer = offer;
    return ERROR_NONE;
}
