// SPDX-License-Identifier: Apache-2.0
// What the commands about accounts and tokens share.
#include "cli/account_change.h"

#include "cli/commands.h"
#include "cli/database.h"
#include "cli/named.h"
#include "cli/report.h"

enum error account_change_find(
    struct transaction *transaction, struct account_change *change, struct account *ret_account)
{
    struct text name = text_from(change->name);
    problem_list_init(&change->problems, change->arena);
    enum error error = text_find(name, '@') < name.length
                           ? account_find_email(transaction, name, change->arena, ret_account)
                           : account_find_user(transaction, name, change->arena, ret_account);
    if (error == ERROR_NOT_FOUND)
        problem_add(&change->problems, NULL, "There is no account %s.", change->name);
    return error;
}

int account_change_write(const struct invocation *invocation,
    enum error (*write)(struct transaction *transaction, void *closure), struct account_change *change)
{
    struct store *store;
    problem_list_init(&change->problems, invocation->arena);
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_write(store, write, change);
    store = store_close(store);
    return error ? report_problems(invocation->streams, error, &change->problems) : 0;
}

int account_list(const struct invocation *invocation, const struct resource *resource)
{
    const char *operands[] = {resource->name};
    struct invocation list = *invocation;
    struct option_values *options =
        arena_array(invocation->arena, struct option_values, command_list.option_count + 1);
    if (!options) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    list.command = &command_list;
    list.parent = NULL;
    list.options = options;
    list.operands = operands;
    list.operand_count = 1;
    return command_list.run(&list);
}
