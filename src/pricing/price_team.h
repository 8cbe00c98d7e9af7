// SPDX-License-Identifier: Apache-2.0
// Threads that do the parts of a fit at once: what `share` of engine/engine.h is given by the programs.
//
// Engines write each part's results to places of its own and add them up in one order, so a fit comes out the
// same with any number of threads.
#ifndef TANDEM_PRICING_PRICE_TEAM_H
#define TANDEM_PRICING_PRICE_TEAM_H

#include "base/attributes.h"
#include "base/error.h"

#include <stddef.h>

#define PRICE_TEAM_MAXIMUM 8

struct price_team;

// As many threads as this process may use processors, at most PRICE_TEAM_MAXIMUM.
size_t price_team_usual(void);
// *owned*. `threads` counts the caller, who works too; at most PRICE_TEAM_MAXIMUM. With fewer threads than
// asked for when the system has no more. ERROR_MEMORY.
MUST_CHECK enum error price_team_start(size_t threads, struct price_team **ret_team);
// Waits for the threads to end; NULL is none.
void price_team_free(struct price_team *team);
// As engine_help.share; the context is the team. Parts that themselves share are done by who does them.
void price_team_share(void *context, size_t parts, void (*part)(void *work, size_t number), void *work);

#endif
