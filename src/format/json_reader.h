// SPDX-License-Identifier: Apache-2.0
// Reads JSON from outside: a bounded document, and values that know their path so that problems can name it.
//
// A document is *owned*; values and their texts are *borrowed* from it. A value also points to the value it
// was taken from (its parent), so the parent has to stay where it is as long as the value is used:
//
//     struct json_value root = json_document_root(&document);
//     struct json_value name = json_value_member(&root, "name");
//     if (json_value_is_present(&name) && !json_value_read_text(&name, problems, &text)) …
#ifndef TANDEM_FORMAT_JSON_READER_H
#define TANDEM_FORMAT_JSON_READER_H

#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/json_writer.h"

#define JSON_DEPTH_MAXIMUM 64
#define JSON_VALUES_MAXIMUM 1000000
#define JSON_SIZE_MAXIMUM ((size_t)64 << 20)

struct json_t;

struct json_document {
    struct json_t *root;
};

enum json_kind {
    JSON_KIND_MISSING, // the member or item does not exist
    JSON_KIND_NULL,
    JSON_KIND_BOOLEAN,
    JSON_KIND_INTEGER,
    JSON_KIND_REAL,
    JSON_KIND_TEXT,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT
};

struct json_value {
    struct json_t *node;             // NULL when missing
    const struct json_value *parent; // NULL for the root
    const char *name;                // as member of an object; NULL as item of an array
    size_t index;                    // as item of an array
};

// Parses the whole text as one JSON value of any kind. Refuses repeated names, nul characters in strings,
// integers beyond 64 bits and anything after the value. ERROR_SYNTAX with a problem that has line and column,
// ERROR_LIMIT over one of the maxima above, ERROR_MEMORY. After an error there is nothing to free, and
// freeing does no harm.
MUST_CHECK enum error json_document_parse(
    struct json_document *document, struct text source, struct problem_list *problems);
void json_document_free(struct json_document *document);
struct json_value json_document_root(const struct json_document *document);

enum json_kind json_value_kind(const struct json_value *value);
// Neither missing nor null.
bool json_value_is_present(const struct json_value *value);
// The member of an object; missing when there is none or it is no object.
struct json_value json_value_member(const struct json_value *object, const char *name);
// The number of items or members; 0 for everything else.
size_t json_value_count(const struct json_value *value);
// The item of an array; missing when there is none or it is no array.
struct json_value json_value_item(const struct json_value *array, size_t index);
// Goes through the members of an object in their order: start with an iterator set to NULL; false at the end.
bool json_value_next(const struct json_value *object, void **iterator, struct json_value *ret_member);

// The path of a value such as "fields.line.match[0]" (*arena*), "" for the root, NULL when out of memory.
MUST_CHECK const char *json_value_path(const struct json_value *value, struct arena *arena);
// Adds a problem about this value, with its path as the field.
void json_value_problem(const struct json_value *value, struct problem_list *problems, const char *format,
    ...) PRINTF_CHECKED(3, 4);

// The readers add a problem and return false when the value is missing or of another kind.
MUST_CHECK bool json_value_read_text(
    const struct json_value *value, struct problem_list *problems, struct text *ret_text);
// Also takes 5.0 and "5", since integers beyond ±2^53 are written as strings.
MUST_CHECK bool json_value_read_integer(const struct json_value *value, int64_t min, int64_t max,
    struct problem_list *problems, int64_t *ret_integer);
MUST_CHECK bool json_value_read_real(
    const struct json_value *value, struct problem_list *problems, double *ret_real);
MUST_CHECK bool json_value_read_boolean(
    const struct json_value *value, struct problem_list *problems, bool *ret_boolean);
// Only checks that it is an object or an array.
MUST_CHECK bool json_value_expect(
    const struct json_value *value, enum json_kind kind, struct problem_list *problems);
// Adds a problem for every member whose name is not in the list (ended by NULL); false when there was one.
MUST_CHECK bool json_value_expect_members(
    const struct json_value *object, const char *const names[], struct problem_list *problems);

// Writes the value as it is, with all below it; a missing value writes null.
void json_value_write(const struct json_value *value, struct json_writer *writer);

#endif
