// SPDX-License-Identifier: Apache-2.0
// How many columns of a terminal a text takes, and text made safe to show there.
#include "cli/width.h"

#define NOT_UTF8 UINT32_MAX

struct range {
    uint32_t first, last;
};

// What combines with the letter before it: the blocks of combining marks, joiners and variation selectors.
static const struct range combining[] = {{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd}, {0x610, 0x61a},
    {0x64b, 0x65f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064},
    {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};

// Blocks of letters that terminals draw two columns wide.
static const struct range wide[] = {{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf},
    {0x4e00, 0x9fff}, {0xa000, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f},
    {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd}};

static bool is_in(uint32_t code, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && code >= ranges[i].first; i++) {
        if (code <= ranges[i].last) return true;
    }
    return false;
}

// The next code point and its bytes; a byte that is no UTF-8 counts as one letter.
static uint32_t next_code(struct text text, size_t at, size_t *ret_bytes)
{
    unsigned char lead = (unsigned char)text.data[at];
    size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    *ret_bytes = 1;
    if (lead < 0x80) return lead;
    if (bytes == 1 || at + bytes > text.length || !text_is_utf8((struct text){text.data + at, bytes}))
        return NOT_UTF8;
    uint32_t code = lead & (0xffU >> (bytes + 1));
    for (size_t i = 1; i < bytes; i++)
        code = code << 6 | ((unsigned char)text.data[at + i] & 0x3f);
    *ret_bytes = bytes;
    return code;
}

static size_t width_of_code(uint32_t code)
{
    if (code < 0x300) // control characters too: they are shown as a space
        return 1;
    if (is_in(code, combining, sizeof(combining) / sizeof(combining[0]))) return 0;
    return is_in(code, wide, sizeof(wide) / sizeof(wide[0])) ? 2 : 1;
}

size_t width_of(struct text text)
{
    size_t columns = 0, bytes;
    for (size_t at = 0; at < text.length; at += bytes)
        columns += width_of_code(next_code(text, at, &bytes));
    return columns;
}

struct text width_cut(struct text text, size_t columns)
{
    size_t taken = 0, bytes, at = 0;
    for (; at < text.length; at += bytes) {
        taken += width_of_code(next_code(text, at, &bytes));
        if (taken > columns) break;
    }
    return (struct text){text.data, at};
}

void width_print_line(struct text text, struct buffer *output)
{
    size_t bytes;
    for (size_t at = 0; at < text.length; at += bytes) {
        uint32_t code = next_code(text, at, &bytes);
        bool control = code < ' ' || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e);
        if (control)
            buffer_character(output, ' ');
        else if (code == NOT_UTF8)
            buffer_character(output, '?');
        else
            buffer_add(output, text.data + at, bytes);
    }
}

static void print_indent(size_t indent, struct buffer *output)
{
    for (size_t i = 0; i < indent; i++)
        buffer_character(output, ' ');
}

void width_print_wrapped(
    struct text text, size_t columns, size_t indent, bool continues, struct buffer *output)
{
    struct text lines = text, line;
    while (text_split(&lines, '\n', &line)) {
        size_t used = 0;
        struct text words = line, word;
        while (text_split(&words, ' ', &word)) {
            if (word.length == 0) continue;
            size_t width = width_of(word);
            if (used && used + 1 + width > columns - indent) {
                buffer_character(output, '\n');
                used = 0;
            }
            if (used)
                buffer_character(output, ' ');
            else if (!continues)
                print_indent(indent, output);
            continues = false;
            used += width + (used ? 1 : 0);
            width_print_line(word, output);
        }
        buffer_character(output, '\n');
    }
}
