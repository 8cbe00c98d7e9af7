// SPDX-License-Identifier: Apache-2.0
// Texts: UTF-8, folding, splitting, the formula guard, JSON strings and log values hold for any bytes.
#include "target.h"

#include "base/allocation.h"
#include "base/log.h"
#include "format/csv_guard.h"
#include "format/json_writer.h"

static void try_folding(struct text text)
{
    struct arena arena;
    arena_init(&arena, (size_t)16 << 20);
    struct text folded = text_fold(text, &arena), again = text_fold(folded, &arena);
    REQUIRE(text_equal(folded, again));
    REQUIRE(folded.length <= text.length && !memchr(folded.data, '\t', folded.length));
    REQUIRE(text_is_utf8(folded) || !text_is_utf8(text));
    arena_free(&arena);
}

static void try_splitting(struct text text)
{
    struct text rest = {text.data ? text.data : "", text.length}, part;
    size_t length = 0, parts = 0;
    for (; text_split(&rest, ',', &part); parts++)
        length += part.length;
    REQUIRE(parts >= 1 && length + parts - 1 == text.length);
    REQUIRE(text_trim(text).length <= text.length);
}

static void try_guard(struct text text)
{
    struct buffer buffer;
    buffer_init(&buffer, (size_t)16 << 20);
    buffer_string(&buffer, csv_is_guard_needed(text) ? "'" : "");
    buffer_text(&buffer, text);
    REQUIRE(text_equal(csv_unguard(buffer_view(&buffer)), text));
    buffer_free(&buffer);
}

static void try_output(struct text text)
{
    char value[LOG_VALUE_SIZE];
    struct buffer buffer;
    struct json_writer writer;
    log_value(text, value);
    REQUIRE(strlen(value) < LOG_VALUE_SIZE && text_is_utf8(text_from(value)));
    for (const char *c = value; *c; c++)
        REQUIRE((unsigned char)*c >= ' ' && *c != 0x7F);
    buffer_init(&buffer, (size_t)64 << 20);
    json_writer_init(&writer, &buffer);
    json_write_text(&writer, text);
    REQUIRE(json_writer_finish(&writer) == ERROR_NONE && text_is_utf8(buffer_view(&buffer)));
    buffer_free(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text = {(const char *)data, size};
    size_t span = text_utf8_span(text);
    REQUIRE(span <= size && text_is_utf8((struct text){text.data, span}));
    REQUIRE(text_characters(text) <= size);
    try_folding(text);
    try_splitting(text);
    try_guard(text);
    try_output(text);
    REQUIRE(allocation_count() == 0);
    return 0;
}
