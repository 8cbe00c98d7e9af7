// SPDX-License-Identifier: Apache-2.0
// Responsibility maps, and how one comes into force.
#include "people/map.h"

#include "base/calendar.h"
#include "store/records.h"

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
            .help = "Whether the map is being written, decides, or has decided before.",
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
            .help = "The unit or line that the map is for; empty for the whole company.",
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

// The maps in force other than $1: at most one.
static const struct statement select_in_force = {
    .name = "map_select_in_force",
    .common = SQL("SELECT key FROM map WHERE status = 'in_force' AND key <> $1 ORDER BY key"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_in_force};
const struct statement_list map_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error find_other_in_force(
    struct transaction *transaction, struct text key, struct arena *arena, struct text *ret_other)
{
    *ret_other = TEXT("");
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(key);
    enum error error = store_query(transaction, &select_in_force, &parameter, 1, &cursor);
    if (error == ERROR_NONE) error = cursor_next(cursor);
    if (error == ERROR_NONE) {
        const char *other = text_copy(cursor_text(cursor, 0), arena);
        if (other) *ret_other = text_from(other);
        if (!other) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

enum put_in_force_input { PUT_IN_FORCE_ON, PUT_IN_FORCE_INPUT_COUNT };

static const struct field put_in_force_inputs[PUT_IN_FORCE_INPUT_COUNT] = {
    [PUT_IN_FORCE_ON] =
        {
            .name = "in_force_on",
            .label = "In force since",
            .help = "The day from which the map decides; today when empty.",
            .type = FIELD_DATE,
        },
};

// The map that decided until now is superseded in the same transaction, with a history line of its own.
static enum error map_put_in_force(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    if (record_choice(record, MAP_STATUS) == MAP_IN_FORCE) {
        problem_add(problems, "status", "The map is in force already.");
        return ERROR_INVALID;
    }
    struct text other;
    enum error error = find_other_in_force(transaction, record->key, arena, &other);
    if (error == ERROR_NONE && !text_is_empty(other)) {
        struct record *superseded = NULL;
        error = record_act(transaction, actor, &map_resource, other, &map_actions[MAP_SUPERSEDE], NULL, 0,
            arena, problems, &superseded);
    }
    if (error != ERROR_NONE) return error;
    struct value day = input[PUT_IN_FORCE_ON];
    if (day.kind == VALUE_NULL) {
        char today[CALENDAR_DATE_SIZE];
        calendar_print_date(calendar_day_of(transaction_now(transaction)), today);
        day = value_string(arena_text(arena, today, strlen(today)));
        if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    }
    record_set(record, MAP_STATUS, value_string(map_statuses_choices[MAP_IN_FORCE].code));
    record_set(record, MAP_IN_FORCE_ON, day);
    return ERROR_NONE;
}

static enum error map_supersede(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)input;
    (void)arena;
    if (record_choice(record, MAP_STATUS) != MAP_IN_FORCE) {
        problem_add(problems, "status", "Only a map that is in force can be superseded.");
        return ERROR_INVALID;
    }
    record_set(record, MAP_STATUS, value_string(map_statuses_choices[MAP_SUPERSEDED].code));
    return ERROR_NONE;
}

const struct action map_actions[MAP_ACTION_COUNT] = {
    [MAP_PUT_IN_FORCE] =
        {
            .name = "put_in_force",
            .label = "Put in force",
            .help = "Makes this the map that decides, and supersedes the one that did.",
            .input_fields = put_in_force_inputs,
            .input_count = PUT_IN_FORCE_INPUT_COUNT,
            .run = map_put_in_force,
        },
    [MAP_SUPERSEDE] =
        {
            .name = "supersede",
            .label = "Supersede",
            .help = "Takes the map out of force; until another one is put in force, nobody is accountable.",
            .run = map_supersede,
        },
};

static const struct link map_links[] = {
    {"entries", "map-entries", "map"},
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
    .actions = map_actions,
    .action_count = MAP_ACTION_COUNT,
};
