// SPDX-License-Identifier: Apache-2.0
// Data sets of the pricing lab: sales, market shares, survey answers. The rows are kept as price_text.
#ifndef TANDEM_LAB_PRICE_DATA_H
#define TANDEM_LAB_PRICE_DATA_H

#include "lab/data_profile.h"
#include "model/resource.h"
#include "store/store.h"

#define PRICE_DATA_MAXIMUM ((size_t)16 << 20) // of a file

enum price_data_field {
    PRICE_DATA_NAME,
    PRICE_DATA_PRODUCT,
    PRICE_DATA_NOTE,
    PRICE_DATA_FILE_NAME,
    PRICE_DATA_ROWS,
    PRICE_DATA_COLUMNS,
    PRICE_DATA_SIZE,
    PRICE_DATA_HASH,
    PRICE_DATA_TAKEN_AT,
    PRICE_DATA_FIELD_COUNT
};
extern const struct resource price_data_resource;

// A file that is to become a data set, or to take the place of one's rows.
struct price_data_file {
    struct text key;       // of the data set whose rows it replaces; empty: a new one
    struct text name;      // of a new one
    struct text product;   // of a new one, or empty
    struct text file_name; // as it was called
    struct text content;   // UTF-8, as price_data_prepare gave it
    struct data_profile profile;
};

// Turns a file's bytes into UTF-8 and looks through them; what is wrong is named with line and column.
// *arena*
MUST_CHECK enum error price_data_prepare(
    struct text bytes, struct arena *arena, struct problem_list *problems, struct price_data_file *file);
// Keeps it, in a write transaction.
MUST_CHECK enum error price_data_keep(struct transaction *transaction, const struct actor *actor,
    const struct price_data_file *file, struct arena *arena, struct problem_list *problems,
    struct record **ret_record);

// The rows of a data set; empty when there are none, or others than the record tells of: an import or its
// undo may have brought the one without the other.
MUST_CHECK enum error price_data_rows(struct transaction *transaction, const struct record *data,
    struct arena *arena, struct text *ret_content);

#endif
