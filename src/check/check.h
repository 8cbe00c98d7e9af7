// SPDX-License-Identifier: Apache-2.0
// `tandem check`: rules over an organisation, and findings that name the record, the person to ask and what
// to do.
//
// A finding is a few numbers; its sentences are written when it is printed, so that counting findings
// (portfolio) or filtering them costs no text. Running is pure: only check_workspace and check_settings_load
// read the database. Operating model, section 9. Rules live in one file a family, see check/rule.h.
#ifndef TANDEM_CHECK_CHECK_H
#define TANDEM_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/problem.h"
#include "people/organisation.h"
#include "people/resolution.h"
#include "product/portfolio.h"

struct check_rule;

enum check_severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };

// "off", "info", "warning", "error". Static text.
const char *check_severity_code(enum check_severity severity);
bool check_severity_parse(struct text code, enum check_severity *ret_severity);

// What a finding's index counts.
enum finding_subject {
    SUBJECT_PRODUCT,
    SUBJECT_PERSON,
    SUBJECT_ASSIGNMENT,
    SUBJECT_ACTIVITY,
    SUBJECT_DANGLING, // the record that refers to nothing
};

struct finding {
    const struct check_rule *rule;
    uint32_t index;       // of the record that it is about, in the subject's array
    uint32_t product;     // the product that it concerns, or ORGANISATION_NONE
    uint32_t accountable; // the person to ask, or ORGANISATION_NONE
    uint32_t other;       // a second record, of the rule's own meaning
    int32_t number;       // of the rule's own meaning
    uint32_t sequence;    // in the order in which the rules found it
    uint8_t severity;     // enum check_severity, never off
    uint8_t subject;      // enum finding_subject
    uint8_t role;         // enum people_role, ROLE_COUNT for none
};

#define CHECK_RULES_MAXIMUM 64
#define SEVERITY_AS_IT_COMES UINT8_MAX // the workspace does not say: the rule's own severity
#define CHECK_PARAMETERS_MAXIMUM 4

// What the workspace says about the rules, by the position of the rule.
struct check_settings {
    uint8_t severities[CHECK_RULES_MAXIMUM]; // enum check_severity, or SEVERITY_AS_IT_COMES
    int32_t values[CHECK_RULES_MAXIMUM][CHECK_PARAMETERS_MAXIMUM];
};

// The rules as they come.
void check_settings_default(struct check_settings *settings);

// Reads check.RULE.severity and check.RULE.PARAMETER; what is not set, or cannot be read, is as it comes.
enum error check_settings_load(
    struct transaction *transaction, struct check_settings *ret_settings) MUST_CHECK;

// Is the name one of check.RULE.severity, check.RULE.PARAMETER? If so, is the value acceptable (empty: back
// to default)? Adds problems that name the setting. ERROR_NOT_FOUND: no such rule or parameter;
// ERROR_INVALID.
enum error check_setting_accept(
    struct text name, struct text value, struct problem_list *problems) MUST_CHECK;

// Gives one setting its value, as check_settings_load does; false when name or value is not acceptable.
bool check_settings_set(struct check_settings *settings, struct text name, struct text value);

struct check_options {
    const struct check_rule *const *rules; // only these; none: all
    size_t rule_count;
    unsigned severities; // bits 1 << enum check_severity; 0: all
    struct text record;  // only what is about, or concerns, the product, person or other record with this key
};

struct check_report {
    const struct organisation *organisation;
    const struct resolution *resolution;
    const struct check_settings *settings;
    struct finding *findings; // by severity, rule, key
    size_t count;
    uint32_t totals[SEVERITY_COUNT]; // of these findings
    uint32_t products;               // looked at: all that are not retired
    uint32_t rules;                  // that were run
};

// Runs the rules. Everything stays *borrowed* by the report; findings are *arena*. options may be NULL.
enum error check_run(const struct resolution *resolution, const struct check_settings *settings,
    const struct check_options *options, struct arena *arena, struct check_report *ret_report) MUST_CHECK;

// Loads the organisation of the day and the settings, resolves, runs. All is *arena*.
enum error check_workspace(struct transaction *transaction, int32_t day, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report) MUST_CHECK;

// How many of the findings concern each product, for the portfolio. *arena*
enum error check_count_products(const struct check_report *report, struct arena *arena,
    struct portfolio_findings **ret_counts) MUST_CHECK;

// The parts of a finding. Key, title and person are *borrowed* from the organisation; sentences go to the
// buffer.
const char *finding_resource(const struct check_report *report, const struct finding *finding);
struct text finding_key(const struct check_report *report, const struct finding *finding);
void finding_print_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output);
void finding_print_message(
    const struct check_report *report, const struct finding *finding, struct buffer *output);
void finding_print_hint(
    const struct check_report *report, const struct finding *finding, struct buffer *output);

#endif
