// SPDX-License-Identifier: Apache-2.0
// Reads what waits, the oldest first, so that the first of a product is the one to tell about.
#include "alignment/portfolio_hand_offs.h"

#include "store/store.h"

static const struct statement select_waiting = {
    .name = "portfolio_hand_offs",
    .common = SQL(
        "SELECT coalesce(r.product, h.record), h.key, h.title, CASE WHEN h.status = 'offered' THEN "
        "h.offered_on ELSE h.answered_on END AS since, CASE WHEN h.status = 'offered' THEN h.to_person "
        "ELSE h.from_person END FROM hand_off h LEFT JOIN release r ON r.key = h.record WHERE h.status IN "
        "('offered', 'returned') ORDER BY since, length(h.key), h.key"),
    .parameters = "",
    .columns = "ttttt",
};

static const struct statement *const statements[] = {&select_waiting};
const struct statement_list portfolio_hand_offs_statements = {
    statements, sizeof statements / sizeof statements[0]};

static bool column_take(const struct cursor *row, unsigned column, struct arena *arena, struct text *ret_text)
{
    const struct text text = cursor_text(row, column);
    const char *copy = text_copy(text, arena);
    *ret_text = (struct text){copy, copy ? text.length : 0};
    return copy != NULL;
}

static enum error row_take(const struct cursor *row, const struct organisation *organisation,
    struct arena *arena, struct portfolio_hand_offs *hand_offs)
{
    const uint32_t product = organisation_find_product(organisation, cursor_text(row, 0));
    if (product == ORGANISATION_NONE) return ERROR_NONE;
    struct portfolio_hand_offs *of = &hand_offs[product];
    if (of->waiting++) return ERROR_NONE;
    of->person = organisation_find_person(organisation, cursor_text(row, 4));
    return column_take(row, 1, arena, &of->key) && column_take(row, 2, arena, &of->title) &&
                   column_take(row, 3, arena, &of->since)
               ? ERROR_NONE
               : ERROR_MEMORY;
}

enum error portfolio_hand_offs_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct portfolio_hand_offs **ret_hand_offs)
{
    struct portfolio_hand_offs *hand_offs =
        arena_array(arena, struct portfolio_hand_offs, organisation->product_count);
    struct cursor *cursor = NULL;
    if (!hand_offs) return ERROR_MEMORY;
    enum error error = store_query(transaction, &select_waiting, NULL, 0, &cursor);
    while (!error && !(error = cursor_next(cursor)))
        error = row_take(cursor, organisation, arena, hand_offs);
    cursor_close(cursor);
    if (error != ERROR_END) return error;
    *ret_hand_offs = hand_offs;
    return ERROR_NONE;
}
