// SPDX-License-Identifier: Apache-2.0
// Prepares statements on a workspace's database directly, and says what does not fit.
#ifndef TANDEM_TESTS_STORE_PREPARE_H
#define TANDEM_TESTS_STORE_PREPARE_H

#include "fixture.h"

struct preparer;

struct preparer *preparer_new(const struct fixture *fixture); // *owned*
void preparer_free(struct preparer *preparer);

// Fails the test unless the statement is understood, and takes and gives what it declares.
void prepare_statement(struct preparer *preparer, const struct statement *statement);

// The plan of SQLite, one step a line; NULL on PostgreSQL. *borrowed* until the next call.
const char *prepare_plan(struct preparer *preparer, const struct statement *statement);

#endif
