// SPDX-License-Identifier: Apache-2.0
// A person's inbox: what waits for them, over whose head was decided, what they are told.
//
// Arithmetic on the organisation, the resolution, the alignment and the findings of a day; only the functions
// that end in _load read the database. An item goes to whom the map names, and to the deputy of somebody who
// is away. Operating model, section 3.
#ifndef TANDEM_INBOX_INBOX_H
#define TANDEM_INBOX_INBOX_H

#include "check/check.h"
#include "policy/policy.h"

#define INBOX_TOLD_DAYS 14      // for so long one is told what was decided
#define INBOX_LIMIT_DEFAULT 100 // items of a page
#define INBOX_LIMIT_MAXIMUM 1000

// In the order in which equally urgent ones stand. As in the choice list inbox_kinds.
enum inbox_kind {
    INBOX_DECIDE,      // an approval or a gate
    INBOX_SIGN,        // a criterion of the next gate
    INBOX_ANSWER,      // a consultation, or a hand-off that came back
    INBOX_ACCEPT,      // a hand-off that is offered
    INBOX_SECOND,      // an approval that wants a second pair of eyes
    INBOX_ACKNOWLEDGE, // what was done over one's head
    INBOX_FINDING,     // of the check: errors and warnings
    INBOX_TOLD,        // a decision that one is informed of
    INBOX_KIND_COUNT
};

extern const struct choice_list inbox_kinds;

struct inbox_item {
    uint32_t person; // whose it is: of the organisation's people
    uint8_t kind;    // enum inbox_kind
    bool is_overdue;
    int32_t due_on, since; // ORGANISATION_NO_DATE: none
    uint32_t product;      // that it concerns, or ORGANISATION_NONE
    struct text record;    // key
    const char *resource;  // plural name of the record's
    const char *title;
    const char *what;           // a sentence: what is to be done, and why by this person
    const char *const *actions; // of the record, that settle it; ended by NULL
    const char *identifier;     // tells it from the person's other items of the kind
};

// Everybody's items: by person; each person's overdue ones first, then by the day they are due, then by kind.
struct inbox {
    const struct organisation *organisation;
    struct inbox_item *items;
    uint32_t count;
};

struct inbox_slice {
    const struct inbox_item *items;
    uint32_t count;
};

// What the items are made of. `person`: only this one's, or ORGANISATION_NONE for everybody's. Facts are
// *borrowed*.
struct inbox_facts {
    const struct check_report *report; // with organisation, resolution, alignment and the findings
    const struct policy_delegations *delegations;
    uint32_t person;
};

// Pure. *arena*. ERROR_MEMORY.
enum error inbox_build(
    const struct inbox_facts *facts, struct arena *arena, struct inbox *ret_inbox) MUST_CHECK;

// Reads the workspace and builds: for the person with the key, or for everybody when it is empty.
// ERROR_NOT_FOUND: nobody has the key.
enum error inbox_load(struct transaction *transaction, struct text person, int32_t day, struct arena *arena,
    struct inbox *ret_inbox) MUST_CHECK;

struct inbox_slice inbox_of_person(const struct inbox *inbox, uint32_t person);
uint32_t inbox_count_overdue(struct inbox_slice slice);

// A page of a slice: only `kind`, or all with INBOX_KIND_COUNT; after the item that the cursor names, which
// may be gone by now. ret_next: the cursor of the next page, or NULL. ERROR_SYNTAX: no cursor of ours.
enum error inbox_page(struct inbox_slice slice, enum inbox_kind kind, struct text cursor, uint32_t limit,
    struct arena *arena, struct inbox_slice *ret_page, const char **ret_next) MUST_CHECK;

struct json_writer;

// {"person":…,"day":…,"totals":{…},"overdue":…,"items":[…],"next":…}: totals are of all that the person has.
// `person` ORGANISATION_NONE: nobody's, which is empty.
void inbox_write_json(const struct inbox *inbox, uint32_t person, int32_t day, struct inbox_slice page,
    const char *next, struct json_writer *writer);

// "3 to decide": how a kind is counted. Static text.
const char *inbox_kind_words(enum inbox_kind kind);

#endif
