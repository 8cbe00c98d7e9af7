// SPDX-License-Identifier: Apache-2.0
// Who acts in an action about decisions: a person, their deputy, or an administrator.
#ifndef TANDEM_POLICY_ACTING_H
#define TANDEM_POLICY_ACTING_H

#include "base/problem.h"
#include "model/permission.h"
#include "model/record.h"
#include "store/store.h"

// Does the actor administer? Not who acts in a person's name from the command line (--as).
bool acting_administers(const struct actor *actor);

// Does the actor bring back what was there before (an import, the undoing of one, the demonstration)? Then
// rules about who and when do not hold.
bool acting_restores(const struct actor *actor);

// Is the actor the person, or their deputy today at the place of the record?
enum error acting_is_for(struct transaction *transaction, const struct actor *actor, struct text person,
    struct text record, struct arena *arena, bool *ret_is) MUST_CHECK;

// Has the actor asked for it: as the person in the field `asked_by`, or as who created the record?
bool acting_has_asked(const struct actor *actor, const struct record *record, size_t asked_by);

// Who has asked, on creation: oneself when empty. Others are spoken for by an organiser; a member who names
// somebody else gets a problem on the field. ERROR_INVALID.
enum error acting_ask(const struct actor *actor, struct record *proposed, size_t asked_by,
    struct problem_list *problems) MUST_CHECK;

// May the actor change or take back, while it is open, what was asked: whoever asked, or an administrator?
// ERROR_NOT_ACCOUNTABLE with a problem that says so.
enum error acting_expect_asked(const struct actor *actor, const struct record *stored, size_t asked_by,
    struct problem_list *problems) MUST_CHECK;

// Everybody reads approvals and consultations, and what they are about cannot be deleted: so they are about
// what everybody may read, not about somebody's account or token. ERROR_INVALID with a problem on "record".
enum error acting_expect_shared(struct transaction *transaction, struct text record, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

// Values for fields: the day of the transaction (*arena*; null without memory), the person who acts.
struct value acting_day(const struct transaction *transaction, struct arena *arena);
struct value acting_person(const struct actor *actor);

#endif
