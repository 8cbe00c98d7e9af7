// SPDX-License-Identifier: Apache-2.0
// What the engines' tests share: an arena, a seeded normal draw, and public data sets read from CSV files.
//
// The data lie in $TANDEM_SHARED/data/pricing, by default ../shared beside the source root. They are not part
// of the source: a test whose file is not there skips and says so.
#ifndef TANDEM_TESTS_ENGINE_TABLE_H
#define TANDEM_TESTS_ENGINE_TABLE_H

#include "base/arena.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct table {
    size_t rows, columns;
    char **names;  // of the columns
    char ***cells; // [column][row]
};

// Reads a CSV file with a header line into the arena; skips the test when it is not there.
void table_read(const char *file, struct arena *arena, struct table *ret_table);
// A column as numbers; the test fails when there is no such column.
double *table_numbers(const struct table *table, const char *name, struct arena *arena);
// A column as group numbers from 0 on, in order of first appearance.
uint32_t *table_groups(const struct table *table, const char *name, struct arena *arena, size_t *ret_groups);

#define assert_near(value, expected, tolerance)                                                              \
    assert_near_at((value), (expected), (tolerance), __FILE__, __LINE__)
void assert_near_at(double value, double expected, double tolerance, const char *file, int line);

// Runs a test with an arena of its own as its state.
int arena_setup(void **state);
int arena_teardown(void **state);
#define arena_test(function) cmocka_unit_test_setup_teardown(function, arena_setup, arena_teardown)

#endif
