// SPDX-License-Identifier: Apache-2.0
// What an import did, for people or as JSON.
#ifndef TANDEM_CLI_IMPORT_REPORT_H
#define TANDEM_CLI_IMPORT_REPORT_H

#include "cli/invocation.h"
#include "work/import.h"

// Rejected rows and warnings go to the errors stream, the summary to the output. Returns 0, or 2 when it
// could not be written. As JSON: the one result, or {"results":[…]} of several.
int import_report(const struct invocation *invocation, const struct import_result *results, size_t count);
int import_report_undo(const struct invocation *invocation, const struct import_result *result);
int import_report_preview(const struct invocation *invocation, const struct import_preview *preview);

#endif
