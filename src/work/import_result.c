// SPDX-License-Identifier: Apache-2.0
// What an import did, or would do, as JSON; the same at both doors.
#include "format/record_json.h"
#include "work/import.h"

static void print_remarks(
    const char *key, const struct import_remark *remarks, size_t count, struct json_writer *writer)
{
    json_write_key(writer, key);
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, "line");
        json_write_integer(writer, remarks[i].line);
        json_write_key(writer, "column");
        if (remarks[i].column.length)
            json_write_text(writer, remarks[i].column);
        else
            json_write_null(writer);
        json_write_key(writer, "value");
        json_write_text(writer, remarks[i].value);
        json_write_key(writer, "reason");
        json_write_string(writer, remarks[i].reason);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void print_number(const char *key, int64_t number, struct json_writer *writer)
{
    json_write_key(writer, key);
    json_write_integer(writer, number);
}

static void print_also(const struct import_result *result, bool updated, struct json_writer *writer)
{
    json_write_key(writer, updated ? "also_updated" : "also_created");
    json_write_object_begin(writer);
    for (size_t i = 0; i < result->also_count; i++) {
        const struct import_also *also = &result->also[i];
        int64_t number = updated ? also->updated : also->created;
        if (number) print_number(also->resource->name, number, writer);
    }
    json_write_object_end(writer);
}

void import_result_write(const struct import_result *result, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "import");
    if (result->import.length)
        json_write_text(writer, result->import);
    else
        json_write_null(writer);
    json_write_key(writer, "resource");
    json_write_string(writer, result->resource ? result->resource->name : NULL);
    json_write_key(writer, "dry_run");
    json_write_boolean(writer, result->is_dry_run);
    print_number("rows", result->rows, writer);
    print_number("created", result->created, writer);
    print_number("updated", result->updated, writer);
    print_number("unchanged", result->unchanged, writer);
    print_also(result, false, writer);
    print_also(result, true, writer);
    print_number("kept", result->kept, writer);
    print_number("rejected_rows", result->rejected, writer);
    print_remarks("rejected", result->rejections, result->rejection_count, writer);
    print_remarks("warnings", result->warnings, result->warning_count, writer);
    json_write_key(writer, "preview");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->preview_count; i++)
        record_json_write(result->preview[i], NULL, writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

void import_preview_write(const struct import_preview *preview, struct json_writer *writer)
{
    const char delimiter[2] = {preview->delimiter, 0};
    json_write_object_begin(writer);
    json_write_key(writer, "encoding");
    json_write_string(writer, preview->encoding);
    json_write_key(writer, "delimiter");
    json_write_string(writer, delimiter);
    json_write_key(writer, "columns");
    json_write_array_begin(writer);
    for (size_t i = 0; i < preview->column_count; i++) {
        const struct import_column *column = &preview->columns[i];
        json_write_object_begin(writer);
        json_write_key(writer, "name");
        json_write_text(writer, column->name);
        json_write_key(writer, "samples");
        json_write_array_begin(writer);
        for (size_t j = 0; j < column->sample_count; j++)
            json_write_text(writer, column->samples[j]);
        json_write_array_end(writer);
        json_write_key(writer, "suggestion");
        json_write_string(writer, column->suggestion);
        print_number("confidence", column->confidence, writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    print_number("rows", preview->rows, writer);
    json_write_key(writer, "mapping");
    json_write_raw(writer, preview->mapping);
    json_write_object_end(writer);
}

void import_result_print(const struct import_result *result, struct buffer *output)
{
    struct json_writer writer;
    json_writer_init(&writer, output);
    import_result_write(result, &writer);
}

void import_preview_print(const struct import_preview *preview, struct buffer *output)
{
    struct json_writer writer;
    json_writer_init(&writer, output);
    import_preview_write(preview, &writer);
}
