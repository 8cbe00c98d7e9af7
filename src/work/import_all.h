// SPDX-License-Identifier: Apache-2.0
// A whole export brought back into a workspace, in one transaction.
#ifndef TANDEM_WORK_IMPORT_ALL_H
#define TANDEM_WORK_IMPORT_ALL_H

#include "work/import.h"

struct import_all_request {
    const char *path; // a directory of CSV files named after resources, or a JSON document
    bool dry_run;
    bool (*progress)(int64_t rows, void *closure);
    void *closure;
};

// Keys, and fields that only actions set, are taken as they are; settings are set at the end. ret_results has
// room for every resource of the registry; ret_count of them are filled. Errors as of import_file; ERROR_IO
// with a problem.
enum error import_all(struct store *store, const struct actor *actor,
    const struct import_all_request *request, struct arena *arena, struct problem_list *problems,
    struct import_result *ret_results, size_t *ret_count) MUST_CHECK;

#endif
