// SPDX-License-Identifier: Apache-2.0
// What a map would change: nothing against itself, and else exactly the difference of two full resolutions,
// over random companies; two maps side by side.
#include "base/random.h"
#include "people/map_compare.h"
#include "people/map_effect.h"
#include "unit/people/company.h"

#define SEEDS 200
#define ACTIVITIES 4

static const char *const products[] = {"PROD-1", "PROD-2", "PROD-3", "PROD-4", "PROD-5", "PROD-6"};
static const char *const scopes[] = {NULL, "UNIT-1", "LINE-1", "LINE-2", "PROD-1", "PROD-4"};
static const char *const people[] = {"PERS-1", "PERS-2", "PERS-3"};

static size_t below(struct random_stream *random, size_t bound)
{
    return (size_t)random_stream_below(random, bound);
}

static struct organisation_entry random_entry(struct random_stream *random, uint32_t activity)
{
    const unsigned from = (unsigned)below(random, STAGE_COUNT);
    return (struct organisation_entry){
        .key = TEXT("ENT-1"),
        .activity = activity,
        .accountable = (uint8_t)(ROLE_PRODUCT_MANAGER + below(random, 2)),
        .from_stage = (uint8_t)(below(random, 2) ? STAGE_CONCEIVE : from),
        .to_stage = STAGE_RETIRED,
        .horizons = (uint8_t)(below(random, 3) ? 0 : 1U << below(random, HORIZON_COUNT)),
    };
}

// Two lines, one in a unit; a map for the company, at times one for the unit.
static struct company *random_company(struct random_stream *random)
{
    struct company *company = company_new("2026-11-22");
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(company, "LINE-2", "Pumps", NULL, NULL);
    for (size_t i = 0; i < 6; i++)
        company_product(company, products[i], products[i], i < 3 ? "LINE-1" : "LINE-2",
            (enum product_stage)below(random, STAGE_COUNT));
    for (size_t i = 0; i < 3; i++)
        company_person(company, people[i], people[i]);
    for (size_t i = 0; i < 8; i++)
        company_assign(company, "ASGN-1", people[below(random, 3)],
            (enum people_role)(ROLE_PRODUCT_MANAGER + below(random, 2)), scopes[below(random, 6)]);
    for (size_t i = 0; i < ACTIVITIES; i++)
        company_activity(company, arena_print(&company->arena, "ACT-%zu", i + 1), "activity");
    const uint32_t maps = below(random, 2) ? 1 + (company_map(company, "MAP-2", "UNIT-1") > 0) : 1;
    for (uint32_t map = 0; map < maps; map++)
        for (uint32_t i = 0; i < ACTIVITIES; i++)
            if (below(random, 5)) {
                struct organisation_entry *entry =
                    company_map_entry(company, map, "ENT-1", i, SIDE_PM, ROLE_PRODUCT_MANAGER);
                *entry = random_entry(random, i);
                entry->map = map;
            }
    return company;
}

static struct resolution *resolved(const struct organisation *organisation, struct arena *arena)
{
    struct resolution *resolution = NULL;
    assert_int_equal(resolution_prepare(organisation, arena, &resolution), ERROR_NONE);
    return resolution;
}

// How often each outcome is met, over products that are not retired.
static void tally(const struct resolution *resolution, uint32_t counts[RESOLUTION_OUTCOME_COUNT])
{
    const struct organisation *organisation = resolution_organisation(resolution);
    for (uint32_t product = 0; product < organisation->product_count; product++)
        for (uint32_t i = 0; i < ACTIVITIES; i++)
            if (organisation->products[product].stage != STAGE_RETIRED)
                counts[resolution_for(resolution, product, i).outcome]++;
}

static void a_map_against_itself_changes_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct random_stream random;
        random_stream_init(&random, seed);
        struct company *company = random_company(&random);
        const struct organisation *now = company_finish(company);
        for (uint32_t i = 0; i < now->map_count; i++) {
            struct organisation *then;
            struct map_effect effect;
            const struct map_trial trial = {
                now->maps[i], now->entries + now->maps[i].first, now->maps[i].count, 0};
            assert_int_equal(map_trial_put(now, &trial, &company->arena, &then), ERROR_NONE);
            assert_int_equal(map_effect_find(resolved(now, &company->arena), resolved(then, &company->arena),
                                 &company->arena, &effect),
                ERROR_NONE);
            assert_int_equal(effect.count, 0);
            assert_int_equal(effect.totals.changed, 0);
        }
        company_free(company);
    }
}

static void totals_are_the_difference_of_two_resolutions(void **state)
{
    (void)state;
    size_t changed = 0, scoped = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct random_stream random;
        random_stream_init(&random, seed);
        struct company *company = random_company(&random);
        const struct organisation *now = company_finish(company);
        struct organisation_entry entries[ACTIVITIES];
        struct map_trial trial = {.map = {.key = TEXT("MAP-9"), .name = TEXT("Draft")}, .entries = entries};
        trial.map.scope =
            below(&random, 2) ? ORGANISATION_COMPANY : organisation_find_scope(now, TEXT("UNIT-1"));
        for (uint32_t i = 0; i < ACTIVITIES; i++)
            if (below(&random, 5)) entries[trial.entry_count++] = random_entry(&random, i);
        struct organisation *then;
        struct map_effect effect;
        assert_int_equal(map_trial_put(now, &trial, &company->arena, &then), ERROR_NONE);
        const struct resolution *before = resolved(now, &company->arena),
                                *after = resolved(then, &company->arena);
        assert_int_equal(map_effect_find(before, after, &company->arena, &effect), ERROR_NONE);
        uint32_t one[RESOLUTION_OUTCOME_COUNT] = {0}, other[RESOLUTION_OUTCOME_COUNT] = {0};
        tally(before, one);
        tally(after, other);
        const struct map_effect_totals *totals = &effect.totals;
        assert_int_equal(one[RESOLUTION_GAP] + totals->gaps_new - totals->gaps_gone, other[RESOLUTION_GAP]);
        assert_int_equal(one[RESOLUTION_CONFLICT] + totals->conflicts_new - totals->conflicts_gone,
            other[RESOLUTION_CONFLICT]);
        assert_int_equal(
            one[RESOLUTION_DUAL] + totals->duals_new - totals->duals_gone, other[RESOLUTION_DUAL]);
        assert_int_equal(totals->changed, effect.count);
        for (size_t i = 0; i < effect.count; i++) {
            assert_int_not_equal(now->products[effect.items[i].product].stage, STAGE_RETIRED);
            // A map for a unit reaches no further.
            if (trial.map.scope == ORGANISATION_COMPANY) continue;
            assert_int_equal(organisation_unit_of_product(now, effect.items[i].product), 0);
            scoped++;
        }
        changed += effect.count;
        company_free(company);
    }
    assert_true(changed > 500);
    assert_true(scoped > 100);
}

// Pages by cursor, joined together, are the whole.
static void pages_join_to_the_whole(void **state)
{
    (void)state;
    struct random_stream random;
    random_stream_init(&random, 7);
    struct company *company = random_company(&random);
    const struct organisation *now = company_finish(company);
    const struct map_trial trial = {.map = {.key = TEXT("MAP-9"), .name = TEXT("Empty")}};
    struct organisation *then;
    struct map_effect effect;
    assert_int_equal(map_trial_put(now, &trial, &company->arena, &then), ERROR_NONE);
    assert_int_equal(map_effect_find(resolved(now, &company->arena), resolved(then, &company->arena),
                         &company->arena, &effect),
        ERROR_NONE);
    assert_true(effect.count > 3);
    struct text cursor = TEXT("");
    size_t items = 0;
    do {
        struct buffer buffer;
        struct json_writer writer;
        buffer_init(&buffer, 100000);
        json_writer_init(&writer, &buffer);
        assert_int_equal(map_effect_print_json(&effect, 2, cursor, &writer), ERROR_NONE);
        assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
        for (const char *at = buffer.data; (at = strstr(at, "\"product\":")); at++)
            items++;
        const char *next = strstr(buffer.data, "\"next\":\"");
        cursor = TEXT("");
        if (next) {
            next += strlen("\"next\":\"");
            const char *copy = arena_text(&company->arena, next, (size_t)(strchr(next, '"') - next));
            cursor = text_from(copy);
        }
        buffer_free(&buffer);
    } while (cursor.length);
    assert_int_equal(items, effect.count);
    struct buffer buffer;
    struct json_writer writer;
    buffer_init(&buffer, 100000);
    json_writer_init(&writer, &buffer);
    assert_int_equal(map_effect_print_json(&effect, 2, TEXT("nonsense"), &writer), ERROR_SYNTAX);
    buffer_free(&buffer);
    company_free(company);
}

static void two_maps_side_by_side(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    company_entry(company, "ACT-1", "roadmap", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "launch", SIDE_SHARED, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "press", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    const struct organisation *organisation = company_finish(company);
    const struct map_trial one = {organisation->maps[0], organisation->entries, 3, 0};
    struct organisation_entry entries[3];
    memcpy(entries, organisation->entries, sizeof entries);
    entries[1].accountable = ROLE_PRODUCT_MANAGER;
    entries[2].activity = 1;
    entries[1].to_stage = STAGE_LAUNCH;
    entries[2].from_stage = STAGE_DELIVER;
    const struct map_trial other = {{.key = TEXT("MAP-2"), .name = TEXT("Other")}, entries, 3, 0};
    struct map_comparison comparison;
    assert_int_equal(map_compare(organisation, &one, &one, &company->arena, &comparison), ERROR_NONE);
    assert_int_equal(comparison.same, 3);
    assert_int_equal(comparison.count, 3);
    assert_int_equal(map_compare(organisation, &one, &other, &company->arena, &comparison), ERROR_NONE);
    assert_int_equal(comparison.count, 4);
    assert_int_equal(comparison.same, 1);
    assert_int_equal(comparison.different, 1);
    assert_int_equal(comparison.only_one, 1);
    assert_int_equal(comparison.only_other, 1);
    assert_int_equal(comparison.items[1].differs, 1U << DIFFERS_ACCOUNTABLE | 1U << DIFFERS_TO_STAGE);
    assert_null(comparison.items[2].one);
    assert_null(comparison.items[3].other);
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_against_itself_changes_nothing),
        cmocka_unit_test(totals_are_the_difference_of_two_resolutions),
        cmocka_unit_test(pages_join_to_the_whole),
        cmocka_unit_test(two_maps_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
