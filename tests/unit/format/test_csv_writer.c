// SPDX-License-Identifier: Apache-2.0
// CSV output: quoting, the guard against formulas, and that whatever is written reads back.
#include "base/random.h"
#include "format/csv_reader.h"
#include "format/csv_writer.h"
#include "unit.h"

static void fields_are_quoted_where_needed(void **state)
{
    (void)state;
    struct buffer buffer;
    struct csv_writer writer;
    buffer_init(&buffer, 1 << 20);
    csv_writer_init(&writer, &buffer, true);
    csv_write_string(&writer, "key");
    csv_write_string(&writer, "a,b");
    csv_write_text(&writer, TEXT("say \"no\""));
    csv_write_string(&writer, NULL);
    csv_write_string(&writer, "-12");
    csv_write_end(&writer);
    csv_write_string(&writer, "");
    csv_write_end(&writer);
    csv_write_string(&writer, "");
    csv_write_string(&writer, "two\nlines");
    csv_write_end(&writer);
    csv_write_string(&writer, " x");
    csv_write_string(&writer, "semi;colon");
    csv_write_end(&writer);
    assert_text_equal(buffer_view(&buffer), "\xEF\xBB\xBFkey,\"a,b\",\"say \"\"no\"\"\",,-12\r\n\"\"\r\n"
                                            ",\"two\nlines\"\r\n\" x\",semi;colon\r\n");
    assert_int_equal(buffer_error(&buffer), ERROR_NONE);
    buffer_free(&buffer);
}

static void formulas_are_guarded_and_numbers_are_not(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        bool is_guarded;
    } cases[] = {{"=1+1", true}, {"+49 30", true}, {"-x", true}, {"@SUM(A1)", true}, {"\tx", true},
        {"\rx", true}, {"\nx", true}, {"'=x", true}, {"''-5", true}, {"-", true}, {"-12.5", false},
        {"-12", false}, {"-12.", true}, {"-.5", true}, {"-1-1", true}, {"-1.5.2", true}, {"'-5", true},
        {"-2+3", true}, {"'quoted'", false}, {"'", false}, {"", false}, {"a=b", false}, {"12", false},
        {"-1e5", true}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (csv_is_guard_needed(text_from(cases[i].field)) != cases[i].is_guarded)
            fail_msg("\"%s\"", cases[i].field);
    assert_false(csv_is_guard_needed((struct text){NULL, 0}));
    assert_text_equal(csv_unguard(TEXT("'=1+1")), "=1+1");
    assert_text_equal(csv_unguard(TEXT("''=1+1")), "'=1+1");
    assert_text_equal(csv_unguard(TEXT("'twas")), "'twas");
    assert_text_equal(csv_unguard(TEXT("=1+1")), "=1+1");
    assert_text_equal(csv_unguard(TEXT("'")), "'");
    assert_text_equal(csv_unguard((struct text){NULL, 0}), "");
}

// A field of random length from letters that make trouble.
static struct text random_field(struct random_stream *stream, char *place, size_t maximum)
{
    static const char *const pieces[] = {"a", "B", "7", ",", ";", "\t", "|", "\"", "\"\"", "\r", "\n", "\r\n",
        "'", "=", "+", "-", "@", ".", " ", "\xC3\xA9", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80", "sep=", "\x01"};
    size_t length = 0;
    for (uint64_t count = random_stream_below(stream, 8); count > 0; count--) {
        const char *piece = pieces[random_stream_below(stream, sizeof(pieces) / sizeof(*pieces))];
        if (length + strlen(piece) > maximum) break;
        memcpy(place + length, piece, strlen(piece));
        length += strlen(piece);
    }
    return (struct text){place, length};
}

static void whatever_is_written_reads_back(void **state)
{
    (void)state;
    static const struct csv_options comma = {.delimiter = ','};
    struct random_stream stream;
    random_stream_init(&stream, 17);
    for (int round = 0; round < 5000; round++) {
        struct buffer buffer;
        struct csv_writer writer;
        struct csv_reader reader;
        struct csv_record record;
        char places[6][5][64];
        struct text fields[6][5];
        uint64_t records = random_stream_below(&stream, 6), columns = 1 + random_stream_below(&stream, 5);
        buffer_init(&buffer, 1 << 20);
        csv_writer_init(&writer, &buffer, random_stream_below(&stream, 2));
        for (uint64_t i = 0; i < records; i++) {
            for (uint64_t j = 0; j < columns; j++) {
                fields[i][j] = random_field(&stream, places[i][j], sizeof(places[i][j]));
                csv_write_text(&writer, fields[i][j]);
            }
            csv_write_end(&writer);
        }
        assert_int_equal(csv_reader_open(&reader, buffer_view(&buffer), &comma, NULL), ERROR_NONE);
        for (uint64_t i = 0; i < records; i++) {
            assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
            assert_int_equal(record.count, columns);
            for (uint64_t j = 0; j < columns; j++)
                if (!text_equal(csv_unguard(record.fields[j]), fields[i][j]))
                    fail_msg("round %d: %.*s", round, TEXT_PRINT(buffer_view(&buffer)));
        }
        assert_int_equal(csv_reader_next(&reader, &record), ERROR_END);
        csv_reader_free(&reader);
        buffer_free(&buffer);
    }
    assert_int_equal(allocation_count(), 0);
}

static void no_field_starts_as_a_formula(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 19);
    for (int round = 0; round < 20000; round++) {
        char place[64];
        struct buffer buffer;
        struct csv_writer writer;
        buffer_init(&buffer, 1000);
        csv_writer_init(&writer, &buffer, false);
        csv_write_text(&writer, random_field(&stream, place, sizeof(place)));
        const char *cell = buffer.length ? buffer.data : "";
        cell += cell[0] == '"';
        if (cell[0] == '-') {
            char *end;
            (void)strtod(cell, &end);
            assert_true(end > cell && (*end == '\0' || *end == '"'));
        } else {
            assert_true(cell[0] == '\0' || !strchr("=+@\t\r\n", cell[0]));
        }
        buffer_free(&buffer);
    }
}

static void a_full_buffer_is_reported_at_the_end(void **state)
{
    (void)state;
    struct buffer buffer;
    struct csv_writer writer;
    buffer_init(&buffer, 20);
    csv_writer_init(&writer, &buffer, false);
    for (int i = 0; i < 20; i++) {
        csv_write_string(&writer, "12");
        csv_write_end(&writer);
    }
    assert_int_equal(buffer_error(&buffer), ERROR_LIMIT);
    buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_quoted_where_needed),
        cmocka_unit_test(formulas_are_guarded_and_numbers_are_not),
        cmocka_unit_test(whatever_is_written_reads_back),
        cmocka_unit_test(no_field_starts_as_a_formula),
        cmocka_unit_test(a_full_buffer_is_reported_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
