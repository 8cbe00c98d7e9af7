// SPDX-License-Identifier: Apache-2.0
// Names beside keys, looked up once each.
#include "cli/titles.h"

void titles_init(
    struct titles *titles, struct transaction *transaction, const struct actor *actor, struct arena *arena)
{
    *titles = (struct titles){.transaction = transaction, .actor = actor, .arena = arena};
}

static struct titles_entry *find_entry(struct titles_entry *entries, size_t capacity, struct text key)
{
    size_t at = text_hash(key) & (capacity - 1);
    while (entries[at].key.length && !text_equal(entries[at].key, key))
        at = (at + 1) & (capacity - 1);
    return &entries[at];
}

static enum error grow(struct titles *titles)
{
    size_t capacity = titles->capacity ? titles->capacity * 2 : 256;
    struct titles_entry *entries = arena_array(titles->arena, struct titles_entry, capacity);
    if (!entries) return ERROR_MEMORY;
    for (size_t i = 0; i < titles->capacity; i++) {
        if (titles->entries[i].key.length)
            *find_entry(entries, capacity, titles->entries[i].key) = titles->entries[i];
    }
    titles->entries = entries;
    titles->capacity = capacity;
    return ERROR_NONE;
}

static enum error look_up(struct titles *titles, struct text key, struct text *ret_shown)
{
    const struct resource *resource;
    struct text current;
    struct record *record;
    *ret_shown = key;
    enum error error = record_resolve_key(titles->transaction, key, titles->arena, &resource, &current);
    if (error == ERROR_NOT_FOUND) return ERROR_NONE;
    if (error || resource->title_field < 0) return error;
    error = record_get(titles->transaction, titles->actor, resource, current, titles->arena, &record);
    if (error) return error == ERROR_NOT_FOUND || error == ERROR_FORBIDDEN ? ERROR_NONE : error;
    struct text name = record_text(record, (size_t)resource->title_field);
    const char *shown = arena_print(titles->arena, "%.*s %.*s", TEXT_PRINT(key), TEXT_PRINT(name));
    if (!shown) return ERROR_MEMORY;
    *ret_shown = text_from(shown);
    return ERROR_NONE;
}

enum error titles_show(struct titles *titles, struct text key, struct text *ret_shown)
{
    *ret_shown = (struct text){"", 0};
    if (key.length == 0) return ERROR_NONE;
    if (titles->count * 2 >= titles->capacity && grow(titles)) return ERROR_MEMORY;
    struct titles_entry *entry = find_entry(titles->entries, titles->capacity, key);
    if (!entry->key.length) {
        const char *copy = text_copy(key, titles->arena);
        struct text shown;
        if (!copy) return ERROR_MEMORY;
        enum error error = look_up(titles, (struct text){copy, key.length}, &shown);
        if (error) return error;
        *entry = (struct titles_entry){{copy, key.length}, shown};
        titles->count++;
    }
    *ret_shown = entry->shown;
    return ERROR_NONE;
}

enum error titles_print(
    struct titles *titles, const struct field *field, struct value value, struct text *ret_text)
{
    if (field->type == FIELD_REFERENCE && value.kind == VALUE_TEXT)
        return titles_show(titles, value.text, ret_text);
    return field_print(field, value, titles->arena, ret_text);
}
