// SPDX-License-Identifier: Apache-2.0
// Assignments beside rows: who holds which role over the row's record, kept in step with the file from import
// to import.
//
// Each has an external identifier made of the record and the role, so that a repeated import finds it. When
// the file names somebody else, the earlier assignment ends the day before, and a new one begins today.
#include "work/import_job.h"

#include "base/calendar.h"
#include "people/assignment.h"

struct wanted {
    const struct mapping_assignment *mapped;
    struct import_row *row;
    struct text source;
    struct text external_id;
    struct record_input *input; // person, role, scope and what else the file says
    bool is_nothing;            // the file names nobody
};

struct days {
    char yesterday[CALENDAR_DATE_SIZE];
    char today[CALENDAR_DATE_SIZE];
};

static struct days days_of(const struct import_job *job)
{
    struct days days = {.today = ""};
    int32_t today = calendar_day_of(transaction_now(job->transaction));
    calendar_print_date(today - 1, days.yesterday);
    calendar_print_date(today, days.today);
    return days;
}

// products/K-01/product_manager; for people with a role from a column, the column's name in its place.
static enum error make_identifier(struct import_job *job, struct wanted *wanted)
{
    const struct import_row *row = wanted->row;
    const struct mapping_value *role = &wanted->mapped->role;
    struct text own = row->external_id.length ? row->external_id : row->record->key;
    struct text name = role->is_constant || role->column_count == 0 ? role->constant : role->columns[0].name;
    size_t number = (size_t)(wanted->mapped - job->mapping->assignments), same = 0;
    for (size_t i = 0; i < number; i++) { // the same role twice in one mapping: a number tells them apart
        const struct mapping_value *other = &job->mapping->assignments[i].role;
        same += other->is_constant && role->is_constant && text_equal(other->constant, role->constant);
    }
    const char *text = same ? arena_print(&job->scratch, "%s/%.*s/%.*s#%zu", job->mapping->resource->name,
                                  TEXT_PRINT(own), TEXT_PRINT(name), same + 1)
                            : arena_print(&job->scratch, "%s/%.*s/%.*s", job->mapping->resource->name,
                                  TEXT_PRINT(own), TEXT_PRINT(name));
    wanted->source = row->source.length ? row->source : TEXT("import");
    wanted->external_id = text_from(text);
    return text ? ERROR_NONE : ERROR_MEMORY;
}

// The other end: the person of a scope's row, the scope of a person's row.
static enum error read_other(struct import_job *job, struct wanted *wanted)
{
    bool is_people = text_is(text_from(job->mapping->resource->name), "people");
    const struct mapping_value *value = is_people ? &wanted->mapped->scope : &wanted->mapped->person;
    size_t at = is_people ? ASSIGNMENT_SCOPE : ASSIGNMENT_PERSON;
    const struct field *field = &assignment_resource.fields[at];
    struct text own = wanted->row->record->key, key, text;
    record_input_set(wanted->input, is_people ? ASSIGNMENT_PERSON : ASSIGNMENT_SCOPE, value_text(own));
    if (!value->given) return ERROR_NONE; // the whole company
    struct text *cells = arena_array(&job->scratch, struct text, value->column_count + 1);
    if (!cells) return ERROR_MEMORY;
    for (size_t i = 0; i < value->column_count; i++)
        cells[i] = import_cell(wanted->row, value->columns[i].at);
    enum reference_outcome outcome;
    enum error error = import_reference(job, wanted->row, field, value, cells, true, &outcome, &key, &text);
    if (error) return error;
    if (outcome == REFERENCE_FOUND) {
        record_input_set(wanted->input, at, value_text(key));
        return ERROR_NONE;
    }
    wanted->is_nothing = true;
    if (outcome == REFERENCE_EMPTY || value->missing == MISSING_IGNORE) return ERROR_NONE;
    return import_reject_unknown(job, wanted->row, field, value, text);
}

static enum error read_wanted(struct import_job *job, struct wanted *wanted)
{
    static const size_t fields[DETAIL_COUNT] = {[DETAIL_SHARE] = ASSIGNMENT_SHARE,
        [DETAIL_FROM_ON] = ASSIGNMENT_FROM_ON,
        [DETAIL_TO_ON] = ASSIGNMENT_TO_ON,
        [DETAIL_STAND_IN] = ASSIGNMENT_STAND_IN};
    struct text role;
    size_t column;
    wanted->input = record_input_new(&assignment_resource, &job->scratch);
    if (!wanted->input) return ERROR_MEMORY;
    enum error error = import_text(job, wanted->row, &wanted->mapped->role, &role, &column);
    if (!error && text_trim(role).length == 0) wanted->is_nothing = true;
    if (!error && !wanted->is_nothing)
        error = import_plain_value(job, wanted->row, &assignment_resource.fields[ASSIGNMENT_ROLE],
            &wanted->mapped->role, wanted->input, ASSIGNMENT_ROLE);
    if (!error) error = read_other(job, wanted);
    for (size_t i = 0; !error && i < DETAIL_COUNT && !wanted->is_nothing; i++) {
        if (!wanted->mapped->details[i].given) continue;
        error = import_plain_value(job, wanted->row, &assignment_resource.fields[fields[i]],
            &wanted->mapped->details[i], wanted->input, fields[i]);
    }
    return error;
}

static enum error reject(
    struct import_job *job, struct wanted *wanted, const struct problem_list *problems, enum error error)
{
    const struct problem *first = problems->first;
    return import_reject(job, wanted->row, NO_COLUMN, (struct text){"", 0},
        "The assignment cannot be stored: %s%s%s", first && first->field ? first->field : "",
        first && first->field ? ": " : "", first ? first->message : error_sentence(error));
}

static enum error change(struct import_job *job, struct wanted *wanted, struct text key,
    const struct record_input *input, struct record **ret_record, bool *ret_changed)
{
    struct problem_list problems;
    problem_list_init(&problems, &job->scratch);
    enum error error = record_update(
        job->transaction, &job->actor, key, 0, input, &job->scratch, &problems, ret_record, ret_changed);
    if (error && error_exit(error) == 1) return reject(job, wanted, &problems, error);
    if (!error && *ret_changed) import_also_of(job, &assignment_resource)->updated++;
    return error;
}

static enum error create(struct import_job *job, struct wanted *wanted)
{
    struct problem_list problems;
    struct record *record;
    problem_list_init(&problems, &job->scratch);
    wanted->input->source = wanted->source;
    wanted->input->external_id = wanted->external_id;
    enum error error =
        record_create(job->transaction, &job->actor, wanted->input, &job->scratch, &problems, &record);
    if (error && error_exit(error) == 1) return reject(job, wanted, &problems, error);
    if (error) return error;
    import_also_of(job, &assignment_resource)->created++;
    return lookup_add(import_lookup(job, &assignment_resource), record);
}

static bool is_over(const struct record *assignment, const struct days *days)
{
    struct text to = record_text(assignment, ASSIGNMENT_TO_ON);
    return to.length && text_compare(to, text_from(days->today)) < 0;
}

// An identifier for one that has ended: the role's own with a number, so that the next holder can have that.
// *arena*
static enum error ended_identifier(struct import_job *job, const struct wanted *wanted, bool first_only,
    struct text *ret_text, bool *ret_taken)
{
    const struct match by_external_id = {.kind = MATCH_EXTERNAL_ID};
    enum lookup_outcome outcome;
    struct text key;
    for (unsigned number = 1;; number++) {
        const char *text = arena_print(&job->scratch, "%.*s~%u", TEXT_PRINT(wanted->external_id), number);
        if (!text) return ERROR_MEMORY;
        *ret_text = text_from(text);
        enum error error = lookup_find(import_lookup(job, &assignment_resource), by_external_id,
            wanted->source, *ret_text, &job->scratch, &outcome, &key);
        *ret_taken = outcome != LOOKUP_NONE;
        if (error || first_only || !*ret_taken) return error;
    }
}

// Ends an assignment yesterday, so that today belongs to the next one.
static enum error end(
    struct import_job *job, struct wanted *wanted, const struct record *stored, const struct days *days)
{
    struct record_input *input = record_input_new(&assignment_resource, &job->scratch);
    struct lookup *lookup = import_lookup(job, &assignment_resource);
    struct record *ended;
    bool changed, taken;
    if (!input) return ERROR_MEMORY;
    input->source = wanted->source;
    enum error error = ended_identifier(job, wanted, false, &input->external_id, &taken);
    if (error) return error;
    if (!is_over(stored, days)) record_input_set(input, ASSIGNMENT_TO_ON, value_string(days->yesterday));
    error = change(job, wanted, stored->key, input, &ended, &changed);
    if (!error) error = lookup_forget(lookup, wanted->source, wanted->external_id);
    return error ? error : lookup_add(lookup, ended);
}

// One that began only today was never anybody's: it goes, or becomes the new one.
static bool is_fresh(const struct record *assignment, const struct days *days)
{
    return text_compare(record_text(assignment, ASSIGNMENT_FROM_ON), text_from(days->today)) >= 0;
}

static enum error withdraw(
    struct import_job *job, struct wanted *wanted, const struct record *stored, const struct days *days)
{
    struct problem_list problems;
    if (is_over(stored, days)) return ERROR_NONE;
    if (!is_fresh(stored, days)) return end(job, wanted, stored, days);
    problem_list_init(&problems, &job->scratch);
    enum error error = record_delete(
        job->transaction, &job->actor, &assignment_resource, stored->key, 0, &job->scratch, &problems);
    if (error && error_exit(error) == 1) return reject(job, wanted, &problems, error);
    import_also_of(job, &assignment_resource)->updated++;
    if (error) return error;
    return lookup_forget(import_lookup(job, &assignment_resource), wanted->source, wanted->external_id);
}

static bool is_same(const struct record *stored, const struct record_input *input)
{
    static const size_t ends[] = {ASSIGNMENT_PERSON, ASSIGNMENT_ROLE, ASSIGNMENT_SCOPE};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        if (!value_equal(stored->values[ends[i]], input->values[ends[i]])) return false;
    }
    return true;
}

// The first holder that a file names may have been there for long; a later one begins when the file says so.
static enum error begin_today(struct import_job *job, struct wanted *wanted, const struct days *days)
{
    const char *today = text_copy(text_from(days->today), &job->scratch);
    if (!today) return ERROR_MEMORY;
    if (wanted->input->values[ASSIGNMENT_FROM_ON].kind == VALUE_NULL)
        record_input_set(wanted->input, ASSIGNMENT_FROM_ON, value_string(today));
    return create(job, wanted);
}

static enum error begin(struct import_job *job, struct wanted *wanted)
{
    struct days days = days_of(job);
    struct text ended;
    bool has_ended;
    if (wanted->is_nothing) return ERROR_NONE;
    enum error error = ended_identifier(job, wanted, true, &ended, &has_ended);
    if (error) return error;
    return has_ended ? begin_today(job, wanted, &days) : create(job, wanted);
}

static enum error settle(struct import_job *job, struct wanted *wanted, const struct record *stored)
{
    struct days days = days_of(job);
    struct record *record;
    bool changed;
    if (wanted->is_nothing) return withdraw(job, wanted, stored, &days);
    if (is_same(stored, wanted->input)) {
        // Somebody ended it by hand: what the file still says is older than that.
        bool ended = is_over(stored, &days) && !wanted->mapped->details[DETAIL_TO_ON].given;
        return ended ? ERROR_NONE : change(job, wanted, stored->key, wanted->input, &record, &changed);
    }
    if (is_fresh(stored, &days) && !is_over(stored, &days))
        return change(job, wanted, stored->key, wanted->input, &record, &changed);
    enum error error = end(job, wanted, stored, &days);
    if (error) return error;
    return begin_today(job, wanted, &days);
}

static enum error do_assignment(struct import_job *job, struct wanted *wanted)
{
    const struct match by_external_id = {.kind = MATCH_EXTERNAL_ID};
    enum lookup_outcome outcome;
    struct text key;
    struct record *stored;
    enum error error = read_wanted(job, wanted);
    if (!error) error = make_identifier(job, wanted);
    if (!error)
        error = lookup_find(import_lookup(job, &assignment_resource), by_external_id, wanted->source,
            wanted->external_id, &job->scratch, &outcome, &key);
    if (error) return error;
    if (outcome == LOOKUP_NONE) return begin(job, wanted);
    error = record_get(job->transaction, &job->actor, &assignment_resource, key, &job->scratch, &stored);
    return error ? error : settle(job, wanted, stored);
}

enum error import_assignments(struct import_job *job, struct import_row *row)
{
    for (size_t i = 0; i < job->mapping->assignment_count; i++) {
        struct wanted wanted = {.mapped = &job->mapping->assignments[i], .row = row};
        enum error error = do_assignment(job, &wanted);
        if (error && error != ERROR_INVALID) return error;
    }
    return row->is_rejected ? ERROR_INVALID : ERROR_NONE;
}
