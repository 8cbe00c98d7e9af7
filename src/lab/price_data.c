// SPDX-License-Identifier: Apache-2.0
// Data sets: what is known of them is a record; their rows are kept apart.
#include "lab/price_data.h"

#include "base/allocation.h"
#include "base/digest.h"
#include "format/encoding.h"
#include "lab/price_text.h"
#include "store/records.h"

static const struct field price_data_fields[] = {
    [PRICE_DATA_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the data are, such as Sales of 2026 by store.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PRICE_DATA_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that they are about, if it is one.",
            .type = FIELD_REFERENCE,
            .targets = {"products"},
        },
    [PRICE_DATA_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "Where they come from and how they were taken.",
            .type = FIELD_MARKDOWN,
        },
    [PRICE_DATA_FILE_NAME] =
        {
            .name = "file_name",
            .label = "File",
            .help = "What the file was called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .minimum = 1,
            .maximum = 255,
        },
    [PRICE_DATA_ROWS] =
        {
            .name = "rows",
            .label = "Rows",
            .help = "How many rows there are below the header.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [PRICE_DATA_COLUMNS] =
        {
            .name = "columns",
            .label = "Columns",
            .help = "How many columns there are.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .minimum = 0,
            .maximum = 100000,
        },
    [PRICE_DATA_SIZE] =
        {
            .name = "size",
            .label = "Size",
            .help = "How many bytes the text has.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .minimum = 0,
            .maximum = (int64_t)PRICE_DATA_MAXIMUM * 4,
        },
    [PRICE_DATA_HASH] =
        {
            .name = "hash",
            .label = "Fingerprint",
            .help = "BLAKE2b of the text: it changes when the rows change.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .minimum = DIGEST_HEX_SIZE - 1,
            .maximum = DIGEST_HEX_SIZE - 1,
        },
    [PRICE_DATA_TAKEN_AT] =
        {
            .name = "taken_at",
            .label = "Taken",
            .help = "When the rows were brought.",
            .type = FIELD_INSTANT,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(
    sizeof price_data_fields / sizeof price_data_fields[0] == PRICE_DATA_FIELD_COUNT, "a field is missing");

static const struct sort price_data_sorts[] = {
    {"name", PRICE_DATA_NAME},
    {"taken_at", PRICE_DATA_TAKEN_AT},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link price_data_links[] = {
    {"studies", "price-studies", "data"},
    {"comments", "comments", "record"},
};

// A plain creation has no rows.
static enum error price_data_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    if (stored || !record_is_null(proposed, PRICE_DATA_HASH)) return ERROR_NONE;
    problem_add(
        problems, NULL, "A data set is made of a file: send its content, or use tandem price data add.");
    return ERROR_INVALID;
}

const struct resource price_data_resource = {
    .name = "price-data",
    .singular = "price_data",
    .label = "Data set",
    .label_plural = "Data sets",
    .prefix = "DATA",
    .help = "A data set is a file of sales, shares or answers that price studies work on.",
    .fields = price_data_fields,
    .field_count = PRICE_DATA_FIELD_COUNT,
    .sorts = price_data_sorts,
    .sort_count = sizeof price_data_sorts / sizeof price_data_sorts[0],
    .title_field = PRICE_DATA_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = price_data_links,
    .link_count = sizeof price_data_links / sizeof price_data_links[0],
    .unique_together = {-1},
    .check = price_data_check,
};

enum error price_data_prepare(
    struct text bytes, struct arena *arena, struct problem_list *problems, struct price_data_file *file)
{
    char *owned = NULL;
    struct text decoded;
    if (bytes.length > PRICE_DATA_MAXIMUM) {
        problem_add(problems, "content", "Is larger than %zu MiB; add rows up, or leave columns out.",
            PRICE_DATA_MAXIMUM >> 20);
        return ERROR_INVALID;
    }
    enum error error = encoding_decode(bytes, ENCODING_DETECT, problems, &owned, &decoded);
    const char *copy = error ? NULL : text_copy(decoded, arena);
    if (!error && !copy) error = ERROR_MEMORY;
    if (!error) file->content = (struct text){copy, decoded.length};
    allocation_release(owned);
    if (error) return error == ERROR_SYNTAX ? ERROR_INVALID : error;
    error = data_profile(file->content, 0, arena, problems, &file->profile);
    return error == ERROR_SYNTAX || error == ERROR_LIMIT ? ERROR_INVALID : error;
}

enum error price_data_keep(struct transaction *transaction, const struct actor *actor,
    const struct price_data_file *file, struct arena *arena, struct problem_list *problems,
    struct record **ret_record)
{
    char *hash = arena_allocate(arena, DIGEST_HEX_SIZE);
    struct record_input *input = record_input_new(&price_data_resource, arena);
    if (!input || !hash) return ERROR_MEMORY;
    const bool is_new = text_is_empty(file->key);
    if (!permission_allows_some(actor, &price_data_resource, is_new ? VERB_CREATE : VERB_UPDATE))
        return ERROR_FORBIDDEN;
    digest_hex(file->content, hash);
    input->is_internal = true;
    if (is_new) record_input_set(input, PRICE_DATA_NAME, value_text(file->name));
    if (is_new && !text_is_empty(file->product))
        record_input_set(input, PRICE_DATA_PRODUCT, value_text(file->product));
    record_input_set(input, PRICE_DATA_FILE_NAME, value_text(file->file_name));
    record_input_set(input, PRICE_DATA_ROWS, value_integer((int64_t)file->profile.rows));
    record_input_set(input, PRICE_DATA_COLUMNS, value_integer((int64_t)file->profile.columns));
    record_input_set(input, PRICE_DATA_SIZE, value_integer((int64_t)file->content.length));
    record_input_set(input, PRICE_DATA_HASH, value_string(hash));
    record_input_set(input, PRICE_DATA_TAKEN_AT, value_integer(transaction_now(transaction)));
    enum error error =
        is_new ? record_create(transaction, actor, input, arena, problems, ret_record)
               : record_update(transaction, actor, file->key, 0, input, arena, problems, ret_record, NULL);
    return error ? error
                 : price_text_write(transaction, (*ret_record)->key, PRICE_TEXT_CONTENT, file->content);
}

enum error price_data_rows(
    struct transaction *transaction, const struct record *data, struct arena *arena, struct text *ret_content)
{
    char hash[DIGEST_HEX_SIZE];
    enum error error = price_text_read(transaction, data->key, PRICE_TEXT_CONTENT, arena, ret_content);
    if (error) return error;
    digest_hex(*ret_content, hash);
    if (!text_is(record_text(data, PRICE_DATA_HASH), hash)) *ret_content = TEXT("");
    return ERROR_NONE;
}
