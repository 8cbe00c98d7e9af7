// SPDX-License-Identifier: Apache-2.0
// The person behind an account, and what the policy says about them.
#include "product/signer.h"

#include "access/account.h"
#include "base/calendar.h"
#include "store/records.h"

enum error signer_person(
    struct transaction *transaction, const struct actor *actor, struct arena *arena, struct value *ret_person)
{
    struct account account;
    *ret_person = value_null();
    if (!key_is_shaped(actor->user)) return ERROR_NONE;
    enum error error = account_find_user(transaction, actor->user, arena, &account);
    if (error == ERROR_NOT_FOUND) return ERROR_NONE;
    if (!error && !text_is_empty(account.person)) *ret_person = value_text(account.person);
    return error;
}

enum error signer_guard(struct transaction *transaction, const struct actor *actor, struct text record,
    const char *activity, const char *act, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)record;
    (void)activity;
    (void)act;
    (void)arena;
    (void)problems;
    return ERROR_NONE;
}

enum error signer_today(const struct transaction *transaction, struct arena *arena, struct value *ret_day)
{
    char today[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_day_of(transaction_now(transaction)), today);
    *ret_day = value_string(arena_text(arena, today, strlen(today)));
    return ret_day->kind == VALUE_NULL ? ERROR_MEMORY : ERROR_NONE;
}

bool signer_is_bringing_back(const struct actor *actor)
{
    return strcmp(actor->via, "import") == 0 || strcmp(actor->via, "system") == 0;
}
