// SPDX-License-Identifier: Apache-2.0
// The statements that every resource needs, composed once each from the names in its table.
#ifndef TANDEM_STORE_RECORD_STATEMENT_H
#define TANDEM_STORE_RECORD_STATEMENT_H

#include "model/resource.h"
#include "store/driver.h"
#include "store/statement_book.h"

enum record_statement {
    RECORD_SELECT_BY_KEY,      // $1 key → all columns
    RECORD_SELECT_BY_EXTERNAL, // $1 source, $2 external_id → all columns
    RECORD_SELECT_AFTER,       // $1 key or number, $2 limit → all columns, in that order
    RECORD_INSERT,             // all columns in their order
    RECORD_DELETE,             // $1 key
    RECORD_STATEMENT_COUNT
};

enum error record_statement(struct transaction *transaction, const struct resource *resource,
    enum record_statement kind, struct arena *arena, const struct statement **ret_statement) MUST_CHECK;

// UPDATE of the columns that differ. $1 key, $2 changed_at, $3 changed_by, $4 version, then source and
// external_id when with_external, then each field of `changed` in the order of the table.
enum error record_statement_update(struct transaction *transaction, const struct resource *resource,
    const bool *changed, bool with_external, struct arena *arena,
    const struct statement **ret_statement) MUST_CHECK;

// Another record with the same values of these fields: $1 its own key, then the values → key. Ends with -1.
enum error record_statement_twin(struct transaction *transaction, const struct resource *resource,
    const int *fields, struct arena *arena, const struct statement **ret_statement) MUST_CHECK;

// Records whose reference field points to $1, other than itself; at most $2 → key.
enum error record_statement_pointing(struct transaction *transaction, const struct resource *resource,
    size_t field, struct arena *arena, const struct statement **ret_statement) MUST_CHECK;

// Writes the columns of a row, and their letters: those of the system, then those of stored fields that are
// in `fields` (NULL: all).
void record_columns_print(const struct resource *resource, const bool *fields, struct statement_draft *draft);

#endif
