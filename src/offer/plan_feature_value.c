// SPDX-License-Identifier: Apache-2.0
// Which value a feature has in a plan, or which an add-on gives it.
#include "offer/plan_feature_value.h"

#include "offer/plan_feature.h"
#include "store/records.h"

static const struct field plan_feature_value_fields[] = {
    [PLAN_FEATURE_VALUE_ITEM] =
        {
            .name = "item",
            .label = "Plan or add-on",
            .help = "What says it: a plan or an add-on.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"plans", "add-ons"},
        },
    [PLAN_FEATURE_VALUE_FEATURE] =
        {
            .name = "feature",
            .label = "Feature",
            .help = "The feature or limit that it is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"plan-features"},
        },
    [PLAN_FEATURE_VALUE_VALUE] =
        {
            .name = "value",
            .label = "Value",
            .help = "What holds there: true, false, a number, unlimited, or words.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED,
            .minimum = 1,
            .maximum = 1000,
        },
    [PLAN_FEATURE_VALUE_IS_EXTENSION] =
        {
            .name = "is_extension",
            .label = "Extension",
            .help = "Is added to what the plan gives, in place of taking its place.",
            .type = FIELD_BOOLEAN,
        },
};
_Static_assert(
    sizeof plan_feature_value_fields / sizeof plan_feature_value_fields[0] == PLAN_FEATURE_VALUE_FIELD_COUNT,
    "a field is missing");

static const struct sort plan_feature_value_sorts[] = {
    {"item", PLAN_FEATURE_VALUE_ITEM},
    {"feature", PLAN_FEATURE_VALUE_FEATURE},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link plan_feature_value_links[] = {
    {"comments", "comments", "record"},
};

// The value has to be one of the feature's type.
static enum error plan_feature_value_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)stored;
    const struct actor program = actor_system("system");
    const char *right = "";
    struct record *feature;
    enum error error = record_get(transaction, &program, &plan_feature_resource,
        record_text(proposed, PLAN_FEATURE_VALUE_FEATURE), arena, &feature);
    if (error) return error;
    const int type = record_choice(feature, PLAN_FEATURE_VALUE_TYPE);
    if (!plan_feature_accepts(type, record_text(proposed, PLAN_FEATURE_VALUE_VALUE), &right)) {
        problem_add(problems, "value", "Must be %s.", right);
        error = ERROR_INVALID;
    }
    if (record_boolean(proposed, PLAN_FEATURE_VALUE_IS_EXTENSION) && type != FEATURE_VALUE_NUMERIC) {
        problem_add(problems, "is_extension", "Only a number is added to.");
        error = ERROR_INVALID;
    }
    return error;
}

const struct resource plan_feature_value_resource = {
    .name = "plan-feature-values",
    .singular = "plan_feature_value",
    .label = "Feature of a plan",
    .label_plural = "Features of plans",
    .prefix = "VALUE",
    .help = "A feature of a plan is the value that a feature or limit has in a plan, or gets by an add-on.",
    .fields = plan_feature_value_fields,
    .field_count = PLAN_FEATURE_VALUE_FIELD_COUNT,
    .sorts = plan_feature_value_sorts,
    .sort_count = sizeof plan_feature_value_sorts / sizeof plan_feature_value_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = plan_feature_value_links,
    .link_count = sizeof plan_feature_value_links / sizeof plan_feature_value_links[0],
    .unique_together = {PLAN_FEATURE_VALUE_ITEM, PLAN_FEATURE_VALUE_FEATURE, PLAN_FEATURE_VALUE_IS_EXTENSION,
        -1},
    .before_save = plan_feature_value_before_save,
};
