// SPDX-License-Identifier: Apache-2.0
// JSON output: commas, escapes, numbers, and calls in the wrong order.
#include "base/random.h"
#include "format/json_writer.h"
#include "unit.h"

#include <math.h>

// A writer over a fresh buffer; `finish` checks the error and the output, and frees it.
static struct buffer buffer;
static struct json_writer writer;

static void begin(void)
{
    buffer_init(&buffer, 1 << 20);
    json_writer_init(&writer, &buffer);
}

static void finish(enum error error, const char *expected)
{
    assert_string_equal(error_name(json_writer_finish(&writer)), error_name(error));
    if (expected) assert_text_equal(buffer_view(&buffer), expected);
    buffer_free(&buffer);
}

static void commas_stand_between_items_at_every_level(void **state)
{
    (void)state;
    begin();
    json_write_object_begin(&writer);
    json_write_key(&writer, "items");
    json_write_array_begin(&writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "key");
    json_write_string(&writer, "PROD-1");
    json_write_key(&writer, "share");
    json_write_integer(&writer, 50);
    json_write_object_end(&writer);
    json_write_object_begin(&writer);
    json_write_object_end(&writer);
    json_write_array_begin(&writer);
    json_write_array_end(&writer);
    json_write_raw(&writer, TEXT("[1]"));
    json_write_array_end(&writer);
    json_write_key_text(&writer, TEXT("next"));
    json_write_null(&writer);
    json_write_key(&writer, "yes");
    json_write_boolean(&writer, true);
    json_write_key(&writer, "no");
    json_write_boolean(&writer, false);
    json_write_object_end(&writer);
    finish(ERROR_NONE,
        "{\"items\":[{\"key\":\"PROD-1\",\"share\":50},{},[],[1]],\"next\":null,\"yes\":true,\"no\":false}");
}

static void strings_are_escaped(void **state)
{
    (void)state;
    static const struct {
        struct text text;
        const char *json;
    } cases[] = {
        {TEXT_CONSTANT(""), "\"\""},
        {TEXT_CONSTANT("plain"), "\"plain\""},
        {TEXT_CONSTANT("\"\\/"), "\"\\\"\\\\/\""},
        {TEXT_CONSTANT("\n\r\t\b\x1f\0."), "\"\\n\\r\\t\\u0008\\u001f\\u0000.\""},
        {TEXT_CONSTANT("\x7f\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"),
            "\"\x7f\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {TEXT_CONSTANT("\xE9"), "\"\xEF\xBF\xBD\""},
        {TEXT_CONSTANT("a\xE2\x82z\"\xFF\xC3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\\\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        begin();
        json_write_text(&writer, cases[i].text);
        finish(ERROR_NONE, cases[i].json);
    }
    begin();
    json_write_string(&writer, NULL);
    finish(ERROR_NONE, "null");
    begin();
    json_write_object_begin(&writer);
    json_write_key(&writer, "a\"b");
    json_write_null(&writer);
    json_write_object_end(&writer);
    finish(ERROR_NONE, "{\"a\\\"b\":null}");
}

static void integers_a_browser_cannot_hold_are_strings(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *json;
    } cases[] = {{0, "0"}, {-7, "-7"}, {INT64_C(9007199254740992), "9007199254740992"},
        {INT64_C(9007199254740993), "\"9007199254740993\""},
        {INT64_C(-9007199254740992), "-9007199254740992"},
        {INT64_C(-9007199254740993), "\"-9007199254740993\""}, {INT64_MIN, "\"-9223372036854775808\""}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        begin();
        json_write_integer(&writer, cases[i].value);
        finish(ERROR_NONE, cases[i].json);
    }
}

static void reals_are_short_and_read_back(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *json;
    } cases[] = {{0.1, "0.1"}, {-2.5, "-2.5"}, {1e22, "1e+22"}, {1.0 / 3, "0.3333333333333333"}, {3, "3"},
        {-0.0, "-0.0"}, {0.0, "0"}, {9313486281623152.0, "9313486281623152.0"},
        {5e-324, "4.94065645841247e-324"}, {(double)NAN, "null"}, {(double)INFINITY, "null"},
        {-(double)INFINITY, "null"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        begin();
        json_write_real(&writer, cases[i].value);
        finish(ERROR_NONE, cases[i].json);
    }
    struct random_stream stream;
    random_stream_init(&stream, 11);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_stream_next(&stream);
        double value, again;
        memcpy(&value, &bits, sizeof(value));
        if (!isfinite(value)) continue;
        begin();
        json_write_real(&writer, value);
        again = strtod(buffer.data, NULL);
        assert_memory_equal(&again, &value, sizeof(value));
        finish(ERROR_NONE, NULL);
    }
}

static void calls_in_the_wrong_order_are_errors_of_ours(void **state)
{
    (void)state;
    begin();
    finish(ERROR_INTERNAL, NULL); // nothing written
    begin();
    json_write_null(&writer);
    json_write_null(&writer);
    finish(ERROR_INTERNAL, NULL); // two values
    begin();
    json_write_object_begin(&writer);
    json_write_null(&writer);
    finish(ERROR_INTERNAL, NULL); // a value without key
    begin();
    json_write_array_begin(&writer);
    json_write_key(&writer, "a");
    finish(ERROR_INTERNAL, NULL); // a key in an array
    begin();
    json_write_object_begin(&writer);
    json_write_key(&writer, "a");
    json_write_key(&writer, "b");
    finish(ERROR_INTERNAL, NULL); // two keys
    begin();
    json_write_object_begin(&writer);
    json_write_key(&writer, "a");
    json_write_object_end(&writer);
    finish(ERROR_INTERNAL, NULL); // a key without value
    begin();
    json_write_array_begin(&writer);
    json_write_object_end(&writer);
    finish(ERROR_INTERNAL, NULL); // the wrong end
    begin();
    json_write_array_end(&writer);
    finish(ERROR_INTERNAL, NULL); // an end without begin
    begin();
    json_write_array_begin(&writer);
    finish(ERROR_INTERNAL, NULL); // a begin without end
}

static void depth_is_limited(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < JSON_WRITER_DEPTH; i++)
        json_write_array_begin(&writer);
    for (int i = 0; i < JSON_WRITER_DEPTH; i++)
        json_write_array_end(&writer);
    finish(ERROR_NONE, NULL);
    begin();
    for (int i = 0; i <= JSON_WRITER_DEPTH; i++)
        json_write_array_begin(&writer);
    for (int i = 0; i <= JSON_WRITER_DEPTH; i++)
        json_write_array_end(&writer);
    finish(ERROR_INTERNAL, NULL);
}

static void a_full_buffer_is_reported_once_at_the_end(void **state)
{
    (void)state;
    buffer_init(&buffer, 10);
    json_writer_init(&writer, &buffer);
    json_write_array_begin(&writer);
    for (int i = 0; i < 100; i++)
        json_write_string(&writer, "text");
    json_write_array_end(&writer);
    finish(ERROR_LIMIT, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_items_at_every_level),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(integers_a_browser_cannot_hold_are_strings),
        cmocka_unit_test(reals_are_short_and_read_back),
        cmocka_unit_test(calls_in_the_wrong_order_are_errors_of_ours),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(a_full_buffer_is_reported_once_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
