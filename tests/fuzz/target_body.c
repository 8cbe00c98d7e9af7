// SPDX-License-Identifier: Apache-2.0
// Bodies: JSON as the input of every resource and action. What is taken can be written as JSON again; what is
// not has problems that name fields.
#include "target.h"

#include "base/allocation.h"
#include "format/record_json.h"
#include "work/resources.h"

// The input as a record of its own, written as JSON.
static void write(const struct record_input *input, struct arena *arena)
{
    struct buffer buffer;
    struct json_writer writer;
    struct record *record = record_new(input->resource, arena);
    REQUIRE(record != NULL);
    for (size_t i = 0; i < input->resource->field_count; i++)
        if (input->given[i]) record_set(record, i, input->values[i]);
    buffer_init(&buffer, (size_t)16 << 20);
    json_writer_init(&writer, &buffer);
    record_json_write(record, NULL, &writer);
    REQUIRE(json_writer_finish(&writer) == ERROR_NONE);
    REQUIRE(text_is_utf8(buffer_view(&buffer)));
    struct json_document document;
    REQUIRE(json_document_parse(&document, buffer_view(&buffer), NULL) == ERROR_NONE);
    json_document_free(&document);
    buffer_free(&buffer);
}

static void read(const struct json_value *root, const struct resource *resource, struct arena *arena)
{
    struct problem_list problems;
    for (int is_creation = 0; is_creation < 2; is_creation++) {
        struct record_input *input = NULL;
        problem_list_init(&problems, arena);
        enum error error = record_json_read(root, resource, is_creation != 0, arena, &problems, &input);
        REQUIRE(error == ERROR_NONE || error == ERROR_INVALID);
        REQUIRE((error == ERROR_NONE) == (problems.count == 0) && (error != ERROR_NONE || input));
        if (!error) write(input, arena);
    }
    for (size_t i = 0; i < resource->action_count; i++) {
        struct value *values = NULL;
        problem_list_init(&problems, arena);
        enum error error = record_json_read_action(root, &resource->actions[i], arena, &problems, &values);
        REQUIRE((error == ERROR_NONE) == (problems.count == 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct json_document document;
    arena_init(&arena, (size_t)64 << 20);
    if (json_document_parse(&document, (struct text){(const char *)data, size}, NULL) == ERROR_NONE) {
        const struct registry *registry = tandem_registry();
        struct json_value root = json_document_root(&document);
        for (size_t i = 0; i < registry->count; i++)
            read(&root, registry->resources[i], &arena);
        json_document_free(&document);
    }
    arena_free(&arena);
    REQUIRE(allocation_count() == 0);
    return 0;
}
