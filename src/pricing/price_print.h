// SPDX-License-Identifier: Apache-2.0
// A fitted price model for people, and for programs.
#ifndef TANDEM_PRICING_PRICE_PRINT_H
#define TANDEM_PRICING_PRICE_PRINT_H

#include "format/json_writer.h"
#include "pricing/price_fit.h"

// A table of estimates as econometricians print it, then diagnostics, then what is warned of or refused.
void price_print_text(const struct price_result *result, double seconds, struct buffer *buffer);
// One object; docs/use/price-spec.md says its members.
void price_print_json(const struct price_result *result, double seconds, struct json_writer *writer);

#endif
