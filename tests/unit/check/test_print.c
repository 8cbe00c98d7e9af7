// SPDX-License-Identifier: Apache-2.0
// Findings as text and JSON, word by word; rules as JSON and Markdown.
#include "check/print.h"
#include "check/rule.h"
#include "unit/people/company.h"

// A company in which every rule has something to say.
static struct company *messy(void)
{
    struct company *company = company_new("2026-11-22");
    struct organisation *organisation = &company->organisation;
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(company, "LINE-2", "Household", NULL, "LINE-1");
    company_line(company, "LINE-3", "Frost", NULL, NULL);
    company_product(company, "PROD-1", "Probe", "LINE-2", STAGE_DELIVER);
    struct organisation_product *pump = company_product(company, "PROD-2", "Pump", "LINE-1", STAGE_LAUNCH);
    company_product(company, "PROD-3", "Mast", "LINE-3", STAGE_PLAN);
    company_product(company, "PROD-4", "mast", "LINE-3", STAGE_RETIRE);
    pump->dates[MILESTONE_LAUNCH] = company_day("2027-02-10");
    pump->dates[MILESTONE_DELIVER] = company_day("2027-01-11");
    pump->dates[MILESTONE_RETIRE] = company_day("2026-12-24");
    company_person(company, "PERS-1", "Gudrun");
    company_person(company, "PERS-2", "Hal");
    company_person(company, "PERS-3", "Mina");
    company_person_place(company, "UNIT-1", "PERS-1");
    company_person(company, "PERS-4", "Pia \"P\" O'Hara")->left_on = company_day("2026-10-15");
    company_person(company, "PERS-5", "Quinn");
    company_person_place(company, "UNIT-1", "PERS-2");
    company_assign(company, "ASGN-1", "PERS-1", ROLE_GENERAL_MANAGER, "UNIT-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_HEAD_OF_PRODUCT_MANAGEMENT, "UNIT-1")->share = 70;
    company_assign(company, "ASGN-3", "PERS-3", ROLE_PRODUCT_MANAGER, "LINE-1")->share = 80;
    struct organisation_assignment *acting =
        company_assign(company, "ASGN-4", "PERS-3", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-2");
    acting->stand_in = TEXT("Acting");
    acting->from_on = company_day("2026-05-06");
    acting->share = 50;
    company_assign(company, "ASGN-5", "PERS-4", ROLE_PRODUCT_MANAGER, "PROD-2");
    company_assign(company, "ASGN-6", "PERS-5", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_assign(company, "ASGN-7", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1")->stand_in =
        TEXT("Interim");
    company_entry(company, "ACT-1", "roadmap", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "messaging", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "approval", SIDE_PM, ROLE_HEAD_OF_PRODUCT_MANAGEMENT);
    company_activity(company, "ACT-4", "unplaced");
    organisation->danglings[organisation->dangling_count++] = (struct organisation_dangling){
        "products", TEXT("PROD-2"), TEXT("Pump"), TEXT("line"), TEXT("Inland"), TEXT("erp"), 1};
    return company;
}

struct printed {
    struct company *company;
    struct check_settings settings;
    struct check_report report;
    struct buffer buffer;
};

static void run(struct printed *printed, const struct check_options *options)
{
    struct resolution *resolution;
    printed->company = messy();
    check_settings_default(&printed->settings);
    assert_true(
        check_settings_set(&printed->settings, TEXT("check.too-many-products.product_manager"), TEXT("1")));
    assert_int_equal(
        resolution_prepare(company_finish(printed->company), &printed->company->arena, &resolution),
        ERROR_NONE);
    assert_true(check_settings_set(&printed->settings, TEXT("check.unit-incomplete.severity"), TEXT("off")));
    const struct check_facts facts = {.resolution = resolution, .settings = &printed->settings};
    assert_int_equal(check_run(&facts, options, &printed->company->arena, &printed->report), ERROR_NONE);
    buffer_init(&printed->buffer, 1 << 20);
}

static void finish(struct printed *printed)
{
    buffer_free(&printed->buffer);
    company_free(printed->company);
}

static const char *const expected_lines[] = {
    "ACT-4: error: unplaced: Nobody is accountable for it on any product: the map Test map (MAP-1), "
    "which is in force, does not have it. [activity-without-accountable]\n",
    "    hint: Give it a place on the map: `tandem set map-entries map=MAP-1 activity=ACT-4 side=pm "
    "accountable=product_manager`.\n",
    "PROD-3: error: Mast: Nobody is accountable for approval: the map Test map (MAP-1) gives that to the "
    "head of product management, and no head of product management is assigned to the product, to the "
    "line Frost (LINE-3) or to the whole company. [activity-without-accountable]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY "
    "role=head_of_product_management scope=PROD-3`, or for all of its line with scope=LINE-3.\n",
    "PROD-4: error: mast: Nobody is accountable for approval: the map Test map (MAP-1) gives that to the "
    "head of product management, and no head of product management is assigned to the product, to the "
    "line Frost (LINE-3) or to the whole company. [activity-without-accountable]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY "
    "role=head_of_product_management scope=PROD-4`, or for all of its line with scope=LINE-3.\n",
    "PROD-3: error: Mast: The product is in the future horizon and nobody does product management for "
    "it: no product manager is assigned to it, to the line Frost (LINE-3) or to the whole company. "
    "[product-without-management]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY role=product_manager "
    "scope=PROD-3`, or for all of its line with scope=LINE-3.\n",
    "PROD-4: error: mast: The product is in the current horizon and nobody does product marketing for "
    "it: no product marketing manager is assigned to it, to the line Frost (LINE-3) or to the whole "
    "company. [product-without-marketing]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY role=product_marketing_manager "
    "scope=PROD-4`, or for all of its line with scope=LINE-3.\n",
    "PROD-1: error: Probe: Hal (PERS-2) and Quinn (PERS-5) are each product marketing manager of Probe "
    "(PROD-1), so that no single person is accountable for messaging. [activity-with-several-accountable]\n",
    "    hint: Keep one of the assignments ASGN-7 and ASGN-6 and end the others: `tandem set ASGN-6 "
    "to_on=2026-11-21`.\n",
    "    ask: Gudrun (PERS-1)\n",
    "PERS-3: error: Mina: 130 percent of the time is given away: 80 as product manager of the line "
    "Meters (LINE-1) and 50 as product marketing manager of Pump (PROD-2). [share-above-capacity]\n",
    "    hint: Lower the shares by 30 in all, or end an assignment, for example: `tandem set ASGN-3 "
    "share=50`.\n",
    "    ask: Gudrun (PERS-1)\n",
    "ASGN-5: error: Pia \"P\" O'Hara, product manager of Pump: Pia \"P\" O'Hara (PERS-4) left on "
    "2026-10-15 and is still assigned as product manager of Pump (PROD-2). The role has fallen to Mina "
    "(PERS-3). [accountable-person-left]\n",
    "    hint: End the assignment: `tandem set ASGN-5 to_on=2026-10-14`; and name who follows: `tandem "
    "set assignments person=KEY role=product_manager scope=PROD-2`.\n",
    "    ask: Hal (PERS-2)\n",
    "PROD-2: error: Pump: launch_on (2027-02-10) is after deliver_on (2027-01-11), and deliver_on "
    "(2027-01-11) is after retire_on (2026-12-24). [stage-dates-contradict]\n",
    "    hint: Correct one of the two: `tandem set PROD-2 launch_on=YYYY-MM-DD`.\n",
    "    ask: Mina (PERS-3)\n",
    "PROD-4: warning: mast: The product is in the current horizon and nobody does product management for "
    "it: no product manager is assigned to it, to the line Frost (LINE-3) or to the whole company. "
    "[product-without-management]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY role=product_manager "
    "scope=PROD-4`, or for all of its line with scope=LINE-3.\n",
    "PROD-2: warning: Pump: Mina (PERS-3) holds both roles over the product: product manager of the line "
    "Meters (LINE-1) and product marketing manager of Pump (PROD-2). When time is short, marketing is "
    "what gives way. [dual-role]\n",
    "    hint: Give one of the two roles to somebody else: `tandem set assignments person=KEY "
    "role=product_marketing_manager scope=PROD-2`, and `tandem set ASGN-4 to_on=2026-11-21`. If one "
    "person is meant to hold both, set check.dual-role.severity to info or off.\n",
    "    ask: Gudrun (PERS-1)\n",
    "PERS-3: warning: Mina: One person is product manager of 2 products; 1 is the most for this role. "
    "[too-many-products]\n",
    "    hint: Give 1 product to somebody else, for example Pump: `tandem set assignments person=KEY "
    "role=product_manager scope=PROD-2`. If that is the span you want, raise "
    "check.too-many-products.product_manager.\n",
    "    ask: Gudrun (PERS-1)\n",
    "ASGN-4: warning: Mina, product marketing manager of Pump: Mina (PERS-3) is only standing in "
    "(Acting) as product marketing manager of Pump (PROD-2), since 2026-05-06: for 200 days, and 90 are "
    "the most. [stand-in-too-long]\n",
    "    hint: Give the role for good: `tandem set ASGN-4 stand_in=`; or to somebody else: `tandem set "
    "assignments person=KEY role=product_marketing_manager scope=PROD-2`, and `tandem set ASGN-4 "
    "to_on=2026-11-21`.\n",
    "    ask: Gudrun (PERS-1)\n",
    "ASGN-7: warning: Hal, product marketing manager of Probe: Hal (PERS-2) is only standing in "
    "(Interim) as product marketing manager of Probe (PROD-1), and nobody wrote down since when: that "
    "counts as more than 90 days. [stand-in-too-long]\n",
    "    hint: Give the role for good: `tandem set ASGN-7 stand_in=`; or to somebody else: `tandem set "
    "assignments person=KEY role=product_marketing_manager scope=PROD-1`, and `tandem set ASGN-7 "
    "to_on=2026-11-21`. If it began lately, say when: `tandem set ASGN-7 from_on=YYYY-MM-DD`.\n",
    "    ask: Gudrun (PERS-1)\n",
    "PROD-4: warning: mast: Mast (PROD-3) has the same name and is in the line Frost (LINE-3), too. "
    "[duplicate-name-in-line]\n",
    "    hint: Give one of the two another name: `tandem set PROD-4 name=NAME`.\n",
    "PROD-2: warning: Pump: The imported file said \"Inland\" for the field line, and there is no such "
    "record (source erp); the field is empty until somebody sets it. [dangling-reference]\n",
    "    hint: Create what it refers to if need be, then set the field: `tandem set PROD-2 line=KEY`.\n",
    "    ask: Mina (PERS-3)\n",
    "PROD-3: info: Mast: The product is in the future horizon and nobody does product marketing for it: "
    "no product marketing manager is assigned to it, to the line Frost (LINE-3) or to the whole company. "
    "[product-without-marketing]\n",
    "    hint: Give somebody the role: `tandem set assignments person=KEY role=product_marketing_manager "
    "scope=PROD-3`, or for all of its line with scope=LINE-3.\n",
};

static void text_reads_like_a_compiler(void **state)
{
    (void)state;
    struct printed printed;
    run(&printed, NULL);
    assert_int_equal(check_print_text(&printed.report, false, NULL, &printed.buffer), ERROR_NONE);
    struct text rest = buffer_view(&printed.buffer), line;
    for (size_t i = 0; i < sizeof expected_lines / sizeof *expected_lines; i++) {
        assert_true(text_split(&rest, '\n', &line));
        assert_string_equal(
            arena_print(&printed.company->arena, "%.*s\n", TEXT_PRINT(line)), expected_lines[i]);
    }
    assert_string_equal(arena_print(&printed.company->arena, "%.*s", TEXT_PRINT(rest)),
        arena_print(&printed.company->arena,
            "9 errors, 7 warnings, 1 info by %zu rules over 4 products on 2026-11-22.\n",
            check_rule_count() - 1));
    finish(&printed);
}

struct pieces {
    struct buffer whole;
    size_t count, longest;
    enum error error;
};

static enum error take_piece(struct text bytes, void *closure)
{
    struct pieces *pieces = closure;
    pieces->count++;
    if (bytes.length > pieces->longest) pieces->longest = bytes.length;
    buffer_text(&pieces->whole, bytes);
    return pieces->error;
}

static void json_has_the_promised_members(void **state)
{
    (void)state;
    struct printed printed;
    struct check_options options = {.severities = 1U << SEVERITY_ERROR, .record = TEXT("PERS-4")};
    run(&printed, &options);
    assert_int_equal(check_print_json(&printed.report, false, NULL, &printed.buffer), ERROR_NONE);
    assert_string_equal(printed.buffer.data,
        arena_print(&printed.company->arena,
            "{\"findings\":[{\"rule\":\"accountable-person-left\",\"severity\":\"error\",\"resource\":"
            "\"assignments\","
            "\"key\":\"ASGN-5\",\"title\":\"Pia \\\"P\\\" O'Hara, product manager of "
            "Pump\",\"accountable\":{\"key\":"
            "\"PERS-2\",\"name\":\"Hal\"},\"message\":\"Pia \\\"P\\\" O'Hara (PERS-4) left on 2026-10-15 and "
            "is "
            "still "
            "assigned as product manager of Pump (PROD-2). The role has fallen to Mina "
            "(PERS-3).\",\"hint\":\"End the "
            "assignment: `tandem set ASGN-5 to_on=2026-10-14`; and name who follows: `tandem set assignments "
            "person=KEY "
            "role=product_manager "
            "scope=PROD-2`.\",\"fingerprint\":\"41096fce417284db\",\"product\":{\"key\":\"PROD-2\",\"name\":"
            "\"Pump\"},"
            "\"unit\":{\"key\":\"UNIT-1\",\"name\":\"Water\"}}],\"summary\":{\"errors\":1,\"warnings\":0,"
            "\"infos\":0,\"waived\":0,\"known\":0,\"products\":4,"
            "\"rules\":%zu,\"day\":\"2026-11-22\",\"map\":{\"key\":\"MAP-1\",\"name\":\"Test map\"}}}",
            check_rule_count() - 1));
    finish(&printed);
}

static void a_sink_gets_the_same_in_pieces(void **state)
{
    (void)state;
    static enum error (*const printers[])(const struct check_report *, bool, const struct check_sink *,
        struct buffer *) = {check_print_text, check_print_json};
    for (size_t i = 0; i < 2; i++) {
        struct printed printed;
        struct pieces pieces = {.error = ERROR_NONE};
        const struct check_sink sink = {take_piece, &pieces};
        struct buffer buffer;
        run(&printed, NULL);
        // The same findings many times over, to be longer than one piece.
        struct finding *many =
            arena_array(&printed.company->arena, struct finding, 50 * printed.report.count);
        for (size_t j = 0; j < 50 * printed.report.count; j++)
            many[j] = printed.report.findings[j % printed.report.count];
        printed.report.findings = many;
        printed.report.count *= 50;
        buffer_init(&buffer, 1 << 17); // too small for the whole
        buffer_init(&pieces.whole, 1 << 24);
        assert_int_equal(printers[i](&printed.report, false, NULL, &printed.buffer), ERROR_NONE);
        assert_int_equal(printers[i](&printed.report, false, &sink, &buffer), ERROR_NONE);
        assert_true(pieces.count > 2);
        assert_true(pieces.longest < 1 << 17);
        assert_int_equal(pieces.whole.length, printed.buffer.length);
        assert_memory_equal(pieces.whole.data, printed.buffer.data, printed.buffer.length);
        // Its refusal ends the printing.
        pieces.count = 0;
        pieces.error = ERROR_IO;
        buffer_reset(&buffer);
        assert_int_equal(printers[i](&printed.report, false, &sink, &buffer), ERROR_IO);
        assert_int_equal(pieces.count, 1);
        buffer_free(&buffer);
        buffer_free(&pieces.whole);
        finish(&printed);
    }
}

static void a_buffer_that_is_too_small_is_said(void **state)
{
    (void)state;
    struct printed printed;
    struct buffer buffer;
    run(&printed, NULL);
    buffer_init(&buffer, 1000);
    assert_int_equal(check_print_text(&printed.report, false, NULL, &buffer), ERROR_LIMIT);
    buffer_reset(&buffer);
    assert_int_equal(check_print_json(&printed.report, false, NULL, &buffer), ERROR_LIMIT);
    buffer_free(&buffer);
    finish(&printed);
}

static void without_a_map_the_text_says_so(void **state)
{
    (void)state;
    struct printed printed;
    struct check_options options = {.severities = 1U << SEVERITY_INFO};
    run(&printed, &options);
    printed.company->organisation.map_count = 0;
    printed.report.count = 0;
    assert_int_equal(check_print_text(&printed.report, false, NULL, &printed.buffer), ERROR_NONE);
    assert_string_equal(printed.buffer.data,
        arena_print(&printed.company->arena,
            "No responsibility map is in force, so that nobody is accountable for any activity.\n"
            "0 errors, 0 warnings, 1 info by %zu rules over 4 products on 2026-11-22.\n",
            check_rule_count() - 1));
    finish(&printed);
}

static void rules_describe_themselves(void **state)
{
    (void)state;
    struct check_settings settings;
    struct buffer buffer;
    check_settings_default(&settings);
    assert_true(check_settings_set(&settings, TEXT("check.dual-role.severity"), TEXT("off")));
    assert_true(check_settings_set(&settings, TEXT("check.stand-in-too-long.days"), TEXT("30")));
    assert_true(check_settings_set(&settings, TEXT("check.product-without-marketing.future"), TEXT("off")));
    buffer_init(&buffer, 1 << 20);
    assert_int_equal(check_print_rules_json(&settings, &buffer), ERROR_NONE);
    assert_non_null(strstr(buffer.data, "\"id\":\"dual-role\",\"name\":\"One person on both sides\","
                                        "\"severity\":\"off\",\"default\":\"warning\",\"why\":"));
    assert_non_null(strstr(buffer.data, "{\"name\":\"days\",\"value\":30,\"default\":90,\"minimum\":0,"
                                        "\"maximum\":36500,\"description\":"));
    assert_non_null(
        strstr(buffer.data, "{\"name\":\"future\",\"value\":\"off\",\"default\":\"info\",\"choices\":"
                            "[\"off\",\"info\",\"warning\",\"error\"],"));
    buffer_reset(&buffer);
    assert_int_equal(check_print_rules_json(NULL, &buffer), ERROR_NONE);
    assert_non_null(strstr(buffer.data, "{\"name\":\"days\",\"value\":90,"));
    buffer_reset(&buffer);
    assert_int_equal(check_print_rules_markdown(&buffer), ERROR_NONE);
    for (size_t i = 0; i < check_rule_count(); i++) {
        const char *place = strstr(buffer.data, check_rule_at(i)->identifier);
        assert_non_null(place);
        assert_non_null(strstr(place, check_rule_at(i)->example));
    }
    assert_non_null(strstr(buffer.data, "| `check.stand-in-too-long.days` | 90 | 0 to 36500 | "));
    buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_reads_like_a_compiler),
        cmocka_unit_test(json_has_the_promised_members),
        cmocka_unit_test(a_sink_gets_the_same_in_pieces),
        cmocka_unit_test(a_buffer_that_is_too_small_is_said),
        cmocka_unit_test(without_a_map_the_text_says_so),
        cmocka_unit_test(rules_describe_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
