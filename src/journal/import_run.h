// SPDX-License-Identifier: Apache-2.0
// An import: which file was taken in, how, and what came of it.
#ifndef TANDEM_JOURNAL_IMPORT_RUN_H
#define TANDEM_JOURNAL_IMPORT_RUN_H

#include "model/resource.h"

enum import_run_field {
    IMPORT_RUN_RESOURCE,
    IMPORT_RUN_FILE_NAME,
    IMPORT_RUN_ROWS,
    IMPORT_RUN_CREATED,
    IMPORT_RUN_UPDATED,
    IMPORT_RUN_UNCHANGED,
    IMPORT_RUN_MAPPING,
    IMPORT_RUN_UNDONE_AT,
    IMPORT_RUN_FIELD_COUNT
};

extern const struct resource import_run_resource;

#endif
