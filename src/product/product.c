// SPDX-License-Identifier: Apache-2.0
// Products: stage and horizon, and keys that follow the line.
#include "product/product.h"

#include "policy/acting.h"
#include "policy/policy.h"
#include "store/store.h"

// In the order of enum product_horizon; "none" is beyond it and so no horizon.
static const struct choice horizon_set_choices[] = {
    {"current", "Current"},
    {"next", "Next"},
    {"future", "Future"},
    {"none", "As the stage says"},
};
static const struct choice_list horizon_set = {
    "horizon_set", horizon_set_choices, sizeof horizon_set_choices / sizeof horizon_set_choices[0]};

static const struct field product_fields[] = {
    [PRODUCT_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the product is called.",
            .activity = "product_naming",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PRODUCT_LINE] =
        {
            .name = "line",
            .label = "Product line",
            .help = "The line that the product belongs to.",
            .activity = "life_cycle_management", // a product that moves gets others who answer for it
            .type = FIELD_REFERENCE,
            .targets = {"lines"},
        },
    [PRODUCT_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What the product does and for whom.",
            .type = FIELD_MARKDOWN,
        },
    [PRODUCT_STAGE] =
        {
            .name = "stage",
            .label = "Stage",
            .help = "Where the product is in its life, from the first idea until it is retired.",
            .activity = "life_cycle_management",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &product_stages,
            .default_code = "conceive",
        },
    [PRODUCT_HORIZON_SET] =
        {
            .name = "horizon_set",
            .label = "Horizon set by hand",
            .help = "The horizon where it does not follow the stage; none to follow the stage.",
            .activity = "life_cycle_management",
            .type = FIELD_CHOICE,
            .choices = &horizon_set,
            .default_code = "none",
        },
    [PRODUCT_HORIZON] =
        {
            .name = "horizon",
            .label = "Horizon",
            .help = "Current, next or future: as set by hand, else by stage; none once retired.",
            .type = FIELD_CHOICE,
            .flags = FIELD_COMPUTED,
            .choices = &product_horizons,
        },
    [PRODUCT_CONCEIVE_ON] =
        {
            .name = "conceive_on",
            .label = "Conceived on",
            .help = "Day on which work on the idea began or is to begin.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_PLAN_ON] =
        {
            .name = "plan_on",
            .label = "Planned on",
            .help = "Day on which planning began or is to begin.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_DEVELOP_ON] =
        {
            .name = "develop_on",
            .label = "Developed from",
            .help = "Day on which development began or is to begin.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_QUALIFY_ON] =
        {
            .name = "qualify_on",
            .label = "Qualified from",
            .help = "Day on which it went or is to go to first customers for trial.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_LAUNCH_ON] =
        {
            .name = "launch_on",
            .label = "Launched from",
            .help = "Day on which the launch began or is to begin.",
            .activity = "launch_planning",
            .type = FIELD_DATE,
        },
    [PRODUCT_DELIVER_ON] =
        {
            .name = "deliver_on",
            .label = "Delivered from",
            .help = "Day from which the market gets or is to get it.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_MATURE_ON] =
        {
            .name = "mature_on",
            .label = "Mature on",
            .help = "Day on which nothing that its market expects is missing any more.",
            .activity = "life_cycle_management",
            .type = FIELD_DATE,
        },
    [PRODUCT_RETIRE_ON] =
        {
            .name = "retire_on",
            .label = "Retiring from",
            .help = "Day on which retiring it began or is to begin.",
            .activity = "end_of_life_decision",
            .type = FIELD_DATE,
        },
    [PRODUCT_RETIRED_ON] =
        {
            .name = "retired_on",
            .label = "Retired on",
            .help = "Day from which it is no longer offered or supported.",
            .activity = "end_of_life_decision",
            .type = FIELD_DATE,
        },
    [PRODUCT_WEBSITE] =
        {
            .name = "website",
            .label = "Website",
            .help = "Where customers read about the product.",
            .activity = "website_content",
            .type = FIELD_TEXT,
            .maximum = 500,
            .accepts = address_is_shaped,
            .pattern_help = "an address that begins with https:// or http://",
        },
};
_Static_assert(sizeof product_fields / sizeof product_fields[0] == PRODUCT_FIELD_COUNT, "a field is missing");

static const struct sort product_sorts[] = {
    {"name", PRODUCT_NAME},
    {"stage", PRODUCT_STAGE},
    {"launch_on", PRODUCT_LAUNCH_ON},
    {"deliver_on", PRODUCT_DELIVER_ON},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static void product_derive(struct record *record)
{
    enum product_horizon horizon =
        product_horizon(record_choice(record, PRODUCT_STAGE), record_choice(record, PRODUCT_HORIZON_SET));
    record_set(record, PRODUCT_HORIZON,
        horizon == HORIZON_NONE ? value_null() : value_string(product_horizons.choices[horizon].code));
}

// One line at a time: nearly all stand alone or have a prefix of their own, and a recursive query costs a
// temporary table, which an import of many products would feel.
static const struct statement select_prefix = {
    .name = "product_select_prefix",
    .common = SQL("SELECT key_prefix, parent FROM line WHERE key = $1"),
    .parameters = "t",
    .columns = "tt",
};
#define LINE_DEPTH_MAXIMUM 20

static const struct statement *const statements[] = {&select_prefix};
const struct statement_list product_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error text_take(
    const struct cursor *cursor, unsigned column, struct arena *arena, struct text *ret_text)
{
    struct text text = cursor_text(cursor, column);
    const char *copy = text_copy(text, arena);
    if (!copy) return ERROR_MEMORY;
    *ret_text = (struct text){copy, text.length};
    return ERROR_NONE;
}

// The key prefix of the product's line, or of the nearest one around it that has one.
static enum error product_key_prefix(struct transaction *transaction, const struct record *proposed,
    struct arena *arena, struct text *ret_prefix)
{
    *ret_prefix = TEXT("");
    struct text line = record_text(proposed, PRODUCT_LINE);
    for (int depth = 0; depth < LINE_DEPTH_MAXIMUM && !text_is_empty(line); depth++) {
        struct cursor *cursor = NULL;
        struct text parent = TEXT("");
        const struct value parameter = value_text(line);
        enum error error = store_query(transaction, &select_prefix, &parameter, 1, &cursor);
        if (!error) error = cursor_next(cursor);
        if (!error) error = text_take(cursor, 0, arena, ret_prefix);
        if (!error) error = text_take(cursor, 1, arena, &parent);
        cursor_close(cursor);
        if (error) return error == ERROR_END ? ERROR_NONE : error;
        if (!text_is_empty(*ret_prefix)) return ERROR_NONE;
        line = parent;
    }
    return ERROR_NONE;
}

static const struct link product_links[] = {
    {"releases", "releases", "product"},
    {"gates", "gates", "product"},
    {"hand_offs", "hand-offs", "record"},
    {"assignments", "assignments", "scope"},
    {"comments", "comments", "record"},
};

// Gone for good, and with it everything that was ever decided about it: judged like the end of its life.
static enum error product_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    if (acting_restores(actor)) return ERROR_NONE;
    return policy_guard(
        transaction, actor, stored->key, "end_of_life_decision", "delete the product", arena, problems);
}

const struct resource product_resource = {
    .name = "products",
    .singular = "product",
    .label = "Product",
    .label_plural = "Products",
    .prefix = "PROD",
    .help = "A product is what product management and product marketing are accountable for.",
    .fields = product_fields,
    .field_count = PRODUCT_FIELD_COUNT,
    .sorts = product_sorts,
    .sort_count = sizeof product_sorts / sizeof product_sorts[0],
    .title_field = PRODUCT_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = product_links,
    .link_count = sizeof product_links / sizeof product_links[0],
    .unique_together = {-1},
    .actions = product_actions,
    .action_count = PRODUCT_ACTION_COUNT,
    .before_delete = product_before_delete,
    .derive = product_derive,
    .key_prefix = product_key_prefix,
};
