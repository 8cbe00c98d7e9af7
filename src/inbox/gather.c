// SPDX-License-Identifier: Apache-2.0
// The growing list of items, and who gets each.
#include "inbox/gather.h"

void gather_open(struct gather *gather, const struct inbox_facts *facts, struct arena *arena)
{
    *gather = (struct gather){
        .facts = facts,
        .report = facts->report,
        .organisation = facts->report->organisation,
        .resolution = facts->report->resolution,
        .alignment = facts->report->alignment,
        .arena = arena,
    };
}

const char *gather_text(struct gather *gather, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *text = arena_print_list(gather->arena, format, values);
    va_end(values);
    if (!text) gather->error = ERROR_MEMORY;
    return text ? text : "";
}

const char *gather_person(struct gather *gather, uint32_t person)
{
    if (person == ORGANISATION_NONE) return "Somebody";
    return gather_text(gather, "%.*s", TEXT_PRINT(gather->organisation->people[person].name));
}

struct text gather_activity(const struct gather *gather, uint32_t activity)
{
    return activity == ORGANISATION_NONE ? TEXT("the matter")
                                         : gather->organisation->activities[activity].name;
}

const char *gather_printed(struct gather *gather,
    void (*print)(const struct check_report *report, const struct finding *finding, struct buffer *output),
    const struct finding *finding)
{
    struct buffer buffer;
    buffer_init(&buffer, 1 << 16);
    print(gather->report, finding, &buffer);
    const char *text = text_copy(buffer_view(&buffer), gather->arena);
    buffer_free(&buffer);
    if (!text) gather->error = ERROR_MEMORY;
    return text ? text : "";
}

bool gather_decide(
    struct gather *gather, uint32_t scope, uint32_t activity, struct policy_decision *ret_decision)
{
    if (gather->error || scope == ORGANISATION_NONE || activity == ORGANISATION_NONE) return false;
    const struct policy_question question = {.resolution = gather->resolution,
        .delegations = gather->facts->delegations,
        .scope = scope,
        .activity = activity};
    gather->error = policy_decide(&question, gather->arena, ret_decision);
    return !gather->error && ret_decision->entry != ORGANISATION_NONE;
}

bool gather_is_accountable(
    const struct gather *gather, const struct policy_decision *decision, uint32_t person)
{
    return person != ORGANISATION_NONE &&
           policy_is_accountable(gather->organisation, decision, gather->organisation->people[person].key);
}

void gather_begin(struct gather *gather, const struct inbox_item *item)
{
    gather->item = *item;
    gather->first = gather->count;
    if (!item->identifier) gather->item.identifier = gather_text(gather, "%.*s", TEXT_PRINT(item->record));
    gather->item.is_overdue =
        item->due_on != ORGANISATION_NO_DATE && item->due_on < gather->organisation->day;
}

bool gather_wants(const struct gather *gather, uint32_t person)
{
    return gather->facts->person == ORGANISATION_NONE || gather->facts->person == person;
}

static bool has_room(struct gather *gather)
{
    if (gather->count < gather->capacity) return true;
    const uint32_t capacity = gather->capacity ? 2 * gather->capacity : 64;
    struct inbox_item *more = arena_array(gather->arena, struct inbox_item, capacity);
    if (!more) {
        gather->error = ERROR_MEMORY;
        return false;
    }
    if (gather->count) memcpy(more, gather->items, gather->count * sizeof *more);
    gather->items = more;
    gather->capacity = capacity;
    return true;
}

void gather_for(struct gather *gather, uint32_t person)
{
    if (gather->error || person == ORGANISATION_NONE || !gather_wants(gather, person)) return;
    for (uint32_t i = gather->first; i < gather->count; i++)
        if (gather->items[i].person == person) return;
    if (!has_room(gather)) return;
    gather->items[gather->count] = gather->item;
    gather->items[gather->count++].person = person;
}

// The same item, with a word about whose it really is.
static void gather_for_deputy(struct gather *gather, uint32_t deputy, uint32_t person)
{
    const char *plain = gather->item.what;
    if (deputy == ORGANISATION_NONE || !gather_wants(gather, deputy)) return;
    gather->item.what = gather_text(gather, "%s You act for %s.", plain, gather_person(gather, person));
    gather_for(gather, deputy);
    gather->item.what = plain;
}

void gather_for_named(struct gather *gather, uint32_t person, uint32_t scope)
{
    if (person == ORGANISATION_NONE) return;
    gather_for(gather, person);
    const uint32_t delegation = alignment_find_delegation(gather->alignment, gather->organisation, person,
        scope == ORGANISATION_NONE ? ORGANISATION_COMPANY : scope, gather->organisation->day);
    if (delegation != ORGANISATION_NONE)
        gather_for_deputy(gather, gather->alignment->delegations[delegation].deputy, person);
}

void gather_for_accountable(struct gather *gather, const struct policy_decision *decision, uint32_t without)
{
    const struct organisation *organisation = gather->organisation;
    for (uint32_t i = 0; i < decision->accountable.count; i++)
        if (decision->accountable.people[i] != without) gather_for(gather, decision->accountable.people[i]);
    for (uint32_t i = 0; i < decision->delegation_count; i++) {
        const struct policy_delegation *delegation = decision->delegations[i];
        const uint32_t deputy = organisation_find_person(organisation, delegation->deputy);
        if (deputy != without)
            gather_for_deputy(gather, deputy, organisation_find_person(organisation, delegation->person));
    }
}

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int64_t due(const struct inbox_item *item)
{
    return item->due_on == ORGANISATION_NO_DATE ? INT64_MAX : item->due_on;
}

static int compare_items(const void *one_pointer, const void *other_pointer)
{
    const struct inbox_item *one = one_pointer, *other = other_pointer;
    int order = compare_numbers(one->person, other->person);
    if (!order) order = compare_numbers(other->is_overdue, one->is_overdue);
    if (!order) order = compare_numbers(due(one), due(other));
    if (!order) order = compare_numbers(one->kind, other->kind);
    if (!order) order = organisation_compare_keys(one->record, other->record);
    return order ? order : strcmp(one->identifier, other->identifier);
}

enum error gather_close(struct gather *gather, struct inbox *ret_inbox)
{
    if (gather->error) return gather->error;
    if (gather->count) qsort(gather->items, gather->count, sizeof *gather->items, compare_items);
    *ret_inbox = (struct inbox){gather->organisation, gather->items, gather->count};
    return ERROR_NONE;
}
