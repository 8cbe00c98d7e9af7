// SPDX-License-Identifier: Apache-2.0
// All gates of a product on one sheet: what each asks for, who signs and decides, what was said, how often
// the plan slipped. The same at both doors.
#ifndef TANDEM_PRODUCT_GATE_SHEET_H
#define TANDEM_PRODUCT_GATE_SHEET_H

#include "format/json_writer.h"
#include "people/life_cycle.h"
#include "people/resolution.h"

struct actor;
struct transaction;

// A day that was planned, and the one that took its place.
struct gate_slip {
    struct text from, to; // days; to is empty when the plan was dropped
    int64_t at;           // ms UTC
    struct text by;       // key of the user, or "system"
};

// Who signs or decides, by the map in force.
struct gate_signer {
    uint32_t activity; // of the organisation's; ORGANISATION_NONE: the workspace does not have it
    struct resolution_result result;
};

struct gate_sheet_criterion {
    const struct record *record;
    struct gate_signer signer;
};

struct gate_sheet_gate {
    const struct record *record;
    struct gate_signer decider;
    struct gate_sheet_criterion *criteria;
    struct record **consultations; // about the gate, or one of its criteria
    struct gate_slip *slips;       // by time
    size_t criterion_count, consultation_count, slip_count;
    size_t green, red;
};

// *arena*
struct gate_sheet {
    const struct organisation *organisation;
    const struct resolution *resolution;
    uint32_t product;                          // of the organisation's
    struct gate_sheet_gate gates[STAGE_COUNT]; // in the order of their stages
    size_t gate_count;
    enum product_stage next_stage;                // STAGE_COUNT: the product is retired
    enum product_stage without_gate[STAGE_COUNT]; // stages that the product has reached without one
    size_t without_gate_count;
};

#define GATE_SHEET_CRITERIA_MAXIMUM 1000     // of all gates together
#define GATE_SHEET_CONSULTATIONS_MAXIMUM 200 // of one gate
#define GATE_SHEET_SLIPS_MAXIMUM 1000        // lines of history looked at for each gate

// Reads what the actor may see. `product`: its current key. ERROR_NOT_FOUND.
enum error gate_sheet_load(struct transaction *transaction, const struct actor *actor, struct text product,
    struct arena *arena, struct gate_sheet *ret_sheet) MUST_CHECK;

// {"day","map","product":{"key","name"},"stage","horizon","next_stage","without_gate":[stage…],"gates":[{gate's
// fields…,"decided_by_name","decider":signer,"green","red","open","criteria":[{criterion's
// fields…,"activity_name","activity_code","signed_by_name","signer":signer}],"slips":[{"from","to","at","by"}],
// "consultations":[{consultation's fields…,"person_name"}]}]}; a signer is {"role","outcome","people":[…]}.
void gate_sheet_print(const struct gate_sheet *sheet, struct json_writer *writer);

// The name of a person by key; empty when there is none.
struct text gate_sheet_person(const struct gate_sheet *sheet, struct text key);

#endif
