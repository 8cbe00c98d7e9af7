// SPDX-License-Identifier: Apache-2.0
// How a command says what went wrong: one form for all of them.
#include "cli/report.h"

#define REPORT_PROBLEMS_SHOWN 20

static void write_line(FILE *stream, const char *start, const char *format, va_list values)
    PRINTF_CHECKED(3, 0);

// Text from outside may hold anything; a terminal must not be steered by it.
static void write_line(FILE *stream, const char *start, const char *format, va_list values)
{
    char line[2048];
    int length = vsnprintf(line, sizeof(line), format, values);
    if (length < 0) return;
    for (char *at = line; *at; at++) {
        if ((unsigned char)*at < 0x20 && *at != '\n') *at = ' ';
    }
    (void)fprintf(stream, "%s%s\n", start, line);
}

void report_error(const struct streams *streams, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    (void)fflush(streams->output);
    write_line(streams->errors, "tandem: ", format, values);
    va_end(values);
}

void report_hint(const struct streams *streams, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    write_line(streams->errors, "  hint: ", format, values);
    va_end(values);
}

int report_usage(const struct invocation *invocation, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    (void)fflush(invocation->streams->output);
    write_line(invocation->streams->errors, "tandem: ", format, values);
    va_end(values);
    const char *name = invocation_name(invocation, invocation->arena);
    report_hint(invocation->streams, "Run \"tandem %s%s--help\" for what it takes.", name, *name ? " " : "");
    return error_exit(ERROR_USAGE);
}

int report_problems(const struct streams *streams, enum error error, const struct problem_list *problems)
{
    size_t shown = 0;
    const struct problem *problem = problems ? problems->first : NULL;
    for (; problem && shown < REPORT_PROBLEMS_SHOWN; problem = problem->next, shown++) {
        if (problem->line && problem->column)
            report_error(
                streams, "line %ld, column %ld: %s", problem->line, problem->column, problem->message);
        else if (problem->line)
            report_error(streams, "line %ld: %s", problem->line, problem->message);
        else if (problem->field)
            report_error(streams, "%s: %s", problem->field, problem->message);
        else
            report_error(streams, "%s", problem->message);
    }
    if (shown == 0)
        report_error(streams, "%s", error_sentence(error));
    else if (problems->count > shown)
        report_error(streams, "… and %zu more problems.", problems->count - shown);
    // What is wrong with values says itself what would be right.
    bool is_said = shown && (error == ERROR_INVALID || error == ERROR_SYNTAX || error == ERROR_CONFLICT ||
                                error == ERROR_NOT_FOUND);
    if (!is_said && *error_hint(error)) report_hint(streams, "%s", error_hint(error));
    return error_exit(error);
}
