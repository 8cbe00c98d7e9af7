// SPDX-License-Identifier: Apache-2.0
// jansson behind our limits and our allocator; nothing else includes jansson.h.
#include "format/json_reader.h"

#include "base/allocation.h"

#include <jansson.h>
#include <pthread.h>

// Beyond this a double no longer holds every integer.
#define INTEGER_EXACT_MAXIMUM 9007199254740992.0

// jansson reports some failed allocations as malformed JSON, so they are noted here.
static _Thread_local bool is_out_of_memory;

static void *take_memory(size_t size)
{
    void *memory = allocation_get(size);
    if (!memory) is_out_of_memory = true;
    return memory;
}

static void use_our_allocator(void)
{
    json_set_alloc_funcs(take_memory, allocation_release);
}

// Looks over the brackets before jansson does: it recurses once a level and takes about 100 bytes a value.
static enum error check_limits(struct text source, struct problem_list *problems)
{
    size_t depth = 0, values = 1;
    long line = 1;
    bool is_in_string = false;
    for (size_t i = 0; i < source.length; i++) {
        char byte = source.data[i];
        if (byte == '\n') line++;
        if (is_in_string) {
            if (byte == '\\')
                i++;
            else if (byte == '"')
                is_in_string = false;
            continue;
        }
        if (byte == '"')
            is_in_string = true;
        else if (byte == ',')
            values++;
        else if (byte == '[' || byte == '{')
            depth++, values++;
        else if ((byte == ']' || byte == '}') && depth > 0)
            depth--;
        if (depth > JSON_DEPTH_MAXIMUM) {
            problem_add_at(
                problems, line, 0, NULL, "The JSON is nested deeper than %d levels.", JSON_DEPTH_MAXIMUM);
            return ERROR_LIMIT;
        }
    }
    if (values > JSON_VALUES_MAXIMUM) {
        problem_add(problems, NULL, "The JSON has more than %d values.", JSON_VALUES_MAXIMUM);
        return ERROR_LIMIT;
    }
    return ERROR_NONE;
}

// jansson quotes the input near the mistake, cut to a number of bytes: half a character and control
// characters may be in it, which become question marks.
static void clean_message(char *message)
{
    struct text rest = text_from(message);
    while (rest.length) {
        size_t span = text_utf8_span(rest);
        for (size_t i = 0; i < span; i++, message++)
            if ((unsigned char)*message < ' ' || *message == 0x7F) *message = '?';
        if (span == rest.length) break;
        *message++ = '?';
        rest = (struct text){message, rest.length - span - 1};
    }
}

enum error json_document_parse(
    struct json_document *document, struct text source, struct problem_list *problems)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, use_our_allocator);
    document->root = NULL;
    if (source.length > JSON_SIZE_MAXIMUM) {
        problem_add(problems, NULL, "The JSON is longer than %zu bytes.", JSON_SIZE_MAXIMUM);
        return ERROR_LIMIT;
    }
    // Editors on Windows like to put a byte order mark in front.
    if (text_prefix(source, TEXT("\xEF\xBB\xBF"))) source = (struct text){source.data + 3, source.length - 3};
    enum error error = check_limits(source, problems);
    if (error) return error;
    json_error_t failure;
    is_out_of_memory = false;
    const char *data = source.data ? source.data : "";
    document->root = json_loadb(data, source.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &failure);
    if (document->root) return ERROR_NONE;
    if (is_out_of_memory) return ERROR_MEMORY;
    clean_message(failure.text);
    problem_add_at(problems, failure.line > 0 ? failure.line : 1, failure.column > 0 ? failure.column : 1,
        NULL, "The JSON is malformed: %s.", failure.text);
    return ERROR_SYNTAX;
}

void json_document_free(struct json_document *document)
{
    if (!document) return;
    json_decref(document->root);
    document->root = NULL;
}

struct json_value json_document_root(const struct json_document *document)
{
    return (struct json_value){.node = document->root};
}

enum json_kind json_value_kind(const struct json_value *value)
{
    if (!value->node) return JSON_KIND_MISSING;
    switch (json_typeof(value->node)) {
    case JSON_OBJECT: return JSON_KIND_OBJECT;
    case JSON_ARRAY: return JSON_KIND_ARRAY;
    case JSON_STRING: return JSON_KIND_TEXT;
    case JSON_INTEGER: return JSON_KIND_INTEGER;
    case JSON_REAL: return JSON_KIND_REAL;
    case JSON_TRUE:
    case JSON_FALSE: return JSON_KIND_BOOLEAN;
    case JSON_NULL: break;
    }
    return JSON_KIND_NULL;
}

bool json_value_is_present(const struct json_value *value)
{
    return value->node && !json_is_null(value->node);
}

struct json_value json_value_member(const struct json_value *object, const char *name)
{
    return (struct json_value){.node = json_object_get(object->node, name), .parent = object, .name = name};
}

size_t json_value_count(const struct json_value *value)
{
    return json_is_array(value->node) ? json_array_size(value->node) : json_object_size(value->node);
}

struct json_value json_value_item(const struct json_value *array, size_t index)
{
    return (struct json_value){.node = json_array_get(array->node, index), .parent = array, .index = index};
}

bool json_value_next(const struct json_value *object, void **iterator, struct json_value *ret_member)
{
    *iterator = *iterator ? json_object_iter_next(object->node, *iterator) : json_object_iter(object->node);
    if (!*iterator) return false;
    *ret_member = (struct json_value){
        .node = json_object_iter_value(*iterator), .parent = object, .name = json_object_iter_key(*iterator)};
    return true;
}

const char *json_value_path(const struct json_value *value, struct arena *arena)
{
    const struct json_value *steps[JSON_DEPTH_MAXIMUM + 1] = {NULL};
    size_t count = 0;
    for (; value->parent && count <= JSON_DEPTH_MAXIMUM; value = value->parent)
        steps[count++] = value;
    const char *path = "";
    while (count-- > 0 && path) {
        const struct json_value *step = steps[count];
        if (!step->name)
            path = arena_print(arena, "%s[%zu]", path, step->index);
        else
            path = arena_print(arena, "%s%s%s", path, path[0] ? "." : "", step->name);
    }
    return path;
}

void json_value_problem(
    const struct json_value *value, struct problem_list *problems, const char *format, ...)
{
    if (!problems) return;
    va_list values;
    va_start(values, format);
    const char *message = arena_print_list(problems->arena, format, values);
    va_end(values);
    const char *path = json_value_path(value, problems->arena);
    problem_add(
        problems, path && path[0] ? path : NULL, "%s", message ? message : "This value is not accepted.");
}

static const char *const kind_names[] = {[JSON_KIND_MISSING] = "missing",
    [JSON_KIND_NULL] = "null",
    [JSON_KIND_BOOLEAN] = "true or false",
    [JSON_KIND_INTEGER] = "an integer",
    [JSON_KIND_REAL] = "a number",
    [JSON_KIND_TEXT] = "a text",
    [JSON_KIND_ARRAY] = "an array",
    [JSON_KIND_OBJECT] = "an object"};

bool json_value_expect(const struct json_value *value, enum json_kind kind, struct problem_list *problems)
{
    enum json_kind found = json_value_kind(value);
    if (found == kind) return true;
    if (found == JSON_KIND_MISSING)
        json_value_problem(value, problems, "This is missing; it has to be %s.", kind_names[kind]);
    else
        json_value_problem(
            value, problems, "This has to be %s, not %s.", kind_names[kind], kind_names[found]);
    return false;
}

bool json_value_read_text(
    const struct json_value *value, struct problem_list *problems, struct text *ret_text)
{
    if (!json_value_expect(value, JSON_KIND_TEXT, problems)) return false;
    *ret_text = (struct text){json_string_value(value->node), json_string_length(value->node)};
    return true;
}

bool json_value_read_integer(const struct json_value *value, int64_t min, int64_t max,
    struct problem_list *problems, int64_t *ret_integer)
{
    enum json_kind kind = json_value_kind(value);
    int64_t integer = 0;
    bool is_integer = false;
    if (kind == JSON_KIND_INTEGER) {
        integer = json_integer_value(value->node);
        is_integer = true;
    } else if (kind == JSON_KIND_REAL) {
        double real = json_real_value(value->node);
        if (real >= -INTEGER_EXACT_MAXIMUM && real <= INTEGER_EXACT_MAXIMUM) integer = (int64_t)real;
        is_integer = (double)integer >= real && (double)integer <= real;
    } else if (kind == JSON_KIND_TEXT) {
        struct text text = {json_string_value(value->node), json_string_length(value->node)};
        is_integer = text_parse_integer(text, INT64_MIN, INT64_MAX, &integer);
    }
    if (!is_integer) {
        if (kind == JSON_KIND_REAL || kind == JSON_KIND_TEXT)
            json_value_problem(value, problems, "This has to be an integer.");
        else
            return json_value_expect(value, JSON_KIND_INTEGER, problems);
        return false;
    }
    if (integer < min || integer > max) {
        json_value_problem(
            value, problems, "This has to be between %lld and %lld.", (long long)min, (long long)max);
        return false;
    }
    *ret_integer = integer;
    return true;
}

bool json_value_read_real(const struct json_value *value, struct problem_list *problems, double *ret_real)
{
    if (json_value_kind(value) != JSON_KIND_INTEGER && !json_value_expect(value, JSON_KIND_REAL, problems))
        return false;
    *ret_real = json_number_value(value->node);
    return true;
}

bool json_value_read_boolean(const struct json_value *value, struct problem_list *problems, bool *ret_boolean)
{
    if (!json_value_expect(value, JSON_KIND_BOOLEAN, problems)) return false;
    *ret_boolean = json_is_true(value->node);
    return true;
}

bool json_value_expect_members(
    const struct json_value *object, const char *const names[], struct problem_list *problems)
{
    bool is_known = true;
    struct json_value member;
    for (void *iterator = NULL; json_value_next(object, &iterator, &member);) {
        size_t i = 0;
        while (names[i] && strcmp(names[i], member.name) != 0)
            i++;
        if (names[i]) continue;
        json_value_problem(&member, problems, "This field is not known here.");
        is_known = false;
    }
    return is_known;
}

void json_value_write(const struct json_value *value, struct json_writer *writer)
{
    switch (json_value_kind(value)) {
    case JSON_KIND_MISSING:
    case JSON_KIND_NULL: json_write_null(writer); break;
    case JSON_KIND_BOOLEAN: json_write_boolean(writer, json_is_true(value->node)); break;
    case JSON_KIND_INTEGER: json_write_integer(writer, json_integer_value(value->node)); break;
    case JSON_KIND_REAL: json_write_real(writer, json_real_value(value->node)); break;
    case JSON_KIND_TEXT:
        json_write_text(
            writer, (struct text){json_string_value(value->node), json_string_length(value->node)});
        break;
    case JSON_KIND_ARRAY:
        json_write_array_begin(writer);
        for (size_t i = 0; i < json_value_count(value); i++) {
            struct json_value item = json_value_item(value, i);
            json_value_write(&item, writer);
        }
        json_write_array_end(writer);
        break;
    case JSON_KIND_OBJECT: {
        struct json_value member;
        json_write_object_begin(writer);
        for (void *iterator = NULL; json_value_next(value, &iterator, &member);) {
            json_write_key(writer, member.name);
            json_value_write(&member, writer);
        }
        json_write_object_end(writer);
        break;
    }
    }
}
