// SPDX-License-Identifier: Apache-2.0
// A person's part of the inbox, page by page, and as JSON.
#include "base/calendar.h"
#include "format/json_writer.h"
#include "inbox/inbox.h"

struct inbox_slice inbox_of_person(const struct inbox *inbox, uint32_t person)
{
    uint32_t first = 0, end = inbox->count;
    while (first < end) {
        const uint32_t middle = first + (end - first) / 2;
        if (inbox->items[middle].person < person)
            first = middle + 1;
        else
            end = middle;
    }
    while (end < inbox->count && inbox->items[end].person == person)
        end++;
    return (struct inbox_slice){inbox->items ? inbox->items + first : NULL, end - first};
}

uint32_t inbox_count_overdue(struct inbox_slice slice)
{
    uint32_t count = 0;
    while (count < slice.count && slice.items[count].is_overdue)
        count++; // they come first
    return count;
}

// Where an item stands, so that a page can begin after it even when it is gone.
struct place {
    bool is_overdue;
    int64_t due, kind;
    struct text record, identifier;
};

static struct place place_of(const struct inbox_item *item)
{
    return (struct place){.is_overdue = item->is_overdue,
        .due = item->due_on == ORGANISATION_NO_DATE ? INT32_MAX : item->due_on,
        .kind = item->kind,
        .record = item->record,
        .identifier = text_from(item->identifier)};
}

static bool place_parse(struct text cursor, struct place *place)
{
    struct text part;
    int64_t is_overdue = 0;
    if (!text_split(&cursor, '.', &part) || !text_parse_integer(part, 0, 1, &is_overdue)) return false;
    place->is_overdue = is_overdue == 1;
    if (!text_split(&cursor, '.', &part) || !text_parse_integer(part, INT32_MIN, INT32_MAX, &place->due))
        return false;
    if (!text_split(&cursor, '.', &part) || !text_parse_integer(part, 0, INBOX_KIND_COUNT - 1, &place->kind))
        return false;
    return text_split(&cursor, '.', &place->record) && text_split(&cursor, '.', &place->identifier) &&
           place->record.length > 0 && text_is_empty(cursor);
}

static const char *place_print(const struct place *place, struct arena *arena)
{
    return arena_print(arena, "%d.%lld.%lld.%.*s.%.*s", place->is_overdue ? 1 : 0, (long long)place->due,
        (long long)place->kind, TEXT_PRINT(place->record), TEXT_PRINT(place->identifier));
}

static bool is_after(const struct inbox_item *item, const struct place *place)
{
    const struct place own = place_of(item);
    if (own.is_overdue != place->is_overdue) return place->is_overdue;
    if (own.due != place->due) return own.due > place->due;
    if (own.kind != place->kind) return own.kind > place->kind;
    const int order = organisation_compare_keys(own.record, place->record);
    return order ? order > 0 : text_compare(own.identifier, place->identifier) > 0;
}

enum error inbox_page(struct inbox_slice slice, enum inbox_kind kind, struct text cursor, uint32_t limit,
    struct arena *arena, struct inbox_slice *ret_page, const char **ret_next)
{
    struct place place = {.due = 0};
    const bool has_cursor = !text_is_empty(cursor);
    if (has_cursor && !place_parse(cursor, &place)) return ERROR_SYNTAX;
    struct inbox_item *page = arena_array(arena, struct inbox_item, limit);
    uint32_t count = 0;
    const char *next = NULL;
    if (!page) return ERROR_MEMORY;
    for (uint32_t i = 0; i < slice.count; i++) {
        const struct inbox_item *item = &slice.items[i];
        if ((kind != INBOX_KIND_COUNT && item->kind != kind) || (has_cursor && !is_after(item, &place)))
            continue;
        if (count == limit) {
            const struct place last = place_of(&page[count - 1]);
            next = place_print(&last, arena);
            if (!next) return ERROR_MEMORY;
            break;
        }
        page[count++] = *item;
    }
    *ret_page = (struct inbox_slice){page, count};
    *ret_next = next;
    return ERROR_NONE;
}

static void write_text(struct json_writer *writer, const char *name, struct text text)
{
    json_write_key(writer, name);
    if (text.data)
        json_write_text(writer, text);
    else
        json_write_null(writer);
}

static void write_date(struct json_writer *writer, const char *name, int32_t day)
{
    char text[CALENDAR_DATE_SIZE];
    json_write_key(writer, name);
    if (day == ORGANISATION_NO_DATE) {
        json_write_null(writer);
        return;
    }
    calendar_print_date(day, text);
    json_write_string(writer, text);
}

static void write_item(const struct inbox *inbox, const struct inbox_item *item, struct json_writer *writer)
{
    const struct organisation_product *product =
        item->product == ORGANISATION_NONE ? NULL : &inbox->organisation->products[item->product];
    json_write_object_begin(writer);
    write_text(writer, "kind", text_from(inbox_kinds.choices[item->kind].code));
    write_text(writer, "record", item->record);
    write_text(writer, "resource", text_from(item->resource));
    write_text(writer, "title", text_from(item->title));
    write_text(writer, "what", text_from(item->what));
    write_text(writer, "product", product ? product->key : (struct text){NULL, 0});
    write_text(writer, "product_name", product ? product->name : (struct text){NULL, 0});
    write_date(writer, "due_on", item->due_on);
    write_date(writer, "since", item->since);
    json_write_key(writer, "overdue");
    json_write_boolean(writer, item->is_overdue);
    json_write_key(writer, "actions");
    json_write_array_begin(writer);
    for (const char *const *action = item->actions; *action; action++)
        json_write_string(writer, *action);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_totals(struct inbox_slice slice, struct json_writer *writer)
{
    uint32_t totals[INBOX_KIND_COUNT] = {0};
    for (uint32_t i = 0; i < slice.count; i++)
        totals[slice.items[i].kind]++;
    json_write_key(writer, "totals");
    json_write_object_begin(writer);
    for (unsigned kind = 0; kind < INBOX_KIND_COUNT; kind++) {
        json_write_key(writer, inbox_kinds.choices[kind].code);
        json_write_integer(writer, totals[kind]);
    }
    json_write_object_end(writer);
    json_write_key(writer, "overdue");
    json_write_integer(writer, inbox_count_overdue(slice));
}

static void write_person(const struct inbox *inbox, uint32_t person, struct json_writer *writer)
{
    json_write_key(writer, "person");
    if (person == ORGANISATION_NONE) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_text(writer, "key", inbox->organisation->people[person].key);
    write_text(writer, "name", inbox->organisation->people[person].name);
    json_write_object_end(writer);
}

void inbox_write_json(const struct inbox *inbox, uint32_t person, int32_t day, struct inbox_slice page,
    const char *next, struct json_writer *writer)
{
    const struct inbox_slice none = {NULL, 0};
    json_write_object_begin(writer);
    write_person(inbox, person, writer);
    write_date(writer, "day", day);
    write_totals(person == ORGANISATION_NONE ? none : inbox_of_person(inbox, person), writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < page.count; i++)
        write_item(inbox, &page.items[i], writer);
    json_write_array_end(writer);
    write_text(writer, "next", next ? text_from(next) : (struct text){NULL, 0});
    json_write_object_end(writer);
}
