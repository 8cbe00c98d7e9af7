// SPDX-License-Identifier: Apache-2.0
// A thread that works price studies off, one after the other, while the server runs.
#ifndef TANDEM_HTTP_STUDY_WORKER_H
#define TANDEM_HTTP_STUDY_WORKER_H

#include "store/store.h"

struct study_worker;

// How far the study is that this server works on.
struct study_state {
    size_t done, all; // all 0: not known
    double objective; // not a number where there is none
    double seconds;   // since it began
};

// *owned*: study_worker_free; NULL when out of memory. The store is *borrowed*.
struct study_worker *study_worker_new(struct store *store);
MUST_CHECK bool study_worker_start(struct study_worker *worker);
// Asks it to stop what it works on, which goes back into the queue.
void study_worker_stop(struct study_worker *worker);
// False: it has not ended in that time, since the method at hand does not look up from its work.
MUST_CHECK bool study_worker_join(struct study_worker *worker, long milliseconds);
// Stops it, however long that takes. Accepts NULL; returns NULL.
struct study_worker *study_worker_free(struct study_worker *worker);

// False: this server does not work on that study now.
bool study_worker_state(struct study_worker *worker, struct text key, struct study_state *ret_state);

#endif
