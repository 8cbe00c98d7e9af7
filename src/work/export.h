// SPDX-License-Identifier: Apache-2.0
// A workspace, or one resource of it, written as CSV or JSON in a form that imports back to the same.
#ifndef TANDEM_WORK_EXPORT_H
#define TANDEM_WORK_EXPORT_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/resource.h"
#include "store/store.h"
#include "work/part.h"

// Takes the next bytes of the export; another result than ERROR_NONE ends it.
typedef enum error export_sink(struct text bytes, void *closure);

// Columns: key, source, external_id, the resource's stored fields, created_at, created_by, changed_at,
// changed_by. A text that a spreadsheet would take for a formula starts with an apostrophe, which the import
// takes off again.
enum error export_csv(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, export_sink *sink, void *closure) MUST_CHECK;

// {"resource":"products","items":[…]} with the records as the API shows them.
enum error export_json(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, export_sink *sink, void *closure) MUST_CHECK;

// {"tandem_export":1,"workspace":{…settings…},"resources":{"units":[…],…},"former_keys":[…],"kept_references":[…]}
// of every resource that is exported at all.
enum error export_workspace(
    struct transaction *transaction, const struct actor *actor, export_sink *sink, void *closure) MUST_CHECK;

// A part of the workspace that is no resource, as CSV.
enum error export_part(
    struct transaction *transaction, const struct part *part, export_sink *sink, void *closure) MUST_CHECK;

// Is the field a column of an export?
bool export_has_field(const struct field *field);

#endif
