// SPDX-License-Identifier: Apache-2.0
// History as it happens: server-sent events that resume where a client left off.
#ifndef TANDEM_HTTP_EVENTS_H
#define TANDEM_HTTP_EVENTS_H

#include "store/statement.h"

struct service;
struct events;

// Looks out for changes, of this process and of others on the same database, and wakes the streams. *owned*:
// events_free; NULL when out of memory.
struct events *events_new(struct service *service);
void events_start(struct events *events);          // when the server runs
void events_stop(struct events *events);           // before the server stops
struct events *events_free(struct events *events); // accepts NULL; returns NULL

extern const struct statement_list events_statements;

#endif
