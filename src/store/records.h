// SPDX-License-Identifier: Apache-2.0
// Records of any resource: created, read, changed, deleted, listed. Every function asks permission_allows
// first, checks the values, keeps references true, and writes the history line in the same transaction. Both
// doors (http, cli) and the import come through here; there is no other way to a record.
#ifndef TANDEM_STORE_RECORDS_H
#define TANDEM_STORE_RECORDS_H

#include "base/problem.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// Finds the resource and the current key of a record by a current or an old key. ERROR_NOT_FOUND.
enum error record_resolve_key(struct transaction *transaction, struct text key, struct arena *arena,
    const struct resource **ret_resource, struct text *ret_key) MUST_CHECK;

// Reads one record by a current or an old key. Fields hidden from the actor are null. `resource` NULL: of any
// resource. A row of a log is read by its number.
enum error record_get(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, struct arena *arena,
    struct record **ret_record) MUST_CHECK;

// By external identifier; ERROR_NOT_FOUND.
enum error record_get_external(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text source, struct text external_id, struct arena *arena,
    struct record **ret_record) MUST_CHECK;

// Creates a record. All problems are collected in `problems`, then ERROR_INVALID, ERROR_CONFLICT,
// ERROR_FORBIDDEN.
enum error record_create(struct transaction *transaction, const struct actor *actor,
    const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record) MUST_CHECK;

// Changes the given fields; those that cannot be set may be given as they are. version 0: whatever is stored;
// else ERROR_STALE when another version is stored (then *ret_record is the stored one). Writing what is there
// already changes nothing: no version, no history. ret_changed (may be NULL): was anything different?
enum error record_update(struct transaction *transaction, const struct actor *actor, struct text key,
    int64_t version, const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record, bool *ret_changed) MUST_CHECK;

enum record_outcome { RECORD_UNCHANGED, RECORD_CREATED, RECORD_UPDATED };

// Creates or changes the record with input->source and input->external_id.
enum error record_upsert(struct transaction *transaction, const struct actor *actor,
    const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record, enum record_outcome *ret_outcome) MUST_CHECK;

// ERROR_REFERENCED: problems name what still points to it.
enum error record_delete(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, int64_t version, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

// Runs one of the resource's actions (see struct action). `input` by the action's input_fields. It always
// makes a version and a line of history, since it means something that it was done. ERROR_STALE as in
// record_update.
enum error record_act(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, const struct action *action, const struct value *input,
    int64_t version, struct arena *arena, struct problem_list *problems,
    struct record **ret_record) MUST_CHECK;

#define RECORD_FILTERS_MAXIMUM 16

#define RECORD_FILTER_ALTERNATIVES 50
#define RECORD_LIMIT_MAXIMUM 1000

// field: index in the resource, or RECORD_FILTER_SOURCE, _EXTERNAL_ID, _QUERY. `values` are alternatives
// (any of them; a null among them means not set); for _QUERY one text.
#define RECORD_FILTER_SOURCE (-1)
#define RECORD_FILTER_EXTERNAL_ID (-2)
#define RECORD_FILTER_QUERY (-3)
struct record_filter {
    int field;
    const struct value *values;
    size_t count; // at most RECORD_FILTER_ALTERNATIVES; none: nothing matches
};

struct record_query {
    const struct resource *resource;
    const struct sort *sort; // NULL: the resource's first
    bool descending;
    unsigned limit;     // 1 to 1,000
    struct text cursor; // opaque, from an earlier page; empty: from the start. A foreign one is ERROR_SYNTAX.
    const struct record_filter *filters;
    size_t filter_count;
    const bool *fields; // by the resource's enum: what is wanted; others may stay null. NULL: all
    bool count;         // also count all that match
};

struct record_page {
    struct record **records;
    size_t count;
    struct text next; // empty: no more
    int64_t total;    // -1 unless asked for
};

// One page by keyset, in the order of an index; never sorts or skips. Text is ordered without regard to the
// case of ASCII letters and else by bytes, choices by their place in the list, keys by number, what is not
// set comes last in either direction. ERROR_LIMIT: too many filters or alternatives, a text to search for of
// more than 200 bytes.
enum error record_list(struct transaction *transaction, const struct actor *actor,
    const struct record_query *query, struct arena *arena, struct record_page *ret_page) MUST_CHECK;

// Steps through all records of a resource by key, for exports and engines: no arena growth but the callback's
// own. The record passed is only valid during the call.
enum error record_each(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, enum error (*visit)(const struct record *record, void *closure),
    void *closure) MUST_CHECK;

#endif
