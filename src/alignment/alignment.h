// SPDX-License-Identifier: Apache-2.0
// What goes on between the roles, as plain arrays beside the organisation: gates and their criteria,
// hand-offs, approvals, consultations, overrides, delegations, maps of every status, and what people call
// themselves.
//
// Read once with a handful of statements, whatever its size; the check, the stress test and the inbox do
// arithmetic on it. Indexes named product, person, activity and scope are the organisation's; gate, approval
// and hand_off are this one's; ORGANISATION_NONE points to nothing. Everything is *arena*; a scenario can be
// tried on a copy.
#ifndef TANDEM_ALIGNMENT_ALIGNMENT_H
#define TANDEM_ALIGNMENT_ALIGNMENT_H

#include "alignment/hand_off.h"
#include "people/map.h"
#include "people/organisation.h"
#include "policy/approval.h"
#include "policy/consultation.h"
#include "policy/delegation.h"
#include "product/gate.h"
#include "product/gate_criterion.h"

struct alignment_gate {
    struct text key;
    uint32_t product;
    uint8_t stage;  // enum product_stage: the one that it leads to
    uint8_t status; // enum gate_status
    bool has_reason, has_conditions;
    int32_t planned_on, first_planned_on, decided_on;
    uint32_t decided_by;      // person
    uint32_t next_of_product; // the next gate of the same product
    uint32_t first_criterion; // its criteria stand together
    uint32_t criterion_count;
};

struct alignment_criterion {
    struct text key, name;
    uint32_t gate;
    uint32_t activity;
    uint8_t status; // enum criterion_status
    bool has_evidence;
    uint32_t signed_by; // person
    int32_t signed_on;
};

struct alignment_hand_off {
    struct text key, title;
    struct text record;   // what it is about: a product or a release
    uint32_t product;     // that one, or the release's
    uint8_t kind;         // enum hand_off_kind
    uint8_t status;       // enum hand_off_status
    uint8_t from_role;    // enum people_role
    uint8_t to_role;      // enum people_role
    uint32_t from_person; // who hands over
    uint32_t to_person;   // who is asked to take it
    int32_t due_on, offered_on, answered_on;
    int32_t returns;            // how often it came back
    uint32_t items, open_items; // of its checklist
};

struct alignment_approval {
    struct text key, title;
    struct text record;
    uint32_t product; // that the record is or belongs to
    uint32_t scope;   // the same as a scope, also of a line or a unit
    uint32_t activity;
    uint8_t status; // enum approval_status
    int32_t due_on, decided_on;
    uint32_t asked_by, decided_by, seconded_by; // people
    uint32_t first_consultation;                // of those about this approval
};

struct alignment_consultation {
    struct text key;
    struct text record;
    uint32_t product, scope;
    uint32_t gate, approval; // which the record is, or that the gate's criterion belongs to
    uint32_t activity;
    uint32_t person, asked_by;
    uint8_t status; // enum consultation_status
    int32_t due_on, answered_on;
    uint32_t next_of_approval;
};

struct alignment_override {
    struct text key, act;
    struct text record;
    uint32_t product, scope;
    uint32_t activity;
    uint32_t person;      // who did it
    uint32_t accountable; // whom it would have been for
    bool has_reason;
    int32_t acted_on, acknowledged_on;
};

struct alignment_delegation {
    struct text key;
    uint32_t person, deputy;
    uint32_t scope; // ORGANISATION_COMPANY: everything
    uint8_t reason; // enum delegation_reason
    int32_t from_on, to_on;
};

struct alignment_map {
    struct text key, name;
    uint8_t status; // enum map_status
    uint8_t mode;   // enum map_mode
    uint32_t scope; // ORGANISATION_COMPANY: for everybody
    int32_t in_force_on, superseded_on, effect_read_on;
    struct text based_on; // key; empty: on nothing
    uint32_t entries;
};

// What the organisation does not say about a person, by the same index.
struct alignment_person {
    struct text title;
    int32_t capacity; // hundredths of an hour a week; ORGANISATION_NO_DATE: not known
};

struct alignment {
    struct alignment_gate *gates;
    struct alignment_criterion *criteria; // gate by gate
    struct alignment_hand_off *hand_offs;
    struct alignment_approval *approvals;
    struct alignment_consultation *consultations;
    struct alignment_override *overrides;
    struct alignment_delegation *delegations;
    struct alignment_map *maps; // of every status
    struct alignment_person *people;
    uint32_t *first_gate; // of each product
    uint32_t gate_count, criterion_count, hand_off_count, approval_count, consultation_count, override_count,
        delegation_count, map_count, person_count;
};

// Reads it beside an organisation of the same transaction. What belongs to no record of the organisation
// (a product that a part of it leaves out) has ORGANISATION_NONE there.
enum error alignment_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct alignment **ret_alignment) MUST_CHECK;

// Puts criteria in the order of their gates and ties gates to products and consultations to approvals. For
// one who fills the arrays by other means than alignment_load.
enum error alignment_index(
    struct alignment *alignment, const struct organisation *organisation, struct arena *arena) MUST_CHECK;

// The gate of the product that leads to the stage; ORGANISATION_NONE.
uint32_t alignment_find_gate(const struct alignment *alignment, uint32_t product, enum product_stage stage);

// Is the person away, or has handed over what is in the scope, on the day? Gives the delegation that says so
// (one with a deputy before one without), or ORGANISATION_NONE. A delegation without a scope is about all.
uint32_t alignment_find_delegation(const struct alignment *alignment, const struct organisation *organisation,
    uint32_t person, uint32_t scope, int32_t day);

extern const struct statement_list alignment_statements;

#endif
