// SPDX-License-Identifier: Apache-2.0
// Opens a PostgreSQL schema as a workspace: postgresql://user@host/database?schema=name.
#include "base/allocation.h"
#include "base/text.h"
#include "store/postgres.h"

enum error postgres_address_split(struct postgres_store *state, const char *address, char *ret_message)
{
    struct text rest = text_from(address);
    size_t question = text_find(rest, '?');
    char *kept = allocation_get(rest.length + 1);
    if (!kept) return ERROR_MEMORY;
    state->address = kept;
    snprintf(state->schema, sizeof state->schema, "%s", POSTGRES_SCHEMA_DEFAULT);
    size_t length = question;
    memcpy(kept, address, length);
    if (question < rest.length) {
        rest = (struct text){address + question + 1, rest.length - question - 1};
        for (struct text part; text_split(&rest, '&', &part);) {
            if (text_prefix(part, TEXT("schema="))) {
                snprintf(state->schema, sizeof state->schema, "%.*s", (int)(part.length - 7), part.data + 7);
                if (part.length - 7 >= sizeof state->schema) state->schema[0] = '\0';
            } else if (part.length > 0) {
                kept[length] = length == question ? '?' : '&';
                memcpy(kept + length + 1, part.data, part.length);
                length += part.length + 1;
            }
        }
    }
    kept[length] = '\0';
    size_t good = strspn(state->schema, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (good > 0 && !state->schema[good] && strncmp(state->schema, "pg_", 3) != 0 &&
        strchr("0123456789", state->schema[0]) == NULL)
        return ERROR_NONE;
    store_say(ret_message,
        "schema= takes a name of at most %d lower-case letters, digits and _, that does not begin with a "
        "digit "
        "or pg_.",
        POSTGRES_SCHEMA_SIZE - 1);
    return ERROR_USAGE;
}

static const char *option_value(const PQconninfoOption *options, const char *name)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, name) == 0) return options->val ? options->val : "";
    return "";
}

// The address as it may be shown: no password.
static enum error address_show(struct store *store, char *ret_message)
{
    struct postgres_store *state = store->state;
    char *said = NULL;
    PQconninfoOption *options = PQconninfoParse(state->address, &said);
    if (!options) {
        store_say(ret_message, "The address is not one that PostgreSQL takes: %.*s",
            said ? (int)strcspn(said, "\n") : 0, said ? said : "");
        PQfreemem(said);
        return ERROR_USAGE;
    }
    size_t size = strlen(state->address) + POSTGRES_SCHEMA_SIZE + 64;
    store->address = allocation_get(size);
    if (store->address)
        snprintf(store->address, size, "postgresql://%s%s%s%s%s/%s?schema=%s", option_value(options, "user"),
            option_value(options, "user")[0] ? "@" : "", option_value(options, "host"),
            option_value(options, "port")[0] ? ":" : "", option_value(options, "port"),
            option_value(options, "dbname"), state->schema);
    PQconninfoFree(options);
    return store->address ? ERROR_NONE : ERROR_MEMORY;
}

static void postgres_close(struct store *store)
{
    struct postgres_store *state = store->state;
    postgres_listener_stop(state);
    postgres_pool_close(state);
    pthread_mutex_destroy(&state->mutex);
    pthread_cond_destroy(&state->freed);
    pthread_cond_destroy(&state->turned);
    allocation_release(state->address);
    allocation_release(state);
    store->state = NULL;
}

static enum error postgres_open(struct store *store, const char *address, char *ret_message)
{
    struct postgres_store *state = allocation_get(sizeof *state);
    if (!state) return ERROR_MEMORY;
    *state = (struct postgres_store){.address = NULL};
    pthread_mutex_init(&state->mutex, NULL);
    pthread_cond_init(&state->freed, NULL);
    pthread_cond_init(&state->turned, NULL);
    store->state = state;
    enum error error = postgres_address_split(state, address, ret_message);
    if (!error) error = address_show(store, ret_message);
    if (!error) {
        // Said here, since the pool does not keep what the server said.
        struct postgres_connection first;
        error = postgres_connect(state, &first, ret_message);
        if (!error) postgres_disconnect(&first);
    }
    if (!error) error = postgres_examine(store, ret_message);
    if (!error && store->options.exclusive) error = postgres_listener_start(store);
    if (!error) return ERROR_NONE;
    allocation_release(store->address);
    store->address = NULL;
    postgres_close(store);
    return error;
}

static enum error postgres_backup(struct store *store, const char *path,
    bool (*progress)(int64_t done, int64_t total, void *closure), void *closure, char *ret_message)
{
    (void)path;
    (void)progress;
    (void)closure;
    const struct postgres_store *state = store->state;
    store_say(ret_message,
        "A PostgreSQL workspace is backed up with pg_dump --schema=%s, or with tandem export --json.",
        state->schema);
    return ERROR_UNSUPPORTED;
}

static enum error postgres_check_integrity(struct store *store, struct problem_list *problems)
{
    (void)store;
    (void)problems;
    return ERROR_UNSUPPORTED;
}

const struct driver postgres_driver = {
    .kind = STORE_POSTGRES,
    .open = postgres_open,
    .close = postgres_close,
    .read = postgres_read,
    .end = postgres_end,
    .write = postgres_write,
    .query = postgres_query,
    .next = postgres_next,
    .finish = postgres_finish,
    .values = postgres_values,
    .value = postgres_value_of,
    .execute = postgres_execute,
    .migrate = postgres_migrate,
    .inform = postgres_inform,
    .backup = postgres_backup,
    .check_integrity = postgres_check_integrity,
};
