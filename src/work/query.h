// SPDX-License-Identifier: Apache-2.0
// The parameters of a list as people and programs write them (stage=plan,develop, sort=-name, limit=50), made
// into a query of the store. Both doors read them here, so both know the same names and say the same about
// wrong ones.
#ifndef TANDEM_WORK_QUERY_H
#define TANDEM_WORK_QUERY_H

#include "base/problem.h"
#include "store/records.h"

#define QUERY_LIMIT_DEFAULT 50
#define QUERY_LIMIT_MAXIMUM 1000

struct query_parameter {
    struct text name;
    struct text value; // decoded
};

// Which fields are asked for.
struct query_fields {
    bool given; // false: all of them
    bool system[SYSTEM_FIELD_COUNT];
    bool *fields; // by the resource's field enum
};

struct query {
    struct record_query records;
    struct query_fields fields;
};

// Parameters: limit, cursor, sort, fields, count, q, source, external_id, and the resource's filters, where a
// comma separates alternatives and an empty value means not set. A filter may be given twice: both have to
// hold. Collects all problems; ERROR_UNKNOWN_PARAMETER when a name is not known, else ERROR_SYNTAX for a bad
// value. *arena*
enum error query_read(const struct resource *resource, const struct query_parameter *parameters, size_t count,
    struct arena *arena, struct problem_list *problems, struct query *ret_query) MUST_CHECK;

#endif
