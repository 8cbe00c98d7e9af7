// SPDX-License-Identifier: Apache-2.0
// The mail digest: who gets one today, and sending it, never twice on a day.
//
// A user's digest is claimed by a write of digest_sent_at before it is sent; of several servers one gets it.
// When sending fails, the claim is given back and a later run tries again. A program that dies in between
// leaves the claim: that day's digest is lost, not sent twice.
#ifndef TANDEM_WORK_DIGEST_H
#define TANDEM_WORK_DIGEST_H

#include "inbox/inbox.h"
#include "work/mail.h"

struct store;

#define DIGEST_USERS_MAXIMUM 10000 // of a run

enum digest_outcome {
    DIGEST_WAITING, // would be sent
    DIGEST_SENT,
    DIGEST_EMPTY,   // nothing waits
    DIGEST_ALREADY, // had today's, or this week's
    DIGEST_FAILED,  // `message` says why
    DIGEST_OUTCOME_COUNT
};

// "waiting", "sent", "empty", "already", "failed". Static text.
const char *digest_outcome_code(enum digest_outcome outcome);

// What became of one user's. *borrowed* during the call.
struct digest_report {
    struct text user, name, email, person;
    enum digest_outcome outcome;
    uint32_t items, overdue;
    struct text text; // of the mail; empty when there is none
    const char *message;
};

struct digest_options {
    struct text
        person;   // key: only this one's, whatever the user asked for; empty: everybody who wants one today
    bool is_sent; // false: only say what would be sent
    struct text password; // of the mail server
    void (*report)(const struct digest_report *report, void *closure);
    void *closure;
};

// ERROR_INVALID: digests are to be sent and no mail server is set, or no address to send from.
enum error digest_run(
    struct store *store, const struct digest_options *options, struct arena *arena) MUST_CHECK;

extern const struct statement_list digest_statements;

#endif
