// SPDX-License-Identifier: Apache-2.0
// A whole export brought back into a workspace.
#include "work/import_all.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/csv_reader.h"
#include "format/json_reader.h"
#include "work/import_json.h"
#include "work/part.h"

#define ALL_MAXIMUM 64
#define ALL_ROWS_MAXIMUM ((size_t)1 << 30)

struct mapped {
    void *bytes;
    size_t size;
};

// A row of a part, to be put in place when the records are there.
struct part_row {
    const struct part *part;
    struct text texts[PART_COLUMNS_MAXIMUM];
    struct part_row *next;
};

struct bringing {
    const struct import_all_request *request;
    const struct registry *registry;
    const struct actor *actor;
    struct arena *arena;
    struct problem_list *problems;
    struct import_request requests[ALL_MAXIMUM];
    struct mapped files[ALL_MAXIMUM + PART_COUNT]; // the last ones: parts, or the document
    struct buffer rows[ALL_MAXIMUM];
    size_t count;
    struct part_row *rows_of_parts, **rows_end;
};

// Maps a file; ERROR_NOT_FOUND when it is not there.
static enum error map_file(struct bringing *bringing, const char *path, struct mapped *ret_mapped)
{
    struct stat status;
    *ret_mapped = (struct mapped){0};
    int handle = open(path, O_RDONLY | O_CLOEXEC);
    if (handle < 0 && errno == ENOENT) return ERROR_NOT_FOUND;
    if (handle < 0 || fstat(handle, &status)) {
        problem_add(bringing->problems, NULL, "%s cannot be read: %s.", path, strerrordesc_np(errno));
        if (handle >= 0) (void)close(handle);
        return ERROR_IO;
    }
    if (status.st_size > 0) {
        void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, handle, 0);
        if (bytes != MAP_FAILED) *ret_mapped = (struct mapped){bytes, (size_t)status.st_size};
    }
    (void)close(handle);
    if (ret_mapped->bytes) return ERROR_NONE;
    problem_add(bringing->problems, NULL, "%s is empty or cannot be read.", path);
    return ERROR_IO;
}

static struct text content_of(const struct mapped *mapped)
{
    return (struct text){mapped->bytes, mapped->size};
}

static struct import_request *add_request(
    struct bringing *bringing, const struct resource *resource, const char *name)
{
    struct import_request *request = &bringing->requests[bringing->count++];
    *request = (struct import_request){.resource = resource,
        .file_name = text_from(name),
        .dry_run = bringing->request->dry_run,
        .is_restoring = true,
        .progress = bringing->request->progress,
        .closure = bringing->request->closure};
    return request;
}

static enum error add_part_row(struct bringing *bringing, const struct part *part, const struct text *texts)
{
    struct part_row *row = arena_object(bringing->arena, struct part_row);
    if (!row) return ERROR_MEMORY;
    row->part = part;
    for (size_t i = 0; i < part_column_count(part); i++) {
        const char *copy = text_copy(texts[i], bringing->arena);
        if (!copy) return ERROR_MEMORY;
        row->texts[i] = text_from(copy);
    }
    *bringing->rows_end = row;
    bringing->rows_end = &row->next;
    return ERROR_NONE;
}

static enum error read_part(struct bringing *bringing, const struct part *part, struct text content)
{
    struct csv_reader reader;
    struct csv_record record;
    enum error error = csv_reader_open(&reader, content, NULL, bringing->problems);
    if (!error) error = csv_reader_next(&reader, &record); // the header
    while (!error && (error = csv_reader_next(&reader, &record)) == ERROR_NONE) {
        struct text texts[PART_COLUMNS_MAXIMUM] = {0};
        for (size_t i = 0; i < record.count && i < PART_COLUMNS_MAXIMUM; i++)
            texts[i] = csv_unguard(record.fields[i]);
        error = add_part_row(bringing, part, texts);
    }
    csv_reader_free(&reader);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error take_part_file(struct bringing *bringing, size_t number)
{
    struct mapped *mapped = &bringing->files[ALL_MAXIMUM + number];
    const char *path = arena_print(bringing->arena, "%s/%s.csv", bringing->request->path, parts[number].name);
    if (!path) return ERROR_MEMORY;
    enum error error = map_file(bringing, path, mapped);
    if (error == ERROR_NOT_FOUND) return ERROR_NONE;
    return error ? error : read_part(bringing, &parts[number], content_of(mapped));
}

// Every file that has the name of a resource, in the order in which references point backwards.
static enum error take_directory(struct bringing *bringing)
{
    const char *directory = bringing->request->path;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < bringing->registry->count && !error && bringing->count < ALL_MAXIMUM; i++) {
        const struct resource *resource = bringing->registry->resources[i];
        const char *path = arena_print(bringing->arena, "%s/%s.csv", directory, resource->name);
        struct mapped *mapped = &bringing->files[bringing->count];
        if (resource->flags & RESOURCE_NO_EXPORT) continue;
        error = path ? map_file(bringing, path, mapped) : ERROR_MEMORY;
        if (error == ERROR_NOT_FOUND) {
            error = ERROR_NONE;
            continue;
        }
        if (!error) add_request(bringing, resource, strrchr(path, '/') + 1)->content = content_of(mapped);
    }
    for (size_t i = 0; i < PART_COUNT && !error; i++)
        error = take_part_file(bringing, i);
    if (!error && bringing->count == 0) {
        problem_add(bringing->problems, NULL, "%s has no file named after a resource, such as products.csv.",
            directory);
        error = ERROR_INVALID;
    }
    return error;
}

static enum error take_settings(struct bringing *bringing, const struct json_value *settings)
{
    struct json_value member;
    struct text texts[PART_COLUMNS_MAXIMUM] = {0};
    void *iterator = NULL;
    enum error error = ERROR_NONE;
    while (!error && json_value_next(settings, &iterator, &member)) {
        texts[0] = text_from(member.name);
        if (json_value_read_text(&member, bringing->problems, &texts[1]))
            error = add_part_row(bringing, &parts[PART_SETTINGS], texts);
    }
    return error;
}

static enum error take_part(
    struct bringing *bringing, const struct part *part, const struct json_value *items)
{
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < json_value_count(items) && !error; i++) {
        struct json_value item = json_value_item(items, i);
        struct text texts[PART_COLUMNS_MAXIMUM] = {0};
        bool is_whole = true;
        for (size_t j = 0; j < part_column_count(part); j++) {
            struct json_value value = json_value_member(&item, part->columns[j]);
            is_whole = json_value_read_text(&value, bringing->problems, &texts[j]) && is_whole;
        }
        if (is_whole) error = add_part_row(bringing, part, texts);
    }
    return error;
}

static enum error take_resources(struct bringing *bringing, const struct json_value *resources)
{
    struct json_value member;
    void *iterator = NULL;
    while (json_value_next(resources, &iterator, &member)) {
        if (registry_find(bringing->registry, text_from(member.name))) continue;
        json_value_problem(&member, bringing->problems, "There is no such resource.");
    }
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < bringing->registry->count && !error; i++) {
        const struct resource *resource = bringing->registry->resources[i];
        struct json_value items = json_value_member(resources, resource->name);
        if (!json_value_is_present(&items) || (resource->flags & RESOURCE_NO_EXPORT)) continue;
        struct buffer *rows = &bringing->rows[bringing->count];
        buffer_init(rows, ALL_ROWS_MAXIMUM);
        struct import_request *request = add_request(bringing, resource, resource->name);
        error = import_json_rows(&items, resource, bringing->problems, rows);
        request->content = buffer_view(rows);
        if (error == ERROR_INVALID) error = ERROR_NONE; // the problems are noted; there may be more
    }
    return error;
}

static enum error take_members(struct bringing *bringing, const struct json_value *root)
{
    struct json_value version = json_value_member(root, "tandem_export");
    struct json_value resources = json_value_member(root, "resources");
    struct json_value settings = json_value_member(root, parts[PART_SETTINGS].member);
    int64_t number;
    if (!json_value_is_present(&version) ||
        !json_value_read_integer(&version, 1, 1, bringing->problems, &number) ||
        !json_value_expect(&resources, JSON_KIND_OBJECT, bringing->problems)) {
        problem_add(
            bringing->problems, NULL, "This is no export of a workspace: \"tandem_export\": 1 is missing.");
        return ERROR_INVALID;
    }
    enum error error = take_resources(bringing, &resources);
    if (!error) error = take_settings(bringing, &settings);
    for (size_t i = PART_FORMER_KEYS; i < PART_COUNT && !error; i++) {
        struct json_value items = json_value_member(root, parts[i].member);
        error = take_part(bringing, &parts[i], &items);
    }
    return !error && bringing->problems->count ? ERROR_INVALID : error;
}

static enum error take_document(struct bringing *bringing)
{
    struct json_document document;
    enum error error = map_file(bringing, bringing->request->path, &bringing->files[ALL_MAXIMUM]);
    if (!error)
        error = json_document_parse(&document, content_of(&bringing->files[ALL_MAXIMUM]), bringing->problems);
    if (error) return error;
    struct json_value root = json_document_root(&document);
    error = take_members(bringing, &root);
    json_document_free(&document);
    return error;
}

static enum error put_parts(struct transaction *transaction, void *closure)
{
    const struct bringing *bringing = closure;
    enum error error = ERROR_NONE;
    for (const struct part_row *row = bringing->rows_of_parts; row && !error; row = row->next)
        error = part_put(transaction, bringing->actor, row->part, row->texts);
    return error;
}

static void forget(struct bringing *bringing)
{
    for (size_t i = 0; i < ALL_MAXIMUM + PART_COUNT; i++) {
        if (bringing->files[i].bytes) (void)munmap(bringing->files[i].bytes, bringing->files[i].size);
    }
    for (size_t i = 0; i < bringing->count; i++)
        buffer_free(&bringing->rows[i]);
}

enum error import_all(struct store *store, const struct actor *actor,
    const struct import_all_request *request, struct arena *arena, struct problem_list *problems,
    struct import_result *ret_results, size_t *ret_count)
{
    struct stat status;
    struct bringing *bringing = arena_object(arena, struct bringing);
    *ret_count = 0;
    if (!bringing) return ERROR_MEMORY;
    bringing->request = request;
    bringing->registry = store_registry(store);
    bringing->actor = actor;
    bringing->arena = arena;
    bringing->problems = problems;
    bringing->rows_end = &bringing->rows_of_parts;
    if (stat(request->path, &status)) {
        problem_add(problems, NULL, "%s cannot be read: %s.", request->path, strerrordesc_np(errno));
        return ERROR_IO;
    }
    enum error error = S_ISDIR(status.st_mode) ? take_directory(bringing) : take_document(bringing);
    size_t failed = 0;
    if (!error) {
        *ret_count = bringing->count;
        error = import_files(
            store, actor, bringing->requests, bringing->count, arena, problems, ret_results, &failed);
    }
    if (!error && bringing->rows_of_parts && !request->dry_run)
        error = store_write(store, put_parts, bringing);
    forget(bringing);
    return error;
}
