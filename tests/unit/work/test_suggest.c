// SPDX-License-Identifier: Apache-2.0
// What columns of other tools' exports are taken for.
#include "unit.h"

#include "people/roles.h"
#include "work/resources.h"
#include "work/suggest.h"

#define COLUMNS_MAXIMUM 24

static struct suggest_column columns[COLUMNS_MAXIMUM];

// "Header|value|value" makes a column.
static size_t make_columns(const char *const *lines, const struct resource *resource, struct arena *arena)
{
    size_t count = 0;
    for (; lines[count]; count++) {
        struct text rest = text_from(lines[count]), part;
        struct suggest_column *column = &columns[count];
        memset(column, 0, sizeof *column);
        column->is_unique = true;
        column->known = arena_array(arena, size_t, resource->field_count);
        assert_true(text_split(&rest, '|', &column->name));
        while (text_split(&rest, '|', &part)) {
            if (part.length) column->values[column->value_count++] = part;
        }
        column->filled = column->value_count;
    }
    return count;
}

static const char *named(const struct resource *resource, const struct suggestion *suggestion)
{
    switch (suggestion->kind) {
    case SUGGEST_FIELD: return resource->fields[suggestion->field].name;
    case SUGGEST_EXTERNAL_ID: return "external_id";
    case SUGGEST_KEY: return "key";
    case SUGGEST_ASSIGNMENT: return suggestion->role;
    case SUGGEST_NOTHING: break;
    }
    return "-";
}

static void check(const char *name, const char *const *lines, const char *const *expected)
{
    struct arena arena;
    struct suggestion *suggestions;
    const struct resource *resource = registry_find(tandem_registry(), text_from(name));
    arena_init(&arena, 16 << 20);
    size_t count = make_columns(lines, resource, &arena);
    assert_int_equal(
        suggest_columns(resource, &people_roles, columns, count, &arena, &suggestions), ERROR_NONE);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(named(resource, &suggestions[i]), expected[i]) != 0)
            fail_msg("%s: %s, not %s", lines[i], named(resource, &suggestions[i]), expected[i]);
        assert_in_range(suggestions[i].confidence, suggestions[i].kind ? 40 : 0, 100);
    }
    arena_free(&arena);
}

static void knows_a_catalogue(void **state)
{
    (void)state;
    static const char *const lines[] = {"Key|subgroups|projects", "Name|Subgroups|Projects",
        "Stage|manage|plan", "Team|workspace|access", "Product Manager|p004|p001", "PM note|Acting",
        "Product Marketing Manager|p002", "Description|Organize your projects.|Access them.",
        "Maturity|complete|minimal|viable|planned", "Launched|2017-03-22|2018-01-01",
        "Competitors|github;jira|", NULL};
    static const char *const expected[] = {"external_id", "name", "-", "line", "product_manager", "-",
        "product_marketing_manager", "description", "stage", "launch_on", "-"};
    check("products", lines, expected);
}

static void knows_a_staff_list(void **state)
{
    (void)state;
    static const char *const lines[] = {"Employee ID|17|18", "Full name|Ann Smith|Bo Berg",
        "Job title|Engineer|Boss", "Contact|ann@example.com|bo@example.com", "Reports to|Bo Berg|",
        "Business unit|City|Harbour", "Start date|2020-01-01|2021-05-17", "Hours per week|40|37.5",
        "Last day|", "Shoe size|41|42", NULL};
    static const char *const expected[] = {
        "-", "name", "title", "email", "manager", "unit", "joined_on", "capacity_hours", "left_on", "-"};
    check("people", lines, expected);
}

static void knows_its_own_headers_and_prefers_them(void **state)
{
    (void)state;
    static const char *const lines[] = {"key|PROD-1|PROD-2", "title|A|B", "name|C|D", "status|plan|plan",
        "stage|plan|deliver", "deliver_on|2026-01-01|", "Released|2026-01-02|", NULL};
    static const char *const expected[] = {"key", "-", "name", "-", "stage", "deliver_on", "-"};
    check("products", lines, expected);
}

static void values_tell_where_headers_do_not(void **state)
{
    (void)state;
    struct arena arena;
    struct suggestion *suggestions;
    const struct resource *products = registry_find(tandem_registry(), TEXT("products"));
    static const char *const lines[] = {
        "Where|Kettles|Teapots|Cups", "How far|live|idea|building", "See|https://a.example|", NULL};
    arena_init(&arena, 16 << 20);
    size_t count = make_columns(lines, products, &arena);
    int line = resource_field(products, TEXT("line"));
    columns[0].known[line] = 3;
    assert_int_equal(suggest_columns(products, NULL, columns, count, &arena, &suggestions), ERROR_NONE);
    assert_string_equal(named(products, &suggestions[0]), "line");
    assert_string_equal(named(products, &suggestions[1]), "stage");
    assert_string_equal(named(products, &suggestions[2]), "website");
    columns[0].known[line] = 1; // one of three is no sign
    assert_int_equal(suggest_columns(products, NULL, columns, count, &arena, &suggestions), ERROR_NONE);
    assert_int_equal(suggestions[0].kind, SUGGEST_NOTHING);
    arena_free(&arena);
}

static void what_does_not_fit_is_not_suggested(void **state)
{
    (void)state;
    static const char *const lines[] = {"id|7|7", "joined|soon|later", "email|nobody|none", NULL};
    static const char *const expected[] = {"-", "-", "-"};
    struct arena arena;
    struct suggestion *suggestions;
    const struct resource *people = registry_find(tandem_registry(), TEXT("people"));
    arena_init(&arena, 16 << 20);
    size_t count = make_columns(lines, people, &arena);
    columns[0].is_unique = false;
    assert_int_equal(suggest_columns(people, NULL, columns, count, &arena, &suggestions), ERROR_NONE);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(named(people, &suggestions[i]), expected[i]);
    arena_free(&arena);
}

static void codes_are_known_by_other_words(void **state)
{
    (void)state;
    const struct resource *products = registry_find(tandem_registry(), TEXT("products"));
    const struct choice_list *stages = products->fields[resource_field(products, TEXT("stage"))].choices;
    assert_string_equal(suggest_code(stages, TEXT("Live")), "deliver");
    assert_string_equal(suggest_code(stages, TEXT("in progress")), "develop");
    assert_string_equal(suggest_code(stages, TEXT("End-of-life")), "retired");
    assert_string_equal(suggest_code(stages, TEXT("QUALIFY")), "qualify");
    assert_null(suggest_code(stages, TEXT("purple")));
    assert_null(suggest_code(stages, TEXT("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_a_catalogue),
        cmocka_unit_test(knows_a_staff_list),
        cmocka_unit_test(knows_its_own_headers_and_prefers_them),
        cmocka_unit_test(values_tell_where_headers_do_not),
        cmocka_unit_test(what_does_not_fit_is_not_suggested),
        cmocka_unit_test(codes_are_known_by_other_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
