// SPDX-License-Identifier: Apache-2.0
// libcurl with everything turned off that is not needed.
#include "work/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

#include "format/web_address.h"

// What the socket callback has to know.
struct destination {
    bool may_be_inside;
    bool has_to_be_loopback; // plain http
    bool is_refused;
};

static void curl_begin(void)
{
    CURLcode ignored = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ignored;
}

static bool four_is_loopback(const unsigned char *byte)
{
    return byte[0] == 127;
}

// Networks that are not the public Internet (RFC 6890): this machine, private, shared, link-local, multicast
// …
static bool four_is_inside(const unsigned char *byte)
{
    return byte[0] == 0 || byte[0] == 10 || byte[0] == 127 || byte[0] >= 224 ||
           (byte[0] == 100 && byte[1] >= 64 && byte[1] < 128) || (byte[0] == 169 && byte[1] == 254) ||
           (byte[0] == 172 && byte[1] >= 16 && byte[1] < 32) || (byte[0] == 192 && byte[1] == 168) ||
           (byte[0] == 192 && byte[1] == 0 && byte[2] == 0) || (byte[0] == 198 && (byte[1] & 0xFE) == 18);
}

static bool six_is_loopback(const struct in6_addr *six)
{
    if (IN6_IS_ADDR_V4MAPPED(six)) return four_is_loopback(six->s6_addr + 12);
    return IN6_IS_ADDR_LOOPBACK(six);
}

// Only 2000::/3 is public, and of it not what carries an IPv4 address (6to4, Teredo).
static bool six_is_inside(const struct in6_addr *six)
{
    const unsigned char *byte = six->s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(six)) return four_is_inside(byte + 12);
    if (byte[0] == 0 && byte[1] == 0x64 && byte[2] == 0xFF && byte[3] == 0x9B)
        return four_is_inside(byte + 12);
    bool is_tunnel = (byte[0] == 0x20 && byte[1] == 2) ||
                     (byte[0] == 0x20 && byte[1] == 1 && byte[2] == 0 && byte[3] == 0);
    return (byte[0] & 0xE0) != 0x20 || is_tunnel;
}

// Called with the resolved address, just before connecting to it.
static curl_socket_t socket_open(void *closure, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct destination *destination = closure;
    bool is_loopback = false, is_inside = true;
    (void)purpose;
    if (address->family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)&address->addr;
        unsigned char bytes[4];
        memcpy(bytes, &four->sin_addr, sizeof bytes);
        is_loopback = four_is_loopback(bytes);
        is_inside = four_is_inside(bytes);
    } else if (address->family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)&address->addr;
        is_loopback = six_is_loopback(&six->sin6_addr);
        is_inside = six_is_inside(&six->sin6_addr);
    }
    if ((destination->has_to_be_loopback && !is_loopback) || (!destination->may_be_inside && is_inside)) {
        destination->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t body_take(char *data, size_t size, size_t count, void *closure)
{
    struct buffer *body = closure;
    buffer_add(body, data, size * count);
    return body->failed ? 0 : size * count;
}

static bool has_proxy(const struct web_address *address)
{
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    bool has = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        has = has || (value && *value);
    }
    return has && !web_address_is_loopback(address);
}

static void curl_prepare(CURL *curl, const struct fetch_request *request, struct fetch_reply *reply,
    const struct web_address *address, struct destination *destination)
{
    curl_easy_setopt(curl, CURLOPT_URL, request->address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, address->is_secure ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_SECONDS);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)FETCH_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Tandem/" TANDEM_VERSION);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply->body);
    if (web_address_is_loopback(address)) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    if (!has_proxy(address)) {
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, socket_open);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, destination);
    }
    if (request->form) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->form);
}

static struct curl_slist *headers_make(const struct fetch_request *request)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    if (!headers || !request->authorization) return headers;
    struct buffer line;
    buffer_init(&line, 80000);
    buffer_print(&line, "Authorization: %s", request->authorization);
    struct curl_slist *more = line.failed ? NULL : curl_slist_append(headers, line.data);
    buffer_free(&line);
    if (!more) curl_slist_free_all(headers);
    return more;
}

static enum error run(CURL *curl, struct fetch_reply *reply, const struct destination *destination)
{
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    if (code == CURLE_OK) return ERROR_NONE;
    const char *words = curl_easy_strerror(code);
    if (destination->is_refused) words = "its address is inside, on this machine or in a private network";
    if (reply->body.failed) words = "its reply is too large";
    snprintf(reply->message, sizeof reply->message, "%s", words);
    return ERROR_UNAVAILABLE;
}

enum error fetch(const struct fetch_request *request, struct fetch_reply *reply)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, curl_begin);
    memset(reply, 0, sizeof *reply);
    buffer_init(&reply->body, FETCH_MAXIMUM);
    struct web_address address;
    if (!web_address_parse(text_from(request->address), &address) || !web_address_is_safe(&address)) {
        snprintf(reply->message, sizeof reply->message, "it has no address that begins with https://");
        return ERROR_INVALID;
    }
    struct destination destination = {
        .may_be_inside = request->may_be_inside, .has_to_be_loopback = !address.is_secure};
    struct curl_slist *headers = headers_make(request);
    CURL *curl = headers ? curl_easy_init() : NULL;
    enum error error = ERROR_MEMORY;
    if (curl) {
        curl_prepare(curl, request, reply, &address, &destination);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        error = run(curl, reply, &destination);
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return error;
}
