// SPDX-License-Identifier: Apache-2.0
// The kinds of error a function can return, and what each means at the doors: HTTP status, exit code,
// sentence, hint.
//
// Every function that can fail returns `enum error`. What exactly was wrong (field, value, line) goes to a
// struct problem_list (base/problem.h). ERROR_END says that an iteration is finished; it is no failure.
#ifndef TANDEM_BASE_ERROR_H
#define TANDEM_BASE_ERROR_H

#include "base/attributes.h"

enum error {
    ERROR_NONE = 0,
#define TANDEM_ERROR(name, text, status, exit_code, sentence, hint) ERROR_##name,
#include "base/error.def"
#undef TANDEM_ERROR
    ERROR_COUNT
};

// The name of the kind as the API shows it, such as "not-found"; "none" for ERROR_NONE. Static text, never
// NULL.
const char *error_name(enum error error);
// The HTTP status (200 for ERROR_NONE).
int error_status(enum error error);
// The exit code of a command that ends with this error: 0 done, 1 refused, 2 could not run.
int error_exit(enum error error);
// One sentence for people. Static text, never NULL.
const char *error_sentence(enum error error);
// What to do about it, one sentence. Static text, never NULL, may be empty.
const char *error_hint(enum error error);

#endif
