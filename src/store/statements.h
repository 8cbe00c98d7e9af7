// SPDX-License-Identifier: Apache-2.0
// The named statements of this folder, for the test that prepares every one on both databases.
#ifndef TANDEM_STORE_STATEMENTS_H
#define TANDEM_STORE_STATEMENTS_H

#include "store/statement.h"

extern const struct statement_list setting_statements;
extern const struct statement_list record_key_statements;
extern const struct statement_list record_history_statements;

#endif
