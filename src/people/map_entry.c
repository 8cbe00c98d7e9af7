// SPDX-License-Identifier: Apache-2.0
// Entries of responsibility maps.
#include "people/map_entry.h"

#include "people/life_cycle.h"
#include "people/map.h"
#include "people/roles.h"
#include "store/store.h"

static const struct choice map_sides_choices[SIDE_COUNT] = {
    [SIDE_PM] = {"pm", "Product management"},
    [SIDE_SHARED] = {"shared", "Shared"},
    [SIDE_PMM] = {"pmm", "Product marketing"},
};
const struct choice_list map_sides = {"side", map_sides_choices, SIDE_COUNT};

static const struct field map_entry_fields[] = {
    [MAP_ENTRY_MAP] =
        {
            .name = "map",
            .label = "Map",
            .help = "The map that the entry belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"maps"},
        },
    [MAP_ENTRY_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the entry decides about; several entries of a map share it when no "
                    "product "
                    "is in the stages and horizons of two of them.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"activities"},
        },
    [MAP_ENTRY_SIDE] =
        {
            .name = "side",
            .label = "Side",
            .help = "Whose circle the activity lies in.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &map_sides,
        },
    [MAP_ENTRY_ACCOUNTABLE] =
        {
            .name = "accountable",
            .label = "Accountable",
            .help = "The one role that answers for the activity.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &people_roles,
        },
    [MAP_ENTRY_RESPONSIBLE] =
        {
            .name = "responsible",
            .label = "Responsible",
            .help = "The roles that do the work.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_CONSULTED] =
        {
            .name = "consulted",
            .label = "Consulted",
            .help = "The roles that are asked before.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_INFORMED] =
        {
            .name = "informed",
            .label = "Informed",
            .help = "The roles that are told afterwards.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "Why it is so, or where opinions differ.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
    [MAP_ENTRY_FROM_STAGE] =
        {
            .name = "from_stage",
            .label = "From stage",
            .help =
                "The first stage of a product's life in which the entry decides; empty for the beginning.",
            .type = FIELD_CHOICE,
            .choices = &product_stages,
        },
    [MAP_ENTRY_TO_STAGE] =
        {
            .name = "to_stage",
            .label = "To stage",
            .help = "The last stage in which the entry decides; empty for the end.",
            .type = FIELD_CHOICE,
            .choices = &product_stages,
        },
    [MAP_ENTRY_HORIZONS] =
        {
            .name = "horizons",
            .label = "Horizons",
            .help = "The horizons in which the entry decides; empty for all of them.",
            .type = FIELD_CHOICES,
            .choices = &product_horizons,
        },
    [MAP_ENTRY_FOUR_EYES] =
        {
            .name = "four_eyes",
            .label = "Four eyes",
            .help = "Whether an approval takes a second person besides the accountable one.",
            .type = FIELD_BOOLEAN,
        },
    [MAP_ENTRY_FOLLOWS] =
        {
            .name = "follows",
            .label = "Follows",
            .help = "The text that the entry follows.",
            .type = FIELD_TEXT,
            .maximum = 60,
        },
};
_Static_assert(
    sizeof map_entry_fields / sizeof map_entry_fields[0] == MAP_ENTRY_FIELD_COUNT, "a field is missing");

static const struct sort map_entry_sorts[] = {
    {"activity", MAP_ENTRY_ACTIVITY},
    [MAP_ENTRY_SORT_KEY] = {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

// The other entries of the map $1 for the activity $2, but for $3.
static const struct statement select_others = {
    .name = "map_entry_select_others",
    .common = SQL("SELECT key, from_stage, to_stage, horizons FROM map_entry "
                  "WHERE map = $1 AND activity = $2 AND key <> $3 ORDER BY length(key), key"),
    .parameters = "ttt",
    .columns = "tttt",
};
static const struct statement *const statements[] = {&select_others};
const struct statement_list map_entry_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error map_entry_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    const int from = record_choice(proposed, MAP_ENTRY_FROM_STAGE),
              to = record_choice(proposed, MAP_ENTRY_TO_STAGE);
    (void)stored;
    if (from < 0 || to < 0 || from <= to) return ERROR_NONE;
    problem_add(problems, "to_stage", "Must not come before the stage \"%s\" from which the entry decides.",
        product_stages.choices[from].code);
    return ERROR_INVALID;
}

struct map_entry_span map_entry_span(struct text from_stage, struct text to_stage, struct text horizons)
{
    const int from = choice_index(&product_stages, from_stage), to = choice_index(&product_stages, to_stage);
    struct map_entry_span span = {
        .from_stage = (uint8_t)(from < 0 ? STAGE_CONCEIVE : from),
        .to_stage = (uint8_t)(to < 0 ? STAGE_RETIRED : to),
    };
    struct text part;
    while (text_split(&horizons, ',', &part)) {
        const int horizon = choice_index(&product_horizons, part);
        if (horizon >= 0) span.horizons |= (uint8_t)(1U << horizon);
    }
    return span;
}

static enum error check_others(
    struct transaction *transaction, const struct record *proposed, struct problem_list *problems)
{
    const struct map_entry_span own = map_entry_span(record_text(proposed, MAP_ENTRY_FROM_STAGE),
        record_text(proposed, MAP_ENTRY_TO_STAGE), record_text(proposed, MAP_ENTRY_HORIZONS));
    const struct value parameters[] = {proposed->values[MAP_ENTRY_MAP], proposed->values[MAP_ENTRY_ACTIVITY],
        value_text(text_is_empty(proposed->key) ? TEXT("") : proposed->key)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_others, parameters, 3, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        const struct map_entry_span other =
            map_entry_span(cursor_text(cursor, 1), cursor_text(cursor, 2), cursor_text(cursor, 3));
        if (!map_entry_spans_overlap(own, other)) continue;
        problem_add(problems, "activity",
            "%.*s decides about it on this map already, in the same stage and horizon; change that one, or "
            "give "
            "each its own stages or horizons.",
            TEXT_PRINT(cursor_text(cursor, 0)));
        error = ERROR_CONFLICT;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

// What an export holds is brought back as it was, also into a map that is in force.
static enum error map_entry_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    enum error error = ERROR_NONE;
    if (stored || !proposed->is_restored)
        error =
            map_entry_is_written(transaction, actor, record_text(proposed, MAP_ENTRY_MAP), arena, problems);
    return error ? error : check_others(transaction, proposed, problems);
}

static enum error map_entry_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    return map_entry_is_written(transaction, actor, record_text(stored, MAP_ENTRY_MAP), arena, problems);
}

const struct resource map_entry_resource = {
    .name = "map-entries",
    .singular = "map_entry",
    .label = "Map entry",
    .label_plural = "Map entries",
    .prefix = "ENT",
    .help = "A map entry gives one activity to a role.",
    .fields = map_entry_fields,
    .field_count = MAP_ENTRY_FIELD_COUNT,
    .sorts = map_entry_sorts,
    .sort_count = sizeof map_entry_sorts / sizeof map_entry_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {MAP_ENTRY_MAP, MAP_ENTRY_ACTIVITY, MAP_ENTRY_FROM_STAGE, MAP_ENTRY_HORIZONS, -1},
    .check = map_entry_check,
    .before_save = map_entry_before_save,
    .before_delete = map_entry_before_delete,
};
