// SPDX-License-Identifier: Apache-2.0
// References of a row: found by what the file calls the record, created, kept open, or put off until the file
// is read.
#include "work/import_job.h"

struct lookup *import_lookup(struct import_job *job, const struct resource *resource)
{
    for (size_t i = 0; i < job->registry->count; i++) {
        if (job->registry->resources[i] == resource) return &job->lookups[i];
    }
    return NULL;
}

// The resource at a position among those that a reference may point to; NULL: no more.
static const struct resource *target_at(const struct import_job *job, const struct field *field, size_t at)
{
    if (!field->targets[0]) return at < job->registry->count ? job->registry->resources[at] : NULL;
    if (at >= FIELD_TARGETS_MAXIMUM || !field->targets[at]) return NULL;
    return registry_find(job->registry, text_from(field->targets[at]));
}

struct search {
    enum lookup_outcome outcome;
    struct text key;
};

// Every way in turn, in every resource: the first way that finds anything decides.
static enum error search_text(struct import_job *job, const struct field *field,
    const struct mapping_value *value, struct text source, struct text text, struct search *ret_search)
{
    *ret_search = (struct search){.outcome = LOOKUP_NONE};
    for (size_t way = 0; way < value->match_count && ret_search->outcome == LOOKUP_NONE; way++) {
        const struct resource *target;
        for (size_t at = 0; (target = target_at(job, field, at)); at++) {
            enum lookup_outcome outcome;
            struct text key;
            enum error error = lookup_find(
                import_lookup(job, target), value->matches[way], source, text, &job->scratch, &outcome, &key);
            if (error) return error;
            if (outcome == LOOKUP_NONE) continue;
            bool again = ret_search->outcome != LOOKUP_NONE;
            *ret_search = (struct search){again ? LOOKUP_SEVERAL : outcome, key};
        }
    }
    return ERROR_NONE;
}

// A code from a name: lower case letters, digits and underscores.
static struct text slug_of(struct text name, struct arena *arena)
{
    char *slug = arena_text(arena, name.data, name.length);
    size_t used = 0;
    for (size_t i = 0; slug && i < name.length; i++) {
        char letter = (char)tolower((unsigned char)name.data[i]);
        bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9' && used);
        if (plain)
            slug[used++] = letter;
        else if (used && slug[used - 1] != '_')
            slug[used++] = '_';
    }
    while (used && slug[used - 1] == '_')
        used--;
    return (struct text){slug, slug ? used : 0};
}

// A record that has nothing but the name that the file gives it.
static enum error create_target(struct import_job *job, struct import_row *row, const struct resource *target,
    const struct mapping_value *value, size_t column, struct text text, struct text *ret_key)
{
    struct record_input *input = record_input_new(target, &job->scratch);
    struct problem_list problems;
    struct record *record = NULL;
    if (!input) return ERROR_MEMORY;
    if (target->title_field >= 0) record_input_set(input, (size_t)target->title_field, value_text(text));
    int code = resource_field(target, TEXT("code"));
    if (code >= 0) record_input_set(input, (size_t)code, value_text(slug_of(text, &job->scratch)));
    for (size_t i = 0; i < value->match_count; i++) {
        if (value->matches[i].kind != MATCH_EXTERNAL_ID || row->source.length == 0) continue;
        input->source = row->source;
        input->external_id = text;
    }
    problem_list_init(&problems, &job->scratch);
    row->has_written = true;
    enum error error = record_create(job->transaction, &job->actor, input, &job->scratch, &problems, &record);
    if (error && error_exit(error) == 1)
        return import_reject(job, row, column, text, "%s \"%.*s\" cannot be created: %s", target->label,
            TEXT_PRINT(text), problems.first ? problems.first->message : error_sentence(error));
    if (error) return error;
    import_also_of(job, target)->created++;
    char *key = arena_text(&job->work, record->key.data, record->key.length);
    if (!key) return ERROR_MEMORY;
    *ret_key = text_from(key);
    return lookup_add(import_lookup(job, target), record);
}

static enum error reject_several(
    struct import_job *job, struct import_row *row, size_t column, struct text text, struct text key)
{
    return import_reject(job, row, column, text,
        "\"%.*s\" fits several records, %.*s among them; use a key or an external identifier.",
        TEXT_PRINT(text), TEXT_PRINT(key));
}

enum error import_reference(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, const struct text *cells, bool creates,
    enum reference_outcome *ret_outcome, struct text *ret_key, struct text *ret_text)
{
    size_t count = value->is_constant ? 1 : value->column_count, column = NO_COLUMN;
    *ret_outcome = REFERENCE_EMPTY;
    for (size_t i = 0; i < count; i++) {
        struct search search;
        struct text text = value->is_constant ? value->constant : cells[i];
        size_t at = value->is_constant ? NO_COLUMN : value->columns[i].at;
        enum error error = ERROR_NONE;
        if (value->translation_count && !value->is_constant)
            error = import_translate(job, row, value, at, &text);
        text = text_trim(text);
        if (!error && text.length == 0) continue;
        if (!error) error = search_text(job, field, value, row->source, text, &search);
        if (error) return error;
        if (search.outcome == LOOKUP_SEVERAL) return reject_several(job, row, at, text, search.key);
        if (search.outcome == LOOKUP_ONE) {
            *ret_key = search.key;
            *ret_text = text;
            *ret_outcome = REFERENCE_FOUND;
            return ERROR_NONE;
        }
        if (*ret_outcome == REFERENCE_UNKNOWN) continue; // the first text is the one that is created or kept
        *ret_outcome = REFERENCE_UNKNOWN;
        *ret_text = text;
        column = at;
    }
    if (*ret_outcome != REFERENCE_UNKNOWN || value->missing != MISSING_CREATE || !creates) return ERROR_NONE;
    *ret_outcome = REFERENCE_FOUND;
    return create_target(job, row, target_at(job, field, 0), value, column, *ret_text, ret_key);
}

enum error import_reject_unknown(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, struct text text)
{
    struct buffer ways;
    buffer_init(&ways, 1024);
    for (size_t i = 0; i < value->match_count; i++) {
        static const char *const names[] = {[MATCH_EXTERNAL_ID] = "external identifier", [MATCH_KEY] = "key"};
        const struct match *match = &value->matches[i];
        buffer_string(&ways, i == 0 ? "" : i + 1 == value->match_count ? " or " : ", ");
        if (match->kind == MATCH_FIELD)
            buffer_text(&ways, match->field);
        else
            buffer_string(&ways, names[match->kind]);
    }
    const struct resource *target = target_at(job, field, 0);
    bool is_one = field->targets[0] && !field->targets[1] && target;
    size_t column = value->column_count ? value->columns[0].at : NO_COLUMN;
    char label[64] = "record";
    if (is_one) (void)snprintf(label, sizeof(label), "%s", target->label);
    label[0] = (char)tolower((unsigned char)label[0]);
    enum error error = import_reject(job, row, column, text, "There is no %s \"%.*s\" by %.*s.", label,
        TEXT_PRINT(text), TEXT_PRINT(buffer_view(&ways)));
    buffer_free(&ways);
    return error;
}

// May the record come further down in the same file?
static bool is_within(const struct import_job *job, const struct field *field)
{
    const struct resource *target;
    for (size_t at = 0; (field->flags & FIELD_REQUIRED) == 0 && (target = target_at(job, field, at)); at++) {
        if (target == job->mapping->resource) return true;
    }
    return false;
}

enum error import_reference_value(struct import_job *job, struct import_row *row,
    const struct mapping_field *mapped, struct record_input *input)
{
    const struct field *field = &job->mapping->resource->fields[mapped->field];
    const struct mapping_value *value = &mapped->value;
    struct text *cells = arena_array(&job->scratch, struct text, value->column_count + 1);
    enum reference_outcome outcome;
    struct text key, text;
    if (!cells) return ERROR_MEMORY;
    for (size_t i = 0; i < value->column_count; i++)
        cells[i] = import_cell(row, value->columns[i].at);
    bool defers = is_within(job, field);
    enum error error = import_reference(job, row, field, value, cells, !defers, &outcome, &key, &text);
    if (error) return error;
    if (outcome == REFERENCE_FOUND) record_input_set(input, (size_t)mapped->field, value_text(key));
    if (outcome == REFERENCE_EMPTY) {
        record_input_set(input, (size_t)mapped->field, value_null());
        if (value->missing == MISSING_KEEP)
            return import_keep(job, (size_t)mapped->field, (struct text){"", 0});
    }
    if (outcome != REFERENCE_UNKNOWN) return ERROR_NONE;
    if (defers) return import_defer(job, row, mapped, cells);
    // What is kept or ignored leaves the field as it is: somebody may have set it by hand.
    if (value->missing == MISSING_KEEP) return import_keep(job, (size_t)mapped->field, text);
    if (value->missing == MISSING_IGNORE) return ERROR_NONE;
    return import_reject_unknown(job, row, field, value, text);
}
