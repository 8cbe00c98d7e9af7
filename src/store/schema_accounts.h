// SPDX-License-Identifier: Apache-2.0
// The tables behind accounts that are no resource: nobody lists, exports or edits them; src/access works on
// them.
#ifndef TANDEM_STORE_SCHEMA_ACCOUNTS_H
#define TANDEM_STORE_SCHEMA_ACCOUNTS_H

#include "base/buffer.h"
#include "store/store.h"

// Writes their DDL; the table `record` has to be there before. A user or a token that is deleted takes its
// rows along.
//   credential     a user's password as Argon2id hash
//   session        who is signed in: BLAKE2b of the cookie's value, never the value
//   one_time_link  setup, invitation, new password: BLAKE2b of the link's token
//   token_secret   BLAKE2b of an API token's secret
//   idempotency    replies kept for 24 hours by Idempotency-Key, so that a repeated POST does nothing twice
void schema_accounts_print(enum store_kind kind, struct buffer *output);

#endif
