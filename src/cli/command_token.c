// SPDX-License-Identifier: Apache-2.0
// tandem token: secrets with which programs use the API.
#include "cli/commands.h"

#include "access/token.h"
#include "base/calendar.h"
#include "cli/account_change.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"

enum { CREATE_NAME, CREATE_USER, CREATE_SCOPE, CREATE_EXPIRES, CREATE_OPTION_COUNT };

#define TOKEN_LIFE_DAYS 90 // when --expires is not given

static enum error write_create(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    struct account account;
    enum error error = account_change_find(transaction, change, &account);
    if (error) return error;
    const struct actor actor =
        account_actor(&account, "cli"); // a token is its user's, and may no more than that
    change->user = account.user;
    error =
        record_create(transaction, &actor, change->input, change->arena, &change->problems, &change->record);
    return error ? error : token_secret_create(transaction, change->record->key, change->token_secret);
}

static int print_token(const struct invocation *invocation, const struct account_change *change)
{
    if (!invocation->json) {
        (void)fprintf(invocation->streams->output,
            "%.*s acts for %.*s. This secret is not shown again:\n  %s\n", TEXT_PRINT(change->record->key),
            TEXT_PRINT(change->user), change->token_secret);
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "key");
    json_write_text(writer, change->record->key);
    json_write_key(writer, "user");
    json_write_text(writer, change->user);
    json_write_key(writer, "secret");
    json_write_string(writer, change->token_secret);
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

static int run_create(struct invocation *invocation)
{
    const char *name = invocation_value(invocation, CREATE_NAME),
               *user = invocation_value(invocation, CREATE_USER);
    const char *scope = invocation_value(invocation, CREATE_SCOPE),
               *expires = invocation_value(invocation, CREATE_EXPIRES);
    struct account_change change = {.arena = invocation->arena, .name = user};
    struct record_input *input = record_input_new(&token_resource, invocation->arena);
    char day[CALENDAR_DATE_SIZE];
    if (!input) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    if (!name || !user) return report_usage(invocation, "--name and --user are needed.");
    calendar_print_date(calendar_today() + TOKEN_LIFE_DAYS, day);
    record_input_set(input, TOKEN_NAME, value_string(name));
    record_input_set(input, TOKEN_SCOPE, value_string(scope ? scope : "read"));
    record_input_set(input, TOKEN_EXPIRES_ON, value_string(expires ? expires : day));
    change.input = input;
    int status = account_change_write(invocation, write_create, &change);
    return status ? status : print_token(invocation, &change);
}

static enum error write_revoke(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    const struct actor actor = actor_system("cli");
    problem_list_init(&change->problems, change->arena);
    enum error error = record_delete(
        transaction, &actor, &token_resource, change->user, 0, change->arena, &change->problems);
    if (error == ERROR_NOT_FOUND)
        problem_add(&change->problems, NULL, "There is no token %.*s.", TEXT_PRINT(change->user));
    return error;
}

static int run_revoke(struct invocation *invocation)
{
    struct account_change change = {.arena = invocation->arena};
    if (!named_key(invocation, invocation_operand(invocation, 0), &change.user))
        return report_usage(invocation, "A token's key looks like TOK-3.");
    int status = account_change_write(invocation, write_revoke, &change);
    if (!status && !invocation->json)
        (void)fprintf(invocation->streams->output, "%.*s works no longer.\n", TEXT_PRINT(change.user));
    return status;
}

static int run_list(struct invocation *invocation)
{
    return account_list(invocation, &token_resource);
}

static const struct option create_options[CREATE_OPTION_COUNT] = {
    [CREATE_NAME] = {.name = "name", .argument = "NAME", .help = "What the token is for."},
    [CREATE_USER] = {.name = "user",
        .argument = "ACCOUNT",
        .help = "Whom it acts for: e-mail address or key."},
    [CREATE_SCOPE] = {.name = "scope",
        .argument = "SCOPE",
        .help = "What it may do at most: read, write or administer; read when it is not given.",
        .kind = ARGUMENT_WORD,
        .words = "read write administer"},
    [CREATE_EXPIRES] = {.name = "expires",
        .argument = "DAY",
        .help = "The last day on which it works, such as 2027-06-30; 90 days from now when it is not given."},
};

static const struct operand revoke_operands[] = {{.name = "KEY", .help = "The token's key, such as TOK-3."}};

static const struct example create_examples[] = {
    {"tandem token create --name \"nightly export\" --user ines.okafor@example.com --scope read --expires "
     "2027-06-30",
        "Makes a token and prints its secret, once."},
};
static const struct example list_examples[] = {
    {"tandem token list", "Lists the tokens, without their secrets."}};
static const struct example revoke_examples[] = {
    {"tandem token revoke TOK-3", "Makes a token stop working."}};

static const struct command token_create = {
    .name = "create",
    .summary = "Make a token",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = create_options,
    .option_count = CREATE_OPTION_COUNT,
    .examples = create_examples,
    .example_count = COUNT_OF(create_examples),
    .run = run_create,
};
static const struct command token_list = {
    .name = "list",
    .summary = "List the tokens",
    .common = COMMON_DATABASE | COMMON_JSON,
    .examples = list_examples,
    .example_count = COUNT_OF(list_examples),
    .run = run_list,
};
static const struct command token_revoke = {
    .name = "revoke",
    .summary = "Make a token stop working",
    .common = COMMON_DATABASE | COMMON_JSON,
    .operands = revoke_operands,
    .operand_count = COUNT_OF(revoke_operands),
    .examples = revoke_examples,
    .example_count = COUNT_OF(revoke_examples),
    .run = run_revoke,
};

static const struct command *const children[] = {&token_create, &token_list, &token_revoke};

const struct command command_token = {
    .name = "token",
    .summary = "Manage tokens for programs",
    .description =
        "A token acts for the account that it belongs to and may never do more. Tandem keeps only a digest "
        "of its secret, so a lost one cannot be shown again.",
    .children = children,
    .child_count = COUNT_OF(children),
};
