// SPDX-License-Identifier: Apache-2.0
// The actions of prices. A changed price is a new record from a day on; the one before ends the day before.
#include "offer/price_point_action.h"

#include "base/calendar.h"
#include "offer/amount.h"
#include "offer/price_point.h"
#include "store/records.h"

// Another price of the same list, thing, unit and period that holds on a day on which this one does: from $5
// to $6.
static const struct statement select_overlapping = {
    .name = "price_point_select_overlapping",
    .common =
        SQL("SELECT key, valid_from_on, valid_to_on FROM price_point WHERE item = $2 AND price_list = $1 "
            "AND billing_period = $3 AND coalesce(unit, '') = $4 AND valid_from_on <= $6 AND "
            "(valid_to_on IS NULL OR valid_to_on >= $5) AND key <> $7 AND key <> $8 "
            "ORDER BY length(key), key LIMIT 1"),
    .parameters = "tttttttt",
    .columns = "ttt",
};
// In the same list; the next version of the whole list is no matter of this one.
static const struct statement select_successor = {
    .name = "price_point_select_successor",
    .common = SQL("SELECT key FROM price_point WHERE replaces = $1 AND price_list = $2 "
                  "ORDER BY length(key), key LIMIT 1"),
    .parameters = "tt",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_overlapping, &select_successor};
const struct statement_list price_point_statements = {statements, sizeof statements / sizeof statements[0]};

enum error price_point_expect_alone(struct transaction *transaction, const struct record *proposed,
    struct arena *arena, struct problem_list *problems)
{
    (void)arena;
    const struct text to = record_text(proposed, PRICE_POINT_VALID_TO_ON);
    const struct value parameters[] = {
        value_text(record_text(proposed, PRICE_POINT_PRICE_LIST)),
        value_text(record_text(proposed, PRICE_POINT_ITEM)),
        value_text(record_text(proposed, PRICE_POINT_BILLING_PERIOD)),
        value_text(record_text(proposed, PRICE_POINT_UNIT)),
        value_text(record_text(proposed, PRICE_POINT_VALID_FROM_ON)),
        value_text(text_is_empty(to) ? TEXT("9999-12-31") : to),
        value_text(proposed->key),
        value_text(record_text(proposed, PRICE_POINT_REPLACES)),
    };
    struct cursor *cursor = NULL;
    enum error error = store_query(
        transaction, &select_overlapping, parameters, sizeof parameters / sizeof parameters[0], &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const struct text last = cursor_text(cursor, 2);
        problem_add(problems, "valid_from_on",
            "%.*s already says what it costs from %.*s%s%.*s. Change that one from a date (change_price), or "
            "end it.",
            TEXT_PRINT(cursor_text(cursor, 0)), TEXT_PRINT(cursor_text(cursor, 1)),
            text_is_empty(last) ? " on" : " to ", TEXT_PRINT(last));
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

struct value price_point_day_before(struct text day, struct arena *arena)
{
    int32_t days;
    char before[CALENDAR_DATE_SIZE];
    if (!calendar_parse_date(day, &days)) return value_null();
    calendar_print_date(days - 1, before);
    return value_string(arena_text(arena, before, strlen(before)));
}

// A price that has a next version already is history.
static enum error expect_last(
    struct transaction *transaction, const struct record *record, struct problem_list *problems)
{
    const struct value parameters[] = {
        value_text(record->key), value_text(record_text(record, PRICE_POINT_PRICE_LIST))};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_successor, parameters, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        problem_add(problems, NULL, "It has a next version already, %.*s; change that one.",
            TEXT_PRINT(cursor_text(cursor, 0)));
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

enum { CHANGE_AMOUNT, CHANGE_FROM_ON, CHANGE_REASON, CHANGE_INPUT_COUNT };

static enum error expect_later(
    const struct record *record, struct text from, const char *field, struct problem_list *problems)
{
    const struct text first = record_text(record, PRICE_POINT_VALID_FROM_ON);
    const struct text last = record_text(record, PRICE_POINT_VALID_TO_ON);
    if (text_compare(from, first) <= 0) {
        problem_add(
            problems, field, "Must be after %.*s, the day from which the price holds.", TEXT_PRINT(first));
        return ERROR_INVALID;
    }
    if (!text_is_empty(last) && text_compare(from, last) > 0) {
        problem_add(
            problems, field, "Must not be after %.*s, the day on which the price ends.", TEXT_PRINT(last));
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

static enum error price_point_change(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    static const size_t kept[] = {PRICE_POINT_PRICE_LIST, PRICE_POINT_ITEM, PRICE_POINT_UNIT,
        PRICE_POINT_BILLING_PERIOD, PRICE_POINT_VALID_TO_ON};
    enum error error = expect_later(record, input[CHANGE_FROM_ON].text, "valid_from_on", problems);
    if (!error) error = expect_last(transaction, record, problems);
    struct record_input *next = error ? NULL : record_input_new(&price_point_resource, arena);
    const struct value last =
        error ? value_null() : price_point_day_before(input[CHANGE_FROM_ON].text, arena);
    if (!error && (!next || last.kind == VALUE_NULL)) error = ERROR_MEMORY;
    if (error) return error;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        record_input_set(next, kept[i], record->values[kept[i]]);
    record_input_set(next, PRICE_POINT_AMOUNT, input[CHANGE_AMOUNT]);
    record_input_set(next, PRICE_POINT_VALID_FROM_ON, input[CHANGE_FROM_ON]);
    record_input_set(next, PRICE_POINT_REASON, input[CHANGE_REASON]);
    record_input_set(next, PRICE_POINT_REPLACES, value_text(record->key));
    next->is_internal = true;
    record_set(record, PRICE_POINT_VALID_TO_ON, last);
    struct record *made;
    return record_create(transaction, actor, next, arena, problems, &made);
}

enum { END_ON, END_REASON, END_INPUT_COUNT };

static enum error price_point_end(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)arena;
    enum error error = expect_last(transaction, record, problems);
    if (error) return error;
    if (text_compare(input[END_ON].text, record_text(record, PRICE_POINT_VALID_FROM_ON)) < 0) {
        problem_add(problems, "valid_to_on", "Must not be before the day from which the price holds.");
        return ERROR_INVALID;
    }
    record_set(record, PRICE_POINT_VALID_TO_ON, input[END_ON]);
    return ERROR_NONE;
}

static const struct field change_inputs[CHANGE_INPUT_COUNT] = {
    [CHANGE_AMOUNT] =
        {
            .name = "amount",
            .label = "New amount",
            .help = "What is asked from that day on.",
            .type = FIELD_DECIMAL,
            .flags = FIELD_REQUIRED,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [CHANGE_FROM_ON] =
        {
            .name = "valid_from_on",
            .label = "From",
            .help = "The first day of the new amount; the one before ends the day before.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [CHANGE_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the price is changed, so that it can be understood later.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
        },
};

static const struct field end_inputs[END_INPUT_COUNT] = {
    [END_ON] =
        {
            .name = "valid_to_on",
            .label = "Last day",
            .help = "The last day on which the price holds.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [END_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it is asked no longer.",
            .type = FIELD_MARKDOWN,
        },
};

const struct action price_point_actions[PRICE_POINT_ACTION_COUNT] = {
    [PRICE_POINT_CHANGE] =
        {
            .name = "change_price",
            .label = "Change price",
            .help =
                "Makes the next version of the price, with another amount from a day on; this one ends the "
                "day before.",
            .input_fields = change_inputs,
            .input_count = CHANGE_INPUT_COUNT,
            .run = price_point_change,
            .activity = ACTIVITY_PRICING,
        },
    [PRICE_POINT_END] =
        {
            .name = "end_price",
            .label = "End price",
            .help = "Lets the price hold until a day, without another in its place.",
            .input_fields = end_inputs,
            .input_count = END_INPUT_COUNT,
            .run = price_point_end,
            .activity = ACTIVITY_PRICING,
        },
};
