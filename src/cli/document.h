// SPDX-License-Identifier: Apache-2.0
// A JSON document that a command prints: written whole, then sent, so that a failure leaves no half of one.
#ifndef TANDEM_CLI_DOCUMENT_H
#define TANDEM_CLI_DOCUMENT_H

#include "cli/invocation.h"
#include "format/json_writer.h"

struct document {
    struct buffer buffer;
    struct json_writer writer;
};

// Begins a document; write one value into the writer, then end it.
struct json_writer *document_begin(struct document *document);
// Prints the document and a line end, frees it, and returns the exit status: 0, or 2 after saying why not.
int document_end(struct document *document, const struct invocation *invocation);

// Prints what a buffer holds and frees it; returns the exit status as document_end.
int buffer_send(struct buffer *buffer, const struct invocation *invocation);

#endif
