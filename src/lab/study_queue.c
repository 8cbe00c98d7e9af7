// SPDX-License-Identifier: Apache-2.0
// The queue of price studies: which is next, who has begun what, what is no longer wanted.
#include "lab/study_run.h"

#include "store/records.h"

static struct record_input *internal_input(struct arena *arena)
{
    struct record_input *input = record_input_new(&price_study_resource, arena);
    if (input) input->is_internal = true;
    return input;
}

// Also what a study says that was begun again: by it the second time is known.
static const char begun_again[] = "The server ended while it ran; it was begun again.";
static const char ended_twice[] =
    "The server ended twice while it ran: perhaps it takes more memory than there is. "
    "Use fewer draws, rows or effects, then run it again.";

// A message that is NULL stays as it is.
static enum error set_status(struct transaction *transaction, const struct actor *actor, struct text key,
    enum price_study_status status, const char *message, struct arena *arena, struct problem_list *problems)
{
    struct record *record;
    struct record_input *input = internal_input(arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, PRICE_STUDY_STATUS, price_study_status_value(status));
    if (status == STUDY_RUNNING)
        record_input_set(input, PRICE_STUDY_QUEUED_AT, value_integer(transaction_now(transaction)));
    if (message) record_input_set(input, PRICE_STUDY_MESSAGE, value_string(message));
    return record_update(transaction, actor, key, 0, input, arena, problems, &record, NULL);
}

// The studies of a status, those that wait longest first.
static enum error list_status(struct transaction *transaction, enum price_study_status status, unsigned limit,
    struct arena *arena, struct record_page *ret_page)
{
    const struct actor actor = actor_system("system");
    const struct value wanted = price_study_status_value(status);
    const struct record_filter filter = {PRICE_STUDY_STATUS, &wanted, 1};
    const struct record_query query = {.resource = &price_study_resource,
        .sort = &price_study_resource.sorts[resource_sort(&price_study_resource, TEXT("queued_at"))],
        .limit = limit,
        .filters = &filter,
        .filter_count = 1};
    return record_list(transaction, &actor, &query, arena, ret_page);
}

enum error study_is_waiting(struct store *store, bool *ret_is_waiting)
{
    struct transaction *transaction = NULL;
    struct record_page page = {0};
    struct arena arena;
    arena_init(&arena, (size_t)16 << 20);
    enum error error = store_read(store, &transaction);
    if (!error) error = list_status(transaction, STUDY_QUEUED, 1, &arena, &page);
    transaction_end(transaction);
    *ret_is_waiting = page.count > 0;
    arena_free(&arena);
    return error;
}

struct claim {
    const struct actor *actor; // NULL: the first of the queue
    struct text wanted;
    struct problem_list *problems;
    char *key;
};

static enum error claim_write(struct transaction *transaction, void *closure)
{
    struct claim *claim = closure;
    const struct actor system = actor_system("system");
    struct arena arena;
    struct problem_list problems;
    struct record_page page = {0};
    struct record *study = NULL;
    arena_init(&arena, (size_t)64 << 20);
    problem_list_init(&problems, &arena);
    enum error error = ERROR_NONE;
    if (claim->actor)
        error = record_get(transaction, claim->actor, &price_study_resource, claim->wanted, &arena, &study);
    else
        error = list_status(transaction, STUDY_QUEUED, 1, &arena, &page);
    if (!error && !claim->actor && page.count == 0) error = ERROR_END;
    if (!error && !claim->actor) study = page.records[0];
    if (!error && claim->actor && !permission_allows_record(claim->actor, study, VERB_ACT))
        error = ERROR_FORBIDDEN;
    if (!error && claim->actor && record_choice(study, PRICE_STUDY_STATUS) == STUDY_RUNNING) {
        problem_add(claim->problems, "status", "It is running already; cancel it first.");
        error = ERROR_INVALID;
    }
    if (!error) error = set_status(transaction, &system, study->key, STUDY_RUNNING, NULL, &arena, &problems);
    if (!error) snprintf(claim->key, STUDY_KEY_SIZE, "%.*s", TEXT_PRINT(study->key));
    arena_free(&arena);
    return error;
}

enum error study_claim(struct store *store, char ret_key[STUDY_KEY_SIZE])
{
    struct claim claim = {.key = ret_key};
    return store_write(store, claim_write, &claim);
}

enum error study_claim_one(struct store *store, const struct actor *actor, struct text key,
    struct problem_list *problems, char ret_key[STUDY_KEY_SIZE])
{
    struct claim claim = {actor, key, problems, ret_key};
    return store_write(store, claim_write, &claim);
}

static enum error requeue_write(struct transaction *transaction, void *closure)
{
    const bool *is_alone = closure;
    const struct actor system = actor_system("system");
    const int64_t latest = transaction_now(transaction) - INT64_C(1000) * STUDY_SECONDS_MAXIMUM;
    struct arena arena;
    struct problem_list problems;
    struct record_page page;
    arena_init(&arena, (size_t)256 << 20);
    problem_list_init(&problems, &arena);
    enum error error = list_status(transaction, STUDY_RUNNING, RECORD_LIMIT_MAXIMUM, &arena, &page);
    for (size_t i = 0; !error && i < page.count; i++) {
        const struct record *study = page.records[i];
        const bool is_second = text_is(record_text(study, PRICE_STUDY_MESSAGE), begun_again);
        if (!*is_alone && record_integer(study, PRICE_STUDY_QUEUED_AT) >= latest) continue;
        error = set_status(transaction, &system, study->key, is_second ? STUDY_FAILED : STUDY_QUEUED,
            is_second ? ended_twice : begun_again, &arena, &problems);
    }
    arena_free(&arena);
    return error;
}

enum error study_requeue(struct store *store, bool is_alone)
{
    return store_write(store, requeue_write, &is_alone);
}

void study_look(struct store *store, const char *key, int64_t claimed_at, bool *ret_is_wanted)
{
    const struct actor system = actor_system("system");
    struct transaction *transaction = NULL;
    struct record *study;
    struct arena arena;
    arena_init(&arena, (size_t)16 << 20);
    enum error error = store_read(store, &transaction);
    if (!error)
        error = record_get(transaction, &system, &price_study_resource, text_from(key), &arena, &study);
    if (!error)
        *ret_is_wanted = record_choice(study, PRICE_STUDY_STATUS) == STUDY_RUNNING &&
                         record_integer(study, PRICE_STUDY_QUEUED_AT) == claimed_at;
    if (error == ERROR_NOT_FOUND) *ret_is_wanted = false;
    transaction_end(transaction);
    arena_free(&arena);
}
