// SPDX-License-Identifier: Apache-2.0
// Records as JSON and back: the one shape that API, export and command line share.
//
// An object with the system fields and those of the resource. A date is "2026-11-22", an instant RFC 3339
// with milliseconds and Z, a decimal a string such as "37.50", a choice its code, a set of choices an array
// of codes (empty: []), a reference the key of its target. What is not set is null.
#ifndef TANDEM_FORMAT_RECORD_JSON_H
#define TANDEM_FORMAT_RECORD_JSON_H

#include "format/json_reader.h"
#include "format/json_writer.h"
#include "model/resource.h"

// Which fields to write; NULL in place of it: all.
struct record_json_fields {
    const bool *system; // SYSTEM_FIELD_COUNT of them
    const bool *fields; // by the resource's field enum
};

// Writes the record as one object: key, source, external_id, the resource's fields, then who and when,
// version.
void record_json_write(
    const struct record *record, const struct record_json_fields *fields, struct json_writer *writer);

// The same without the braces, into an object that has more than the record.
void record_json_write_members(
    const struct record *record, const struct record_json_fields *fields, struct json_writer *writer);

// Writes one value of a field.
void record_json_write_value(const struct field *field, struct value value, struct json_writer *writer);

// Reads what a client wants to write: members by the names of the resource's fields, source and external_id.
// Problems name the member: not known, not to be written by this verb, of another type. Bounds, choices and
// references are left to the store, which checks every input. ERROR_INVALID, ERROR_MEMORY. The input is
// *arena*, its texts are *borrowed* from the document.
enum error record_json_read(const struct json_value *object, const struct resource *resource,
    bool is_creation, struct arena *arena, struct problem_list *problems,
    struct record_input **ret_input) MUST_CHECK;

// Reads an action's input: values by the order of its fields, null where not given. The same errors and
// ownership.
enum error record_json_read_action(const struct json_value *object, const struct action *action,
    struct arena *arena, struct problem_list *problems, struct value **ret_values) MUST_CHECK;

#endif
