// SPDX-License-Identifier: Apache-2.0
// A JSON document that a command prints.
#include "cli/document.h"

#include "cli/report.h"

#define DOCUMENT_MAXIMUM ((size_t)1 << 30)

struct json_writer *document_begin(struct document *document)
{
    buffer_init(&document->buffer, DOCUMENT_MAXIMUM);
    json_writer_init(&document->writer, &document->buffer);
    return &document->writer;
}

int document_end(struct document *document, const struct invocation *invocation)
{
    enum error error = json_writer_finish(&document->writer);
    if (error) {
        buffer_free(&document->buffer);
        return report_problems(invocation->streams, error, NULL);
    }
    buffer_character(&document->buffer, '\n');
    return buffer_send(&document->buffer, invocation);
}

int buffer_send(struct buffer *buffer, const struct invocation *invocation)
{
    enum error error = buffer_error(buffer);
    struct text written = buffer_view(buffer);
    if (!error && fwrite(written.data, 1, written.length, invocation->streams->output) != written.length)
        error = ERROR_IO;
    buffer_free(buffer);
    return error ? report_problems(invocation->streams, error, NULL) : 0;
}
