// SPDX-License-Identifier: Apache-2.0
// Responsibility maps.
#include "people/map.h"

static const struct choice map_statuses_choices[MAP_STATUS_COUNT] = {
    [MAP_DRAFT] = {"draft", "Draft"},
    [MAP_IN_FORCE] = {"in_force", "In force"},
    [MAP_SUPERSEDED] = {"superseded", "Superseded"},
};
const struct choice_list map_statuses = {"map_status", map_statuses_choices, MAP_STATUS_COUNT};

static const struct choice map_modes_choices[MAP_MODE_COUNT] = {
    [MAP_ADVISORY] = {"advisory", "Advisory"},
    [MAP_STRICT] = {"strict", "Strict"},
};
const struct choice_list map_modes = {"map_mode", map_modes_choices, MAP_MODE_COUNT};

static const struct field map_fields[] = {
    [MAP_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the map is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [MAP_CODE] =
        {
            .name = "code",
            .label = "Code",
            .help = "Short name that files use.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_UNIQUE,
            .minimum = 1,
            .maximum = 60,
            .accepts = slug_is_shaped,
            .pattern_help = "a lower case letter, then letters, digits, - and _",
        },
    [MAP_ORIGIN] =
        {
            .name = "origin",
            .label = "Origin",
            .help = "Where the map comes from.",
            .type = FIELD_TEXT,
            .maximum = 200,
        },
    [MAP_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "How the map divides the work, and which organisation it suits.",
            .type = FIELD_MARKDOWN,
        },
    [MAP_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether the map is being written, has been put in force, or is followed by another; on "
                    "which days it decides is said by the dates.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &map_statuses,
            .default_code = "draft",
        },
    [MAP_IN_FORCE_ON] =
        {
            .name = "in_force_on",
            .label = "In force since",
            .help = "The day from which the map decides.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [MAP_SUPERSEDED_ON] =
        {
            .name = "superseded_on",
            .label = "Superseded from",
            .help = "The day from which another map decides.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [MAP_SCOPE] =
        {
            .name = "scope",
            .label = "Scope",
            .help =
                "The unit or line that the map is for; empty for the whole company. The nearest map around "
                "a product decides.",
            .type = FIELD_REFERENCE,
            .targets = {"units", "lines"},
        },
    [MAP_MODE] =
        {
            .name = "mode",
            .label = "Mode",
            .help = "Advisory: acting outside one's role works and is kept as an override. Strict: it is "
                    "refused.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &map_modes,
            .default_code = "advisory",
        },
    [MAP_BASED_ON] =
        {
            .name = "based_on",
            .label = "Based on",
            .help = "The map that this one is a new version or a copy of.",
            .type = FIELD_REFERENCE,
            .targets = {"maps"},
        },
    [MAP_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the responsibilities change: the note of the process update.",
            .type = FIELD_MARKDOWN,
        },
    [MAP_EFFECT_READ_ON] =
        {
            .name = "effect_read_on",
            .label = "Effect read on",
            .help = "The day on which somebody last read what the draft would change; empty again when it is "
                    "edited.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [MAP_EFFECT_READ_BY] =
        {
            .name = "effect_read_by",
            .label = "Effect read by",
            .help = "Who read it: the user, or system for the command line.",
            .type = FIELD_TEXT,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .maximum = 40,
        },
};
_Static_assert(sizeof map_fields / sizeof map_fields[0] == MAP_FIELD_COUNT, "a field is missing");

static const struct sort map_sorts[] = {
    {"name", MAP_NAME},
    {"code", MAP_CODE},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

// What decides may not change under those whom it decides for.
static enum error map_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    static const enum map_field decisive[] = {MAP_SCOPE, MAP_MODE, MAP_BASED_ON};
    enum error error = ERROR_NONE;
    bool is_edited = false;
    (void)transaction;
    (void)actor;
    (void)arena;
    if (!stored) return ERROR_NONE;
    for (size_t i = 0; i < sizeof decisive / sizeof *decisive; i++) {
        if (value_equal(proposed->values[decisive[i]], stored->values[decisive[i]])) continue;
        is_edited = true;
        if (record_choice(stored, MAP_STATUS) == MAP_DRAFT) continue;
        map_refuse_edit(stored, map_fields[decisive[i]].name, problems);
        error = ERROR_INVALID;
    }
    if (!is_edited || error) return error;
    record_set(proposed, MAP_EFFECT_READ_ON, value_null());
    record_set(proposed, MAP_EFFECT_READ_BY, value_null());
    return ERROR_NONE;
}

static enum error map_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)arena;
    if (record_choice(stored, MAP_STATUS) == MAP_DRAFT) return ERROR_NONE;
    problem_add(problems, NULL,
        "%.*s is or was in force, and says who was accountable then; such a map is kept.",
        TEXT_PRINT(stored->key));
    return ERROR_INVALID;
}

static const struct link map_links[] = {
    {"entries", "map-entries", "map"},
    {"successors", "maps", "based_on"},
    {"comments", "comments", "record"},
};

const struct resource map_resource = {
    .name = "maps",
    .singular = "map",
    .label = "Responsibility map",
    .label_plural = "Responsibility maps",
    .prefix = "MAP",
    .help = "A responsibility map says for every activity which role is accountable.",
    .fields = map_fields,
    .field_count = MAP_FIELD_COUNT,
    .sorts = map_sorts,
    .sort_count = sizeof map_sorts / sizeof map_sorts[0],
    .title_field = MAP_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE | MAY(VERB_ACT)},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE | MAY(VERB_ACT)},
        },
    .links = map_links,
    .link_count = sizeof map_links / sizeof map_links[0],
    .unique_together = {-1},
    .before_save = map_before_save,
    .before_delete = map_before_delete,
    .actions = map_actions,
    .action_count = MAP_ACTION_COUNT,
};
