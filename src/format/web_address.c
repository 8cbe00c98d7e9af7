// SPDX-License-Identifier: Apache-2.0
// Addresses of the web, taken apart byte by byte.
#include "format/web_address.h"

static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte <= ' ' || byte > '~' || strchr("\"<>\\^`{|}#@", byte)) return false;
    }
    return true;
}

static bool is_host(struct text host)
{
    if (text_is_empty(host)) return false;
    bool is_six = host.data[0] == '[';
    if (is_six && (host.length < 4 || host.data[host.length - 1] != ']')) return false;
    for (size_t i = is_six ? 1 : 0; i < host.length - (is_six ? 1 : 0); i++) {
        char byte = host.data[i];
        bool is_digit = byte >= '0' && byte <= '9';
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!is_digit && !is_letter && !strchr(is_six ? ":." : ".-_", byte)) return false;
    }
    return true;
}

static struct text text_after(struct text text, size_t count)
{
    return count < text.length ? (struct text){text.data + count, text.length - count} : TEXT("");
}

// Host and port: "login.example.com:8443", "[::1]:80".
static bool authority_parse(struct text authority, struct web_address *address)
{
    size_t end = 0;
    if (authority.length && authority.data[0] == '[') {
        end = text_find(authority, ']');
        if (end == authority.length) return false;
        end++;
    } else {
        end = text_find(authority, ':');
    }
    address->host = (struct text){authority.data, end};
    address->port = address->is_secure ? 443 : 80;
    if (!is_host(address->host)) return false;
    if (end == authority.length) return true;
    int64_t port = 0;
    struct text digits = text_after(authority, end + 1);
    if (authority.data[end] != ':' || digits.length > 5 || digits.length == 0 || digits.data[0] == '+' ||
        !text_parse_integer(digits, 1, 65535, &port))
        return false;
    address->port = (unsigned)port;
    return true;
}

bool web_address_parse(struct text text, struct web_address *ret_address)
{
    static const char secure[] = "https://", open[] = "http://";
    struct web_address address = {.is_secure = text_prefix(text, text_from(secure))};
    if (text.length > WEB_ADDRESS_MAXIMUM || !is_plain(text)) return false;
    if (!address.is_secure && !text_prefix(text, text_from(open))) return false;
    struct text rest = text_after(text, address.is_secure ? sizeof secure - 1 : sizeof open - 1);
    size_t question = text_find(rest, '?');
    address.query = text_after(rest, question + 1);
    rest.length = question;
    size_t slash = text_find(rest, '/');
    address.path = text_after(rest, slash);
    if (!authority_parse((struct text){rest.data, slash}, &address)) return false;
    *ret_address = address;
    return true;
}

bool web_address_is_loopback(const struct web_address *address)
{
    struct text host = address->host;
    if (text_equal_fold(host, TEXT("localhost")) || text_is(host, "[::1]")) return true;
    if (!text_prefix(host, TEXT("127."))) return false;
    for (size_t i = 0; i < host.length; i++)
        if (host.data[i] != '.' && (host.data[i] < '0' || host.data[i] > '9')) return false;
    return true;
}

bool web_address_is_safe(const struct web_address *address)
{
    return address->is_secure || web_address_is_loopback(address);
}

bool web_address_same_origin(const struct web_address *one, const struct web_address *other)
{
    return one->is_secure == other->is_secure && one->port == other->port &&
           text_equal_fold(one->host, other->host);
}
