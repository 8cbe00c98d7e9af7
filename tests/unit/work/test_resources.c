// SPDX-License-Identifier: Apache-2.0
// The resources together: soundness, the whole matrix of rights written down a second time, and the pure
// rules.
#include "work/resources.h"

#include "access/token.h"
#include "access/user.h"
#include "access/view.h"
#include "journal/comment.h"
#include "people/assignment.h"
#include "people/map.h"
#include "people/person.h"
#include "product/line.h"
#include "product/product.h"
#include "product/release.h"
#include "unit.h"

// L list, S show, C create, U update, D delete, A act; on all records, and on one's own.
struct right {
    const char *all, *own;
};
static const struct {
    const char *resource;
    struct right viewer, member, organiser, administrator;
} rights[] = {
    {"units", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"lines", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"products", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"releases", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"people", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"assignments", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"activities", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"maps", {"LS", "LS"}, {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"map-entries", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"delegations", {"LS", "LS"}, {"LS", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"gate-templates", {"LS", "LS"}, {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"gates", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"gate-criteria", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"hand-offs", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"hand-off-items", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"plans", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"add-ons", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"plan-features", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"plan-feature-values", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"add-on-links", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"price-lists", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"price-points", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"competitor-prices", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"costs", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"price-data", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"price-studies", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"price-decisions", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"approvals", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"consultations", {"LS", "LS"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}, {"LSCUDA", "LSCUDA"}},
    {"overrides", {"LS", "LS"}, {"LSA", "LSA"}, {"LSA", "LSA"}, {"LSCA", "LSCA"}},
    {"waivers", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"scenarios", {"LS", "LS"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"check-runs", {"LS", "LS"}, {"LS", "LS"}, {"LS", "LS"}, {"LS", "LS"}},
    {"comments", {"LS", "LS"}, {"LS", "LSCUD"}, {"LS", "LSCUD"}, {"LSD", "LSCUD"}},
    {"views", {"", "LSCUD"}, {"", "LSCUD"}, {"", "LSCUD"}, {"LSCUD", "LSCUD"}},
    {"users", {"", "LSA"}, {"", "LSA"}, {"", "LSA"}, {"LSCUDA", "LSCUDA"}},
    {"tokens", {"", "LSCUD"}, {"", "LSCUD"}, {"", "LSCUD"}, {"LSD", "LSCUD"}},
    {"imports", {"LS", "LS"}, {"LS", "LS"}, {"LSC", "LSC"}, {"LSC", "LSC"}},
    {"history", {"LS", "LS"}, {"LS", "LS"}, {"LS", "LS"}, {"LS", "LS"}},
};
#define RIGHTS (sizeof rights / sizeof rights[0])

static void the_registry_is_sound(void **state)
{
    (void)state;
    struct buffer faults;
    buffer_init(&faults, 1 << 20);
    if (!registry_check(tandem_registry(), &faults)) fail_msg("%s", faults.data);
    buffer_free(&faults);
    assert_int_equal(tandem_registry()->count, RIGHTS);
}

static bool is_expected(
    const struct right *right, enum verb verb, bool owns, enum access_scope scope, bool administered)
{
    char letter = "LSCUDA"[verb];
    if (!strchr(owns ? right->own : right->all, letter)) return false;
    bool reads = verb == VERB_LIST || verb == VERB_SHOW;
    return reads || scope == SCOPE_ADMINISTER || (scope == SCOPE_WRITE && !administered);
}

static void everybody_may_do_what_is_written_and_nothing_else(void **state)
{
    (void)state;
    unsigned answers = 0;
    for (size_t i = 0; i < RIGHTS; i++) {
        const struct resource *resource = registry_find(tandem_registry(), text_from(rights[i].resource));
        if (!resource) fail_msg("there are no %s", rights[i].resource);
        bool administered =
            strcmp(rights[i].resource, "users") == 0 || strcmp(rights[i].resource, "tokens") == 0;
        const struct right *by_role[] = {
            &rights[i].viewer, &rights[i].member, &rights[i].organiser, &rights[i].administrator};
        for (unsigned each = 0; each < ACCESS_ROLE_COUNT * VERB_COUNT * SCOPE_COUNT * 2; each++) {
            enum access_role role = (enum access_role)(each % ACCESS_ROLE_COUNT);
            enum verb verb = (enum verb)(each / ACCESS_ROLE_COUNT % VERB_COUNT);
            enum access_scope scope =
                (enum access_scope)(each / ACCESS_ROLE_COUNT / VERB_COUNT % SCOPE_COUNT);
            bool owns = each / ACCESS_ROLE_COUNT / VERB_COUNT / SCOPE_COUNT;
            const struct actor actor = {.user = TEXT("USER-1"), .role = role, .scope = scope, .via = "api"};
            bool expected = is_expected(by_role[role], verb, owns, scope, administered);
            if (permission_allows(&actor, resource, verb, owns) != expected) {
                fail_msg("%s %s %s, %s, scope %s", access_role_name(role), verb_name(verb), resource->name,
                    owns ? "own" : "another's", access_scope_name(scope));
            }
            answers++;
        }
    }
    assert_int_equal(answers, RIGHTS * ACCESS_ROLE_COUNT * VERB_COUNT * SCOPE_COUNT * 2);
}

static void only_hours_are_hidden_and_only_from_viewers(void **state)
{
    (void)state;
    const struct registry *registry = tandem_registry();
    for (size_t i = 0; i < registry->count; i++) {
        for (size_t j = 0; j < registry->resources[i]->field_count; j++) {
            const struct field *field = &registry->resources[i]->fields[j];
            bool is_hours = registry->resources[i] == &person_resource && j == PERSON_CAPACITY_HOURS;
            assert_int_equal(field->hidden_from, is_hours ? 1U << ACCESS_VIEWER : 0);
        }
    }
}

static void what_actions_set_is_not_set_plainly(void **state)
{
    (void)state;
    assert_false(field_is_creatable(&map_resource.fields[MAP_STATUS]));
    assert_false(field_is_updatable(&map_resource.fields[MAP_STATUS]));
    assert_false(field_is_creatable(&map_resource.fields[MAP_IN_FORCE_ON]));
    assert_false(field_is_creatable(&product_resource.fields[PRODUCT_HORIZON]));
    assert_false(field_is_creatable(&token_resource.fields[TOKEN_USER]));
    assert_false(field_is_updatable(&token_resource.fields[TOKEN_SCOPE]));
    assert_false(field_is_updatable(&comment_resource.fields[COMMENT_RECORD]));
}

static void a_product_knows_its_horizon(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record *record = record_new(&product_resource, &arena);
    static const char *const horizons[STAGE_COUNT] = {
        "future", "future", "next", "next", "next", "current", "current", NULL};
    for (size_t stage = 0; stage < STAGE_COUNT; stage++) {
        record_set(record, PRODUCT_STAGE, value_string(product_stages.choices[stage].code));
        record_set(record, PRODUCT_HORIZON_SET, value_string("none"));
        product_resource.derive(record);
        if (horizons[stage]) assert_text_equal(record_text(record, PRODUCT_HORIZON), horizons[stage]);
        if (!horizons[stage]) assert_true(record_is_null(record, PRODUCT_HORIZON));
        record_set(record, PRODUCT_HORIZON_SET, value_string("next"));
        product_resource.derive(record);
        assert_text_equal(record_text(record, PRODUCT_HORIZON), stage == STAGE_RETIRED ? "" : "next");
    }
    arena_free(&arena);
}

// A rule over several fields: some values, and the field that is refused.
struct rule_case {
    const struct resource *resource;
    const char *key;
    struct {
        int field;
        const char *value;
    } values[3];
    const char *refused; // NULL: taken
};

static const struct rule_case rule_cases[] = {
    {&line_resource, "LINE-1", {{LINE_PARENT, "LINE-2"}}, NULL},
    {&line_resource, "LINE-1", {{LINE_PARENT, "LINE-1"}}, "parent"},
    {&line_resource, "", {{LINE_PARENT, NULL}}, NULL},
    {&person_resource, "PERS-1", {{PERSON_MANAGER, "PERS-2"}}, NULL},
    {&person_resource, "PERS-1", {{PERSON_MANAGER, "PERS-1"}}, "manager"},
    {&person_resource, "", {{PERSON_MANAGER, NULL}}, NULL},
    {&person_resource, "", {{PERSON_JOINED_ON, "2024-05-01"}, {PERSON_LEFT_ON, "2024-05-01"}}, NULL},
    {&person_resource, "", {{PERSON_JOINED_ON, "2024-05-01"}, {PERSON_LEFT_ON, "2024-04-30"}}, "left_on"},
    {&assignment_resource, "", {{ASSIGNMENT_FROM_ON, "2024-05-01"}, {ASSIGNMENT_TO_ON, "2024-05-01"}}, NULL},
    {&assignment_resource, "", {{ASSIGNMENT_FROM_ON, "2024-05-01"}, {ASSIGNMENT_TO_ON, "2024-04-30"}},
        "to_on"},
    {&assignment_resource, "", {{ASSIGNMENT_TO_ON, "2024-04-30"}}, NULL},
    {&release_resource, "", {{RELEASE_STATUS, "released"}, {RELEASE_RELEASED_ON, "2024-05-01"}}, NULL},
    {&release_resource, "", {{RELEASE_STATUS, "released"}}, "released_on"},
    {&release_resource, "", {{RELEASE_STATUS, "planned"}}, NULL},
    {&release_resource, "", {{RELEASE_STATUS, "cancelled"}}, NULL},
};

static void rules_over_several_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rule_cases / sizeof rule_cases[0]; i++) {
        const struct rule_case *rule = &rule_cases[i];
        struct arena arena;
        arena_init(&arena, 1 << 16);
        struct problem_list problems;
        problem_list_init(&problems, &arena);
        struct record *record = record_new(rule->resource, &arena);
        record->key = text_from(rule->key);
        for (size_t j = 0; j < 3 && rule->values[j].value; j++) {
            record_set(record, (size_t)rule->values[j].field, value_string(rule->values[j].value));
        }
        enum error error = rule->resource->check(record, NULL, &problems);
        if ((error != ERROR_NONE) != (rule->refused != NULL))
            fail_msg("rule %zu gives %s", i, error_name(error));
        if (rule->refused) assert_string_equal(problems.first->field, rule->refused);
        arena_free(&arena);
    }
}

// Contradictory dates of stages are a finding of the check, not a reason to refuse: imports bring them.
static void contradictory_stage_dates_are_taken(void **state)
{
    (void)state;
    assert_null(product_resource.check);
}

static void shapes_of_fields(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    static const struct {
        const struct resource *resource;
        size_t field;
        const char *input;
        bool is_taken;
    } inputs[] = {
        {&line_resource, LINE_KEY_PREFIX, "CLOUD", true},
        {&line_resource, LINE_KEY_PREFIX, "A1", true},
        {&line_resource, LINE_KEY_PREFIX, "1A", false},
        {&line_resource, LINE_KEY_PREFIX, "cloud", false},
        {&line_resource, LINE_KEY_PREFIX, "A", false},
        {&line_resource, LINE_KEY_PREFIX, "ABCDEFGHI", false},
        {&person_resource, PERSON_CAPACITY_HOURS, "37.5", true},
        {&person_resource, PERSON_CAPACITY_HOURS, "168", true},
        {&person_resource, PERSON_CAPACITY_HOURS, "168.01", false},
        {&person_resource, PERSON_CAPACITY_HOURS, "-1", false},
        {&assignment_resource, ASSIGNMENT_SHARE, "0", true},
        {&assignment_resource, ASSIGNMENT_SHARE, "101", false},
        {&product_resource, PRODUCT_WEBSITE, "javascript:alert(1)", false},
        {&view_resource, VIEW_QUERY, "stage=plan,develop&group=line", true},
        {&view_resource, VIEW_QUERY, "a b", false},
        {&view_resource, VIEW_SCREEN, "portfolio", true},
        {&user_resource, USER_EMAIL, "Ada@Example.org", true},
        {&user_resource, USER_EMAIL, "ada", false},
        {&user_resource, USER_ROLE, "administrator", true},
        {&user_resource, USER_ROLE, "root", false},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        struct problem_list problems;
        problem_list_init(&problems, &arena);
        struct value value;
        const struct field *field = &inputs[i].resource->fields[inputs[i].field];
        enum error error = field_parse(field, text_from(inputs[i].input), &arena, &problems, &value);
        if ((error == ERROR_NONE) != inputs[i].is_taken) fail_msg("%s: \"%s\"", field->name, inputs[i].input);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_registry_is_sound),
        cmocka_unit_test(everybody_may_do_what_is_written_and_nothing_else),
        cmocka_unit_test(only_hours_are_hidden_and_only_from_viewers),
        cmocka_unit_test(what_actions_set_is_not_set_plainly),
        cmocka_unit_test(a_product_knows_its_horizon),
        cmocka_unit_test(rules_over_several_fields),
        cmocka_unit_test(contradictory_stage_dates_are_taken),
        cmocka_unit_test(shapes_of_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
