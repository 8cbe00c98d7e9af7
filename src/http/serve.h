// SPDX-License-Identifier: Apache-2.0
// `tandem serve`: the whole service over one open store, until it is told to stop.
#ifndef TANDEM_HTTP_SERVE_H
#define TANDEM_HTTP_SERVE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "http/server.h"
#include "store/store.h"

#define SERVE_REQUESTS_DEFAULT                                                                               \
    6000 // a minute for each user, or for each address of those who are not signed in
#define SERVE_REQUESTS_UNLIMITED UINT32_MAX

struct sandbox;

struct serve_options {
    struct server_options server;
    const char *web_root; // folder whose files are served in place of the embedded page; NULL: embedded
    unsigned requests_per_minute; // 0: SERVE_REQUESTS_DEFAULT
    struct text oidc_secret;      // of the client of single sign-on; copied, empty: it has none
    const char *announce_host;    // NULL; for the address printed, when it is not the one listened on
    struct text mail_password;    // of the mail server; *borrowed* while it serves
    struct sandbox *sandbox; // NULL: none; what sandbox_begin gave, to be finished when the sockets are bound
};

struct service;

// Serves until SIGTERM or SIGINT, then lets requests in flight finish. Prints the address to `output` (may be
// NULL), and the setup link while there is no administrator. Logs a line a request to standard error. The
// store is *borrowed*. On failure to start says why in ret_message.
enum error http_serve(struct store *store, const struct serve_options *options, FILE *output,
    char ret_message[SERVER_MESSAGE_SIZE]) MUST_CHECK;

// The same in two steps, for tests. *owned*: service_stop.
enum error service_start(struct store *store, const struct serve_options *options,
    struct service **ret_service, char ret_message[SERVER_MESSAGE_SIZE]) MUST_CHECK;
// Accepts NULL; returns NULL, or the service when a study is still at work and uses it: then nothing remains
// but to end the process.
struct service *service_stop(struct service *service);
unsigned short service_port(const struct service *service);
uint64_t service_replies_kept(const struct service *service); // how many were given again
void service_settle(struct service *service); // waits for what was left to be written in the background

#endif
