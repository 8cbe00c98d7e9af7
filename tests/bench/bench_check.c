// SPDX-License-Identifier: Apache-2.0
// The check over many products against a bare scan of their table, and the resolution of everything, in one
// run. Usage: bench_check [PRODUCTS [ADDRESS]]. Without an address a SQLite file is made in a temporary
// folder.
#include <inttypes.h>
#include <unistd.h>

#include "base/calendar.h"
#include "check/print.h"
#include "store/store.h"
#include "work/resources.h"

#define ROUNDS 5

// The numbers 1 to $1, and the system columns of a record of which there are that many.
#define NUMBERS "WITH RECURSIVE number(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM number WHERE i < $1) "
#define KEYS(prefix, singular)                                                                               \
    {                                                                                                        \
        .name = "bench_keys_" singular, .parameters = "i", .columns = "", .common = {                        \
            NUMBERS "INSERT INTO record (key, resource) SELECT '" prefix "-' || i, '" singular               \
                    "' FROM number"                                                                          \
        }                                                                                                    \
    }
#define ROWS(singular, prefix, columns_, values_)                                                            \
    {                                                                                                        \
        .name = "bench_rows_" singular, .parameters = "i", .columns = "", .common = {                        \
            NUMBERS "INSERT INTO " singular                                                                  \
                    " (key, created_at, created_by, changed_at, changed_by, version, " columns_              \
                    ") SELECT '" prefix "-' || i, 0, 'system', 0, 'system', 1, " values_ " FROM number"      \
        }                                                                                                    \
    }

// A company of believable shape: lines of about 200 products in families of ten, a product manager for every
// third line and some products, product marketing by line; a few stand-ins, gaps, contradictions and
// namesakes.
static const struct statement rows[] = {
    KEYS("UNIT", "unit"),
    ROWS("unit", "UNIT", "name", "'Unit ' || i"),
    KEYS("PERS", "person"),
    ROWS("person", "PERS", "name, unit, left_on",
        "'Person ' || i, 'UNIT-' || (1 + i % 10), CASE WHEN i % 97 = 0 THEN '2020-01-01' END"),
    KEYS("LINE", "line"),
    ROWS("line", "LINE", "name, unit, parent",
        "'Line ' || i, CASE WHEN i <= 50 THEN 'UNIT-' || (1 + i % 10) END, "
        "CASE WHEN i > 50 THEN 'LINE-' || (1 + i % 50) END"),
    KEYS("PROD", "product"),
    ROWS("product", "PROD",
        "name, line, description, stage, horizon_set, conceive_on, plan_on, develop_on, qualify_on, "
        "launch_on, deliver_on",
        "'Product number ' || (i - CASE WHEN i % 1000 = 0 THEN 500 ELSE 0 END), 'LINE-' || (1 + i % 500), "
        "'What product ' || i || ' is for, said in one sentence.', "
        "CASE i % 8 WHEN 0 THEN 'conceive' WHEN 1 THEN 'plan' WHEN 2 THEN 'develop' WHEN 3 THEN 'qualify' "
        "WHEN 4 THEN 'launch' WHEN 5 THEN 'retire' WHEN 6 THEN 'retired' ELSE 'deliver' END, 'none', "
        "'2024-01-01', '2024-05-01', '2024-09-01', '2025-02-01', "
        "CASE WHEN i % 200 = 0 THEN '2025-01-01' ELSE '2025-08-01' END, '2025-10-01'"),
    KEYS("ASGN", "assignment"),
    ROWS("assignment", "ASGN", "person, role, scope, share, from_on, stand_in",
        "'PERS-' || (1 + i % 2000), "
        "CASE WHEN i <= 500 THEN 'product_marketing_manager' WHEN i <= 990 THEN 'product_manager' "
        "WHEN i % 2 = 0 THEN 'product_manager' ELSE 'product_marketing_manager' END, "
        "CASE WHEN i <= 500 THEN 'LINE-' || i WHEN i <= 990 THEN 'LINE-' || (i - 490) "
        "ELSE 'PROD-' || ((i * 7)) END, i % 40, '2025-01-01', CASE WHEN i % 300 = 0 THEN 'Acting' END"),
    KEYS("ACT", "activity"),
    ROWS("activity", "ACT", "name, code, position", "'Activity ' || i, 'activity_' || i, i"),
    KEYS("MAP", "map"),
    ROWS("map", "MAP", "name, code, status, mode, in_force_on",
        "'Map', 'map', 'in_force', 'advisory', '2024-01-01'"),
    KEYS("ENT", "map_entry"),
    ROWS("map_entry", "ENT", "map, activity, side, four_eyes, accountable",
        "'MAP-1', 'ACT-' || i, 'shared', FALSE, CASE WHEN i % 2 = 0 THEN 'product_manager' "
        "ELSE 'product_marketing_manager' END"),
};

// Both read every product; the first leaves the work to the database, the second hands over every row.
static const struct statement scan_inside = {
    .name = "bench_scan_inside",
    .common = SQL("SELECT count(*), sum(length(name) + length(stage) + length(line) + length(conceive_on) + "
                  "length(deliver_on)) FROM product"),
    .parameters = "",
    .columns = "ii",
};
static const struct statement scan_rows = {
    .name = "bench_scan_rows",
    .common = SQL("SELECT key, name, line, stage, horizon_set, conceive_on, plan_on, develop_on, qualify_on, "
                  "launch_on, deliver_on, mature_on, retire_on, retired_on FROM product"),
    .parameters = "",
    .columns = "tttttttttttttt",
};

static enum error fill(struct transaction *transaction, void *closure)
{
    const int64_t products = *(const int64_t *)closure;
    const int64_t counts[] = {10, 2000, 500, products, products / 20, 60, 1, 60};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct value count = value_integer(counts[i / 2]);
        enum error error = store_execute(transaction, &rows[i], &count, 1, NULL);
        if (error) {
            fprintf(stderr, "%s: %s\n", rows[i].name, transaction_message(transaction));
            return error;
        }
    }
    return ERROR_NONE;
}

static void must(enum error error, const char *what)
{
    if (!error) return;
    fprintf(stderr, "bench_check: %s: %s\n", what, error_sentence(error));
    exit(2);
}

static double scan(struct store *store, const struct statement *statement)
{
    struct transaction *transaction = NULL;
    struct cursor *cursor = NULL;
    const int64_t start = calendar_monotonic();
    must(store_read(store, &transaction), "read");
    must(store_query(transaction, statement, NULL, 0, &cursor), "scan");
    enum error error;
    while (!(error = cursor_next(cursor)))
        continue;
    cursor_close(cursor);
    transaction_end(transaction);
    must(error == ERROR_END ? ERROR_NONE : error, "scan");
    return (double)(calendar_monotonic() - start) / 1000;
}

static enum error count_bytes(struct text bytes, void *closure)
{
    *(size_t *)closure += bytes.length;
    return ERROR_NONE;
}

struct times {
    double load, resolve, run, print;
    size_t findings, bytes, memory;
};

static struct times check(struct store *store, int32_t day)
{
    struct times times = {0};
    struct transaction *transaction = NULL;
    struct organisation *organisation;
    struct resolution *resolution;
    struct alignment *alignment;
    struct check_waivers waivers;
    struct offer *offer;
    struct check_settings settings;
    struct check_report report;
    struct arena arena;
    struct buffer buffer;
    const struct check_sink sink = {count_bytes, &times.bytes};
    arena_init(&arena, (size_t)4 << 30);
    buffer_init(&buffer, 1 << 20);
    int64_t start = calendar_monotonic();
    must(store_read(store, &transaction), "read");
    must(check_settings_load(transaction, &settings), "settings");
    must(organisation_load(transaction, day, &arena, &organisation), "load");
    must(alignment_load(transaction, organisation, &arena, &alignment), "alignment");
    must(check_waivers_load(transaction, organisation, &arena, &waivers), "waivers");
    must(offer_load(transaction, organisation, &arena, &offer), "offer");
    transaction_end(transaction);
    times.load = (double)(calendar_monotonic() - start) / 1000;
    start = calendar_monotonic();
    must(resolution_prepare(organisation, &arena, &resolution), "resolve");
    times.resolve = (double)(calendar_monotonic() - start) / 1000;
    start = calendar_monotonic();
    const struct check_facts facts = {resolution, alignment, &waivers, &settings, offer};
    must(check_run(&facts, NULL, &arena, &report), "run");
    times.run = (double)(calendar_monotonic() - start) / 1000;
    start = calendar_monotonic();
    must(check_print_json(&report, false, &sink, &buffer), "print");
    times.print = (double)(calendar_monotonic() - start) / 1000;
    times.findings = report.count;
    times.memory = arena.total;
    buffer_free(&buffer);
    arena_free(&arena);
    return times;
}

static enum error count_outcome(const struct resolution_result *result, void *closure)
{
    ((uint64_t *)closure)[result->outcome]++;
    return ERROR_NONE;
}

// The first 2,000 products with all activities.
static void resolve(struct store *store, int32_t day)
{
    struct transaction *transaction = NULL;
    struct organisation *organisation;
    struct resolution *resolution;
    struct arena arena;
    uint64_t outcomes[RESOLUTION_OUTCOME_COUNT] = {0};
    arena_init(&arena, (size_t)4 << 30);
    must(store_read(store, &transaction), "read");
    must(organisation_load(transaction, day, &arena, &organisation), "load");
    transaction_end(transaction);
    if (organisation->product_count > 2000) {
        // Assignments over the products that are cut off count no more.
        organisation->product_count = 2000;
    }
    const int64_t start = calendar_monotonic();
    must(resolution_prepare(organisation, &arena, &resolution), "resolve");
    must(resolution_each(resolution, count_outcome, outcomes), "resolve");
    const int64_t end = calendar_monotonic();
    printf("resolution of %u products x %u activities: %.1f ms (one %" PRIu64 ", gap %" PRIu64
           ", conflict %" PRIu64 ", dual %" PRIu64 ")\n",
        organisation->product_count, organisation->activity_count, (double)(end - start) / 1000,
        outcomes[RESOLUTION_ONE], outcomes[RESOLUTION_GAP], outcomes[RESOLUTION_CONFLICT],
        outcomes[RESOLUTION_DUAL]);
    arena_free(&arena);
}

static double least(double one, double other)
{
    return one < other ? one : other;
}

static void measure(struct store *store, int64_t products)
{
    int32_t day;
    if (!calendar_parse_date(TEXT("2026-11-22"), &day)) exit(2);
    double inside = scan(store, &scan_inside), handed = scan(store, &scan_rows);
    struct times best = check(store, day);
    for (int round = 1; round < ROUNDS; round++) {
        const struct times times = check(store, day);
        inside = least(inside, scan(store, &scan_inside));
        handed = least(handed, scan(store, &scan_rows));
        if (times.load + times.resolve + times.run < best.load + best.resolve + best.run) best = times;
    }
    const double all = best.load + best.resolve + best.run;
    printf("check of %" PRId64
           " products: %.0f ms (load %.0f, resolve %.0f, rules %.0f), %zu findings, %.1f MB; as JSON "
           "%.0f ms more for %.1f MB\n",
        products, all, best.load, best.resolve, best.run, best.findings, (double)best.memory / 1e6,
        best.print, (double)best.bytes / 1e6);
    printf("bare scan of the same table, every row handed over: %.0f ms; the check takes %.1f scans\n",
        handed, all / handed);
    printf("bare scan inside the database: %.0f ms; the check takes %.1f scans\n", inside, all / inside);
    resolve(store, day);
}

int main(int count, char **arguments)
{
    int64_t products = count > 1 ? strtoll(arguments[1], NULL, 10) : 100000;
    char folder[] = "/tmp/tandem-bench-XXXXXX", address[64], message[STORE_MESSAGE_SIZE];
    const struct store_options options = {.registry = tandem_registry(), .create = true};
    struct store *store = NULL;
    if (!mkdtemp(folder)) return 2;
    snprintf(address, sizeof address, "%s/bench.tandem", folder);
    if (store_open(count > 2 ? arguments[2] : address, &options, &store, message)) {
        fprintf(stderr, "bench_check: %s\n", message);
        return 2;
    }
    must(store_write(store, fill, &products), "fill");
    measure(store, products);
    store_close(store);
    if (count <= 2) unlink(address);
    rmdir(folder);
    return 0;
}
