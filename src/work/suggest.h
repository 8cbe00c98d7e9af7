// SPDX-License-Identifier: Apache-2.0
// Guesses what the columns of a file mean, from their headers and their values, and says how sure that is.
//
// Pure: columns in, suggestions out. What values are known to the workspace (names of lines, of people) the
// caller counts before.
#ifndef TANDEM_WORK_SUGGEST_H
#define TANDEM_WORK_SUGGEST_H

#include "base/arena.h"
#include "model/registry.h"

#define SUGGEST_VALUES_MAXIMUM 200 // distinct values of a column that are looked at

struct suggest_column {
    struct text name;
    struct text values[SUGGEST_VALUES_MAXIMUM]; // distinct ones, not empty, in the order of the file
    size_t value_count;
    size_t filled;  // rows that have a value
    bool is_unique; // no value occurs twice
    size_t *known;  // by the resource's field enum: how many of `values` are records that the reference may
                    // point to
};

enum suggest_kind { SUGGEST_NOTHING, SUGGEST_FIELD, SUGGEST_EXTERNAL_ID, SUGGEST_KEY, SUGGEST_ASSIGNMENT };

struct suggestion {
    enum suggest_kind kind;
    int field;        // SUGGEST_FIELD: of the resource
    const char *role; // SUGGEST_ASSIGNMENT: code of the role
    int confidence;   // percent
};

// One suggestion a column; no field, identifier or role is suggested for two of them. `roles`: the choices of
// assignments, NULL when the resource has none. *arena*
enum error suggest_columns(const struct resource *resource, const struct choice_list *roles,
    const struct suggest_column *columns, size_t count, struct arena *arena,
    struct suggestion **ret_suggestions) MUST_CHECK;

// The code that a value of another tool probably stands for ("shipped" for deliver), or NULL.
const char *suggest_code(const struct choice_list *choices, struct text value);

// The mapping document that follows from suggestions. *arena*
enum error suggest_mapping(const struct registry *registry, const struct resource *resource,
    struct text source, const struct suggest_column *columns, const struct suggestion *suggestions,
    size_t count, struct arena *arena, struct text *ret_document) MUST_CHECK;

// suggest_words.c

// How well a header fits a field, in percent: its own name, its label, or another word for it.
int suggest_header_fits(const struct resource *resource, const struct field *field, struct text header);
// Likewise for a role that a person named in the column holds.
int suggest_header_is_role(const struct choice *role, struct text header);
// Likewise for an identifier.
int suggest_header_is_identifier(struct text header);

#endif
