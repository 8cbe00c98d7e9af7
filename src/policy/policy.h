// SPDX-License-Identifier: Apache-2.0
// The responsibility map as policy: who may do what over a record, who is asked before and told after.
//
// policy_decide is the one decision. It is pure: the organisation of a day, the delegations that hold on it,
// a place (any scope), an activity and a person give a verdict and everybody concerned. policy_guard asks it
// at a write, on behalf of the store (struct registry.judge) and of actions whose activity depends on the
// record. Operating model, section 3.
//
// What belongs to one's role: to be one of the people whom the map makes accountable for the activity at the
// place, or the deputy of one of them on that day. A deputy acts for what the other holds in their own right:
// deputies of deputies do not. To be away takes no right from anybody.
//
// Not judged, by design: what belongs to no activity, among it the administrative acts of putting a map in
// force and changing its mode (people/map.h), and whoever policy_judges leaves out.
#ifndef TANDEM_POLICY_POLICY_H
#define TANDEM_POLICY_POLICY_H

#include "base/problem.h"
#include "model/permission.h"
#include "people/map.h"
#include "people/resolution.h"
#include "policy/delegation.h"
#include "store/statement.h"

struct transaction;

enum policy_verdict {
    POLICY_SILENT,   // no map is in force there, or it leaves the activity to anybody
    POLICY_OWN,      // belongs to the person's role, or to that of somebody for whom they act
    POLICY_OVERRIDE, // does not; the map is advisory: allowed with a reason, which is kept
    POLICY_REFUSED,  // does not; the map is strict
    POLICY_VERDICT_COUNT
};

extern const struct choice_list policy_verdicts; // in the order of the enum
// "silent", "own", "override", "refused". Static text.
const char *policy_verdict_code(enum policy_verdict verdict);

// A delegation or an absence that holds on the day.
struct policy_delegation {
    struct text key;
    struct text person, deputy; // keys; the deputy's is empty when nobody acts
    struct text deputy_name;
    struct text scope;      // key; empty: everything
    int32_t from_on, to_on; // both days belong to it
    bool is_absence;
};

struct policy_delegations {
    const struct policy_delegation *items; // by key
    uint32_t count;
};

// Reads the delegations that hold on the day; those to somebody who has left are as if nobody acted. *arena*
enum error policy_delegations_load(struct transaction *transaction, int32_t day, struct arena *arena,
    struct policy_delegations *ret_delegations) MUST_CHECK;

struct policy_question {
    const struct resolution *resolution;
    const struct policy_delegations *delegations;
    uint32_t scope;     // where: any scope of the organisation
    uint32_t activity;  // of its activities; ORGANISATION_NONE: one that the workspace does not have
    struct text person; // key of who wants to act; empty: an account that stands for no person
};

// Indexes of the organisation's people, each once.
struct policy_people {
    const uint32_t *people;
    uint32_t count;
};

// Borrows from the question, else *arena*.
struct policy_decision {
    enum policy_verdict verdict;
    enum map_mode mode;               // of the map that decides there
    uint32_t map;                     // of the organisation's; ORGANISATION_NONE: none decides there
    uint32_t scope, activity, entry;  // entry: ORGANISATION_NONE when the verdict is silent
    bool rests;                       // the map has the activity, but not in this stage or horizon
    enum people_role role;            // the accountable one; ROLE_COUNT without an entry
    uint32_t held_at;                 // the scope of the accountable people's assignments; ORGANISATION_NONE
    struct policy_people accountable; // none: a gap; several: a conflict, and each of them may act
    struct policy_people responsible; // who do the work
    struct policy_people consulted;   // who are asked before
    struct policy_people informed;    // who are told after
    const struct policy_delegation *const
        *delegations; // of the accountable people, where they cover the place
    uint32_t delegation_count;
    const struct policy_delegation *acts_by; // by which delegation the person acts; NULL: in their own right
    bool four_eyes;
};

// Who may? ERROR_MEMORY.
enum error policy_decide(const struct policy_question *question, struct arena *arena,
    struct policy_decision *ret_decision) MUST_CHECK;

// Does the delegation reach the place: for everything, or for the scope itself or one around it?
bool policy_delegation_covers(
    const struct organisation *organisation, const struct policy_delegation *delegation, uint32_t scope);

// Is the person on the accountable side: accountable there, or deputy of somebody who is?
bool policy_is_accountable(
    const struct organisation *organisation, const struct policy_decision *decision, struct text person);

// "Ann Smith (PERS-3)", "Ann Smith (PERS-3), who is away until 2026-12-01, or Bo Lee (PERS-4), who acts for
// them", "Ann Smith (PERS-3) or Cy Day (PERS-9)"; when nobody is accountable, which role nobody holds.
// *arena*; NULL: no memory.
const char *policy_whom_to_ask(
    const struct organisation *organisation, const struct policy_decision *decision, struct arena *arena);

// The same as sentences that explain the decision one after the other, the verdict last. `record` and `act`
// are what the caller calls them. *arena*
struct policy_lines {
    const char *items[16];
    uint32_t count;
};
enum error policy_explain(const struct organisation *organisation, const struct policy_decision *decision,
    struct text person, const char *act, struct text record, struct arena *arena,
    struct policy_lines *ret_lines) MUST_CHECK;

// Everything needed to ask about a record: its place in the organisation of today. *arena*
struct policy_case {
    struct organisation *organisation;
    struct resolution *resolution;
    struct policy_delegations delegations;
    struct text record; // current key
    struct text place;  // key of the product, line or unit that the record is or belongs to; empty: company
    uint32_t scope;
};

// Reads what is around the record, for use at a write: people and assignments that have nothing to do with it
// are not there. ERROR_NOT_FOUND.
enum error policy_case_load(struct transaction *transaction, struct text record, struct arena *arena,
    struct policy_case *ret_case) MUST_CHECK;
// The same with the whole organisation.
enum error policy_case_load_whole(struct transaction *transaction, struct text record, struct arena *arena,
    struct policy_case *ret_case) MUST_CHECK;

// Decides in a case. `activity` is a code or a key.
enum error policy_case_decide(const struct policy_case *policy_case, struct text activity, struct text person,
    struct arena *arena, struct policy_decision *ret_decision) MUST_CHECK;

// Is the act judged at all? Not what the command line does without --as, an import, or the undoing of one.
bool policy_judges(const struct actor *actor);

// Is the act the actor's to do? Inside a write transaction, before the act. `record`: what it is done to;
// `activity`: code or key; `act`: what is done, for the override: "change stage", "sign". Nothing when it is
// theirs, or nobody's. Else, where the map is advisory, actor->reason is asked for (ERROR_REASON_NEEDED with
// a problem on "reason" that names who would be asked) and an override is written; where it is strict,
// ERROR_NOT_ACCOUNTABLE with a problem that names whom to ask. For an account that stands for no person an
// advisory map keeps the override with whatever reason there is; a strict one refuses all but
// administrators.
enum error policy_guard(struct transaction *transaction, const struct actor *actor, struct text record,
    const char *activity, const char *act, struct arena *arena, struct problem_list *problems) MUST_CHECK;

extern const struct statement_list policy_statements;

#endif
