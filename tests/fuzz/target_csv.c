// SPDX-License-Identifier: Apache-2.0
// CSV: whatever is read can be written and reads back the same; problems have their place; nothing is left
// behind.
#include "target.h"

#include "base/allocation.h"
#include "format/csv_reader.h"
#include "format/csv_writer.h"

#define OUTPUT_MAXIMUM ((size_t)16 << 20)

// Reads everything and writes it again; true when the whole content was good.
static bool copy(struct text content, const struct csv_options *options, struct buffer *output)
{
    struct arena arena;
    struct problem_list problems;
    struct csv_reader reader;
    struct csv_record record;
    struct csv_writer writer;
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    csv_writer_init(&writer, output, false);
    enum error error = csv_reader_open(&reader, content, options, &problems);
    long line = 0;
    bool has_names = false;
    while (!error && !(error = csv_reader_next(&reader, &record))) {
        struct text *names;
        REQUIRE(record.count >= 1 && record.count <= CSV_FIELDS_MAXIMUM);
        REQUIRE(record.line > line);
        line = record.line;
        if (!has_names) REQUIRE(csv_column_names(&record, &arena, &names) == ERROR_NONE);
        has_names = true;
        for (size_t i = 0; i < record.count; i++)
            csv_write_text(&writer, record.fields[i]);
        csv_write_end(&writer);
    }
    REQUIRE(error == ERROR_END || problems.count == 1);
    REQUIRE(error == ERROR_END || problems.first->line >= 1);
    csv_reader_free(&reader);
    arena_free(&arena);
    return error == ERROR_END;
}

static void try_options(struct text content, const struct csv_options *options)
{
    static const struct csv_options written = {.encoding = ENCODING_UTF_8, .delimiter = ','};
    struct buffer once, twice;
    buffer_init(&once, OUTPUT_MAXIMUM);
    buffer_init(&twice, OUTPUT_MAXIMUM);
    if (copy(content, options, &once) && !once.failed) {
        // The second copy guards the guards, so the fields are compared and not the bytes.
        struct csv_reader first, second;
        struct csv_record one, other;
        REQUIRE(copy(buffer_view(&once), &written, &twice));
        REQUIRE(csv_reader_open(&first, content, options, NULL) == ERROR_NONE);
        REQUIRE(csv_reader_open(&second, buffer_view(&once), &written, NULL) == ERROR_NONE);
        while (csv_reader_next(&first, &one) == ERROR_NONE) {
            REQUIRE(csv_reader_next(&second, &other) == ERROR_NONE);
            REQUIRE(one.count == other.count);
            for (size_t i = 0; i < one.count; i++)
                REQUIRE(text_equal(one.fields[i], csv_unguard(other.fields[i])));
        }
        REQUIRE(csv_reader_next(&second, &other) == ERROR_END);
        csv_reader_free(&first);
        csv_reader_free(&second);
    }
    buffer_free(&once);
    buffer_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct csv_options windows = {.encoding = ENCODING_WINDOWS_1252, .delimiter = ';'};
    static const struct csv_options big_endian = {.encoding = ENCODING_UTF_16BE, .delimiter = ','};
    struct text content = {(const char *)data, size};
    try_options(content, NULL);
    try_options(content, &windows);
    try_options(content, &big_endian);
    REQUIRE(allocation_count() == 0);
    return 0;
}
