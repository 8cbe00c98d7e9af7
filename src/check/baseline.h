// SPDX-License-Identifier: Apache-2.0
// Baselines: the findings that were there on a day, so that a run can count only what is new.
#ifndef TANDEM_CHECK_BASELINE_H
#define TANDEM_CHECK_BASELINE_H

#include "check/check.h"

#define BASELINE_FINDINGS_MAXIMUM 1000000

// {"tandem_baseline":1,"day":"2026-11-22","findings":["0123456789abcdef"…]}, sorted: the report's findings,
// and those that its own baseline had left out (NULL: none).
enum error check_baseline_print(const struct check_report *report, const struct check_baseline *known,
    struct arena *arena, struct buffer *output) MUST_CHECK;

// Reads such a file. A problem says what is wrong with it. *arena*
enum error check_baseline_read(struct text content, struct arena *arena, struct problem_list *problems,
    struct check_baseline *ret_baseline) MUST_CHECK;

#endif
