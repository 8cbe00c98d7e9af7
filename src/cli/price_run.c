// SPDX-License-Identifier: Apache-2.0
// Runs a price specification on its files and shows the result.
#include "cli/price_run.h"

#include <string.h>

#include "base/calendar.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/report.h"
#include "pricing/price_method.h"
#include "pricing/price_print.h"
#include "pricing/price_team.h"

#define RESULT_TEXT_MAXIMUM ((size_t)16 << 20)

struct running {
    const struct invocation *invocation;
    const struct price_run *run;
    struct price_spec spec;
    struct file file[PRICE_ROLE_COUNT]; // closed at the end, used or not
    struct price_file content[PRICE_ROLE_COUNT];
};

// What is wrong with a specification or its data: it could not be run.
static int cannot_run(const struct invocation *invocation, const char *file, enum error error,
    const struct problem_list *problems)
{
    if (file && problems->count)
        report_error(invocation->streams, "%s is no specification that can be run:", file);
    (void)report_problems(invocation->streams, error, problems);
    return error_exit(ERROR_USAGE);
}

// A data file: the one given, or that of the specification beside it.
static int open_data(struct running *running, enum price_role role)
{
    const struct invocation *invocation = running->invocation;
    struct text written = running->spec.file[role];
    const char *given = running->run->given[role], *word = price_role_name(role);
    const char *slash = running->run->path ? strrchr(running->run->path, '/') : NULL;
    bool is_needed = (price_method_of(running->spec.method)->roles >> role & 1) != 0;
    if (!given && text_is_empty(written)) {
        if (!is_needed) return 0;
        return report_usage(
            invocation, "Which file has the %s? Write \"%s = FILE\", or --%s FILE.", word, word, word);
    }
    if (!given && (written.data[0] == '/' || !slash)) given = text_copy(written, invocation->arena);
    if (!given)
        given = arena_print(invocation->arena, "%.*s/%.*s", (int)(slash - running->run->path),
            running->run->path, TEXT_PRINT(written));
    if (!given) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    slash = strrchr(given, '/');
    running->content[role].name = slash ? slash + 1 : given;
    int status = file_open(invocation, given, &running->file[role]);
    running->content[role].content = running->file[role].content;
    return status;
}

static int show(const struct invocation *invocation, const struct price_result *result, double seconds)
{
    int status;
    if (invocation->json) {
        struct document document;
        price_print_json(result, seconds, document_begin(&document));
        status = document_end(&document, invocation);
    } else {
        struct buffer buffer;
        buffer_init(&buffer, RESULT_TEXT_MAXIMUM);
        price_print_text(result, seconds, &buffer);
        status = buffer_send(&buffer, invocation);
    }
    return status ? status : result->is_refused;
}

static enum error fit(
    const struct running *running, struct problem_list *problems, struct price_result *ret_result)
{
    size_t threads = running->run->threads ? running->run->threads : price_team_usual();
    struct price_team *team = NULL;
    enum error error = threads > 1 ? price_team_start(threads, &team) : ERROR_NONE;
    struct engine_help help = {.context = team, .share = team ? price_team_share : NULL};
    if (!error)
        error = price_fit(
            &running->spec, running->content, &help, running->invocation->arena, problems, ret_result);
    price_team_free(team);
    return error;
}

static int run_files(struct running *running)
{
    const struct invocation *invocation = running->invocation;
    struct problem_list problems;
    struct price_result result;
    double start = calendar_seconds();
    problem_list_init(&problems, invocation->arena);
    enum error error = price_spec_read(running->run->spec, invocation->arena, &problems, &running->spec);
    if (!error && running->run->question != PRICE_ASK_FIT)
        error = price_spec_ask(&running->spec, running->run->question, &problems);
    if (error) return cannot_run(invocation, running->run->path, error, &problems);
    for (enum price_role role = 0; role < PRICE_ROLE_COUNT; role++) {
        int status = open_data(running, role);
        if (status) return status;
    }
    error = fit(running, &problems, &result);
    if (error) return cannot_run(invocation, NULL, error, &problems);
    return show(invocation, &result, calendar_seconds() - start);
}

int price_run(const struct invocation *invocation, const struct price_run *run)
{
    struct running running = {.invocation = invocation, .run = run};
    int status = run_files(&running);
    for (enum price_role role = 0; role < PRICE_ROLE_COUNT; role++)
        file_close(&running.file[role]);
    return status;
}

int price_run_with_lines(const struct invocation *invocation, const struct price_run_lines *lines)
{
    struct file spec = {0};
    struct price_run run = {.path = invocation_operand(invocation, 0), .question = lines->question};
    struct buffer text;
    buffer_init(&text, 2 * PRICE_SPEC_SIZE_MAXIMUM);
    int status = file_open(invocation, run.path, &spec);
    buffer_text(&text, spec.content);
    for (size_t role = 0; role <= PRICE_AGENTS; role++)
        run.given[role] = invocation_value(invocation, role);
    const struct option_values *with = &invocation->options[lines->with];
    for (size_t i = 0; i < with->count; i++)
        buffer_print(&text, "\n%s", with->values[i]);
    const struct option_values *prices = lines->prices ? &invocation->options[lines->prices] : NULL;
    for (size_t i = 0; prices && i < prices->count; i++)
        buffer_print(&text, "\nprice of %s", prices->values[i]);
    buffer_character(&text, '\n');
    run.spec = buffer_view(&text);
    if (!status) status = price_run(invocation, &run);
    buffer_free(&text);
    file_close(&spec);
    return status;
}
