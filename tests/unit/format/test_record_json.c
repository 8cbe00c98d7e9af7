// SPDX-License-Identifier: Apache-2.0
// Records as JSON: the shape of each type, and what is refused on the way back.
#include "unit.h"

#include "format/record_json.h"

enum kettle_field {
    KETTLE_NAME,
    KETTLE_STAGE,
    KETTLE_PARTS,
    KETTLE_PRICE,
    KETTLE_WEIGHT,
    KETTLE_ON_SALE,
    KETTLE_FROM_ON,
    KETTLE_SEEN_AT,
    KETTLE_MAKER,
    KETTLE_PARAMETERS,
    KETTLE_HORIZON,
    KETTLE_STATUS,
    KETTLE_CODE,
    KETTLE_FIELD_COUNT
};

static const struct choice stages[] = {{"plan", "Plan"}, {"launch", "Launch"}};
static const struct choice_list stage_list = {"stage", stages, 2};
static const struct choice parts[] = {{"lid", "Lid"}, {"handle", "Handle"}, {"spout", "Spout"}};
static const struct choice_list part_list = {"part", parts, 3};

static const struct field fields[] = {
    [KETTLE_NAME] = {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    [KETTLE_STAGE] = {.name = "stage", .type = FIELD_CHOICE, .choices = &stage_list},
    [KETTLE_PARTS] = {.name = "parts", .type = FIELD_CHOICES, .choices = &part_list},
    [KETTLE_PRICE] = {.name = "price", .type = FIELD_DECIMAL, .scale = 2},
    [KETTLE_WEIGHT] = {.name = "weight", .type = FIELD_INTEGER},
    [KETTLE_ON_SALE] = {.name = "on_sale", .type = FIELD_BOOLEAN},
    [KETTLE_FROM_ON] = {.name = "from_on", .type = FIELD_DATE},
    [KETTLE_SEEN_AT] = {.name = "seen_at", .type = FIELD_INSTANT},
    [KETTLE_MAKER] = {.name = "maker", .type = FIELD_REFERENCE},
    [KETTLE_PARAMETERS] = {.name = "parameters", .type = FIELD_JSON},
    [KETTLE_HORIZON] = {.name = "horizon",
        .type = FIELD_CHOICE,
        .choices = &stage_list,
        .flags = FIELD_COMPUTED},
    [KETTLE_STATUS] = {.name = "status",
        .type = FIELD_CHOICE,
        .choices = &stage_list,
        .flags = FIELD_CREATE_ONLY_ACTION},
    [KETTLE_CODE] = {.name = "code", .type = FIELD_TEXT, .flags = FIELD_FIXED},
};
static const struct field boil_fields[] = {{.name = "degrees", .type = FIELD_INTEGER}};
static const struct action boil = {.name = "boil", .input_fields = boil_fields, .input_count = 1};
static const struct resource kettles = {
    .name = "kettles", .singular = "kettle", .fields = fields, .field_count = KETTLE_FIELD_COUNT};

struct fixture {
    struct arena arena;
    struct problem_list problems;
    struct json_document document;
    struct buffer buffer;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    arena_init(&fixture->arena, 1 << 20);
    buffer_init(&fixture->buffer, 1 << 16);
    problem_list_init(&fixture->problems, &fixture->arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    json_document_free(&fixture->document);
    arena_free(&fixture->arena);
    buffer_free(&fixture->buffer);
    free(fixture);
    return 0;
}

static enum error read(
    struct fixture *fixture, const char *json, bool is_creation, struct record_input **input)
{
    json_document_free(&fixture->document);
    problem_list_init(&fixture->problems, &fixture->arena);
    assert_int_equal(
        json_document_parse(&fixture->document, text_from(json), &fixture->problems), ERROR_NONE);
    struct json_value root = json_document_root(&fixture->document);
    return record_json_read(&root, &kettles, is_creation, &fixture->arena, &fixture->problems, input);
}

static struct record *sample(struct fixture *fixture)
{
    struct record *record = record_new(&kettles, &fixture->arena);
    assert_non_null(record);
    record->key = TEXT("KET-1");
    record->created_by = record->changed_by = TEXT("USER-1");
    record->version = 3;
    record->changed_at = 1500;
    record_set(record, KETTLE_NAME, value_string("Kettle \"One\""));
    record_set(record, KETTLE_PARTS, value_string("lid,spout"));
    record_set(record, KETTLE_PRICE, value_integer(3750));
    record_set(record, KETTLE_ON_SALE, value_boolean(false));
    record_set(record, KETTLE_SEEN_AT, value_integer(1));
    record_set(record, KETTLE_PARAMETERS, value_string("{\"a\":[1]}"));
    return record;
}

static void writes_each_type_in_its_shape(void **state)
{
    struct fixture *fixture = *state;
    struct json_writer writer;
    json_writer_init(&writer, &fixture->buffer);
    record_json_write(sample(fixture), NULL, &writer);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_text_equal(buffer_view(&fixture->buffer),
        "{\"key\":\"KET-1\",\"source\":null,\"external_id\":null,\"name\":\"Kettle "
        "\\\"One\\\"\",\"stage\":null,"
        "\"parts\":[\"lid\",\"spout\"],\"price\":\"37.50\",\"weight\":null,\"on_sale\":false,\"from_on\":"
        "null,"
        "\"seen_at\":\"1970-01-01T00:00:00.001Z\",\"maker\":null,\"parameters\":{\"a\":[1]},\"horizon\":null,"
        "\"status\":null,\"code\":null,\"created_at\":\"1970-01-01T00:00:00.000Z\",\"created_by\":\"USER-1\","
        "\"changed_at\":\"1970-01-01T00:00:01.500Z\",\"changed_by\":\"USER-1\",\"version\":3}");
}

static void writes_only_the_fields_asked_for(void **state)
{
    struct fixture *fixture = *state;
    struct json_writer writer;
    json_writer_init(&writer, &fixture->buffer);
    bool system[SYSTEM_FIELD_COUNT] = {[SYSTEM_KEY] = true};
    bool wanted[KETTLE_FIELD_COUNT] = {[KETTLE_PRICE] = true, [KETTLE_STAGE] = true};
    record_json_write(sample(fixture), &(struct record_json_fields){system, wanted}, &writer);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_text_equal(
        buffer_view(&fixture->buffer), "{\"key\":\"KET-1\",\"stage\":null,\"price\":\"37.50\"}");
}

static void an_empty_set_of_choices_is_an_empty_array(void **state)
{
    struct fixture *fixture = *state;
    struct json_writer writer;
    json_writer_init(&writer, &fixture->buffer);
    record_json_write_value(&fields[KETTLE_PARTS], value_null(), &writer);
    assert_text_equal(buffer_view(&fixture->buffer), "[]");
}

static void reads_each_type(void **state)
{
    struct fixture *fixture = *state;
    struct record_input *input = NULL;
    assert_int_equal(
        read(fixture,
            "{\"name\":\"K\",\"stage\":\"plan\",\"parts\":[\"spout\",\"lid\",\"spout\"],\"price\":\"37.5\","
            "\"weight\":7,\"on_sale\":true,\"from_on\":\"2026-11-22\",\"seen_at\":\"1970-01-01T00:00:00."
            "001Z\","
            "\"maker\":null,\"parameters\":{\"b\":null},\"code\":\"x\",\"source\":\"erp\",\"external_id\":"
            "\"7\"}",
            true, &input),
        ERROR_NONE);
    assert_text_equal(input->values[KETTLE_NAME].text, "K");
    assert_text_equal(input->values[KETTLE_PARTS].text, "lid,spout");
    assert_int_equal(input->values[KETTLE_PRICE].integer, 3750);
    assert_int_equal(input->values[KETTLE_WEIGHT].integer, 7);
    assert_true(input->values[KETTLE_ON_SALE].boolean);
    assert_int_equal(input->values[KETTLE_SEEN_AT].integer, 1);
    assert_int_equal(input->values[KETTLE_MAKER].kind, VALUE_NULL);
    assert_true(input->given[KETTLE_MAKER]);
    assert_false(input->given[KETTLE_HORIZON]);
    assert_text_equal(input->values[KETTLE_PARAMETERS].text, "{\"b\":null}");
    assert_text_equal(input->source, "erp");
    assert_text_equal(input->external_id, "7");
}

static void a_whole_number_is_a_decimal_but_a_rounded_one_is_not(void **state)
{
    struct fixture *fixture = *state;
    struct record_input *input = NULL;
    assert_int_equal(read(fixture, "{\"price\":37}", true, &input), ERROR_NONE);
    assert_int_equal(input->values[KETTLE_PRICE].integer, 3700);
    assert_int_equal(read(fixture, "{\"price\":37.5}", true, &input), ERROR_INVALID);
    assert_string_equal(fixture->problems.first->field, "price");
}

static void names_every_member_that_is_wrong(void **state)
{
    struct fixture *fixture = *state;
    struct record_input *input = NULL;
    static const char json[] = "{\"nam\":1,\"name\":5,\"parts\":[\"lid\",\"cup\"],\"horizon\":\"plan\","
                               "\"status\":\"plan\",\"version\":4,\"on_sale\":\"yes\"}";
    assert_int_equal(read(fixture, json, false, &input), ERROR_INVALID);
    static const char *const wrong[] = {"nam", "name", "parts[1]", "horizon", "status", "version", "on_sale"};
    const struct problem *problem = fixture->problems.first;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_non_null(problem);
        assert_string_equal(problem->field, wrong[i]);
        problem = problem->next;
    }
    assert_null(problem);
    assert_non_null(strstr(fixture->problems.first->message, "\"name\""));
}

static void a_fixed_field_can_only_be_given_on_creation(void **state)
{
    struct fixture *fixture = *state;
    struct record_input *input = NULL;
    assert_int_equal(read(fixture, "{\"code\":\"x\"}", true, &input), ERROR_NONE);
    assert_int_equal(read(fixture, "{\"code\":\"x\"}", false, &input), ERROR_INVALID);
}

static void only_an_object_is_a_record(void **state)
{
    struct fixture *fixture = *state;
    struct record_input *input = NULL;
    assert_int_equal(read(fixture, "[]", true, &input), ERROR_INVALID);
    assert_int_equal(read(fixture, "null", true, &input), ERROR_INVALID);
}

static void reads_the_input_of_an_action(void **state)
{
    struct fixture *fixture = *state;
    struct value *values = NULL;
    assert_int_equal(json_document_parse(&fixture->document, TEXT("{\"degrees\":96}"), NULL), ERROR_NONE);
    struct json_value root = json_document_root(&fixture->document);
    assert_int_equal(
        record_json_read_action(&root, &boil, &fixture->arena, &fixture->problems, &values), ERROR_NONE);
    assert_int_equal(values[0].integer, 96);
    json_document_free(&fixture->document);
    assert_int_equal(json_document_parse(&fixture->document, TEXT("{\"degree\":96}"), NULL), ERROR_NONE);
    root = json_document_root(&fixture->document);
    assert_int_equal(
        record_json_read_action(&root, &boil, &fixture->arena, &fixture->problems, &values), ERROR_INVALID);
    assert_string_equal(fixture->problems.first->field, "degree");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_each_type_in_its_shape, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_only_the_fields_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_set_of_choices_is_an_empty_array, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_each_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_whole_number_is_a_decimal_but_a_rounded_one_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_every_member_that_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fixed_field_can_only_be_given_on_creation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_an_object_is_a_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_the_input_of_an_action, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
