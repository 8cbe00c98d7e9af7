// SPDX-License-Identifier: Apache-2.0
// A small company in which something of every kind goes on between the roles, written as an import would.
#ifndef TANDEM_TESTS_STORE_ALIGNMENT_FIXTURE_H
#define TANDEM_TESTS_STORE_ALIGNMENT_FIXTURE_H

#include "records_fixture.h"

// Into an empty workspace: the keys are known (GATE-1, CRIT-1 …), see the file.
void alignment_fill(struct fixture *fixture);

// As many more of each of its criteria, hand-offs, things on their lists, approvals, consultations,
// overrides.
void alignment_fill_more(struct fixture *fixture, unsigned times);

#endif
