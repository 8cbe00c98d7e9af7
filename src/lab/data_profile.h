// SPDX-License-Identifier: Apache-2.0
// What a data file holds: its columns, each with its kind and range, and its first rows. Pure.
#ifndef TANDEM_LAB_DATA_PROFILE_H
#define TANDEM_LAB_DATA_PROFILE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"

#include <stdint.h>

#define DATA_DISTINCT_MAXIMUM 1000 // more values of a column are not counted apart
#define DATA_HEAD_MAXIMUM 100

enum data_kind { DATA_NUMBER, DATA_DATE, DATA_TEXT }; // of a column whose cells are all of that kind

struct data_column {
    struct text name;
    enum data_kind kind;
    size_t missing;          // cells that are empty, NA, NaN or a point
    size_t distinct;         // different values; DATA_DISTINCT_MAXIMUM: that many or more
    double lowest, highest;  // of numbers
    struct text example;     // the first value
    struct text first_other; // TEXT only: the first value that is no number, and its line
    long first_other_line;   // 0: none, or most cells are no numbers anyway
};

struct data_profile {
    size_t rows, columns;
    struct data_column *column;
    struct text *head; // the first rows, cell after cell
    size_t head_rows;
    char delimiter;
};

// Looks through a CSV text in UTF-8. Problems name line and column: a record with another number of fields,
// no header, no rows. *arena*
MUST_CHECK enum error data_profile(struct text content, size_t head_rows, struct arena *arena,
    struct problem_list *problems, struct data_profile *ret_profile);

// "number", "date", "text".
const char *data_kind_name(enum data_kind kind);

#endif
