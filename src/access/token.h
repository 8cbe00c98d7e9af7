// SPDX-License-Identifier: Apache-2.0
// An API token: lets a program act for its user, within a scope and until a day.
#ifndef TANDEM_ACCESS_TOKEN_H
#define TANDEM_ACCESS_TOKEN_H

#include "model/resource.h"

enum token_field {
    TOKEN_NAME,
    TOKEN_USER,
    TOKEN_SCOPE,
    TOKEN_EXPIRES_ON,
    TOKEN_LAST_USED_ON,
    TOKEN_FIELD_COUNT
};

// A token lives at most this long: days from its creation.
#define TOKEN_LIFE_MAXIMUM 366

extern const struct resource token_resource;

#endif
