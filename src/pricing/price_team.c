// SPDX-License-Identifier: Apache-2.0
// A team of threads that wait for parts of work.
#include "pricing/price_team.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>

#include "base/allocation.h"

struct price_team {
    pthread_mutex_t mutex;
    pthread_cond_t is_called, is_done;
    pthread_t thread[PRICE_TEAM_MAXIMUM];
    size_t threads; // besides the caller's
    // Of the work at hand; under the mutex.
    void (*part)(void *work, size_t number);
    void *work;
    size_t next, parts, unfinished;
    bool is_busy, is_ending;
};

size_t price_team_usual(void)
{
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof(processors), &processors) != 0) return 1;
    size_t count = (size_t)CPU_COUNT(&processors);
    return count < 1 ? 1 : count > PRICE_TEAM_MAXIMUM ? PRICE_TEAM_MAXIMUM : count;
}

// Does parts until none is left to begin. The mutex is held before and after, not during a part.
static void do_parts(struct price_team *team)
{
    while (team->next < team->parts) {
        size_t number = team->next++;
        void (*part)(void *work, size_t number) = team->part;
        void *work = team->work;
        (void)pthread_mutex_unlock(&team->mutex);
        part(work, number);
        (void)pthread_mutex_lock(&team->mutex);
        if (--team->unfinished == 0) (void)pthread_cond_signal(&team->is_done);
    }
}

static void *member(void *context)
{
    struct price_team *team = context;
    (void)pthread_mutex_lock(&team->mutex);
    while (!team->is_ending) {
        do_parts(team);
        if (!team->is_ending) (void)pthread_cond_wait(&team->is_called, &team->mutex);
    }
    (void)pthread_mutex_unlock(&team->mutex);
    return NULL;
}

enum error price_team_start(size_t threads, struct price_team **ret_team)
{
    struct price_team *team = allocation_get(sizeof(*team));
    if (!team) return ERROR_MEMORY;
    *team = (struct price_team){
        PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER, .threads = 0};
    // Signals are for the thread that the program began with.
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (team->threads + 1 < threads && team->threads + 1 < PRICE_TEAM_MAXIMUM) {
        if (pthread_create(&team->thread[team->threads], NULL, member, team) != 0) break;
        team->threads++;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    *ret_team = team;
    return ERROR_NONE;
}

void price_team_free(struct price_team *team)
{
    if (!team) return;
    (void)pthread_mutex_lock(&team->mutex);
    team->is_ending = true;
    (void)pthread_cond_broadcast(&team->is_called);
    (void)pthread_mutex_unlock(&team->mutex);
    for (size_t i = 0; i < team->threads; i++)
        (void)pthread_join(team->thread[i], NULL);
    (void)pthread_cond_destroy(&team->is_called);
    (void)pthread_cond_destroy(&team->is_done);
    (void)pthread_mutex_destroy(&team->mutex);
    allocation_release(team);
}

void price_team_share(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    struct price_team *team = context;
    (void)pthread_mutex_lock(&team->mutex);
    bool is_alone = team->is_busy || team->threads == 0 || parts < 2;
    if (!is_alone) {
        team->is_busy = true;
        team->part = part;
        team->work = work;
        team->next = 0;
        team->parts = team->unfinished = parts;
        (void)pthread_cond_broadcast(&team->is_called);
        do_parts(team);
        while (team->unfinished > 0)
            (void)pthread_cond_wait(&team->is_done, &team->mutex);
        team->is_busy = false;
    }
    (void)pthread_mutex_unlock(&team->mutex);
    for (size_t i = 0; is_alone && i < parts; i++)
        part(work, i);
}
