// SPDX-License-Identifier: Apache-2.0
// The timeline is one statement, whether of one product or of all.
#include "alignment/hand_off_timeline.h"

#include "base/calendar.h"

#define TIMELINE_COLUMNS                                                                                     \
    "SELECT h.key, h.title, h.reason, p.key, p.name, r.key, r.name, f.key, f.name, t.key, t.name, a.key, "   \
    "a.name, h.kind, h.status, h.from_role, h.to_role, h.due_on, h.offered_on, h.answered_on, "              \
    "coalesce(h.returns, 0), "                                                                               \
    "(SELECT count(*) FROM hand_off_item i WHERE i.hand_off = h.key), "                                      \
    "(SELECT count(CASE WHEN i.done THEN 1 END) FROM hand_off_item i WHERE i.hand_off = h.key), "            \
    "h.created_at FROM hand_off h LEFT JOIN release r ON r.key = h.record "                                  \
    "JOIN product p ON p.key = coalesce(r.product, h.record) LEFT JOIN person f ON f.key = h.from_person "   \
    "LEFT JOIN person t ON t.key = h.to_person LEFT JOIN person a ON a.key = h.answered_by "
#define TIMELINE_WAITS "h.status IN ('draft', 'offered', 'returned')"
#define TIMELINE_ORDER                                                                                       \
    " ORDER BY CASE WHEN " TIMELINE_WAITS " THEN 0 ELSE 1 END, "                                             \
    "CASE WHEN " TIMELINE_WAITS " THEN h.due_on END, h.changed_at DESC, length(h.key), h.key LIMIT "
#define TIMELINE_TYPES "ttttttttttttttttttttiiii"

static const struct statement select_all = {
    .name = "timeline_all",
    .common = SQL(TIMELINE_COLUMNS "WHERE (" TIMELINE_WAITS " OR $1 = 0)" TIMELINE_ORDER "$2"),
    .parameters = "ii",
    .columns = TIMELINE_TYPES,
};
static const struct statement select_product = {
    .name = "timeline_product",
    .common = SQL(TIMELINE_COLUMNS "WHERE (" TIMELINE_WAITS " OR $1 = 0) AND (h.record = $3 OR h.record IN "
                                   "(SELECT key FROM release WHERE product = $3))" TIMELINE_ORDER "$2"),
    .parameters = "iit",
    .columns = TIMELINE_TYPES,
};

static const struct statement *const statements[] = {&select_all, &select_product};
const struct statement_list timeline_statements = {statements, sizeof statements / sizeof statements[0]};

struct reading {
    const struct cursor *row;
    struct arena *arena;
    unsigned column;
    bool failed;
};

static struct text next_text(struct reading *reading)
{
    const struct text text = cursor_text(reading->row, reading->column++);
    if (text_is_empty(text)) return TEXT("");
    const char *copy = text_copy(text, reading->arena);
    if (!copy) reading->failed = true;
    return (struct text){copy, copy ? text.length : 0};
}

static struct timeline_name next_name(struct reading *reading)
{
    const struct text key = next_text(reading);
    return (struct timeline_name){key, next_text(reading)};
}

static int next_choice(struct reading *reading, const struct choice_list *list)
{
    const int index = choice_index(list, cursor_text(reading->row, reading->column++));
    return index < 0 ? (int)list->count : index;
}

// Who has it, and since when; a draft is its writer's since it was written.
static void holder_note(struct timeline_item *item, int32_t created, int32_t day)
{
    const bool is_theirs =
        item->status == HAND_OFF_STATUS_OFFERED || item->status == HAND_OFF_STATUS_ACCEPTED;
    const bool is_answered =
        item->status == HAND_OFF_STATUS_ACCEPTED || item->status == HAND_OFF_STATUS_RETURNED;
    const struct text since = is_answered ? item->answered_on : item->offered_on;
    int32_t due = 0;
    item->held_by = is_theirs ? item->to : item->from;
    if (!calendar_parse_date(since, &item->since)) item->since = created;
    item->is_waiting = item->status != HAND_OFF_STATUS_ACCEPTED && item->status != HAND_OFF_STATUS_WITHDRAWN;
    item->age = item->is_waiting && day > item->since ? day - item->since : 0;
    item->is_overdue = item->is_waiting && calendar_parse_date(item->due_on, &due) && due < day;
}

static bool item_take(const struct cursor *row, int32_t day, struct arena *arena, struct timeline_item *item)
{
    struct reading reading = {.row = row, .arena = arena};
    item->key = next_text(&reading);
    item->title = next_text(&reading);
    item->reason = next_text(&reading);
    item->product = next_name(&reading);
    item->release = next_name(&reading);
    item->from = next_name(&reading);
    item->to = next_name(&reading);
    item->answered_by = next_name(&reading);
    item->kind = (enum hand_off_kind)next_choice(&reading, &hand_off_kinds);
    item->status = (enum hand_off_status)next_choice(&reading, &hand_off_statuses);
    item->from_role = (enum people_role)next_choice(&reading, &people_roles);
    item->to_role = (enum people_role)next_choice(&reading, &people_roles);
    item->due_on = next_text(&reading);
    item->offered_on = next_text(&reading);
    item->answered_on = next_text(&reading);
    item->returns = cursor_integer(row, reading.column++);
    item->items = cursor_integer(row, reading.column++);
    item->items_done = cursor_integer(row, reading.column++);
    holder_note(item, calendar_day_of(cursor_integer(row, reading.column)), day);
    return !reading.failed;
}

enum error timeline_load(struct transaction *transaction, struct text product, bool waits_only, size_t limit,
    struct arena *arena, struct timeline *ret_timeline)
{
    const bool is_all = text_is_empty(product);
    const struct value parameters[] = {
        value_integer(waits_only), value_integer((int64_t)limit + 1), value_text(product)};
    struct timeline timeline = {.day = calendar_day_of(transaction_now(transaction))};
    struct cursor *cursor = NULL;
    timeline.items = arena_array(arena, struct timeline_item, limit);
    if (!timeline.items) return ERROR_MEMORY;
    enum error error =
        store_query(transaction, is_all ? &select_all : &select_product, parameters, is_all ? 2 : 3, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (timeline.count == limit) {
            timeline.is_cut = true;
            break;
        }
        if (!item_take(cursor, timeline.day, arena, &timeline.items[timeline.count++])) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    if (error && error != ERROR_END) return error;
    *ret_timeline = timeline;
    return ERROR_NONE;
}

static void write_text(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    if (text_is_empty(value))
        json_write_null(writer);
    else
        json_write_text(writer, value);
}

static void write_name(struct json_writer *writer, const char *name, struct timeline_name value)
{
    json_write_key(writer, name);
    if (text_is_empty(value.key)) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_text(writer, "key", value.key);
    write_text(writer, "name", value.name);
    json_write_object_end(writer);
}

static void write_integer(struct json_writer *writer, const char *name, int64_t value)
{
    json_write_key(writer, name);
    json_write_integer(writer, value);
}

static void write_boolean(struct json_writer *writer, const char *name, bool value)
{
    json_write_key(writer, name);
    json_write_boolean(writer, value);
}

static void write_item(const struct timeline_item *item, struct json_writer *writer)
{
    char since[CALENDAR_DATE_SIZE];
    calendar_print_date(item->since, since);
    json_write_object_begin(writer);
    write_text(writer, "key", item->key);
    write_text(writer, "kind", text_from(hand_off_kinds.choices[item->kind].code));
    write_text(writer, "title", item->title);
    write_name(writer, "product", item->product);
    write_name(writer, "release", item->release);
    write_text(writer, "from_role", text_from(people_role_code(item->from_role)));
    write_name(writer, "from", item->from);
    write_text(writer, "to_role", text_from(people_role_code(item->to_role)));
    write_name(writer, "to", item->to);
    write_text(writer, "status", text_from(hand_off_statuses.choices[item->status].code));
    write_text(writer, "due_on", item->due_on);
    write_text(writer, "offered_on", item->offered_on);
    write_text(writer, "answered_on", item->answered_on);
    write_name(writer, "answered_by", item->answered_by);
    write_text(writer, "reason", item->reason);
    write_integer(writer, "returns", item->returns);
    write_integer(writer, "items", item->items);
    write_integer(writer, "items_done", item->items_done);
    write_name(writer, "held_by", item->held_by);
    write_text(writer, "since", text_from(since));
    write_integer(writer, "age_days", item->age);
    write_boolean(writer, "waiting", item->is_waiting);
    write_boolean(writer, "overdue", item->is_overdue);
    json_write_object_end(writer);
}

void timeline_print(const struct timeline *timeline, struct json_writer *writer)
{
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(timeline->day, day);
    json_write_object_begin(writer);
    write_text(writer, "day", text_from(day));
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = 0; i < timeline->count; i++)
        write_item(&timeline->items[i], writer);
    json_write_array_end(writer);
    write_boolean(writer, "more", timeline->is_cut);
    json_write_object_end(writer);
}
