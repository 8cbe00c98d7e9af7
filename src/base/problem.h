// SPDX-License-Identifier: Apache-2.0
// What exactly is wrong with an input: all of it, not only the first thing.
#ifndef TANDEM_BASE_PROBLEM_H
#define TANDEM_BASE_PROBLEM_H

#include "base/arena.h"
#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

// Problems after this number are counted but not kept.
#define PROBLEM_MAXIMUM 1000

struct problem {
    struct problem *next;
    const char *field;   // path of the field, such as "fields.line.match"; NULL for the input as a whole
    const char *message; // a sentence
    long line;           // from 1 in a text or file; 0 when there is none
    long column;         // from 1: a byte in JSON, a field in CSV; 0 when there is none
};

struct problem_list {
    struct arena *arena;
    struct problem *first;
    struct problem *last;
    size_t count;       // of all problems, also those that are not in the list
    bool is_incomplete; // some are only counted: too many, or no memory
};

// An empty list whose entries will be *arena*. The arena is *borrowed* and has to outlive the list.
void problem_list_init(struct problem_list *list, struct arena *arena);
// Appends a problem; copies the field and formats the message. A NULL list records nothing.
void problem_add(struct problem_list *list, const char *field, const char *format, ...) PRINTF_CHECKED(3, 4);
// The same with a place; 0 for a line or column that is not known.
void problem_add_at(struct problem_list *list, long line, long column, const char *field, const char *format,
    ...) PRINTF_CHECKED(5, 6);

#endif
