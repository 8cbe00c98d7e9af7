// SPDX-License-Identifier: Apache-2.0
// Does a JSON value say what a case expects of it?
#ifndef TANDEM_TESTS_HTTP_MATCH_H
#define TANDEM_TESTS_HTTP_MATCH_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buffer.h"

// Members of an object that are expected have to be there; others may be, too. An array has to have the same
// length, unless its last expected item is "…". A text that ends in "*" stands for all texts that begin so;
// "*" alone for anything but null. On a difference writes where and what to `difference`.
bool match_json(json_t *expected, json_t *actual, const char *path, struct buffer *difference);

// Texts alone: with "*" at the end as above.
bool match_text(const char *expected, struct text actual);

// What "items[0].key" leads to; NULL when there is nothing.
json_t *match_find(json_t *root, const char *path);

#endif
