// SPDX-License-Identifier: Apache-2.0
// Runs of the check that are kept, and the trend that they show.
#ifndef TANDEM_CHECK_RECORD_H
#define TANDEM_CHECK_RECORD_H

#include "check/check.h"

struct store;

// Keeps how many findings there were, as a record of check-runs. Inside a write.
enum error check_record(
    struct transaction *transaction, const struct check_report *report, struct arena *arena) MUST_CHECK;

// Runs the whole check of today and keeps it: once a day by the server. Does nothing when today has one.
enum error check_record_daily(struct store *store) MUST_CHECK;

#define CHECK_TREND_RUNS 30

// The last runs, oldest first, a line each with a bar for errors (#), warnings (+) and infos (.).
enum error check_print_trend(
    struct transaction *transaction, struct arena *arena, struct buffer *output) MUST_CHECK;

#endif
