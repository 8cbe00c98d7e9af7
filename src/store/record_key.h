// SPDX-License-Identifier: Apache-2.0
// Keys: given out by counting per prefix, changed when a record moves, and found again by the keys it had
// before.
#ifndef TANDEM_STORE_RECORD_KEY_H
#define TANDEM_STORE_RECORD_KEY_H

#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// The current key and the resource's plural name of any key, current or old. ERROR_NOT_FOUND. *arena*
enum error record_key_find(struct transaction *transaction, struct text key, struct arena *arena,
    struct text *ret_key, struct text *ret_resource) MUST_CHECK;

// The next key for the record: by its resource's key_prefix, the setting "prefix.<resource>", or the
// resource's prefix.
enum error record_key_next(struct transaction *transaction, const struct record *record, struct arena *arena,
    struct text *ret_key) MUST_CHECK;

// Takes a key that was asked for, and moves the counter of its prefix past it. ERROR_INVALID, ERROR_CONFLICT
// with a problem.
enum error record_key_take(struct transaction *transaction, struct text key, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

// Writes the key into the table of all keys; takes it out again.
enum error record_key_insert(
    struct transaction *transaction, struct text key, const char *resource) MUST_CHECK;
enum error record_key_delete(struct transaction *transaction, struct text key) MUST_CHECK;

// Gives the record a new key: everything that points to it follows, and the old one leads to it.
enum error record_key_change(struct transaction *transaction, struct text old, struct text new) MUST_CHECK;

#endif
