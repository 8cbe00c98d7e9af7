// SPDX-License-Identifier: Apache-2.0
// Reads the results of studies, and prints a row for each estimate and a column for each study.
#include "cli/study_compare.h"

#include <math.h>

#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/table.h"
#include "format/json_reader.h"
#include "lab/price_study.h"
#include "lab/price_text.h"

#define COMPARED_MAXIMUM 10
#define NAMES_MAXIMUM 1000

struct compared {
    struct record *study;
    struct json_document document;
    struct json_value estimates;
    bool has_result;
};

struct comparison {
    const struct invocation *invocation;
    struct compared compared[COMPARED_MAXIMUM];
    size_t count;
    struct text *name; // of all estimates, each once
    size_t names;
};

static void add_name(struct comparison *comparison, struct text name)
{
    for (size_t i = 0; i < comparison->names; i++)
        if (text_equal(comparison->name[i], name)) return;
    if (comparison->names < NAMES_MAXIMUM) comparison->name[comparison->names++] = name;
}

// Text borrowed from the document, which stays until the end.
static void add_names(struct comparison *comparison, const struct json_value *estimates)
{
    for (size_t i = 0; i < json_value_count(estimates); i++) {
        const struct json_value item = json_value_item(estimates, i), name = json_value_member(&item, "name");
        struct text text;
        if (json_value_read_text(&name, NULL, &text)) add_name(comparison, text);
    }
}

static int load(struct comparison *comparison, struct transaction *transaction, const struct actor *actor,
    const char *name)
{
    struct compared *compared = &comparison->compared[comparison->count];
    const struct invocation *invocation = comparison->invocation;
    struct text content;
    int status = named_record(invocation, transaction, actor, name, &compared->study);
    if (status) return status;
    if (compared->study->resource != &price_study_resource) {
        report_error(invocation->streams, "%s is no price study.", name);
        return 1;
    }
    comparison->count++;
    enum error error =
        price_text_read(transaction, compared->study->key, PRICE_TEXT_RESULT, invocation->arena, &content);
    if (!error && content.length) {
        error = json_document_parse(&compared->document, content, NULL);
        compared->has_result = !error;
    }
    if (error) return report_problems(invocation->streams, error, NULL);
    if (!compared->has_result) return 0;
    const struct json_value root = json_document_root(&compared->document);
    compared->estimates = json_value_member(&root, "estimates");
    add_names(comparison, &compared->estimates);
    return 0;
}

// The estimate of a name, and its standard error; not a number where the study has none.
static void find(const struct compared *compared, struct text wanted, double *ret_value, double *ret_error)
{
    *ret_value = *ret_error = (double)NAN;
    if (!compared->has_result) return;
    for (size_t i = 0; i < json_value_count(&compared->estimates); i++) {
        const struct json_value item = json_value_item(&compared->estimates, i);
        const struct json_value name = json_value_member(&item, "name"),
                                value = json_value_member(&item, "value"),
                                se = json_value_member(&item, "se");
        struct text text;
        if (!json_value_read_text(&name, NULL, &text) || !text_equal(text, wanted)) continue;
        if (!json_value_read_real(&value, NULL, ret_value)) *ret_value = (double)NAN;
        if (!json_value_read_real(&se, NULL, ret_error)) *ret_error = (double)NAN;
        return;
    }
}

static int print_text(const struct comparison *comparison)
{
    const struct invocation *invocation = comparison->invocation;
    struct table table;
    table_init(&table, invocation->arena);
    table_column(&table, "estimate", false);
    for (size_t j = 0; j < comparison->count; j++) {
        const char *key = text_copy(comparison->compared[j].study->key, invocation->arena);
        table_column(&table, key ? key : "", true);
    }
    for (size_t i = 0; i < comparison->names; i++) {
        struct text *cells = table_row(&table);
        if (!cells) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
        cells[0] = comparison->name[i];
        for (size_t j = 0; j < comparison->count; j++) {
            double value, error;
            find(&comparison->compared[j], comparison->name[i], &value, &error);
            const char *cell = isnan(value)   ? ""
                               : isnan(error) ? arena_print(invocation->arena, "%.5g", value)
                                              : arena_print(invocation->arena, "%.5g (%.3g)", value, error);
            cells[j + 1] = text_from(cell ? cell : "");
        }
    }
    for (size_t j = 0; j < comparison->count; j++) {
        const struct record *study = comparison->compared[j].study;
        (void)fprintf(invocation->streams->output, "%.*s  %.*s: %.*s, %.*s\n", TEXT_PRINT(study->key),
            TEXT_PRINT(record_text(study, PRICE_STUDY_NAME)),
            TEXT_PRINT(record_text(study, PRICE_STUDY_METHOD)),
            TEXT_PRINT(record_text(study, PRICE_STUDY_STATUS)));
    }
    const enum error error = table_print(&table, invocation->streams->output);
    return error ? report_problems(invocation->streams, error, NULL) : 0;
}

static int print_json(const struct comparison *comparison)
{
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_array_begin(writer);
    for (size_t i = 0; i < comparison->names; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, "name");
        json_write_text(writer, comparison->name[i]);
        json_write_key(writer, "studies");
        json_write_array_begin(writer);
        for (size_t j = 0; j < comparison->count; j++) {
            double value, error;
            find(&comparison->compared[j], comparison->name[i], &value, &error);
            json_write_object_begin(writer);
            json_write_key(writer, "key");
            json_write_text(writer, comparison->compared[j].study->key);
            json_write_key(writer, "value");
            json_write_real(writer, value);
            json_write_key(writer, "se");
            json_write_real(writer, error);
            json_write_object_end(writer);
        }
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    return document_end(&document, comparison->invocation);
}

int study_compare(
    const struct invocation *invocation, struct transaction *transaction, const struct actor *actor)
{
    struct comparison comparison = {.invocation = invocation};
    int status = 0;
    if (invocation->operand_count < 3 || invocation->operand_count > COMPARED_MAXIMUM + 1)
        return report_usage(invocation, "compare takes 2 to %d studies.", COMPARED_MAXIMUM);
    comparison.name = arena_array(invocation->arena, struct text, NAMES_MAXIMUM);
    if (!comparison.name) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    for (size_t i = 1; !status && i < invocation->operand_count; i++)
        status = load(&comparison, transaction, actor, invocation_operand(invocation, i));
    if (!status) status = invocation->json ? print_json(&comparison) : print_text(&comparison);
    for (size_t j = 0; j < comparison.count; j++)
        if (comparison.compared[j].has_result) json_document_free(&comparison.compared[j].document);
    return status;
}
