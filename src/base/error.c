// SPDX-License-Identifier: Apache-2.0
// Looks kinds of error up in the table made from error.def.
#include "base/error.h"

struct error_row {
    const char *name;
    int status;
    int exit_code;
    const char *sentence;
    const char *hint;
};

static const struct error_row rows[ERROR_COUNT] = {
    [ERROR_NONE] = {"none", 200, 0, "It worked.", ""},
#define TANDEM_ERROR(name, text, status, exit_code, sentence, hint)                                          \
    [ERROR_##name] = {text, status, exit_code, sentence, hint},
#include "base/error.def"
#undef TANDEM_ERROR
};

// A number from outside the enumeration is treated as an internal error.
static const struct error_row *error_row(enum error error)
{
    unsigned number = (unsigned)error;
    return &rows[number < ERROR_COUNT ? number : ERROR_INTERNAL];
}

const char *error_name(enum error error)
{
    return error_row(error)->name;
}

int error_status(enum error error)
{
    return error_row(error)->status;
}

int error_exit(enum error error)
{
    return error_row(error)->exit_code;
}

const char *error_sentence(enum error error)
{
    return error_row(error)->sentence;
}

const char *error_hint(enum error error)
{
    return error_row(error)->hint;
}
