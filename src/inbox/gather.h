// SPDX-License-Identifier: Apache-2.0
// Items being gathered: the list that grows, whom the map names, deputies. Private to src/inbox.
#ifndef TANDEM_INBOX_GATHER_H
#define TANDEM_INBOX_GATHER_H

#include "inbox/inbox.h"

struct gather {
    const struct inbox_facts *facts;
    const struct check_report *report;
    const struct organisation *organisation;
    const struct resolution *resolution;
    const struct alignment *alignment;
    struct arena *arena;
    struct inbox_item item; // that gather_begin began
    uint32_t first;         // of its copies, one a person
    struct inbox_item *items;
    uint32_t count, capacity;
    enum error error; // once there is one, nothing more is gathered
};

void gather_open(struct gather *gather, const struct inbox_facts *facts, struct arena *arena);
// Sorts, and gives what was gathered.
enum error gather_close(struct gather *gather, struct inbox *ret_inbox) MUST_CHECK;

// What the map says about the activity there; false when it says nothing, or there is no memory.
bool gather_decide(
    struct gather *gather, uint32_t scope, uint32_t activity, struct policy_decision *ret_decision);
bool gather_is_accountable(
    const struct gather *gather, const struct policy_decision *decision, uint32_t person);

// The item that the next functions hand out; each person gets it once.
void gather_begin(struct gather *gather, const struct inbox_item *item);
bool gather_wants(const struct gather *gather, uint32_t person); // is this one asked for?
void gather_for(struct gather *gather, uint32_t person);         // ORGANISATION_NONE: nobody
// Somebody whom the record names, and the deputy.
void gather_for_named(struct gather *gather, uint32_t person, uint32_t scope);
// The accountable people and their deputies, without one.
void gather_for_accountable(struct gather *gather, const struct policy_decision *decision, uint32_t without);

// Texts, *arena*; an empty one when there is no memory.
const char *gather_text(struct gather *gather, const char *format, ...) PRINTF_CHECKED(2, 3);
const char *gather_person(struct gather *gather, uint32_t person); // "Ann Smith"; "Somebody"
struct text gather_activity(const struct gather *gather, uint32_t activity);
const char *gather_printed(struct gather *gather,
    void (*print)(const struct check_report *report, const struct finding *finding, struct buffer *output),
    const struct finding *finding);

#endif
