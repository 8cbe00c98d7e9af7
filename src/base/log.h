// SPDX-License-Identifier: Apache-2.0
// One line per event on standard error: time=… level=… key=value …
//
// Only floors 4 and above log; everything below returns its errors. A line is written with one call, so lines
// of several threads never mix. Control characters and bytes that are not UTF-8 are escaped, so nothing that
// came from outside can begin a line of its own; values that may hold spaces or quotes go through log_value.
#ifndef TANDEM_BASE_LOG_H
#define TANDEM_BASE_LOG_H

#include "base/attributes.h"
#include "base/text.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR, LOG_LEVEL_NONE };

#define LOG_VALUE_SIZE 256

// Writes a line such as: log_line(LOG_LEVEL_INFO, "event=request status=%d path=%s", 200, log_value(path,
// out)). A line longer than 4 KiB is cut.
void log_line(enum log_level level, const char *format, ...) PRINTF_CHECKED(2, 3);
// Lines below this level are dropped; at first LOG_LEVEL_INFO.
void log_set_level(enum log_level level);
// The text as one value: in quotes with escapes when it holds a space, a quote, '=' or a control character or
// is empty, and cut to fit. Returns `out`.
const char *log_value(struct text text, char out[LOG_VALUE_SIZE]);

#endif
