// SPDX-License-Identifier: Apache-2.0
// One finding explained: why it is one, by which entry of the map, whose assignment, and how it goes away.
#ifndef TANDEM_CHECK_EXPLAIN_H
#define TANDEM_CHECK_EXPLAIN_H

#include "check/check.h"

// A fingerprint of 16 hexadecimal digits?
bool check_is_fingerprint(struct text text);

// The finding with the fingerprint, waived or not; NULL.
const struct finding *check_find(const struct check_report *report, struct text fingerprint);

// What, why, the map, the people, what to do, the settings, how to waive it: a line each, as text.
enum error check_explain_text(
    const struct check_report *report, const struct finding *finding, struct buffer *output) MUST_CHECK;

// {"finding":{…},"lines":[{"title","text"}…]}
enum error check_explain_json(
    const struct check_report *report, const struct finding *finding, struct buffer *output) MUST_CHECK;

#endif
