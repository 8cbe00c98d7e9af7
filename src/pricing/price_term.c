// SPDX-License-Identifier: Apache-2.0
// Reads terms by recursive descent.
#include "pricing/price_term.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool parse_sum(struct price_cursor *cursor, struct price_term **ret_term);

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void price_cursor_problem(const struct price_cursor *cursor, const char *format, ...)
{
    long line = 1, column = 1;
    size_t position = cursor->position;
    // At the end of a value the place is behind its last character, not on a line further down.
    bool is_end = position >= cursor->end;
    while (is_end && position > 0 && is_space(cursor->whole.data[position - 1]))
        position--;
    for (size_t i = 0; i < position && i < cursor->whole.length; i++) {
        column = cursor->whole.data[i] == '\n' ? 1 : column + 1;
        line += cursor->whole.data[i] == '\n';
    }
    va_list values;
    va_start(values, format);
    const char *message = arena_print_list(cursor->arena, format, values);
    va_end(values);
    problem_add_at(cursor->problems, line, column, NULL, "%s", message ? message : "Out of memory.");
}

static char peek(const struct price_cursor *cursor)
{
    return cursor->position < cursor->end ? cursor->whole.data[cursor->position] : '\0';
}

static void skip(struct price_cursor *cursor)
{
    while (cursor->position < cursor->end) {
        const char *at = cursor->whole.data + cursor->position;
        bool is_comment = *at == '#' && (cursor->position == 0 || is_space(at[-1]));
        if (!is_comment && !is_space(*at)) return;
        if (!is_comment) cursor->position++;
        while (is_comment && cursor->position < cursor->end && peek(cursor) != '\n')
            cursor->position++;
    }
}

bool price_cursor_take(struct price_cursor *cursor, char character)
{
    skip(cursor);
    if (cursor->position >= cursor->end || peek(cursor) != character) return false;
    cursor->position++;
    return true;
}

bool price_cursor_is_at_end(struct price_cursor *cursor)
{
    skip(cursor);
    return cursor->position >= cursor->end;
}

struct text price_text_of(struct text text)
{
    for (size_t i = 1; i < text.length; i++)
        if (text.data[i] == '#' && is_space(text.data[i - 1])) text.length = i;
    return text_trim(text);
}

size_t price_names_add(struct price_names *names, struct text name, struct arena *arena)
{
    for (size_t i = 0; i < names->count; i++)
        if (text_equal(names->name[i], name)) return i;
    if (!names->name) names->name = arena_array(arena, struct text, PRICE_NAMES_MAXIMUM);
    if (!names->name || names->count == PRICE_NAMES_MAXIMUM) return PRICE_NAMES_MAXIMUM;
    names->name[names->count] = name;
    return names->count++;
}

bool price_number_read(struct text text, double *ret_number)
{
    char digits[64], *end = NULL;
    if (text.length == 0 || text.length >= sizeof(digits)) return false;
    for (size_t i = 0; i < text.length; i++)
        if (!memchr("0123456789+-.eE", text.data[i], 15)) return false;
    memcpy(digits, text.data, text.length);
    digits[text.length] = '\0';
    *ret_number = strtod(digits, &end);
    return end == digits + text.length && isfinite(*ret_number);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

// Whether two points stand here: a range, and no part of a name or number.
static bool is_range(const struct price_cursor *cursor)
{
    return peek(cursor) == '.' && cursor->position + 1 < cursor->end &&
           cursor->whole.data[cursor->position + 1] == '.';
}

bool price_number_parse(struct price_cursor *cursor, double *ret_number)
{
    skip(cursor);
    size_t start = cursor->position;
    if (peek(cursor) == '-' || peek(cursor) == '+') cursor->position++;
    while (is_digit(peek(cursor)) || (peek(cursor) == '.' && !is_range(cursor)))
        cursor->position++;
    if (cursor->position > start && (peek(cursor) == 'e' || peek(cursor) == 'E')) {
        cursor->position++;
        if (peek(cursor) == '-' || peek(cursor) == '+') cursor->position++;
        while (is_digit(peek(cursor)))
            cursor->position++;
    }
    if (price_number_read((struct text){cursor->whole.data + start, cursor->position - start}, ret_number))
        return true;
    cursor->position = start;
    price_cursor_problem(cursor, "Here a number is needed, such as 0.5 or 1e-5.");
    return false;
}

// A name, quoted or not, without a message when there is none.
static bool parse_name(struct price_cursor *cursor, struct text *ret_name)
{
    skip(cursor);
    size_t start = cursor->position;
    if (peek(cursor) == '"') {
        size_t length = 0;
        while (start + 1 + length < cursor->end && cursor->whole.data[start + 1 + length] != '"' &&
               cursor->whole.data[start + 1 + length] != '\n')
            length++;
        if (start + 1 + length >= cursor->end || cursor->whole.data[start + 1 + length] != '"') {
            price_cursor_problem(cursor, "The quotation mark is not closed on this line.");
            return false;
        }
        cursor->position = start + length + 2;
        *ret_name = (struct text){cursor->whole.data + start + 1, length};
        return length > 0;
    }
    if (!is_letter(peek(cursor))) return false;
    while (is_letter(peek(cursor)) || is_digit(peek(cursor)) || (peek(cursor) == '.' && !is_range(cursor)))
        cursor->position++;
    *ret_name = (struct text){cursor->whole.data + start, cursor->position - start};
    return true;
}

static bool add_name(struct price_cursor *cursor, struct text name, size_t *ret_column)
{
    *ret_column = price_names_add(cursor->names, name, cursor->arena);
    if (*ret_column < PRICE_NAMES_MAXIMUM) return true;
    price_cursor_problem(
        cursor, "More than %d columns are asked for, or there is no memory.", PRICE_NAMES_MAXIMUM);
    return false;
}

bool price_column_parse(struct price_cursor *cursor, size_t *ret_column)
{
    struct text name;
    size_t before = cursor->problems->count;
    if (parse_name(cursor, &name)) return add_name(cursor, name, ret_column);
    if (cursor->problems->count == before)
        price_cursor_problem(cursor, "Here the name of a column is needed, such as price or \"Unit price\".");
    return false;
}

static struct price_term *new_term(struct price_cursor *cursor, enum price_term_kind kind)
{
    struct price_term *term = arena_object(cursor->arena, struct price_term);
    if (term) term->kind = kind;
    if (!term) price_cursor_problem(cursor, "There is no memory left.");
    return term;
}

static bool expect_close(struct price_cursor *cursor)
{
    if (price_cursor_take(cursor, ')')) return true;
    price_cursor_problem(cursor, "Here a closing parenthesis is missing.");
    return false;
}

static const struct {
    const char *name;
    enum price_term_kind kind;
} functions[] = {{"log", PRICE_TERM_LOG}, {"exp", PRICE_TERM_EXP}, {"sqrt", PRICE_TERM_SQRT},
    {"square", PRICE_TERM_SQUARE}, {"dummy", PRICE_TERM_DUMMY}, {"each", PRICE_TERM_EACH},
    {"count", PRICE_TERM_COUNT}, {"total", PRICE_TERM_TOTAL}};

static bool parse_count(struct price_cursor *cursor, struct price_term *term)
{
    const struct price_term **last = &term->first;
    do {
        struct price_term *column = new_term(cursor, PRICE_TERM_COLUMN);
        if (!column || !price_column_parse(cursor, &column->column)) return false;
        *last = column;
        last = &column->second;
    } while (price_cursor_take(cursor, ','));
    return true;
}

// What stands in the parentheses of a function, and the closing one.
static bool parse_call(struct price_cursor *cursor, struct text name, struct price_term **ret_term)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (!text_is(name, functions[i].name)) continue;
        struct price_term *term = new_term(cursor, functions[i].kind), *operand = NULL;
        bool is_right = term != NULL;
        if (is_right && (term->kind == PRICE_TERM_COUNT || term->kind == PRICE_TERM_TOTAL))
            is_right = parse_count(cursor, term);
        else if (is_right && (term->kind == PRICE_TERM_DUMMY || term->kind == PRICE_TERM_EACH))
            is_right = price_column_parse(cursor, &term->column);
        else if (is_right && (is_right = parse_sum(cursor, &operand)))
            term->first = operand;
        *ret_term = term;
        return is_right && expect_close(cursor);
    }
    price_cursor_problem(cursor,
        "There is no function %.*s; there are log, exp, sqrt, square, dummy, each, count and total.",
        TEXT_PRINT(name));
    return false;
}

static bool is_shallow(const struct price_cursor *cursor)
{
    if (cursor->depth < PRICE_TERM_DEPTH_MAXIMUM) return true;
    price_cursor_problem(
        cursor, "Parentheses and signs are nested more than %d deep.", PRICE_TERM_DEPTH_MAXIMUM);
    return false;
}

static bool parse_primary(struct price_cursor *cursor, struct price_term **ret_term)
{
    struct text name;
    size_t before = cursor->problems->count;
    if (price_cursor_take(cursor, '(')) return parse_sum(cursor, ret_term) && expect_close(cursor);
    if (price_cursor_take(cursor, '-')) {
        struct price_term *term = new_term(cursor, PRICE_TERM_NEGATE), *operand;
        bool is_right = term && is_shallow(cursor);
        cursor->depth++;
        is_right = is_right && parse_primary(cursor, &operand);
        cursor->depth--;
        if (is_right) term->first = operand;
        *ret_term = term;
        return is_right;
    }
    if (is_digit(peek(cursor)) || peek(cursor) == '.') {
        struct price_term *term = *ret_term = new_term(cursor, PRICE_TERM_NUMBER);
        return term && price_number_parse(cursor, &term->number);
    }
    bool is_quoted = peek(cursor) == '"';
    if (!parse_name(cursor, &name)) {
        if (cursor->problems->count == before)
            price_cursor_problem(
                cursor, "Here a column, a number or a function such as log(price) is needed.");
        return false;
    }
    if (!is_quoted && price_cursor_take(cursor, '(')) return parse_call(cursor, name, ret_term);
    *ret_term = new_term(cursor, PRICE_TERM_COLUMN);
    return *ret_term && add_name(cursor, name, &(*ret_term)->column);
}

// Operators of one rank, from left to right.
static bool parse_chain(struct price_cursor *cursor, bool is_sum, struct price_term **ret_term)
{
    struct price_term *left, *right;
    if (!(is_sum ? parse_chain(cursor, false, &left) : parse_primary(cursor, &left))) return false;
    for (;;) {
        enum price_term_kind kind;
        if (price_cursor_take(cursor, is_sum ? '+' : '*'))
            kind = is_sum ? PRICE_TERM_ADD : PRICE_TERM_MULTIPLY;
        else if (price_cursor_take(cursor, is_sum ? '-' : '/'))
            kind = is_sum ? PRICE_TERM_SUBTRACT : PRICE_TERM_DIVIDE;
        else
            break;
        if (++cursor->operators > PRICE_OPERATORS_MAXIMUM) {
            price_cursor_problem(cursor, "A term has more than %d operators.", PRICE_OPERATORS_MAXIMUM);
            return false;
        }
        struct price_term *term = new_term(cursor, kind);
        if (!term || !(is_sum ? parse_chain(cursor, false, &right) : parse_primary(cursor, &right)))
            return false;
        term->first = left;
        term->second = right;
        left = term;
    }
    *ret_term = left;
    return true;
}

static bool parse_sum(struct price_cursor *cursor, struct price_term **ret_term)
{
    if (!is_shallow(cursor)) return false;
    cursor->depth++;
    bool is_right = parse_chain(cursor, true, ret_term);
    cursor->depth--;
    return is_right;
}

static bool append(struct price_cursor *cursor, struct price_terms *terms, struct price_term *term)
{
    if (!terms->term)
        terms->term = arena_array(cursor->arena, const struct price_term *, PRICE_TERMS_MAXIMUM);
    if (!terms->term || terms->count == PRICE_TERMS_MAXIMUM) {
        price_cursor_problem(cursor, "There are more than %d terms.", PRICE_TERMS_MAXIMUM);
        return false;
    }
    terms->term[terms->count++] = term;
    return true;
}

// The number at the end of a name, and the part before it.
static bool split_number(struct text name, struct text *ret_stem, int64_t *ret_number)
{
    size_t length = name.length;
    while (length > 0 && is_digit(name.data[length - 1]))
        length--;
    *ret_stem = (struct text){name.data, length};
    return text_parse_integer((struct text){name.data + length, name.length - length}, 0, 100000, ret_number);
}

// first..last: false without a message when it is no range.
static bool parse_range(struct price_cursor *cursor, struct price_terms *terms, bool *ret_is_range)
{
    struct price_cursor ahead = *cursor;
    struct text first, last, stem, other;
    int64_t from, to;
    *ret_is_range = false;
    if (peek(&ahead) == '"' || !parse_name(&ahead, &first)) return true;
    if (!is_range(&ahead)) return true;
    *ret_is_range = true;
    ahead.position += 2;
    size_t start = ahead.position;
    while (is_letter(peek(&ahead)) || is_digit(peek(&ahead)) || (peek(&ahead) == '.' && !is_range(&ahead)))
        ahead.position++;
    last = (struct text){ahead.whole.data + start, ahead.position - start};
    bool is_right = split_number(first, &stem, &from) && split_number(last, &other, &to) && from <= to &&
                    to - from < PRICE_TERMS_MAXIMUM && (other.length == 0 || text_equal(stem, other));
    if (!is_right) {
        price_cursor_problem(cursor, "A range is written a0..a19 or a0..19: one name with rising numbers.");
        return false;
    }
    for (int64_t i = from; i <= to; i++) {
        struct price_term *term = new_term(cursor, PRICE_TERM_COLUMN);
        char *name = arena_print(cursor->arena, "%.*s%lld", TEXT_PRINT(stem), (long long)i);
        if (!term || !name || !add_name(cursor, text_from(name), &term->column)) return false;
        term->source = text_from(name);
        if (!append(cursor, terms, term)) return false;
    }
    cursor->position = ahead.position;
    return true;
}

bool price_terms_parse(struct price_cursor *cursor, struct price_terms *ret_terms)
{
    *ret_terms = (struct price_terms){0};
    do {
        bool is_done;
        skip(cursor);
        size_t start = cursor->position;
        struct price_term *term = NULL;
        if (!parse_range(cursor, ret_terms, &is_done)) return false;
        if (!is_done) {
            cursor->operators = 0;
            if (!parse_sum(cursor, &term)) return false;
            term->source = price_text_of((struct text){cursor->whole.data + start, cursor->position - start});
            if (!append(cursor, ret_terms, term)) return false;
        }
    } while (price_cursor_take(cursor, ','));
    if (price_cursor_is_at_end(cursor)) return true;
    price_cursor_problem(cursor, "Here a comma or an operator (+ - * /) is needed.");
    return false;
}

bool price_product_parse(struct price_cursor *cursor, const struct price_term **ret_term)
{
    struct price_term *term = NULL;
    skip(cursor);
    size_t start = cursor->position;
    cursor->operators = 0;
    if (!parse_chain(cursor, false, &term)) return false;
    term->source = price_text_of((struct text){cursor->whole.data + start, cursor->position - start});
    *ret_term = term;
    return true;
}
