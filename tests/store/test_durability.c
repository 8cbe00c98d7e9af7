// SPDX-License-Identifier: Apache-2.0
// A process that is killed in the middle of thousands of writes: what it was told is written is there
// afterwards.
#include "records_fixture.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"

#define ACKNOWLEDGED 10000 // in all rounds together
#define ROUNDS 4
#define WRITERS 8

static struct store *child_store;
static int child_pipe;
static int child_round;

struct writer {
    unsigned number;
    char name[32];
};

static enum error create_unit(struct transaction *transaction, void *closure)
{
    const struct writer *writer = closure;
    const struct actor system = actor_system("cli");
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct problem_list problems;
    problem_list_init(&problems, &arena);
    const struct resource *units = registry_find(transaction_registry(transaction), TEXT("units"));
    struct record_input *input = record_input_new(units, &arena);
    struct record *record;
    record_input_set(input, 0, value_string(writer->name));
    enum error error = record_create(transaction, &system, input, &arena, &problems, &record);
    arena_free(&arena);
    return error;
}

// Writes until it is killed, and says so after each that it was told is durable. One write to a pipe is never
// torn.
static void *write_on(void *argument)
{
    struct writer *writer = argument;
    for (unsigned i = 0;; i++) {
        snprintf(writer->name, sizeof writer->name, "%d-%u-%u", child_round, writer->number, i);
        if (store_write(child_store, create_unit, writer)) _exit(3);
        if (write(child_pipe, writer->name, sizeof writer->name) != sizeof writer->name) _exit(4);
    }
    return NULL;
}

static void run_child(const char *address, const struct registry *registry, int pipe_end, int round)
{
    char message[STORE_MESSAGE_SIZE];
    struct store_options options = {.registry = registry};
    if (store_open(address, &options, &child_store, message)) _exit(2);
    child_pipe = pipe_end;
    child_round = round;
    static struct writer writers[WRITERS];
    pthread_t thread;
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i].number = i;
        if (pthread_create(&thread, NULL, write_on, &writers[i]) != 0) _exit(5);
    }
    pause();
    _exit(6);
}

// Reads whole names; false when the pipe has no more.
static bool read_name(int pipe_end, char name[32])
{
    size_t got = 0;
    while (got < 32) {
        ssize_t more = read(pipe_end, name + got, 32 - got);
        if (more <= 0) return false;
        got += (size_t)more;
    }
    return true;
}

struct names {
    char (*acknowledged)[32];
    size_t count;
    char (*stored)[32];
    size_t stored_count;
};

static void run_round(const char *address, const struct registry *registry, int round, struct names *names)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        run_child(address, registry, ends[1], round);
    }
    close(ends[1]);
    // Somewhere in the middle, never twice at the same place.
    struct random_stream stream;
    random_stream_init(&stream, (uint64_t)child);
    size_t goal = ACKNOWLEDGED / ROUNDS * (size_t)(round + 1) + (size_t)random_stream_below(&stream, 100);
    bool is_killed = false;
    char name[32];
    while (read_name(ends[0], name)) {
        memcpy(names->acknowledged[names->count++], name, sizeof name);
        assert_true(names->count < 4 * ACKNOWLEDGED);
        if (names->count < goal || is_killed) continue;
        kill(child, SIGKILL);
        is_killed = true; // what it said before it died is still read
    }
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static int by_name(const void *one, const void *other)
{
    return strcmp(one, other);
}

static enum error visit(const struct record *record, void *closure)
{
    struct names *names = closure;
    assert_true(names->stored_count < 8 * ACKNOWLEDGED);
    snprintf(names->stored[names->stored_count++], 32, "%.*s", TEXT_PRINT(record_text(record, 0)));
    return ERROR_NONE;
}

static const struct statement count_keys = {.name = "test count keys",
    .common = SQL("SELECT count(*) FROM record WHERE resource = 'units'"),
    .columns = "i"};
static const struct statement count_lines = {.name = "test count lines",
    .common = SQL("SELECT count(*) FROM history WHERE resource = 'units' AND verb = 'create'"),
    .columns = "i"};

static void check_names(struct fixture *fixture, struct names *names)
{
    const struct actor system = actor_system("cli");
    struct transaction *transaction;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    const struct resource *units = registry_find(store_registry(fixture->store), TEXT("units"));
    assert_int_equal(record_each(transaction, &system, units, visit, names), ERROR_NONE);
    transaction_end(transaction);
    qsort(names->stored, names->stored_count, 32, by_name);
    for (size_t i = 0; i < names->count; i++)
        if (!bsearch(names->acknowledged[i], names->stored, names->stored_count, 32, by_name))
            fail_msg("%s was acknowledged and is lost", names->acknowledged[i]);
    // Whole or not at all: each has its key and its line of history.
    assert_int_equal(count_rows(fixture, &count_keys), names->stored_count);
    assert_int_equal(count_rows(fixture, &count_lines), names->stored_count);
}

static void loses_nothing_when_killed(void **state)
{
    struct fixture *fixture = *state;
    const struct registry *registry = store_registry(fixture->store);
    struct names names = {
        .acknowledged = test_calloc(4 * ACKNOWLEDGED, 32), .stored = test_calloc(8 * ACKNOWLEDGED, 32)};
    // No thread of ours may live while we fork.
    fixture->store = store_close(fixture->store);
    for (int round = 0; round < ROUNDS; round++)
        run_round(fixture->address, registry, round, &names);
    fixture_open_at(fixture, registry);
    assert_true(names.count >= ACKNOWLEDGED);
    check_names(fixture, &names);
    enum error error = store_check_integrity(fixture->store, &fixture->problems);
    assert_string_equal(fixture_problems(fixture), "");
    assert_int_equal(error, fixture_is_postgres() ? ERROR_UNSUPPORTED : ERROR_NONE);
    test_free(names.acknowledged);
    test_free(names.stored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(loses_nothing_when_killed, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
