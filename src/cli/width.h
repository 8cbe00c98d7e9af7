// SPDX-License-Identifier: Apache-2.0
// How many columns of a terminal a text takes, and text made safe to show there.
#ifndef TANDEM_CLI_WIDTH_H
#define TANDEM_CLI_WIDTH_H

#include "base/text.h"

// Columns of a terminal: 0 for what combines with the letter before, 2 for wide letters (East Asian, emoji).
size_t width_of(struct text text);
// The longest start of the text that takes at most so many columns.
struct text width_cut(struct text text, size_t columns);
// Adds the text as one line: control characters and line ends become spaces, bytes that are not UTF-8 a
// question mark.
void width_print_line(struct text text, struct buffer *output);
// Adds the text broken into lines of at most `columns`, each started by `indent` spaces (the first one not,
// when `continues`), ended by a line end. Empty lines between paragraphs stay.
void width_print_wrapped(
    struct text text, size_t columns, size_t indent, bool continues, struct buffer *output);

#endif
