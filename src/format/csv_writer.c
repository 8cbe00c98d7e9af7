// SPDX-License-Identifier: Apache-2.0
// Quoting and guarding of fields.
#include "format/csv_writer.h"

#include "base/text.h"
#include "format/csv_guard.h"

#include <inttypes.h>

void csv_writer_init(struct csv_writer *writer, struct buffer *buffer, bool has_byte_order_mark)
{
    *writer = (struct csv_writer){.buffer = buffer, .delimiter = ',', .is_guarded = true};
    if (has_byte_order_mark) buffer_string(buffer, "\xEF\xBB\xBF");
    writer->start = buffer->length;
}

// Beyond what RFC 4180 asks for: space at the ends, which some programs drop; a byte order mark and "sep=",
// which would mean something else at the start of the file.
static bool is_quote_needed(const struct csv_writer *writer, struct text field)
{
    if (field.length == 0) return false;
    char first = field.data[0], last = field.data[field.length - 1];
    if (first == ' ' || first == '\t' || last == ' ' || last == '\t' || first == '\xEF') return true;
    if (writer->fields == 0 && field.length >= 4 &&
        text_equal_fold((struct text){field.data, 4}, TEXT("sep=")))
        return true;
    for (size_t i = 0; i < field.length; i++) {
        char byte = field.data[i];
        if (byte == writer->delimiter || byte == '"' || byte == '\n' || byte == '\r') return true;
    }
    return false;
}

void csv_write_text(struct csv_writer *writer, struct text field)
{
    struct buffer *buffer = writer->buffer;
    if (writer->fields > 0) buffer_character(buffer, writer->delimiter);
    bool has_guard = writer->is_guarded && csv_is_guard_needed(field);
    bool has_quotes = is_quote_needed(writer, field);
    writer->fields++;
    if (has_quotes) buffer_character(buffer, '"');
    if (has_guard) buffer_character(buffer, '\'');
    while (has_quotes && field.length) {
        size_t quote = text_find(field, '"');
        if (quote == field.length) break;
        buffer_add(buffer, field.data, quote + 1);
        buffer_character(buffer, '"');
        field = (struct text){field.data + quote + 1, field.length - quote - 1};
    }
    buffer_text(buffer, field);
    if (has_quotes) buffer_character(buffer, '"');
}

void csv_write_string(struct csv_writer *writer, const char *field)
{
    csv_write_text(writer, text_from(field));
}

void csv_write_end(struct csv_writer *writer)
{
    // A record of one empty field would be a blank line, which readers skip.
    if (!writer->buffer->failed && writer->fields == 1 && writer->buffer->length == writer->start)
        buffer_string(writer->buffer, "\"\"");
    buffer_string(writer->buffer, "\r\n");
    writer->fields = 0;
    writer->start = writer->buffer->length;
}
