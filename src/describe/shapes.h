// SPDX-License-Identifier: Apache-2.0
// The shapes of what the endpoints take and give that is no record: for the OpenAPI document and the page's
// types.
#ifndef TANDEM_DESCRIBE_SHAPES_H
#define TANDEM_DESCRIBE_SHAPES_H

#include <stddef.h>

#include "model/field.h"

enum shape_flag {
    SHAPE_ARRAY = 1 << 0,    // many of it
    SHAPE_NULLABLE = 1 << 1, // or null
    SHAPE_OPTIONAL = 1 << 2, // may be missing
    SHAPE_MAP = 1 << 3,      // an object with any names and such values
};

enum shape_type {
    SHAPE_TEXT,
    SHAPE_KEY, // of a record
    SHAPE_INTEGER,
    SHAPE_REAL,
    SHAPE_BOOLEAN,
    SHAPE_DATE,
    SHAPE_BINARY, // base64 in a string
    SHAPE_ANY,    // any JSON
    SHAPE_CHOICE, // member.choices
    SHAPE_OBJECT, // member.shape: another shape, or a resource's type
};

struct shape_member {
    const char *name; // NULL: the members that an object has under any other name
    enum shape_type type;
    unsigned flags; // of enum shape_flag
    const char *shape;
    const struct choice_list *choices;
};

struct shape {
    const char *name;    // UpperCamelCase
    const char *help;    // one sentence that ends in a period
    const char *extends; // the name of a shape or a resource's type whose members come first; NULL for none
    const struct shape_member *members;
    size_t count;
};

extern const struct shape shapes[];
extern const size_t shape_count;

// Lists of choices that only shapes use, by the names of their types.
extern const struct choice_list shape_outcomes;
extern const struct choice_list shape_stress_changes;
extern const struct choice_list shape_severities;
extern const struct choice_list shape_rule_severities; // with "off"

#endif
