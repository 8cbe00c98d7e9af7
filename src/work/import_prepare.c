// SPDX-License-Identifier: Apache-2.0
// Says in which ways an import looks records up, and reads those records.
#include "work/import_job.h"

static void allow_matches(
    struct import_job *job, const struct field *field, const struct mapping_value *value)
{
    for (size_t i = 0; i < job->registry->count; i++) {
        const struct resource *resource = job->registry->resources[i];
        bool is_target = !field->targets[0];
        for (size_t j = 0; j < FIELD_TARGETS_MAXIMUM && field->targets[j]; j++)
            is_target = is_target || text_is(text_from(resource->name), field->targets[j]);
        for (size_t j = 0; is_target && j < value->match_count; j++)
            lookup_allow(&job->lookups[i], value->matches[j]);
    }
}

static void allow_assignments(struct import_job *job)
{
    const struct resource *assignments = registry_find(job->registry, TEXT("assignments"));
    const struct match by_external_id = {.kind = MATCH_EXTERNAL_ID};
    const struct mapping *mapping = job->mapping;
    if (!assignments || mapping->assignment_count == 0) return;
    lookup_allow(import_lookup(job, assignments), by_external_id);
    for (size_t i = 0; i < mapping->assignment_count; i++) {
        int person = resource_field(assignments, TEXT("person")),
            scope = resource_field(assignments, TEXT("scope"));
        if (person >= 0) allow_matches(job, &assignments->fields[person], &mapping->assignments[i].person);
        if (scope >= 0) allow_matches(job, &assignments->fields[scope], &mapping->assignments[i].scope);
    }
}

static bool is_mapped(const struct mapping *mapping, int field)
{
    for (size_t i = 0; i < mapping->field_count; i++) {
        if (mapping->fields[i].field == field) return true;
    }
    return false;
}

static void add_identity(struct import_job *job, int field)
{
    for (size_t i = 0; i < job->identity_count; i++) {
        if (job->identity[i] == field) return;
    }
    job->identity[job->identity_count++] = field;
}

// What names a record when the file has no identifiers: fields that are unique together; a unique text; the
// title within what a record needs (a release's name within its product); and where there is no title,
// everything the file says.
static enum error choose_identity(struct import_job *job)
{
    const struct mapping *mapping = job->mapping;
    const struct resource *resource = mapping->resource;
    job->identity_count = 0;
    job->identity = arena_array(&job->work, int, resource->field_count + 1);
    if (!job->identity) return ERROR_MEMORY;
    for (size_t i = 0; i < RESOURCE_TOGETHER_MAXIMUM && resource->unique_together[i] >= 0; i++)
        add_identity(job, resource->unique_together[i]);
    for (size_t i = 0; i < resource->field_count && job->identity_count == 0; i++) {
        if ((resource->fields[i].flags & FIELD_UNIQUE) && is_mapped(mapping, (int)i))
            add_identity(job, (int)i);
    }
    if (job->identity_count == 0 && resource->title_field >= 0) {
        add_identity(job, resource->title_field);
        for (size_t i = 0; i < resource->field_count; i++) {
            const struct field *field = &resource->fields[i];
            if (field->type == FIELD_REFERENCE && (field->flags & FIELD_REQUIRED)) add_identity(job, (int)i);
        }
    }
    for (size_t i = 0;
         i < mapping->field_count && resource->title_field < 0 && resource->unique_together[0] < 0; i++)
        add_identity(job, mapping->fields[i].field);
    for (size_t i = 0; i < job->identity_count; i++) {
        // A field that may be empty, and that the file does not have, is empty.
        if (!is_mapped(mapping, job->identity[i]) && !field_is_nullable(&resource->fields[job->identity[i]]))
            job->identity_count = 0; // the file cannot say which record
    }
    return ERROR_NONE;
}

enum error import_prepare_lookups(struct import_job *job)
{
    const struct mapping *mapping = job->mapping;
    job->lookups = arena_array(&job->work, struct lookup, job->registry->count + 1);
    if (!job->lookups) return ERROR_MEMORY;
    for (size_t i = 0; i < job->registry->count; i++)
        lookup_init(&job->lookups[i], job->registry->resources[i], &job->work);
    struct lookup *own = import_lookup(job, mapping->resource);
    const struct match by_key = {.kind = MATCH_KEY}, by_external_id = {.kind = MATCH_EXTERNAL_ID};
    if (mapping->key.given) lookup_allow(own, by_key);
    if (mapping->external_id.given) lookup_allow(own, by_external_id);
    for (size_t i = 0; i < mapping->match_count; i++)
        lookup_allow(own, mapping->matches[i]);
    for (size_t i = 0; i < mapping->field_count; i++) {
        const struct field *field = &mapping->resource->fields[mapping->fields[i].field];
        if (field->type == FIELD_REFERENCE) allow_matches(job, field, &mapping->fields[i].value);
    }
    allow_assignments(job);
    enum error error = choose_identity(job);
    // With an identifier in every row, nothing else decides; an exported file may have rows that were added
    // by hand.
    bool is_identified = mapping->external_id.given && !mapping->is_guessed;
    if (is_identified || mapping->match_count) job->identity_count = 0;
    if (job->identity_count) lookup_allow_identity(own, job->identity, job->identity_count);
    for (size_t i = 0; !error && i < job->registry->count; i++) {
        if (job->registry->resources[i]->flags & RESOURCE_LOG) continue;
        error = lookup_load(&job->lookups[i], job->transaction, &job->actor);
    }
    return error;
}
