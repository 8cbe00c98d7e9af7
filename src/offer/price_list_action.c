// SPDX-License-Identifier: Apache-2.0
// The actions of price lists. draft → published → expired; any → a next version, which is a draft.
#include "offer/price_list_action.h"

#include "offer/amount.h"
#include "offer/price_list.h"
#include "offer/price_point.h"
#include "offer/price_point_action.h"
#include "policy/acting.h"
#include "store/records.h"

static const struct statement count_prices = {
    .name = "price_list_count_prices",
    .common = SQL("SELECT count(*) FROM price_point WHERE price_list = $1"),
    .parameters = "t",
    .columns = "i",
};

static const struct statement *const statements[] = {&count_prices};
const struct statement_list price_list_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error expect_status(const struct record *record, enum price_list_status status, const char *what,
    struct problem_list *problems)
{
    if (record_choice(record, PRICE_LIST_STATUS) == (int)status) return ERROR_NONE;
    problem_add(problems, "status", "The price list is %.*s; only %s.",
        TEXT_PRINT(record_text(record, PRICE_LIST_STATUS)), what);
    return ERROR_INVALID;
}

static void status_set(struct record *record, enum price_list_status status)
{
    record_set(record, PRICE_LIST_STATUS, value_string(price_list_statuses.choices[status].code));
}

static enum error expect_prices(
    struct transaction *transaction, const struct record *record, struct problem_list *problems)
{
    const struct value parameter = value_text(record->key);
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &count_prices, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error && cursor_integer(cursor, 0) == 0) {
        problem_add(problems, NULL, "There is no price in it yet: add one with `tandem set price-points`.");
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error;
}

// The list that this one replaces holds until the day before, unless it ends earlier anyway.
static enum error predecessor_end(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct arena *arena, struct problem_list *problems)
{
    const struct actor program = actor_system("system");
    const struct text key = record_text(record, PRICE_LIST_REPLACES);
    struct record *before, *saved;
    if (text_is_empty(key)) return ERROR_NONE;
    const struct value last = price_point_day_before(record_text(record, PRICE_LIST_VALID_FROM_ON), arena);
    struct record_input *input = record_input_new(&price_list_resource, arena);
    if (!input || last.kind == VALUE_NULL) return ERROR_MEMORY;
    enum error error = record_get(transaction, &program, &price_list_resource, key, arena, &before);
    if (error) return error;
    const struct text ends = record_text(before, PRICE_LIST_VALID_TO_ON);
    if (!text_is_empty(ends) && text_compare(ends, last.text) <= 0) return ERROR_NONE;
    if (text_compare(last.text, record_text(before, PRICE_LIST_VALID_FROM_ON)) < 0) {
        problem_add(problems, "valid_from_on",
            "Must be after the day from which %.*s holds, which it replaces.", TEXT_PRINT(key));
        return ERROR_INVALID;
    }
    input->is_internal = true;
    record_input_set(input, PRICE_LIST_VALID_TO_ON, last);
    return record_update(transaction, actor, key, 0, input, arena, problems, &saved, NULL);
}

static enum error price_list_publish(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    const struct value today = acting_day(transaction, arena);
    enum error error = expect_status(record, PRICE_LIST_DRAFT, "a draft is published", problems);
    if (!error) error = expect_prices(transaction, record, problems);
    if (!error && today.kind == VALUE_NULL) error = ERROR_MEMORY;
    if (error) return error;
    if (input[0].kind != VALUE_NULL) record_set(record, PRICE_LIST_VALID_FROM_ON, input[0]);
    if (record_is_null(record, PRICE_LIST_VALID_FROM_ON)) record_set(record, PRICE_LIST_VALID_FROM_ON, today);
    error = predecessor_end(transaction, actor, record, arena, problems);
    if (!error) status_set(record, PRICE_LIST_PUBLISHED);
    return error;
}

static enum error price_list_expire(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)input; // the reason is kept in the history
    const struct value today = acting_day(transaction, arena);
    enum error error = expect_status(record, PRICE_LIST_PUBLISHED, "a published one expires", problems);
    if (!error && today.kind == VALUE_NULL) error = ERROR_MEMORY;
    if (error) return error;
    const struct text ends = record_text(record, PRICE_LIST_VALID_TO_ON);
    if (text_compare(today.text, record_text(record, PRICE_LIST_VALID_FROM_ON)) < 0) {
        problem_add(problems, "valid_from_on", "It does not hold yet; move its first day instead.");
        return ERROR_INVALID;
    }
    if (text_is_empty(ends) || text_compare(ends, today.text) > 0)
        record_set(record, PRICE_LIST_VALID_TO_ON, today);
    status_set(record, PRICE_LIST_EXPIRED);
    return ERROR_NONE;
}

// A price of the new list, as the old one had it; what ends before the new list holds is left behind.
static enum error price_copy(struct transaction *transaction, const struct actor *actor,
    const struct record *price, struct text list, struct value from, struct arena *arena,
    struct problem_list *problems)
{
    static const size_t kept[] = {PRICE_POINT_ITEM, PRICE_POINT_AMOUNT, PRICE_POINT_WORDING, PRICE_POINT_UNIT,
        PRICE_POINT_BILLING_PERIOD, PRICE_POINT_VALID_TO_ON};
    const struct text last = record_text(price, PRICE_POINT_VALID_TO_ON);
    if (!text_is_empty(last) && text_compare(last, from.text) < 0) return ERROR_NONE;
    const bool is_later = text_compare(record_text(price, PRICE_POINT_VALID_FROM_ON), from.text) > 0;
    struct record_input *input = record_input_new(&price_point_resource, arena);
    struct record *made;
    if (!input) return ERROR_MEMORY;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        record_input_set(input, kept[i], price->values[kept[i]]);
    record_input_set(input, PRICE_POINT_PRICE_LIST, value_text(list));
    record_input_set(
        input, PRICE_POINT_VALID_FROM_ON, is_later ? price->values[PRICE_POINT_VALID_FROM_ON] : from);
    record_input_set(input, PRICE_POINT_REPLACES, value_text(price->key));
    input->is_internal = true;
    return record_create(transaction, actor, input, arena, problems, &made);
}

static enum error prices_copy(struct transaction *transaction, const struct actor *actor,
    struct text from_list, struct text to_list, struct value from, struct arena *arena,
    struct problem_list *problems)
{
    const struct actor program = actor_system("system");
    const struct value list = value_text(from_list);
    const struct record_filter filter = {.field = PRICE_POINT_PRICE_LIST, .values = &list, .count = 1};
    struct record_query query = {.resource = &price_point_resource,
        .limit = RECORD_LIMIT_MAXIMUM,
        .filters = &filter,
        .filter_count = 1};
    struct record_page page;
    enum error error;
    do {
        error = record_list(transaction, &program, &query, arena, &page);
        for (size_t i = 0; !error && i < page.count; i++)
            error = price_copy(transaction, actor, page.records[i], to_list, from, arena, problems);
        query.cursor = page.next;
    } while (!error && !text_is_empty(page.next));
    return error;
}

enum { VERSION_FROM_ON, VERSION_NAME, VERSION_REASON, VERSION_INPUT_COUNT };

static enum error price_list_new_version(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    static const size_t kept[] = {PRICE_LIST_NAME, PRICE_LIST_SCOPE, PRICE_LIST_CURRENCY, PRICE_LIST_UNIT,
        PRICE_LIST_BILLING, PRICE_LIST_WEB_PAGE, PRICE_LIST_NOTES};
    const struct value from = input[VERSION_FROM_ON];
    if (text_compare(from.text, record_text(record, PRICE_LIST_VALID_FROM_ON)) <= 0) {
        problem_add(problems, "valid_from_on", "Must be after %.*s, the day from which this version holds.",
            TEXT_PRINT(record_text(record, PRICE_LIST_VALID_FROM_ON)));
        return ERROR_INVALID;
    }
    struct record_input *next = record_input_new(&price_list_resource, arena);
    struct record *made;
    if (!next) return ERROR_MEMORY;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        record_input_set(next, kept[i], record->values[kept[i]]);
    if (input[VERSION_NAME].kind != VALUE_NULL) record_input_set(next, PRICE_LIST_NAME, input[VERSION_NAME]);
    record_input_set(next, PRICE_LIST_VALID_FROM_ON, from);
    record_input_set(next, PRICE_LIST_REPLACES, value_text(record->key));
    next->is_internal = true;
    enum error error = record_create(transaction, actor, next, arena, problems, &made);
    return error ? error : prices_copy(transaction, actor, record->key, made->key, from, arena, problems);
}

static const struct field publish_inputs[] = {
    {
        .name = "valid_from_on",
        .label = "Valid from",
        .help = "The first day on which it holds; as the list says, or today, when empty.",
        .type = FIELD_DATE,
    },
    {
        .name = "reason",
        .label = "Reason",
        .help = "Why it is published now.",
        .type = FIELD_MARKDOWN,
    },
};
static const struct field expire_inputs[] = {
    {
        .name = "reason",
        .label = "Reason",
        .help = "Why it holds no more.",
        .type = FIELD_MARKDOWN,
    },
};
static const struct field version_inputs[VERSION_INPUT_COUNT] = {
    [VERSION_FROM_ON] =
        {
            .name = "valid_from_on",
            .label = "Valid from",
            .help = "The first day of the next version.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [VERSION_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the next version is called; as this one when empty.",
            .type = FIELD_TEXT,
            .minimum = 1,
            .maximum = 200,
        },
    [VERSION_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why there is a next version.",
            .type = FIELD_MARKDOWN,
        },
};

const struct action price_list_actions[PRICE_LIST_ACTION_COUNT] = {
    [PRICE_LIST_PUBLISH] =
        {
            .name = "publish",
            .label = "Publish",
            .help = "Puts the prices in force; the list that it replaces ends the day before.",
            .input_fields = publish_inputs,
            .input_count = sizeof publish_inputs / sizeof publish_inputs[0],
            .run = price_list_publish,
            .activity = ACTIVITY_PRICING,
        },
    [PRICE_LIST_EXPIRE] =
        {
            .name = "expire",
            .label = "Let expire",
            .help = "Ends a published price list; its last day is today unless it was over before.",
            .input_fields = expire_inputs,
            .input_count = sizeof expire_inputs / sizeof expire_inputs[0],
            .run = price_list_expire,
            .activity = ACTIVITY_PRICING,
        },
    [PRICE_LIST_NEW_VERSION] =
        {
            .name = "new_version",
            .label = "New version",
            .help = "Makes a draft of the next version with the prices that hold on its first day.",
            .input_fields = version_inputs,
            .input_count = VERSION_INPUT_COUNT,
            .run = price_list_new_version,
        },
};
