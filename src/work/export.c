// SPDX-License-Identifier: Apache-2.0
// A workspace, or one resource of it, written as CSV or JSON, in pieces that are sent on as they come.
#include "work/export.h"

#include "base/calendar.h"
#include "format/csv_writer.h"
#include "format/record_json.h"
#include "store/records.h"

#define EXPORT_PIECE ((size_t)64 << 10) // bytes gathered before they are sent on
#define EXPORT_MAXIMUM ((size_t)256 << 20)
#define EXPORT_SCRATCH ((size_t)16 << 20)

struct exporter {
    export_sink *sink;
    void *closure;
    const struct resource *resource;
    const struct part *part;
    struct buffer buffer;
    struct csv_writer csv;
    struct json_writer json;
    struct arena scratch;
};

static void exporter_init(struct exporter *exporter, export_sink *sink, void *closure)
{
    *exporter = (struct exporter){.sink = sink, .closure = closure};
    buffer_init(&exporter->buffer, EXPORT_MAXIMUM);
    arena_init(&exporter->scratch, EXPORT_SCRATCH);
}

static enum error exporter_finish(struct exporter *exporter, enum error error)
{
    if (!error) error = buffer_error(&exporter->buffer);
    if (!error && exporter->buffer.length)
        error = exporter->sink(buffer_view(&exporter->buffer), exporter->closure);
    buffer_free(&exporter->buffer);
    arena_free(&exporter->scratch);
    return error;
}

// Sends on what has gathered. The writers go on at the present end of the buffer, so an empty one is as good.
static enum error pass_on(struct exporter *exporter)
{
    enum error error = buffer_error(&exporter->buffer);
    if (error || exporter->buffer.length < EXPORT_PIECE) return error;
    error = exporter->sink(buffer_view(&exporter->buffer), exporter->closure);
    buffer_reset(&exporter->buffer);
    exporter->csv.start = 0;
    return error;
}

bool export_has_field(const struct field *field)
{
    return field_is_stored(field);
}

static void write_header(struct exporter *exporter)
{
    const struct resource *resource = exporter->resource;
    for (int i = SYSTEM_KEY; i <= SYSTEM_EXTERNAL_ID; i++)
        csv_write_string(&exporter->csv, system_field_name((enum system_field)i));
    for (size_t i = 0; i < resource->field_count; i++) {
        if (export_has_field(&resource->fields[i]))
            csv_write_string(&exporter->csv, resource->fields[i].name);
    }
    for (int i = SYSTEM_CREATED_AT; i <= SYSTEM_CHANGED_BY; i++)
        csv_write_string(&exporter->csv, system_field_name((enum system_field)i));
    csv_write_end(&exporter->csv);
}

static void write_instant(struct csv_writer *csv, int64_t instant)
{
    char out[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(instant, out);
    csv_write_string(csv, out);
}

static enum error write_row(const struct record *record, void *closure)
{
    struct exporter *exporter = closure;
    struct csv_writer *csv = &exporter->csv;
    const struct resource *resource = record->resource;
    arena_reset(&exporter->scratch);
    csv_write_text(csv, record->key);
    csv_write_text(csv, record->source);
    csv_write_text(csv, record->external_id);
    for (size_t i = 0; i < resource->field_count; i++) {
        struct text text;
        if (!export_has_field(&resource->fields[i])) continue;
        enum error error = field_print(&resource->fields[i], record->values[i], &exporter->scratch, &text);
        if (error) return error;
        csv_write_text(csv, text);
    }
    write_instant(csv, record->created_at);
    csv_write_text(csv, record->created_by);
    write_instant(csv, record->changed_at);
    csv_write_text(csv, record->changed_by);
    csv_write_end(csv);
    return pass_on(exporter);
}

enum error export_csv(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, export_sink *sink, void *closure)
{
    struct exporter exporter;
    if (resource->flags & RESOURCE_LOG) return ERROR_UNSUPPORTED;
    exporter_init(&exporter, sink, closure);
    exporter.resource = resource;
    csv_writer_init(&exporter.csv, &exporter.buffer, false);
    write_header(&exporter);
    enum error error = record_each(transaction, actor, resource, write_row, &exporter);
    return exporter_finish(&exporter, error);
}

static enum error write_item(const struct record *record, void *closure)
{
    struct exporter *exporter = closure;
    record_json_write(record, NULL, &exporter->json);
    return pass_on(exporter);
}

static enum error write_items(struct exporter *exporter, struct transaction *transaction,
    const struct actor *actor, const struct resource *resource)
{
    json_write_array_begin(&exporter->json);
    enum error error = record_each(transaction, actor, resource, write_item, exporter);
    json_write_array_end(&exporter->json);
    return error;
}

enum error export_json(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, export_sink *sink, void *closure)
{
    struct exporter exporter;
    exporter_init(&exporter, sink, closure);
    json_writer_init(&exporter.json, &exporter.buffer);
    json_write_object_begin(&exporter.json);
    json_write_key(&exporter.json, "resource");
    json_write_string(&exporter.json, resource->name);
    json_write_key(&exporter.json, "items");
    enum error error = write_items(&exporter, transaction, actor, resource);
    json_write_object_end(&exporter.json);
    if (!error) error = json_writer_finish(&exporter.json);
    return exporter_finish(&exporter, error);
}

// Settings are an object of names and values; the other parts are lists of objects.
static enum error write_setting(const struct text *row, void *closure)
{
    struct exporter *exporter = closure;
    json_write_key_text(&exporter->json, row[0]);
    json_write_text(&exporter->json, row[1]);
    return ERROR_NONE;
}

static enum error write_part_item(const struct text *row, void *closure)
{
    struct exporter *exporter = closure;
    json_write_object_begin(&exporter->json);
    for (size_t i = 0; i < part_column_count(exporter->part); i++) {
        json_write_key(&exporter->json, exporter->part->columns[i]);
        json_write_text(&exporter->json, row[i]);
    }
    json_write_object_end(&exporter->json);
    return pass_on(exporter);
}

static enum error write_part(
    struct exporter *exporter, struct transaction *transaction, const struct part *part)
{
    exporter->part = part;
    json_write_key(&exporter->json, part->member);
    json_write_array_begin(&exporter->json);
    enum error error = part_each(transaction, part, write_part_item, exporter);
    json_write_array_end(&exporter->json);
    return error;
}

enum error export_workspace(
    struct transaction *transaction, const struct actor *actor, export_sink *sink, void *closure)
{
    const struct registry *registry = transaction_registry(transaction);
    struct exporter exporter;
    exporter_init(&exporter, sink, closure);
    json_writer_init(&exporter.json, &exporter.buffer);
    json_write_object_begin(&exporter.json);
    json_write_key(&exporter.json, "tandem_export");
    json_write_integer(&exporter.json, 1);
    json_write_key(&exporter.json, parts[PART_SETTINGS].member);
    json_write_object_begin(&exporter.json);
    enum error error = part_each(transaction, &parts[PART_SETTINGS], write_setting, &exporter);
    json_write_object_end(&exporter.json);
    json_write_key(&exporter.json, "resources");
    json_write_object_begin(&exporter.json);
    for (size_t i = 0; i < registry->count && !error; i++) {
        const struct resource *resource = registry->resources[i];
        if (resource->flags & RESOURCE_NO_EXPORT) continue;
        json_write_key(&exporter.json, resource->name);
        error = write_items(&exporter, transaction, actor, resource);
    }
    json_write_object_end(&exporter.json);
    for (size_t i = PART_FORMER_KEYS; i < PART_COUNT && !error; i++)
        error = write_part(&exporter, transaction, &parts[i]);
    json_write_object_end(&exporter.json);
    if (!error) error = json_writer_finish(&exporter.json);
    return exporter_finish(&exporter, error);
}

static enum error write_part_row(const struct text *row, void *closure)
{
    struct exporter *exporter = closure;
    for (size_t i = 0; i < part_column_count(exporter->part); i++)
        csv_write_text(&exporter->csv, row[i]);
    csv_write_end(&exporter->csv);
    return pass_on(exporter);
}

enum error export_part(
    struct transaction *transaction, const struct part *part, export_sink *sink, void *closure)
{
    struct exporter exporter;
    exporter_init(&exporter, sink, closure);
    exporter.part = part;
    csv_writer_init(&exporter.csv, &exporter.buffer, false);
    for (size_t i = 0; i < part_column_count(part); i++)
        csv_write_string(&exporter.csv, part->columns[i]);
    csv_write_end(&exporter.csv);
    enum error error = part_each(transaction, part, write_part_row, &exporter);
    return exporter_finish(&exporter, error);
}
