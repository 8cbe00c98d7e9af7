// SPDX-License-Identifier: Apache-2.0
// tandem describe: everything that follows from the program's tables, printed.
#include "cli/commands.h"

#include <errno.h>
#include <sys/stat.h>

#include "check/print.h"
#include "check/rule.h"
#include "cli/completion.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/manual.h"
#include "cli/named.h"
#include "cli/report.h"
#include "describe/describe.h"
#include "work/resources.h"

#define DESCRIBE_MAXIMUM ((size_t)64 << 20)

static int emit(const struct invocation *invocation,
    void (*describe)(const struct registry *registry, struct buffer *output))
{
    struct buffer output;
    buffer_init(&output, DESCRIBE_MAXIMUM);
    describe(tandem_registry(), &output);
    return buffer_send(&output, invocation);
}

enum { DDL_POSTGRES, DDL_OPTION_COUNT };

static int run_ddl(struct invocation *invocation)
{
    bool postgres = invocation_is_given(invocation, DDL_POSTGRES);
    return emit(invocation, postgres ? describe_ddl_postgres : describe_ddl_sqlite);
}

static int run_openapi(struct invocation *invocation)
{
    return emit(invocation, describe_openapi);
}

static int run_typescript(struct invocation *invocation)
{
    return emit(invocation, describe_typescript);
}

static int run_permissions(struct invocation *invocation)
{
    return emit(invocation, describe_permissions);
}

static int run_resources(struct invocation *invocation)
{
    return emit(invocation, describe_registry);
}

static int run_csv(struct invocation *invocation)
{
    const char *name = invocation_operand(invocation, 0);
    if (!name) return emit(invocation, describe_csv_templates);
    const struct resource *resource = named_resource(invocation, name);
    struct buffer output;
    if (!resource) return error_exit(ERROR_USAGE);
    buffer_init(&output, DESCRIBE_MAXIMUM);
    describe_csv_template(resource, &output);
    return buffer_send(&output, invocation);
}

static int run_rules(struct invocation *invocation)
{
    const char *name = invocation_operand(invocation, 0);
    const struct check_rule *rule = name ? check_rule_find(text_from(name)) : NULL;
    struct buffer output;
    if (name && !rule) {
        report_error(invocation->streams, "There is no rule \"%s\".", name);
        report_hint(invocation->streams, "\"tandem describe rules\" lists them.");
        return error_exit(ERROR_USAGE);
    }
    buffer_init(&output, DESCRIBE_MAXIMUM);
    enum error error = invocation->json ? check_print_rules_json(NULL, &output)
                       : rule           ? check_print_rule_markdown(rule, &output)
                                        : check_print_rules_markdown(&output);
    if (!error && invocation->json) buffer_character(&output, '\n');
    if (!error) return buffer_send(&output, invocation);
    buffer_free(&output);
    return report_problems(invocation->streams, error, NULL);
}

static int run_completion(struct invocation *invocation)
{
    struct buffer output;
    buffer_init(&output, DESCRIBE_MAXIMUM);
    if (strcmp(invocation_operand(invocation, 0), "zsh") == 0)
        completion_print_zsh(&command_all, tandem_registry(), &output);
    else
        completion_print_bash(&command_all, tandem_registry(), &output);
    return buffer_send(&output, invocation);
}

static int write_page(
    const struct invocation *invocation, const char *directory, const struct command *command)
{
    struct new_file file;
    struct buffer page;
    const char *path = arena_print(
        invocation->arena, "%s/tandem%s%s.1", directory, command ? "-" : "", command ? command->name : "");
    if (!path) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    int status = new_file_open(invocation, path, &file);
    if (status) return status;
    buffer_init(&page, DESCRIBE_MAXIMUM);
    if (command)
        manual_print(command, &page);
    else
        manual_print_overview(&command_all, &page);
    struct text text = buffer_view(&page);
    (void)fwrite(text.data, 1, text.length, file.stream);
    buffer_free(&page);
    return new_file_save(invocation, &file);
}

// Without a directory the page of the program, or of one command, goes to the output.
static int run_man(struct invocation *invocation)
{
    const char *directory = invocation_operand(invocation, 0);
    struct buffer page;
    if (!directory) {
        buffer_init(&page, DESCRIBE_MAXIMUM);
        manual_print_overview(&command_all, &page);
        return buffer_send(&page, invocation);
    }
    if (mkdir(directory, 0777) && errno != EEXIST) {
        report_error(
            invocation->streams, "The directory %s cannot be made: %s.", directory, strerrordesc_np(errno));
        return error_exit(ERROR_IO);
    }
    int status = write_page(invocation, directory, NULL);
    for (size_t i = 0; i < command_all.count && !status; i++)
        status = write_page(invocation, directory, command_all.commands[i]);
    return status;
}

static const struct option ddl_options[DDL_OPTION_COUNT] = {
    [DDL_POSTGRES] = {.name = "postgres", .help = "For PostgreSQL instead of SQLite."},
};
static const struct operand csv_operands[] = {{.name = "RESOURCE",
    .help = "Only this resource's header line.",
    .kind = ARGUMENT_RESOURCE,
    .optional = true}};
static const struct operand rule_operands[] = {{.name = "RULE", .help = "Only this rule.", .optional = true}};
static const struct operand shell_operands[] = {
    {.name = "SHELL", .help = "bash or zsh.", .kind = ARGUMENT_WORD, .words = "bash zsh"}};
static const struct operand man_operands[] = {{.name = "DIRECTORY",
    .help = "Where tandem.1 and a page for each command are written; without it, tandem.1 is printed.",
    .kind = ARGUMENT_DIRECTORY,
    .optional = true}};

static const struct example ddl_examples[] = {
    {"tandem describe ddl --postgres", "Prints the tables of a PostgreSQL schema."}};
static const struct example openapi_examples[] = {
    {"tandem describe openapi", "Prints the API as OpenAPI 3.1."}};
static const struct example typescript_examples[] = {
    {"tandem describe typescript", "Prints the API's types."}};
static const struct example permission_examples[] = {
    {"tandem describe permissions", "Prints who may do what."}};
static const struct example resource_examples[] = {
    {"tandem describe resources", "Prints resources and fields as JSON."}};
static const struct example csv_examples[] = {
    {"tandem describe csv products", "Prints the header line of a file that needs no mapping."}};
static const struct example rule_examples[] = {{"tandem describe rules", "Explains all rules of the check."},
    {"tandem describe rules dual-role", "Explains one of them."}};
static const struct example completion_examples[] = {
    {"tandem describe completion bash > /etc/bash_completion.d/tandem", "Installs the completion for bash."}};
static const struct example man_examples[] = {
    {"tandem describe man /usr/local/share/man/man1", "Installs the manual pages."}};

#define CHILD(word, what, its_run, its_common, its_options, its_option_count, its_operands,                  \
    its_operand_count, its_examples)                                                                         \
    &(const struct command)                                                                                  \
    {                                                                                                        \
        .name = word, .summary = what, .common = its_common, .options = its_options,                         \
        .option_count = its_option_count, .operands = its_operands, .operand_count = its_operand_count,      \
        .examples = its_examples, .example_count = COUNT_OF(its_examples), .run = its_run                    \
    }

static const struct command *const children[] = {
    CHILD("ddl", "Print the tables of a fresh workspace", run_ddl, 0, ddl_options, DDL_OPTION_COUNT, NULL, 0,
        ddl_examples),
    CHILD("openapi", "Print the API as an OpenAPI document", run_openapi, 0, NULL, 0, NULL, 0,
        openapi_examples),
    CHILD(
        "typescript", "Print the types of the API", run_typescript, 0, NULL, 0, NULL, 0, typescript_examples),
    CHILD("permissions", "Print who may do what", run_permissions, 0, NULL, 0, NULL, 0, permission_examples),
    CHILD("resources", "Print resources and their fields as JSON", run_resources, 0, NULL, 0, NULL, 0,
        resource_examples),
    CHILD(
        "csv", "Print header lines for files to import", run_csv, 0, NULL, 0, csv_operands, 1, csv_examples),
    CHILD("rules", "Explain the rules of the check", run_rules, COMMON_JSON, NULL, 0, rule_operands, 1,
        rule_examples),
    CHILD("completion", "Print a completion script for a shell", run_completion, 0, NULL, 0, shell_operands,
        1, completion_examples),
    CHILD("man", "Write the manual pages", run_man, 0, NULL, 0, man_operands, 1, man_examples),
};

const struct command command_describe = {
    .name = "describe",
    .summary = "Print what follows from the program's own tables",
    .children = children,
    .child_count = COUNT_OF(children),
};
