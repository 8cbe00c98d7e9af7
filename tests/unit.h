// SPDX-License-Identifier: Apache-2.0
// What every unit test includes first: cmocka with the headers it needs, texts as values, and torture.
#ifndef TANDEM_TESTS_UNIT_H
#define TANDEM_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/allocation.h"
#include "base/error.h"
#include "base/text.h"

// Compares a struct text with a nul-terminated string.
#define assert_text_equal(text, string) assert_text_equal_at((text), (string), __FILE__, __LINE__)

static inline void assert_text_equal_at(struct text text, const char *string, const char *file, int line)
{
    if (text_is(text, string)) return;
    print_error("\"%.*s\" != \"%s\"\n", TEXT_PRINT(text), string);
    _fail(file, line);
}

// Makes every allocation of `run` fail in turn. Each time it has to say ERROR_MEMORY and to hold nothing
// afterwards; the run without a failure has to succeed. `run` frees whatever it got. Returns the number of
// allocations.
static inline long torture(enum error (*run)(void *context), void *context)
{
    long held = allocation_count();
    for (long count = 0;; count++) {
        allocation_fail_after(count);
        enum error error = run(context);
        bool has_failed = allocation_has_failed();
        allocation_fail_after(-1);
        assert_int_equal(allocation_count(), held);
        assert_string_equal(error_name(error), has_failed ? "memory" : "none");
        if (!has_failed) return count;
    }
}

#endif
