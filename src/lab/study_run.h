// SPDX-License-Identifier: Apache-2.0
// Works price studies off: takes one, fits its model to its data, keeps what came out.
//
// A study is claimed and finished in write transactions of their own, and fitted between them with no
// transaction open. What is cancelled meanwhile keeps nothing.
#ifndef TANDEM_LAB_STUDY_RUN_H
#define TANDEM_LAB_STUDY_RUN_H

#include "engine/engine.h"
#include "lab/price_study.h"

#define STUDY_SECONDS_MAXIMUM 3600 // one that runs longer has failed, or its server has ended
#define STUDY_KEY_SIZE 64

// Told during the work; false stops it. `objective` is not a number where there is none.
typedef bool study_progress(void *closure, size_t done, size_t all, double objective);

struct study_options {
    study_progress *progress; // may be NULL
    void *closure;
    bool returns_to_queue; // what `progress` stopped waits again; else its record still says that it runs
    // Does parts of the work at once; may be NULL (see struct engine_help).
    void (*share)(void *context, size_t parts, void (*part)(void *work, size_t number), void *work);
    void *share_context;
};

// Claims the study that waits longest, and gives its key; ERROR_END: none waits.
MUST_CHECK enum error study_claim(struct store *store, char ret_key[STUDY_KEY_SIZE]);
// Claims this one, whether it was queued or not.
MUST_CHECK enum error study_claim_one(struct store *store, const struct actor *actor, struct text key,
    struct problem_list *problems, char ret_key[STUDY_KEY_SIZE]);
// Whether any study is queued; a look that writes nothing.
MUST_CHECK enum error study_is_waiting(struct store *store, bool *ret_is_waiting);
// Works a claimed study off. ERROR_NONE: it ended one way or the other, and its record says which.
// ERROR_CANCELLED: `progress` stopped it.
MUST_CHECK enum error study_run(struct store *store, const char *key, const struct study_options *options);
// Puts back into the queue what a server had begun that is no more; what a server ended on twice has failed,
// since it may be what ends servers. `is_alone`: no other can be at work.
MUST_CHECK enum error study_requeue(struct store *store, bool is_alone);
// Whether what was claimed then (`queued_at` of the record) is still meant to run: asked during long work.
// `ret_is_wanted` stays when it cannot be told.
void study_look(struct store *store, const char *key, int64_t claimed_at, bool *ret_is_wanted);
// The most memory that a study may take: a quarter of the machine's, and 4 GB.
size_t study_memory_maximum(void);

#endif
