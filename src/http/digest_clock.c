// SPDX-License-Identifier: Apache-2.0
// A thread that looks at the clock every minute.
#include "http/digest_clock.h"

#include <pthread.h>

#include "base/allocation.h"
#include "base/calendar.h"
#include "base/log.h"
#include "store/store.h"
#include "work/digest.h"

#define LOOK_SECONDS 60
#define RETRY_MILLISECONDS INT64_C(900000)
#define HOUR_MILLISECONDS INT64_C(3600000)
#define ARENA_MAXIMUM ((size_t)1 << 30)

struct digest_clock {
    struct store *store;
    struct text password;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stopped;
    bool is_stopping;
    int64_t not_before;    // after a run: the next one
    int32_t complained_on; // the day of the last failures that were logged: once a day is enough
    bool has_failed;       // in this run
    uint32_t sent;
};

static void take_report(const struct digest_report *report, void *closure)
{
    struct digest_clock *clock = closure;
    char said[LOG_VALUE_SIZE];
    if (report->outcome == DIGEST_SENT) clock->sent++;
    if (report->outcome != DIGEST_FAILED) return;
    clock->has_failed = true;
    if (clock->complained_on != calendar_today())
        log_line(LOG_LEVEL_ERROR, "event=digest_failed user=%.*s reason=%s", TEXT_PRINT(report->user),
            log_value(text_from(report->message), said));
}

// Has the hour come, and is there a server to send by?
static enum error is_due(struct digest_clock *clock, struct arena *arena, bool *ret_is_due)
{
    struct transaction *transaction = NULL;
    struct mail_settings settings;
    enum error error = store_read(clock->store, &transaction);
    if (!error) error = mail_settings_load(transaction, arena, &settings);
    transaction_end(transaction);
    if (error) return error;
    const int64_t hour = calendar_now() / HOUR_MILLISECONDS % 24;
    *ret_is_due = *settings.server && *settings.from && hour >= settings.hour;
    return ERROR_NONE;
}

static void look(struct digest_clock *clock)
{
    struct arena arena;
    bool is_time = false;
    if (calendar_now() < clock->not_before) return;
    arena_init(&arena, ARENA_MAXIMUM);
    enum error error = is_due(clock, &arena, &is_time);
    if (!error && is_time) {
        const struct digest_options options = {.person = TEXT(""),
            .is_sent = true,
            .password = clock->password,
            .report = take_report,
            .closure = clock};
        clock->has_failed = false;
        clock->sent = 0;
        error = digest_run(clock->store, &options, &arena);
        clock->not_before = calendar_now() + RETRY_MILLISECONDS;
        if (clock->sent) log_line(LOG_LEVEL_INFO, "event=digests sent=%u", clock->sent);
    }
    if (error && clock->complained_on != calendar_today())
        log_line(LOG_LEVEL_ERROR, "event=digest_failed error=%s", error_name(error));
    if (error || clock->has_failed) clock->complained_on = calendar_today();
    arena_free(&arena);
}

static void *clock_run(void *closure)
{
    struct digest_clock *clock = closure;
    pthread_mutex_lock(&clock->mutex);
    while (!clock->is_stopping) {
        pthread_mutex_unlock(&clock->mutex);
        look(clock);
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += LOOK_SECONDS;
        pthread_mutex_lock(&clock->mutex);
        if (!clock->is_stopping) (void)pthread_cond_timedwait(&clock->stopped, &clock->mutex, &until);
    }
    pthread_mutex_unlock(&clock->mutex);
    return NULL;
}

struct digest_clock *digest_clock_start(struct store *store, struct text password)
{
    struct digest_clock *clock = allocation_get(sizeof *clock);
    if (!clock) return NULL;
    *clock = (struct digest_clock){.store = store, .password = password};
    pthread_mutex_init(&clock->mutex, NULL);
    pthread_cond_init(&clock->stopped, NULL);
    if (pthread_create(&clock->thread, NULL, clock_run, clock) == 0) return clock;
    pthread_mutex_destroy(&clock->mutex);
    pthread_cond_destroy(&clock->stopped);
    allocation_release(clock);
    return NULL;
}

struct digest_clock *digest_clock_stop(struct digest_clock *clock)
{
    if (!clock) return NULL;
    pthread_mutex_lock(&clock->mutex);
    clock->is_stopping = true;
    pthread_cond_signal(&clock->stopped);
    pthread_mutex_unlock(&clock->mutex);
    pthread_join(clock->thread, NULL);
    pthread_mutex_destroy(&clock->mutex);
    pthread_cond_destroy(&clock->stopped);
    allocation_release(clock);
    return NULL;
}
