// SPDX-License-Identifier: Apache-2.0
// One record: the system fields that every record has, and the values of its resource's fields by their enum.
#ifndef TANDEM_MODEL_RECORD_H
#define TANDEM_MODEL_RECORD_H

#include <stdint.h>

#include "base/arena.h"
#include "model/value.h"

struct resource;

// Everything that a record points to lives in the arena that it was made with.
struct record {
    const struct resource *resource;
    struct text key;         // PROD-12; empty until the store gives one
    struct text source;      // where external_id comes from; empty for none
    struct text external_id; // unique together with source
    int64_t created_at;      // ms UTC
    struct text created_by;  // key of a user, or "system"
    int64_t changed_at;
    struct text changed_by;
    int64_t version;      // counts from 1
    struct value *values; // resource->field_count of them, indexed by the resource's own enum
    bool is_restored; // being created from an export, as it was: rules about when it may be made do not hold
};

// Fields that every record has, besides those of its resource (a resource with RESOURCE_LOG has none of
// them).
enum system_field {
    SYSTEM_KEY,
    SYSTEM_SOURCE,
    SYSTEM_EXTERNAL_ID,
    SYSTEM_CREATED_AT,
    SYSTEM_CREATED_BY,
    SYSTEM_CHANGED_AT,
    SYSTEM_CHANGED_BY,
    SYSTEM_VERSION,
    SYSTEM_FIELD_COUNT
};

// "created_at"; and by name, or -1.
const char *system_field_name(enum system_field field);
int system_field_find(struct text name);

// An empty record of the resource: all values null. NULL when out of memory. *arena*
struct record *record_new(const struct resource *resource, struct arena *arena);

// A copy whose values can be changed apart; text is shared with the original. *arena*
struct record *record_copy(const struct record *record, struct arena *arena);

// Gives the fields that are null their defaults: choices their default_code, booleans false.
void record_set_defaults(struct record *record);

// Readers by the resource's field enum; a null value gives empty text, 0, false, -1.
struct text record_text(const struct record *record, size_t field);
int64_t record_integer(const struct record *record, size_t field);
bool record_boolean(const struct record *record, size_t field);
int record_choice(const struct record *record, size_t field); // index in the field's list of choices
bool record_is_null(const struct record *record, size_t field);

// What a caller wants to write: some fields of a resource, each given or not. *arena*
struct record_input {
    const struct resource *resource;
    struct value *values; // by the resource's field enum
    bool *given;          // which of them are meant
    struct text source;   // with external_id: empty for not given
    struct text external_id;
    // For bringing back what an export holds; only the local administrator and imports fill them, never the
    // API.
    struct text key;   // on creation: take this key, which must be free and well formed (the counter of its
                       // prefix moves past it); empty: the next one
    bool is_unlinking; // on update: source and external_id are emptied, whatever is given above
    bool is_restoring; // fields that only actions set (FIELD_CREATE_ONLY_ACTION) are taken as given
    // The program itself writes, no person: read-only resources and fields are taken, no permission is asked.
    // For the record of an import and its like; what came through a door never has it.
    bool is_internal;
};

struct record_input *record_input_new(const struct resource *resource, struct arena *arena);
void record_input_set(struct record_input *input, size_t field, struct value value);

void record_set(struct record *record, size_t field, struct value value);

#endif
