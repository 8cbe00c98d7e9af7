// SPDX-License-Identifier: Apache-2.0
// The listener of a server: one connection that hears of the commits of other servers on the same workspace,
// so that pages that are open follow them.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "store/postgres.h"

#define LISTEN_PAUSE 1000 // ms before a connection that was lost is tried again

// Waits for the socket or the time; false: it is time to stop.
static bool listener_wait(const struct postgres_store *state, int socket, int milliseconds)
{
    struct pollfd waits[] = {{.fd = state->stop[0], .events = POLLIN}, {.fd = socket, .events = POLLIN}};
    (void)poll(waits, socket >= 0 ? 2 : 1, milliseconds);
    return waits[0].revents == 0;
}

// Hears until the connection is lost (true) or the store is closed (false).
static bool listener_hear(struct store *store, struct postgres_connection *connection)
{
    const struct postgres_store *state = store->state;
    while (listener_wait(state, PQsocket(connection->link), -1)) {
        if (!PQconsumeInput(connection->link)) return true;
        bool heard = false;
        for (PGnotify *notice; (notice = PQnotifies(connection->link)) != NULL; PQfreemem(notice))
            heard = true;
        if (heard) store_bump(store);
        if (PQstatus(connection->link) != CONNECTION_OK) return true;
    }
    return false;
}

static void *listener_main(void *argument)
{
    struct store *store = argument;
    const struct postgres_store *state = store->state;
    char sql[128];
    snprintf(sql, sizeof sql, "LISTEN \"tandem_%s\"", state->schema);
    do {
        struct postgres_connection connection;
        if (postgres_connect(state, &connection, NULL)) continue;
        bool goes_on = true;
        if (postgres_command(&connection, sql, NULL) == ERROR_NONE) {
            store_bump(store); // something may have been missed while nobody listened
            goes_on = listener_hear(store, &connection);
        }
        postgres_disconnect(&connection);
        if (!goes_on) break;
    } while (listener_wait(state, -1, LISTEN_PAUSE));
    return NULL;
}

enum error postgres_listener_start(struct store *store)
{
    struct postgres_store *state = store->state;
    if (pipe(state->stop) != 0) return ERROR_IO;
    // Signals are for the program's main thread.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    state->has_listener = pthread_create(&state->listener, NULL, listener_main, store) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (state->has_listener) return ERROR_NONE;
    close(state->stop[0]);
    close(state->stop[1]);
    return ERROR_MEMORY;
}

void postgres_listener_stop(struct postgres_store *state)
{
    if (!state->has_listener) return;
    close(state->stop[1]); // its other end becomes readable
    pthread_join(state->listener, NULL);
    close(state->stop[0]);
    state->has_listener = false;
}
