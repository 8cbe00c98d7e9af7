// SPDX-License-Identifier: Apache-2.0
// tandem user: accounts, and the links with which people choose their passwords.
#include "cli/commands.h"

#include <termios.h>
#include <unistd.h>

#include "access/account.h"
#include "access/one_time_link.h"
#include "access/password.h"
#include "access/session.h"
#include "access/user.h"
#include "cli/account_change.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/report.h"

enum { ADD_NAME, ADD_EMAIL, ADD_ROLE, ADD_OPTION_COUNT };

#define LINK_ADDRESS "http://127.0.0.1:8080"

static int print_link(
    const struct invocation *invocation, const struct account_change *change, const char *what)
{
    const char *address = change->address ? change->address : LINK_ADDRESS;
    const char *link =
        arena_print(invocation->arena, "%s%s%s", address, one_time_link_path(change->purpose), change->token);
    if (!link) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    if (!invocation->json) {
        (void)fprintf(invocation->streams->output, "%s\nThis link works once:\n  %s\n", what, link);
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "user");
    if (change->user.length)
        json_write_text(writer, change->user);
    else
        json_write_null(writer);
    json_write_key(writer, "link");
    json_write_string(writer, link);
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

static enum error write_add(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    const struct actor actor = actor_system("cli");
    struct record *record;
    problem_list_init(&change->problems, change->arena);
    enum error error =
        record_create(transaction, &actor, change->input, change->arena, &change->problems, &record);
    if (error) return error;
    change->user = record->key;
    change->purpose = LINK_INVITATION;
    return one_time_link_create(transaction, LINK_INVITATION, record->key, change->token);
}

static int run_add(struct invocation *invocation)
{
    static const struct {
        size_t option, field;
    } fields[] = {{ADD_NAME, USER_NAME}, {ADD_EMAIL, USER_EMAIL}, {ADD_ROLE, USER_ROLE}};
    struct account_change change = {.arena = invocation->arena};
    struct record_input *input = record_input_new(&user_resource, invocation->arena);
    if (!input) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *value = invocation_value(invocation, fields[i].option);
        if (!value && fields[i].option == ADD_ROLE) value = "member";
        if (!value) return report_usage(invocation, "--name and --email are needed.");
        record_input_set(input, fields[i].field, value_string(value));
    }
    change.input = input;
    int status = account_change_write(invocation, write_add, &change);
    return status ? status : print_link(invocation, &change, "Made the account.");
}

// A setup link while nobody can administer, else one with which the account gets a (new) password.
static enum error write_link(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    if (!change->name) {
        bool has;
        enum error error = account_has_administrator(transaction, &has);
        if (error) return error;
        problem_list_init(&change->problems, change->arena);
        if (has) {
            problem_add(
                &change->problems, NULL, "There is an administrator already; say whose link is wanted.");
            return ERROR_INVALID;
        }
        change->purpose = LINK_SETUP;
        return one_time_link_create(transaction, LINK_SETUP, (struct text){"", 0}, change->token);
    }
    struct account account;
    struct text hash;
    enum error error = account_change_find(transaction, change, &account);
    if (!error) error = password_stored(transaction, account.user, change->arena, &hash);
    if (error) return error;
    change->user = account.user;
    change->purpose = hash.length ? LINK_PASSWORD : LINK_INVITATION;
    return one_time_link_create(transaction, change->purpose, account.user, change->token);
}

static int run_link(struct invocation *invocation)
{
    struct account_change change = {.arena = invocation->arena, .name = invocation_operand(invocation, 0)};
    int status = account_change_write(invocation, write_link, &change);
    return status ? status
                  : print_link(invocation, &change, "The account's owner chooses a password with it.");
}

static enum error write_disable(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    const struct actor actor = actor_system("cli");
    struct account account;
    struct record *record;
    enum error error = account_change_find(transaction, change, &account);
    if (error) return error;
    struct record_input *input = record_input_new(&user_resource, change->arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, USER_DISABLED, value_boolean(change->flag));
    change->user = account.user;
    error = record_update(transaction, &actor, account.user, 0, input, change->arena, &change->problems,
        &record, &change->changed);
    if (!error && change->flag) error = session_close_all(transaction, account.user);
    return error;
}

static int run_disable_or_enable(struct invocation *invocation, bool disable)
{
    struct account_change change = {
        .arena = invocation->arena, .name = invocation_operand(invocation, 0), .flag = disable};
    int status = account_change_write(invocation, write_disable, &change);
    if (!status && !invocation->json)
        (void)fprintf(invocation->streams->output, "%s %s %.*s.\n", change.name,
            disable ? "can no longer sign in:" : "can sign in again:", TEXT_PRINT(change.user));
    return status;
}

static int run_disable(struct invocation *invocation)
{
    return run_disable_or_enable(invocation, true);
}

static int run_enable(struct invocation *invocation)
{
    return run_disable_or_enable(invocation, false);
}

// One line of the input, without its end; a terminal asks for it and does not show it.
static bool read_password(const struct invocation *invocation, char *password, size_t size)
{
    struct termios before, quiet;
    int file = fileno(invocation->streams->input);
    bool is_terminal = file >= 0 && isatty(file) && tcgetattr(file, &before) == 0;
    if (is_terminal) {
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(file, TCSAFLUSH, &quiet);
        (void)fprintf(invocation->streams->errors, "New password: ");
        (void)fflush(invocation->streams->errors);
    }
    bool has_line = fgets(password, (int)size, invocation->streams->input) != NULL;
    if (is_terminal) {
        (void)tcsetattr(file, TCSAFLUSH, &before);
        (void)fprintf(invocation->streams->errors, "\n");
    }
    if (has_line) password[strcspn(password, "\r\n")] = '\0';
    return has_line;
}

static enum error write_password(struct transaction *transaction, void *closure)
{
    struct account_change *change = closure;
    struct account account;
    enum error error = account_change_find(transaction, change, &account);
    if (error) return error;
    change->user = account.user;
    error = password_check(text_from(change->secret), account.email, "password", &change->problems);
    if (!error) error = password_store(transaction, account.user, change->hash);
    return error ? error : session_close_all(transaction, account.user);
}

static int run_password(struct invocation *invocation)
{
    char password[PASSWORD_MAXIMUM + 2], hash[PASSWORD_HASH_SIZE];
    struct account_change change = {.arena = invocation->arena, .name = invocation_operand(invocation, 0)};
    if (!database_address(invocation)) return error_exit(ERROR_USAGE);
    if (!read_password(invocation, password, sizeof(password)))
        return report_usage(invocation, "The new password is read from standard input, one line.");
    enum error error = password_hash(text_from(password), hash);
    if (error) return report_problems(invocation->streams, error, NULL);
    change.secret = password;
    change.hash = hash;
    int status = account_change_write(invocation, write_password, &change);
    explicit_bzero(password, sizeof(password));
    if (!status && !invocation->json)
        (void)fprintf(invocation->streams->output, "%s has a new password, and is signed out everywhere.\n",
            change.name);
    return status;
}

static int run_list(struct invocation *invocation)
{
    return account_list(invocation, &user_resource);
}

static const struct operand account_operand[] = {
    {.name = "ACCOUNT", .help = "The e-mail address, or the key (USER-2)."},
};

static const struct operand link_operand[] = {
    {.name = "ACCOUNT",
        .help = "The e-mail address, or the key (USER-2); without it, the link for the first administrator.",
        .optional = true},
};

static const struct option add_options[ADD_OPTION_COUNT] = {
    [ADD_NAME] = {.name = "name", .argument = "NAME", .help = "The name that others see."},
    [ADD_EMAIL] = {.name = "email",
        .argument = "ADDRESS",
        .help = "The address that the person signs in with."},
    [ADD_ROLE] = {.name = "role",
        .argument = "ROLE",
        .help = "viewer, member, organiser or administrator; member when it is not given.",
        .kind = ARGUMENT_WORD,
        .words = "viewer member organiser administrator"},
};

static const struct example add_examples[] = {
    {"tandem user add --name \"Ines Okafor\" --email ines.okafor@example.com --role organiser",
        "Makes an account and prints the link with which its owner chooses a password."},
};
static const struct example list_examples[] = {{"tandem user list", "Lists the accounts."}};
static const struct example disable_examples[] = {{"tandem user disable ines.okafor@example.com",
    "Keeps somebody from signing in, and signs them out everywhere."}};
static const struct example enable_examples[] = {
    {"tandem user enable ines.okafor@example.com", "Lets somebody sign in again."}};
static const struct example password_examples[] = {
    {"tandem user password ines.okafor@example.com < password.txt", "Sets a password that a file holds."}};
static const struct example link_examples[] = {
    {"tandem user link ines.okafor@example.com",
        "Prints a link to a new password, for somebody who has lost it."},
    {"tandem user link", "Prints the link for the first administrator again."},
};

#define CHILD(                                                                                               \
    variable, word, what, run_it, operand_table, operands_in_it, option_table, options_in_it, example_table) \
    static const struct command variable = {.name = word,                                                    \
        .summary = what,                                                                                     \
        .common = COMMON_DATABASE | COMMON_JSON,                                                             \
        .options = option_table,                                                                             \
        .option_count = options_in_it,                                                                       \
        .operands = operand_table,                                                                           \
        .operand_count = operands_in_it,                                                                     \
        .examples = example_table,                                                                           \
        .example_count = COUNT_OF(example_table),                                                            \
        .run = run_it}

CHILD(user_add, "add", "Make an account", run_add, NULL, 0, add_options, ADD_OPTION_COUNT, add_examples);
CHILD(user_list, "list", "List the accounts", run_list, NULL, 0, NULL, 0, list_examples);
CHILD(user_disable, "disable", "Keep an account from signing in", run_disable, account_operand, 1, NULL, 0,
    disable_examples);
CHILD(user_enable, "enable", "Let an account sign in again", run_enable, account_operand, 1, NULL, 0,
    enable_examples);
CHILD(user_password, "password", "Set an account's password from standard input", run_password,
    account_operand, 1, NULL, 0, password_examples);
CHILD(user_link, "link", "Print a link that works once", run_link, link_operand, 1, NULL, 0, link_examples);

static const struct command *const children[] = {
    &user_add, &user_list, &user_disable, &user_enable, &user_password, &user_link};

const struct command command_user = {
    .name = "user",
    .summary = "Manage accounts",
    .description = "An account lets somebody sign in. Tandem sends no mail: the links are yours to send.",
    .children = children,
    .child_count = COUNT_OF(children),
};
