// SPDX-License-Identifier: Apache-2.0
// The steps of a scenario: what each does and takes, read from JSON, and put into words.
//
// One table says for every step which members it has; reading, the problems with wrong input and the
// documentation come from it. Texts of a step are *arena*.
#ifndef TANDEM_STRESS_SCENARIO_STEPS_H
#define TANDEM_STRESS_SCENARIO_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "format/json_reader.h"
#include "people/organisation.h"
#include "store/statement.h"

#define SCENARIO_STEPS_MAXIMUM 500
#define SCENARIO_LINES_MAXIMUM 200   // of one split
#define SCENARIO_MEMBERS_MAXIMUM 4   // of one step, besides "do"
#define SCENARIO_TEXT_MAXIMUM 200    // bytes of a name, a title or a key
#define SCENARIO_FILE_MAXIMUM 200000 // bytes of all steps together

enum step_act {
    STEP_LEAVE,
    STEP_ABSENT,
    STEP_MOVE,
    STEP_ASSIGN,
    STEP_END,
    STEP_MERGE_ROLES,
    STEP_MERGE_UNITS,
    STEP_SPLIT_UNIT,
    STEP_MAP,
    STEP_FREEZE,
    STEP_STAGE,
    STEP_ACT_COUNT
};

// The members of the steps, by position in struct step_form.
enum { LEAVE_PERSON };
enum { ABSENT_PERSON, ABSENT_DEPUTY };
enum { MOVE_PERSON, MOVE_TO, MOVE_ROLE };
enum { ASSIGN_PERSON, ASSIGN_ROLE, ASSIGN_SCOPE, ASSIGN_STAND_IN };
enum { END_ASSIGNMENT };
enum { MERGE_ROLES_SCOPE };
enum { MERGE_UNITS_FROM, MERGE_UNITS_INTO };
enum { SPLIT_UNIT_UNIT, SPLIT_UNIT_LINES, SPLIT_UNIT_NAME };
enum { MAP_MAP };
enum { FREEZE_UNIT, FREEZE_SINCE };
enum { STAGE_PRODUCT, STAGE_STAGE };

enum step_type {
    STEP_TYPE_PERSON,     // key
    STEP_TYPE_ASSIGNMENT, // key
    STEP_TYPE_PRODUCT,    // key
    STEP_TYPE_UNIT,       // key, or NEWUNIT-1 for what the first split of the scenario makes
    STEP_TYPE_SCOPE,      // key of a unit, line or product, NEWUNIT-1, or "company"
    STEP_TYPE_LINES,      // array of keys
    STEP_TYPE_MAP,        // key or code
    STEP_TYPE_ROLE,       // code of enum people_role
    STEP_TYPE_STAGE,      // code of enum product_stage
    STEP_TYPE_DATE,
    STEP_TYPE_TEXT,
};

struct step_member {
    const char *name; // NULL: no more
    enum step_type type;
    bool is_optional;
    const char *help; // one sentence that ends in a period
};

struct step_form {
    const char *name; // the value of "do"
    const char *help; // one sentence that ends in a period
    struct step_member members[SCENARIO_MEMBERS_MAXIMUM];
};
extern const struct step_form step_forms[STEP_ACT_COUNT];

struct scenario_step {
    enum step_act act;
    struct text values[SCENARIO_MEMBERS_MAXIMUM]; // by the form's members; NULL data: not given
    struct text *lines;                           // of STEP_TYPE_LINES
    size_t line_count;
};

struct scenario_steps {
    struct scenario_step *steps;
    size_t count;
};

// Reads steps from a JSON text that is the array itself. Problems name the place as "steps[3].person", from
// 0. ERROR_INVALID, ERROR_MEMORY.
enum error scenario_steps_read(struct text json, struct arena *arena, struct problem_list *problems,
    struct scenario_steps *ret_steps) MUST_CHECK;

// The same from a value that is read already.
enum error scenario_steps_take(const struct json_value *array, struct arena *arena,
    struct problem_list *problems, struct scenario_steps *ret_steps) MUST_CHECK;

// Looks every key and code up: they become the current keys of records of the right kind. ERROR_INVALID with
// problems for those that are not there.
enum error scenario_steps_resolve(struct transaction *transaction, struct scenario_steps *steps,
    struct arena *arena, struct problem_list *problems) MUST_CHECK;

// Is the text the key that the nth split of a scenario (from 1) gives its new unit? Then ret_number is n.
bool scenario_new_unit(struct text key, unsigned *ret_number);

// The step as a sentence, with names where the organisation has them: "Ann Smith (PERS-3) leaves."
void scenario_step_print(
    const struct organisation *organisation, const struct scenario_step *step, struct buffer *output);

extern const struct statement_list scenario_statements;

#endif
