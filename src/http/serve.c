// SPDX-License-Identifier: Apache-2.0
// Serving until a signal says stop.
#include "http/serve.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "access/one_time_link.h"
#include "base/calendar.h"
#include "base/log.h"
#include "check/record.h"
#include "http/digest_clock.h"
#include "http/sandbox.h"
#include "http/service.h"
#include "http/study_worker.h"

// The only thing a signal's handler may touch.
static volatile sig_atomic_t stop_descriptor = -1;

static void on_signal(int number)
{
    (void)number;
    int saved = errno;
    uint64_t one = 1;
    ssize_t ignored = write(stop_descriptor, &one, sizeof one);
    (void)ignored;
    errno = saved;
}

// Signals may arrive on any thread, those of the store too, so they are handled and not waited for.
static void signals_take(struct sigaction *old_terminate, struct sigaction *old_interrupt)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, old_terminate);
    sigaction(SIGINT, &action, old_interrupt);
}

static void announce(
    struct store *store, const struct serve_options *options, unsigned short port, FILE *output)
{
    char host[280];
    const char *listen = options->server.listen;
    const char *colon = strrchr(listen, ':');
    if (options->announce_host)
        snprintf(host, sizeof host, "%s", options->announce_host);
    else if (colon)
        snprintf(host, sizeof host, "%.*s:%u", (int)(colon - listen), listen, (unsigned)port);
    else
        snprintf(host, sizeof host, "127.0.0.1:%u", (unsigned)port);
    const char *scheme = options->server.is_behind_proxy && options->announce_host ? "https" : "http";
    fprintf(output, "Tandem serves %s on %s://%s/\n", store_address(store), scheme, host);
    char token[LINK_TOKEN_SIZE];
    enum error error = one_time_link_create_setup(store, token);
    if (error)
        log_line(LOG_LEVEL_ERROR, "event=setup_link error=%s", error_name(error));
    else if (token[0])
        fprintf(output, "Make the first administrator's account (works once, for a day):\n  %s://%s%s%s\n",
            scheme, host, one_time_link_path(LINK_SETUP), token);
    fflush(output);
}

// The rest of the sandbox, now that the sockets are bound and the database is open.
static enum error confine(struct sandbox *sandbox, char ret_message[SERVER_MESSAGE_SIZE])
{
    if (!sandbox) {
        log_line(LOG_LEVEL_WARNING, "event=sandbox state=off");
        return ERROR_NONE;
    }
    char said[SANDBOX_MESSAGE_SIZE] = "";
    enum error error = sandbox_finish(sandbox, said);
    if (error) {
        snprintf(ret_message, SERVER_MESSAGE_SIZE, "%.200s", said);
        return error;
    }
    log_line(sandbox->landlock && sandbox->filter ? LOG_LEVEL_INFO : LOG_LEVEL_WARNING,
        "event=sandbox landlock=%u system_calls=%s", sandbox->landlock,
        sandbox->filter ? "filtered" : "unfiltered");
    return ERROR_NONE;
}

#define SERVE_LOOK_MILLISECONDS (10 * 60 * 1000)

// Waits for a signal; meanwhile, once a new day has begun, keeps how many findings the check has. Not on the
// first day: a server that is started often would work for nothing.
static void serve_until_stopped(struct store *store, int stop)
{
    int32_t day = calendar_today();
    for (;;) {
        struct pollfd waiting = {.fd = stop, .events = POLLIN};
        const int ready = poll(&waiting, 1, SERVE_LOOK_MILLISECONDS);
        if (ready > 0) return;
        if ((ready < 0 && errno == EINTR) || calendar_today() == day) continue;
        day = calendar_today();
        const enum error error = check_record_daily(store);
        log_line(error ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, "event=daily_check error=%s", error_name(error));
    }
}

enum error http_serve(struct store *store, const struct serve_options *options, FILE *output,
    char ret_message[SERVER_MESSAGE_SIZE])
{
    int stop = eventfd(0, EFD_CLOEXEC);
    if (stop < 0) {
        snprintf(ret_message, SERVER_MESSAGE_SIZE, "cannot start: no file descriptor is free");
        return ERROR_IO;
    }
    stop_descriptor = stop;
    struct sigaction old_terminate, old_interrupt;
    signals_take(&old_terminate, &old_interrupt);
    struct service *service = NULL;
    enum error error = service_start(store, options, &service, ret_message);
    if (!error) {
        log_line(LOG_LEVEL_INFO, "event=start port=%u version=%s", (unsigned)service_port(service),
            TANDEM_VERSION);
        error = confine(options->sandbox, ret_message);
        if (!error && output) announce(store, options, service_port(service), output);
        if (!error && !study_worker_start(service->studies))
            log_line(LOG_LEVEL_ERROR, "event=price_studies error=memory");
        struct digest_clock *clock = error ? NULL : digest_clock_start(store, options->mail_password);
        if (!error) serve_until_stopped(store, stop);
        (void)digest_clock_stop(clock);
        log_line(LOG_LEVEL_INFO, "event=stopping");
        if (service_stop(service)) {
            // No request is open, and what was committed is on the disk; a study is begun anew.
            log_line(LOG_LEVEL_WARNING, "event=stop state=study_left");
            if (output) fflush(output);
            _exit(EXIT_SUCCESS);
        }
        log_line(LOG_LEVEL_INFO, "event=stop");
    }
    sigaction(SIGTERM, &old_terminate, NULL);
    sigaction(SIGINT, &old_interrupt, NULL);
    stop_descriptor = -1;
    close(stop);
    return error;
}
