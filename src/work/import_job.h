// SPDX-License-Identifier: Apache-2.0
// One import at work: what its steps share. Only the files import_*.c include this.
#ifndef TANDEM_WORK_IMPORT_JOB_H
#define TANDEM_WORK_IMPORT_JOB_H

#include "format/csv_reader.h"
#include "store/records.h"
#include "work/import.h"
#include "work/lookup.h"
#include "work/mapping.h"

#define NO_COLUMN SIZE_MAX

// A row of the file, and what became of it.
struct import_row {
    const struct text *cells;
    size_t cell_count;
    int64_t line;
    bool is_rejected;
    bool has_written;   // something of it may be in the database already
    struct text source; // of its external identifier
    struct text external_id;
    struct text key; // of its record: from the file first, then as stored
    struct record_input *input;
    struct record *record; // as stored; NULL before
    enum record_outcome outcome;
};

// A reference to a record of the same resource that may come further down in the file.
struct import_deferred {
    struct import_deferred *next;
    const struct mapping_field *field;
    const struct text *cells; // of the field's columns, in their order
    struct text source;
    struct text key; // of the record that refers
    int64_t line;
    bool is_unchanged; // so counts the record so far
};

// A reference of the present row that is kept although nothing is there.
struct import_kept {
    struct import_kept *next;
    size_t field;
    struct text value; // empty: the file says nothing any more
};

// A record that a row was about, by the hash of its key.
struct import_touched {
    uint64_t hash;
    int64_t line; // 0: a free place
};

struct import_job {
    const struct import_request *request;
    const struct registry *registry;
    struct mapping *mapping;
    const struct text *columns;
    size_t column_count;
    struct text content; // of the file as UTF-8, with the header
    char *owned;         // the content when it had to be converted
    char delimiter;
    struct arena *arena;           // of the result
    struct problem_list *problems; // of the file as a whole
    struct import_result *result;
    const struct actor *caller;
    size_t file_warnings; // about the file as a whole, before its rows

    // Of one run, which may have to be done again:
    struct transaction *transaction;
    struct actor actor;     // with the import's key
    struct text import;     // key of the import's record
    bool has_kept;          // was a reference written down as kept?
    bool is_careful;        // every row has a savepoint of its own, to which a rejected one goes back
    bool needs_care;        // a row was rejected after it had written: all of it again, carefully
    struct arena work;      // lookups, deferred references
    struct arena scratch;   // of the present row
    struct lookup *lookups; // by position in the registry
    int *identity;          // fields that name a row's record when the file has no identifier
    size_t identity_count;
    struct import_deferred *deferred, **deferred_end;
    struct import_deferred *row_deferred; // of the present row, whose record has no key yet
    struct import_kept *row_kept;         // of the present row
    struct import_touched *touched;       // records that rows were about, open hash table
    size_t touched_count, touched_capacity;
    struct text preview_keys[IMPORT_PREVIEW_MAXIMUM];
    size_t preview_count;
    size_t rejection_capacity, warning_capacity;
};

// import_remark.c

// In all of these ERROR_INVALID means that the row is rejected, the reasons are noted, and the next row may
// be tried; any other error ends the import.

// Rejects the row, or adds one more reason. `column` may be NO_COLUMN. ERROR_INVALID, or ERROR_MEMORY.
enum error import_reject(struct import_job *job, struct import_row *row, size_t column, struct text value,
    const char *format, ...) PRINTF_CHECKED(5, 6) MUST_CHECK;
// Notes something about a row that is taken; line 0: about the file.
enum error import_warn(struct import_job *job, int64_t line, size_t column, struct text value,
    const char *format, ...) PRINTF_CHECKED(5, 6) MUST_CHECK;
// Rejects the row for what the store says about its record.
enum error import_reject_problems(struct import_job *job, struct import_row *row,
    const struct mapping_field *fields, size_t field_count, const struct problem_list *problems,
    enum error error) MUST_CHECK;
void import_sort_remarks(struct import_result *result);
// The entry of another resource in the result.
struct import_also *import_also_of(struct import_job *job, const struct resource *resource);

// import_value.c

// The cell of a column without the guard against formulas; empty when the row is too short.
struct text import_cell(const struct import_row *row, size_t column);
// The text a value has in the row, translated; ret_column: where it comes from.
enum error import_text(struct import_job *job, struct import_row *row, const struct mapping_value *value,
    struct text *ret_text, size_t *ret_column) MUST_CHECK;
// Translates a text as the mapping says; leaves it alone when there is nothing to translate.
enum error import_translate(struct import_job *job, struct import_row *row, const struct mapping_value *value,
    size_t column, struct text *text) MUST_CHECK;
// Reads a field that is no reference into the input.
enum error import_plain_value(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, struct record_input *input, size_t at) MUST_CHECK;

// import_reference.c

enum reference_outcome {
    REFERENCE_EMPTY,   // nothing is in the file
    REFERENCE_FOUND,   // or created
    REFERENCE_UNKNOWN, // nothing is there: `missing` says what that means
};
// Finds what a reference points to; *ret_text is the file's text. `cells` holds those of the value's columns.
// With `creates`, missing records are created where the mapping says so.
enum error import_reference(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, const struct text *cells, bool creates,
    enum reference_outcome *ret_outcome, struct text *ret_key, struct text *ret_text) MUST_CHECK;
// Rejects the row because nothing is where the reference points.
enum error import_reject_unknown(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, struct text text) MUST_CHECK;
// Reads a reference into the input, by the mapping's rule for what is missing.
enum error import_reference_value(struct import_job *job, struct import_row *row,
    const struct mapping_field *mapped, struct record_input *input) MUST_CHECK;

// import_deferred.c

// Puts a reference of the row off until all records of the file are there.
enum error import_defer(struct import_job *job, const struct import_row *row,
    const struct mapping_field *mapped, const struct text *cells) MUST_CHECK;
// Keeps a reference of the row open; an empty text: the file says nothing any more.
enum error import_keep(struct import_job *job, size_t field, struct text value) MUST_CHECK;
// Now that the row's record is stored: notes what was put off and what is kept.
enum error import_settle_row(struct import_job *job, const struct import_row *row) MUST_CHECK;
// Does what was put off.
enum error import_deferred_references(struct import_job *job) MUST_CHECK;

// import_row.c

enum error import_one_row(struct import_job *job, const struct csv_record *cells) MUST_CHECK;
// Says in which ways records will be looked up, and reads them.
enum error import_prepare_lookups(struct import_job *job) MUST_CHECK;
struct lookup *import_lookup(struct import_job *job, const struct resource *resource);

// import_assignment.c

enum error import_assignments(struct import_job *job, struct import_row *row) MUST_CHECK;

#endif
