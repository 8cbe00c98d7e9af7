// SPDX-License-Identifier: Apache-2.0
// tandem show: one record with all that is known about it.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/show_consultations.h"
#include "cli/titles.h"
#include "cli/width.h"
#include "format/record_json.h"

#define SHOW_LABEL_COLUMNS 22
#define SHOW_COLUMNS 80

static void print_line(const char *label, struct text value, struct buffer *output)
{
    buffer_string(output, label);
    size_t used = width_of(text_from(label));
    do
        buffer_character(output, ' ');
    while (++used < SHOW_LABEL_COLUMNS);
    width_print_line(value, output);
    buffer_character(output, '\n');
}

static enum error print_instant(
    const char *label, int64_t at, struct text by, struct titles *titles, struct buffer *output)
{
    static const struct field instant = {.type = FIELD_INSTANT};
    struct text when, who;
    enum error error = field_print(&instant, value_integer(at), titles->arena, &when);
    if (!error) error = titles_show(titles, by, &who);
    if (error) return error;
    const char *line = arena_print(titles->arena, "%.*s by %.*s", TEXT_PRINT(when), TEXT_PRINT(who));
    if (!line) return ERROR_MEMORY;
    print_line(label, text_from(line), output);
    return ERROR_NONE;
}

static enum error print_record(const struct record *record, struct titles *titles, struct buffer *output)
{
    const struct resource *resource = record->resource;
    enum error error = ERROR_NONE;
    struct text title = TEXT("");
    if (resource->title_field >= 0) title = record_text(record, (size_t)resource->title_field);
    buffer_print(output, "%s %.*s%s", resource->label, TEXT_PRINT(record->key), title.length ? "  " : "");
    width_print_line(title, output);
    buffer_string(output, "\n\n");
    for (size_t i = 0; !error && i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        struct text text;
        if (record_is_null(record, i) || field->type == FIELD_MARKDOWN || (int)i == resource->title_field)
            continue;
        error = titles_print(titles, field, record->values[i], &text);
        if (!error) print_line(field->label, text, output);
    }
    if (!error && record->source.length) print_line("Source", record->source, output);
    if (!error && record->external_id.length) print_line("External identifier", record->external_id, output);
    if (!error) error = print_instant("Created", record->created_at, record->created_by, titles, output);
    if (!error && record->version > 1)
        error = print_instant("Changed", record->changed_at, record->changed_by, titles, output);
    for (size_t i = 0; !error && i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        if (record_is_null(record, i) || field->type != FIELD_MARKDOWN) continue;
        buffer_print(output, "\n%s\n", field->label);
        width_print_wrapped(record_text(record, i), SHOW_COLUMNS, 2, false, output);
    }
    return error;
}

static int show_record(struct invocation *invocation, struct transaction *transaction)
{
    const struct actor actor = actor_system("cli");
    struct record *record;
    int status = named_record(invocation, transaction, &actor, invocation_operand(invocation, 0), &record);
    if (status) return status;
    if (invocation->json) {
        struct document document;
        record_json_write(record, NULL, document_begin(&document));
        return document_end(&document, invocation);
    }
    struct titles titles;
    struct buffer output;
    titles_init(&titles, transaction, &actor, invocation->arena);
    buffer_init(&output, (size_t)16 << 20);
    enum error error = print_record(record, &titles, &output);
    if (!error) error = show_consultations(record, &actor, &titles, &output);
    if (!error) return buffer_send(&output, invocation);
    buffer_free(&output);
    return report_problems(invocation->streams, error, NULL);
}

static int run_show(struct invocation *invocation)
{
    struct store *store;
    struct transaction *transaction = NULL;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status = error ? report_problems(invocation->streams, error, NULL) : show_record(invocation, transaction);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct operand operands[] = {
    {.name = "KEY", .help = "The record's key, such as PROD-12; a key that it had before works, too."},
};

static const struct example examples[] = {
    {"tandem show PROD-12", "Shows a product."},
    {"tandem show PERS-3 --json", "Shows a person as the API does."},
};

const struct command command_show = {
    .name = "show",
    .summary = "Show one record",
    .common = COMMON_DATABASE | COMMON_JSON,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_show,
};
