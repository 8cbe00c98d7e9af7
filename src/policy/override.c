// SPDX-License-Identifier: Apache-2.0
// Overrides: what was done outside one's role, why, and whether the accountable person has seen it. Written
// by the policy alone.
#include "policy/override.h"

#include "policy/acting.h"

static const struct field override_fields[] = {
    [OVERRIDE_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What it was done to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
        },
    [OVERRIDE_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the map gives to somebody else.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"activities"},
        },
    [OVERRIDE_ACT] =
        {
            .name = "act",
            .label = "Act",
            .help = "What was done.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [OVERRIDE_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "Who did it; empty for an account that stands for no person.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"people"},
        },
    [OVERRIDE_ACCOUNTABLE] =
        {
            .name = "accountable",
            .label = "Accountable",
            .help = "Who would have been asked; empty where nobody is.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"people"},
        },
    [OVERRIDE_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was done all the same.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_FIXED,
        },
    [OVERRIDE_ACTED_ON] =
        {
            .name = "acted_on",
            .label = "Done on",
            .help = "The day of it.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [OVERRIDE_ACKNOWLEDGED_ON] =
        {
            .name = "acknowledged_on",
            .label = "Seen on",
            .help = "The day on which the accountable person took note.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [OVERRIDE_ACKNOWLEDGED_BY] =
        {
            .name = "acknowledged_by",
            .label = "Seen by",
            .help = "Who took note.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
};
_Static_assert(
    sizeof override_fields / sizeof override_fields[0] == OVERRIDE_FIELD_COUNT, "a field is missing");

static const struct sort override_sorts[] = {
    {"acted_on", OVERRIDE_ACTED_ON},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link override_links[] = {
    {"comments", "comments", "record"},
};

static enum error override_acknowledge(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)input;
    if (!record_is_null(record, OVERRIDE_ACKNOWLEDGED_ON)) {
        problem_add(problems, "acknowledged_on", "It has been taken note of already, on %.*s.",
            TEXT_PRINT(record_text(record, OVERRIDE_ACKNOWLEDGED_ON)));
        return ERROR_INVALID;
    }
    struct text accountable = record_text(record, OVERRIDE_ACCOUNTABLE);
    bool is_theirs = false;
    enum error error = acting_is_for(
        transaction, actor, accountable, record_text(record, OVERRIDE_RECORD), arena, &is_theirs);
    if (error) return error;
    if (!is_theirs && !acting_administers(actor)) {
        if (text_is_empty(accountable))
            problem_add(problems, NULL, "Nobody was accountable, so an administrator takes note of it.");
        else
            problem_add(problems, NULL,
                "It is for %.*s, their deputy or an administrator to take note of it.",
                TEXT_PRINT(accountable));
        return ERROR_NOT_ACCOUNTABLE;
    }
    struct value day = acting_day(transaction, arena);
    if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(record, OVERRIDE_ACKNOWLEDGED_ON, day);
    record_set(record, OVERRIDE_ACKNOWLEDGED_BY, acting_person(actor));
    return ERROR_NONE;
}

static const struct action override_actions[] = {
    {
        .name = "acknowledge",
        .label = "Take note",
        .help =
            "Says that the accountable person has seen it; theirs, their deputy's or an administrator's to "
            "do.",
        .run = override_acknowledge,
    },
};

const struct resource override_resource = {
    .name = "overrides",
    .singular = "override",
    .label = "Override",
    .label_plural = "Overrides",
    .prefix = "OVR",
    .help = "An override is an act outside the role that the map names for it, kept with its reason.",
    .fields = override_fields,
    .field_count = OVERRIDE_FIELD_COUNT,
    .sorts = override_sorts,
    .sort_count = sizeof override_sorts / sizeof override_sorts[0],
    .title_field = OVERRIDE_ACT,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY(VERB_ACT)},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY(VERB_ACT)},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY(VERB_CREATE) | MAY(VERB_ACT)},
        },
    .actions = override_actions,
    .action_count = sizeof override_actions / sizeof override_actions[0],
    .links = override_links,
    .link_count = sizeof override_links / sizeof override_links[0],
    .unique_together = {-1},
};
