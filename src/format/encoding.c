// SPDX-License-Identifier: Apache-2.0
// Detection by byte order mark and nul bytes; conversion of UTF-16 and Windows-1252.
#include "format/encoding.h"

#include "base/allocation.h"

static const char *const names[ENCODING_COUNT] = {[ENCODING_DETECT] = "detect",
    [ENCODING_UTF_8] = "UTF-8",
    [ENCODING_UTF_16LE] = "UTF-16LE",
    [ENCODING_UTF_16BE] = "UTF-16BE",
    [ENCODING_WINDOWS_1252] = "Windows-1252"};

const char *encoding_name(enum encoding encoding)
{
    return names[encoding];
}

bool encoding_from_name(struct text name, enum encoding *ret_encoding)
{
    for (int i = 0; i < ENCODING_COUNT; i++) {
        if (!text_equal_fold(name, text_from(names[i]))) continue;
        *ret_encoding = (enum encoding)i;
        return true;
    }
    return false;
}

enum encoding encoding_detect(struct text content)
{
    if (text_prefix(content, TEXT("\xEF\xBB\xBF"))) return ENCODING_UTF_8;
    if (text_prefix(content, TEXT("\xFF\xFE"))) return ENCODING_UTF_16LE;
    if (text_prefix(content, TEXT("\xFE\xFF"))) return ENCODING_UTF_16BE;
    size_t looked_at = (content.length < 1024 ? content.length : 1024) & ~(size_t)1;
    size_t nuls[2] = {0, 0};
    for (size_t i = 0; i < looked_at; i++)
        nuls[i & 1] += content.data[i] == '\0';
    // ASCII in UTF-16 has a nul in every pair; delimiters and line ends make sure of some in any script.
    size_t many = looked_at / 2 / 4;
    if (nuls[1] > many && nuls[0] <= nuls[1] / 4) return ENCODING_UTF_16LE;
    if (nuls[0] > many && nuls[1] <= nuls[0] / 4) return ENCODING_UTF_16BE;
    return ENCODING_UTF_8;
}

// The line of a position in UTF-8 text: CRLF, LF and CR each end a line.
static long line_of(struct text text, size_t position)
{
    long line = 1;
    for (size_t i = 0; i < position; i++)
        if (text.data[i] == '\n' ||
            (text.data[i] == '\r' && (i + 1 == text.length || text.data[i + 1] != '\n')))
            line++;
    return line;
}

static enum error check_utf_8(struct text text, size_t skipped, struct problem_list *problems)
{
    size_t span = text_utf8_span(text);
    if (span == text.length) return ERROR_NONE;
    problem_add_at(problems, line_of(text, span), 0, NULL,
        "The file is not UTF-8: byte %zu is 0x%02X. If it comes from a spreadsheet, save it as \"CSV "
        "UTF-8\", or say "
        "that its encoding is windows-1252.",
        skipped + span + 1, (unsigned)(unsigned char)text.data[span]);
    return ERROR_SYNTAX;
}

static enum error check_nul(struct text text, struct problem_list *problems)
{
    size_t position = text_find(text, '\0');
    if (position == text.length) return ERROR_NONE;
    problem_add_at(problems, line_of(text, position), 0, NULL,
        "There is a nul character in this line; this does not look like a text file.");
    return ERROR_SYNTAX;
}

static char *put_code_point(char *place, uint32_t point)
{
    if (point < 0x80) {
        *place++ = (char)point;
    } else if (point < 0x800) {
        *place++ = (char)(0xC0 | point >> 6);
        *place++ = (char)(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        *place++ = (char)(0xE0 | point >> 12);
        *place++ = (char)(0x80 | (point >> 6 & 0x3F));
        *place++ = (char)(0x80 | (point & 0x3F));
    } else {
        *place++ = (char)(0xF0 | point >> 18);
        *place++ = (char)(0x80 | (point >> 12 & 0x3F));
        *place++ = (char)(0x80 | (point >> 6 & 0x3F));
        *place++ = (char)(0x80 | (point & 0x3F));
    }
    return place;
}

static uint32_t unit_at(struct text content, size_t position, bool is_big_endian)
{
    unsigned char first = (unsigned char)content.data[position];
    unsigned char second = (unsigned char)content.data[position + 1];
    return is_big_endian ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

// Converts into `out`, which has 3 bytes for each 2 of the content; false at half a pair, with its position.
static bool convert_utf_16(
    struct text content, bool is_big_endian, char *out, size_t *ret_length, size_t *ret_position)
{
    char *place = out;
    bool is_whole = true;
    size_t i = 0;
    while (i + 1 < content.length && is_whole) {
        uint32_t point = unit_at(content, i, is_big_endian);
        if (point >= 0xD800 && point < 0xE000) {
            uint32_t low = i + 3 < content.length ? unit_at(content, i + 2, is_big_endian) : 0;
            is_whole = point < 0xDC00 && low >= 0xDC00 && low < 0xE000;
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            if (!is_whole) break;
            i += 2;
        }
        place = put_code_point(place, point);
        i += 2;
    }
    *ret_length = (size_t)(place - out);
    *ret_position = i;
    return is_whole && i == content.length;
}

static enum error decode_utf_16(struct text content, bool is_big_endian, struct problem_list *problems,
    char **ret_owned, struct text *ret_text)
{
    size_t mark = content.length >= 2 && unit_at(content, 0, is_big_endian) == 0xFEFF ? 2 : 0;
    struct text rest = {content.data + mark, content.length - mark};
    char *out = allocation_get(rest.length / 2 * 3 + 1);
    if (!out) return ERROR_MEMORY;
    size_t length, position;
    bool is_whole = convert_utf_16(rest, is_big_endian, out, &length, &position);
    *ret_text = (struct text){out, length};
    if (!is_whole) {
        problem_add_at(problems, line_of(*ret_text, length), 0, NULL,
            "The file is not valid UTF-16: half a character at byte %zu.", mark + position + 1);
        allocation_release(out);
        return ERROR_SYNTAX;
    }
    *ret_owned = out;
    return ERROR_NONE;
}

static enum error decode_windows_1252(struct text content, char **ret_owned, struct text *ret_text)
{
    // 0x80 to 0x9F; the five bytes without a character stand for the control characters, as in the WHATWG
    // table.
    static const uint16_t points[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
        0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
    char *out = allocation_get(content.length * 3 + 1);
    if (!out) return ERROR_MEMORY;
    char *place = out;
    for (size_t i = 0; i < content.length; i++) {
        unsigned char byte = (unsigned char)content.data[i];
        place = put_code_point(place, byte >= 0x80 && byte < 0xA0 ? points[byte - 0x80] : byte);
    }
    *ret_owned = out;
    *ret_text = (struct text){out, (size_t)(place - out)};
    return ERROR_NONE;
}

enum error encoding_decode(struct text content, enum encoding encoding, struct problem_list *problems,
    char **ret_owned, struct text *ret_text)
{
    enum error error = ERROR_NONE;
    *ret_owned = NULL;
    if (encoding == ENCODING_DETECT) encoding = encoding_detect(content);
    if (encoding == ENCODING_UTF_16LE || encoding == ENCODING_UTF_16BE) {
        error = decode_utf_16(content, encoding == ENCODING_UTF_16BE, problems, ret_owned, ret_text);
    } else if (encoding == ENCODING_WINDOWS_1252) {
        error = decode_windows_1252(content, ret_owned, ret_text);
    } else {
        size_t mark = text_prefix(content, TEXT("\xEF\xBB\xBF")) ? 3 : 0;
        *ret_text = mark ? (struct text){content.data + mark, content.length - mark} : content;
        error = check_utf_8(*ret_text, mark, problems);
    }
    if (!error) error = check_nul(*ret_text, problems);
    if (error) {
        allocation_release(*ret_owned);
        *ret_owned = NULL;
    }
    return error;
}
