// SPDX-License-Identifier: Apache-2.0
// The stress test: a scenario applied to a copy of the organisation, and what is different afterwards.
//
// Running is pure; only stress_workspace and stress_scenario read the database. Operating model, section 7
// (S0: does the map stand unmodified; S4: what a freeze does to the roles).
#ifndef TANDEM_STRESS_STRESS_H
#define TANDEM_STRESS_STRESS_H

#include "check/check.h"
#include "stress/scenario_apply.h"

// The most pairs that a report keeps; the others are counted.
#define STRESS_PAIRS_MAXIMUM 200000

// What happens to a product and activity, the worst first.
enum stress_change {
    STRESS_GAP,      // somebody was accountable, or nobody had to be; now nobody is
    STRESS_CONFLICT, // now several are
    STRESS_DUAL,     // now one person is on both sides
    STRESS_HANDOVER, // another person, and nothing worse
    STRESS_RELIEF,   // a gap, a conflict or a dual is gone
    STRESS_CHANGE_COUNT
};

// "gap", "conflict", "dual", "handover", "relief". Static text.
const char *stress_change_code(enum stress_change change);

struct stress_pair {
    uint32_t product, activity;
    uint8_t change; // enum stress_change
};

// One side of the comparison.
struct stress_side {
    const struct organisation *organisation;
    const struct resolution *resolution;
    struct check_report check;
    uint64_t outcomes[RESOLUTION_OUTCOME_COUNT]; // pairs of products that are not retired
};

struct stress_rule {
    const struct check_rule *rule;
    uint32_t before, after; // findings
    uint32_t appeared, gone;
};

// How many products somebody holds a role over; only those with a difference.
struct stress_span {
    uint32_t person;
    uint8_t role; // enum people_role: product manager or product marketing manager
    uint32_t before, after;
};

struct stress_report {
    struct stress_side before, after;
    struct stress_pair *pairs; // by change, then in the order of products and activities
    size_t pair_count;
    uint64_t changes[STRESS_CHANGE_COUNT]; // all of them, also those that are not kept
    struct stress_rule *rules;             // those with findings on either side
    size_t rule_count;
    uint32_t *appeared; // findings of after.check that are new
    size_t appeared_count;
    struct stress_span *spans; // those that grow most first
    size_t span_count;
    uint32_t *criteria; // of the alignment: of gates under way, that nobody could sign any more
    uint32_t criterion_count;
    uint32_t *hand_offs; // of the alignment: under way, that nobody could take any more
    uint32_t hand_off_count;
    uint32_t widest_span; // the most products that somebody of the spans holds a role over afterwards
    bool breaks;          // a new gap, conflict or error
    bool is_same_map;     // the map stood unmodified
};

// Applies the steps to the organisation of the facts and compares. Everything is *arena*; the facts stay
// *borrowed*. ERROR_INVALID with problems that name a step.
enum error stress_run(const struct check_facts *facts, const struct scenario_steps *steps,
    const struct scenario_world *world, struct arena *arena, struct problem_list *problems,
    struct stress_report *ret_report) MUST_CHECK;

// What is tested, and on which day.
struct stress_input {
    struct text key, name; // of the scenario; empty when the steps come from elsewhere
    int32_t day;           // ORGANISATION_NO_DATE: that of the scenario, else today
    struct scenario_steps steps;
};

// Reads a scenario by its key into the input, and its day unless the input has one. ERROR_NOT_FOUND,
// ERROR_FORBIDDEN, ERROR_INVALID. *arena*
enum error stress_scenario(struct transaction *transaction, const struct actor *actor, struct text key,
    struct arena *arena, struct problem_list *problems, struct stress_input *input) MUST_CHECK;

// Looks the steps' keys up, loads organisation and settings, runs. A day that the input does not have is
// today.
enum error stress_workspace(struct transaction *transaction, struct stress_input *input, struct arena *arena,
    struct problem_list *problems, struct stress_report *ret_report) MUST_CHECK;

// The same for several scenarios side by side: what it takes meanwhile is given back, and of the report only
// the numbers stay; there is nothing behind its pointers, nor behind the steps of the input.
enum error stress_workspace_totals(struct transaction *transaction, struct stress_input *input,
    struct problem_list *problems, struct stress_report *ret_report) MUST_CHECK;

#endif
