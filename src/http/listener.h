// SPDX-License-Identifier: Apache-2.0
// The listening socket: from what a person writes after --listen to an open socket.
#ifndef TANDEM_HTTP_LISTENER_H
#define TANDEM_HTTP_LISTENER_H

#include "http/server.h"

// Opens a socket on "127.0.0.1:8080", "[::1]:8080", "localhost:8080" or "8080" (then 127.0.0.1). Unless
// `may_be_public`, only loopback addresses are taken: passwords must not travel in the clear.
enum error listener_open(const char *listen, bool may_be_public, int *ret_socket, unsigned short *ret_port,
    char ret_message[SERVER_MESSAGE_SIZE]) MUST_CHECK;

#endif
