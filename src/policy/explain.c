// SPDX-License-Identifier: Apache-2.0
// A decision in words: whom to ask, and why it is so, line by line.
#include "base/calendar.h"
#include "policy/policy.h"

#define WORDS_MAXIMUM ((size_t)1 << 16)
#define PEOPLE_NAMED 10 // of a role that very many hold

static void write_person(const struct organisation *organisation, uint32_t person, struct buffer *words)
{
    const struct organisation_person *found = &organisation->people[person];
    buffer_print(words, "%.*s (%.*s)", TEXT_PRINT(found->name), TEXT_PRINT(found->key));
}

// "Ann (PERS-1), Bo (PERS-2) or Cy (PERS-3)"
static void write_people(const struct organisation *organisation, struct policy_people people,
    const char *last, struct buffer *words)
{
    for (uint32_t i = 0; i < people.count && i < PEOPLE_NAMED; i++) {
        if (i) buffer_print(words, i + 1 == people.count ? " %s " : ", ", last);
        write_person(organisation, people.people[i], words);
    }
    if (people.count > PEOPLE_NAMED) buffer_print(words, " and %u more", people.count - PEOPLE_NAMED);
}

static const char *words_take(struct buffer *words, struct arena *arena)
{
    const char *copy = buffer_error(words) ? NULL : text_copy(buffer_view(words), arena);
    buffer_free(words);
    return copy;
}

static void write_delegation(const struct policy_delegation *delegation, struct buffer *words)
{
    char to_on[CALENDAR_DATE_SIZE];
    calendar_print_date(delegation->to_on, to_on);
    bool has_deputy = !text_is_empty(delegation->deputy);
    if (delegation->is_absence)
        buffer_print(words, ", who is away until %s", to_on);
    else
        buffer_print(words, ", who has handed it over until %s", to_on);
    if (has_deputy)
        buffer_print(words, " and for whom %.*s (%.*s) acts", TEXT_PRINT(delegation->deputy_name),
            TEXT_PRINT(delegation->deputy));
    else
        buffer_string(words, " and for whom nobody acts");
}

const char *policy_whom_to_ask(
    const struct organisation *organisation, const struct policy_decision *decision, struct arena *arena)
{
    struct buffer words;
    buffer_init(&words, WORDS_MAXIMUM);
    if (decision->accountable.count == 0) {
        struct text place = organisation_scope_name(organisation, decision->scope);
        buffer_print(&words, "nobody: no one holds the role %s over %.*s", people_role_words(decision->role),
            TEXT_PRINT(place));
    }
    for (uint32_t i = 0; i < decision->accountable.count && i < PEOPLE_NAMED; i++) {
        const uint32_t person = decision->accountable.people[i];
        if (i) buffer_string(&words, " or ");
        write_person(organisation, person, &words);
        for (uint32_t j = 0; j < decision->delegation_count; j++)
            if (text_equal(decision->delegations[j]->person, organisation->people[person].key))
                write_delegation(decision->delegations[j], &words);
    }
    return words_take(&words, arena);
}

static enum error line_add(struct policy_lines *lines, const char *line)
{
    if (!line) return ERROR_MEMORY;
    if (lines->count < sizeof lines->items / sizeof *lines->items) lines->items[lines->count++] = line;
    return ERROR_NONE;
}

static enum error explain_map(const struct organisation *organisation, const struct policy_decision *decision,
    struct arena *arena, struct policy_lines *lines)
{
    if (decision->map == ORGANISATION_NONE)
        return line_add(lines, "No responsibility map is in force there: nobody is asked.");
    const struct organisation_map *map = &organisation->maps[decision->map];
    enum error error = line_add(
        lines, arena_print(arena, "The map %.*s (%.*s) is in force; it is %s.", TEXT_PRINT(map->name),
                   TEXT_PRINT(map->key), decision->mode == MAP_STRICT ? "strict" : "advisory"));
    if (error) return error;
    if (decision->activity == ORGANISATION_NONE) return line_add(lines, "It has no such activity.");
    const struct organisation_activity *activity = &organisation->activities[decision->activity];
    if (decision->rests)
        return line_add(
            lines, arena_print(arena, "It gives the activity %.*s (%.*s) to nobody in this stage or horizon.",
                       TEXT_PRINT(activity->name), TEXT_PRINT(activity->key)));
    if (decision->entry == ORGANISATION_NONE)
        return line_add(lines, arena_print(arena, "It leaves the activity %.*s (%.*s) to anybody.",
                                   TEXT_PRINT(activity->name), TEXT_PRINT(activity->key)));
    return line_add(
        lines, arena_print(arena, "It gives the activity %.*s (%.*s) to the role %s.",
                   TEXT_PRINT(activity->name), TEXT_PRINT(activity->key), people_role_words(decision->role)));
}

static enum error explain_accountable(const struct organisation *organisation,
    const struct policy_decision *decision, struct arena *arena, struct policy_lines *lines)
{
    struct text place = organisation_scope_name(organisation, decision->scope);
    if (decision->accountable.count == 0)
        return line_add(lines, arena_print(arena, "Nobody holds that role over %.*s.", TEXT_PRINT(place)));
    struct buffer words;
    buffer_init(&words, WORDS_MAXIMUM);
    write_people(organisation, decision->accountable, "and", &words);
    buffer_print(&words, " %s that role over %.*s", decision->accountable.count == 1 ? "holds" : "hold",
        TEXT_PRINT(place));
    if (decision->held_at != decision->scope && decision->held_at != ORGANISATION_NONE)
        buffer_print(&words, ", by way of %.*s (%.*s)",
            TEXT_PRINT(organisation_scope_name(organisation, decision->held_at)),
            TEXT_PRINT(organisation_scope_key(organisation, decision->held_at)));
    buffer_string(&words, decision->accountable.count == 1 ? "." : ": a conflict; each of them may act.");
    enum error error = line_add(lines, words_take(&words, arena));
    for (uint32_t i = 0; i < decision->delegation_count && !error; i++) {
        const struct policy_delegation *delegation = decision->delegations[i];
        uint32_t person = organisation_find_person(organisation, delegation->person);
        if (person == ORGANISATION_NONE) continue;
        buffer_init(&words, WORDS_MAXIMUM);
        buffer_print(&words, "%.*s: ", TEXT_PRINT(delegation->key));
        write_person(organisation, person, &words);
        write_delegation(delegation, &words);
        buffer_character(&words, '.');
        error = line_add(lines, words_take(&words, arena));
    }
    return error;
}

static enum error explain_people(const struct organisation *organisation, const char *what,
    struct policy_people people, struct arena *arena, struct policy_lines *lines)
{
    struct buffer words;
    if (people.count == 0) return ERROR_NONE;
    buffer_init(&words, WORDS_MAXIMUM);
    buffer_print(&words, "%s: ", what);
    write_people(organisation, people, "and", &words);
    buffer_character(&words, '.');
    return line_add(lines, words_take(&words, arena));
}

static enum error explain_verdict(const struct organisation *organisation,
    const struct policy_decision *decision, struct text person, const char *act, struct text record,
    struct arena *arena, struct policy_lines *lines)
{
    const uint32_t index = organisation_find_person(organisation, person);
    struct text name = index == ORGANISATION_NONE ? person : organisation->people[index].name;
    if (text_is_empty(name)) name = TEXT("An account that stands for no person");
    const char *whom = policy_whom_to_ask(organisation, decision, arena);
    if (!whom) return ERROR_MEMORY;
    switch (decision->verdict) {
    case POLICY_SILENT:
        return line_add(lines, arena_print(arena, "%.*s may (%s, %.*s): the map says nothing against it.",
                                   TEXT_PRINT(name), act, TEXT_PRINT(record)));
    case POLICY_OWN:
        if (!decision->acts_by)
            return line_add(lines, arena_print(arena, "%.*s may (%s, %.*s): it belongs to their role.",
                                       TEXT_PRINT(name), act, TEXT_PRINT(record)));
        return line_add(
            lines, arena_print(arena, "%.*s may (%s, %.*s): they act for %.*s by %.*s.", TEXT_PRINT(name),
                       act, TEXT_PRINT(record), TEXT_PRINT(decision->acts_by->person),
                       TEXT_PRINT(decision->acts_by->key)));
    case POLICY_OVERRIDE:
        return line_add(lines, arena_print(arena,
                                   "%.*s may (%s, %.*s) with a reason: it is outside their role, is kept as "
                                   "an override and told "
                                   "to %s.",
                                   TEXT_PRINT(name), act, TEXT_PRINT(record), whom));
    case POLICY_REFUSED:
        return line_add(lines, arena_print(arena, "%.*s may not (%s, %.*s): the map is strict. Ask %s.",
                                   TEXT_PRINT(name), act, TEXT_PRINT(record), whom));
    case POLICY_VERDICT_COUNT: break;
    }
    return ERROR_INTERNAL;
}

enum error policy_explain(const struct organisation *organisation, const struct policy_decision *decision,
    struct text person, const char *act, struct text record, struct arena *arena,
    struct policy_lines *ret_lines)
{
    *ret_lines = (struct policy_lines){.count = 0};
    enum error error = explain_map(organisation, decision, arena, ret_lines);
    if (!error && decision->entry != ORGANISATION_NONE) {
        error = explain_accountable(organisation, decision, arena, ret_lines);
        if (!error)
            error = explain_people(organisation, "Does the work", decision->responsible, arena, ret_lines);
        if (!error)
            error = explain_people(organisation, "Asked before", decision->consulted, arena, ret_lines);
        if (!error) error = explain_people(organisation, "Told after", decision->informed, arena, ret_lines);
        if (!error && decision->four_eyes)
            error = line_add(ret_lines, "An approval takes a second person: the map asks for four eyes.");
    }
    if (!error) error = explain_verdict(organisation, decision, person, act, record, arena, ret_lines);
    return error;
}
