// SPDX-License-Identifier: Apache-2.0
// What an import did, for people or as JSON.
#include "cli/import_report.h"

#include "cli/document.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/width.h"

static void print_remark(FILE *stream, const char *kind, const struct import_remark *remark)
{
    struct buffer line;
    buffer_init(&line, 4096);
    buffer_print(&line, "line %lld", (long long)remark->line);
    if (remark->column.length) buffer_print(&line, ", %.*s", TEXT_PRINT(remark->column));
    buffer_print(&line, ": %s%s", kind, remark->reason);
    struct buffer safe;
    buffer_init(&safe, 8192);
    width_print_line(buffer_view(&line), &safe);
    (void)fprintf(stream, "%.*s\n", TEXT_PRINT(buffer_view(&safe)));
    buffer_free(&safe);
    buffer_free(&line);
}

static void print_remarks(const struct invocation *invocation, const struct import_result *result)
{
    FILE *errors = invocation->streams->errors;
    for (size_t i = 0; i < result->rejection_count; i++)
        print_remark(errors, "", &result->rejections[i]);
    if (result->rejection_count == IMPORT_REJECTIONS_MAXIMUM) (void)fprintf(errors, "More are not listed.\n");
    for (size_t i = 0; i < result->warning_count; i++)
        print_remark(errors, "warning: ", &result->warnings[i]);
}

// "; 2 people created", "; 1 product line changed"
static void print_number(FILE *output, int64_t number, const struct resource *resource, const char *verb)
{
    if (number == 0) return;
    if (number == 1)
        (void)fprintf(
            output, "; 1 %c%s %s", tolower((unsigned char)resource->label[0]), resource->label + 1, verb);
    else
        (void)fprintf(output, "; %lld %s %s", (long long)number, resource->name, verb);
}

static void print_also(const struct import_result *result, FILE *output)
{
    for (size_t i = 0; i < result->also_count; i++) {
        const struct import_also *also = &result->also[i];
        print_number(output, also->created, also->resource, "created");
        print_number(output, also->updated, also->resource, "changed");
    }
}

static void print_summary(const struct invocation *invocation, const struct import_result *result)
{
    FILE *output = invocation->streams->output;
    if (result->rejected) {
        (void)fprintf(output, "%s: %lld of %lld rows cannot be taken, so nothing was stored.\n",
            result->resource->name, (long long)result->rejected, (long long)result->rows);
        return;
    }
    (void)fprintf(output, "%s: %s%lld created, %lld changed, %lld unchanged", result->resource->name,
        result->is_dry_run ? "would be " : "", (long long)result->created, (long long)result->updated,
        (long long)result->unchanged);
    print_also(result, output);
    if (result->kept)
        (void)fprintf(
            output, "; %lld reference%s kept open", (long long)result->kept, result->kept == 1 ? "" : "s");
    if (result->import.length)
        (void)fprintf(output, " (%.*s; tandem import --undo takes it back)", TEXT_PRINT(result->import));
    (void)fprintf(output, ".\n");
}

int import_report(const struct invocation *invocation, const struct import_result *results, size_t count)
{
    if (!invocation->json) {
        for (size_t i = 0; i < count; i++) {
            if (!results[i].resource) continue;
            print_remarks(invocation, &results[i]);
            if (!results[i].is_stopped && (results[i].rows || count == 1))
                print_summary(invocation, &results[i]);
        }
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    if (count == 1) {
        import_result_write(results, writer);
        return document_end(&document, invocation);
    }
    json_write_object_begin(writer);
    json_write_key(writer, "results");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++)
        import_result_write(&results[i], writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

int import_report_undo(const struct invocation *invocation, const struct import_result *result)
{
    if (invocation->json) {
        struct document document;
        import_result_write(result, document_begin(&document));
        return document_end(&document, invocation);
    }
    (void)fprintf(invocation->streams->output, "Took %.*s back: %lld deleted, %lld given earlier values.\n",
        TEXT_PRINT(result->import), (long long)result->created, (long long)result->updated);
    return 0;
}

int import_report_preview(const struct invocation *invocation, const struct import_preview *preview)
{
    if (invocation->json) {
        struct document document;
        import_preview_write(preview, document_begin(&document));
        return document_end(&document, invocation);
    }
    struct table table;
    table_init(&table, invocation->arena);
    table_column(&table, "column", false);
    table_column(&table, "field", false);
    table_column(&table, "sure", true);
    table_column(&table, "first values", false);
    for (size_t i = 0; i < preview->column_count; i++) {
        const struct import_column *column = &preview->columns[i];
        struct text *cells = table_row(&table);
        if (!cells) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
        const char *sure =
            column->suggestion ? arena_print(invocation->arena, "%d %%", column->confidence) : "";
        const char *samples =
            arena_print(invocation->arena, "%.*s%s%.*s%s%.*s", TEXT_PRINT(column->samples[0]),
                column->sample_count > 1 ? " | " : "", TEXT_PRINT(column->samples[1]),
                column->sample_count > 2 ? " | " : "", TEXT_PRINT(column->samples[2]));
        cells[0] = column->name;
        cells[1] = text_from(column->suggestion ? column->suggestion : "-");
        cells[2] = text_from(sure);
        cells[3] = text_from(samples);
    }
    (void)fprintf(invocation->streams->errors, "%s, %lld rows. A mapping to begin with follows.\n",
        preview->encoding, (long long)preview->rows);
    enum error error = table_print(&table, invocation->streams->errors);
    if (error) return report_problems(invocation->streams, error, NULL);
    (void)fprintf(invocation->streams->output, "%.*s\n", TEXT_PRINT(preview->mapping));
    return 0;
}
