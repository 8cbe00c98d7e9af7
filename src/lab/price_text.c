// SPDX-License-Identifier: Apache-2.0
// The table price_text: texts in parts, cut between characters.
#include "lab/price_text.h"

#include <string.h>

static const char *const kind_codes[PRICE_TEXT_KIND_COUNT] = {
    [PRICE_TEXT_CONTENT] = "content", [PRICE_TEXT_RESULT] = "result", [PRICE_TEXT_REPORT] = "report"};

static const struct statement insert_part = {.name = "price_text_insert",
    .common = SQL("INSERT INTO price_text (record, kind, number, content) VALUES ($1, $2, $3, $4)"),
    .parameters = "ttit",
    .columns = ""};
static const struct statement restore_part = {.name = "price_text_restore",
    .common =
        SQL("INSERT INTO price_text (record, kind, number, content)"
            " SELECT key, CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT) FROM record WHERE key = $1"
            " ON CONFLICT (record, kind, number) DO UPDATE SET content = excluded.content"),
    .parameters = "ttit",
    .columns = ""};
static const struct statement delete_parts = {.name = "price_text_delete",
    .common = SQL("DELETE FROM price_text WHERE record = $1 AND kind = $2"),
    .parameters = "tt",
    .columns = ""};
static const struct statement select_size = {.name = "price_text_size",
    .sqlite = SQL("SELECT coalesce(sum(length(CAST(content AS BLOB))), 0) FROM price_text"
                  " WHERE record = $1 AND kind = $2"),
    .postgres = SQL("SELECT CAST(coalesce(sum(octet_length(content)), 0) AS BIGINT) FROM price_text"
                    " WHERE record = $1 AND kind = $2"),
    .parameters = "tt",
    .columns = "i"};
static const struct statement select_parts = {.name = "price_text_select",
    .common = SQL("SELECT content FROM price_text WHERE record = $1 AND kind = $2 ORDER BY number"),
    .parameters = "tt",
    .columns = "t"};

static const struct statement *const statements[] = {
    &insert_part, &restore_part, &delete_parts, &select_size, &select_parts};
const struct statement_list price_text_statements = {statements, sizeof statements / sizeof statements[0]};

// How much of the text fits a part without cutting a character.
static size_t part_length(struct text text)
{
    if (text.length <= PRICE_TEXT_PART_MAXIMUM) return text.length;
    size_t length = PRICE_TEXT_PART_MAXIMUM;
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    return length;
}

enum error price_text_write(
    struct transaction *transaction, struct text record, enum price_text_kind kind, struct text content)
{
    const struct value owner[] = {value_text(record), value_string(kind_codes[kind])};
    if (content.length > PRICE_TEXT_MAXIMUM) return ERROR_TOO_LARGE;
    enum error error = store_execute(transaction, &delete_parts, owner, 2, NULL);
    for (int64_t number = 0; !error && content.length > 0; number++) {
        const size_t length = part_length(content);
        const struct value values[] = {
            owner[0], owner[1], value_integer(number), value_text((struct text){content.data, length})};
        error = store_execute(transaction, &insert_part, values, 4, NULL);
        content.data += length;
        content.length -= length;
    }
    return error;
}

static enum error size_of(struct transaction *transaction, const struct value owner[2], size_t *ret_size)
{
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_size, owner, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) *ret_size = (size_t)cursor_integer(cursor, 0);
    cursor_close(cursor);
    return error;
}

enum error price_text_read(struct transaction *transaction, struct text record, enum price_text_kind kind,
    struct arena *arena, struct text *ret_content)
{
    const struct value owner[] = {value_text(record), value_string(kind_codes[kind])};
    struct cursor *cursor = NULL;
    size_t size = 0, used = 0;
    enum error error = size_of(transaction, owner, &size);
    char *data = error ? NULL : arena_allocate(arena, size + 1);
    if (!error && !data) error = ERROR_MEMORY;
    if (!error) error = store_query(transaction, &select_parts, owner, 2, &cursor);
    while (!error && (error = cursor_next(cursor)) == ERROR_NONE) {
        const struct text part = cursor_text(cursor, 0);
        if (part.length > size - used) { // cannot be: both are of one snapshot
            error = ERROR_INTERNAL;
            break;
        }
        memcpy(data + used, part.data, part.length);
        used += part.length;
    }
    cursor_close(cursor);
    if (error != ERROR_END || !data) return error;
    data[used] = '\0';
    *ret_content = (struct text){data, used};
    return ERROR_NONE;
}

enum error price_text_restore(struct transaction *transaction, struct text record, struct text kind,
    struct text number, struct text content)
{
    int64_t place;
    bool is_known = false;
    for (size_t i = 0; i < PRICE_TEXT_KIND_COUNT; i++)
        is_known = is_known || text_is(kind, kind_codes[i]);
    if (!is_known || !text_parse_integer(number, 0, 1000000, &place)) return ERROR_NONE;
    const struct value values[] = {
        value_text(record), value_text(kind), value_integer(place), value_text(content)};
    // The first part takes the place of the whole text, whose parts may be more.
    enum error error = place == 0 ? store_execute(transaction, &delete_parts, values, 2, NULL) : ERROR_NONE;
    return error ? error : store_execute(transaction, &restore_part, values, 4, NULL);
}
