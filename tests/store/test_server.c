// SPDX-License-Identifier: Apache-2.0
// PostgreSQL as a server: gone and back, several servers on one workspace, addresses.
#include "records_fixture.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <unistd.h>

#include "work/resources.h"

static void run_sql(const char *sql)
{
    PGconn *connection = PQconnectdb(getenv("TANDEM_TEST_POSTGRES"));
    assert_int_equal(PQstatus(connection), CONNECTION_OK);
    PQclear(PQexec(connection, sql));
    PQfinish(connection);
}

// Ends every connection but the one that says so, as a restart of the server does.
static void end_connections(void)
{
    run_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
}

// Takes the server's socket away, or puts it back.
static void hide_server(bool is_hidden)
{
    const char *folder = strstr(getenv("TANDEM_TEST_POSTGRES"), "host=") + 5;
    char shown[300], hidden[300];
    snprintf(shown, sizeof shown, "%s/.s.PGSQL.5432", folder);
    snprintf(hidden, sizeof hidden, "%s/hidden", folder);
    assert_int_equal(is_hidden ? rename(shown, hidden) : rename(hidden, shown), 0);
}

static void goes_on_after_a_restart(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    for (int i = 0; i < 3; i++) {
        end_connections();
        // Nothing was under way, so nobody notices.
        assert_string_equal(shown(fixture, get(fixture, "UNIT-1"), "name"), "Kitchen");
        end_connections();
        create(fixture, "units", GIVEN({"name", "Garden"}));
    }
    assert_string_equal(list_keys(fixture, "units", "key", NULL), "UNIT-1,UNIT-2,UNIT-3,UNIT-4");
}

static void says_when_the_server_is_gone(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    run_sql("SELECT 1");
    PGconn *killer = PQconnectdb(getenv("TANDEM_TEST_POSTGRES"));
    hide_server(true);
    PQclear(PQexec(killer, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                           " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"));
    PQfinish(killer);
    struct record *record;
    enum error read = get_as(fixture, NULL, "UNIT-1", &record);
    enum error write = create_as(fixture, NULL, "units", GIVEN({"name", "Garden"}), &record);
    char message[STORE_MESSAGE_SIZE];
    struct store *store = NULL;
    enum error open = fixture_open_again(fixture, (struct store_options){.create = false}, &store, message);
    hide_server(false);
    assert_string_equal(error_name(read), "unavailable");
    assert_string_equal(error_name(write), "unavailable");
    assert_string_equal(error_name(open), "unavailable");
    assert_null(strchr(message, '\n'));
    assert_non_null(strstr(message, "cannot be reached"));
    // And back.
    assert_string_equal(create(fixture, "units", GIVEN({"name", "Garden"})), "UNIT-2");
}

static enum error lose_connection(struct transaction *transaction, void *closure)
{
    static const struct statement statement = {
        .name = "test lose", .common = SQL("SELECT pg_terminate_backend(pg_backend_pid())"), .columns = "b"};
    const struct actor system = actor_system("cli");
    struct fixture *fixture = closure;
    struct record *record;
    enum error error = record_create(transaction, &system,
        given_input(fixture, "units", GIVEN({"name", "Lost"})), &fixture->arena, &fixture->problems, &record);
    if (error) return error;
    struct cursor *cursor;
    error = store_query(transaction, &statement, NULL, 0, &cursor);
    assert_int_equal(error, ERROR_UNAVAILABLE);
    return ERROR_NONE; // passing over it does not help
}

static void keeps_nothing_of_a_write_whose_connection_is_lost(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, lose_connection, fixture), ERROR_UNAVAILABLE);
    assert_string_equal(list_keys(fixture, "units", "key", NULL), "");
    assert_string_equal(create(fixture, "units", GIVEN({"name", "Kitchen"})), "UNIT-1");
}

// --- several servers

struct member {
    struct store *store;
    int failed;
};

static enum error create_unit(struct transaction *transaction, void *closure)
{
    (void)closure;
    const struct actor system = actor_system("cli");
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct problem_list problems;
    problem_list_init(&problems, &arena);
    const struct resource *units = registry_find(transaction_registry(transaction), TEXT("units"));
    struct record_input *input = record_input_new(units, &arena);
    record_input_set(input, 0, value_string("Kitchen"));
    struct record *record;
    enum error error = record_create(transaction, &system, input, &arena, &problems, &record);
    arena_free(&arena);
    return error;
}

static void *create_many(void *argument)
{
    struct member *member = argument;
    for (int i = 0; i < 25; i++)
        member->failed += store_write(member->store, create_unit, NULL) != ERROR_NONE;
    return NULL;
}

static const struct statement count_history = {.name = "test count history",
    .common = SQL("SELECT count(*) * 1000 + max(id) FROM history"),
    .columns = "i"};

static void lets_many_servers_write(void **state)
{
    struct fixture *fixture = *state;
    struct store *servers[3];
    struct member members[12];
    pthread_t threads[12];
    char message[STORE_MESSAGE_SIZE];
    for (int i = 0; i < 3; i++)
        assert_int_equal(
            fixture_open_again(fixture, (struct store_options){.exclusive = true}, &servers[i], message),
            ERROR_NONE);
    for (int i = 0; i < 12; i++) {
        members[i] = (struct member){.store = servers[i % 3]};
        pthread_create(&threads[i], NULL, create_many, &members[i]);
    }
    for (int i = 0; i < 12; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(members[i].failed, 0);
    }
    for (int i = 0; i < 3; i++)
        store_close(servers[i]);
    assert_int_equal(count_rows(fixture, &count_history), 300 * 1000 + 300);
}

static void hears_of_what_another_server_wrote(void **state)
{
    struct fixture *fixture = *state;
    struct store *server;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(
        fixture_open_again(fixture, (struct store_options){.exclusive = true}, &server, message), ERROR_NONE);
    // The listener says something when it begins to listen.
    uint64_t seen = store_wait(server, store_generation(server), 20000);
    while (store_wait(server, seen, 50) > seen)
        seen = store_generation(server);
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    assert_true(store_wait(server, seen, 60000) > seen);
    // Also after its connection was lost.
    end_connections();
    seen = store_wait(server, store_generation(server), 20000);
    while (store_wait(server, seen, 50) > seen)
        seen = store_generation(server);
    create(fixture, "units", GIVEN({"name", "Garden"}));
    assert_true(store_wait(server, seen, 60000) > seen);
    store_close(server);
}

static void expect(const char *address, enum error wanted, const char *words)
{
    const struct store_options options = {.registry = tandem_registry()};
    char message[STORE_MESSAGE_SIZE];
    struct store *store = NULL;
    enum error error = store_open(address, &options, &store, message);
    store_close(store);
    if (error != wanted || !strstr(message, words)) fail_msg("%s: %s", error_name(error), message);
    assert_null(strstr(message, "hunter2"));
}

static void says_what_is_wrong_with_an_address(void **state)
{
    struct fixture *fixture = *state;
    const char *cluster = getenv("TANDEM_TEST_POSTGRES");
    expect(arena_print(&fixture->arena, "%s&schema=nowhere", cluster), ERROR_NOT_FOUND, "tandem init");
    expect(arena_print(&fixture->arena, "%s&schema=Upper", cluster), ERROR_USAGE, "lower-case");
    expect(arena_print(&fixture->arena, "%s&schema=pg_x", cluster), ERROR_USAGE, "pg_");
    expect(arena_print(&fixture->arena, "%s&schema=a%%22b", cluster), ERROR_USAGE, "schema=");
    expect(arena_print(&fixture->arena, "%s&nonsense=1", cluster), ERROR_USAGE, "nonsense");
    expect("postgresql://somebody:hunter2@127.0.0.1:1/nowhere", ERROR_UNAVAILABLE, "cannot be reached");
    run_sql("CREATE SCHEMA theirs; CREATE TABLE theirs.mine (x int)");
    expect(arena_print(&fixture->arena, "%s&schema=theirs", cluster), ERROR_IO, "tables of something else");
    run_sql("DROP SCHEMA theirs CASCADE");
}

static void leaves_backups_to_pg_dump(void **state)
{
    struct fixture *fixture = *state;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(store_backup(fixture->store, "/nowhere", NULL, NULL, message), ERROR_UNSUPPORTED);
    assert_non_null(strstr(message, "pg_dump"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(goes_on_after_a_restart),
        CASE(says_when_the_server_is_gone),
        CASE(keeps_nothing_of_a_write_whose_connection_is_lost),
        CASE(lets_many_servers_write),
        CASE(hears_of_what_another_server_wrote),
        CASE(says_what_is_wrong_with_an_address),
        CASE(leaves_backups_to_pg_dump),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
