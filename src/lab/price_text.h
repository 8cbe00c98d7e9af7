// SPDX-License-Identifier: Apache-2.0
// Long texts that belong to a record but are too large for a field: the rows of a data set, the result of a
// study. They are kept in parts, apart from history and lists, and go when their record goes.
#ifndef TANDEM_LAB_PRICE_TEXT_H
#define TANDEM_LAB_PRICE_TEXT_H

#include "store/store.h"

#define PRICE_TEXT_MAXIMUM ((size_t)64 << 20)
#define PRICE_TEXT_PART_MAXIMUM ((size_t)128 << 10)

enum price_text_kind {
    PRICE_TEXT_CONTENT, // of a data set: CSV in UTF-8
    PRICE_TEXT_RESULT,  // of a study: JSON as `tandem price fit --json` prints it
    PRICE_TEXT_REPORT,  // of a study: for people
    PRICE_TEXT_KIND_COUNT
};

// Puts a text in place of the one that is there. The text has to be UTF-8. ERROR_TOO_LARGE.
MUST_CHECK enum error price_text_write(
    struct transaction *transaction, struct text record, enum price_text_kind kind, struct text content);
// The whole text; empty when there is none. *arena*
MUST_CHECK enum error price_text_read(struct transaction *transaction, struct text record,
    enum price_text_kind kind, struct arena *arena, struct text *ret_content);
// One part as an export holds it. What is no part (an unknown kind, a record that is not there) is passed
// over.
MUST_CHECK enum error price_text_restore(struct transaction *transaction, struct text record,
    struct text kind, struct text number, struct text content);

extern const struct statement_list price_text_statements;

#endif
