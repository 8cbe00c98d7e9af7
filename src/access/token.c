// SPDX-License-Identifier: Apache-2.0
// API tokens: each belongs to the user who made it. The secret is not a field (see access/token_secret.h).
#include "access/token.h"

#include "base/calendar.h"
#include "store/store.h"

static const struct field token_fields[] = {
    [TOKEN_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the token is for.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [TOKEN_USER] =
        {
            .name = "user",
            .label = "User",
            .help = "The user that the token acts for.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .targets = {"users"},
        },
    [TOKEN_SCOPE] =
        {
            .name = "scope",
            .label = "Scope",
            .help = "What the token may do at most; never more than its user may.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .choices = &access_scopes,
        },
    [TOKEN_EXPIRES_ON] =
        {
            .name = "expires_on",
            .label = "Expires on",
            .help = "The last day on which the token works, at most a year ahead.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [TOKEN_LAST_USED_ON] =
        {
            .name = "last_used_on",
            .label = "Last used on",
            .help = "The day on which the token was used last.",
            .type = FIELD_DATE,
            .flags = FIELD_READ_ONLY,
        },
};
_Static_assert(sizeof token_fields / sizeof token_fields[0] == TOKEN_FIELD_COUNT, "a field is missing");

static const struct sort token_sorts[] = {
    {"name", TOKEN_NAME},
    {"expires_on", TOKEN_EXPIRES_ON},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static enum error token_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)arena;
    if (stored) return ERROR_NONE;
    enum error error = ERROR_NONE;
    if (text_is(actor->user, "system")) {
        problem_add(problems, "user", "A token belongs to a user; say which.");
        error = ERROR_INVALID;
    } else {
        record_set(proposed, TOKEN_USER, value_text(actor->user));
    }
    int32_t expires, today = calendar_day_of(transaction_now(transaction));
    if (!calendar_parse_date(record_text(proposed, TOKEN_EXPIRES_ON), &expires) || expires < today ||
        expires > today + TOKEN_LIFE_MAXIMUM) {
        problem_add(problems, "expires_on", "Must be today or later, and at most a year ahead.");
        error = ERROR_INVALID;
    }
    return error;
}

const struct resource token_resource = {
    .name = "tokens",
    .singular = "token",
    .label = "API token",
    .label_plural = "API tokens",
    .prefix = "TOK",
    .help = "An API token lets a program act for its user.",
    .flags = RESOURCE_ADMINISTERED | RESOURCE_NO_EXPORT | RESOURCE_NO_IMPORT,
    .fields = token_fields,
    .field_count = TOKEN_FIELD_COUNT,
    .sorts = token_sorts,
    .sort_count = sizeof token_sorts / sizeof token_sorts[0],
    .title_field = TOKEN_NAME,
    .owner_field = TOKEN_USER,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.own = MAY_READ | MAY_CHANGE},
            [ACCESS_MEMBER] = {.own = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.own = MAY_READ | MAY_CHANGE},
            // An administrator sees and revokes the tokens of others, but cannot make one in their name.
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY(VERB_DELETE), .own = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {-1},
    .before_save = token_before_save,
};
