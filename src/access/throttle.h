// SPDX-License-Identifier: Apache-2.0
// Slows down guessing without letting anybody lock somebody else out.
//
// Failures are counted by (account, address) and by address. An attacker is held up at the attacker's address
// only: the account's owner, somewhere else, signs in as ever. Memory is fixed; time is passed in.
#ifndef TANDEM_ACCESS_THROTTLE_H
#define TANDEM_ACCESS_THROTTLE_H

#include "base/text.h"

struct throttle;

#define THROTTLE_FREE_PAIR 5         // failures of one account from one address before waiting begins
#define THROTTLE_FREE_ADDRESS 50     // failures of any accounts from one address before waiting begins
#define THROTTLE_FIRST_WAIT 2000     // ms; doubles with every further failure
#define THROTTLE_LONGEST_WAIT 900000 // ms: 15 minutes; a quiet time this long forgets

struct throttle *throttle_new(void);                       // *owned*; NULL when out of memory
struct throttle *throttle_free(struct throttle *throttle); // accepts NULL; returns NULL

// How many ms the next attempt has to wait; 0: it may go ahead. An IPv6 address counts as its /64 network.
int64_t throttle_wait(struct throttle *throttle, struct text account, struct text address, int64_t now);
void throttle_failed(struct throttle *throttle, struct text account, struct text address, int64_t now);
// Forgets the failures of the pair; the address keeps its own.
void throttle_succeeded(struct throttle *throttle, struct text account, struct text address, int64_t now);

#endif
