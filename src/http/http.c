// SPDX-License-Identifier: Apache-2.0
// Looking into a request's headers, and putting headers on a reply.
#include "http/http.h"

static const char *const method_names[METHOD_COUNT] = {
    [METHOD_GET] = "GET",
    [METHOD_HEAD] = "HEAD",
    [METHOD_POST] = "POST",
    [METHOD_PUT] = "PUT",
    [METHOD_PATCH] = "PATCH",
    [METHOD_DELETE] = "DELETE",
    [METHOD_OPTIONS] = "OPTIONS",
    [METHOD_OTHER] = "OTHER",
};

enum method method_parse(const char *name)
{
    for (enum method method = 0; method < METHOD_OTHER; method++)
        if (strcmp(name, method_names[method]) == 0) return method;
    return METHOD_OTHER;
}

const char *method_name(enum method method)
{
    return method < METHOD_COUNT ? method_names[method] : "OTHER";
}

struct text request_header(const struct request *request, const char *name)
{
    struct text wanted = text_from(name);
    for (size_t i = 0; i < request->header_count; i++)
        if (text_equal_fold(request->headers[i].name, wanted)) return request->headers[i].value;
    return TEXT("");
}

struct text request_header_last(const struct request *request, const char *name)
{
    struct text wanted = text_from(name);
    for (size_t i = request->header_count; i > 0; i--)
        if (text_equal_fold(request->headers[i - 1].name, wanted)) return request->headers[i - 1].value;
    return TEXT("");
}

size_t request_header_count(const struct request *request, const char *name)
{
    struct text wanted = text_from(name);
    size_t count = 0;
    for (size_t i = 0; i < request->header_count; i++)
        if (text_equal_fold(request->headers[i].name, wanted)) count++;
    return count;
}

struct text request_cookie(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (!text_equal_fold(request->headers[i].name, TEXT("cookie"))) continue;
        struct text rest = request->headers[i].value, part;
        while (text_split(&rest, ';', &part)) {
            part = text_trim(part);
            size_t equals = text_find(part, '=');
            if (equals < part.length && text_is((struct text){part.data, equals}, name))
                return (struct text){part.data + equals + 1, part.length - equals - 1};
        }
    }
    return TEXT("");
}

// Is a weight such as "q=0" or "q=0.000" nothing? Parameters other than q do not matter.
static bool weight_is_zero(struct text parameters)
{
    struct text part;
    while (text_split(&parameters, ';', &part)) {
        part = text_trim(part);
        if (part.length < 3 || (part.data[0] != 'q' && part.data[0] != 'Q') || part.data[1] != '=') continue;
        for (size_t i = 2; i < part.length; i++)
            if (part.data[i] != '0' && part.data[i] != '.') return false;
        return true;
    }
    return false;
}

bool request_accepts_encoding(const struct request *request, const char *coding)
{
    bool any = false;
    for (size_t i = 0; i < request->header_count; i++) {
        if (!text_equal_fold(request->headers[i].name, TEXT("accept-encoding"))) continue;
        struct text rest = request->headers[i].value, part;
        while (text_split(&rest, ',', &part)) {
            size_t end = text_find(part, ';');
            struct text name = text_trim((struct text){part.data, end});
            struct text parameters =
                end < part.length ? (struct text){part.data + end + 1, part.length - end - 1} : TEXT("");
            if (text_equal_fold(name, text_from(coding))) return !weight_is_zero(parameters);
            if (text_is(name, "*")) any = !weight_is_zero(parameters);
        }
    }
    return any;
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
    if (!value || reply->header_count >= REPLY_HEADERS_MAXIMUM) return;
    reply->headers[reply->header_count].name = name;
    reply->headers[reply->header_count++].value = value;
}

void reply_header_print(struct reply *reply, struct arena *arena, const char *name, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    reply_header(reply, name, arena_print_list(arena, format, values));
    va_end(values);
}

const char *reply_header_value(const struct reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (text_equal_fold(text_from(reply->headers[i].name), text_from(name)))
            return reply->headers[i].value;
    return NULL;
}

void reply_release(struct reply *reply)
{
    if (reply->release) reply->release(reply->kept);
    reply->release = NULL;
}

void reply_reset(struct reply *reply)
{
    buffer_reset(&reply->body);
    if (reply->stream && reply->stream->release) reply->stream->release(reply->stream->closure);
    reply->stream = NULL;
    reply_release(reply);
    reply->is_fixed = false;
    reply->header_count = 0;
    reply->holds_secret = false;
    reply->is_compressed = false;
}
