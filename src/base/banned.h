// SPDX-License-Identifier: Apache-2.0
// Functions that must not be called anywhere in Tandem; included before every file by the build.
#ifndef TANDEM_BASE_BANNED_H
#define TANDEM_BASE_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The C library may define these as macros when it checks sizes; a macro cannot be poisoned quietly.
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef strncpy
#undef strncat
#undef stpcpy
// Unbounded or without a length: use struct buffer (base/text.h) or snprintf.
#pragma GCC poison strcpy strcat sprintf vsprintf gets strncpy strncat stpcpy
// Hidden state, so not safe with threads: use strsep, gmtime_r, strerror_r, base/random.h.
#pragma GCC poison strtok gmtime localtime ctime asctime rand srand
// Silent about bad input: use text_parse_integer.
#pragma GCC poison atoi atol atof

#endif
