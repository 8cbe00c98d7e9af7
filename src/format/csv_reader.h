// SPDX-License-Identifier: Apache-2.0
// Reads CSV (RFC 4180) record by record from memory, and finds out its encoding and delimiter.
//
// Taken: CRLF, LF or CR as line end, also inside quotes; doubled quotes; a first line "sep=;" as spreadsheets
// write it; a quote in the middle of a field that does not begin with one. Blank lines are skipped. Refused:
// a quote that is never closed, text after a closing quote, nul characters, more than the maxima below.
// Whether a record has the right number of fields is for the caller to say.
#ifndef TANDEM_FORMAT_CSV_READER_H
#define TANDEM_FORMAT_CSV_READER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/csv_guard.h"
#include "format/encoding.h"

#define CSV_FIELDS_MAXIMUM 1000
#define CSV_FIELD_SIZE_MAXIMUM ((size_t)1 << 20)

struct csv_options {
    enum encoding encoding; // ENCODING_DETECT by default
    char delimiter;         // one of , ; tab |, or 0 to detect it
};

struct csv_reader {
    struct text text; // what is read, as UTF-8
    size_t position;
    long line; // of the position, from 1
    char delimiter;
    enum encoding encoding;
    enum error error;              // sticky
    struct problem_list *problems; // *borrowed*, may be NULL
    char *converted;               // *owned*; NULL when the content was UTF-8
    struct text *fields;           // *owned*
    struct arena scratch;          // fields of the present record that had doubled quotes
};

struct csv_record {
    const struct text *fields; // *borrowed*, until the next csv_reader_next or csv_reader_free
    size_t count;              // at least 1
    long line;                 // where the record begins, from 1
};

// Prepares reading. The content is *borrowed* and has to outlive the reader; options may be NULL. Problems
// get line and column (the number of the field, from 1). ERROR_SYNTAX when the content is not text in its
// encoding, ERROR_MEMORY. csv_reader_free is allowed after an error, too.
MUST_CHECK enum error csv_reader_open(struct csv_reader *reader, struct text content,
    const struct csv_options *options, struct problem_list *problems);
void csv_reader_free(struct csv_reader *reader);
// Gives the next record, or ERROR_END. After ERROR_SYNTAX, ERROR_LIMIT or ERROR_MEMORY it stays at that.
MUST_CHECK enum error csv_reader_next(struct csv_reader *reader, struct csv_record *ret_record);

// Names for the columns of a header record (*arena*): trimmed; "Labels" repeated becomes "Labels#2",
// "Labels#3"; a column without a name becomes "Column 3". The array has header->count elements. ERROR_MEMORY.
MUST_CHECK enum error csv_column_names(
    const struct csv_record *header, struct arena *arena, struct text **ret_names);

#endif
