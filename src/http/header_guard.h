// SPDX-License-Identifier: Apache-2.0
// Refuses requests that two servers in a row could read differently (request smuggling), which the library
// lets pass.
#ifndef TANDEM_HTTP_HEADER_GUARD_H
#define TANDEM_HTTP_HEADER_GUARD_H

#include "http/http.h"

// What is wrong with the request's line or headers, as a sentence (static text), or NULL: more than one
// Content-Length, Content-Length together with Transfer-Encoding, a coding other than chunked, several Host
// headers, control characters in a value, a name that is no token, a target that is no path, a version other
// than 1.0 and 1.1.
const char *header_guard_check(const struct request *request, const char *version);

// The declared length of the body, 0 when there is none; SIZE_MAX when it is sent in chunks.
size_t header_guard_length(const struct request *request);

#endif
