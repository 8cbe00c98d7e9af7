// SPDX-License-Identifier: Apache-2.0
// What was handed over and what waits: with whom, since when.
#ifndef TANDEM_ALIGNMENT_HAND_OFF_TIMELINE_H
#define TANDEM_ALIGNMENT_HAND_OFF_TIMELINE_H

#include "alignment/hand_off.h"
#include "format/json_writer.h"
#include "people/roles.h"
#include "store/store.h"

// A record by key and name; both empty: none.
struct timeline_name {
    struct text key, name;
};

struct timeline_item {
    struct text key, title, reason;
    struct timeline_name product; // that it is about, or that the release belongs to
    struct timeline_name release; // empty: about the product as a whole
    struct timeline_name from, to, answered_by;
    enum hand_off_kind kind;
    enum hand_off_status status;
    enum people_role from_role, to_role;
    struct text due_on, offered_on, answered_on; // days; empty: not yet
    int64_t returns, items, items_done;
    struct timeline_name held_by; // who has it now
    int32_t since;                // the day since when they have it
    int32_t age;                  // days since then; 0 for what is accepted or withdrawn
    bool is_waiting;              // draft, offered or returned
    bool is_overdue;              // waits although its day is over
};

// *arena*
struct timeline {
    int32_t day;
    struct timeline_item *items; // what waits first, the most urgent at the top; then the rest, newest first
    size_t count;
    bool is_cut; // there are more
};

#define TIMELINE_LIMIT_MAXIMUM 1000

// Reads at most `limit` hand-offs: of a product and its releases, or of all products when it is empty.
// `waits_only`: nothing that is accepted or withdrawn. One statement.
enum error timeline_load(struct transaction *transaction, struct text product, bool waits_only, size_t limit,
    struct arena *arena, struct timeline *ret_timeline) MUST_CHECK;

// {"day","items":[{"key","kind","title","product":named,"release":named|null,"from_role","from":named|null,
// "to_role","to":named|null,"status","due_on","offered_on","answered_on","answered_by":named|null,"reason",
// "returns","items","items_done","held_by":named|null,"since","age_days","waiting","overdue"}],"more":bool}.
void timeline_print(const struct timeline *timeline, struct json_writer *writer);

extern const struct statement_list timeline_statements;

#endif
