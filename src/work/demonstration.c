// SPDX-License-Identifier: Apache-2.0
// The demonstration: an invented company from share/demo, whose dates are given relative to today.
#include "base/calendar.h"
#include "format/csv_reader.h"
#include "format/csv_writer.h"
#include "work/import.h"
#include "work/resources.h"
#include "work/workspace.h"

#define DEMONSTRATION_ARENA ((size_t)256 << 20)
#define DEMONSTRATION_FILES_MAXIMUM 32
#define DEMONSTRATION_DAYS_MAXIMUM 100000

// "today", "today-30d", "today+7d" as a day; false for anything else.
static bool resolve_day(struct text cell, int32_t today, char out[CALENDAR_DATE_SIZE])
{
    int64_t days = 0;
    if (!text_prefix(cell, TEXT("today"))) return false;
    struct text rest = {cell.data + 5, cell.length - 5};
    if (rest.length) {
        bool is_shaped = rest.length > 2 && rest.data[rest.length - 1] == 'd' && strchr("+-", rest.data[0]);
        struct text number = {rest.data, rest.length - 1};
        if (!is_shaped ||
            !text_parse_integer(number, -DEMONSTRATION_DAYS_MAXIMUM, DEMONSTRATION_DAYS_MAXIMUM, &days))
            return false;
    }
    calendar_print_date(today + (int32_t)days, out);
    return out[0] != '\0';
}

// The file again, with days in place of what stands for them. *arena*
static enum error resolve_days(
    struct text content, struct arena *arena, struct problem_list *problems, struct text *ret_content)
{
    struct csv_reader reader;
    struct csv_record record;
    struct csv_writer writer;
    struct buffer buffer;
    int32_t today = calendar_today();
    buffer_init(&buffer, (size_t)16 << 20);
    csv_writer_init(&writer, &buffer, false);
    enum error error = csv_reader_open(&reader, content, NULL, problems);
    while (!error && (error = csv_reader_next(&reader, &record)) == ERROR_NONE) {
        for (size_t i = 0; i < record.count; i++) {
            char day[CALENDAR_DATE_SIZE];
            csv_write_text(
                &writer, resolve_day(record.fields[i], today, day) ? text_from(day) : record.fields[i]);
        }
        csv_write_end(&writer);
    }
    csv_reader_free(&reader);
    error = error == ERROR_END ? buffer_error(&buffer) : error;
    struct text written = buffer_view(&buffer);
    const char *copy = error ? NULL : arena_text(arena, written.data, written.length);
    *ret_content = (struct text){copy, written.length};
    buffer_free(&buffer);
    return error ? error : copy ? ERROR_NONE : ERROR_MEMORY;
}

static enum error add_file(struct arena *arena, const struct resource *resource,
    struct problem_list *problems, struct import_request *requests, size_t *count)
{
    const char *path = arena_print(arena, "demo/%s.csv", resource->name);
    const char *map_path = arena_print(arena, "demo/maps/%s.json", resource->name);
    if (!path || !map_path) return ERROR_MEMORY;
    const struct embedded_file *file = shipped_file(path), *map = shipped_file(map_path);
    if (!file || *count == DEMONSTRATION_FILES_MAXIMUM) return ERROR_NONE;
    struct import_request *request = &requests[(*count)++];
    *request = (struct import_request){.resource = resource,
        .file_name = text_from(file->path),
        .is_unrecorded = true,
        .is_restoring = true}; // gates are decided and hand-offs answered before anybody looks
    if (map) request->mapping = (struct text){(const char *)map->data, map->size};
    return resolve_days(
        (struct text){(const char *)file->data, file->size}, arena, problems, &request->content);
}

static enum error fill(struct store *store, struct arena *arena, char *ret_message)
{
    const struct registry *registry = tandem_registry();
    const struct actor actor = actor_system("system");
    struct import_request requests[DEMONSTRATION_FILES_MAXIMUM];
    struct import_result results[DEMONSTRATION_FILES_MAXIMUM] = {{.rejected = 0}};
    struct problem_list problems;
    size_t count = 0, failed = 0;
    enum error error = ERROR_NONE;
    problem_list_init(&problems, arena);
    for (size_t i = 0; i < registry->count && !error;
         i++) // in the registry's order references point backwards
        error = add_file(arena, registry->resources[i], &problems, requests, &count);
    if (!error) error = import_files(store, &actor, requests, count, arena, &problems, results, &failed);
    if (!error) return ERROR_NONE;
    const char *path = count ? requests[failed].file_name.data : "share/demo";
    const struct import_remark *remark =
        count && results[failed].rejection_count ? results[failed].rejections : NULL;
    if (remark)
        (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "%s: line %lld: %.*s: %s", path,
            (long long)remark->line, TEXT_PRINT(remark->column), remark->reason);
    else
        (void)snprintf(ret_message, STORE_MESSAGE_SIZE, "%s: %s", path,
            problems.first ? problems.first->message : error_sentence(error));
    return error;
}

enum error demonstration_fill(struct store *store, char *ret_message)
{
    struct arena arena;
    arena_init(&arena, DEMONSTRATION_ARENA);
    enum error error = fill(store, &arena, ret_message);
    arena_free(&arena);
    return error;
}
