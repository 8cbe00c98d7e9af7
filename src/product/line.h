// SPDX-License-Identifier: Apache-2.0
// A product line: products that are managed together; a line may lie inside another.
#ifndef TANDEM_PRODUCT_LINE_H
#define TANDEM_PRODUCT_LINE_H

#include "model/resource.h"
#include "store/statement.h"

enum line_field { LINE_NAME, LINE_UNIT, LINE_PARENT, LINE_DESCRIPTION, LINE_KEY_PREFIX, LINE_FIELD_COUNT };

// A line lies at most this deep: itself and the lines around it.
#define LINE_DEPTH_MAXIMUM 8

extern const struct resource line_resource;
extern const struct statement_list line_statements;

#endif
