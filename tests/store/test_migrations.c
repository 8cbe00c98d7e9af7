// SPDX-License-Identifier: Apache-2.0
// A fresh workspace is what all migrations together make of nothing; versions that do not fit are refused.
//
// Before the first release the schema is the first migration: TANDEM_GOLDEN_WRITE=1 (./dev golden) writes it
// anew. From then on a change of the tables takes a migration of its own and a higher SCHEMA_VERSION, and
// this test says so.
#include "fixture.h"

#include "store/driver.h"
#include "store/schema.h"
#include "work/resources.h"

// What there is, in an order and a form that does not depend on how it came to be.
static const struct statement describe_sqlite = {.name = "test describe",
    .sqlite = SQL("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"),
    .postgres =
        SQL("SELECT CAST(c.table_name AS TEXT), CAST(c.column_name || ' ' || c.data_type || ' ' ||"
            " coalesce(c.collation_name, '') || ' ' || c.is_nullable || ' ' || coalesce(c.column_default, '')"
            " AS TEXT) FROM information_schema.columns c WHERE c.table_schema = current_schema()"
            " UNION ALL SELECT CAST(CAST(conrelid AS regclass) AS TEXT), CAST(conname AS TEXT) || ' ' || "
            "pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = (SELECT oid FROM pg_namespace"
            "  WHERE nspname = current_schema())"
            " UNION ALL SELECT CAST(tablename AS TEXT), replace(indexdef, current_schema() || '.', '')"
            " FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1, 2"),
    .parameters = "",
    .columns = "tt"};

static int by_text(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

// The parts of CREATE TABLE between the outermost commas, sorted: a column that a migration added stands at
// the end.
static const char *normal_form(struct text sql, struct arena *arena)
{
    char *parts[200];
    size_t count = 0, used = 0;
    int depth = 0;
    char *copy = arena_allocate(arena, sql.length + 2);
    assert_non_null(copy);
    parts[count++] = copy;
    for (size_t i = 0; i < sql.length; i++) {
        char byte = sql.data[i];
        if (byte == '(') depth++;
        if (byte == ')') depth--;
        bool is_edge =
            (byte == ',' && depth == 1) || (byte == '(' && depth == 1) || (byte == ')' && depth == 0);
        if (is_edge) {
            copy[used++] = '\0';
            parts[count++] = copy + used;
            assert_true(count < 200);
        } else if (byte != ' ' && byte != '\n') {
            copy[used++] = byte;
        }
    }
    copy[used] = '\0';
    if (text_prefix(sql, TEXT("CREATE TABLE"))) qsort(parts, count, sizeof parts[0], by_text);
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_print(arena, "%s%s,", all, parts[i]);
    return all;
}

static const char *describe(struct store *store, struct arena *arena)
{
    struct buffer output;
    buffer_init(&output, 4 << 20);
    struct transaction *transaction;
    struct cursor *cursor;
    assert_int_equal(store_read(store, &transaction), ERROR_NONE);
    if (store_query(transaction, &describe_sqlite, NULL, 0, &cursor))
        fail_msg("%s", transaction_message(transaction));
    while (cursor_next(cursor) == ERROR_NONE)
        buffer_print(&output, "%.*s: %s\n", TEXT_PRINT(cursor_text(cursor, 0)),
            store_kind(store) == STORE_SQLITE ? normal_form(cursor_text(cursor, 1), arena)
                                              : text_copy(cursor_text(cursor, 1), arena));
    cursor_close(cursor);
    transaction_end(transaction);
    const char *text = text_copy(buffer_view(&output), arena);
    buffer_free(&output);
    return text;
}

static void write_first(enum store_kind kind)
{
    char path[1024];
    struct buffer ddl;
    buffer_init(&ddl, 4 << 20);
    assert_int_equal(schema_print(tandem_registry(), kind, &ddl), ERROR_NONE);
    snprintf(path, sizeof path, "%s/src/store/migrations/%s/0001_initial.sql", getenv("TANDEM_SOURCE_ROOT"),
        kind == STORE_SQLITE ? "sqlite" : "postgres");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(ddl.data, 1, ddl.length, file), ddl.length);
    assert_int_equal(fclose(file), 0);
    buffer_free(&ddl);
    print_message("written anew: %s; build again\n", path);
}

static void a_fresh_schema_is_all_migrations(void **state)
{
    (void)state;
    if (getenv("TANDEM_GOLDEN_WRITE") && SCHEMA_VERSION == 1) {
        write_first(STORE_SQLITE);
        write_first(STORE_POSTGRES);
        skip();
    }
    struct fixture fresh, migrated;
    fixture_open(&fresh, NULL);
    fixture_open_empty(&migrated);
    enum store_kind kind = store_kind(fresh.store);
    int last = 0;
    for (size_t i = 0; i < migration_count(kind); i++) {
        struct migration migration;
        char message[STORE_MESSAGE_SIZE] = "";
        assert_int_equal(migration_at(kind, i, &migration), ERROR_NONE);
        assert_int_equal(migration.version, last + 1);
        last = migration.version;
        if (migrated.store->driver->migrate(migrated.store, migration.sql.data, last, message))
            fail_msg("migration %d: %s", last, message);
    }
    assert_int_equal(last, SCHEMA_VERSION);
    const char *left = describe(fresh.store, &fresh.arena),
               *right = describe(migrated.store, &migrated.arena);
    if (strcmp(left, right) != 0) {
        const char *line = left;
        for (size_t i = 0; left[i] && left[i] == right[i]; i++)
            if (left[i] == '\n') line = left + i + 1;
        fail_msg("the tables are not what the migrations make of them:\n%.600s\nmigrations:\n%.600s\n"
                 "%s",
            line, right + (line - left),
            SCHEMA_VERSION == 1 ? "Run ./dev golden and build again."
                                : "A change of the tables takes a migration and a higher SCHEMA_VERSION.");
    }
    // What was migrated is a workspace.
    fixture_reopen(&migrated);
    fixture_close(&fresh);
    fixture_close(&migrated);
}

static const struct statement set_version = {.name = "test set version",
    .sqlite = SQL("PRAGMA user_version = 99"),
    .postgres = SQL("UPDATE schema_version SET version = 99"),
    .parameters = ""};
static const struct statement set_older = {.name = "test set older",
    .sqlite = SQL("PRAGMA user_version = 0"),
    .postgres = SQL("UPDATE schema_version SET version = -1"),
    .parameters = ""};

static enum error execute(struct transaction *transaction, void *closure)
{
    return store_execute(transaction, closure, NULL, 0, NULL);
}

static void expect_refusal(struct fixture *fixture, enum error wanted, const char *words)
{
    struct store *store = NULL;
    char message[STORE_MESSAGE_SIZE];
    enum error error = fixture_open_again(fixture, (struct store_options){.create = true}, &store, message);
    assert_string_equal(error_name(error), error_name(wanted));
    assert_non_null(strstr(message, words));
    assert_null(store);
}

static void refuses_what_a_newer_program_made(void **state)
{
    struct fixture *fixture = *state;
    struct statement newer = set_version;
    assert_int_equal(store_write(fixture->store, execute, &newer), ERROR_NONE);
    expect_refusal(fixture, ERROR_SCHEMA_NEWER, "newer Tandem (schema 99; this program knows");
    // Whoever wants to look at it all the same can, and migrating does nothing.
    struct store *store;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(
        fixture_open_again(fixture, (struct store_options){.skip_schema = true}, &store, message),
        ERROR_NONE);
    int from, to;
    assert_int_equal(schema_migrate(store, &from, &to, message), ERROR_SCHEMA_NEWER);
    assert_int_equal(from, 99);
    store_close(store);
}

static void refuses_what_an_older_program_made(void **state)
{
    struct fixture *fixture = *state;
    struct statement older = set_older;
    assert_int_equal(store_write(fixture->store, execute, &older), ERROR_NONE);
    expect_refusal(fixture, ERROR_SCHEMA_OLDER, "run tandem migrate");
}

static void migrates_nothing_where_nothing_is_to_do(void **state)
{
    struct fixture *fixture = *state;
    int from, to;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(schema_migrate(fixture->store, &from, &to, message), ERROR_NONE);
    assert_int_equal(from, SCHEMA_VERSION);
    assert_int_equal(to, SCHEMA_VERSION);
    struct fixture empty;
    fixture_open_empty(&empty);
    assert_int_equal(schema_migrate(empty.store, &from, &to, message), ERROR_NOT_FOUND);
    assert_non_null(strstr(message, "tandem init"));
    fixture_close(&empty);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_schema_is_all_migrations),
        CASE(refuses_what_a_newer_program_made),
        CASE(refuses_what_an_older_program_made),
        CASE(migrates_nothing_where_nothing_is_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
