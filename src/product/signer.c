// SPDX-License-Identifier: Apache-2.0
// The person for whom an account acts.
#include "product/signer.h"

#include "base/calendar.h"

struct value signer_person(const struct actor *actor)
{
    return text_is_empty(actor->person) ? value_null() : value_text(actor->person);
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
