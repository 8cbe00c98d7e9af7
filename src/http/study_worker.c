// SPDX-License-Identifier: Apache-2.0
// The worker: looks for queued studies when something was committed, and now and then for those that another
// process queued.
#include "http/study_worker.h"

#include <malloc.h>
#include <math.h>
#include <pthread.h>
#include <time.h>

#include "base/allocation.h"
#include "base/calendar.h"
#include "base/log.h"
#include "lab/study_run.h"
#include "pricing/price_team.h"

#define LOOK_MILLISECONDS 300
#define LOOKS_UNTIL_ANYWAY 20
#define LOOKS_UNTIL_REQUEUE 1000 // five minutes: what another server left behind

struct study_worker {
    struct store *store;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stopped;
    bool is_started, is_stopping;
    char key[STUDY_KEY_SIZE]; // of the study at hand; empty: none
    struct study_state state;
    double began;
};

static bool take_progress(void *closure, size_t done, size_t all, double objective)
{
    struct study_worker *worker = closure;
    pthread_mutex_lock(&worker->mutex);
    worker->state = (struct study_state){done, all, objective, calendar_seconds() - worker->began};
    const bool is_wanted = !worker->is_stopping;
    pthread_mutex_unlock(&worker->mutex);
    return is_wanted;
}

static void name_study(struct study_worker *worker, const char *key)
{
    pthread_mutex_lock(&worker->mutex);
    snprintf(worker->key, sizeof worker->key, "%s", key);
    worker->began = calendar_seconds();
    worker->state = (struct study_state){.objective = (double)NAN};
    pthread_mutex_unlock(&worker->mutex);
}

// Waits a little; false: the server stops.
static bool rest(struct study_worker *worker)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&worker->mutex);
    if (!worker->is_stopping) (void)pthread_cond_timedwait(&worker->stopped, &worker->mutex, &until);
    const bool goes_on = !worker->is_stopping;
    pthread_mutex_unlock(&worker->mutex);
    return goes_on;
}

// One study, on all processors but one: requests are to be answered meanwhile.
static enum error work_one(struct study_worker *worker, const char *key)
{
    const size_t processors = price_team_usual();
    struct price_team *team = NULL;
    if (processors > 2 && price_team_start(processors - 1, &team) != ERROR_NONE) team = NULL; // alone, then
    const struct study_options options = {.progress = take_progress,
        .closure = worker,
        .share = team ? price_team_share : NULL,
        .share_context = team,
        .returns_to_queue = true};
    const enum error error = study_run(worker->store, key, &options);
    price_team_free(team);
    return error;
}

// Works off all that waits.
static void work(struct study_worker *worker)
{
    char key[STUDY_KEY_SIZE];
    bool is_waiting = true;
    while (study_is_waiting(worker->store, &is_waiting) == ERROR_NONE && is_waiting) {
        enum error error = study_claim(worker->store, key);
        if (error) return;
        name_study(worker, key);
        error = work_one(worker, key);
        log_line(error ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, "event=price_study key=%s ms=%.0f error=%s", key,
            (calendar_seconds() - worker->began) * 1000, error_name(error));
        name_study(worker, "");
        (void)malloc_trim(0); // a study may have had a thousand times what requests need
        if (error) return;
    }
}

static void requeue(struct store *store, bool is_alone)
{
    const enum error error = study_requeue(store, is_alone);
    if (error) log_line(LOG_LEVEL_WARNING, "event=price_study_requeue error=%s", error_name(error));
}

static void *worker_run(void *closure)
{
    struct study_worker *worker = closure;
    uint64_t seen = 0;
    unsigned looks = 0, until_requeue = 0;
    bool is_alone = store_kind(worker->store) == STORE_SQLITE;
    do {
        if (until_requeue-- == 0) {
            until_requeue = LOOKS_UNTIL_REQUEUE;
            requeue(worker->store, is_alone);
            is_alone = false; // a command may be at work by now
        }
        const uint64_t generation = store_generation(worker->store);
        if (generation == seen && ++looks < LOOKS_UNTIL_ANYWAY) continue;
        looks = 0;
        work(worker);
        seen = generation;
    } while (rest(worker));
    return NULL;
}

struct study_worker *study_worker_new(struct store *store)
{
    struct study_worker *worker = allocation_get(sizeof *worker);
    if (!worker) return NULL;
    *worker = (struct study_worker){.store = store};
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->stopped, NULL);
    return worker;
}

bool study_worker_start(struct study_worker *worker)
{
    worker->is_started = pthread_create(&worker->thread, NULL, worker_run, worker) == 0;
    return worker->is_started;
}

void study_worker_stop(struct study_worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    worker->is_stopping = true;
    pthread_cond_signal(&worker->stopped);
    pthread_mutex_unlock(&worker->mutex);
}

bool study_worker_join(struct study_worker *worker, long milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    if (worker->is_started && pthread_clockjoin_np(worker->thread, NULL, CLOCK_MONOTONIC, &until) != 0)
        return false;
    worker->is_started = false;
    return true;
}

struct study_worker *study_worker_free(struct study_worker *worker)
{
    if (!worker) return NULL;
    study_worker_stop(worker);
    if (worker->is_started) pthread_join(worker->thread, NULL);
    pthread_mutex_destroy(&worker->mutex);
    pthread_cond_destroy(&worker->stopped);
    allocation_release(worker);
    return NULL;
}

bool study_worker_state(struct study_worker *worker, struct text key, struct study_state *ret_state)
{
    pthread_mutex_lock(&worker->mutex);
    const bool is_this = worker->key[0] && text_is(key, worker->key);
    *ret_state = worker->state;
    ret_state->seconds = calendar_seconds() - worker->began;
    pthread_mutex_unlock(&worker->mutex);
    return is_this;
}
