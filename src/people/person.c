// SPDX-License-Identifier: Apache-2.0
// People, and the tree of who reports to whom.
#include "people/person.h"

#include "store/store.h"

static const struct field person_fields[] = {
    [PERSON_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "The name by which colleagues know the person.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PERSON_TITLE] =
        {
            .name = "title",
            .label = "Title",
            .help = "What stands on the business card; it says nothing about roles.",
            .type = FIELD_TEXT,
            .flags = FIELD_SEARCH,
            .maximum = 200,
        },
    [PERSON_EMAIL] =
        {
            .name = "email",
            .label = "E-mail",
            .help = "Where the person gets mail.",
            .type = FIELD_TEXT,
            .flags = FIELD_SEARCH,
            .maximum = 254,
            .accepts = email_is_shaped,
            .pattern_help = "an e-mail address",
        },
    [PERSON_MANAGER] =
        {
            .name = "manager",
            .label = "Reports to",
            .help = "The person that this one reports to.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [PERSON_UNIT] =
        {
            .name = "unit",
            .label = "Business unit",
            .help = "The unit that the person belongs to.",
            .type = FIELD_REFERENCE,
            .targets = {"units"},
        },
    [PERSON_CAPACITY_HOURS] =
        {
            .name = "capacity_hours",
            .label = "Hours a week",
            .help = "Hours a week that the person works, from 0 to 168.",
            .type = FIELD_DECIMAL,
            .maximum = 16800,
            .scale = 2,
            .hidden_from = 1U << ACCESS_VIEWER,
        },
    [PERSON_JOINED_ON] =
        {
            .name = "joined_on",
            .label = "Joined on",
            .help = "First day at the company.",
            .type = FIELD_DATE,
        },
    [PERSON_LEFT_ON] =
        {
            .name = "left_on",
            .label = "Left on",
            .help = "Day from which the person is no longer there.",
            .type = FIELD_DATE,
        },
};
_Static_assert(sizeof person_fields / sizeof person_fields[0] == PERSON_FIELD_COUNT, "a field is missing");

static const struct sort person_sorts[] = {
    {"name", PERSON_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

// Whether $2 is $1 or one of those above.
static const struct statement select_above = {
    .name = "person_select_above",
    .common = SQL("WITH RECURSIVE up (key) AS ("
                  " SELECT key FROM person WHERE key = $1"
                  " UNION"
                  " SELECT person.manager FROM person JOIN up ON person.key = up.key"
                  " WHERE person.manager IS NOT NULL)"
                  " SELECT count(*) FROM up WHERE key = $2"),
    .parameters = "tt",
    .columns = "i",
};

static const struct statement *const statements[] = {&select_above};
const struct statement_list person_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error person_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    enum error error = ERROR_NONE;
    if (!text_is_empty(proposed->key) && text_equal(record_text(proposed, PERSON_MANAGER), proposed->key)) {
        problem_add(problems, "manager", "Nobody reports to themselves.");
        error = ERROR_INVALID;
    }
    // Dates are YYYY-MM-DD, so their order is that of their texts.
    if (!record_is_null(proposed, PERSON_JOINED_ON) && !record_is_null(proposed, PERSON_LEFT_ON) &&
        text_compare(record_text(proposed, PERSON_LEFT_ON), record_text(proposed, PERSON_JOINED_ON)) < 0) {
        problem_add(problems, "left_on", "Must not be before the day of joining.");
        error = ERROR_INVALID;
    }
    return error;
}

static enum error person_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)arena;
    struct text manager = record_text(proposed, PERSON_MANAGER);
    // Nobody reports to a person who is only being created.
    if (!stored || text_is_empty(manager) || text_equal(manager, record_text(stored, PERSON_MANAGER))) {
        return ERROR_NONE;
    }
    const struct value parameters[] = {value_text(manager), value_text(proposed->key)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_above, parameters, 2, &cursor);
    if (error == ERROR_NONE) error = cursor_next(cursor);
    if (error == ERROR_NONE && cursor_integer(cursor, 0) > 0) {
        problem_add(problems, "manager", "%.*s reports to this person, directly or through others.",
            TEXT_PRINT(manager));
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error;
}

static const struct link person_links[] = {
    {"reports", "people", "manager"},
    {"assignments", "assignments", "person"},
    {"releases", "releases", "lead"},
    {"users", "users", "person"},
    {"comments", "comments", "record"},
};

const struct resource person_resource = {
    .name = "people",
    .singular = "person",
    .label = "Person",
    .label_plural = "People",
    .prefix = "PERS",
    .help = "A person holds roles over products, lines, units or the company.",
    .fields = person_fields,
    .field_count = PERSON_FIELD_COUNT,
    .sorts = person_sorts,
    .sort_count = sizeof person_sorts / sizeof person_sorts[0],
    .title_field = PERSON_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = person_links,
    .link_count = sizeof person_links / sizeof person_links[0],
    .unique_together = {-1},
    .check = person_check,
    .before_save = person_before_save,
};
