// SPDX-License-Identifier: Apache-2.0
// The checks of RFC 9112, sections 3, 5 and 6, that keep a request's borders beyond doubt.
#include "http/header_guard.h"

#include <stdint.h>

// Characters of a header's name (RFC 9110, 5.6.2).
static bool is_token(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!is_letter && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c))) return false;
    }
    return text.length > 0;
}

// Tab and everything from space on; bytes above 127 are left to whoever reads the header.
static bool is_printable(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte < ' ' && byte != '\t') || byte == 0x7f) return false;
    }
    return true;
}

static bool is_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.length > 0 && text.length <= 15;
}

// A name, an address or an IPv6 address in brackets, with a port perhaps: nothing that could be markup or a
// path.
static bool is_host(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!is_letter && (c == '\0' || !strchr(".-_:[]", c))) return false;
    }
    return text.length > 0 && text.length <= 255;
}

// The library glues a folded line (RFC 9112, 5.2) to the name of the header that it belongs to, so that the
// request would lose its length here, and keep it in a proxy that puts the line together.
static bool is_folded_framing(struct text name)
{
    static const char *const framing[] = {"content-length", "transfer-encoding"};
    for (size_t i = 0; i < sizeof framing / sizeof framing[0]; i++) {
        struct text wanted = text_from(framing[i]);
        if (name.length > wanted.length && text_equal_fold((struct text){name.data, wanted.length}, wanted))
            return true;
    }
    return false;
}

const char *header_guard_check(const struct request *request, const char *version)
{
    bool is_old = strcmp(version, "HTTP/1.0") == 0;
    if (!is_old && strcmp(version, "HTTP/1.1") != 0) return "Only HTTP/1.0 and HTTP/1.1 are spoken here.";
    if (request->path.length == 0 || request->path.data[0] != '/')
        return "The request's target is not a path.";
    for (size_t i = 0; i < request->header_count; i++) {
        if (!is_token(request->headers[i].name))
            return "A header's name holds a character that is not allowed.";
        if (is_folded_framing(request->headers[i].name))
            return "A header that says where the request ends takes several lines.";
        if (!is_printable(request->headers[i].value)) return "A header's value holds a control character.";
    }
    size_t lengths = request_header_count(request, "content-length");
    size_t codings = request_header_count(request, "transfer-encoding");
    if (lengths > 1) return "There is more than one Content-Length.";
    if (lengths && codings) return "Content-Length and Transfer-Encoding exclude each other.";
    if (lengths && !is_digits(request_header(request, "content-length")))
        return "Content-Length is not a number.";
    if (codings > 1 || (codings && is_old) ||
        (codings && !text_equal_fold(request_header(request, "transfer-encoding"), TEXT("chunked"))))
        return "The only transfer coding accepted is chunked.";
    size_t hosts = request_header_count(request, "host");
    if (hosts > 1) return "There is more than one Host.";
    if (hosts && !is_host(request_header(request, "host"))) return "The Host header is malformed.";
    return NULL;
}

size_t header_guard_length(const struct request *request)
{
    if (request_header_count(request, "transfer-encoding")) return SIZE_MAX;
    int64_t length = 0;
    struct text value = request_header(request, "content-length");
    if (!text_parse_integer(value, 0, INT64_MAX, &length)) return 0;
    return (size_t)length;
}
