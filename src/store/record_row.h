// SPDX-License-Identifier: Apache-2.0
// Rows of the database as records, and what of a record an actor may see.
#ifndef TANDEM_STORE_RECORD_ROW_H
#define TANDEM_STORE_RECORD_ROW_H

#include "model/record.h"
#include "model/resource.h"
#include "store/driver.h"

// A copy of the text that lives as long as the arena. ERROR_MEMORY.
enum error text_keep(struct text text, struct arena *arena, struct text *ret_text) MUST_CHECK;

// The current row of a cursor whose columns record_columns_print wrote with the same `fields`, computed
// fields filled in. `row` has room for all columns. ERROR_MEMORY. *arena*
enum error record_row(const struct cursor *cursor, const struct resource *resource, const bool *fields,
    struct value *row, struct arena *arena, struct record **ret_record) MUST_CHECK;

// The one row that a select gives; ERROR_NOT_FOUND. *arena*
enum error record_select(struct transaction *transaction, const struct resource *resource,
    const struct statement *statement, const struct value *parameters, size_t count, struct arena *arena,
    struct record **ret_record) MUST_CHECK;

// By its current key, whoever asks.
enum error record_select_key(struct transaction *transaction, const struct resource *resource,
    struct text key, struct arena *arena, struct record **ret_record) MUST_CHECK;

// Is the field kept from the actor? From whoever holds the database file nothing is.
bool actor_is_blind(const struct actor *actor, const struct field *field);
// Is no field of the resource kept from the actor? Asked once a list, in place of once a field of each row.
bool actor_sees_all(const struct actor *actor, const struct resource *resource);
// Makes the fields null that the actor does not see.
void record_hide(struct record *record, const struct actor *actor);

#endif
