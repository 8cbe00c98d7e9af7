// SPDX-License-Identifier: Apache-2.0
// Scenarios of the stress test: steps that are applied to a copy of the organisation.
#include "stress/scenario.h"

#include "stress/scenario_steps.h"

static const struct field scenario_fields[] = {
    [SCENARIO_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the scenario is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [SCENARIO_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What it is about, and why it might happen.",
            .type = FIELD_MARKDOWN,
        },
    [SCENARIO_DAY_ON] =
        {
            .name = "day_on",
            .label = "Day",
            .help = "The day on which it is looked at; today when empty.",
            .type = FIELD_DATE,
        },
    [SCENARIO_STEPS] =
        {
            .name = "steps",
            .label = "Steps",
            .help = "What changes, in order: an array of objects such as "
                    "{\"do\":\"leave\",\"person\":\"PERS-3\"}.",
            .type = FIELD_JSON,
            .flags = FIELD_REQUIRED,
            .minimum = 2,
            .maximum = SCENARIO_FILE_MAXIMUM,
        },
};
_Static_assert(
    sizeof scenario_fields / sizeof scenario_fields[0] == SCENARIO_FIELD_COUNT, "a field is missing");

static const struct sort scenario_sorts[] = {
    {"name", SCENARIO_NAME},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link scenario_links[] = {
    {"comments", "comments", "record"},
};

// Steps are looked at when they change, so that a scenario whose people have been deleted since can still be
// renamed.
static enum error scenario_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    struct scenario_steps steps;
    const struct text json = record_text(proposed, SCENARIO_STEPS);
    if (stored && text_equal(record_text(stored, SCENARIO_STEPS), json)) return ERROR_NONE;
    enum error error = scenario_steps_read(json, arena, problems, &steps);
    return error ? error : scenario_steps_resolve(transaction, &steps, arena, problems);
}

const struct resource scenario_resource = {
    .name = "scenarios",
    .singular = "scenario",
    .label = "Scenario",
    .label_plural = "Scenarios",
    .prefix = "SCEN",
    .help = "A scenario is a list of changes to a copy of the organisation, to see what would break.",
    .fields = scenario_fields,
    .field_count = SCENARIO_FIELD_COUNT,
    .sorts = scenario_sorts,
    .sort_count = sizeof scenario_sorts / sizeof scenario_sorts[0],
    .title_field = SCENARIO_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = scenario_links,
    .link_count = sizeof scenario_links / sizeof scenario_links[0],
    .unique_together = {-1},
    .before_save = scenario_before_save,
};
