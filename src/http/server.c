// SPDX-License-Identifier: Apache-2.0
// Starting and stopping: the library's daemon with its limits, the lanes, the reaper.
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <unistd.h>

#include "base/allocation.h"
#include "base/calendar.h"
#include "base/log.h"
#include "http/exchange.h"
#include "http/listener.h"

// Threads and places in the queue of each lane.
static const struct {
    unsigned threads, queue;
} lane_sizes[LANE_COUNT] = {
    [LANE_WRITE] = {8, 512},
    [LANE_PASSWORD] = {2, 32},
    [LANE_REPORT] = {4, 64},
    [LANE_IMPORT] = {2, 16},
    [LANE_REMOTE] = {4, 32},
};

static void address_print(const struct sockaddr *address, char out[REAPER_ADDRESS_SIZE])
{
    out[0] = '\0';
    if (!address) return;
    if (address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, out,
            REAPER_ADDRESS_SIZE);
    } else if (address->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(six))
            inet_ntop(AF_INET, six->s6_addr + 12, out, REAPER_ADDRESS_SIZE);
        else
            inet_ntop(AF_INET6, six, out, REAPER_ADDRESS_SIZE);
    }
}

static void on_connection(void *closure, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
    struct server *server = closure;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context) reaper_forget(server->reaper, *context);
        *context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (!info) return;
    int64_t deadline = calendar_monotonic() + (int64_t)server->options.header_milliseconds * 1000;
    struct reaped *reaped = reaper_watch(server->reaper, info->connect_fd, deadline);
    if (!reaped) return;
    info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    address_print(info ? info->client_addr : NULL, reaped->address);
    *context = reaped;
}

static void on_tick(void *closure)
{
    struct server *server = closure;
    int64_t now = calendar_monotonic();
    if (now < server->heartbeat_at) return;
    server->heartbeat_at = now + (int64_t)server->options.heartbeat_milliseconds * 1000;
    exchange_wake_streams(server, true);
}

PRINTF_CHECKED(2, 0)
static void on_library_message(void *closure, const char *format, va_list values)
{
    (void)closure;
    char message[LOG_VALUE_SIZE], value[LOG_VALUE_SIZE];
    vsnprintf(message, sizeof message, format, values);
    log_line(
        LOG_LEVEL_DEBUG, "event=http_library message=%s", log_value(text_trim(text_from(message)), value));
}

static void options_default(struct server_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (!options->threads) options->threads = processors < 4 ? 4 : processors > 8 ? 8 : (unsigned)processors;
    if (!options->connections) options->connections = 1000;
    if (options->connections < options->threads) options->connections = options->threads;
    if (!options->connections_per_address) options->connections_per_address = 100;
    if (options->is_behind_proxy) options->connections_per_address = 0; // none
    if (!options->header_milliseconds) options->header_milliseconds = 10000;
    if (!options->idle_milliseconds) options->idle_milliseconds = 75000;
    if (!options->heartbeat_milliseconds) options->heartbeat_milliseconds = 20000;
    if (!options->stop_milliseconds) options->stop_milliseconds = 30000;
}

static bool lanes_start(struct server *server)
{
    for (unsigned lane = LANE_INLINE + 1; lane < LANE_COUNT; lane++) {
        server->lanes[lane] = lane_pool_new(lane_sizes[lane].threads, lane_sizes[lane].queue);
        if (!server->lanes[lane]) return false;
    }
    return true;
}

static bool daemon_start(struct server *server, int listener)
{
    const struct server_options *options = &server->options;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, exchange_step, server, MHD_OPTION_EXTERNAL_LOGGER,
        on_library_message, server, // first, so that it sees the others' complaints
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_THREAD_POOL_SIZE, options->threads,
        MHD_OPTION_CONNECTION_LIMIT, options->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        options->connections_per_address, MHD_OPTION_CONNECTION_TIMEOUT,
        (options->idle_milliseconds + 999) / 1000, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)SERVER_HEADER_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_open, server, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
    return server->daemon != NULL;
}

// Frees what server_start made, in whatever state it is; the daemon is stopped already.
static void server_release(struct server *server)
{
    for (unsigned lane = 0; lane < LANE_COUNT; lane++)
        server->lanes[lane] = lane_pool_free(server->lanes[lane]);
    server->reaper = reaper_free(server->reaper);
    pthread_mutex_destroy(&server->stream_mutex);
    allocation_release(server);
}

enum error server_start(const struct server_options *options, const struct application *application,
    struct server **ret_server, char ret_message[SERVER_MESSAGE_SIZE])
{
    signal(SIGPIPE, SIG_IGN); // a client that leaves is an error of that connection alone
    int listener = -1;
    unsigned short port = 0;
    enum error error =
        listener_open(options->listen, options->is_behind_proxy, &listener, &port, ret_message);
    if (error) return error;
    struct server *server = allocation_get(sizeof *server);
    if (server) {
        memset(server, 0, sizeof *server);
        server->options = *options;
        server->application = *application;
        server->port = port;
        options_default(&server->options);
        pthread_mutex_init(&server->stream_mutex, NULL);
        server->heartbeat_at = calendar_monotonic() + (int64_t)server->options.heartbeat_milliseconds * 1000;
        server->reaper = reaper_new(on_tick, server);
        if (server->reaper && lanes_start(server) && daemon_start(server, listener)) {
            *ret_server = server;
            return ERROR_NONE;
        }
        server_release(server);
    }
    close(listener);
    snprintf(
        ret_message, SERVER_MESSAGE_SIZE, "cannot start the server: not enough memory, threads or files");
    return ERROR_MEMORY;
}

// The library's own count of connections includes idle ones, so we wait for our own count of requests.
static void server_drain(struct server *server)
{
    int64_t until = calendar_monotonic() + (int64_t)server->options.stop_milliseconds * 1000;
    for (unsigned calm = 0; calm < 5 && calendar_monotonic() < until;) {
        calm = atomic_load(&server->in_flight) == 0 ? calm + 1 : 0;
        exchange_wake_streams(server, false);
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    }
}

struct server *server_stop(struct server *server)
{
    if (!server) return NULL;
    // It may be closed only when the daemon has stopped, but clients are to be turned away now.
    int listener = MHD_quiesce_daemon(server->daemon);
    if (listener >= 0) shutdown(listener, SHUT_RDWR);
    atomic_store(&server->is_closing, true);
    server_drain(server);
    // What is still queued is worked off, so that no connection is suspended when the daemon stops.
    for (unsigned lane = 0; lane < LANE_COUNT; lane++)
        lane_pool_close(server->lanes[lane]);
    exchange_wake_streams(server, false);
    MHD_stop_daemon(server->daemon);
    if (listener >= 0) close(listener);
    server_release(server);
    return NULL;
}

unsigned short server_port(const struct server *server)
{
    return server->port;
}

void server_wake(struct server *server)
{
    exchange_wake_streams(server, false);
}
