// SPDX-License-Identifier: Apache-2.0
// Idempotency-Key: a POST that is repeated within 24 hours gives the first reply again and does nothing.
#ifndef TANDEM_HTTP_IDEMPOTENCY_H
#define TANDEM_HTTP_IDEMPOTENCY_H

#include "base/digest.h"
#include "http/call.h"

#define IDEMPOTENCY_LIFE INT64_C(86400000) // ms: 24 hours
#define IDEMPOTENCY_KEY_MAXIMUM 200        // bytes

struct idempotency {
    struct text name;           // the header's value; empty: there is none
    char hash[DIGEST_HEX_SIZE]; // of method, path and body
};

// Reads the header. ERROR_SYNTAX when it is too long, ERROR_MEMORY.
enum error idempotency_read(struct call *call, struct idempotency *ret_idempotency) MUST_CHECK;

// Was the request answered before? Then its status and body are written into the reply, and *ret_record is
// the key of the record it was about (*arena*). ERROR_IDEMPOTENCY: the key belongs to another request.
enum error idempotency_find(struct transaction *transaction, const struct idempotency *idempotency,
    struct call *call, bool *ret_found, struct text *ret_record) MUST_CHECK;

// Keeps status and body of the reply, in the transaction of the change.
enum error idempotency_keep(struct transaction *transaction, const struct idempotency *idempotency,
    const struct call *call, struct text record) MUST_CHECK;

extern const struct statement_list idempotency_statements;

#endif
