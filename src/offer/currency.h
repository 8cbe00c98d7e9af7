// SPDX-License-Identifier: Apache-2.0
// The currencies of ISO 4217, by their three-letter codes.
#ifndef TANDEM_OFFER_CURRENCY_H
#define TANDEM_OFFER_CURRENCY_H

#include <stdbool.h>

#include "base/text.h"

// Is it the code of a currency that is in use, in upper case? For struct field.accepts.
bool currency_is_known(struct text code);

#define CURRENCY_PATTERN_HELP "the code of a currency in three upper-case letters (ISO 4217), such as EUR"

#endif
