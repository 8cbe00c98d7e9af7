// SPDX-License-Identifier: Apache-2.0
// The portfolio's JSON: members, order, filters, holders with where they come from.
#include "product/portfolio.h"
#include "unit/people/company.h"

static struct resolution *water(struct company *company)
{
    struct resolution *resolution;
    company_unit(company, "UNIT-1", "Water");
    company_unit(company, "UNIT-2", "Air");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(company, "LINE-2", "Household", NULL, "LINE-1");
    company_line(company, "LINE-3", "Fans", "UNIT-2", NULL);
    company_product(company, "PROD-1", "Probe", "LINE-2", STAGE_DEVELOP);
    company_product(company, "PROD-2", "Lamp", NULL, STAGE_RETIRED);
    company_product(company, "PROD-10", "Fan", "LINE-3", STAGE_DELIVER);
    company_product(company, "PROD-9", "Fan", "LINE-1", STAGE_DELIVER);
    company_person(company, "PERS-1", "Ann");
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    company_assign(company, "ASGN-2", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1")->stand_in =
        TEXT("Acting");
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    return resolution;
}

static void a_product_has_its_place_and_its_two_sides(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    const struct resolution *resolution = water(company);
    const struct portfolio_findings findings[4] = {{1, 2, 3}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    const struct portfolio_options options = {.line = TEXT("LINE-2"), .findings = findings};
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    assert_int_equal(portfolio_print(resolution, &options, &company->arena, &buffer), ERROR_NONE);
    assert_string_equal(buffer.data,
        "{\"items\":[{\"key\":\"PROD-1\",\"name\":\"Probe\",\"stage\":\"develop\",\"horizon\":\"next\","
        "\"line\":\"LINE-2\",\"line_name\":\"Household\",\"unit\":\"UNIT-1\",\"unit_name\":\"Water\","
        "\"management\":[{\"key\":\"PERS-1\",\"name\":\"Ann\",\"stand_in\":null,\"inherited\":true,\"scope\":"
        "\"LINE-1\"}],"
        "\"marketing\":[{\"key\":\"PERS-1\",\"name\":\"Ann\",\"stand_in\":\"Acting\",\"inherited\":false,"
        "\"scope\":\"PROD-1\"}],\"findings\":{\"errors\":1,\"warnings\":2,\"infos\":3}}]}");
    buffer_free(&buffer);
    company_free(company);
}

static void a_product_in_next_says_what_waits_and_with_whom(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    const struct resolution *resolution = water(company);
    const struct portfolio_hand_offs hand_offs[4] = {
        {2, TEXT_CONSTANT("HAND-3"), TEXT_CONSTANT("Reads by air"), TEXT_CONSTANT("2026-11-01"), 0},
        {.waiting = 0},
        {1, TEXT_CONSTANT("HAND-4"), TEXT_CONSTANT("Turns"), TEXT_CONSTANT("2026-11-02"), 0},
    };
    const struct portfolio_options options = {.hand_offs = hand_offs};
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    assert_int_equal(portfolio_print(resolution, &options, &company->arena, &buffer), ERROR_NONE);
    assert_non_null(strstr(buffer.data,
        "\"scope\":\"PROD-1\"}],\"hand_offs\":{\"waiting\":2,\"key\":\"HAND-3\",\"title\":\"Reads by air\","
        "\"since\":\"2026-11-01\",\"with\":{\"key\":\"PERS-1\",\"name\":\"Ann\"}}}"));
    // Only what is in next: the others hand over what they like.
    assert_null(strstr(buffer.data, "HAND-4"));
    assert_non_null(strstr(buffer.data, "\"hand_offs\":null"));
    buffer_free(&buffer);
    company_free(company);
}

static void what_is_not_there_is_null(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    const struct resolution *resolution = water(company);
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    assert_int_equal(portfolio_print(resolution, NULL, &company->arena, &buffer), ERROR_NONE);
    assert_non_null(strstr(buffer.data,
        "{\"key\":\"PROD-2\",\"name\":\"Lamp\",\"stage\":\"retired\",\"horizon\":null,\"line\":null,"
        "\"line_name\":null,\"unit\":null,\"unit_name\":null,\"management\":[],\"marketing\":[]}"));
    buffer_free(&buffer);
    company_free(company);
}

// The keys of the products, in the order in which they are written.
static void expect_keys(
    const struct resolution *resolution, struct text line, struct text unit, const char *expected)
{
    const struct portfolio_options options = {.line = line, .unit = unit};
    struct arena arena;
    struct buffer buffer, keys;
    arena_init(&arena, 1 << 16);
    buffer_init(&buffer, 1 << 16);
    buffer_init(&keys, 1 << 16);
    assert_int_equal(portfolio_print(resolution, &options, &arena, &buffer), ERROR_NONE);
    for (const char *place = buffer.data; (place = strstr(place, "{\"key\":\"PROD-")); place++)
        buffer_print(&keys, "%.*s ", (int)strcspn(place + 8, "\""), place + 8);
    buffer_character(&keys, '\0');
    assert_string_equal(keys.data, expected);
    buffer_free(&buffer);
    buffer_free(&keys);
    arena_free(&arena);
}

static void products_come_by_name_and_can_be_filtered(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    const struct resolution *resolution = water(company);
    const struct text none = TEXT("");
    expect_keys(resolution, none, none, "PROD-9 PROD-10 PROD-2 PROD-1 ");
    expect_keys(resolution, TEXT("LINE-1"), none, "PROD-9 PROD-1 ");
    expect_keys(resolution, TEXT("LINE-3"), none, "PROD-10 ");
    expect_keys(resolution, TEXT("LINE-9"), none, "");
    expect_keys(resolution, none, TEXT("UNIT-1"), "PROD-9 PROD-1 ");
    expect_keys(resolution, TEXT("LINE-1"), TEXT("UNIT-2"), "");
    company_free(company);
}

static void limits_are_said(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    const struct resolution *resolution = water(company);
    struct arena small;
    struct buffer buffer;
    arena_init(&small, 8);
    buffer_init(&buffer, 100);
    assert_int_equal(portfolio_print(resolution, NULL, &small, &buffer), ERROR_MEMORY);
    assert_int_equal(portfolio_print(resolution, NULL, &company->arena, &buffer), ERROR_LIMIT);
    arena_free(&small);
    buffer_free(&buffer);
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_product_has_its_place_and_its_two_sides),
        cmocka_unit_test(a_product_in_next_says_what_waits_and_with_whom),
        cmocka_unit_test(what_is_not_there_is_null),
        cmocka_unit_test(products_come_by_name_and_can_be_filtered),
        cmocka_unit_test(limits_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
