// SPDX-License-Identifier: Apache-2.0
// Measures the store: creations within one write, a list of 50 out of many, single writes of many threads,
// and what it costs that the responsibility map is asked at a write.
#include <pthread.h>
#include <stdatomic.h>

#include "base/calendar.h"
#include "store/records.h"
#include "work/resources.h"

static const struct resource *products;
static struct store *store;

// Time of this process's threads on a processor: unlike that on the wall, it bears with company on the
// machine.
static double processor(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

static void check(enum error error, const char *what)
{
    if (!error) return;
    fprintf(stderr, "%s: %s\n", what, error_name(error));
    exit(1);
}

static enum error create_one(struct transaction *transaction, struct arena *arena, unsigned number)
{
    const struct actor system = actor_system("cli");
    struct problem_list problems;
    problem_list_init(&problems, arena);
    struct record_input *input = record_input_new(products, arena);
    // Names in an order that is not that of creation.
    char *name = arena_print(arena, "Product %08x of the bench", number * 2654435761u);
    if (!input || !name) return ERROR_MEMORY;
    record_input_set(input, (size_t)resource_field(products, TEXT("name")), value_string(name));
    record_input_set(input, (size_t)resource_field(products, TEXT("stage")),
        value_string(number % 3 ? "develop" : "deliver"));
    record_input_set(input, (size_t)resource_field(products, TEXT("deliver_on")), value_string("2026-05-01"));
    struct record *record;
    return record_create(transaction, &system, input, arena, &problems, &record);
}

struct batch {
    unsigned from, count;
};

static enum error create_batch(struct transaction *transaction, void *closure)
{
    const struct batch *batch = closure;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    enum error error = ERROR_NONE;
    for (unsigned i = 0; i < batch->count && !error; i++) {
        error = create_one(transaction, &arena, batch->from + i);
        arena_reset(&arena);
    }
    arena_free(&arena);
    return error;
}

static atomic_uint next_number;

static enum error write_one(struct transaction *transaction, void *closure)
{
    return create_one(transaction, closure, atomic_fetch_add(&next_number, 1));
}

static const struct statement touch = {.name = "touch",
    .common = SQL("UPDATE sequence SET last = last + 1 WHERE prefix = $1"),
    .parameters = "t"};

static enum error write_small(struct transaction *transaction, void *closure)
{
    (void)closure;
    struct value prefix = value_string("PROD");
    return store_execute(transaction, &touch, &prefix, 1, NULL);
}

struct crowd {
    unsigned writes;
    enum error (*run)(struct transaction *transaction, void *closure);
};

static void *crowd_member(void *closure)
{
    const struct crowd *crowd = closure;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (unsigned i = 0; i < crowd->writes; i++) {
        check(store_write(store, crowd->run, &arena), "write");
        arena_reset(&arena);
    }
    arena_free(&arena);
    return NULL;
}

static void crowd_measure(const char *name, struct crowd crowd)
{
    pthread_t threads[16];
    double used_before = processor();
    int64_t before = calendar_monotonic();
    for (int i = 0; i < 16; i++)
        pthread_create(&threads[i], NULL, crowd_member, &crowd);
    for (int i = 0; i < 16; i++)
        pthread_join(threads[i], NULL);
    double seconds = (double)(calendar_monotonic() - before) / 1e6;
    double used = (processor() - used_before) / (16.0 * crowd.writes);
    printf("%-40s %10.0f /s   %8.1f us of processor\n", name, 16.0 * crowd.writes / seconds, used * 1e6);
}

static void list_measure(const char *name, const struct record_query *query, unsigned times)
{
    const struct actor system = actor_system("cli");
    struct arena arena;
    arena_init(&arena, 8 << 20);
    struct text cursor = TEXT("");
    char kept[4096];
    double used_before = processor();
    int64_t before = calendar_monotonic();
    for (unsigned i = 0; i < times; i++) {
        struct record_query page_query = *query;
        page_query.cursor = cursor;
        struct record_page page;
        struct transaction *transaction;
        check(store_read(store, &transaction), "read");
        check(record_list(transaction, &system, &page_query, &arena, &page), "list");
        transaction_end(transaction);
        memcpy(kept, page.next.data, page.next.length);
        cursor = (struct text){kept, page.next.length};
        arena_reset(&arena);
    }
    double micro = (double)(calendar_monotonic() - before) / times;
    printf(
        "%-40s %10.1f us   %8.1f us of processor\n", name, micro, (processor() - used_before) / times * 1e6);
    arena_free(&arena);
}

// --- what the map costs at a write

#define JUDGED_PRODUCTS 2000
#define JUDGED_ACTIVITIES 52 // as many as are shipped
#define JUDGED_ROUNDS 2

static char judged_keys[JUDGED_PRODUCTS][32];

// Makes a record from pairs of field and text, ended by NULL. *arena*
static enum error make(struct transaction *transaction, struct arena *arena, const char *name,
    const char *const *given, struct record **ret_record)
{
    const struct actor system = actor_system("cli");
    struct problem_list problems;
    problem_list_init(&problems, arena);
    const struct resource *resource = registry_find(tandem_registry(), text_from(name));
    struct record_input *input = record_input_new(resource, arena);
    if (!input) return ERROR_MEMORY;
    for (; *given; given += 2)
        record_input_set(
            input, (size_t)resource_field(resource, text_from(given[0])), value_string(given[1]));
    return record_create(transaction, &system, input, arena, &problems, ret_record);
}

#define MAKE(resource, ...)                                                                                  \
    check(make(transaction, arena, (resource), (const char *const[]){__VA_ARGS__, NULL}, &record), (resource))

// A map in force over all activities, a line with products, Ann who manages them and Bo who does not.
static enum error judged_prepare(struct transaction *transaction, void *closure)
{
    struct arena *arena = closure;
    const struct actor system = actor_system("cli");
    struct problem_list problems;
    struct record *record;
    struct value today = value_null();
    problem_list_init(&problems, arena);
    MAKE("units", "name", "Water");
    MAKE("lines", "name", "Meters", "unit", "UNIT-1");
    MAKE("people", "name", "Ann");
    MAKE("people", "name", "Bo");
    MAKE("assignments", "person", "PERS-1", "role", "product_manager", "scope", "UNIT-1");
    MAKE("maps", "name", "Bench", "code", "bench");
    const struct resource *maps = record->resource;
    for (int i = 0; i < JUDGED_ACTIVITIES; i++) {
        const char *code = i ? arena_print(arena, "activity_%d", i) : "life_cycle_management";
        MAKE("activities", "name", code, "code", code);
        MAKE("map-entries", "map", "MAP-1", "activity", arena_print(arena, "ACT-%d", i + 1), "side", "pm",
            "accountable", "product_manager");
    }
    check(record_act(transaction, &system, maps, TEXT("MAP-1"), resource_action(maps, TEXT("put_in_force")),
              &today, 0, arena, &problems, &record),
        "put_in_force");
    for (int i = 0; i < JUDGED_PRODUCTS; i++) {
        MAKE("products", "name", "Probe", "line", "LINE-1");
        (void)snprintf(judged_keys[i], sizeof judged_keys[i], "%.*s", TEXT_PRINT(record->key));
    }
    return ERROR_NONE;
}

struct judged_write {
    struct actor actor;
    const char *key, *horizon;
    struct arena arena;
};

static enum error judged_run(struct transaction *transaction, void *closure)
{
    struct judged_write *write = closure;
    struct problem_list problems;
    struct record *record;
    problem_list_init(&problems, &write->arena);
    struct record_input *input = record_input_new(products, &write->arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(
        input, (size_t)resource_field(products, TEXT("horizon_set")), value_string(write->horizon));
    return record_update(
        transaction, &write->actor, text_from(write->key), 0, input, &write->arena, &problems, &record, NULL);
}

// Changes every product once, each in a write of its own; processor and wall in seconds are added.
static void judged_round(const char *person, const char *reason, const char *horizon, double seconds[2])
{
    struct judged_write write = {.actor = actor_system("cli"), .horizon = horizon};
    write.actor.person = text_from(person);
    write.actor.reason = text_from(reason);
    arena_init(&write.arena, 8 << 20);
    const double used_before = processor();
    const int64_t before = calendar_monotonic();
    for (int i = 0; i < JUDGED_PRODUCTS; i++) {
        write.key = judged_keys[i];
        check(store_write(store, judged_run, &write), "judged write");
        arena_reset(&write.arena);
    }
    seconds[0] += processor() - used_before;
    seconds[1] += (double)(calendar_monotonic() - before) / 1e6;
    arena_free(&write.arena);
}

static void judged_measure(void)
{
    static const struct {
        const char *name, *person, *reason, *horizon;
    } kinds[] = {
        {"single changes, not judged", "", "", "next"},
        {"single changes, judged: one's own", "PERS-1", "", "future"},
        {"single changes, judged: an override", "PERS-2", "Agreed.", "current"},
    };
    enum { KINDS = sizeof kinds / sizeof *kinds };
    double seconds[KINDS][2] = {{0}};
    struct arena arena;
    arena_init(&arena, 256 << 20);
    check(store_write(store, judged_prepare, &arena), "prepare");
    arena_free(&arena);
    for (int round = 0; round < JUDGED_ROUNDS; round++)
        for (int i = 0; i < KINDS; i++)
            judged_round(kinds[i].person, kinds[i].reason, kinds[i].horizon, seconds[i]);
    for (int i = 0; i < KINDS; i++)
        printf("%-40s %10.0f /s   %8.1f us of processor, %.2f times that of the first\n", kinds[i].name,
            JUDGED_ROUNDS * JUDGED_PRODUCTS / seconds[i][1],
            seconds[i][0] / (JUDGED_ROUNDS * JUDGED_PRODUCTS) * 1e6, seconds[i][0] / seconds[0][0]);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: bench_store ADDRESS [RECORDS]\n");
        return 2;
    }
    unsigned records = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 100000;
    char message[STORE_MESSAGE_SIZE];
    struct store_options options = {.registry = tandem_registry(), .create = true};
    if (store_open(argv[1], &options, &store, message)) {
        fprintf(stderr, "%s\n", message);
        return 2;
    }
    products = registry_find(tandem_registry(), TEXT("products"));
    struct batch batch = {0, records};
    double used_before = processor();
    int64_t before = calendar_monotonic();
    check(store_write(store, create_batch, &batch), "batch");
    double seconds = (double)(calendar_monotonic() - before) / 1e6;
    printf("%-40s %10.0f /s   %8.1f us of processor\n", "records created within one write", records / seconds,
        (processor() - used_before) / records * 1e6);
    atomic_store(&next_number, records);

    struct record_query query = {.resource = products, .limit = 50};
    list_measure("list of 50 by name, page after page", &query, 1000);
    bool fields[64] = {[0] = true};
    query.fields = fields;
    list_measure("the same, names alone", &query, 1000);
    query.fields = NULL;
    query.descending = true;
    query.sort = &products->sorts[resource_sort(products, TEXT("changed_at"))];
    list_measure("list of 50, newest first", &query, 1000);
    struct value stage = value_string("deliver");
    struct record_filter filter = {
        .field = resource_field(products, TEXT("stage")), .values = &stage, .count = 1};
    query = (struct record_query){.resource = products, .limit = 50, .filters = &filter, .filter_count = 1};
    list_measure("list of 50 of one stage", &query, 500);
    judged_measure();
    crowd_measure("small writes of 16 threads", (struct crowd){4000, write_small});
    crowd_measure("single creations of 16 threads", (struct crowd){1000, write_one});
    store_close(store);
    return 0;
}
