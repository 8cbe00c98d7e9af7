// SPDX-License-Identifier: Apache-2.0
// References that an import kept although nothing is there: what the file said, until somebody sets the
// field.
//
// A reference field holds the key of a record that exists, or nothing. When a mapping says "missing": "keep",
// the field stays empty and the file's text is written down here; the check reports it (dangling-reference).
// Setting the field, by whatever door, forgets it; so does deleting the record, by the foreign key.
#ifndef TANDEM_STORE_DANGLING_H
#define TANDEM_STORE_DANGLING_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

// The table dangling_reference (record, field, value, source, import_key), for schema_print: after the table
// record.
void schema_dangling_print(enum store_kind kind, struct buffer *output);

// Writes down what the file said for the field of a record, in place of what was there. `source` is that of
// the mapping, `import` the key of the import's record; both may be empty.
enum error dangling_keep(struct transaction *transaction, struct text record, struct text field,
    struct text value, struct text source, struct text import) MUST_CHECK;

// Forgets it: the field has a value now, or the file says nothing any more.
enum error dangling_forget(struct transaction *transaction, struct text record, struct text field) MUST_CHECK;

// What is kept for the field; empty text when nothing is. *arena*
enum error dangling_find(struct transaction *transaction, struct text record, struct text field,
    struct arena *arena, struct text *ret_value) MUST_CHECK;

extern const struct statement_list dangling_statements;

#endif
