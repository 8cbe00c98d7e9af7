// SPDX-License-Identifier: Apache-2.0
// The command line as a whole: finds the command, shows help where it is asked for, runs it.
#include "cli/main.h"

#include <errno.h>

#include "cli/report.h"
#include "cli/usage.h"

#define CLI_ARENA_MAXIMUM ((size_t)4 << 30)
#define CLI_HELP_MAXIMUM ((size_t)1 << 20)

static int print_help(const struct invocation *invocation)
{
    struct buffer output;
    buffer_init(&output, CLI_HELP_MAXIMUM);
    if (invocation->command)
        usage_print(invocation->command, invocation->parent, &output);
    else
        usage_print_overview(&command_all, &output);
    struct text written = buffer_view(&output);
    bool done = !buffer_error(&output) &&
                fwrite(written.data, 1, written.length, invocation->streams->output) == written.length;
    buffer_free(&output);
    return done ? 0 : error_exit(ERROR_IO);
}

// Output that could not be written (a full disk, a closed pipe) must not look like success.
static int finish(const struct streams *streams, int status)
{
    if (fflush(streams->output) == 0 && !ferror(streams->output)) return status;
    report_error(streams, "The output could not be written: %s.", strerrordesc_np(errno));
    return error_exit(ERROR_IO);
}

int cli_run(int count, const char *const *arguments, const struct streams *streams)
{
    struct arena arena;
    struct invocation invocation;
    arena_init(&arena, CLI_ARENA_MAXIMUM);
    size_t given = count > 1 ? (size_t)count - 1 : 0;
    enum error error = invocation_parse(&command_all, arguments + 1, given, streams, &arena, &invocation);
    int status = error_exit(ERROR_USAGE);
    if (error == ERROR_NONE && (invocation.help || !invocation.command)) {
        status = print_help(&invocation);
        if (!invocation.help) { // nothing was asked for: the overview, but not as success
            report_error(streams, "Which command?");
            status = error_exit(ERROR_USAGE);
        }
    } else if (error == ERROR_NONE) {
        status = invocation.command->run(&invocation);
    } else if (error != ERROR_USAGE) {
        status = report_problems(streams, error, NULL);
    }
    status = finish(streams, status);
    arena_free(&arena);
    return status;
}
