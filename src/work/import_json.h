// SPDX-License-Identifier: Apache-2.0
// Exported JSON as rows, so that it takes the same way in as CSV.
#ifndef TANDEM_WORK_IMPORT_JSON_H
#define TANDEM_WORK_IMPORT_JSON_H

#include "base/buffer.h"
#include "base/problem.h"
#include "format/json_reader.h"
#include "model/resource.h"

// Does a file begin like JSON rather than like CSV?
bool import_is_json(struct text content);

// Writes records, as the API and the export have them, as CSV with a column a field. Members that the
// resource does not have are problems. ERROR_INVALID, ERROR_MEMORY, ERROR_LIMIT.
enum error import_json_rows(const struct json_value *items, const struct resource *resource,
    struct problem_list *problems, struct buffer *output) MUST_CHECK;

#endif
