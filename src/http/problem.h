// SPDX-License-Identifier: Apache-2.0
// Errors as application/problem+json (RFC 9457): kind, sentence, what exactly was wrong, and the request's
// number.
#ifndef TANDEM_HTTP_PROBLEM_H
#define TANDEM_HTTP_PROBLEM_H

#include "base/problem.h"
#include "http/http.h"

struct problem_reply {
    enum error error;
    const char *detail;                  // a sentence; NULL: the hint of the error table
    const struct problem_list *problems; // may be NULL
    const char *member;                  // one more member ("current"), whose value is `json`; NULL: none
    struct text json;                    // without `member`: an object whose members are added; empty: none
};

// Writes the reply: status, body, Content-Type, and Retry-After where waiting helps.
void problem_reply_write(
    const struct problem_reply *problem, const struct request *request, struct reply *reply);

#endif
