// SPDX-License-Identifier: Apache-2.0
// The whole service over a fresh workspace on a port of its own, with a user and a token for each role.
#ifndef TANDEM_TESTS_HTTP_HARNESS_H
#define TANDEM_TESTS_HTTP_HARNESS_H

#include "store/fixture.h"

#include "http/client.h"
#include "http/serve.h"
#include "model/permission.h"

#define HARNESS_SECRET_SIZE 64

struct harness {
    struct fixture fixture;
    struct service *service;
    struct serve_options options;
    char users[ACCESS_ROLE_COUNT][16];                   // keys, by role
    char tokens[ACCESS_ROLE_COUNT][HARNESS_SECRET_SIZE]; // with the scope administer
};

// Makes the workspace and starts the service. Without users it waits for its first administrator. Users are
// called "viewer@example.com" …, their passwords "password of viewer" ….
void harness_open(
    struct harness *harness, const struct serve_options *options, bool has_users, bool has_company);
void harness_close(struct harness *harness);

// Makes another token for a user. *arena* of the fixture.
const char *harness_token(
    struct harness *harness, const char *user, const char *scope, const char *expires_on);

struct harness_request {
    const char *method;
    const char *path;
    const char *token;   // NULL: none
    const char *headers; // lines ended by CRLF; NULL: none
    const char *body;    // NULL: none; sent as JSON unless headers say otherwise
};

// Sends a request on a connection of its own. The reply is freed by client_reply_free.
void harness_send(struct harness *harness, const struct harness_request *request, struct client_reply *reply);

// The same, and nothing but the status.
int harness_status(struct harness *harness, const struct harness_request *request);

#endif
