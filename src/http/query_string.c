// SPDX-License-Identifier: Apache-2.0
// Strict percent-decoding (RFC 3986, 2.1) and the splitting of a query.
#include "http/query_string.h"

static int hexadecimal(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool has_control(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7f) return true;
    return false;
}

bool percent_decode(struct text text, bool is_form, struct arena *arena, struct text *ret_text)
{
    *ret_text = TEXT("");
    bool is_plain = text_find(text, '%') == text.length && (!is_form || text_find(text, '+') == text.length);
    struct text decoded = text;
    if (!is_plain) {
        char *out = arena_allocate(arena, text.length + 1);
        if (!out) return false;
        size_t length = 0;
        for (size_t i = 0; i < text.length; i++) {
            char c = text.data[i];
            if (c == '%') {
                if (text.length - i < 3) return false;
                int high = hexadecimal(text.data[i + 1]), low = hexadecimal(text.data[i + 2]);
                if (high < 0 || low < 0) return false;
                c = (char)(high * 16 + low);
                i += 2;
            } else if (c == '+' && is_form) {
                c = ' ';
            }
            out[length++] = c;
        }
        decoded = (struct text){out, length};
    }
    if (!text_is_utf8(decoded) || has_control(decoded)) return false;
    *ret_text = decoded;
    return true;
}

static void parameter_read(
    struct text part, struct arena *arena, struct problem_list *problems, struct query_string *query)
{
    size_t equals = text_find(part, '=');
    struct query_parameter parameter = {0};
    struct text name = {part.data, equals};
    if (!percent_decode(name, true, arena, &parameter.name) || text_is_empty(parameter.name)) {
        problem_add(problems, NULL, "A parameter's name is empty or not encoded as it should be.");
        return;
    }
    const char *shown = text_copy(parameter.name, arena);
    struct text value =
        equals < part.length ? (struct text){part.data + equals + 1, part.length - equals - 1} : TEXT("");
    if (!percent_decode(value, true, arena, &parameter.value)) {
        problem_add(problems, shown,
            "The value is not valid: %%XX with two hexadecimal digits, UTF-8, no control "
            "characters.");
        return;
    }
    for (size_t i = 0; i < query->count; i++) {
        if (!text_equal(query->parameters[i].name, parameter.name)) continue;
        problem_add(
            problems, shown, "The parameter is given more than once; alternatives are separated by a comma.");
        return;
    }
    if (query->count == QUERY_STRING_MAXIMUM) {
        problem_add(problems, shown, "There are more than %d parameters.", QUERY_STRING_MAXIMUM);
        return;
    }
    query->is_taken[query->count] = false;
    query->parameters[query->count++] = parameter;
}

enum error query_string_parse(
    struct text text, struct arena *arena, struct problem_list *problems, struct query_string *ret_query)
{
    ret_query->count = 0;
    size_t before = problems->count;
    struct text part;
    while (problems->count == before && !text_is_empty(text) && text_split(&text, '&', &part))
        if (!text_is_empty(part)) parameter_read(part, arena, problems, ret_query);
    return problems->count == before ? ERROR_NONE : ERROR_SYNTAX;
}

const struct text *query_string_take(struct query_string *query, const char *name)
{
    for (size_t i = 0; i < query->count; i++) {
        if (!text_is(query->parameters[i].name, name)) continue;
        query->is_taken[i] = true;
        return &query->parameters[i].value;
    }
    return NULL;
}

enum error query_string_expect_taken(const struct query_string *query, const char *const known[],
    struct arena *arena, struct problem_list *problems)
{
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < query->count; i++) {
        if (query->is_taken[i]) continue;
        error = ERROR_UNKNOWN_PARAMETER;
        struct buffer names;
        buffer_init(&names, 1000);
        for (size_t k = 0; known && known[k]; k++)
            buffer_print(&names, "%s%s", k ? ", " : "", known[k]);
        const char *name = text_copy(query->parameters[i].name, arena);
        if (names.length)
            problem_add(problems, name, "Not known here; known are %.*s.", TEXT_PRINT(buffer_view(&names)));
        else
            problem_add(problems, name, "Not known here; this address takes no parameters.");
        buffer_free(&names);
    }
    return error;
}
