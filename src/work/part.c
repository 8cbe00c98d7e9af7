// SPDX-License-Identifier: Apache-2.0
// What belongs to a workspace besides its records.
#include "work/part.h"

#include "lab/price_text.h"
#include "store/dangling.h"
#include "store/schema.h"

static const struct statement select_settings = {.name = "part settings",
    .common = SQL("SELECT name, value FROM setting ORDER BY name"),
    .parameters = "",
    .columns = "tt"};
static const struct statement select_former_keys = {.name = "part former keys",
    .common = SQL("SELECT key, current_key FROM record_alias ORDER BY key"),
    .parameters = "",
    .columns = "tt"};
static const struct statement select_kept = {.name = "part kept references",
    .common = SQL("SELECT record, field, value, source FROM dangling_reference ORDER BY record, field"),
    .parameters = "",
    .columns = "tttt"};
static const struct statement select_price_texts = {.name = "part price texts",
    .common = SQL("SELECT record, kind, CAST(number AS TEXT), content FROM price_text"
                  " ORDER BY record, kind, number"),
    .parameters = "",
    .columns = "tttt"};

// Only for a record that is there, and never in the place of another record's key.
static const struct statement insert_former_key = {.name = "part former key insert",
    .common = SQL("INSERT INTO record_alias (key, current_key)"
                  " SELECT CAST($1 AS TEXT), key FROM record WHERE key = $2"
                  " AND NOT EXISTS (SELECT 1 FROM record AS other WHERE other.key = $1)"
                  " ON CONFLICT (key) DO NOTHING"),
    .parameters = "tt",
    .columns = ""};
static const struct statement count_record = {.name = "part record",
    .common = SQL("SELECT count(*) FROM record WHERE key = $1"),
    .parameters = "t",
    .columns = "i"};

static const struct statement *const statements[] = {&select_settings, &select_former_keys, &select_kept,
    &select_price_texts, &insert_former_key, &count_record};
const struct statement_list part_statements = {statements, sizeof(statements) / sizeof(statements[0])};

const struct part parts[PART_COUNT] = {
    [PART_SETTINGS] = {"settings", "workspace", {"name", "value"}, &select_settings},
    [PART_FORMER_KEYS] = {"former-keys", "former_keys", {"key", "current_key"}, &select_former_keys},
    [PART_KEPT_REFERENCES] = {"kept-references", "kept_references", {"record", "field", "value", "source"},
        &select_kept},
    [PART_PRICE_TEXTS] = {"price-texts", "price_texts", {"record", "kind", "number", "content"},
        &select_price_texts},
};

size_t part_column_count(const struct part *part)
{
    size_t count = 0;
    while (count < PART_COLUMNS_MAXIMUM && part->columns[count])
        count++;
    return count;
}

enum error part_each(struct transaction *transaction, const struct part *part,
    enum error (*visit)(const struct text *row, void *closure), void *closure)
{
    struct cursor *cursor;
    size_t count = part_column_count(part);
    enum error error = store_query(transaction, part->select, NULL, 0, &cursor);
    while (!error && (error = cursor_next(cursor)) == ERROR_NONE) {
        struct text row[PART_COLUMNS_MAXIMUM];
        for (unsigned i = 0; i < count; i++)
            row[i] = cursor_text(cursor, i);
        error = visit(row, closure);
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error put_kept(struct transaction *transaction, const struct text *row)
{
    const struct value key = value_text(row[0]);
    struct cursor *cursor;
    bool is_there = false;
    enum error error = store_query(transaction, &count_record, &key, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) is_there = cursor_integer(cursor, 0) > 0;
    cursor_close(cursor);
    if (error || !is_there) return error;
    return dangling_keep(transaction, row[0], row[1], row[2], row[3], (struct text){"", 0});
}

enum error part_put(struct transaction *transaction, const struct actor *actor, const struct part *part,
    const struct text *row)
{
    if (!permission_allows_settings(actor)) return ERROR_FORBIDDEN;
    if (part == &parts[PART_KEPT_REFERENCES]) return put_kept(transaction, row);
    if (part == &parts[PART_FORMER_KEYS]) {
        const struct value parameters[] = {value_text(row[0]), value_text(row[1])};
        return store_execute(transaction, &insert_former_key, parameters, 2, NULL);
    }
    if (part == &parts[PART_PRICE_TEXTS])
        return price_text_restore(transaction, row[0], row[1], row[2], row[3]);
    char name[256]; // the store wants its end marked
    if (row[0].length >= sizeof(name)) return ERROR_INVALID;
    memcpy(name, row[0].data, row[0].length);
    name[row[0].length] = '\0';
    return setting_set(transaction, actor, name, row[1]);
}
