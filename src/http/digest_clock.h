// SPDX-License-Identifier: Apache-2.0
// The daily step of a server: digests are sent once the hour has come, and tried again when that failed.
#ifndef TANDEM_HTTP_DIGEST_CLOCK_H
#define TANDEM_HTTP_DIGEST_CLOCK_H

#include "base/text.h"

struct digest_clock;
struct store;

// Starts a thread of its own; NULL when there is no memory for it. Store and password (of the mail server)
// are *borrowed* until it is stopped. *owned*: digest_clock_stop.
struct digest_clock *digest_clock_start(struct store *store, struct text password);
struct digest_clock *digest_clock_stop(struct digest_clock *clock); // accepts NULL; returns NULL

#endif
