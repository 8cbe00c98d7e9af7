// SPDX-License-Identifier: Apache-2.0
// Documents that a provider publishes, kept for a while: one of each kind, shared between threads.
#ifndef TANDEM_WORK_OIDC_DOCUMENT_H
#define TANDEM_WORK_OIDC_DOCUMENT_H

#include <pthread.h>

#include "base/arena.h"
#include "work/fetch.h"

#define OIDC_DOCUMENT_LIFE INT64_C(3600000000)   // µs: an hour
#define OIDC_DOCUMENT_STALE INT64_C(86400000000) // µs: a day, when there is no newer one to be had
#define OIDC_DOCUMENT_PAUSE INT64_C(5000000)     // µs after a failure in which nobody asks again
#define OIDC_DOCUMENT_ANEW INT64_C(10000000)     // µs between two fetches that are asked for out of turn

struct oidc_document {
    pthread_mutex_t mutex;
    char *address; // *owned*; NULL: nothing is kept
    char *body;    // *owned*
    size_t length;
    int64_t taken, failed, forced; // of calendar_monotonic; 0: never
};

void oidc_document_init(struct oidc_document *document);
void oidc_document_end(struct oidc_document *document);

// The document at the address: the kept one while it is young (and `is_anew` is not set), else a new one.
// The text is *arena*. ERROR_UNAVAILABLE with a message; ERROR_RATE: a new one was asked for too soon.
enum error oidc_document_get(struct oidc_document *document, fetch_function *ask,
    const struct fetch_request *request, bool is_anew, struct arena *arena, struct text *ret_text,
    const char **ret_message) MUST_CHECK;

#endif
