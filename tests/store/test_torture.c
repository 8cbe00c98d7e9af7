// SPDX-License-Identifier: Apache-2.0
// Every statement and every allocation made to fail in turn: a clean error, nothing half done, nothing
// leaked, and the store goes on.
#include "records_fixture.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdatomic.h>

// --- SQLite's own memory, so that it can run out of it as well

static atomic_long sqlite_left = -1;
static atomic_bool sqlite_has_failed;

static bool sqlite_is_refused(void)
{
    if (atomic_load(&sqlite_left) < 0) return false;
    if (atomic_fetch_sub(&sqlite_left, 1) != 0) return false;
    atomic_store(&sqlite_has_failed, true);
    return true;
}

static void *sqlite_get(int size)
{
    return sqlite_is_refused() ? NULL : malloc((size_t)size);
}

static void *sqlite_resize(void *block, int size)
{
    return sqlite_is_refused() ? NULL : realloc(block, (size_t)size);
}

static int sqlite_size(void *block)
{
    return block ? (int)malloc_usable_size(block) : 0;
}

static int sqlite_round(int size)
{
    return (size + 7) & ~7;
}

static int sqlite_start(void *unused)
{
    (void)unused;
    return SQLITE_OK;
}

static void sqlite_stop(void *unused)
{
    (void)unused;
}

static void sqlite_take_over(void)
{
    static const sqlite3_mem_methods methods = {
        sqlite_get, free, sqlite_resize, sqlite_size, sqlite_round, sqlite_start, sqlite_stop, NULL};
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods), SQLITE_OK);
}

// --- what is tortured

enum method { FAIL_STATEMENTS, FAIL_ALLOCATIONS, FAIL_SQLITE };

// SQLite allocates thousands of times: every one of the first hundreds, then every eleventh.
static long next_count(enum method method, long count)
{
    return count + (method == FAIL_SQLITE && count >= 200 ? 11 : 1);
}

struct torment {
    enum method method;
    long count; // that go well before one fails
    bool has_failed;
};

static void torment_begin(const struct torment *torment)
{
    switch (torment->method) {
    case FAIL_STATEMENTS: store_fail_after(torment->count); break;
    case FAIL_ALLOCATIONS: allocation_fail_after(torment->count); break;
    case FAIL_SQLITE:
        atomic_store(&sqlite_has_failed, false);
        atomic_store(&sqlite_left, torment->count);
        break;
    }
}

static void torment_end(struct torment *torment)
{
    if (torment->method == FAIL_ALLOCATIONS)
        torment->has_failed = torment->has_failed || allocation_has_failed();
    if (torment->method == FAIL_SQLITE) torment->has_failed = atomic_load(&sqlite_has_failed);
    store_fail_after(-1);
    allocation_fail_after(-1);
    atomic_store(&sqlite_left, -1);
}

static const struct actor *system_actor(void)
{
    static struct actor actor;
    actor = actor_system("cli");
    return &actor;
}

static const struct resource *resource_named(struct transaction *transaction, const char *name)
{
    return registry_find(transaction_registry(transaction), text_from(name));
}

static enum error make(struct transaction *transaction, struct arena *arena, const char *name,
    const char *field, const char *text, const char *more_field, const char *more, struct record **ret_record)
{
    struct problem_list problems;
    problem_list_init(&problems, arena);
    const struct resource *resource = resource_named(transaction, name);
    struct record_input *input = record_input_new(resource, arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, (size_t)resource_field(resource, text_from(field)), value_string(text));
    if (more_field)
        record_input_set(input, (size_t)resource_field(resource, text_from(more_field)), value_string(more));
    return record_create(transaction, system_actor(), input, arena, &problems, ret_record);
}

// Somebody else's work, done with a reason under a map that has just been put in force: asks the policy, and
// keeps an override.
static enum error do_judged(
    struct transaction *transaction, struct arena *arena, const struct record *product)
{
    struct problem_list problems;
    problem_list_init(&problems, arena);
    struct record *map, *record;
    struct value nothing = value_null();
    struct actor actor = *system_actor();
    actor.person = TEXT("PERS-1");
    actor.reason = TEXT("Agreed on the phone.");
    const char *key = text_copy(product->key, arena);
    const char *code =
        key ? arena_print(arena, "map%s", strchr(key, '-')) : NULL; // as the key, one of a kind
    if (!code) return ERROR_MEMORY;
    enum error error = make(transaction, arena, "maps", "name", "Venn", "code", code, &map);
    if (error) return error;
    const struct resource *entries = resource_named(transaction, "map-entries");
    struct record_input *input = record_input_new(entries, arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, (size_t)resource_field(entries, TEXT("map")), value_text(map->key));
    record_input_set(input, (size_t)resource_field(entries, TEXT("activity")), value_string("ACT-1"));
    record_input_set(input, (size_t)resource_field(entries, TEXT("side")), value_string("pm"));
    record_input_set(
        input, (size_t)resource_field(entries, TEXT("accountable")), value_string("product_manager"));
    error = record_create(transaction, system_actor(), input, arena, &problems, &record);
    if (!error)
        error = record_act(transaction, system_actor(), map->resource, map->key,
            resource_action(map->resource, TEXT("put_in_force")), &nothing, 0, arena, &problems, &map);
    if (error) return error;
    input = record_input_new(product->resource, arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(
        input, (size_t)resource_field(product->resource, TEXT("horizon_set")), value_string("current"));
    return record_update(transaction, &actor, product->key, 0, input, arena, &problems, &record, NULL);
}

// A bit of everything: creation, references, a move with a new key, savepoints, an action, what belongs to
// somebody else's role, deletion.
static enum error do_much(struct transaction *transaction, struct arena *arena)
{
    struct problem_list problems;
    problem_list_init(&problems, arena);
    struct record *line, *product, *record;
    enum error error = make(transaction, arena, "lines", "name", "Payments", "key_prefix", "PAY", &line);
    if (!error) error = make(transaction, arena, "products", "name", "Till", NULL, NULL, &product);
    if (!error) error = transaction_savepoint(transaction);
    if (!error) error = make(transaction, arena, "units", "name", "Gone", NULL, NULL, &record);
    if (!error) error = transaction_rollback(transaction);
    if (error) return error;
    struct record_input *input = record_input_new(product->resource, arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, (size_t)resource_field(product->resource, TEXT("line")), value_text(line->key));
    error =
        record_update(transaction, system_actor(), product->key, 1, input, arena, &problems, &product, NULL);
    if (!error) error = do_judged(transaction, arena, product);
    if (!error) error = make(transaction, arena, "units", "name", "Gone", NULL, NULL, &record);
    if (!error)
        error =
            record_delete(transaction, system_actor(), record->resource, record->key, 0, arena, &problems);
    return error;
}

// What the writes refer to.
static void prepare(struct fixture *fixture)
{
    create(fixture, "people", GIVEN({"name", "Ann Smith"}));
    create(
        fixture, "activities", GIVEN({"name", "Life-cycle management"}, {"code", "life_cycle_management"}));
}

static enum error write_much(struct transaction *transaction, void *closure)
{
    struct torment *torment = closure;
    struct arena arena;
    arena_init(&arena, 4 << 20);
    // Allocations are counted for each thread; this is the one that works.
    bool is_here = torment && torment->method == FAIL_ALLOCATIONS;
    if (is_here) torment_begin(torment);
    enum error error = do_much(transaction, &arena);
    if (is_here) torment_end(torment);
    arena_free(&arena);
    return error;
}

static enum error read_much(struct store *store, struct arena *arena)
{
    struct transaction *transaction;
    enum error error = store_read(store, &transaction);
    if (error) return error;
    const struct resource *products = resource_named(transaction, "products");
    struct value stage = value_string("conceive");
    struct record_filter filter = {
        .field = resource_field(products, TEXT("stage")), .values = &stage, .count = 1};
    struct record_query query = {
        .resource = products, .limit = 1, .filters = &filter, .filter_count = 1, .count = true};
    struct record_page page = {.next = TEXT("")};
    struct record *record;
    for (int i = 0; !error && i < 2; i++) {
        error = record_list(transaction, system_actor(), &query, arena, &page);
        query.cursor = page.next;
    }
    if (!error) error = record_get(transaction, system_actor(), NULL, TEXT("PROD-1"), arena, &record);
    transaction_end(transaction);
    return error;
}

static const struct statement count_all = {.name = "test count all",
    .common = SQL("SELECT (SELECT count(*) FROM record) * 1000000 + (SELECT count(*) FROM history) * 1000"
                  " + (SELECT count(*) FROM record_alias)"),
    .columns = "i"};

static const struct statement count_overrides = {
    .name = "test count overrides", .common = SQL("SELECT count(*) FROM override"), .columns = "i"};

static bool is_expected(enum method method, enum error error)
{
    if (error == ERROR_NONE) return true;
    return method == FAIL_STATEMENTS ? error == ERROR_IO : error == ERROR_MEMORY;
}

// Writes again and again, each time with a later failure, until one went well without any.
static void torture_writes(struct fixture *fixture, enum method method)
{
    assert_int_equal(store_write(fixture->store, write_much, NULL), ERROR_NONE);
    int64_t before = count_rows(fixture, &count_all);
    long refused = 0;
    for (long count = 0;; count = next_count(method, count)) {
        struct torment torment = {.method = method, .count = count};
        // A store that has composed and prepared nothing yet allocates more.
        if (method == FAIL_ALLOCATIONS) fixture_reopen(fixture);
        if (method != FAIL_ALLOCATIONS) torment_begin(&torment);
        enum error error = store_write(fixture->store, write_much, &torment);
        if (method != FAIL_ALLOCATIONS) torment_end(&torment);
        if (!is_expected(method, error)) fail_msg("after %ld: %s", count, error_name(error));
        int64_t after = count_rows(fixture, &count_all);
        if (error) assert_int_equal(after, before);
        refused += error != ERROR_NONE;
        before = after;
        // The deepest failures are made good by trying again; so it is over when a whole run needed none.
        bool is_over =
            method == FAIL_STATEMENTS ? !error && count > refused + 5 : !torment.has_failed && !error;
        if (is_over) break;
        assert_true(count < 20000);
    }
    assert_true(refused > 20);
    assert_int_equal(store_write(fixture->store, write_much, NULL), ERROR_NONE);
    assert_true(count_rows(fixture, &count_overrides) > 2);
}

static void torture_reads(struct fixture *fixture, enum method method)
{
    assert_int_equal(store_write(fixture->store, write_much, NULL), ERROR_NONE);
    assert_int_equal(store_write(fixture->store, write_much, NULL), ERROR_NONE);
    // Statements are kept prepared once they went well, so each try gets a store that knows none yet.
    for (long count = 0;; count = next_count(method, count)) {
        fixture_reopen(fixture);
        struct torment torment = {.method = method, .count = count};
        struct arena arena;
        arena_init(&arena, 4 << 20);
        torment_begin(&torment);
        enum error error = read_much(fixture->store, &arena);
        torment_end(&torment);
        arena_free(&arena);
        if (!is_expected(method, error)) fail_msg("after %ld: %s", count, error_name(error));
        enum error again = ERROR_NONE;
        arena_init(&arena, 4 << 20);
        again = read_much(fixture->store, &arena);
        arena_free(&arena);
        assert_int_equal(again, ERROR_NONE);
        if (method == FAIL_STATEMENTS ? !error : !torment.has_failed) break;
        assert_true(count < 20000);
    }
}

static void torture_in(void (*run)(struct fixture *, enum method), enum method method)
{
    long held = allocation_count();
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    prepare(&fixture);
    run(&fixture, method);
    fixture_close(&fixture);
    assert_int_equal(allocation_count(), held);
}

static void writes_without_a_statement(void **state)
{
    (void)state;
    torture_in(torture_writes, FAIL_STATEMENTS);
}

static void reads_without_a_statement(void **state)
{
    (void)state;
    torture_in(torture_reads, FAIL_STATEMENTS);
}

static void writes_without_memory(void **state)
{
    (void)state;
    torture_in(torture_writes, FAIL_ALLOCATIONS);
}

static void reads_without_memory(void **state)
{
    (void)state;
    torture_in(torture_reads, FAIL_ALLOCATIONS);
}

static void writes_while_sqlite_has_no_memory(void **state)
{
    (void)state;
    torture_in(torture_writes, FAIL_SQLITE);
}

static void reads_while_sqlite_has_no_memory(void **state)
{
    (void)state;
    torture_in(torture_reads, FAIL_SQLITE);
}

static void opens_without_memory(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    const struct registry *registry = store_registry(fixture.store);
    fixture.store = store_close(fixture.store);
    struct store_options options = {.registry = registry};
    for (int method = FAIL_ALLOCATIONS; method <= FAIL_SQLITE; method++) {
        if (method == FAIL_SQLITE && fixture_is_postgres()) continue;
        long held = allocation_count();
        struct torment torment = {.method = (enum method)method};
        do {
            char message[STORE_MESSAGE_SIZE];
            struct store *store = NULL;
            torment.has_failed = false;
            torment_begin(&torment);
            enum error error = store_open(fixture.address, &options, &store, message);
            torment_end(&torment);
            if (!is_expected(torment.method, error))
                fail_msg("after %ld: %s", torment.count, error_name(error));
            if (error) assert_true(message[0] != '\0');
            store_close(store);
            assert_int_equal(allocation_count(), held);
            torment.count = next_count(torment.method, torment.count);
        } while (torment.has_failed);
    }
    fixture_open_at(&fixture, registry);
    fixture_close(&fixture);
}

int main(void)
{
    sqlite_take_over();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_without_a_statement),
        cmocka_unit_test(reads_without_a_statement),
        cmocka_unit_test(writes_without_memory),
        cmocka_unit_test(reads_without_memory),
        cmocka_unit_test(opens_without_memory),
        // On SQLite alone.
        cmocka_unit_test(writes_while_sqlite_has_no_memory),
        cmocka_unit_test(reads_while_sqlite_has_no_memory),
    };
    size_t count = sizeof tests / sizeof tests[0];
    return _cmocka_run_group_tests("torture", tests, fixture_is_postgres() ? count - 2 : count, NULL, NULL);
}
