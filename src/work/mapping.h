// SPDX-License-Identifier: Apache-2.0
// What the columns of a CSV file mean: the mapping document, read once, its columns then found in the file's
// header.
//
// A mapping comes from a JSON document (mapping_read), or from the header alone (mapping_guess: exported
// files). Everything in it is *arena*, or borrowed from the document's text and the header.
#ifndef TANDEM_WORK_MAPPING_H
#define TANDEM_WORK_MAPPING_H

#include "base/arena.h"
#include "base/problem.h"
#include "format/encoding.h"
#include "model/registry.h"

// How a record is found.
enum match_kind {
    MATCH_EXTERNAL_ID, // in the mapping's source
    MATCH_KEY,         // current or old
    MATCH_FIELD, // a field of the record, such as its name or e-mail address, without regard to case and
                 // spaces
};

struct match {
    enum match_kind kind;
    struct text field; // MATCH_FIELD: "name", "email", "code"; "name" stands for whatever field is the title
};

#define MATCHES_MAXIMUM 6

enum missing { MISSING_REJECT, MISSING_CREATE, MISSING_KEEP, MISSING_IGNORE };
enum otherwise { OTHERWISE_REJECT, OTHERWISE_KEEP, OTHERWISE_VALUE };

struct translation {
    struct text from; // "": the empty cell
    struct text to;
};

struct mapping_column {
    struct text name; // header, "Labels#2" for a repeated one
    size_t at;        // position in the file, once bound
};

// Where a value comes from. The first column with a value (for references: with one that is found) counts.
struct mapping_value {
    bool given;
    bool is_constant;
    struct text constant;
    struct mapping_column *columns;
    size_t column_count;
    struct translation *translations;
    size_t translation_count;
    enum otherwise otherwise;
    struct text otherwise_value;
    struct match matches[MATCHES_MAXIMUM]; // references only
    size_t match_count;
    enum missing missing; // references only
};

struct mapping_field {
    int field; // of the resource
    struct mapping_value value;
};

// A role that somebody named in the row holds over the row's record, or that the row's person holds over
// something.
struct mapping_assignment {
    struct mapping_value role;
    struct mapping_value person;     // rows of units, lines and products
    struct mapping_value scope;      // rows of people; not given: the whole company
    struct mapping_value details[4]; // by enum assignment_detail
};

enum assignment_detail { DETAIL_SHARE, DETAIL_FROM_ON, DETAIL_TO_ON, DETAIL_STAND_IN, DETAIL_COUNT };
extern const char *const assignment_detail_names[DETAIL_COUNT];

struct mapping {
    const struct resource *resource;
    enum encoding encoding;           // of the file; ENCODING_DETECT when the mapping does not say
    struct mapping_value source;      // usually a constant; not given: none
    struct mapping_value external_id; // several columns are joined by "/"
    struct mapping_value key;
    struct match
        matches[MATCHES_MAXIMUM]; // how the row's own record is found when there is neither; none: by title
    size_t match_count;
    struct mapping_field *fields;
    size_t field_count;
    struct mapping_assignment *assignments;
    size_t assignment_count;
    struct text *ignored; // columns
    size_t ignored_count;
    bool is_guessed; // from the header alone
};

// Reads one value of a mapping: a column's name, or an object. `field` says what is allowed; NULL for what is
// no field.
struct json_value;
enum error mapping_read_value(const struct registry *registry, const struct json_value *value,
    const struct field *field, struct arena *arena, struct problem_list *problems,
    struct mapping_value *ret_value) MUST_CHECK;
// Reads ways to find records of the targets, at most MATCHES_MAXIMUM.
enum error mapping_read_matches(const struct json_value *value, const struct resource *const *targets,
    size_t target_count, struct arena *arena, struct problem_list *problems, struct match *ret_matches,
    size_t *ret_count) MUST_CHECK;

// Reads a mapping document. `resource` may be NULL; when it is given and the document names another one, that
// is a problem. All problems are collected; ERROR_INVALID or ERROR_SYNTAX.
enum error mapping_read(const struct registry *registry, const struct resource *resource,
    struct text document, struct arena *arena, struct problem_list *problems,
    struct mapping *ret_mapping) MUST_CHECK;

// The mapping of a file whose headers are field names or their labels, as in an exported file. References are
// found by key, external identifier and name. ERROR_INVALID when not one column fits.
enum error mapping_guess(const struct resource *resource, bool is_restoring, const struct text *columns,
    size_t column_count, struct arena *arena, struct problem_list *problems,
    struct mapping *ret_mapping) MUST_CHECK;

// Finds the mapping's columns in the file. Those that are not there are problems (ERROR_INVALID). ret_unused
// has one entry a column of the file: was it neither used nor ignored? *arena*
enum error mapping_bind(struct mapping *mapping, const struct text *columns, size_t column_count,
    struct arena *arena, struct problem_list *problems, bool **ret_unused) MUST_CHECK;

// Writes the mapping as a document.
struct json_writer;
void mapping_print(const struct mapping *mapping, struct json_writer *writer);

// Can the field be set by an import? Restoring an export also sets what otherwise only actions do.
bool mapping_takes_field(const struct field *field, bool is_restoring);

// Has the resource roles that people hold over its records, or (people) that its records hold?
bool mapping_takes_assignments(const struct resource *resource);

#endif
