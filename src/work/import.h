// SPDX-License-Identifier: Apache-2.0
// Records from a CSV file: looked at, tried, stored all or nothing, and taken back. Both doors import through
// here.
#ifndef TANDEM_WORK_IMPORT_H
#define TANDEM_WORK_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/problem.h"
#include "format/encoding.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

#define IMPORT_REJECTIONS_MAXIMUM 1000 // listed; all are counted
#define IMPORT_PREVIEW_MAXIMUM 20

struct import_request {
    const struct resource *resource; // NULL: the mapping names it
    struct text file_name;           // kept with the import
    struct text content;             // the file's bytes as they are; *borrowed*
    struct text mapping;    // mapping document (JSON); empty: columns go to the fields of their header's name
    enum encoding encoding; // ENCODING_DETECT: what the mapping says, or what the file looks like
    bool dry_run;           // do everything, then keep nothing
    bool is_unrecorded;     // keep no record of the import: it cannot be taken back (what the program itself
                            // ships)
    bool is_restoring;      // take keys, and fields that only actions set, as they are in the file
    // Called now and then with the rows done; false stops the import, and nothing is kept. May be NULL.
    bool (*progress)(int64_t rows, void *closure);
    void *closure;
};

// A row that cannot be taken, or a note about one that can.
struct import_remark {
    int64_t line;       // physical line of the file on which the row starts, from 1
    struct text column; // header of the column, "Labels#2" for a repeated one; empty: the row as a whole
    struct text value;  // as in the file, at most 200 bytes
    const char *reason; // a sentence
};

struct import_also {
    const struct resource *resource;
    int64_t created;
    int64_t updated;
};

struct import_result {
    const struct resource *resource;
    struct text import; // key of the import's record; empty when nothing was stored
    bool is_dry_run;
    bool is_stopped; // by progress()
    int64_t rows;    // with data
    int64_t created, updated, unchanged;
    int64_t kept;             // references kept that point to nothing yet
    struct import_also *also; // records of other resources: people and assignments that the rows brought
    size_t also_count;
    int64_t rejected; // all of them
    struct import_remark *rejections;
    size_t rejection_count; // listed
    struct import_remark *warnings;
    size_t warning_count;
    struct record **preview; // the first records as they are or would be
    size_t preview_count;
};

// Imports. ERROR_NONE: stored (or would be, for a dry run). ERROR_INVALID with result->rejected: rows were
// rejected, nothing is kept. ERROR_INVALID or ERROR_SYNTAX with problems: the mapping or the file as a whole
// is wrong. ERROR_END: stopped by progress(), nothing is kept. ERROR_FORBIDDEN. The result lives in the
// arena.
enum error import_file(struct store *store, const struct actor *actor, const struct import_request *request,
    struct arena *arena, struct problem_list *problems, struct import_result *ret_result) MUST_CHECK;

// Imports several files in their order and in one transaction: all of them are stored, or none. ret_results
// has room for `count`; ret_failed is the position of the file that was refused. Whether it is a dry run, the
// first one says.
enum error import_files(struct store *store, const struct actor *actor, const struct import_request *requests,
    size_t count, struct arena *arena, struct problem_list *problems, struct import_result *ret_results,
    size_t *ret_failed) MUST_CHECK;

// Takes an import back: what it created is deleted, what it changed gets its earlier values. Refused with
// ERROR_CONFLICT when records were changed since, or are referred to from elsewhere; problems name them. An
// empty key means the last import that was not taken back (ERROR_NOT_FOUND: there is none).
enum error import_undo(struct store *store, const struct actor *actor, struct text key, struct arena *arena,
    struct problem_list *problems, struct import_result *ret_result) MUST_CHECK;

// A column of a file, and where it seems to belong.
struct import_column {
    struct text name; // header, "Labels#2" for a repeated one
    struct text samples[3];
    size_t sample_count;
    const char *suggestion; // "name", "external_id", "assignments.product_manager"; NULL: nothing fits
    int confidence;         // percent
};

struct import_preview {
    const char *encoding; // "UTF-8", "UTF-8 with BOM", "UTF-16LE" …
    char delimiter;
    int64_t rows;
    struct import_column *columns;
    size_t column_count;
    struct text mapping; // suggested mapping document (JSON)
};

// Looks at a file and says what its columns may mean. Changes nothing.
enum error import_preview(struct store *store, const struct actor *actor, const struct resource *resource,
    struct text file_name, struct text content, struct arena *arena, struct problem_list *problems,
    struct import_preview *ret_preview) MUST_CHECK;

// As JSON, the same at both doors; into a writer that stands elsewhere in a document, or as the whole
// document.
struct json_writer;
void import_result_write(const struct import_result *result, struct json_writer *writer);
void import_preview_write(const struct import_preview *preview, struct json_writer *writer);
void import_result_print(const struct import_result *result, struct buffer *output);
void import_preview_print(const struct import_preview *preview, struct buffer *output);

#endif
