// SPDX-License-Identifier: Apache-2.0
// A record's version as entity tag: ETag, If-Match, If-None-Match.
#ifndef TANDEM_HTTP_ENTITY_TAG_H
#define TANDEM_HTTP_ENTITY_TAG_H

#include "base/problem.h"
#include "http/http.h"

// ETag: "3"
void entity_tag_write(int64_t version, struct arena *arena, struct reply *reply);

// Does If-None-Match name the version, or "*"?
bool entity_tag_matches(const struct request *request, int64_t version);

// The version that If-Match asks for; 0 when there is none or it is "*". ERROR_SYNTAX for anything but one
// tag.
enum error entity_tag_read(
    const struct request *request, struct problem_list *problems, int64_t *ret_version) MUST_CHECK;

#endif
