// SPDX-License-Identifier: Apache-2.0
// What a rule is: one row of its family's table, with everything that is ever said about it, and its
// functions.
#ifndef TANDEM_CHECK_RULE_H
#define TANDEM_CHECK_RULE_H

#include "check/check.h"

// A number or a severity that a workspace can set as check.RULE.NAME.
struct check_parameter {
    const char *name;
    const char *help; // one sentence that ends in a period
    int32_t value;    // unless set
    int32_t minimum, maximum;
    bool is_severity; // value is an enum check_severity; the bounds do not matter
};

struct check;

struct check_rule {
    const char *identifier; // kebab-case; part of the interface, never changed
    const char *name;       // a few words
    enum check_severity severity;
    const char *why;     // with the text of the operating model that it follows
    const char *example; // a small situation, and what is said about it
    const char *ask;     // in words: who is asked to do something about it
    const struct check_parameter *parameters;
    size_t parameter_count;
    // Adds the findings. Reads the organisation and its resolution; no database, no allocation per product.
    enum error (*find)(struct check *check, const struct check_rule *rule);
    // The person to ask, or ORGANISATION_NONE.
    uint32_t (*accountable)(const struct check_report *report, const struct finding *finding);
    // What is the matter: whole sentences.
    void (*describe)(const struct check_report *report, const struct finding *finding, struct buffer *output);
    // What exactly to do, with the command where there is one: whole sentences.
    void (*advise)(const struct check_report *report, const struct finding *finding, struct buffer *output);
    // What tells two findings of the rule apart that are about the same record and role: keys, never numbers
    // that change. NULL when there is at most one.
    void (*identify)(const struct check_report *report, const struct finding *finding, struct buffer *output);
    // Code of the activity whose accountable person is asked; NULL: it goes by the role, or by something
    // else.
    const char *activity;
};

// A run of the rules: what they may read, and where their findings go.
struct check {
    const struct organisation *organisation;
    const struct resolution *resolution;
    const struct alignment *alignment;   // never NULL
    const struct check_waivers *waivers; // never NULL
    const struct offer *offer;           // never NULL
    const struct check_settings *settings;
    struct arena *arena;
    struct finding *findings;
    size_t count, capacity;
};

// Adds a finding; severity off adds nothing. `rule`, `accountable` are filled in here and later.
enum error check_add(struct check *check, const struct check_rule *rule, struct finding finding) MUST_CHECK;

// A finding of the rule's own severity about a record; `other` and `number` are set by the caller.
struct finding check_finding(const struct check *check, const struct check_rule *rule,
    enum finding_subject subject, uint32_t index, uint32_t product, enum people_role role);

// All rules, in the order in which they are listed.
size_t check_rule_count(void);
const struct check_rule *check_rule_at(size_t position); // less than the count
size_t check_rule_position(const struct check_rule *rule);
// By identifier; NULL when there is none.
const struct check_rule *check_rule_find(struct text identifier);

// The severity that holds in the workspace.
enum check_severity check_rule_severity(const struct check_settings *settings, const struct check_rule *rule);
// The same for a rule whose parameters give a severity each: the workspace's for the rule as a whole, else
// that of the parameter.
enum check_severity check_rule_severity_by(
    const struct check_settings *settings, const struct check_rule *rule, size_t parameter);
int32_t check_rule_value(
    const struct check_settings *settings, const struct check_rule *rule, size_t parameter);

// Is the product looked at? Retired ones are not.
static inline bool product_is_checked(const struct organisation *organisation, uint32_t product)
{
    return organisation->products[product].stage != STAGE_RETIRED;
}

// Is the assignment looked at: does it hold on the day, and not over a retired product?
bool check_assignment_is_active(const struct organisation *organisation, uint32_t assignment);
// The product that the assignment is over, or ORGANISATION_NONE.
uint32_t check_assignment_product(const struct organisation *organisation, uint32_t assignment);

// The roles that the map in force makes accountable for anything, as bits 1 << enum people_role.
unsigned check_roles_accountable(const struct organisation *organisation);

// The families' tables.
struct check_family {
    const struct check_rule *rules;
    size_t count;
};
extern const struct check_family check_vacancy, check_accountability, check_people, check_hours,
    check_stand_in, check_titles, check_portfolio, check_life_end, check_units, check_gates, check_criteria,
    check_hand_offs, check_approvals, check_overrides, check_delegations, check_maps, check_waived,
    check_import, check_prices, check_price_decisions, check_price_studies;

#endif
