// SPDX-License-Identifier: Apache-2.0
// Random organisations, repeatable by their seed: the resolution against a naive one written here from the
// definition, under permuted rows, and with assignments and maps added farther away.
#include "base/random.h"
#include "people/resolution.h"
#include "unit.h"
#include "unit/people/company.h"

#define SEEDS 400
#define TODAY "2026-11-22"

// Rows by key, as a database would hold them.
struct rows {
    struct arena arena;
    struct random_stream random;
    size_t units, lines, products, people, assignments;
    const char *line_units[16], *line_parents[16];
    const char *product_lines[16];
    const char *left_on[8];
    struct {
        const char *key, *person, *scope, *from_on, *to_on, *stand_in;
        enum people_role role;
    } assigned[64];
    enum product_stage stages[16]; // of products
    enum product_horizon set[16];
    size_t maps, entries;
    const char *map_scopes[8]; // no two alike
    struct {
        const char *key;
        size_t map, activity;
        enum people_role role;
        unsigned from_stage, to_stage, horizons;
    } entered[96];
};

static size_t below(struct rows *rows, size_t bound)
{
    return (size_t)random_stream_below(&rows->random, bound);
}

static const char *key_of(struct rows *rows, const char *prefix, size_t index)
{
    const char *key = arena_print(&rows->arena, "%s-%zu", prefix, index + 1);
    assert_non_null(key);
    return key;
}

// NULL now and then, or when there is nothing to choose from.
static const char *some_key(struct rows *rows, const char *prefix, size_t count)
{
    return count == 0 || below(rows, 4) == 0 ? NULL : key_of(rows, prefix, below(rows, count));
}

static const char *some_day(struct rows *rows)
{
    static const char *const days[] = {"2025-01-01", "2026-11-21", TODAY, "2026-11-23", "2028-01-01"};
    return below(rows, 2) ? NULL : days[below(rows, 5)];
}

static const char *some_scope(struct rows *rows)
{
    switch (below(rows, 8)) {
    case 0: return NULL;
    case 1: return some_key(rows, "UNIT", rows->units);
    case 2:
    case 3:
    case 4: return some_key(rows, "LINE", rows->lines);
    default: return some_key(rows, "PROD", rows->products);
    }
}

static void add_entry(
    struct rows *rows, size_t map, size_t activity, unsigned from, unsigned to, unsigned horizons)
{
    const size_t i = rows->entries++;
    rows->entered[i].key = key_of(rows, "ENT", i);
    rows->entered[i].map = map;
    rows->entered[i].activity = activity;
    rows->entered[i].role = (enum people_role)(ROLE_HEAD_OF_ENGINEERING + below(rows, 3));
    rows->entered[i].from_stage = from;
    rows->entered[i].to_stage = to;
    rows->entered[i].horizons = horizons;
}

// Entries that do not overlap: none, one for the whole life, two with a rest between, or one for a horizon
// and one for the others.
static void add_entries(struct rows *rows, size_t map, size_t activity)
{
    const unsigned cut = (unsigned)below(rows, STAGE_RETIRED - 1);
    const unsigned horizon = 1U << below(rows, HORIZON_COUNT);
    switch (below(rows, 5)) {
    case 0: break;
    case 1:
        add_entry(rows, map, activity, STAGE_CONCEIVE, cut, 0);
        add_entry(rows, map, activity, cut + 2, STAGE_RETIRED, 0);
        break;
    case 2:
        add_entry(rows, map, activity, STAGE_CONCEIVE, STAGE_RETIRED, horizon);
        add_entry(rows, map, activity, STAGE_CONCEIVE, STAGE_RETIRED, 7U & ~horizon);
        break;
    default: add_entry(rows, map, activity, STAGE_CONCEIVE, STAGE_RETIRED, 0);
    }
}

// Mostly one for the company, and some for units and lines.
static void add_maps(struct rows *rows)
{
    const char *scopes[6] = {NULL};
    const size_t wanted = 1 + below(rows, 5);
    for (size_t i = 1; i < wanted; i++)
        scopes[i] =
            below(rows, 2) ? some_key(rows, "UNIT", rows->units) : some_key(rows, "LINE", rows->lines);
    for (size_t i = below(rows, 5) == 0; i < wanted; i++) {
        bool is_taken = i > 0 && !scopes[i];
        for (size_t j = 0; j < rows->maps && scopes[i]; j++)
            is_taken = is_taken || (rows->map_scopes[j] && strcmp(rows->map_scopes[j], scopes[i]) == 0);
        if (is_taken) continue;
        rows->map_scopes[rows->maps] = scopes[i];
        for (size_t activity = 0; activity < 4; activity++)
            add_entries(rows, rows->maps, activity);
        rows->maps++;
    }
}

static struct rows *rows_new(uint64_t seed)
{
    struct rows *rows = test_calloc(1, sizeof *rows);
    arena_init(&rows->arena, (size_t)1 << 20);
    random_stream_init(&rows->random, seed);
    rows->units = below(rows, 4);
    rows->lines = below(rows, 12);
    rows->products = 1 + below(rows, 14);
    rows->people = 1 + below(rows, 6);
    rows->assignments = below(rows, 48);
    for (size_t i = 0; i < rows->lines; i++) {
        rows->line_units[i] = below(rows, 2) ? NULL : some_key(rows, "UNIT", rows->units);
        // Any line, also one that lies within this one: the resolution must end all the same.
        rows->line_parents[i] = some_key(rows, "LINE", rows->lines);
    }
    for (size_t i = 0; i < rows->products; i++)
        rows->product_lines[i] = some_key(rows, "LINE", rows->lines);
    for (size_t i = 0; i < rows->people; i++)
        rows->left_on[i] = below(rows, 3) ? NULL : some_day(rows);
    // Few roles and few people, so that conflicts and duals are frequent.
    for (size_t i = 0; i < rows->assignments; i++) {
        rows->assigned[i].key = key_of(rows, "ASGN", i);
        rows->assigned[i].person = key_of(rows, "PERS", below(rows, rows->people));
        rows->assigned[i].scope = some_scope(rows);
        rows->assigned[i].from_on = below(rows, 2) ? NULL : some_day(rows);
        rows->assigned[i].to_on = below(rows, 2) ? NULL : some_day(rows);
        rows->assigned[i].stand_in = below(rows, 5) ? "" : "Acting";
        rows->assigned[i].role = (enum people_role)(ROLE_HEAD_OF_ENGINEERING + below(rows, 3));
    }
    for (size_t i = 0; i < rows->products; i++) {
        rows->stages[i] = (enum product_stage)below(rows, STAGE_COUNT);
        rows->set[i] = below(rows, 4) ? HORIZON_NONE : (enum product_horizon)below(rows, HORIZON_COUNT);
    }
    add_maps(rows);
    return rows;
}

static void rows_free(struct rows *rows)
{
    arena_free(&rows->arena);
    test_free(rows);
}

// The numbers below count in a random order, or in their own when there is no stream.
static void order_make(struct random_stream *random, size_t count, size_t order[96])
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; random && i > 1; i--) {
        size_t other = (size_t)random_stream_below(random, i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static struct company *company_of(struct rows *rows, struct random_stream *random)
{
    struct company *company = company_new(TODAY);
    size_t order[96];
    order_make(random, rows->units, order);
    for (size_t i = 0; i < rows->units; i++)
        company_unit(company, key_of(rows, "UNIT", order[i]), "Unit");
    order_make(random, rows->lines, order);
    for (size_t i = 0; i < rows->lines; i++)
        company_line(company, key_of(rows, "LINE", order[i]), "Line", rows->line_units[order[i]],
            rows->line_parents[order[i]]);
    order_make(random, rows->products, order);
    for (size_t i = 0; i < rows->products; i++)
        company_product(company, key_of(rows, "PROD", order[i]), "Product", rows->product_lines[order[i]],
            rows->stages[order[i]])
            ->horizon = (int8_t)product_horizon((int)rows->stages[order[i]], rows->set[order[i]]);
    order_make(random, rows->people, order);
    for (size_t i = 0; i < rows->people; i++)
        company_person(company, key_of(rows, "PERS", order[i]), "Person")->left_on =
            company_day(rows->left_on[order[i]]);
    order_make(random, rows->assignments, order);
    for (size_t i = 0; i < rows->assignments; i++) {
        struct organisation_assignment *assignment = company_assign(company, rows->assigned[order[i]].key,
            rows->assigned[order[i]].person, rows->assigned[order[i]].role, rows->assigned[order[i]].scope);
        assignment->from_on = company_day(rows->assigned[order[i]].from_on);
        assignment->to_on = company_day(rows->assigned[order[i]].to_on);
        assignment->stand_in = text_from(rows->assigned[order[i]].stand_in);
    }
    for (size_t i = 0; i < 4; i++)
        company_activity(company, key_of(rows, "ACT", i), "activity");
    company->organisation.map_count = 0;
    uint32_t map_of[8];
    order_make(random, rows->maps, order);
    for (size_t i = 0; i < rows->maps; i++)
        map_of[order[i]] = company_map(company, key_of(rows, "MAP", order[i]), rows->map_scopes[order[i]]);
    order_make(random, rows->entries, order);
    for (size_t i = 0; i < rows->entries; i++) {
        struct organisation_entry *entry =
            company_map_entry(company, map_of[rows->entered[order[i]].map], rows->entered[order[i]].key,
                (uint32_t)rows->entered[order[i]].activity, SIDE_PM, rows->entered[order[i]].role);
        entry->from_stage = (uint8_t)rows->entered[order[i]].from_stage;
        entry->to_stage = (uint8_t)rows->entered[order[i]].to_stage;
        entry->horizons = (uint8_t)rows->entered[order[i]].horizons;
    }
    return company;
}

static struct resolution *prepare(struct company *company)
{
    struct resolution *resolution = NULL;
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    return resolution;
}

static bool is_same(const char *one, const char *other)
{
    return one == other || (one && other && strcmp(one, other) == 0);
}

static size_t number_of(const char *key)
{
    return (size_t)strtoul(strchr(key, '-') + 1, NULL, 10) - 1;
}

// The scopes around a product from the inside out, by the words of the operating model; ends with NULL, the
// company.
static size_t scopes_of(struct rows *rows, size_t product, const char *scopes[20])
{
    size_t count = 0;
    const char *unit = NULL;
    bool seen[16] = {false};
    scopes[count++] = key_of(rows, "PROD", product);
    for (const char *line = rows->product_lines[product]; line && !seen[number_of(line)];
         line = rows->line_parents[number_of(line)]) {
        seen[number_of(line)] = true;
        scopes[count++] = line;
        if (!unit) unit = rows->line_units[number_of(line)];
    }
    if (unit) scopes[count++] = unit;
    scopes[count++] = NULL;
    return count;
}

// Dates of the form YYYY-MM-DD compare as text.
static bool naive_holds(const struct rows *rows, size_t assignment, enum people_role role, const char *scope)
{
    const char *left_on = rows->left_on[number_of(rows->assigned[assignment].person)];
    const char *from_on = rows->assigned[assignment].from_on, *to_on = rows->assigned[assignment].to_on;
    return rows->assigned[assignment].role == role && is_same(rows->assigned[assignment].scope, scope) &&
           !(from_on && strcmp(from_on, TODAY) > 0) && !(to_on && strcmp(to_on, TODAY) < 0) &&
           !(left_on && strcmp(left_on, TODAY) <= 0);
}

struct naive {
    bool people[8];
    size_t count;
    size_t scope; // place in scopes_of
};

static struct naive naive_resolve(struct rows *rows, size_t product, enum people_role role)
{
    const char *scopes[20];
    struct naive naive = {{false}, 0, 0};
    const size_t count = scopes_of(rows, product, scopes);
    for (; naive.scope < count && naive.count == 0; naive.scope++)
        for (size_t i = 0; i < rows->assignments; i++) {
            bool *person = &naive.people[number_of(rows->assigned[i].person)];
            if (*person || !naive_holds(rows, i, role, scopes[naive.scope])) continue;
            *person = true;
            naive.count++;
        }
    naive.scope--;
    return naive;
}

// What the nearest map says, by the words of the operating model: an entry's number, or one of these.
enum { NAIVE_UNPLACED = -1, NAIVE_REST = -2 };

static int naive_entry(struct rows *rows, size_t product, size_t activity)
{
    const char *scopes[20];
    const size_t count = scopes_of(rows, product, scopes);
    const int horizon = (int)product_horizon((int)rows->stages[product], rows->set[product]);
    for (size_t scope = 0; scope < count; scope++)
        for (size_t map = 0; map < rows->maps; map++) {
            if (!is_same(scopes[scope], rows->map_scopes[map])) continue;
            int found = NAIVE_UNPLACED;
            for (size_t i = 0; i < rows->entries; i++) {
                if (rows->entered[i].map != map || rows->entered[i].activity != activity) continue;
                if (found < 0) found = NAIVE_REST;
                if (rows->entered[i].from_stage > rows->stages[product]) continue;
                if (rows->entered[i].to_stage < rows->stages[product]) continue;
                const unsigned horizons = rows->entered[i].horizons;
                if (horizons && (horizon < 0 || !(horizons >> horizon & 1))) continue;
                assert_true(found < 0); // no two of them for one product
                found = (int)i;
            }
            return found;
        }
    return NAIVE_UNPLACED;
}

static enum resolution_outcome naive_outcome(
    struct rows *rows, size_t product, enum people_role role, enum people_role counterpart)
{
    struct naive naive = naive_resolve(rows, product, role);
    if (naive.count != 1) return naive.count ? RESOLUTION_CONFLICT : RESOLUTION_GAP;
    struct naive other = naive_resolve(rows, product, counterpart);
    for (size_t person = 0; person < 8; person++)
        if (naive.people[person] && other.people[person]) return RESOLUTION_DUAL;
    return RESOLUTION_ONE;
}

static enum people_role naive_counterpart(enum people_role role)
{
    if (role == ROLE_PRODUCT_MANAGER) return ROLE_PRODUCT_MARKETING_MANAGER;
    return role == ROLE_PRODUCT_MARKETING_MANAGER ? ROLE_PRODUCT_MANAGER : ROLE_CONTRIBUTOR;
}

static enum resolution_outcome agrees_on(struct rows *rows, const struct resolution *resolution,
    const struct resolution_result *result, size_t product, size_t activity)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    const int entry = naive_entry(rows, product, activity);
    if (entry < 0) {
        assert_int_equal(result->entry, ORGANISATION_NONE);
        assert_int_equal(result->role, ROLE_COUNT);
        assert_int_equal(result->holders.count, 0);
        return entry == NAIVE_REST ? RESOLUTION_REST : RESOLUTION_GAP;
    }
    const char *scopes[20];
    const enum people_role role = rows->entered[entry].role;
    const struct naive naive = naive_resolve(rows, product, role);
    scopes_of(rows, product, scopes);
    assert_text_equal(organisation->entries[result->entry].key, rows->entered[entry].key);
    assert_int_equal(organisation->entries[result->entry].map, result->map);
    assert_int_equal(result->role, role);
    assert_int_equal(result->holders.count, naive.count);
    for (uint32_t j = 0; j < result->holders.count; j++)
        assert_true(naive.people[result->holders.people[j]]);
    if (naive.count)
        assert_true(text_is(organisation_scope_key(organisation, result->holders.scope),
            scopes[naive.scope] ? scopes[naive.scope] : "company"));
    return naive_outcome(rows, product, role, naive_counterpart(role));
}

// For resolution_each, in its order.
struct walk {
    struct rows *rows;
    const struct resolution *resolution;
    size_t next;
};

static enum error walk_agrees(const struct resolution_result *result, void *closure)
{
    struct walk *walk = closure;
    const size_t product = walk->next / 4, activity = walk->next % 4;
    walk->next++;
    assert_int_equal(result->outcome, agrees_on(walk->rows, walk->resolution, result, product, activity));
    return ERROR_NONE;
}

static void agrees_with_a_naive_resolver(void **state)
{
    (void)state;
    size_t seen[RESOLUTION_OUTCOME_COUNT] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct rows *rows = rows_new(seed);
        struct company *company = company_of(rows, NULL);
        const struct resolution *resolution = prepare(company);
        uint32_t expected[4][RESOLUTION_OUTCOME_COUNT] = {{0}};
        uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT];
        for (size_t product = 0; product < rows->products; product++)
            for (size_t i = 0; i < 4; i++) {
                struct resolution_result result = resolution_for(resolution, (uint32_t)product, (uint32_t)i);
                assert_int_equal(result.outcome, agrees_on(rows, resolution, &result, product, i));
                seen[result.outcome]++;
                if (rows->stages[product] != STAGE_RETIRED) expected[i][result.outcome]++;
            }
        struct walk walk = {rows, resolution, 0};
        assert_int_equal(resolution_each(resolution, walk_agrees, &walk), ERROR_NONE);
        assert_int_equal(walk.next, rows->products * 4);
        assert_int_equal(resolution_count(resolution, &company->arena, &counts), ERROR_NONE);
        assert_memory_equal(counts, expected, sizeof expected);
        company_free(company);
        rows_free(rows);
    }
    // The organisations are of use only when every outcome is met often.
    for (size_t outcome = 0; outcome < RESOLUTION_OUTCOME_COUNT; outcome++)
        assert_true(seen[outcome] > 100);
}

// Everything that a resolution says, by keys, products in the order of their keys.
static void dump(struct rows *rows, const struct resolution *resolution, struct buffer *buffer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    for (size_t i = 0; i < rows->products; i++) {
        const uint32_t product = organisation_find_product(organisation, text_from(key_of(rows, "PROD", i)));
        for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
            struct resolution_result result = resolution_for(resolution, product, activity);
            buffer_print(buffer, "%zu %u %s", i, activity, resolution_outcome_code(result.outcome));
            for (uint32_t j = 0; j < result.holders.count; j++)
                buffer_print(buffer, " %.*s by %.*s",
                    TEXT_PRINT(organisation->people[result.holders.people[j]].key),
                    TEXT_PRINT(organisation->assignments[result.holders.assignments[j]].key));
            buffer_character(buffer, '\n');
        }
    }
    buffer_character(buffer, '\0');
}

static void does_not_depend_on_the_order_of_rows(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct rows *rows = rows_new(seed);
        struct buffer buffers[2];
        for (int permuted = 0; permuted < 2; permuted++) {
            struct random_stream random;
            random_stream_init(&random, seed + 1000000);
            struct company *company = company_of(rows, permuted ? &random : NULL);
            buffer_init(&buffers[permuted], 1 << 20);
            dump(rows, prepare(company), &buffers[permuted]);
            company_free(company);
        }
        assert_string_equal(buffers[0].data, buffers[1].data);
        buffer_free(&buffers[0]);
        buffer_free(&buffers[1]);
        rows_free(rows);
    }
}

// Adds one assignment farther out than where a role is held over a product: who holds it there stays the
// same.
static void inheritance_is_monotone(void **state)
{
    (void)state;
    size_t tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct rows *rows = rows_new(seed);
        for (size_t product = 0; product < rows->products; product++) {
            const enum people_role role = (enum people_role)(ROLE_HEAD_OF_ENGINEERING + below(rows, 3));
            const char *scopes[20];
            const size_t count = scopes_of(rows, product, scopes);
            const struct naive before = naive_resolve(rows, product, role);
            if (before.count == 0 || before.scope + 1 >= count) continue;
            struct company *company = company_of(rows, NULL);
            company_assign(company, "ASGN-999", key_of(rows, "PERS", below(rows, rows->people)), role,
                scopes[before.scope + 1 + below(rows, count - before.scope - 1)]);
            struct resolution_holders after =
                resolution_product_holders(prepare(company), (uint32_t)product, role);
            assert_int_equal(after.count, before.count);
            for (uint32_t i = 0; i < after.count; i++)
                assert_true(before.people[after.people[i]]);
            tried++;
            company_free(company);
        }
        rows_free(rows);
    }
    assert_true(tried > 200);
}

// A map put in force farther out than the one that decides for a product changes nothing for it.
static void a_wider_map_changes_nothing_nearer(void **state)
{
    (void)state;
    size_t tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct rows *rows = rows_new(seed);
        struct company *company = company_of(rows, NULL);
        const struct resolution *resolution = prepare(company);
        struct company *wider = company_of(rows, NULL);
        // The company's own map is gone: only what it decided for may be answered otherwise.
        for (uint32_t map = 0; map < wider->organisation.map_count; map++)
            if (!wider->map_scopes[map]) wider->map_scopes[map] = "LINE-999";
        const struct resolution *without = prepare(wider);
        for (uint32_t product = 0; product < rows->products; product++) {
            const uint32_t map = resolution_product_map(without, product);
            if (map == ORGANISATION_NONE) continue;
            assert_int_equal(resolution_product_map(resolution, product), map);
            for (uint32_t activity = 0; activity < 4; activity++) {
                const struct resolution_result one = resolution_for(resolution, product, activity);
                const struct resolution_result other = resolution_for(without, product, activity);
                assert_int_equal(one.entry, other.entry);
                assert_int_equal(one.outcome, other.outcome);
                tried++;
            }
        }
        company_free(wider);
        company_free(company);
        rows_free(rows);
    }
    assert_true(tried > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_naive_resolver),
        cmocka_unit_test(does_not_depend_on_the_order_of_rows),
        cmocka_unit_test(inheritance_is_monotone),
        cmocka_unit_test(a_wider_map_changes_nothing_nearer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
