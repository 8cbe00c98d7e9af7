// SPDX-License-Identifier: Apache-2.0
// Finds records of a resource by what a file calls them, from a table in memory.
#include "work/lookup.h"

#define LOOKUP_WHAT_MAXIMUM ((size_t)1 << 20)
#define SEPARATOR '\x1f'

void lookup_init(struct lookup *lookup, const struct resource *resource, struct arena *arena)
{
    *lookup = (struct lookup){.resource = resource, .arena = arena};
    buffer_init(&lookup->what, LOOKUP_WHAT_MAXIMUM);
    arena_init(&lookup->scratch, 4 * LOOKUP_WHAT_MAXIMUM);
}

void lookup_free(struct lookup *lookup)
{
    buffer_free(&lookup->what);
    arena_free(&lookup->scratch);
}

// The text field that the match names, or -1: the resource cannot be found in that way.
static int match_field(const struct resource *resource, struct text name)
{
    if (text_is(name, "name") && resource->title_field >= 0) return resource->title_field;
    int field = resource_field(resource, name);
    return field >= 0 && resource->fields[field].type == FIELD_TEXT ? field : -1;
}

void lookup_allow(struct lookup *lookup, struct match match)
{
    if (match.kind == MATCH_KEY) lookup->by_key = true;
    if (match.kind == MATCH_EXTERNAL_ID) lookup->by_external_id = true;
    if (match.kind != MATCH_FIELD) return;
    int field = match_field(lookup->resource, match.field);
    for (size_t i = 0; i < lookup->field_count && field >= 0; i++) {
        if (lookup->fields[i] == field) field = -1;
    }
    if (field >= 0 && lookup->field_count < LOOKUP_FIELDS_MAXIMUM)
        lookup->fields[lookup->field_count++] = field;
}

void lookup_allow_identity(struct lookup *lookup, const int *fields, size_t count)
{
    lookup->identity = fields;
    lookup->identity_count = count;
}

static size_t find_slot(struct lookup_entry *const *slots, size_t capacity, struct text what)
{
    size_t at = text_hash(what) & (capacity - 1);
    while (slots[at] && !text_equal(slots[at]->what, what))
        at = (at + 1) & (capacity - 1);
    return at;
}

static enum error grow(struct lookup *lookup)
{
    size_t capacity = lookup->capacity ? lookup->capacity * 2 : 1024;
    struct lookup_entry **slots = arena_array(lookup->arena, struct lookup_entry *, capacity);
    if (!slots) return ERROR_MEMORY;
    for (size_t i = 0; i < lookup->capacity; i++) {
        if (lookup->slots[i]) slots[find_slot(slots, capacity, lookup->slots[i]->what)] = lookup->slots[i];
    }
    lookup->slots = slots;
    lookup->capacity = capacity;
    return ERROR_NONE;
}

static enum error note_change(struct lookup *lookup, struct lookup_entry *entry)
{
    if (lookup->change_count == lookup->change_capacity) {
        size_t capacity = lookup->change_capacity ? lookup->change_capacity * 2 : 64;
        struct lookup_change *changes = arena_array(lookup->arena, struct lookup_change, capacity);
        if (!changes) return ERROR_MEMORY;
        if (lookup->change_count) memcpy(changes, lookup->changes, lookup->change_count * sizeof(*changes));
        lookup->changes = changes;
        lookup->change_capacity = capacity;
    }
    lookup->changes[lookup->change_count++] = (struct lookup_change){entry, *entry};
    return ERROR_NONE;
}

// What a text is found under. Kinds: k key, x external identifier, f a field, i identity.
static void begin_what(struct lookup *lookup, char kind, int field)
{
    buffer_reset(&lookup->what);
    buffer_print(&lookup->what, "%c%d%c", kind, field, SEPARATOR);
}

static enum error add_what(struct lookup *lookup, struct text key)
{
    enum error error = buffer_error(&lookup->what);
    struct text what = buffer_view(&lookup->what);
    if (!error && lookup->count * 2 >= lookup->capacity) error = grow(lookup);
    if (error) return error;
    size_t at = find_slot(lookup->slots, lookup->capacity, what);
    struct lookup_entry *entry = lookup->slots[at];
    if (!entry) {
        char *copy = arena_text(lookup->arena, what.data, what.length);
        entry = arena_object(lookup->arena, struct lookup_entry);
        if (!copy || !entry) return ERROR_MEMORY;
        entry->what = (struct text){copy, what.length};
        lookup->slots[at] = entry;
        lookup->count++;
    }
    if (entry->several || text_equal(entry->key, key)) return ERROR_NONE;
    error = note_change(lookup, entry);
    if (error) return error;
    if (entry->key.length) {
        entry->several = true;
    } else {
        entry->key = key;
    }
    return ERROR_NONE;
}

static enum error find_what(struct lookup *lookup, enum lookup_outcome *ret_outcome, struct text *ret_key)
{
    enum error error = buffer_error(&lookup->what);
    *ret_outcome = LOOKUP_NONE;
    if (error || lookup->capacity == 0) return error;
    const struct lookup_entry *entry =
        lookup->slots[find_slot(lookup->slots, lookup->capacity, buffer_view(&lookup->what))];
    if (!entry || entry->key.length == 0) return ERROR_NONE;
    *ret_key = entry->key;
    *ret_outcome = entry->several ? LOOKUP_SEVERAL : LOOKUP_ONE;
    return ERROR_NONE;
}

// Several fields in one text; false when all of them are empty. Names are folded, everything else is as it
// is.
static enum error identity_what(
    struct lookup *lookup, const struct value *values, struct arena *scratch, bool *ret_empty)
{
    begin_what(lookup, 'i', 0);
    *ret_empty = true;
    for (size_t i = 0; i < lookup->identity_count; i++) {
        const struct field *field = &lookup->resource->fields[lookup->identity[i]];
        struct text text;
        enum error error = field_print(field, values[lookup->identity[i]], scratch, &text);
        if (error) return error;
        if (text.length) *ret_empty = false;
        if (field->type == FIELD_TEXT) text = text_fold(text, scratch);
        if (!text.data) return ERROR_MEMORY;
        buffer_text(&lookup->what, text);
        buffer_character(&lookup->what, SEPARATOR);
    }
    return buffer_error(&lookup->what);
}

enum error lookup_find(struct lookup *lookup, struct match match, struct text source, struct text value,
    struct arena *scratch, enum lookup_outcome *ret_outcome, struct text *ret_key)
{
    *ret_outcome = LOOKUP_NONE;
    *ret_key = (struct text){"", 0};
    if (value.length == 0) return ERROR_NONE;
    if (match.kind == MATCH_KEY) {
        begin_what(lookup, 'k', 0);
        for (size_t i = 0; i < value.length; i++)
            buffer_character(&lookup->what, (char)toupper((unsigned char)value.data[i]));
    } else if (match.kind == MATCH_EXTERNAL_ID) {
        begin_what(lookup, 'x', 0);
        buffer_text(&lookup->what, source);
        buffer_character(&lookup->what, SEPARATOR);
        buffer_text(&lookup->what, value);
    } else {
        int field = match_field(lookup->resource, match.field);
        struct text folded = text_fold(value, scratch);
        if (field < 0) return ERROR_NONE;
        if (!folded.data) return ERROR_MEMORY;
        begin_what(lookup, 'f', field);
        buffer_text(&lookup->what, folded);
    }
    return find_what(lookup, ret_outcome, ret_key);
}

enum error lookup_find_identity(struct lookup *lookup, const struct value *values, struct arena *scratch,
    enum lookup_outcome *ret_outcome, struct text *ret_key)
{
    bool is_empty;
    *ret_outcome = LOOKUP_NONE;
    enum error error = identity_what(lookup, values, scratch, &is_empty);
    return error || is_empty ? error : find_what(lookup, ret_outcome, ret_key);
}

static enum error add_record(
    struct lookup *lookup, const struct record *record, struct text key, struct arena *scratch)
{
    enum error error = ERROR_NONE;
    if (lookup->by_key) {
        begin_what(lookup, 'k', 0);
        buffer_text(&lookup->what, key);
        error = add_what(lookup, key);
    }
    if (!error && lookup->by_external_id && record->external_id.length) {
        begin_what(lookup, 'x', 0);
        buffer_text(&lookup->what, record->source);
        buffer_character(&lookup->what, SEPARATOR);
        buffer_text(&lookup->what, record->external_id);
        error = add_what(lookup, key);
    }
    for (size_t i = 0; !error && i < lookup->field_count; i++) {
        struct text text = record_text(record, (size_t)lookup->fields[i]);
        if (text.length == 0) continue;
        struct text folded = text_fold(text, scratch);
        if (!folded.data) return ERROR_MEMORY;
        begin_what(lookup, 'f', lookup->fields[i]);
        buffer_text(&lookup->what, folded);
        error = add_what(lookup, key);
    }
    if (!error && lookup->identity_count) {
        bool is_empty;
        error = identity_what(lookup, record->values, scratch, &is_empty);
        if (!error && !is_empty) error = add_what(lookup, key);
    }
    return error;
}

enum error lookup_add(struct lookup *lookup, const struct record *record)
{
    char *key = arena_text(lookup->arena, record->key.data, record->key.length);
    if (!key) return ERROR_MEMORY;
    arena_reset(&lookup->scratch);
    return add_record(lookup, record, (struct text){key, record->key.length}, &lookup->scratch);
}

enum error lookup_forget(struct lookup *lookup, struct text source, struct text external_id)
{
    begin_what(lookup, 'x', 0);
    buffer_text(&lookup->what, source);
    buffer_character(&lookup->what, SEPARATOR);
    buffer_text(&lookup->what, external_id);
    enum error error = buffer_error(&lookup->what);
    if (error || lookup->capacity == 0) return error;
    struct lookup_entry *entry =
        lookup->slots[find_slot(lookup->slots, lookup->capacity, buffer_view(&lookup->what))];
    if (!entry || entry->key.length == 0) return ERROR_NONE;
    error = note_change(lookup, entry);
    if (!error) *entry = (struct lookup_entry){.what = entry->what};
    return error;
}

static enum error visit_record(const struct record *record, void *closure)
{
    struct lookup *lookup = closure;
    lookup->change_count = 0; // what was there before is never taken back
    return lookup_add(lookup, record);
}

enum error lookup_load(struct lookup *lookup, struct transaction *transaction, const struct actor *actor)
{
    if (lookup->is_loaded) return ERROR_NONE;
    lookup->is_loaded = true;
    bool is_asked = lookup->by_key || lookup->by_external_id || lookup->field_count || lookup->identity_count;
    enum error error =
        is_asked ? record_each(transaction, actor, lookup->resource, visit_record, lookup) : ERROR_NONE;
    lookup->change_count = 0;
    return error;
}

void lookup_mark(struct lookup *lookup)
{
    lookup->change_count = 0;
}

void lookup_take_back(struct lookup *lookup)
{
    while (lookup->change_count) {
        const struct lookup_change *change = &lookup->changes[--lookup->change_count];
        *change->entry = change->before;
    }
}
