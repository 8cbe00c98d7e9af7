// SPDX-License-Identifier: Apache-2.0
// `tandem check`: rules over an organisation, and findings that name the record, the person to ask and what
// to do.
//
// A finding is a few numbers; its sentences are written when it is printed, so that counting findings
// (portfolio) or filtering them costs no text. Running is pure: only check_workspace and the functions that
// end in _load read the database. Operating model, section 9. Rules live in one file a family, see
// check/rule.h.
#ifndef TANDEM_CHECK_CHECK_H
#define TANDEM_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alignment/alignment.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/problem.h"
#include "offer/offer.h"
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
    SUBJECT_UNIT,
    SUBJECT_GATE, // this one and those below are of the alignment
    SUBJECT_CRITERION,
    SUBJECT_HAND_OFF,
    SUBJECT_APPROVAL,
    SUBJECT_CONSULTATION,
    SUBJECT_OVERRIDE,
    SUBJECT_DELEGATION,
    SUBJECT_MAP,
    SUBJECT_WAIVER,     // of the waivers
    SUBJECT_PRICE_LIST, // this one and those below are of the offer
    SUBJECT_PRICE,
    SUBJECT_COMPETITOR_PRICE,
    SUBJECT_PRICE_DECISION,
};

struct finding {
    const struct check_rule *rule;
    uint32_t index;       // of the record that it is about, in the subject's array
    uint32_t product;     // the product that it concerns, or ORGANISATION_NONE
    uint32_t accountable; // the person to ask, or ORGANISATION_NONE
    uint32_t other;       // a second record, of the rule's own meaning
    int32_t number;       // of the rule's own meaning
    uint32_t sequence;    // in the order in which the rules found it
    uint32_t waiver;      // that lets it stand, or ORGANISATION_NONE
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

// A finding that somebody lets stand until a day.
struct check_waiver {
    struct text key;
    struct text rule;    // identifier
    struct text finding; // fingerprint
    struct text record;  // what it was about; may be empty
    struct text reason;
    uint32_t person;  // who answers for it, or ORGANISATION_NONE
    int32_t until_on; // the last day on which it stands
};

// Those of the workspace, of all days, in the order of the findings that they are about; of two about the
// same, the one that ends last comes first.
struct check_waivers {
    struct check_waiver *waivers;
    uint32_t count;
};

// Sorts the array as said. For one who fills it by other means than check_waivers_load.
void check_waivers_index(struct check_waivers *waivers);

// Reads them beside an organisation of the same transaction. *arena*
enum error check_waivers_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct check_waivers *ret_waivers) MUST_CHECK;

#define FINDING_FINGERPRINT_SIZE 17 // 16 hexadecimal digits and a nul

// Fingerprints of findings that were there before and count no more. *arena*
struct check_baseline {
    char (*fingerprints)[FINDING_FINGERPRINT_SIZE]; // sorted
    size_t count;
};

struct check_options {
    const struct check_rule *const *rules; // only these; none: all
    size_t rule_count;
    unsigned severities; // bits 1 << enum check_severity; 0: all
    struct text record;  // only what is about, or concerns, the product, person or other record with this key
    struct text person;  // only what is put to the person with this key
    struct text unit;    // only what belongs to the unit with this key: its products, its people
    const struct check_baseline *baseline; // NULL: everything is new
};

struct check_report {
    const struct organisation *organisation;
    const struct resolution *resolution;
    const struct alignment *alignment;   // never NULL
    const struct check_waivers *waivers; // never NULL
    const struct offer *offer;           // never NULL
    const struct check_settings *settings;
    struct finding *findings; // by severity, rule, key
    size_t count;
    struct finding *waived; // those that a waiver lets stand, in the same order; counted nowhere else
    size_t waived_count;
    uint32_t totals[SEVERITY_COUNT]; // of the findings that are not waived
    uint32_t known;                  // left out because the baseline has them
    uint32_t products;               // looked at: all that are not retired
    uint32_t rules;                  // that were run
};

// What the rules read. alignment, waivers and offer may be NULL: nothing is there.
struct check_facts {
    const struct resolution *resolution; // with its organisation
    const struct alignment *alignment;
    const struct check_waivers *waivers;
    const struct check_settings *settings;
    const struct offer *offer;
};

// Runs the rules. Facts stay *borrowed* by the report; findings are *arena*. options may be NULL.
enum error check_run(const struct check_facts *facts, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report) MUST_CHECK;

// Loads the organisation of the day, the alignment, the waivers, the offer and the settings, resolves, runs.
// All is *arena*.
enum error check_workspace(struct transaction *transaction, int32_t day, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report) MUST_CHECK;

// How many of the findings concern each product, for the portfolio. *arena*
enum error check_count_products(const struct check_report *report, struct arena *arena,
    struct portfolio_findings **ret_counts) MUST_CHECK;

// What tells the finding from every other one, and stays the same from run to run as long as it is the same
// matter: 16 hexadecimal digits of BLAKE2b over the rule, the record, the role and what else the rule says
// that makes it that finding. Not the severity, nor a number that goes up and down.
void finding_fingerprint(
    const struct check_report *report, const struct finding *finding, char out[FINDING_FINGERPRINT_SIZE]);

// The parts of a finding. Key, title and person are *borrowed* from the organisation; sentences go to the
// buffer.
const char *finding_resource(const struct check_report *report, const struct finding *finding);
struct text finding_key(const struct check_report *report, const struct finding *finding);
// The unit that the finding belongs to: of the product, the person, the scope; ORGANISATION_NONE.
uint32_t finding_unit(const struct check_report *report, const struct finding *finding);
void finding_print_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output);
void finding_print_message(
    const struct check_report *report, const struct finding *finding, struct buffer *output);
void finding_print_hint(
    const struct check_report *report, const struct finding *finding, struct buffer *output);

#endif
