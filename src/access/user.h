// SPDX-License-Identifier: Apache-2.0
// A user: an account that signs in, and what it may do.
#ifndef TANDEM_ACCESS_USER_H
#define TANDEM_ACCESS_USER_H

#include "model/resource.h"
#include "store/statement.h"

enum user_field {
    USER_NAME,
    USER_EMAIL,
    USER_ROLE,
    USER_PERSON,
    USER_DISABLED,
    USER_DIGEST,
    USER_DIGEST_SENT_AT,
    USER_SUBJECT,
    USER_FIELD_COUNT
};

// As in the choice list digest_frequencies.
enum digest_frequency { DIGEST_OFF, DIGEST_DAILY, DIGEST_WEEKLY, DIGEST_COUNT };

extern const struct choice_list digest_frequencies;
extern const struct resource user_resource;
extern const struct statement_list user_statements;

#endif
