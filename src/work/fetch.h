// SPDX-License-Identifier: Apache-2.0
// Asking another server over HTTP, guarded: the one place that does. libcurl is known to fetch.c alone.
//
// https only, with certificates checked; plain http to this machine alone. No redirects, no cookies, a bound
// on time and on size. The address that a name resolves to is looked at when connecting, so that a name
// cannot point inside: unless the caller allows it, addresses of this machine and of private networks are
// refused. (Through a proxy, which the environment names as libcurl wants it, the proxy resolves names, and
// is who has to look.) Blocks; never on the thread of a connection.
#ifndef TANDEM_WORK_FETCH_H
#define TANDEM_WORK_FETCH_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

#define FETCH_SECONDS 10
#define FETCH_CONNECT_SECONDS 5
#define FETCH_MAXIMUM 1048576 // bytes of a reply
#define FETCH_MESSAGE_SIZE 200

struct fetch_request {
    const char *address;
    const char *form;          // application/x-www-form-urlencoded, sent with POST; NULL: GET
    const char *authorization; // value of that header; NULL: none. Never logged
    bool may_be_inside;        // private addresses are fine: an administrator named this server
};

struct fetch_reply {
    long status;
    struct buffer body;               // *owned*: buffer_free, also after an error
    char message[FETCH_MESSAGE_SIZE]; // of an error, for the log; holds no secret
};

// ERROR_INVALID: the address is none that may be asked. ERROR_UNAVAILABLE: no reply, or one that is too
// large. Any status is a reply.
enum error fetch(const struct fetch_request *request, struct fetch_reply *reply) MUST_CHECK;

// The same as a parameter, so that tests can answer in place of a server.
typedef enum error fetch_function(const struct fetch_request *request, struct fetch_reply *reply);

#endif
