// SPDX-License-Identifier: Apache-2.0
// An address of the web (http, https) taken apart, strictly: what is not plainly one is none.
#ifndef TANDEM_FORMAT_WEB_ADDRESS_H
#define TANDEM_FORMAT_WEB_ADDRESS_H

#include <stdbool.h>

#include "base/text.h"

#define WEB_ADDRESS_MAXIMUM 2000 // bytes

// *borrowed* from the text that was parsed.
struct web_address {
    bool is_secure;    // https
    struct text host;  // "login.example.com", "127.0.0.1", "[::1]"
    unsigned port;     // also when it was not given: 443 or 80
    struct text path;  // with its '/'; empty when there is none
    struct text query; // after '?'
};

// Takes "https://host[:port][/path][?query]": printable ASCII without spaces, no user before the host, no
// fragment. False for everything else.
bool web_address_parse(struct text text, struct web_address *ret_address);

// Does the name stand for this machine: localhost, 127.x.x.x, [::1]?
bool web_address_is_loopback(const struct web_address *address);

// May secrets go there: https, or this machine?
bool web_address_is_safe(const struct web_address *address);

// Scheme, host and port are the same.
bool web_address_same_origin(const struct web_address *one, const struct web_address *other);

#endif
