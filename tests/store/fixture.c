// SPDX-License-Identifier: Apache-2.0
// Makes and removes workspaces for tests.
#include "fixture.h"

#include <libpq-fe.h>
#include <unistd.h>

#include "work/resources.h"

bool fixture_is_postgres(void)
{
    const char *address = getenv("TANDEM_TEST_POSTGRES");
    return address && address[0];
}

static void schema_drop(const char *schema)
{
    PGconn *connection = PQconnectdb(getenv("TANDEM_TEST_POSTGRES"));
    if (PQstatus(connection) != CONNECTION_OK) print_error("%s", PQerrorMessage(connection));
    char sql[256];
    snprintf(sql, sizeof sql, "SET client_min_messages = error; DROP SCHEMA IF EXISTS %s CASCADE", schema);
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) print_error("%s", PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
}

static const char *fixture_schema(const struct fixture *fixture)
{
    return strrchr(fixture->folder, '/') + 1;
}

static void fixture_make_store(struct fixture *fixture, const struct registry *registry, bool is_empty)
{
    struct store_options options = {.registry = registry, .create = true, .skip_schema = is_empty};
    char message[STORE_MESSAGE_SIZE];
    enum error error = store_open(fixture->address, &options, &fixture->store, message);
    if (error) fail_msg("%s: %s", error_name(error), message);
}

static void fixture_make(struct fixture *fixture, const struct registry *registry, bool is_empty)
{
    *fixture = (struct fixture){.store = NULL};
    arena_init(&fixture->arena, (size_t)64 << 20);
    problem_list_init(&fixture->problems, &fixture->arena);
    const char *folder = getenv("TMPDIR");
    snprintf(fixture->folder, sizeof fixture->folder, "%s/tandem_test_XXXXXX", folder ? folder : "/tmp");
    assert_non_null(mkdtemp(fixture->folder));
    if (fixture_is_postgres()) {
        // mkdtemp has made a name that nobody else has; a schema's name is in lower case.
        char schema[64];
        snprintf(schema, sizeof schema, "%s", fixture_schema(fixture));
        for (char *p = schema; *p; p++)
            if (*p >= 'A' && *p <= 'Z') *p = (char)(*p + 32);
        const char *address = getenv("TANDEM_TEST_POSTGRES");
        snprintf(fixture->address, sizeof fixture->address, "%s%cschema=%s_%ld", address,
            strchr(address, '?') ? '&' : '?', schema, (long)getpid());
    } else {
        snprintf(fixture->address, sizeof fixture->address, "%s/test.tandem", fixture->folder);
    }
    fixture_make_store(fixture, registry ? registry : tandem_registry(), is_empty);
}

void fixture_open(struct fixture *fixture, const struct registry *registry)
{
    fixture_make(fixture, registry, false);
}

void fixture_open_empty(struct fixture *fixture)
{
    fixture_make(fixture, NULL, true);
}

static void folder_remove(const char *folder)
{
    char command[512];
    snprintf(command, sizeof command, "rm -rf -- '%s'", folder);
    if (system(command) != 0) print_error("%s is left behind\n", folder);
}

void fixture_close(struct fixture *fixture)
{
    fixture->store = store_close(fixture->store);
    if (fixture_is_postgres()) schema_drop(strstr(fixture->address, "schema=") + 7);
    folder_remove(fixture->folder);
    arena_free(&fixture->arena);
}

void fixture_open_at(struct fixture *fixture, const struct registry *registry)
{
    fixture_make_store(fixture, registry, false);
}

void fixture_reopen(struct fixture *fixture)
{
    const struct registry *registry = store_registry(fixture->store);
    fixture->store = store_close(fixture->store);
    fixture_make_store(fixture, registry, false);
}

enum error fixture_open_again(struct fixture *fixture, struct store_options options, struct store **ret_store,
    char message[STORE_MESSAGE_SIZE])
{
    if (!options.registry) options.registry = tandem_registry();
    return store_open(fixture->address, &options, ret_store, message);
}

void fixture_reset(struct fixture *fixture)
{
    arena_reset(&fixture->arena);
    problem_list_init(&fixture->problems, &fixture->arena);
}

const char *fixture_problems(struct fixture *fixture)
{
    const char *all = "";
    for (const struct problem *problem = fixture->problems.first; problem; problem = problem->next)
        all = arena_print(
            &fixture->arena, "%s%s: %s\n", all, problem->field ? problem->field : "-", problem->message);
    return all;
}

int fixture_set_up(void **state)
{
    struct fixture *fixture = test_malloc(sizeof *fixture);
    fixture_open(fixture, NULL);
    *state = fixture;
    return 0;
}

int fixture_tear_down(void **state)
{
    fixture_close(*state);
    test_free(*state);
    return 0;
}
