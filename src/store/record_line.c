// SPDX-License-Identifier: Apache-2.0
// Which lines of a log, and which of the changes in them, an actor sees.
#include "store/record_line.h"

#include "base/text.h"
#include "store/record_row.h"
#include "store/schema_column.h"

bool record_line_is_scoped(const struct resource *log)
{
    return resource_is_log(log) && log->line.about != 0;
}

bool record_line_shows_all(const struct registry *registry, const struct actor *actor)
{
    for (size_t i = 0; i < registry->count; i++)
        if (!permission_allows(actor, registry->resources[i], VERB_LIST, false)) return false;
    return true;
}

bool record_line_is_shown(
    const struct registry *registry, const struct actor *actor, const struct record *record)
{
    const struct resource *log = record->resource;
    if (!record_line_is_scoped(log)) return true;
    const struct resource *about = registry_find(registry, record_text(record, (size_t)log->line.about));
    if (about && permission_allows(actor, about, VERB_LIST, false)) return true;
    // What it was about may be a resource that the program does not have any more.
    return text_equal(record_text(record, (size_t)log->line.by), actor->user) ||
           record_line_shows_all(registry, actor);
}

// Where the JSON value that begins here ends. The text is what record_history.c wrote, or what a database
// made of it.
static size_t value_end(struct text json, size_t at)
{
    size_t depth = 0;
    bool is_quoted = false;
    for (; at < json.length; at++) {
        char c = json.data[at];
        if (is_quoted) {
            if (c == '\\')
                at++;
            else if (c == '"')
                is_quoted = false;
        } else if (c == '"') {
            is_quoted = true;
        } else if (c == '[' || c == '{') {
            depth++;
        } else if (c == ']' || c == '}') {
            if (depth == 0) return at;
            depth--;
        } else if (c == ',' && depth == 0) {
            return at;
        }
    }
    return json.length;
}

static bool is_hidden_change(const struct actor *actor, const struct resource *about, struct text change)
{
    change = text_trim(change);
    if (change.length < 2 || change.data[0] != '"') return true;
    struct text rest = {change.data + 1, change.length - 1};
    struct text name = {rest.data, text_find(rest, '"')};
    int field = resource_field(about, name);
    return field >= 0 && actor_is_blind(actor, &about->fields[field]);
}

static struct value changes_shown(
    const struct actor *actor, const struct resource *about, struct text changes, struct arena *arena)
{
    char *out = arena_allocate(arena, changes.length + 3);
    if (!out) return value_null();
    size_t length = 0;
    out[length++] = '{';
    size_t at = text_find(changes, '{') + 1;
    while (at < changes.length && changes.data[at - 1] != '}') {
        size_t end = value_end(changes, at);
        struct text change = {changes.data + at, end - at};
        if (!text_is_empty(text_trim(change)) && !is_hidden_change(actor, about, change)) {
            if (length > 1) out[length++] = ',';
            memcpy(out + length, change.data, change.length);
            length += change.length;
        }
        at = end + 1;
    }
    out[length++] = '}';
    return value_text((struct text){out, length});
}

void record_line_hide(
    const struct registry *registry, const struct actor *actor, struct record *record, struct arena *arena)
{
    const struct resource *log = record->resource;
    if (!record_line_is_scoped(log)) return;
    const struct resource *about = registry_find(registry, record_text(record, (size_t)log->line.about));
    bool hides = false;
    for (size_t i = 0; about && i < about->field_count; i++)
        hides = hides || actor_is_blind(actor, &about->fields[i]);
    struct value *changes = &record->values[log->line.changes];
    if (hides && changes->kind == VALUE_TEXT) *changes = changes_shown(actor, about, changes->text, arena);
}

void record_line_print(const struct registry *registry, const struct actor *actor, struct buffer *output)
{
    const char *between = "";
    for (size_t i = 0; i < registry->count; i++) {
        if (!permission_allows(actor, registry->resources[i], VERB_LIST, false)) continue;
        buffer_print(output, "%s'%s'", between, registry->resources[i]->name);
        between = ", ";
    }
    if (!*between) buffer_string(output, "''");
}
