// SPDX-License-Identifier: Apache-2.0
// How far a long command is.
#include "cli/progress.h"

#include <unistd.h>

#include "base/calendar.h"

#define PROGRESS_QUIET 1000000   // µs before the first word
#define PROGRESS_TERMINAL 200000 // µs between words on a terminal, where they replace each other
#define PROGRESS_LINES 5000000   // µs between lines elsewhere

static volatile sig_atomic_t is_interrupted;

static void note_signal(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

void progress_begin(struct progress *progress, const struct streams *streams, const char *unit)
{
    *progress = (struct progress){.streams = streams, .unit = unit, .begun = calendar_monotonic()};
    int file = fileno(streams->errors);
    progress->is_terminal = file >= 0 && isatty(file);
    is_interrupted = 0;
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    (void)sigaction(SIGINT, &action, &progress->interrupt);
    (void)sigaction(SIGTERM, &action, &progress->terminate);
}

bool progress_step(int64_t done, void *closure)
{
    struct progress *progress = closure;
    int64_t now = calendar_monotonic();
    int64_t pause = progress->is_terminal ? PROGRESS_TERMINAL : PROGRESS_LINES;
    if (is_interrupted) return false;
    if (now - progress->begun < PROGRESS_QUIET || now - progress->said < pause) return true;
    progress->said = now;
    progress->has_line = progress->is_terminal;
    (void)fprintf(progress->streams->errors, progress->is_terminal ? "\r%lld %s " : "%lld %s\n",
        (long long)done, progress->unit);
    (void)fflush(progress->streams->errors);
    return true;
}

void progress_end(struct progress *progress)
{
    if (progress->has_line) (void)fprintf(progress->streams->errors, "\r\033[K");
    (void)sigaction(SIGINT, &progress->interrupt, NULL);
    (void)sigaction(SIGTERM, &progress->terminate, NULL);
}
