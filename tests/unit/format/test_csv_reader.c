// SPDX-License-Identifier: Apache-2.0
// CSV input: records and their lines, detection, refusals with their place, and names of columns.
#include "format/csv_reader.h"
#include "unit.h"

static struct arena arena;
static struct problem_list problems;
static struct csv_reader reader;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, (size_t)16 << 20);
    problem_list_init(&problems, &arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    csv_reader_free(&reader);
    arena_free(&arena);
    return allocation_count() == 0 ? 0 : -1;
}

static void open_text(struct text content, const struct csv_options *options)
{
    csv_reader_free(&reader);
    assert_int_equal(csv_reader_open(&reader, content, options, &problems), ERROR_NONE);
}

// Expects a record on a line: its fields joined by '|'.
static void expect(long line, const char *fields)
{
    struct csv_record record;
    char joined[512] = "";
    size_t length = 0;
    enum error error = csv_reader_next(&reader, &record);
    if (error) fail_msg("expected %s but got %s", fields, error_name(error));
    for (size_t i = 0; i < record.count; i++)
        length += (size_t)snprintf(
            joined + length, sizeof(joined) - length, "%s%.*s", i ? "|" : "", TEXT_PRINT(record.fields[i]));
    assert_string_equal(joined, fields);
    assert_int_equal(record.line, line);
}

static void expect_end(void)
{
    struct csv_record record;
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_END);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_END);
}

static void records_are_read_whatever_the_line_ends(void **state)
{
    (void)state;
    static const struct csv_options comma = {.delimiter = ','};
    open_text(TEXT("a,b,c\r\n1,,3\n,,\rx,\"y\",z"), &comma);
    expect(1, "a|b|c");
    expect(2, "1||3");
    expect(3, "||");
    expect(4, "x|y|z");
    expect_end();
    open_text(TEXT("a,b,"), &comma);
    expect(1, "a|b|");
    expect_end();
    open_text(TEXT("\"\""), &comma);
    expect(1, "");
    expect_end();
    open_text(TEXT(""), NULL);
    expect_end();
    open_text((struct text){NULL, 0}, NULL);
    expect_end();
}

static void blank_lines_are_skipped_but_counted(void **state)
{
    (void)state;
    open_text(TEXT("\r\n\na,b\r\n\r\n\r\rc,d\n\n"), NULL);
    expect(3, "a|b");
    expect(7, "c|d");
    expect_end();
}

static void quoted_fields_hold_anything(void **state)
{
    (void)state;
    open_text(
        TEXT(
            "\"a,b\",\"say \"\"no\"\"\",\"two\r\nlines\nand\ra third\"\r\n\"\"\"\"\"\",\" x \",5\" disk\r\n"),
        NULL);
    expect(1, "a,b|say \"no\"|two\r\nlines\nand\ra third");
    expect(5, "\"\"| x |5\" disk");
    expect_end();
}

static void fields_without_doubled_quotes_are_not_copied(void **state)
{
    (void)state;
    struct text content = TEXT("plain,\"quoted\"\n");
    struct csv_record record;
    open_text(content, NULL);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
    assert_ptr_equal(record.fields[0].data, content.data);
    assert_ptr_equal(record.fields[1].data, content.data + 7);
}

static void the_delimiter_is_detected(void **state)
{
    (void)state;
    static const struct {
        struct text content;
        char delimiter;
    } cases[] = {
        {TEXT_CONSTANT("a,b\n1,2\n"), ','},
        {TEXT_CONSTANT("a;b\n1;2\n"), ';'},
        {TEXT_CONSTANT("a\tb\n1\t2\n"), '\t'},
        {TEXT_CONSTANT("a|b\n1|2\n"), '|'},
        {TEXT_CONSTANT("one column\nonly\n"), ','},
        {TEXT_CONSTANT(""), ','},
        {TEXT_CONSTANT("Name;Price;Note\nA;1,5;x\nB;2,5;y\n"), ';'},
        {TEXT_CONSTANT("Name, first;Price\nA;1\nB;2\nC;3\n"), ';'},
        {TEXT_CONSTANT("Name,Tags\nA,x;y\nB,z;w\n"), ','},
        {TEXT_CONSTANT("Name,Note\nA,\"x;y\n;z;;\"\nB,\n"), ','},
        {TEXT_CONSTANT("Name;Note\nA;\"x,y,,\n,z\"\nB;\n"), ';'},
        {TEXT_CONSTANT("a,b,c\n1,2,3\n1,2\n1,2,3\n"), ','},
        {TEXT_CONSTANT("sep=|\r\na,b|c\n1,2|d\n"), '|'},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        open_text(cases[i].content, NULL);
        if (reader.delimiter != cases[i].delimiter)
            fail_msg("%s is read with '%c'", cases[i].content.data, reader.delimiter);
    }
    static const struct csv_options semicolon = {.delimiter = ';'};
    open_text(TEXT("a,b\n1,2\n"), &semicolon);
    expect(1, "a,b");
}

static void a_separator_line_is_no_record(void **state)
{
    (void)state;
    open_text(TEXT("SEP=;\r\na;b\r\n"), NULL);
    expect(2, "a|b");
    open_text(TEXT("sep=;x\r\n"), NULL);
    expect(1, "sep=|x");
    open_text(TEXT("sep=a\r\n"), NULL);
    expect(1, "sep=a");
    open_text(TEXT("sep=;"), NULL);
    expect_end();
    static const struct csv_options comma = {.delimiter = ','};
    open_text(TEXT("sep=;\na;b,c\n"), &comma);
    expect(2, "a;b|c");
}

static void only_known_delimiters_are_taken(void **state)
{
    (void)state;
    static const char refused[] = {'"', '\n', 'a', ' '};
    for (size_t i = 0; i < sizeof(refused); i++) {
        struct csv_options options = {.delimiter = refused[i]};
        assert_int_equal(csv_reader_open(&reader, TEXT("a,b"), &options, &problems), ERROR_INVALID);
    }
    assert_int_equal(problems.count, 4);
}

static void other_encodings_are_converted(void **state)
{
    (void)state;
    open_text(TEXT("\xFF\xFE"
                   "a\0;\0\xE9\0\n\0"),
        NULL);
    expect(1, "a|\xC3\xA9");
    assert_int_equal(reader.encoding, ENCODING_UTF_16LE);
    static const struct csv_options windows = {.encoding = ENCODING_WINDOWS_1252};
    open_text(TEXT("caf\xE9,x"), &windows);
    expect(1, "caf\xC3\xA9|x");
    csv_reader_free(&reader);
    assert_int_equal(csv_reader_open(&reader, TEXT("a\ncaf\xE9"), NULL, &problems), ERROR_SYNTAX);
    struct csv_record record;
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_SYNTAX);
    assert_int_equal(problems.count, 1);
    assert_int_equal(problems.first->line, 2);
    assert_non_null(strstr(problems.first->message, "windows-1252"));
}

static void malformed_records_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        long line, column;
        const char *message;
    } cases[] = {
        {"a,b\r\n1,\"open\r\nand on\r\n", 2, 2, "never closed"},
        {"\"", 1, 1, "never closed"},
        {"a,\"b\"\"", 1, 2, "never closed"},
        {"a,b\n\"two\nlines\"x,1\n", 3, 1, "after the closing quote"},
        {"\"a\" ,b", 1, 1, "after the closing quote"},
    };
    static const struct csv_options comma = {.delimiter = ','};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct csv_record record;
        enum error error;
        problem_list_init(&problems, &arena);
        open_text(text_from(cases[i].content), &comma);
        while (!(error = csv_reader_next(&reader, &record)))
            ;
        assert_int_equal(error, ERROR_SYNTAX);
        assert_int_equal(csv_reader_next(&reader, &record), ERROR_SYNTAX);
        assert_int_equal(problems.count, 1);
        assert_non_null(strstr(problems.first->message, cases[i].message));
        assert_int_equal(problems.first->line, cases[i].line);
        assert_int_equal(problems.first->column, cases[i].column);
    }
}

static void fields_and_their_number_are_limited(void **state)
{
    (void)state;
    static const struct csv_options comma = {.delimiter = ','};
    struct csv_record record;
    char *content = malloc(CSV_FIELD_SIZE_MAXIMUM + 3);
    assert_non_null(content);
    memset(content, ',', CSV_FIELDS_MAXIMUM);
    open_text((struct text){content, CSV_FIELDS_MAXIMUM - 1}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
    assert_int_equal(record.count, CSV_FIELDS_MAXIMUM);
    open_text((struct text){content, CSV_FIELDS_MAXIMUM}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_LIMIT);
    memset(content, 'a', CSV_FIELD_SIZE_MAXIMUM + 3);
    open_text((struct text){content, CSV_FIELD_SIZE_MAXIMUM}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
    open_text((struct text){content, CSV_FIELD_SIZE_MAXIMUM + 1}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_LIMIT);
    content[0] = content[CSV_FIELD_SIZE_MAXIMUM + 2] = '"';
    open_text((struct text){content, CSV_FIELD_SIZE_MAXIMUM + 3}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_LIMIT);
    content[CSV_FIELD_SIZE_MAXIMUM + 1] = '"';
    open_text((struct text){content, CSV_FIELD_SIZE_MAXIMUM + 2}, &comma);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
    assert_int_equal(problems.count, 3);
    free(content);
}

static void repeated_columns_are_numbered(void **state)
{
    (void)state;
    struct csv_record header;
    struct text *names;
    const char *const expected[] = {
        "Labels", "Labels#2", "Labels#3", "Column 4", "labels", "Labels#2#2", "Labels#4", "Column 4#2"};
    open_text(TEXT("Labels, Labels ,Labels,,labels,Labels#2,Labels,Column 4\n"), NULL);
    assert_int_equal(csv_reader_next(&reader, &header), ERROR_NONE);
    assert_int_equal(csv_column_names(&header, &arena, &names), ERROR_NONE);
    for (size_t i = 0; i < 8; i++)
        assert_text_equal(names[i], expected[i]);
}

static void a_thousand_equal_columns_get_a_thousand_names(void **state)
{
    (void)state;
    struct csv_record header;
    struct text *names;
    char content[2 * CSV_FIELDS_MAXIMUM];
    for (size_t i = 0; i < sizeof(content); i++)
        content[i] = i % 2 ? ',' : 'x';
    open_text((struct text){content, sizeof(content) - 1}, NULL);
    assert_int_equal(csv_reader_next(&reader, &header), ERROR_NONE);
    assert_int_equal(csv_column_names(&header, &arena, &names), ERROR_NONE);
    assert_text_equal(names[0], "x");
    assert_text_equal(names[CSV_FIELDS_MAXIMUM - 1], "x#1000");
    assert_true(arena.total < 200000); // and not one text for every number tried
}

static enum error read_all(void *context)
{
    struct csv_reader all;
    struct csv_record record;
    struct arena place;
    struct text *names;
    arena_init(&place, 1 << 20);
    enum error error = csv_reader_open(&all, *(const struct text *)context, NULL, NULL);
    if (!error) error = csv_reader_next(&all, &record);
    if (!error) error = csv_column_names(&record, &place, &names);
    while (!error)
        error = csv_reader_next(&all, &record);
    csv_reader_free(&all);
    arena_free(&place);
    return error == ERROR_END ? ERROR_NONE : error;
}

static void reading_survives_every_allocation_failing(void **state)
{
    (void)state;
    struct text detected = TEXT("a;\"b \"\"c\"\"\"\n1;2\n");
    assert_true(torture(read_all, &detected) >= 4);
    struct text content = TEXT("sep=,\na,\"b \"\"c\"\"\",\n\"\"\"\",e,f\n");
    assert_true(torture(read_all, &content) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_are_read_whatever_the_line_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blank_lines_are_skipped_but_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quoted_fields_hold_anything, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fields_without_doubled_quotes_are_not_copied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_delimiter_is_detected, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_separator_line_is_no_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_known_delimiters_are_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_encodings_are_converted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(malformed_records_are_refused_with_their_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fields_and_their_number_are_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(repeated_columns_are_numbered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_thousand_equal_columns_get_a_thousand_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reading_survives_every_allocation_failing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
