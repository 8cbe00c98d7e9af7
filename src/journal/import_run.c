// SPDX-License-Identifier: Apache-2.0
// Imports that were made.
#include "journal/import_run.h"

static const struct field import_run_fields[] = {
    [IMPORT_RUN_RESOURCE] =
        {
            .name = "resource",
            .label = "Resource",
            .help = "What was imported, by its plural name.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
    [IMPORT_RUN_FILE_NAME] =
        {
            .name = "file_name",
            .label = "File",
            .help = "Name of the file.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .maximum = 255,
        },
    [IMPORT_RUN_ROWS] =
        {
            .name = "rows",
            .label = "Rows",
            .help = "Rows that the file had.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .maximum = INT64_MAX,
        },
    [IMPORT_RUN_CREATED] =
        {
            .name = "created",
            .label = "Created",
            .help = "Records that were created.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .maximum = INT64_MAX,
        },
    [IMPORT_RUN_UPDATED] =
        {
            .name = "updated",
            .label = "Updated",
            .help = "Records that were changed.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .maximum = INT64_MAX,
        },
    [IMPORT_RUN_UNCHANGED] =
        {
            .name = "unchanged",
            .label = "Unchanged",
            .help = "Records that were as the file says already.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .maximum = INT64_MAX,
        },
    [IMPORT_RUN_MAPPING] =
        {
            .name = "mapping",
            .label = "Mapping",
            .help = "The mapping of columns to fields that was used.",
            .type = FIELD_JSON,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
    [IMPORT_RUN_UNDONE_AT] =
        {
            .name = "undone_at",
            .label = "Undone at",
            .help = "When the import was undone.",
            .type = FIELD_INSTANT,
            .flags = FIELD_READ_ONLY,
        },
};
_Static_assert(
    sizeof import_run_fields / sizeof import_run_fields[0] == IMPORT_RUN_FIELD_COUNT, "a field is missing");

static const struct sort import_run_sorts[] = {
    {"created_at", SORT_SYSTEM_CREATED},
    {"key", SORT_SYSTEM_KEY},
};

const struct resource import_run_resource = {
    .name = "imports",
    .singular = "import_run",
    .label = "Import",
    .label_plural = "Imports",
    .prefix = "IMP",
    .help = "An import took the rows of a file in.",
    .flags = RESOURCE_READ_ONLY | RESOURCE_NO_EXPORT | RESOURCE_NO_IMPORT,
    .fields = import_run_fields,
    .field_count = IMPORT_RUN_FIELD_COUNT,
    .sorts = import_run_sorts,
    .sort_count = sizeof import_run_sorts / sizeof import_run_sorts[0],
    .title_field = IMPORT_RUN_FILE_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    // Create stands for importing, and for undoing an import.
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY(VERB_CREATE)},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY(VERB_CREATE)},
        },
    .unique_together = {-1},
};
