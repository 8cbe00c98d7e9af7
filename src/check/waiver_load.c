// SPDX-License-Identifier: Apache-2.0
// The waivers of a workspace as an array that findings are looked up in.
#include <stdlib.h>

#include "base/calendar.h"
#include "check/check.h"
#include "check/waiver.h"
#include "store/store.h"

static const struct statement count_statement = {
    .name = "waivers_count",
    .common = SQL("SELECT count(*) FROM waiver"),
    .parameters = "",
    .columns = "i",
};
static const struct statement select_statement = {
    .name = "waivers_select",
    .common = SQL("SELECT key, rule, finding, record, reason, person, until_on FROM waiver"),
    .parameters = "",
    .columns = "ttttttt",
};

static const struct statement *const statements[] = {&count_statement, &select_statement};
const struct statement_list waiver_statements = {statements, sizeof statements / sizeof statements[0]};

static int compare_waivers(const void *one, const void *other)
{
    const struct check_waiver *a = one, *b = other;
    const int findings = text_compare(a->finding, b->finding);
    if (findings) return findings;
    if (a->until_on != b->until_on) return a->until_on > b->until_on ? -1 : 1;
    return organisation_compare_keys(a->key, b->key);
}

void check_waivers_index(struct check_waivers *waivers)
{
    if (waivers->count) qsort(waivers->waivers, waivers->count, sizeof *waivers->waivers, compare_waivers);
}

static struct text column_keep(const struct cursor *row, unsigned column, struct arena *arena, bool *failed)
{
    const struct text text = cursor_text(row, column);
    const char *kept = text.length ? text_copy(text, arena) : "";
    if (!kept) *failed = true;
    return kept ? (struct text){kept, text.length} : TEXT("");
}

static enum error take(struct check_waiver *waiver, const struct cursor *row,
    const struct organisation *organisation, struct arena *arena)
{
    bool failed = false;
    int32_t until = ORGANISATION_NO_DATE;
    if (!calendar_parse_date(cursor_text(row, 6), &until)) until = ORGANISATION_NO_DATE;
    *waiver = (struct check_waiver){
        .key = column_keep(row, 0, arena, &failed),
        .rule = column_keep(row, 1, arena, &failed),
        .finding = column_keep(row, 2, arena, &failed),
        .record = column_keep(row, 3, arena, &failed),
        .reason = column_keep(row, 4, arena, &failed),
        .person = organisation_find_person(organisation, cursor_text(row, 5)),
        .until_on = until,
    };
    return failed ? ERROR_MEMORY : ERROR_NONE;
}

static enum error count(struct transaction *transaction, uint32_t *ret_count)
{
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &count_statement, NULL, 0, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const int64_t number = cursor_integer(cursor, 0);
        if (number > INT32_MAX / 4) error = ERROR_LIMIT;
        *ret_count = (uint32_t)number;
    }
    cursor_close(cursor);
    return error;
}

enum error check_waivers_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct check_waivers *ret_waivers)
{
    struct check_waivers waivers = {NULL, 0};
    struct cursor *cursor = NULL;
    uint32_t capacity = 0;
    enum error error = count(transaction, &capacity);
    if (error) return error;
    waivers.waivers = arena_array(arena, struct check_waiver, capacity);
    if (!waivers.waivers) return ERROR_MEMORY;
    error = store_query(transaction, &select_statement, NULL, 0, &cursor);
    while (!error && waivers.count < capacity) {
        error = cursor_next(cursor);
        if (!error) error = take(&waivers.waivers[waivers.count++], cursor, organisation, arena);
    }
    cursor_close(cursor);
    if (error && error != ERROR_END) return error;
    check_waivers_index(&waivers);
    *ret_waivers = waivers;
    return ERROR_NONE;
}
