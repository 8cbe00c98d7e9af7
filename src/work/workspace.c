// SPDX-License-Identifier: Apache-2.0
// Making a workspace, with what the program ships in it.
#include "work/workspace.h"

#include <unistd.h>

#include "people/map.h"
#include "store/records.h"
#include "store/schema.h"
#include "work/import.h"
#include "work/resources.h"

#define WORKSPACE_NAME "Tandem"
#define WORKSPACE_DEMONSTRATION_NAME "Pellweir"
#define WORKSPACE_MAP "venn" // the map that decides in a fresh workspace
#define WORKSPACE_ARENA ((size_t)256 << 20)

extern const struct embedded_files shipped_files;

const struct embedded_file *shipped_file(const char *path)
{
    for (size_t i = 0; i < shipped_files.count; i++) {
        if (strcmp(shipped_files.files[i].path, path) == 0) return &shipped_files.files[i];
    }
    return NULL;
}

static void say(char *ret_message, const char *what, const struct problem_list *problems, enum error error)
{
    const char *sentence = problems && problems->first ? problems->first->message : error_sentence(error);
    (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "%s: %s", what, sentence);
}

// The shipped maps name their activities by code, so all of it goes in by header names alone.
static enum error import_shipped(struct store *store, struct arena *arena, char *ret_message)
{
    static const struct {
        const char *path, *resource;
    } files[] = {{"activities.csv", "activities"}, {"gates.csv", "gate-templates"}, {"maps/maps.csv", "maps"},
        {"maps/venn.csv", "map-entries"}, {"maps/inbound_outbound.csv", "map-entries"},
        {"maps/life_cycle.csv", "map-entries"}, {"maps/three_horizons.csv", "map-entries"},
        {"maps/dual_role.csv", "map-entries"}, {"maps/general_manager.csv", "map-entries"}};
    enum { COUNT = sizeof(files) / sizeof(files[0]) };
    struct import_request requests[COUNT];
    struct import_result results[COUNT];
    struct problem_list problems;
    const struct actor actor = actor_system("system");
    size_t failed;
    problem_list_init(&problems, arena);
    for (size_t i = 0; i < COUNT; i++) {
        const struct embedded_file *file = shipped_file(files[i].path);
        if (!file) return say(ret_message, files[i].path, NULL, ERROR_NOT_FOUND), ERROR_INTERNAL;
        requests[i] = (struct import_request){
            .resource = registry_find(tandem_registry(), text_from(files[i].resource)),
            .file_name = text_from(file->path),
            .content = {(const char *)file->data, file->size},
            .is_unrecorded = true,
        };
    }
    enum error error = import_files(store, &actor, requests, COUNT, arena, &problems, results, &failed);
    if (error && results[failed].rejection_count)
        (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "%s: line %lld: %s", files[failed].path,
            (long long)results[failed].rejections[0].line, results[failed].rejections[0].reason);
    else if (error)
        say(ret_message, files[failed].path, &problems, error);
    return error;
}

struct forcing {
    struct arena *arena;
    struct problem_list problems;
};

static enum error put_map_in_force(struct transaction *transaction, void *closure)
{
    struct forcing *forcing = closure;
    const struct actor actor = actor_system("system");
    const struct value code = value_string(WORKSPACE_MAP);
    const struct record_filter filter = {.field = MAP_CODE, .values = &code, .count = 1};
    const struct record_query query = {
        .resource = &map_resource, .limit = 1, .filters = &filter, .filter_count = 1};
    const struct value input[1] = {value_null()};
    struct record_page page;
    struct record *map;
    problem_list_init(&forcing->problems, forcing->arena);
    enum error error = record_list(transaction, &actor, &query, forcing->arena, &page);
    if (!error && page.count == 0) error = ERROR_NOT_FOUND;
    if (error) return error;
    return record_act(transaction, &actor, &map_resource, page.records[0]->key,
        &map_actions[MAP_PUT_IN_FORCE], input, 0, forcing->arena, &forcing->problems, &map);
}

enum error workspace_furnish(struct store *store, char *ret_message)
{
    struct arena arena;
    arena_init(&arena, WORKSPACE_ARENA);
    enum error error = import_shipped(store, &arena, ret_message);
    arena_free(&arena);
    return error;
}

enum error workspace_open(struct store *store, char *ret_message)
{
    struct arena arena;
    struct forcing forcing = {.arena = &arena};
    arena_init(&arena, WORKSPACE_ARENA);
    enum error error = store_write(store, put_map_in_force, &forcing);
    if (error) say(ret_message, "The map could not be put in force", &forcing.problems, error);
    arena_free(&arena);
    return error;
}

static enum error write_name(struct transaction *transaction, void *closure)
{
    const struct actor actor = actor_system("system");
    return setting_set(transaction, &actor, "workspace_name", text_from(closure));
}

static bool is_postgres(const char *address)
{
    return text_prefix(text_from(address), TEXT("postgresql://")) ||
           text_prefix(text_from(address), TEXT("postgres://"));
}

// Is there a workspace, or anything else that must not be overwritten?
static enum error check_free(const char *address, char *ret_message)
{
    struct store *store;
    struct store_information information;
    const struct store_options options = {.registry = tandem_registry(), .skip_schema = true};
    if (text_is(text_from(address), ":memory:")) return ERROR_NONE;
    if (!is_postgres(address)) {
        if (access(address, F_OK) != 0) return ERROR_NONE;
        (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "%s exists already, and is left as it is.", address);
        return ERROR_CONFLICT;
    }
    enum error error = store_open(address, &options, &store, ret_message);
    if (error) return error;
    error = store_inform(store, &information, ret_message);
    store = store_close(store);
    if (error || information.schema_version == 0) return error;
    (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "There is a workspace under this address already.");
    return ERROR_CONFLICT;
}

static void remove_file(const char *address)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char path[4096];
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]) && !is_postgres(address); i++) {
        int length = snprintf(path, sizeof(path), "%s%s", address, endings[i]);
        if (length > 0 && (size_t)length < sizeof(path)) (void)unlink(path);
    }
}

enum error workspace_create(
    const char *address, const struct workspace_options *options, struct store **ret_store, char *ret_message)
{
    const struct store_options opening = {.registry = tandem_registry(), .create = true};
    const char *standard = options->is_demonstration ? WORKSPACE_DEMONSTRATION_NAME : WORKSPACE_NAME;
    char name[256];
    (void)snprintf(name, sizeof(name), "%s", options->name ? options->name : standard);
    *ret_store = NULL;
    enum error error = check_free(address, ret_message);
    if (error) return error;
    error = store_open(address, &opening, ret_store, ret_message);
    if (error) return error;
    error = store_write(*ret_store, write_name, name);
    if (error) say(ret_message, "The name could not be written", NULL, error);
    if (!error && !options->is_bare) error = workspace_furnish(*ret_store, ret_message);
    if (!error && options->is_demonstration) error = demonstration_fill(*ret_store, ret_message);
    if (!error && !options->is_bare) error = workspace_open(*ret_store, ret_message);
    if (!error) return ERROR_NONE;
    *ret_store = store_close(*ret_store);
    remove_file(address);
    return error;
}
