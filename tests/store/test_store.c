// SPDX-License-Identifier: Apache-2.0
// Transactions, statements, savepoints and writes of many threads: the same on both databases.
#include "fixture.h"

#include <pthread.h>

#include "store/schema.h"

static const struct statement insert_setting = {.name = "test insert",
    .common = SQL("INSERT INTO setting (name, value, changed_at, changed_by) VALUES ($1, $2, $3, $4)"),
    .parameters = "ttit",
    .columns = ""};
static const struct statement select_setting = {.name = "test select",
    .common = SQL("SELECT value, changed_at, name FROM setting WHERE name >= $1 ORDER BY name"),
    .parameters = "t",
    .columns = "tit"};
static const struct statement count_settings = {
    .name = "test count", .common = SQL("SELECT count(*) FROM setting"), .parameters = "", .columns = "i"};
// The second parameter comes first: SQLite would number them the other way round.
static const struct statement swapped = {.name = "test swapped",
    .common = SQL("SELECT CAST($2 AS TEXT), CAST($1 AS BIGINT), $3 = $4, CAST(NULL AS TEXT), $5 + 0.5"),
    .parameters = "itbbr",
    .columns = "tibtr"};
static const struct statement wrong = {
    .name = "test wrong", .common = SQL("SELECT nothing FROM nowhere"), .parameters = "", .columns = "t"};

static enum error insert(struct transaction *transaction, const char *name, const char *value)
{
    struct value parameters[] = {value_string(name), value_string(value),
        value_integer(transaction_now(transaction)), value_string("system")};
    return store_execute(transaction, &insert_setting, parameters, 4, NULL);
}

static int64_t count(struct store *store)
{
    struct transaction *transaction;
    assert_int_equal(store_read(store, &transaction), ERROR_NONE);
    struct cursor *cursor;
    assert_int_equal(store_query(transaction, &count_settings, NULL, 0, &cursor), ERROR_NONE);
    assert_int_equal(cursor_next(cursor), ERROR_NONE);
    int64_t number = cursor_integer(cursor, 0);
    cursor_close(cursor);
    transaction_end(transaction);
    return number;
}

static enum error write_two(struct transaction *transaction, void *closure)
{
    (void)closure;
    assert_true(transaction_is_write(transaction));
    enum error error = insert(transaction, "a", "one");
    if (!error) error = insert(transaction, "b", "t\xC3\xA4wo'; --");
    return error;
}

static void keeps_what_was_written(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_two, NULL), ERROR_NONE);
    fixture_reopen(fixture);
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_false(transaction_is_write(transaction));
    struct value from = value_string("a");
    struct cursor *cursor;
    assert_int_equal(store_query(transaction, &select_setting, &from, 1, &cursor), ERROR_NONE);
    assert_int_equal(cursor_next(cursor), ERROR_NONE);
    assert_text_equal(cursor_text(cursor, 0), "one");
    assert_int_equal(cursor_next(cursor), ERROR_NONE);
    assert_text_equal(cursor_text(cursor, 0), "t\xC3\xA4wo'; --");
    assert_true(cursor_integer(cursor, 1) > INT64_C(1600000000000));
    struct value all[3];
    cursor_values(cursor, all);
    assert_text_equal(all[2].text, "b");
    assert_int_equal(all[1].kind, VALUE_INTEGER);
    assert_int_equal(cursor_next(cursor), ERROR_END);
    cursor_close(cursor);
    transaction_end(transaction);
}

static void gives_each_type_back_as_it_was(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    struct value parameters[] = {value_integer(INT64_MIN + 1), value_string(""), value_boolean(true),
        value_boolean(false), value_real(1.25)};
    struct cursor *cursor;
    assert_int_equal(store_query(transaction, &swapped, parameters, 5, &cursor), ERROR_NONE);
    assert_int_equal(cursor_next(cursor), ERROR_NONE);
    assert_false(cursor_is_null(cursor, 0));
    assert_text_equal(cursor_text(cursor, 0), "");
    assert_true(cursor_integer(cursor, 1) == INT64_MIN + 1);
    assert_false(cursor_boolean(cursor, 2));
    assert_true(cursor_is_null(cursor, 3));
    assert_true(cursor_real(cursor, 4) > 1.74 && cursor_real(cursor, 4) < 1.76);
    cursor_close(cursor);
    transaction_end(transaction);
}

static enum error write_and_fail(struct transaction *transaction, void *closure)
{
    enum error error = insert(transaction, "lost", "");
    return error ? error : *(enum error *)closure;
}

static void keeps_nothing_of_a_write_that_fails(void **state)
{
    struct fixture *fixture = *state;
    enum error wanted = ERROR_STALE;
    assert_int_equal(store_write(fixture->store, write_and_fail, &wanted), ERROR_STALE);
    assert_int_equal(count(fixture->store), 0);
}

static enum error write_twice_the_same(struct transaction *transaction, void *closure)
{
    (void)closure;
    assert_int_equal(insert(transaction, "same", "1"), ERROR_NONE);
    assert_int_equal(insert(transaction, "same", "2"), ERROR_CONFLICT);
    assert_true(transaction_message(transaction)[0] != '\0');
    // Spoilt: nothing works any more, and pretending that all is well does not help.
    assert_int_equal(insert(transaction, "other", "3"), ERROR_CONFLICT);
    return ERROR_NONE;
}

static void keeps_nothing_when_a_failed_statement_was_passed_over(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_twice_the_same, NULL), ERROR_CONFLICT);
    assert_int_equal(count(fixture->store), 0);
}

static enum error write_in_parts(struct transaction *transaction, void *closure)
{
    (void)closure;
    enum error error = insert(transaction, "1", "");
    if (!error) error = transaction_savepoint(transaction);
    if (!error) error = insert(transaction, "2", "");
    if (!error) error = transaction_savepoint(transaction);
    if (!error && insert(transaction, "2", "") != ERROR_CONFLICT) error = ERROR_INTERNAL;
    if (!error) error = transaction_rollback(transaction);
    if (!error) error = insert(transaction, "3", "");
    if (!error) error = transaction_release(transaction);
    if (!error) error = transaction_savepoint(transaction);
    if (!error) error = insert(transaction, "4", "");
    if (!error) error = transaction_rollback(transaction);
    return error ? error : insert(transaction, "5", "");
}

static void takes_back_a_part_alone(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_in_parts, NULL), ERROR_NONE);
    assert_int_equal(count(fixture->store), 4); // 1, 2, 3, 5
}

static enum error write_wrong(struct transaction *transaction, void *closure)
{
    (void)closure;
    return store_execute(transaction, &wrong, NULL, 0, NULL);
}

static void tells_what_the_database_said(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    assert_int_equal(store_write(fixture->store, write_wrong, NULL), ERROR_INTERNAL);
    assert_non_null(strstr(store_said(), wrong.name));
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_string_equal(store_said(), "");
    assert_int_equal(store_execute(transaction, &wrong, NULL, 0, NULL), ERROR_INTERNAL);
    transaction_end(transaction);
    assert_non_null(strstr(store_said(), wrong.name));
}

static void refuses_wrong_statements(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    struct cursor *cursor;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(store_query(transaction, &wrong, NULL, 0, &cursor), ERROR_INTERNAL);
    assert_null(cursor);
    transaction_end(transaction);
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    struct value number = value_integer(1);
    assert_int_equal(store_query(transaction, &select_setting, &number, 1, &cursor), ERROR_INTERNAL);
    transaction_end(transaction);
}

static void refuses_to_write_in_a_read(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(insert(transaction, "x", ""), ERROR_READ_ONLY);
    transaction_end(transaction);
    assert_int_equal(count(fixture->store), 0);
}

static void reads_one_snapshot(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    struct cursor *cursor;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_query(transaction, &count_settings, NULL, 0, &cursor), ERROR_NONE);
        assert_int_equal(cursor_next(cursor), ERROR_NONE);
        assert_int_equal(cursor_integer(cursor, 0), 0);
        cursor_close(cursor);
        if (i == 0) assert_int_equal(store_write(fixture->store, write_two, NULL), ERROR_NONE);
    }
    transaction_end(transaction);
    assert_int_equal(count(fixture->store), 2);
}

// The same statement open twice at once, and more statements than are kept prepared.
static void opens_a_statement_while_it_is_open(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_two, NULL), ERROR_NONE);
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    struct value from = value_string("");
    struct cursor *outer, *inner;
    int rows = 0;
    assert_int_equal(store_query(transaction, &select_setting, &from, 1, &outer), ERROR_NONE);
    while (cursor_next(outer) == ERROR_NONE) {
        assert_int_equal(store_query(transaction, &select_setting, &from, 1, &inner), ERROR_NONE);
        while (cursor_next(inner) == ERROR_NONE)
            rows++;
        cursor_close(inner);
    }
    cursor_close(outer);
    assert_int_equal(rows, 4);
    struct statement *many = arena_array(&fixture->arena, struct statement, 3000);
    for (int i = 0; i < 3000; i++) {
        many[i] = count_settings;
        assert_int_equal(store_query(transaction, &many[i], NULL, 0, &inner), ERROR_NONE);
        assert_int_equal(cursor_next(inner), ERROR_NONE);
        assert_int_equal(cursor_integer(inner, 0), 2);
        cursor_close(inner);
    }
    transaction_end(transaction);
}

struct writer {
    struct fixture *fixture;
    int number;
    int step;
    int failed;
};

static enum error write_one(struct transaction *transaction, void *closure)
{
    struct writer *writer = closure;
    char name[32];
    snprintf(name, sizeof name, "%02d-%04d", writer->number, writer->step);
    enum error error = insert(transaction, name, "");
    return !error && writer->step % 10 == 9 ? ERROR_STALE : error;
}

static void *write_many(void *argument)
{
    struct writer *writer = argument;
    for (writer->step = 0; writer->step < 100; writer->step++) {
        enum error error = store_write(writer->fixture->store, write_one, writer);
        if (error != (writer->step % 10 == 9 ? ERROR_STALE : ERROR_NONE)) writer->failed++;
    }
    return NULL;
}

static void takes_writes_of_sixteen_threads(void **state)
{
    pthread_t threads[16];
    struct writer writers[16];
    uint64_t generation = store_generation(((struct fixture *)*state)->store);
    for (int i = 0; i < 16; i++) {
        writers[i] = (struct writer){.fixture = *state, .number = i};
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &writers[i]), 0);
    }
    int failed = 0;
    for (int i = 0; i < 16; i++) {
        pthread_join(threads[i], NULL);
        failed += writers[i].failed;
    }
    assert_int_equal(failed, 0);
    assert_int_equal(count(((struct fixture *)*state)->store), 16 * 90);
    assert_true(store_generation(((struct fixture *)*state)->store) > generation);
}

static enum error write_within(struct transaction *transaction, void *closure)
{
    (void)transaction;
    struct fixture *fixture = closure;
    return store_write(fixture->store, write_two, NULL);
}

static void refuses_a_write_within_a_write(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_within, fixture), ERROR_INTERNAL);
    assert_int_equal(count(fixture->store), 0);
}

static void *write_later(void *argument)
{
    struct fixture *fixture = argument;
    if (store_write(fixture->store, write_two, NULL)) return fixture;
    return NULL;
}

static void wakes_who_waits_for_a_commit(void **state)
{
    struct fixture *fixture = *state;
    uint64_t seen = store_generation(fixture->store);
    assert_true(store_wait(fixture->store, seen, 1) == seen);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, write_later, fixture), 0);
    assert_true(store_wait(fixture->store, seen, 60000) > seen);
    void *failed;
    pthread_join(thread, &failed);
    assert_null(failed);
}

static enum error write_settings(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    struct actor system = actor_system("cli"), viewer = {.user = TEXT("USER-1")};
    struct text value;
    enum error error = setting_set(transaction, &system, "workspace_name", TEXT("Kettles"));
    if (!error) error = setting_set(transaction, &system, "workspace_name", TEXT("Pots"));
    if (!error) error = setting_set(transaction, &system, "gone", TEXT("x"));
    if (!error) error = setting_set(transaction, &system, "gone", TEXT(""));
    if (!error) error = setting_get(transaction, "workspace_name", &fixture->arena, &value);
    if (error) return error;
    assert_text_equal(value, "Pots");
    assert_int_equal(setting_get(transaction, "gone", &fixture->arena, &value), ERROR_NONE);
    assert_text_equal(value, "");
    assert_int_equal(setting_set(transaction, &viewer, "workspace_name", TEXT("Mine")), ERROR_FORBIDDEN);
    return ERROR_NONE;
}

static void keeps_settings(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(store_write(fixture->store, write_settings, fixture), ERROR_NONE);
    assert_int_equal(count(fixture->store), 1);
}

static void says_what_it_is(void **state)
{
    struct fixture *fixture = *state;
    struct store_information information;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(store_inform(fixture->store, &information, message), ERROR_NONE);
    assert_int_equal(information.schema_version, SCHEMA_VERSION);
    assert_true(information.bytes > 0);
    assert_int_equal(information.records, 0);
    assert_non_null(strstr(information.engine, fixture_is_postgres() ? "PostgreSQL 1" : "SQLite 3."));
    assert_int_equal(store_kind(fixture->store), fixture_is_postgres() ? STORE_POSTGRES : STORE_SQLITE);
    assert_null(strstr(store_address(fixture->store), "password"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keeps_what_was_written),
        CASE(gives_each_type_back_as_it_was),
        CASE(keeps_nothing_of_a_write_that_fails),
        CASE(keeps_nothing_when_a_failed_statement_was_passed_over),
        CASE(takes_back_a_part_alone),
        CASE(refuses_wrong_statements),
        CASE(tells_what_the_database_said),
        CASE(refuses_to_write_in_a_read),
        CASE(reads_one_snapshot),
        CASE(opens_a_statement_while_it_is_open),
        CASE(takes_writes_of_sixteen_threads),
        CASE(refuses_a_write_within_a_write),
        CASE(wakes_who_waits_for_a_commit),
        CASE(keeps_settings),
        CASE(says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
