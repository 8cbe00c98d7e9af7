// SPDX-License-Identifier: Apache-2.0
// JSON: what is accepted can be written, is accepted again and then written the same; refusals have their
// place.
#include "target.h"

#include "base/allocation.h"
#include "format/json_reader.h"

// Parses and writes again; true when the source was accepted.
static bool copy(struct text source, struct buffer *output)
{
    struct arena arena;
    struct problem_list problems;
    struct json_document document;
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    enum error error = json_document_parse(&document, source, &problems);
    if (error) {
        REQUIRE(error == ERROR_SYNTAX || error == ERROR_LIMIT);
        REQUIRE(problems.count == 1 && text_is_utf8(text_from(problems.first->message)));
        REQUIRE(error == ERROR_LIMIT || (problems.first->line >= 1 && problems.first->column >= 1));
    } else {
        struct json_writer writer;
        struct json_value root = json_document_root(&document), first = json_value_item(&root, 0),
                          inner = json_value_member(&first, "a");
        struct text text;
        int64_t integer;
        json_writer_init(&writer, output);
        json_value_write(&root, &writer);
        REQUIRE(json_writer_finish(&writer) == ERROR_NONE);
        if (!json_value_read_text(&inner, &problems, &text) &&
            !json_value_read_integer(&first, -10, 10, &problems, &integer))
            REQUIRE(problems.count == 2);
    }
    json_document_free(&document);
    arena_free(&arena);
    return error == ERROR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer once, twice;
    buffer_init(&once, (size_t)16 << 20);
    buffer_init(&twice, (size_t)16 << 20);
    if (copy((struct text){(const char *)data, size}, &once)) {
        REQUIRE(copy(buffer_view(&once), &twice));
        REQUIRE(text_equal(buffer_view(&once), buffer_view(&twice)));
    }
    buffer_free(&once);
    buffer_free(&twice);
    REQUIRE(allocation_count() == 0);
    return 0;
}
