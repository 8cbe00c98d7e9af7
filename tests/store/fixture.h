// SPDX-License-Identifier: Apache-2.0
// A fresh workspace for a test: a SQLite file in a temporary folder or, when TANDEM_TEST_POSTGRES names a
// cluster (see tools/with_postgres), a schema of its own there. The same cases run on both.
#ifndef TANDEM_TESTS_STORE_FIXTURE_H
#define TANDEM_TESTS_STORE_FIXTURE_H

#include "unit.h"

#include "store/store.h"

struct fixture {
    char folder[256];   // of temporary files; removed by fixture_close
    char address[1024]; // of the workspace
    struct store *store;
    struct arena arena;
    struct problem_list problems; // in the arena
};

// Is the cluster the place of this run?
bool fixture_is_postgres(void);

// Makes an empty workspace with the resources of the program, or of `registry`.
void fixture_open(struct fixture *fixture, const struct registry *registry);
// The same without any table in it.
void fixture_open_empty(struct fixture *fixture);
void fixture_close(struct fixture *fixture);

// Opens the store of a fixture that was closed by hand.
void fixture_open_at(struct fixture *fixture, const struct registry *registry);

// Closes the store and opens it again at the same place.
void fixture_reopen(struct fixture *fixture);

// Opens it once more, with these options; says ERROR_NONE or what was wrong in `message`.
enum error fixture_open_again(struct fixture *fixture, struct store_options options, struct store **ret_store,
    char message[STORE_MESSAGE_SIZE]) MUST_CHECK;

// Forgets the arena's content and the problems.
void fixture_reset(struct fixture *fixture);

// The messages of all problems, one a line with its field; for comparisons.
const char *fixture_problems(struct fixture *fixture);

// Setup and teardown of cmocka; the state is a struct fixture with the resources of the program.
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

#endif
