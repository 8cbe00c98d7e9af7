// SPDX-License-Identifier: Apache-2.0
// The named statements with which an import is taken back, for the test that prepares every one on both
// databases.
#ifndef TANDEM_WORK_IMPORT_UNDO_H
#define TANDEM_WORK_IMPORT_UNDO_H

#include "store/statement.h"

extern const struct statement_list import_undo_statements;

#endif
