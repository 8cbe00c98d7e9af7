// SPDX-License-Identifier: Apache-2.0
// What a field is: its type, bounds, choices and help; and how a value of it is read from text and written
// back.
#ifndef TANDEM_MODEL_FIELD_H
#define TANDEM_MODEL_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "model/value.h"

enum field_type {
    FIELD_TEXT,      // one line of UTF-8; bounds count bytes
    FIELD_MARKDOWN,  // many lines of UTF-8
    FIELD_INTEGER,   // 64 bits, within bounds
    FIELD_DECIMAL,   // 64-bit minor units with a fixed scale; bounds are in minor units
    FIELD_REAL,      // results of engines only
    FIELD_BOOLEAN,   // never null: a creation that gives none takes false
    FIELD_DATE,      // YYYY-MM-DD
    FIELD_INSTANT,   // ms UTC
    FIELD_CHOICE,    // one code of a declared list
    FIELD_CHOICES,   // a set of codes of a declared list
    FIELD_REFERENCE, // the key of another record
    FIELD_JSON,      // a JSON document, kept as text
};

enum field_flag {
    FIELD_REQUIRED = 1 << 0,  // may not be null, nor empty text
    FIELD_READ_ONLY = 1 << 1, // written by the program alone; refused as input
    FIELD_COMPUTED = 1 << 2, // not a column: derived from other fields when read (see struct resource.derive)
    FIELD_UNIQUE = 1 << 3,   // no two records hold the same value
    FIELD_SEARCH = 1 << 4,   // looked through by the filter q
    FIELD_FIXED = 1 << 5,    // given on creation, never changed afterwards
    FIELD_CREATE_ONLY_ACTION = 1 << 6, // changed by actions alone; a plain create or update cannot set it
    FIELD_FILTER = 1 << 7,             // lists can be filtered by it, although its type alone does not say so
    FIELD_FOLLOWS = 1 << 8,            // a reference whose record goes when the one it refers to is deleted
};

// The type's own bounds, for fields that give none.
#define FIELD_TEXT_MAXIMUM 1000
#define FIELD_MARKDOWN_MAXIMUM 100000
#define FIELD_JSON_MAXIMUM 1000000

struct choice {
    const char *code;  // what is stored and sent: lower_snake_case
    const char *label; // what a person reads
};

struct choice_list {
    const char *name; // the TypeScript and OpenAPI name of the type, lower_snake_case
    const struct choice *choices;
    size_t count;
};

#define FIELD_TARGETS_MAXIMUM 4

struct field {
    const char *name;  // column, JSON member, CSV header, command-line name: lower_snake_case
    const char *label; // what a person reads, in sentence case
    const char *help;  // one sentence that ends in a period
    enum field_type type;
    unsigned flags;  // of enum field_flag
    int64_t minimum; // text: bytes; numbers: value; 0 and 0 means the type's own bounds
    int64_t maximum;
    unsigned scale;                    // FIELD_DECIMAL: digits after the point
    const struct choice_list *choices; // FIELD_CHOICE, FIELD_CHOICES
    const char *default_code;          // FIELD_CHOICE: taken when a creation gives none
    const char
        *targets[FIELD_TARGETS_MAXIMUM]; // FIELD_REFERENCE: names of resources; none means any resource
    const char *pattern_help;            // with accepts: what would be right, to finish "must be …"
    bool (*accepts)(struct text text);   // FIELD_TEXT: a closer look than length; may be NULL
    const char *activity;                // code of the activity whose accountable person decides about it; a
                                         // change by somebody else is judged (struct registry.judge)
    unsigned hidden_from;                // bits 1 << enum access_role: who does not see the field
};

// Reads what a person, a CSV file or a URL gave as text, without the white space around it. Empty text is
// null. Bad input adds problems that name the field and say what would be right, and returns ERROR_INVALID.
// Text of *ret_value lives in the arena or is borrowed from the input. References are checked for shape only:
// whether the target exists is the store's to say.
enum error field_parse(const struct field *field, struct text input, struct arena *arena,
    struct problem_list *problems, struct value *ret_value) MUST_CHECK;

// Writes a value as text: what field_parse reads back. Null gives empty text.
enum error field_print(
    const struct field *field, struct value value, struct arena *arena, struct text *ret_text) MUST_CHECK;

// Checks a value that is typed already (from JSON, or from code): kind, bounds, choice, pattern, required.
// Text of one line must not begin or end with white space, so that what is stored survives every format.
enum error field_check(
    const struct field *field, struct value value, struct problem_list *problems) MUST_CHECK;

// Does the type keep its value as text (a date, a choice, a reference, …)?
bool field_is_textual(const struct field *field);

// May a record lack a value? Not when it is required, has a default or is a boolean.
bool field_is_nullable(const struct field *field);

// Is it kept from the role (of enum access_role)?
bool field_is_hidden(const struct field *field, unsigned role);

// Has the text the shape of a record's key: PROD-12?
bool key_is_shaped(struct text text);

// Has the text the shape of an e-mail address, of a web address, of a short name (a lower case letter, then
// a-z0-9_-)? For struct field.accepts.
bool email_is_shaped(struct text text);
bool address_is_shaped(struct text text);
bool slug_is_shaped(struct text text);

// The position of a code in the field's list, or -1 (null value, unknown code).
int choice_index(const struct choice_list *list, struct text code);

#endif
