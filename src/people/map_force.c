// SPDX-License-Identifier: Apache-2.0
// How a map comes into force and goes out of it again, and what that means for editing it.
#include "people/map.h"

#include "base/calendar.h"
#include "people/map_entry.h"
#include "store/records.h"

// The map of the scope $1 ("" for the company) other than $2 that decides on the day $3.
static const struct statement select_deciding = {
    .name = "map_select_deciding",
    .common = SQL("SELECT key FROM map WHERE coalesce(scope, '') = $1 AND key <> $2 AND in_force_on <= $3 "
                  "AND (superseded_on IS NULL OR superseded_on > $3) "
                  "ORDER BY in_force_on DESC, length(key) DESC, key DESC LIMIT 1"),
    .parameters = "ttt",
    .columns = "t",
};
// The first map of the scope $1 other than $2 that is to decide from a day after $3.
static const struct statement select_scheduled = {
    .name = "map_select_scheduled",
    .common = SQL("SELECT key, name, in_force_on FROM map WHERE coalesce(scope, '') = $1 AND key <> $2 "
                  "AND in_force_on > $3 AND (superseded_on IS NULL OR superseded_on > in_force_on) "
                  "ORDER BY in_force_on, length(key), key LIMIT 1"),
    .parameters = "ttt",
    .columns = "ttt",
};
// The map of the scope $1 other than $2 that ended on the day $3 on which that one was to begin.
static const struct statement select_before = {
    .name = "map_select_before",
    .common = SQL("SELECT key FROM map WHERE coalesce(scope, '') = $1 AND key <> $2 AND superseded_on = $3 "
                  "AND in_force_on < $3 ORDER BY in_force_on DESC, length(key) DESC, key DESC LIMIT 1"),
    .parameters = "ttt",
    .columns = "t",
};
// Any map other than $1 that is or was in force.
static const struct statement select_forced = {
    .name = "map_select_forced",
    .common = SQL("SELECT key FROM map WHERE key <> $1 AND in_force_on IS NOT NULL ORDER BY key LIMIT 1"),
    .parameters = "t",
    .columns = "t",
};
static const struct statement select_spans = {
    .name = "map_select_spans",
    .common = SQL("SELECT e.key, e.activity, e.from_stage, e.to_stage, e.horizons, a.name FROM map_entry e "
                  "JOIN activity a ON a.key = e.activity WHERE e.map = $1 "
                  "ORDER BY e.activity, length(e.key), e.key"),
    .parameters = "t",
    .columns = "tttttt",
};

static const struct statement *const statements[] = {
    &select_deciding, &select_scheduled, &select_before, &select_forced, &select_spans};
const struct statement_list map_statements = {statements, sizeof statements / sizeof statements[0]};

// The texts of the one row that a statement gives; empty when it gives none. *arena*
static enum error row_find(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct arena *arena, struct text *ret_texts)
{
    struct cursor *cursor = NULL;
    enum error error =
        store_query(transaction, statement, parameters, strlen(statement->parameters), &cursor);
    if (!error) error = cursor_next(cursor);
    for (unsigned i = 0; i < strlen(statement->columns); i++) {
        const char *copy = error ? "" : text_copy(cursor_text(cursor, i), arena);
        if (!copy) error = ERROR_MEMORY;
        ret_texts[i] = text_from(copy ? copy : "");
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static struct value scope_value(const struct record *record)
{
    const struct text scope = record_text(record, MAP_SCOPE);
    return value_text(text_is_empty(scope) ? TEXT("") : scope);
}

static struct value date_value(int32_t day, struct arena *arena)
{
    char text[CALENDAR_DATE_SIZE];
    calendar_print_date(day, text);
    const char *copy = arena_text(arena, text, strlen(text));
    return copy ? value_string(copy) : value_null();
}

static struct value today_value(const struct transaction *transaction, struct arena *arena)
{
    return date_value(calendar_day_of(transaction_now(transaction)), arena);
}

// The day given, or today. *arena*
static enum error day_take(
    const struct transaction *transaction, struct value given, struct arena *arena, struct value *ret_day)
{
    *ret_day = given.kind == VALUE_NULL ? today_value(transaction, arena) : given;
    return ret_day->kind == VALUE_NULL ? ERROR_MEMORY : ERROR_NONE;
}

// Dates of this form compare as text.
static bool day_is_past(const struct transaction *transaction, struct value day, struct arena *arena)
{
    return text_compare(day.text, today_value(transaction, arena).text) < 0;
}

static const char *dates_of(const struct record *map, struct arena *arena)
{
    const struct text end = record_text(map, MAP_SUPERSEDED_ON);
    return arena_print(arena, "from %.*s%s%.*s", TEXT_PRINT(record_text(map, MAP_IN_FORCE_ON)),
        text_is_empty(end) ? "" : " to ", TEXT_PRINT(end));
}

void map_refuse_edit(const struct record *map, const char *field, struct problem_list *problems)
{
    problem_add(problems, field,
        "%.*s (%.*s) %s in force, and a map that decides is not edited: copy it (tandem map copy %.*s), "
        "change "
        "the copy, and put that in force.",
        TEXT_PRINT(record_text(map, MAP_NAME)), TEXT_PRINT(map->key),
        record_choice(map, MAP_STATUS) == MAP_IN_FORCE ? "is" : "was", TEXT_PRINT(map->key));
}

// Changes of state that no door offers; each is a line in the history of the other map.

static enum error run_follow(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)arena;
    (void)problems;
    record_set(record, MAP_STATUS, value_string(map_statuses.choices[MAP_SUPERSEDED].code));
    record_set(record, MAP_SUPERSEDED_ON, input[0]);
    return ERROR_NONE;
}

static enum error run_resume(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)input;
    (void)arena;
    (void)problems;
    record_set(record, MAP_STATUS, value_string(map_statuses.choices[MAP_IN_FORCE].code));
    record_set(record, MAP_SUPERSEDED_ON, value_null());
    return ERROR_NONE;
}

static enum error run_forget(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)actor;
    (void)input;
    (void)arena;
    (void)problems;
    record_set(record, MAP_EFFECT_READ_ON, value_null());
    record_set(record, MAP_EFFECT_READ_BY, value_null());
    return ERROR_NONE;
}

static const struct field follow_inputs[] = {
    {.name = "superseded_on", .label = "Superseded from", .help = "The day.", .type = FIELD_DATE}};
static const struct action follow_action = {
    .name = "supersede", .input_fields = follow_inputs, .input_count = 1, .run = run_follow};
static const struct action resume_action = {.name = "resume", .run = run_resume};
static const struct action forget_action = {.name = "forget_effect", .run = run_forget};

enum error map_entry_is_written(struct transaction *transaction, const struct actor *actor, struct text map,
    struct arena *arena, struct problem_list *problems)
{
    const struct actor program = actor_system("system");
    struct record *record;
    enum error error = record_get(transaction, &program, &map_resource, map, arena, &record);
    if (error) return error;
    if (record_choice(record, MAP_STATUS) != MAP_DRAFT) {
        map_refuse_edit(record, "map", problems);
        return ERROR_INVALID;
    }
    if (record_is_null(record, MAP_EFFECT_READ_ON)) return ERROR_NONE;
    return record_act(
        transaction, actor, &map_resource, record->key, &forget_action, NULL, 0, arena, problems, &record);
}

#define SPANS_MAXIMUM 64 // entries of one activity; more of them cannot be free of overlaps

// Two entries of an activity that could both decide for one product.
static enum error check_overlaps(
    struct transaction *transaction, struct text map, struct arena *arena, struct problem_list *problems)
{
    struct map_entry_span spans[SPANS_MAXIMUM];
    struct text keys[SPANS_MAXIMUM], activity = TEXT("");
    size_t count = 0;
    bool is_found = false;
    const struct value parameter = value_text(map);
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_spans, &parameter, 1, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (!text_equal(cursor_text(cursor, 1), activity)) count = 0;
        const char *name = text_copy(cursor_text(cursor, 1), arena),
                   *key = text_copy(cursor_text(cursor, 0), arena);
        if (!name || !key || count == SPANS_MAXIMUM) {
            error = count == SPANS_MAXIMUM ? ERROR_LIMIT : ERROR_MEMORY;
            break;
        }
        activity = text_from(name);
        const struct map_entry_span span =
            map_entry_span(cursor_text(cursor, 2), cursor_text(cursor, 3), cursor_text(cursor, 4));
        for (size_t i = 0; i < count; i++) {
            if (!map_entry_spans_overlap(spans[i], span)) continue;
            problem_add(problems, "entries",
                "%.*s and %s both decide about %.*s in the same stage and horizon.", TEXT_PRINT(keys[i]), key,
                TEXT_PRINT(cursor_text(cursor, 5)));
            is_found = true;
        }
        keys[count] = text_from(key);
        spans[count++] = span;
    }
    cursor_close(cursor);
    if (error != ERROR_END) return error;
    return is_found ? ERROR_INVALID : ERROR_NONE;
}

// What was decided on past days stays: only the very first map may begin in the past.
static enum error check_day(struct transaction *transaction, const struct record *record, struct value day,
    struct arena *arena, struct problem_list *problems)
{
    const struct value parameters[] = {scope_value(record), value_text(record->key), day};
    struct text later[3], forced[1];
    enum error error = row_find(transaction, &select_scheduled, parameters, arena, later);
    if (!error) error = row_find(transaction, &select_forced, &parameters[1], arena, forced);
    if (error) return error;
    if (!text_is_empty(forced[0]) && day_is_past(transaction, day, arena)) {
        problem_add(problems, "in_force_on",
            "Must be today or later: on past days other maps have decided, and that stays as it was.");
        return ERROR_INVALID;
    }
    if (text_is_empty(later[0])) return ERROR_NONE;
    problem_add(problems, "in_force_on",
        "%.*s (%.*s) is to decide from %.*s on already; choose a later day, or supersede it first.",
        TEXT_PRINT(later[1]), TEXT_PRINT(later[0]), TEXT_PRINT(later[2]));
    return ERROR_INVALID;
}

// The map that would decide on the day ends on it.
static enum error end_predecessor(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct value day, struct arena *arena, struct problem_list *problems)
{
    const struct value parameters[] = {scope_value(record), value_text(record->key), day};
    struct text key[1];
    enum error error = row_find(transaction, &select_deciding, parameters, arena, key);
    if (error || text_is_empty(key[0])) return error;
    struct record *ended;
    return record_act(
        transaction, actor, &map_resource, key[0], &follow_action, &day, 0, arena, problems, &ended);
}

enum put_in_force_input { PUT_IN_FORCE_ON, PUT_IN_FORCE_INPUT_COUNT };

static const struct field put_in_force_inputs[PUT_IN_FORCE_INPUT_COUNT] = {
    [PUT_IN_FORCE_ON] =
        {
            .name = "in_force_on",
            .label = "In force since",
            .help = "The day from which the map decides, today or later; today when empty.",
            .type = FIELD_DATE,
        },
};

static enum error map_put_in_force(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct value day;
    if (record_choice(record, MAP_STATUS) == MAP_IN_FORCE) {
        problem_add(problems, "status", "The map is in force already.");
        return ERROR_INVALID;
    }
    if (record_choice(record, MAP_STATUS) == MAP_SUPERSEDED) {
        problem_add(problems, "status",
            "The map was in force before (%s); copy it (tandem map copy %.*s) and put the copy in force.",
            dates_of(record, arena), TEXT_PRINT(record->key));
        return ERROR_INVALID;
    }
    enum error error = day_take(transaction, input[PUT_IN_FORCE_ON], arena, &day);
    if (!error) error = check_day(transaction, record, day, arena, problems);
    if (!error) error = check_overlaps(transaction, record->key, arena, problems);
    if (!error) error = end_predecessor(transaction, actor, record, day, arena, problems);
    if (error) return error;
    record_set(record, MAP_STATUS, value_string(map_statuses.choices[MAP_IN_FORCE].code));
    record_set(record, MAP_IN_FORCE_ON, day);
    record_set(record, MAP_SUPERSEDED_ON, value_null());
    return ERROR_NONE;
}

// A map that has not begun is a draft again, and the one that it was to follow goes on.
static enum error withdraw(struct transaction *transaction, const struct actor *actor, struct record *record,
    struct arena *arena, struct problem_list *problems)
{
    const struct value parameters[] = {
        scope_value(record), value_text(record->key), record->values[MAP_IN_FORCE_ON]};
    struct text key[1];
    struct record *resumed;
    enum error error = row_find(transaction, &select_before, parameters, arena, key);
    if (!error && !text_is_empty(key[0]))
        error = record_act(
            transaction, actor, &map_resource, key[0], &resume_action, NULL, 0, arena, problems, &resumed);
    if (error) return error;
    record_set(record, MAP_STATUS, value_string(map_statuses.choices[MAP_DRAFT].code));
    record_set(record, MAP_IN_FORCE_ON, value_null());
    return ERROR_NONE;
}

enum supersede_input { SUPERSEDED_ON, SUPERSEDE_INPUT_COUNT };

static const struct field supersede_inputs[SUPERSEDE_INPUT_COUNT] = {
    [SUPERSEDED_ON] =
        {
            .name = "superseded_on",
            .label = "Superseded from",
            .help = "The day from which the map decides no more, today or later; today when empty.",
            .type = FIELD_DATE,
        },
};

static enum error map_supersede(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct value day;
    if (record_choice(record, MAP_STATUS) != MAP_IN_FORCE) {
        problem_add(problems, "status", "Only a map that is in force can be superseded.");
        return ERROR_INVALID;
    }
    enum error error = day_take(transaction, input[SUPERSEDED_ON], arena, &day);
    if (error) return error;
    if (day_is_past(transaction, day, arena)) {
        problem_add(problems, "superseded_on",
            "Must be today or later: what the map has decided on past days stays as it was.");
        return ERROR_INVALID;
    }
    if (text_compare(day.text, record_text(record, MAP_IN_FORCE_ON)) < 0)
        return withdraw(transaction, actor, record, arena, problems);
    record_set(record, MAP_STATUS, value_string(map_statuses.choices[MAP_SUPERSEDED].code));
    record_set(record, MAP_SUPERSEDED_ON, day);
    return ERROR_NONE;
}

static enum error map_read_effect(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)input;
    if (record_choice(record, MAP_STATUS) != MAP_DRAFT) {
        problem_add(problems, "status", "Only of a draft can one read what it would change.");
        return ERROR_INVALID;
    }
    const struct value today = today_value(transaction, arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(record, MAP_EFFECT_READ_ON, today);
    record_set(record, MAP_EFFECT_READ_BY, value_text(actor->user));
    return ERROR_NONE;
}

const struct action map_actions[MAP_ACTION_COUNT] = {
    [MAP_PUT_IN_FORCE] =
        {
            .name = "put_in_force",
            .label = "Put in force",
            .help = "Makes this the map that decides for its scope, and ends the one that did.",
            .input_fields = put_in_force_inputs,
            .input_count = PUT_IN_FORCE_INPUT_COUNT,
            .run = map_put_in_force,
        },
    [MAP_SUPERSEDE] =
        {
            .name = "supersede",
            .label = "Supersede",
            .help =
                "Takes the map out of force; from then on the map of the scope around decides, if there is "
                "one. A map that has not begun becomes a draft again.",
            .input_fields = supersede_inputs,
            .input_count = SUPERSEDE_INPUT_COUNT,
            .run = map_supersede,
        },
    [MAP_READ_EFFECT] =
        {
            .name = "read_effect",
            .label = "Effect read",
            .help = "Says that you have read what the draft would change.",
            .run = map_read_effect,
        },
};
