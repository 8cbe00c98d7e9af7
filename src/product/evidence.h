// SPDX-License-Identifier: Apache-2.0
// Evidence: where one can see that something is so. A web address, or the key of a record of the workspace.
#ifndef TANDEM_PRODUCT_EVIDENCE_H
#define TANDEM_PRODUCT_EVIDENCE_H

#include "base/problem.h"
#include "store/store.h"

// Is the text a web address, or the key of a record that exists? Else a problem on `field` says what would
// be right: ERROR_INVALID. A record cannot prove itself: `self` is no evidence (may be empty).
enum error evidence_check(struct transaction *transaction, struct text evidence, struct text self,
    const char *field, struct arena *arena, struct problem_list *problems) MUST_CHECK;

#endif
