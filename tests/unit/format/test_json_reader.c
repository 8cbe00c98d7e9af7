// SPDX-License-Identifier: Apache-2.0
// JSON input: what is refused and where, typed reading with paths, round trips, and memory that runs out.
#include "base/random.h"
#include "format/json_reader.h"
#include "unit.h"

static struct arena arena;
static struct problem_list problems;
static struct json_document document;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, (size_t)16 << 20);
    problem_list_init(&problems, &arena);
    document = (struct json_document){NULL};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_document_free(&document);
    arena_free(&arena);
    return allocation_count() == 0 ? 0 : -1;
}

static struct json_value parse(const char *json)
{
    if (json_document_parse(&document, text_from(json), &problems))
        fail_msg("%s is refused: %s", json, problems.first ? problems.first->message : "?");
    return json_document_root(&document);
}

static void values_of_every_kind_are_found_by_name_and_index(void **state)
{
    (void)state;
    struct json_value root =
        parse("{\"text\":\"a\\u00e9\",\"integer\":-5,\"real\":2.5,\"yes\":true,\"no\":false,"
              "\"null\":null,\"array\":[1,[2]],\"object\":{\"a\":1}}");
    struct json_value text = json_value_member(&root, "text"), integer = json_value_member(&root, "integer"),
                      real = json_value_member(&root, "real"), no = json_value_member(&root, "no"),
                      null = json_value_member(&root, "null"), array = json_value_member(&root, "array"),
                      missing = json_value_member(&root, "missing"),
                      nothing = json_value_member(&missing, "deeper");
    struct text text_value;
    int64_t integer_value;
    double real_value;
    bool boolean_value = true;
    assert_true(json_value_read_text(&text, &problems, &text_value));
    assert_text_equal(text_value, "a\xC3\xA9");
    assert_true(json_value_read_integer(&integer, -10, 10, &problems, &integer_value));
    assert_int_equal(integer_value, -5);
    assert_true(json_value_read_real(&real, &problems, &real_value));
    assert_true(real_value > 2.4 && real_value < 2.6);
    assert_true(json_value_read_real(&integer, &problems, &real_value));
    assert_true(json_value_read_boolean(&no, &problems, &boolean_value));
    assert_false(boolean_value);
    assert_false(json_value_is_present(&null));
    assert_false(json_value_is_present(&missing));
    assert_false(json_value_is_present(&nothing));
    assert_true(json_value_is_present(&no));
    assert_int_equal(json_value_kind(&null), JSON_KIND_NULL);
    assert_int_equal(json_value_kind(&nothing), JSON_KIND_MISSING);
    assert_int_equal(json_value_count(&array), 2);
    assert_int_equal(json_value_count(&root), 8);
    assert_int_equal(json_value_count(&text), 0);
    struct json_value inner = json_value_item(&array, 1), two = json_value_item(&inner, 0),
                      beyond = json_value_item(&array, 2);
    assert_true(json_value_read_integer(&two, 0, 10, &problems, &integer_value));
    assert_int_equal(json_value_kind(&beyond), JSON_KIND_MISSING);
    assert_string_equal(json_value_path(&two, &arena), "array[1][0]");
    assert_string_equal(json_value_path(&nothing, &arena), "missing.deeper");
    assert_string_equal(json_value_path(&root, &arena), "");
    assert_int_equal(problems.count, 0);
}

static void members_come_in_their_order(void **state)
{
    (void)state;
    struct json_value root = parse("{\"z\":1,\"a\":2,\"m\":3}"), member;
    const char *const names[] = {"z", "a", "m"};
    size_t count = 0;
    for (void *iterator = NULL; json_value_next(&root, &iterator, &member); count++)
        assert_string_equal(member.name, names[count]);
    assert_int_equal(count, 3);
    struct json_value first = json_value_member(&root, "z");
    void *iterator = NULL;
    assert_false(json_value_next(&first, &iterator, &member));
}

static void wrong_kinds_are_problems_with_a_path(void **state)
{
    (void)state;
    struct json_value root = parse("{\"fields\":{\"line\":{\"match\":[\"key\",5]}}}");
    struct json_value fields = json_value_member(&root, "fields"), line = json_value_member(&fields, "line"),
                      match = json_value_member(&line, "match"), five = json_value_item(&match, 1),
                      missing = json_value_member(&line, "missing");
    struct text text;
    int64_t integer;
    bool boolean;
    double real;
    assert_false(json_value_read_text(&five, &problems, &text));
    assert_string_equal(problems.last->field, "fields.line.match[1]");
    assert_string_equal(problems.last->message, "This has to be a text, not an integer.");
    assert_false(json_value_read_boolean(&missing, &problems, &boolean));
    assert_string_equal(problems.last->field, "fields.line.missing");
    assert_string_equal(problems.last->message, "This is missing; it has to be true or false.");
    assert_false(json_value_read_integer(&five, 6, 9, &problems, &integer));
    assert_string_equal(problems.last->message, "This has to be between 6 and 9.");
    assert_false(json_value_read_integer(&match, 0, 9, &problems, &integer));
    assert_string_equal(problems.last->message, "This has to be an integer, not an array.");
    assert_false(json_value_read_real(&match, &problems, &real));
    assert_false(json_value_expect(&root, JSON_KIND_ARRAY, &problems));
    assert_null(problems.last->field);
    assert_int_equal(problems.count, 6);
    assert_false(json_value_expect(&root, JSON_KIND_ARRAY, NULL));
}

static void integers_may_come_as_whole_reals_or_digits(void **state)
{
    (void)state;
    struct json_value root =
        parse("[5.0, \"9007199254740993\", 5.5, \"5.0\", 1e300, 9223372036854775807, \"x\", -0.0]");
    static const struct {
        bool is_accepted;
        int64_t value;
    } expected[] = {{true, 5}, {true, INT64_C(9007199254740993)}, {false, 0}, {false, 0}, {false, 0},
        {true, INT64_MAX}, {false, 0}, {true, 0}};
    for (size_t i = 0; i < 8; i++) {
        struct json_value item = json_value_item(&root, i);
        int64_t value = 0;
        assert_int_equal(
            json_value_read_integer(&item, INT64_MIN, INT64_MAX, &problems, &value), expected[i].is_accepted);
        assert_true(value == expected[i].value);
    }
    assert_string_equal(problems.first->message, "This has to be an integer.");
}

static void unknown_members_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {"name", "stage", NULL};
    struct json_value root = parse("{\"name\":1,\"stge\":2,\"stage\":3,\"lin\":4}");
    assert_false(json_value_expect_members(&root, names, &problems));
    assert_int_equal(problems.count, 2);
    assert_string_equal(problems.first->field, "stge");
    assert_string_equal(problems.last->field, "lin");
}

static void malformed_documents_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        struct text json;
        long line;
    } cases[] = {{TEXT_CONSTANT(""), 1}, {TEXT_CONSTANT("{\n\"a\":1,\n}"), 3},
        {TEXT_CONSTANT("{\"a\":1,\"a\":2}"), 1}, {TEXT_CONSTANT("[1,]"), 1}, {TEXT_CONSTANT("{} x"), 1},
        {TEXT_CONSTANT("\"open"), 1}, {TEXT_CONSTANT("[1"), 1}, {TEXT_CONSTANT("{\"a\"}"), 1},
        {TEXT_CONSTANT("nul"), 1}, {TEXT_CONSTANT("[\n\n01]"), 3}, {TEXT_CONSTANT("\"\\u0000\""), 1},
        {TEXT_CONSTANT("\"\xE9\""), 1}, {TEXT_CONSTANT("\"\\ud800\""), 1}, {TEXT_CONSTANT("[1]\0"), 1},
        {TEXT_CONSTANT("9223372036854775808"), 1}, {TEXT_CONSTANT("1e999"), 1}, {TEXT_CONSTANT("NaN"), 1},
        {TEXT_CONSTANT("'a'"), 1}, {TEXT_CONSTANT("\"a\nb\""), 1}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        problem_list_init(&problems, &arena);
        enum error error = json_document_parse(&document, cases[i].json, &problems);
        if (error != ERROR_SYNTAX || problems.count != 1 || problems.first->line != cases[i].line)
            fail_msg("%s: %s, line %ld", cases[i].json.data, error_name(error),
                problems.first ? problems.first->line : 0);
        assert_null(document.root);
    }
    assert_int_equal(json_document_parse(&document, (struct text){NULL, 0}, NULL), ERROR_SYNTAX);
}

static void what_is_quoted_from_a_malformed_document_is_printable(void **state)
{
    (void)state;
    assert_int_equal(json_document_parse(&document, TEXT("[\"caf\xE9 \x01\"]"), &problems), ERROR_SYNTAX);
    assert_int_equal(
        json_document_parse(&document, TEXT("{\"a\x7f\":\xC3\xA9\xC3}"), &problems), ERROR_SYNTAX);
    for (const struct problem *problem = problems.first; problem; problem = problem->next) {
        assert_true(text_is_utf8(text_from(problem->message)));
        for (const char *c = problem->message; *c; c++)
            assert_true((unsigned char)*c >= ' ' && *c != 0x7F);
    }
    assert_int_equal(problems.count, 2);
}

static void a_byte_order_mark_is_skipped(void **state)
{
    (void)state;
    struct json_value root = parse("\xEF\xBB\xBF[1]");
    assert_int_equal(json_value_count(&root), 1);
}

static void depth_and_number_of_values_are_limited(void **state)
{
    (void)state;
    char deep[2 * JSON_DEPTH_MAXIMUM + 3];
    memset(deep, '[', JSON_DEPTH_MAXIMUM);
    memset(deep + JSON_DEPTH_MAXIMUM, ']', JSON_DEPTH_MAXIMUM);
    assert_int_equal(
        json_document_parse(&document, (struct text){deep, 2 * (size_t)JSON_DEPTH_MAXIMUM}, &problems),
        ERROR_NONE);
    json_document_free(&document);
    memset(deep, '[', JSON_DEPTH_MAXIMUM + 1);
    memset(deep + JSON_DEPTH_MAXIMUM + 1, ']', JSON_DEPTH_MAXIMUM + 1);
    assert_int_equal(
        json_document_parse(&document, (struct text){deep, 2 * (size_t)JSON_DEPTH_MAXIMUM + 2}, &problems),
        ERROR_LIMIT);
    assert_int_equal(problems.count, 1);
    assert_int_equal(
        json_document_parse(&document, (struct text){deep, JSON_SIZE_MAXIMUM + 1}, &problems), ERROR_LIMIT);
    struct buffer many;
    buffer_init(&many, (size_t)8 << 20);
    buffer_string(&many, "[0");
    for (int i = 0; i < JSON_VALUES_MAXIMUM; i++)
        buffer_string(&many, ",0");
    buffer_string(&many, "]");
    assert_int_equal(json_document_parse(&document, buffer_view(&many), &problems), ERROR_LIMIT);
    buffer_free(&many);
    // Brackets and commas inside strings are no structure.
    parse("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[\"");
}

// Writes some value of a random shape.
static void write_random(struct random_stream *stream, struct json_writer *writer, int depth)
{
    char text[48];
    size_t length = 0;
    uint64_t shape = random_stream_below(stream, depth < 6 ? 8 : 6);
    switch (shape) {
    case 0: json_write_null(writer); break;
    case 1: json_write_boolean(writer, random_stream_below(stream, 2)); break;
    case 2:
        json_write_integer(writer, (int64_t)(random_stream_next(stream) >> random_stream_below(stream, 64)));
        break;
    case 3: json_write_real(writer, random_stream_real(stream) + 0.125); break;
    case 4:
    case 5:
        for (; length < random_stream_below(stream, 24); length++)
            text[length] = (char)(1 + random_stream_below(stream, 127));
        json_write_text(writer, (struct text){text, length});
        break;
    case 6:
        json_write_array_begin(writer);
        for (uint64_t i = random_stream_below(stream, 5); i > 0; i--)
            write_random(stream, writer, depth + 1);
        json_write_array_end(writer);
        break;
    default:
        json_write_object_begin(writer);
        for (uint64_t i = random_stream_below(stream, 5); i > 0; i--) {
            snprintf(text, sizeof(text), "member \"%llu\"\n", (unsigned long long)i);
            json_write_key(writer, text);
            write_random(stream, writer, depth + 1);
        }
        json_write_object_end(writer);
    }
}

static void what_is_written_reads_back_and_writes_the_same(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 13);
    for (int i = 0; i < 3000; i++) {
        struct buffer first, second;
        struct json_writer writer;
        buffer_init(&first, 1 << 20);
        buffer_init(&second, 1 << 20);
        json_writer_init(&writer, &first);
        write_random(&stream, &writer, 0);
        assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
        assert_int_equal(json_document_parse(&document, buffer_view(&first), &problems), ERROR_NONE);
        struct json_value root = json_document_root(&document);
        json_writer_init(&writer, &second);
        json_value_write(&root, &writer);
        assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
        assert_true(text_equal(buffer_view(&first), buffer_view(&second)));
        json_document_free(&document);
        buffer_free(&first);
        buffer_free(&second);
    }
}

static enum error parse_and_write(void *context)
{
    struct json_document parsed;
    struct arena place;
    struct problem_list list;
    struct buffer buffer;
    struct json_writer writer;
    arena_init(&place, 1 << 20);
    problem_list_init(&list, &place);
    buffer_init(&buffer, 1 << 20);
    json_writer_init(&writer, &buffer);
    enum error error = json_document_parse(&parsed, text_from(context), &list);
    struct json_value root = json_document_root(&parsed);
    if (!error) {
        json_value_write(&root, &writer);
        error = json_writer_finish(&writer);
    }
    json_document_free(&parsed);
    buffer_free(&buffer);
    arena_free(&place);
    return error;
}

static void parsing_survives_every_allocation_failing(void **state)
{
    (void)state;
    char json[] =
        "{\"fields\":{\"name\":\"Name\",\"line\":{\"column\":[\"Team\",\"Stage\",\"a\\u00e9b\"],\"x\":1.5}},"
        "\"many\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,true,null,-3,\"\"],"
        "\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10}";
    assert_true(torture(parse_and_write, json) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_of_every_kind_are_found_by_name_and_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(members_come_in_their_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_kinds_are_problems_with_a_path, set_up, tear_down),
        cmocka_unit_test_setup_teardown(integers_may_come_as_whole_reals_or_digits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unknown_members_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(malformed_documents_are_refused_with_their_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_quoted_from_a_malformed_document_is_printable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_is_skipped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(depth_and_number_of_values_are_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_written_reads_back_and_writes_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parsing_survives_every_allocation_failing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
