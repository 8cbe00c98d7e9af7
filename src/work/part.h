// SPDX-License-Identifier: Apache-2.0
// What belongs to a workspace besides its records: settings, keys that records had before, references kept
// open, long texts of the pricing lab. As plain tables of texts, so that an export can hold them and an
// import bring them back.
#ifndef TANDEM_WORK_PART_H
#define TANDEM_WORK_PART_H

#include "model/permission.h"
#include "store/store.h"

#define PART_COLUMNS_MAXIMUM 4

struct part {
    const char *name;                          // of its file: "former-keys"
    const char *member;                        // of its JSON: "former_keys"
    const char *columns[PART_COLUMNS_MAXIMUM]; // ended by NULL when there are fewer
    const struct statement *select;            // gives the columns, in an order that does not change
};

enum { PART_SETTINGS, PART_FORMER_KEYS, PART_KEPT_REFERENCES, PART_PRICE_TEXTS, PART_COUNT };
extern const struct part parts[PART_COUNT];

size_t part_column_count(const struct part *part);

// Calls `visit` with the texts of each row.
enum error part_each(struct transaction *transaction, const struct part *part,
    enum error (*visit)(const struct text *row, void *closure), void *closure) MUST_CHECK;

// Puts a row in place. What does not fit the workspace (a former key of a record that is not there) is passed
// over.
enum error part_put(struct transaction *transaction, const struct actor *actor, const struct part *part,
    const struct text *row) MUST_CHECK;

extern const struct statement_list part_statements;

#endif
