// SPDX-License-Identifier: Apache-2.0
// Looks at a file before it is imported: its columns with samples, what they seem to mean, a mapping to begin
// with.
#include "work/import.h"

#include "format/csv_reader.h"
#include "format/json_reader.h"
#include "journal/import_run.h"
#include "people/assignment.h"
#include "work/lookup.h"
#include "work/suggest.h"

#define PREVIEW_ROWS 5000 // rows whose values are looked at; all are counted

struct looking {
    struct transaction *transaction;
    const struct actor *actor;
    const struct registry *registry;
    const struct resource *resource;
    struct arena *arena;
    struct problem_list *problems;
    const struct text *names;
    size_t column_count;
    struct suggest_column *columns;
    struct suggestion *suggestions;
    struct text source; // of the last import, or the file's own name
    struct lookup *lookups;
};

static enum error look_at_cell(struct looking *looking, struct suggest_column *column, struct text cell)
{
    struct text value = text_trim(csv_unguard(cell));
    if (value.length == 0) return ERROR_NONE;
    column->filled++;
    for (size_t i = 0; i < column->value_count; i++) {
        if (!text_equal(column->values[i], value)) continue;
        column->is_unique = false;
        return ERROR_NONE;
    }
    if (column->value_count == SUGGEST_VALUES_MAXIMUM) return ERROR_NONE;
    if (value.length > 200) value.length = text_utf8_span((struct text){value.data, 200});
    const char *copy = text_copy(value, looking->arena);
    if (!copy) return ERROR_MEMORY;
    column->values[column->value_count++] = text_from(copy);
    return ERROR_NONE;
}

static enum error look_at_rows(struct looking *looking, struct csv_reader *reader, int64_t *ret_rows)
{
    struct csv_record record;
    enum error error;
    while ((error = csv_reader_next(reader, &record)) == ERROR_NONE) {
        if (++*ret_rows > PREVIEW_ROWS) continue;
        for (size_t i = 0; i < looking->column_count && i < record.count; i++) {
            error = look_at_cell(looking, &looking->columns[i], record.fields[i]);
            if (error) return error;
        }
    }
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error look_at_file(struct looking *looking, struct csv_reader *reader, int64_t *ret_rows)
{
    struct csv_record header;
    struct text *names;
    enum error error = csv_reader_next(reader, &header);
    if (error == ERROR_END) {
        problem_add(
            looking->problems, "content", "The file is empty; its first line has to name the columns.");
        return ERROR_INVALID;
    }
    if (!error) error = csv_column_names(&header, looking->arena, &names);
    if (error) return error;
    looking->names = names;
    looking->column_count = header.count;
    looking->columns = arena_array(looking->arena, struct suggest_column, header.count);
    if (!looking->columns) return ERROR_MEMORY;
    for (size_t i = 0; i < header.count; i++) {
        looking->columns[i].name = names[i];
        looking->columns[i].is_unique = true;
    }
    return look_at_rows(looking, reader, ret_rows);
}

static const struct match reference_ways[] = {
    {.kind = MATCH_EXTERNAL_ID}, {.kind = MATCH_KEY}, {.kind = MATCH_FIELD, .field = TEXT_CONSTANT("name")}};
#define REFERENCE_WAYS (sizeof(reference_ways) / sizeof(reference_ways[0]))

// The targets of a reference, loaded once each.
struct lookup_target_list {
    struct lookup *lookups[FIELD_TARGETS_MAXIMUM];
    size_t count;
};

static enum error load_targets(
    struct looking *looking, const struct field *field, struct lookup_target_list *ret_targets)
{
    *ret_targets = (struct lookup_target_list){.count = 0};
    for (size_t i = 0; i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++) {
        for (size_t j = 0; j < looking->registry->count; j++) {
            if (!text_is(text_from(looking->registry->resources[j]->name), field->targets[i])) continue;
            struct lookup *lookup = &looking->lookups[j];
            for (size_t way = 0; way < REFERENCE_WAYS && !lookup->is_loaded; way++)
                lookup_allow(lookup, reference_ways[way]);
            enum error error = lookup_load(lookup, looking->transaction, looking->actor);
            if (error) return error;
            ret_targets->lookups[ret_targets->count++] = lookup;
        }
    }
    return ERROR_NONE;
}

static enum error is_known(
    struct looking *looking, const struct lookup_target_list *targets, struct text value, bool *ret_known)
{
    *ret_known = false;
    for (size_t i = 0; i < targets->count && !*ret_known; i++) {
        for (size_t way = 0; way < REFERENCE_WAYS && !*ret_known; way++) {
            enum lookup_outcome outcome;
            struct text key;
            enum error error = lookup_find(targets->lookups[i], reference_ways[way], looking->source, value,
                looking->arena, &outcome, &key);
            if (error) return error;
            *ret_known = outcome != LOOKUP_NONE;
        }
    }
    return ERROR_NONE;
}

// How many of each column's values are records that a reference could point to.
static enum error count_known(struct looking *looking)
{
    enum error error = ERROR_NONE;
    looking->lookups = arena_array(looking->arena, struct lookup, looking->registry->count);
    if (!looking->lookups) return ERROR_MEMORY;
    for (size_t i = 0; i < looking->registry->count; i++)
        lookup_init(&looking->lookups[i], looking->registry->resources[i], looking->arena);
    for (size_t i = 0; i < looking->column_count; i++) {
        looking->columns[i].known = arena_array(looking->arena, size_t, looking->resource->field_count);
        if (!looking->columns[i].known) error = ERROR_MEMORY;
    }
    for (size_t i = 0; !error && i < looking->resource->field_count; i++) {
        const struct field *field = &looking->resource->fields[i];
        struct lookup_target_list targets;
        if (field->type != FIELD_REFERENCE || !field->targets[0]) continue;
        error = load_targets(looking, field, &targets);
        for (size_t j = 0; j < looking->column_count && !error; j++) {
            struct suggest_column *column = &looking->columns[j];
            for (size_t k = 0; k < column->value_count && !error; k++) {
                bool known = false;
                error = is_known(looking, &targets, column->values[k], &known);
                column->known[i] += known;
            }
        }
    }
    for (size_t i = 0; i < looking->registry->count; i++)
        lookup_free(&looking->lookups[i]);
    return error;
}

// The source of the last import that had one: files of one tool belong together. Else the file's name.
static enum error choose_source(struct looking *looking, struct text file_name)
{
    const struct record_query query = {.resource = &import_run_resource, .descending = true, .limit = 1};
    struct record_page page;
    looking->source = TEXT("file");
    size_t stem = text_find(file_name, '.');
    if (stem) looking->source = (struct text){file_name.data, stem};
    enum error error = record_list(looking->transaction, looking->actor, &query, looking->arena, &page);
    if (error || page.count == 0) return error;
    struct json_document document;
    struct text mapping = record_text(page.records[0], IMPORT_RUN_MAPPING), source;
    error = json_document_parse(&document, mapping, NULL);
    if (error) return error == ERROR_MEMORY ? error : ERROR_NONE;
    struct json_value root = json_document_root(&document), member = json_value_member(&root, "source");
    if (json_value_kind(&member) == JSON_KIND_TEXT && json_value_read_text(&member, NULL, &source) &&
        source.length) {
        const char *copy = text_copy(source, looking->arena);
        if (copy) looking->source = text_from(copy);
    }
    json_document_free(&document);
    return ERROR_NONE;
}

static const char *suggestion_name(const struct looking *looking, const struct suggestion *suggestion)
{
    switch (suggestion->kind) {
    case SUGGEST_FIELD: return looking->resource->fields[suggestion->field].name;
    case SUGGEST_EXTERNAL_ID: return "external_id";
    case SUGGEST_KEY: return "key";
    case SUGGEST_ASSIGNMENT: return arena_print(looking->arena, "assignments.%s", suggestion->role);
    case SUGGEST_NOTHING: break;
    }
    return NULL;
}

static enum error fill_preview(struct looking *looking, struct import_preview *preview)
{
    preview->column_count = looking->column_count;
    preview->columns = arena_array(looking->arena, struct import_column, looking->column_count);
    if (!preview->columns) return ERROR_MEMORY;
    for (size_t i = 0; i < looking->column_count; i++) {
        const struct suggest_column *seen = &looking->columns[i];
        struct import_column *column = &preview->columns[i];
        column->name = seen->name;
        column->sample_count = seen->value_count < 3 ? seen->value_count : 3;
        for (size_t j = 0; j < column->sample_count; j++)
            column->samples[j] = seen->values[j];
        column->suggestion = suggestion_name(looking, &looking->suggestions[i]);
        column->confidence = looking->suggestions[i].confidence;
    }
    return suggest_mapping(looking->registry, looking->resource, looking->source, looking->columns,
        looking->suggestions, looking->column_count, looking->arena, &preview->mapping);
}

static enum error do_preview(
    struct looking *looking, struct text file_name, struct import_preview *ret_preview)
{
    const struct choice_list *roles = assignment_resource.fields[ASSIGNMENT_ROLE].choices;
    enum error error = choose_source(looking, file_name);
    if (!error) error = count_known(looking);
    if (!error)
        error =
            suggest_columns(looking->resource, mapping_takes_assignments(looking->resource) ? roles : NULL,
                looking->columns, looking->column_count, looking->arena, &looking->suggestions);
    return error ? error : fill_preview(looking, ret_preview);
}

static const char *encoding_words(struct text content, enum encoding encoding)
{
    bool has_mark = content.length > 2 && memcmp(content.data, "\xef\xbb\xbf", 3) == 0;
    return encoding == ENCODING_UTF_8 && has_mark ? "UTF-8 with BOM" : encoding_name(encoding);
}

enum error import_preview(struct store *store, const struct actor *actor, const struct resource *resource,
    struct text file_name, struct text content, struct arena *arena, struct problem_list *problems,
    struct import_preview *ret_preview)
{
    struct looking looking = {.actor = actor,
        .registry = store_registry(store),
        .resource = resource,
        .arena = arena,
        .problems = problems};
    struct csv_reader reader;
    *ret_preview = (struct import_preview){.encoding = "UTF-8"};
    if (!permission_allows(actor, &import_run_resource, VERB_CREATE, true)) return ERROR_FORBIDDEN;
    if (resource->flags & (RESOURCE_NO_IMPORT | RESOURCE_READ_ONLY)) {
        problem_add(problems, "resource", "%s cannot be imported.", resource->label_plural);
        return ERROR_INVALID;
    }
    enum error error = csv_reader_open(&reader, content, NULL, problems);
    if (!error) error = look_at_file(&looking, &reader, &ret_preview->rows);
    ret_preview->delimiter = reader.delimiter;
    ret_preview->encoding = encoding_words(content, reader.encoding);
    csv_reader_free(&reader);
    if (!error) error = store_read(store, &looking.transaction);
    if (!error) error = do_preview(&looking, file_name, ret_preview);
    transaction_end(looking.transaction);
    return error;
}
