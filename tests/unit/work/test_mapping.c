// SPDX-License-Identifier: Apache-2.0
// Mapping documents: what they say, what is wrong with them, and how they find their columns.
#include "unit.h"

#include "format/json_writer.h"
#include "work/mapping.h"
#include "work/resources.h"

struct state {
    struct arena arena;
    struct problem_list problems;
    struct mapping mapping;
};

static int set_up(void **state)
{
    static struct state fresh;
    memset(&fresh, 0, sizeof fresh);
    arena_init(&fresh.arena, 8 << 20);
    problem_list_init(&fresh.problems, &fresh.arena);
    *state = &fresh;
    return 0;
}

static int tear_down(void **state)
{
    struct state *own = *state;
    arena_free(&own->arena);
    return 0;
}

static enum error read(struct state *state, const char *resource, const char *document)
{
    problem_list_init(&state->problems, &state->arena);
    const struct resource *expected = resource ? registry_find(tandem_registry(), text_from(resource)) : NULL;
    return mapping_read(
        tandem_registry(), expected, text_from(document), &state->arena, &state->problems, &state->mapping);
}

// All problems, one a line.
static const char *problems_of(struct state *state)
{
    const char *all = "";
    for (const struct problem *problem = state->problems.first; problem; problem = problem->next)
        all = arena_print(
            &state->arena, "%s%s: %s\n", all, problem->field ? problem->field : "-", problem->message);
    return all;
}

static const struct mapping_value *field_value(const struct state *state, const char *name)
{
    int field = resource_field(state->mapping.resource, text_from(name));
    for (size_t i = 0; i < state->mapping.field_count; i++) {
        if (state->mapping.fields[i].field == field) return &state->mapping.fields[i].value;
    }
    fail_msg("%s is not mapped", name);
    return NULL;
}

static void reads_everything_a_mapping_can_say(void **own)
{
    struct state *state = *own;
    assert_int_equal(
        read(state, NULL,
            "{\"tandem_map\":1,\"resource\":\"products\",\"encoding\":\"windows-1252\",\"source\":\"devops\","
            "\"external_id\":[\"Area\",\"Key\"],\"key\":\"Our key\",\"match\":[\"name\"],"
            "\"fields\":{\"name\":\"Name\",\"line\":{\"column\":[\"Team\",\"Stage\"],"
            "\"match\":[\"external_id\",\"key\",\"name\"],\"missing\":\"keep\"},"
            "\"stage\":{\"column\":\"Maturity\",\"values\":{\"planned\":\"plan\",\"\":\"conceive\"},"
            "\"otherwise\":\"develop\"},\"website\":{\"value\":\"https://example.com\"}},"
            "\"assignments\":[{\"role\":\"product_manager\",\"person\":{\"column\":\"PM\",\"missing\":"
            "\"create\"},"
            "\"stand_in\":{\"column\":\"PM "
            "note\"},\"share\":{\"value\":100}}],\"ignore\":[\"Competitors\"]}"),
        ERROR_NONE);
    const struct mapping *mapping = &state->mapping;
    assert_string_equal(mapping->resource->name, "products");
    assert_int_equal(mapping->encoding, ENCODING_WINDOWS_1252);
    assert_text_equal(mapping->source.constant, "devops");
    assert_int_equal(mapping->external_id.column_count, 2);
    assert_text_equal(mapping->external_id.columns[1].name, "Key");
    assert_int_equal(mapping->match_count, 1);
    const struct mapping_value *line = field_value(state, "line");
    assert_int_equal(line->column_count, 2);
    assert_int_equal(line->match_count, 3);
    assert_int_equal(line->matches[2].kind, MATCH_FIELD);
    assert_int_equal(line->missing, MISSING_KEEP);
    const struct mapping_value *stage = field_value(state, "stage");
    assert_int_equal(stage->translation_count, 2);
    assert_text_equal(stage->translations[1].to, "conceive");
    assert_int_equal(stage->otherwise, OTHERWISE_VALUE);
    assert_text_equal(stage->otherwise_value, "develop");
    assert_true(field_value(state, "website")->is_constant);
    assert_int_equal(mapping->assignment_count, 1);
    assert_text_equal(mapping->assignments[0].role.constant, "product_manager");
    assert_int_equal(mapping->assignments[0].person.missing, MISSING_CREATE);
    assert_text_equal(mapping->assignments[0].details[DETAIL_SHARE].constant, "100");
    assert_false(mapping->assignments[0].details[DETAIL_FROM_ON].given);
    assert_text_equal(mapping->ignored[0], "Competitors");
}

static void references_are_found_in_the_usual_ways_unless_told(void **own)
{
    struct state *state = *own;
    assert_int_equal(
        read(state, "products", "{\"tandem_map\":1,\"fields\":{\"line\":\"Team\"}}"), ERROR_NONE);
    const struct mapping_value *line = field_value(state, "line");
    assert_int_equal(line->match_count, 3);
    assert_int_equal(line->matches[0].kind, MATCH_EXTERNAL_ID);
    assert_int_equal(line->matches[1].kind, MATCH_KEY);
    assert_text_equal(line->matches[2].field, "name");
    assert_int_equal(line->missing, MISSING_REJECT);
}

static void names_what_is_wrong_by_its_place(void **own)
{
    struct state *state = *own;
    static const struct {
        const char *resource, *document, *problem;
    } cases[] = {
        {"units", "7", "-: This has to be an object"},
        {"units", "{\"fields\":{}}", "-: The member \"tandem_map\": 1 is missing"},
        {"units", "{\"tandem_map\":1}", "-: The member \"fields\" is missing."},
        {NULL, "{\"tandem_map\":1,\"fields\":{}}", "-: The member \"resource\" is missing."},
        {"units", "{\"tandem_map\":1,\"resource\":\"lines\",\"fields\":{}}",
            "resource: This mapping is for lines"},
        {NULL, "{\"tandem_map\":1,\"resource\":\"unitz\",\"fields\":{}}", "did you mean \"units\"?"},
        {"units", "{\"tandem_map\":1,\"encoding\":\"ebcdic\",\"fields\":{}}",
            "encoding: \"ebcdic\" is no encoding"},
        {"units", "{\"tandem_map\":1,\"fields\":[]}", "fields: This has to be an object"},
        {"units", "{\"tandem_map\":1,\"fields\":{\"name\":[]}}", "fields.name: The list is empty."},
        {"units", "{\"tandem_map\":1,\"fields\":{\"name\":\"\"}}", "fields.name: A column's name is empty."},
        {"units", "{\"tandem_map\":1,\"fields\":{\"name\":{}}}",
            "fields.name: It needs either \"column\" or \"value\"."},
        {"units", "{\"tandem_map\":1,\"fields\":{\"name\":{\"column\":\"a\",\"match\":[\"key\"]}}}",
            "fields.name.match"},
        {"releases", "{\"tandem_map\":1,\"fields\":{\"product\":{\"column\":\"a\",\"missing\":\"ignore\"}}}",
            "fields.product.missing: The field is required"},
        {"map-entries", "{\"tandem_map\":1,\"fields\":{\"map\":{\"column\":\"a\",\"missing\":\"create\"}}}",
            ""},
        {"comments", "{\"tandem_map\":1,\"fields\":{\"record\":{\"column\":\"a\",\"missing\":\"create\"}}}",
            "fields.record.missing: Records cannot be created here"},
        {"assignments", "{\"tandem_map\":1,\"fields\":{\"scope\":{\"column\":\"a\",\"missing\":\"create\"}}}",
            "fields.scope.missing: Records cannot be created here"},
        {"releases",
            "{\"tandem_map\":1,\"fields\":{\"stage\":\"x\",\"lead\":{\"column\":\"a\",\"missing\":\"create\"}"
            "}}",
            "fields.stage: Releases have no such field"},
        {"people", "{\"tandem_map\":1,\"fields\":{},\"assignments\":[{\"role\":\"sales\",\"person\":\"x\"}]}",
            "assignments[0].person: This field is not known here."},
        {"releases", "{\"tandem_map\":1,\"fields\":{},\"assignments\":[]}", "assignments: Only units"},
        {"maps", "{\"tandem_map\":1,\"fields\":{\"status\":\"x\"}}",
            "fields.status: An import cannot set this field."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum error error = read(state, cases[i].resource, cases[i].document);
        bool is_right = *cases[i].problem == '\0';
        assert_int_equal(error, is_right ? ERROR_NONE : ERROR_INVALID);
        if (!strstr(problems_of(state), cases[i].problem))
            fail_msg("%s: %s", cases[i].document, problems_of(state));
    }
    assert_int_equal(read(state, "units", "{\"tandem_map\":1,"), ERROR_SYNTAX);
}

static void finds_its_columns(void **own)
{
    struct state *state = *own;
    const struct text columns[] = {
        TEXT("Code"), TEXT("NAME"), TEXT("Labels"), TEXT("Labels#2"), TEXT("Rest")};
    bool *unused;
    assert_int_equal(
        read(state, "units",
            "{\"tandem_map\":1,\"source\":\"s\",\"external_id\":\"Code\",\"fields\":{\"name\":\"Name\","
            "\"description\":\"Labels#2\"},\"ignore\":[\"Labels\"]}"),
        ERROR_NONE);
    assert_int_equal(
        mapping_bind(&state->mapping, columns, 5, &state->arena, &state->problems, &unused), ERROR_NONE);
    assert_int_equal(field_value(state, "name")->columns[0].at, 1);
    assert_int_equal(field_value(state, "description")->columns[0].at, 3);
    const bool expected[] = {false, false, false, false, true};
    assert_memory_equal(unused, expected, sizeof expected);
    assert_int_equal(read(state, "units", "{\"tandem_map\":1,\"fields\":{\"name\":\"Nam\"}}"), ERROR_NONE);
    assert_int_equal(
        mapping_bind(&state->mapping, columns, 5, &state->arena, &state->problems, &unused), ERROR_INVALID);
    assert_non_null(strstr(problems_of(state), "no column \"Nam\"; did you mean \"NAME\"?"));
}

static void exported_headers_need_no_mapping(void **own)
{
    struct state *state = *own;
    const struct text columns[] = {TEXT("key"), TEXT("source"), TEXT("external_id"), TEXT("Name"),
        TEXT("Product line"), TEXT("horizon"), TEXT("created_at")};
    const struct resource *products = registry_find(tandem_registry(), TEXT("products"));
    bool *unused;
    assert_int_equal(
        mapping_guess(products, false, columns, 7, &state->arena, &state->problems, &state->mapping),
        ERROR_NONE);
    assert_int_equal(
        mapping_bind(&state->mapping, columns, 7, &state->arena, &state->problems, &unused), ERROR_NONE);
    assert_true(state->mapping.key.given && state->mapping.source.given && state->mapping.external_id.given);
    assert_int_equal(state->mapping.field_count, 2);
    assert_int_equal(field_value(state, "line")->columns[0].at, 4);
    for (size_t i = 0; i < 7; i++)
        assert_false(unused[i]);
    const struct text others[] = {TEXT("Colour")};
    assert_int_equal(
        mapping_guess(products, false, others, 1, &state->arena, &state->problems, &state->mapping),
        ERROR_INVALID);
    const struct resource *maps = registry_find(tandem_registry(), TEXT("maps"));
    const struct text status[] = {TEXT("name"), TEXT("status")};
    assert_int_equal(
        mapping_guess(maps, false, status, 2, &state->arena, &state->problems, &state->mapping), ERROR_NONE);
    assert_int_equal(state->mapping.field_count, 1);
    assert_int_equal(
        mapping_guess(maps, true, status, 2, &state->arena, &state->problems, &state->mapping), ERROR_NONE);
    assert_int_equal(state->mapping.field_count, 2);
}

static void is_written_as_it_is_read(void **own)
{
    struct state *state = *own;
    static const char document[] =
        "{\"tandem_map\":1,\"resource\":\"lines\",\"source\":{\"column\":\"From\"},\"external_id\":\"Code\","
        "\"key\":\"Key\","
        "\"match\":[\"key\",\"name\"],\"fields\":{\"name\":\"Name\",\"unit\":{\"column\":[\"A\",\"B\"],"
        "\"match\":[\"external_id\",\"name\"],\"missing\":\"create\"},\"key_prefix\":{\"value\":\"FLOW\"}},"
        "\"assignments\":[{\"role\":{\"column\":\"Role\",\"values\":{\"pm\":\"product_manager\"},"
        "\"otherwise\":\"reject\"},"
        "\"person\":{\"column\":\"Who\",\"match\":[\"email\"]},\"share\":{\"value\":\"50\"}}],\"ignore\":["
        "\"Rest\"]}";
    struct buffer output;
    struct json_writer writer;
    assert_int_equal(read(state, NULL, document), ERROR_NONE);
    buffer_init(&output, 1 << 16);
    json_writer_init(&writer, &output);
    mapping_print(&state->mapping, &writer);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_text_equal(buffer_view(&output), document);
    buffer_free(&output);
}

static enum error read_under_torture(void *context)
{
    struct arena arena;
    struct problem_list problems;
    struct mapping mapping;
    arena_init(&arena, 8 << 20);
    problem_list_init(&problems, &arena);
    enum error error = mapping_read(tandem_registry(), NULL, text_from(context), &arena, &problems, &mapping);
    arena_free(&arena);
    return error;
}

static void survives_every_allocation_that_fails(void **own)
{
    (void)own;
    char document[] =
        "{\"tandem_map\":1,\"resource\":\"products\",\"source\":\"s\",\"external_id\":\"Key\",\"fields\":{"
        "\"name\":\"Name\",\"stage\":{\"column\":\"M\",\"values\":{\"a\":\"plan\"}}},\"ignore\":[\"C\"]}";
    assert_true(torture(read_under_torture, document) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_everything_a_mapping_can_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            references_are_found_in_the_usual_ways_unless_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_what_is_wrong_by_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_its_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exported_headers_need_no_mapping, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_written_as_it_is_read, set_up, tear_down),
        cmocka_unit_test(survives_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
