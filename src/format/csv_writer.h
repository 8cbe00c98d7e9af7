// SPDX-License-Identifier: Apache-2.0
// Writes CSV (RFC 4180: CRLF, quotes where needed) into a bounded buffer, safe to open in a spreadsheet:
// texts that would be formulas are guarded (format/csv_guard.h).
#ifndef TANDEM_FORMAT_CSV_WRITER_H
#define TANDEM_FORMAT_CSV_WRITER_H

#include "base/buffer.h"

#include <stdint.h>

struct csv_writer {
    struct buffer *buffer; // *borrowed*; its failure is sticky, check it with buffer_error at the end
    char delimiter;
    bool is_guarded;
    size_t fields; // in the present record
    size_t start;  // of the present record in the buffer
};

// Comma and guard; with a byte order mark if asked, without which some spreadsheets do not see UTF-8.
void csv_writer_init(struct csv_writer *writer, struct buffer *buffer, bool has_byte_order_mark);
void csv_write_text(struct csv_writer *writer, struct text field);
// NULL writes an empty field.
void csv_write_string(struct csv_writer *writer, const char *field);
// Ends the record.
void csv_write_end(struct csv_writer *writer);

#endif
