// SPDX-License-Identifier: Apache-2.0
// Finds out how the text of a file is encoded and turns it into UTF-8.
#ifndef TANDEM_FORMAT_ENCODING_H
#define TANDEM_FORMAT_ENCODING_H

#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"

enum encoding {
    ENCODING_DETECT = 0,
    ENCODING_UTF_8,
    ENCODING_UTF_16LE,
    ENCODING_UTF_16BE,
    ENCODING_WINDOWS_1252, // never detected, only on request: every byte has a meaning in it
    ENCODING_COUNT
};

// The usual name such as "UTF-8" or "Windows-1252"; "detect" for ENCODING_DETECT. Static text.
const char *encoding_name(enum encoding encoding);
// The encoding of that name, whatever the case; false when there is none.
MUST_CHECK bool encoding_from_name(struct text name, enum encoding *ret_encoding);

// The encoding of the content: by its byte order mark, else UTF-16 where every other byte is mostly nul, else
// UTF-8.
enum encoding encoding_detect(struct text content);

// Gives the content as UTF-8 without a byte order mark. *ret_text points into the content when that is UTF-8
// already; otherwise into *ret_owned, which is *owned* (allocation_release) and NULL when not needed.
// ERROR_SYNTAX when a byte does not fit the encoding or the text has nul characters, with a problem naming
// line and byte; ERROR_MEMORY.
MUST_CHECK enum error encoding_decode(struct text content, enum encoding encoding,
    struct problem_list *problems, char **ret_owned, struct text *ret_text);

#endif
