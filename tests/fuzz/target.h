// SPDX-License-Identifier: Apache-2.0
// What a fuzz target is: one function that takes any bytes and aborts when something that must hold does not.
//
// A target is built twice: with libFuzzer (meson -Dfuzz=true, clang) and with replay.c, which runs it over
// the files of tests/fuzz/corpus/<target>/ as an ordinary test.
#ifndef TANDEM_TESTS_FUZZ_TARGET_H
#define TANDEM_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Aborts, naming the condition, when it does not hold.
#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                   \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

#endif
