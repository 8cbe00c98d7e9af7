// SPDX-License-Identifier: Apache-2.0
// Consultations as lines below the record that they are about.
#include "cli/show_consultations.h"

#include "cli/width.h"
#include "policy/consultation.h"
#include "store/records.h"

#define CONSULTATIONS_SHOWN 100
#define CONSULTATION_COLUMNS 80

static enum error print_one(const struct record *consultation, struct titles *titles, struct buffer *output)
{
    const struct field *fields = consultation->resource->fields;
    struct text person, by = TEXT("");
    enum error error = titles_print(
        titles, &fields[CONSULTATION_PERSON], consultation->values[CONSULTATION_PERSON], &person);
    if (!error && !record_is_null(consultation, CONSULTATION_ANSWERED_BY) &&
        !value_equal(
            consultation->values[CONSULTATION_ANSWERED_BY], consultation->values[CONSULTATION_PERSON]))
        error = titles_print(
            titles, &fields[CONSULTATION_ANSWERED_BY], consultation->values[CONSULTATION_ANSWERED_BY], &by);
    if (error) return error;
    const int status = record_choice(consultation, CONSULTATION_STATUS);
    const bool is_open = status == CONSULTATION_OPEN;
    struct text day = record_text(consultation, is_open ? CONSULTATION_DUE_ON : CONSULTATION_ANSWERED_ON);
    buffer_print(output, "  %.*s  %.*s: %s", TEXT_PRINT(consultation->key), TEXT_PRINT(person),
        is_open ? "no answer yet" : consultation_statuses.choices[status < 0 ? 0 : status].label);
    if (!text_is_empty(day)) buffer_print(output, is_open ? ", due on %.*s" : ", %.*s", TEXT_PRINT(day));
    if (!text_is_empty(by)) buffer_print(output, ", by %.*s", TEXT_PRINT(by));
    buffer_character(output, '\n');
    if (!record_is_null(consultation, CONSULTATION_ANSWER))
        width_print_wrapped(
            record_text(consultation, CONSULTATION_ANSWER), CONSULTATION_COLUMNS, 4, false, output);
    return ERROR_NONE;
}

enum error show_consultations(
    const struct record *record, const struct actor *actor, struct titles *titles, struct buffer *output)
{
    const struct value key = value_text(record->key);
    const struct record_filter filter = {.field = CONSULTATION_RECORD, .values = &key, .count = 1};
    const int order = resource_sort(&consultation_resource, TEXT("key"));
    const struct record_query query = {
        .resource = &consultation_resource,
        .sort = order < 0 ? NULL : &consultation_resource.sorts[order],
        .limit = CONSULTATIONS_SHOWN,
        .filters = &filter,
        .filter_count = 1,
    };
    struct record_page page;
    enum error error = record_list(titles->transaction, actor, &query, titles->arena, &page);
    if (!error && page.count) buffer_string(output, "\nConsulted\n");
    for (size_t i = 0; !error && i < page.count; i++)
        error = print_one(page.records[i], titles, output);
    if (!error && page.next.length) buffer_string(output, "  … and more: tandem list consultations\n");
    return error;
}
