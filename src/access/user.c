// SPDX-License-Identifier: Apache-2.0
// Users: e-mail addresses in lower case, and always an administrator who can sign in.
#include "access/user.h"

#include "access/session.h"
#include "store/store.h"

static const struct choice digest_frequencies_choices[DIGEST_COUNT] = {
    [DIGEST_OFF] = {"off", "Never"},
    [DIGEST_DAILY] = {"daily", "Every day"},
    [DIGEST_WEEKLY] = {"weekly", "Every Monday"},
};
const struct choice_list digest_frequencies = {"digest_frequency", digest_frequencies_choices, DIGEST_COUNT};

static const struct field user_fields[] = {
    [USER_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "The name that others see.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [USER_EMAIL] =
        {
            .name = "email",
            .label = "E-mail",
            .help = "The address that the user signs in with, kept in lower case.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_UNIQUE | FIELD_SEARCH,
            .minimum = 3,
            .maximum = 254,
            .accepts = email_is_shaped,
            .pattern_help = "an e-mail address",
        },
    [USER_ROLE] =
        {
            .name = "role",
            .label = "Role",
            .help = "What the user may do.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &access_roles,
        },
    [USER_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "The person behind the account.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [USER_DISABLED] =
        {
            .name = "disabled",
            .label = "Disabled",
            .help = "A disabled user cannot sign in, and its tokens do not work.",
            .type = FIELD_BOOLEAN,
        },
    [USER_DIGEST] =
        {
            .name = "digest",
            .label = "Mail digest",
            .help = "How often the user's inbox is sent by mail; only when something waits in it.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &digest_frequencies,
            .default_code = "off",
        },
    [USER_DIGEST_SENT_AT] =
        {
            .name = "digest_sent_at",
            .label = "Digest sent at",
            .help = "When the last digest was sent.",
            .type = FIELD_INSTANT,
            .flags = FIELD_READ_ONLY,
        },
    [USER_SUBJECT] =
        {
            .name = "subject",
            .label = "Subject",
            .help = "Who the user is to the provider of single sign-on: issuer and subject.",
            .type = FIELD_TEXT,
            .flags = FIELD_READ_ONLY | FIELD_UNIQUE,
            .maximum = 1000,
        },
};
_Static_assert(sizeof user_fields / sizeof user_fields[0] == USER_FIELD_COUNT, "a field is missing");

static const struct sort user_sorts[] = {
    {"name", USER_NAME},
    {"email", USER_EMAIL},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

// How many others than $1 can administer. The word user belongs to SQL, hence the quotes.
static const struct statement count_administrators = {
    .name = "user_count_administrators",
    .common =
        SQL("SELECT count(*) FROM \"user\" WHERE role = 'administrator' AND NOT disabled AND key <> $1"),
    .parameters = "t",
    .columns = "i",
};

static const struct statement *const statements[] = {&count_administrators};
const struct statement_list user_statements = {statements, sizeof statements / sizeof statements[0]};

static bool can_administer(const struct record *user)
{
    return record_choice(user, USER_ROLE) == ACCESS_ADMINISTRATOR && !record_boolean(user, USER_DISABLED);
}

static enum error keep_an_administrator(struct transaction *transaction, const struct record *user,
    const char *field, const char *sentence, struct problem_list *problems)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(user->key);
    enum error error = store_query(transaction, &count_administrators, &parameter, 1, &cursor);
    if (error == ERROR_NONE) error = cursor_next(cursor);
    if (error == ERROR_NONE && cursor_integer(cursor, 0) == 0) {
        problem_add(problems, field, "%s", sentence);
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error;
}

static enum error user_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    struct text email = record_text(proposed, USER_EMAIL);
    char *lower = arena_text(arena, email.data, email.length);
    if (!lower) return ERROR_MEMORY;
    for (size_t i = 0; i < email.length; i++) {
        if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = (char)(lower[i] - 'A' + 'a');
    }
    record_set(proposed, USER_EMAIL, value_text((struct text){lower, email.length}));
    // For good: they must not come back when the account does.
    if (stored && record_boolean(proposed, USER_DISABLED)) {
        enum error error = session_close_all(transaction, stored->key);
        if (error) return error;
    }
    if (!stored || !can_administer(stored) || can_administer(proposed)) return ERROR_NONE;
    return keep_an_administrator(transaction, stored,
        record_boolean(proposed, USER_DISABLED) ? "disabled" : "role",
        "The last administrator cannot be disabled or given another role.", problems);
}

static enum error user_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)arena;
    if (!can_administer(stored)) return ERROR_NONE;
    return keep_an_administrator(
        transaction, stored, NULL, "The last administrator cannot be deleted.", problems);
}

static const struct field choose_digest_inputs[] = {
    {
        .name = "digest",
        .label = "Mail digest",
        .help = "How often the inbox comes by mail.",
        .type = FIELD_CHOICE,
        .flags = FIELD_REQUIRED,
        .choices = &digest_frequencies,
    },
};

// A user changes little of the own account; this is theirs to say.
static enum error user_choose_digest(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)arena;
    (void)problems;
    record_set(record, USER_DIGEST, input[0]);
    return ERROR_NONE;
}

static const struct action user_actions[] = {
    {
        .name = "choose_digest",
        .label = "Choose the mail digest",
        .help = "Says how often the user's inbox is sent by mail.",
        .input_fields = choose_digest_inputs,
        .input_count = sizeof choose_digest_inputs / sizeof choose_digest_inputs[0],
        .run = user_choose_digest,
    },
};

const struct resource user_resource = {
    .name = "users",
    .singular = "user",
    .label = "User",
    .label_plural = "Users",
    .prefix = "USER",
    .help = "A user is an account that signs in.",
    .flags = RESOURCE_ADMINISTERED | RESOURCE_NO_EXPORT | RESOURCE_NO_IMPORT,
    .fields = user_fields,
    .field_count = USER_FIELD_COUNT,
    .sorts = user_sorts,
    .sort_count = sizeof user_sorts / sizeof user_sorts[0],
    .title_field = USER_NAME,
    .owner_field = OWNER_SELF,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.own = MAY_READ | MAY(VERB_ACT)},
            [ACCESS_MEMBER] = {.own = MAY_READ | MAY(VERB_ACT)},
            [ACCESS_ORGANISER] = {.own = MAY_READ | MAY(VERB_ACT)},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE | MAY(VERB_ACT)},
        },
    .unique_together = {-1},
    .actions = user_actions,
    .action_count = sizeof user_actions / sizeof user_actions[0],
    .before_save = user_before_save,
    .before_delete = user_before_delete,
};
