// SPDX-License-Identifier: Apache-2.0
// The table of references that point to nothing.
#include "store/dangling.h"

#include "store/schema_system.h"

static const char table[] =
    "CREATE TABLE dangling_reference (\n"
    "    record $T NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    field $T NOT NULL,\n"
    "    value $T NOT NULL,\n"
    "    source $T NOT NULL,\n"
    "    import_key $T NOT NULL,\n"
    "    PRIMARY KEY (record, field)\n"
    ")$S;\n";

static const struct statement keep_statement = {
    .name = "dangling_keep",
    .common = SQL("INSERT INTO dangling_reference (record, field, value, source, import_key) "
                  "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (record, field) DO UPDATE "
                  "SET value = excluded.value, source = excluded.source, import_key = excluded.import_key"),
    .parameters = "ttttt",
    .columns = "",
};
static const struct statement forget_statement = {
    .name = "dangling_forget",
    .common = SQL("DELETE FROM dangling_reference WHERE record = $1 AND field = $2"),
    .parameters = "tt",
    .columns = "",
};
static const struct statement find_statement = {
    .name = "dangling_find",
    .common = SQL("SELECT value FROM dangling_reference WHERE record = $1 AND field = $2"),
    .parameters = "tt",
    .columns = "t",
};

static const struct statement *const statements[] = {&keep_statement, &forget_statement, &find_statement};
const struct statement_list dangling_statements = {statements, sizeof statements / sizeof statements[0]};

void schema_dangling_print(enum store_kind kind, struct buffer *output)
{
    schema_template_print(table, kind, output);
}

enum error dangling_keep(struct transaction *transaction, struct text record, struct text field,
    struct text value, struct text source, struct text import)
{
    const struct value parameters[] = {
        value_text(record), value_text(field), value_text(value), value_text(source), value_text(import)};
    return store_execute(transaction, &keep_statement, parameters, 5, NULL);
}

enum error dangling_forget(struct transaction *transaction, struct text record, struct text field)
{
    const struct value parameters[] = {value_text(record), value_text(field)};
    return store_execute(transaction, &forget_statement, parameters, 2, NULL);
}

enum error dangling_find(struct transaction *transaction, struct text record, struct text field,
    struct arena *arena, struct text *ret_value)
{
    const struct value parameters[] = {value_text(record), value_text(field)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find_statement, parameters, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const struct text value = cursor_text(cursor, 0);
        const char *copy = text_copy(value, arena);
        *ret_value = (struct text){copy, copy ? value.length : 0};
        if (!copy) error = ERROR_MEMORY;
    } else if (error == ERROR_END) {
        *ret_value = (struct text){"", 0};
        error = ERROR_NONE;
    }
    cursor_close(cursor);
    return error;
}
