// SPDX-License-Identifier: Apache-2.0
// Opens and closes a store with the driver that its address asks for, and counts its commits.
#include "store/store.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/driver.h"
#include "store/statement_book.h"

static atomic_long statements_left = -1;

void store_fail_after(long statements)
{
    atomic_store(&statements_left, statements < 0 ? -1 : statements);
}

bool store_must_fail(void)
{
    if (atomic_load_explicit(&statements_left, memory_order_relaxed) < 0) return false;
    return atomic_fetch_sub(&statements_left, 1) == 0;
}

static _Thread_local char said[STORE_MESSAGE_SIZE];

const char *store_said(void)
{
    return said;
}

void store_keep_said(const char *message)
{
    snprintf(said, sizeof said, "%s", message);
}

void store_say(char *ret_message, const char *format, ...)
{
    if (!ret_message) return;
    va_list values;
    va_start(values, format);
    vsnprintf(ret_message, STORE_MESSAGE_SIZE, format, values);
    va_end(values);
}

// store_wait counts on a clock that never jumps.
static bool store_prepare_condition(struct store *store)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) return false;
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    bool is_ready = pthread_cond_init(&store->changed, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    return is_ready;
}

static struct store *store_new(const struct store_options *options)
{
    struct store *store = allocation_get(sizeof *store);
    if (!store) return NULL;
    *store = (struct store){.registry = options->registry, .options = *options};
    store->book = statement_book_new();
    if (store->book && store_prepare_condition(store)) {
        pthread_mutex_init(&store->mutex, NULL);
        return store;
    }
    statement_book_free(store->book);
    allocation_release(store);
    return NULL;
}

static void store_release(struct store *store)
{
    pthread_mutex_destroy(&store->mutex);
    pthread_cond_destroy(&store->changed);
    statement_book_free(store->book);
    allocation_release(store->address);
    allocation_release(store);
}

bool store_address_is_postgres(const char *address)
{
    struct text text = text_from(address);
    return text_prefix(text, TEXT("postgresql://")) || text_prefix(text, TEXT("postgres://"));
}

enum error store_open(
    const char *address, const struct store_options *options, struct store **ret_store, char *ret_message)
{
    store_say(ret_message, "%s", "");
    if (!address || !address[0]) {
        store_say(ret_message, "No database is named; give a file or a postgresql:// address.");
        return ERROR_USAGE;
    }
    struct store *store = store_new(options);
    if (!store) {
        store_say(ret_message, "%s", error_sentence(ERROR_MEMORY));
        return ERROR_MEMORY;
    }
    store->driver = store_address_is_postgres(address) ? &postgres_driver : &sqlite_driver;
    enum error error = store->driver->open(store, address, ret_message);
    if (error) {
        if (ret_message && !ret_message[0]) store_say(ret_message, "%s", error_sentence(error));
        store_release(store);
        return error;
    }
    *ret_store = store;
    return ERROR_NONE;
}

struct store *store_close(struct store *store)
{
    if (!store) return NULL;
    store->driver->close(store);
    store_release(store);
    return NULL;
}

enum store_kind store_kind(const struct store *store)
{
    return store->driver->kind;
}

const struct registry *store_registry(const struct store *store)
{
    return store->registry;
}

const char *store_address(const struct store *store)
{
    return store->address;
}

enum error store_read(struct store *store, struct transaction **ret_transaction)
{
    store_keep_said("");
    return store->driver->read(store, ret_transaction);
}

void transaction_end(struct transaction *transaction)
{
    if (transaction) transaction->store->driver->end(transaction);
}

enum error store_write(
    struct store *store, enum error (*run)(struct transaction *transaction, void *closure), void *closure)
{
    store_keep_said("");
    if (store->options.read_only) return ERROR_READ_ONLY;
    return store->driver->write(store, run, closure);
}

enum error store_inform(struct store *store, struct store_information *ret_information, char *ret_message)
{
    return store->driver->inform(store, ret_information, ret_message);
}

enum error store_backup(struct store *store, const char *path,
    bool (*progress)(int64_t done, int64_t total, void *closure), void *closure, char *ret_message)
{
    store_say(ret_message, "%s", "");
    enum error error = store->driver->backup(store, path, progress, closure, ret_message);
    if (error && ret_message && !ret_message[0]) store_say(ret_message, "%s", error_sentence(error));
    return error;
}

enum error store_check_integrity(struct store *store, struct problem_list *problems)
{
    return store->driver->check_integrity(store, problems);
}

void store_bump(struct store *store)
{
    pthread_mutex_lock(&store->mutex);
    store->generation++;
    pthread_cond_broadcast(&store->changed);
    pthread_mutex_unlock(&store->mutex);
}

uint64_t store_generation(const struct store *store)
{
    // The mutex is not part of what a reader of the generation sees as the store's state.
    pthread_mutex_t *mutex = (pthread_mutex_t *)(uintptr_t)&store->mutex;
    pthread_mutex_lock(mutex);
    uint64_t generation = store->generation;
    pthread_mutex_unlock(mutex);
    return generation;
}

bool store_version(struct store *store, uint64_t *ret_version)
{
    return store->driver->version && store->driver->version(store, ret_version);
}

uint64_t store_wait(struct store *store, uint64_t seen, unsigned milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_mutex_lock(&store->mutex);
    while (store->generation <= seen)
        if (pthread_cond_timedwait(&store->changed, &store->mutex, &until) == ETIMEDOUT) break;
    uint64_t generation = store->generation;
    pthread_mutex_unlock(&store->mutex);
    return generation;
}
