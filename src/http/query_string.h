// SPDX-License-Identifier: Apache-2.0
// The part of an address after '?': strictly decoded parameters, each at most once; and segments of a path.
#ifndef TANDEM_HTTP_QUERY_STRING_H
#define TANDEM_HTTP_QUERY_STRING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"
#include "work/query.h"

#define QUERY_STRING_MAXIMUM 64 // parameters

struct query_string {
    struct query_parameter parameters[QUERY_STRING_MAXIMUM];
    bool is_taken[QUERY_STRING_MAXIMUM]; // what nobody takes is not known
    size_t count;
};

// Decodes a percent-encoded text into the arena: two hexadecimal digits after each '%', valid UTF-8, no
// control characters; '+' is a space when `is_form`. False when it is not so, or there is no memory (then
// ret_text is empty).
bool percent_decode(struct text text, bool is_form, struct arena *arena, struct text *ret_text);

// Reads "a=1&b=%20x". A name without '=' has an empty value. Problems name the parameter: malformed encoding,
// an empty name, the same name twice, too many. ERROR_SYNTAX, ERROR_MEMORY.
enum error query_string_parse(struct text text, struct arena *arena, struct problem_list *problems,
    struct query_string *ret_query) MUST_CHECK;

// The value of a parameter, or NULL when it is not there. What was taken counts as known.
const struct text *query_string_take(struct query_string *query, const char *name);

// Were all parameters taken? Adds a problem for each that was not, with the names in `known` (ended by NULL).
// ERROR_UNKNOWN_PARAMETER.
enum error query_string_expect_taken(const struct query_string *query, const char *const known[],
    struct arena *arena, struct problem_list *problems) MUST_CHECK;

#endif
