// SPDX-License-Identifier: Apache-2.0
// Takes an import back by its lines in the history, from the last to the first.
#include "work/import_undo.h"

#include "format/record_json.h"
#include "journal/import_run.h"
#include "store/records.h"
#include "work/import.h"

#define UNDO_PAGE 500 // lines of history read at once
#define UNDO_NAMED 20 // records that a refusal names
#define UNDO_SCRATCH ((size_t)64 << 20)

static const struct statement select_changes = {.name = "import undo changes",
    .common = SQL("SELECT id, resource, record, verb, changes FROM history"
                  " WHERE import = $1 AND id < $2 ORDER BY id DESC LIMIT $3"),
    .parameters = "tii",
    .columns = "itttt"};

// What others did to the same records since; imports that were taken back themselves have left nothing.
static const struct statement select_later = {.name = "import undo later changes",
    .common =
        SQL("SELECT later.record, later.verb, later.actor FROM history AS later"
            " WHERE later.id > (SELECT max(id) FROM history WHERE import = $1)"
            " AND EXISTS (SELECT 1 FROM history AS own WHERE own.import = $1 AND own.record = later.record)"
            " AND NOT EXISTS (SELECT 1 FROM import_run AS run"
            " WHERE run.key = later.import AND run.undone_at IS NOT NULL)"
            " ORDER BY later.id LIMIT $2"),
    .parameters = "ti",
    .columns = "ttt"};

static const struct statement delete_kept = {.name = "import undo kept references",
    .common = SQL("DELETE FROM dangling_reference WHERE import_key = $1"),
    .parameters = "t",
    .columns = ""};

static const struct statement *const statements[] = {&select_changes, &select_later, &delete_kept};
const struct statement_list import_undo_statements = {statements, sizeof(statements) / sizeof(statements[0])};

struct undo {
    const struct registry *registry;
    const struct actor *caller;
    struct text wanted; // key, or empty: the last one
    struct arena *arena;
    struct arena scratch;
    struct problem_list *problems;
    struct import_result *result;
    struct transaction *transaction;
    struct actor actor;
    struct record *run; // the import's own record
};

struct change {
    int64_t id;
    struct text resource, record, verb, changes;
};

// The last import that was not taken back.
static enum error find_last(struct undo *undo)
{
    const struct record_query start = {.resource = &import_run_resource, .descending = true, .limit = 50};
    struct record_query query = start;
    struct record_page page;
    do {
        enum error error = record_list(undo->transaction, undo->caller, &query, undo->arena, &page);
        if (error) return error;
        for (size_t i = 0; i < page.count; i++) {
            undo->run = page.records[i];
            if (record_is_null(undo->run, IMPORT_RUN_UNDONE_AT)) return ERROR_NONE;
        }
        query.cursor = page.next;
    } while (page.next.length);
    return ERROR_NOT_FOUND;
}

static enum error find_run(struct undo *undo)
{
    if (undo->wanted.length == 0) return find_last(undo);
    enum error error = record_get(
        undo->transaction, undo->caller, &import_run_resource, undo->wanted, undo->arena, &undo->run);
    if (error || record_is_null(undo->run, IMPORT_RUN_UNDONE_AT)) return error;
    problem_add(undo->problems, NULL, "%.*s was taken back already.", TEXT_PRINT(undo->run->key));
    return ERROR_CONFLICT;
}

static enum error refuse_later_changes(struct undo *undo)
{
    const struct value parameters[] = {value_text(undo->run->key), value_integer(UNDO_NAMED + 1)};
    struct cursor *cursor;
    size_t found = 0;
    enum error error = store_query(undo->transaction, &select_later, parameters, 2, &cursor);
    while (!error && (error = cursor_next(cursor)) == ERROR_NONE) {
        if (found++ == UNDO_NAMED)
            problem_add(undo->problems, NULL, "More records were changed since.");
        else
            problem_add(undo->problems, NULL, "%.*s was changed since (%.*s by %.*s).",
                TEXT_PRINT(cursor_text(cursor, 0)), TEXT_PRINT(cursor_text(cursor, 1)),
                TEXT_PRINT(cursor_text(cursor, 2)));
    }
    cursor_close(cursor);
    if (error != ERROR_END) return error;
    return found ? ERROR_CONFLICT : ERROR_NONE;
}

// {"name":["old","new"]} becomes {"name":"old"}, which is then read as any input is.
static enum error earlier_input(struct undo *undo, const struct resource *resource, struct text changes,
    struct json_document *document, struct record_input **ret_input)
{
    struct json_document lines;
    struct buffer buffer;
    struct json_writer writer;
    enum error error = json_document_parse(&lines, changes, undo->problems);
    if (error) return error;
    buffer_init(&buffer, (size_t)16 << 20);
    json_writer_init(&writer, &buffer);
    json_write_object_begin(&writer);
    struct json_value root = json_document_root(&lines), member;
    void *iterator = NULL;
    while (json_value_next(&root, &iterator, &member)) {
        struct json_value old = json_value_item(&member, 0);
        if (text_is(text_from(member.name), "key")) continue; // keys that went their way keep resolving
        json_write_key(&writer, member.name);
        json_value_write(&old, &writer);
    }
    json_write_object_end(&writer);
    error = json_writer_finish(&writer);
    if (!error) error = json_document_parse(document, buffer_view(&buffer), undo->problems);
    buffer_free(&buffer);
    json_document_free(&lines);
    if (error) return error;
    struct json_value earlier = json_document_root(document);
    struct json_value source = json_value_member(&earlier, "source");
    error = record_json_read(&earlier, resource, true, &undo->scratch, undo->problems, ret_input);
    if (!error) (*ret_input)->is_restoring = true;
    if (!error) (*ret_input)->is_unlinking = json_value_kind(&source) == JSON_KIND_NULL;
    if (error) json_document_free(document);
    return error;
}

static enum error undo_change(struct undo *undo, const struct change *change)
{
    const struct resource *resource = registry_find(undo->registry, change->resource);
    struct json_document document;
    struct record_input *input;
    struct record *record;
    if (!resource) return ERROR_INTERNAL;
    if (text_is(change->verb, "create")) {
        undo->result->created++;
        return record_delete(
            undo->transaction, &undo->actor, resource, change->record, 0, &undo->scratch, undo->problems);
    }
    enum error error = earlier_input(undo, resource, change->changes, &document, &input);
    if (error) return error;
    undo->result->updated++;
    if (text_is(change->verb, "delete")) {
        input->key = change->record;
        error =
            record_create(undo->transaction, &undo->actor, input, &undo->scratch, undo->problems, &record);
    } else {
        error = record_update(undo->transaction, &undo->actor, change->record, 0, input, &undo->scratch,
            undo->problems, &record, NULL);
    }
    json_document_free(&document);
    return error;
}

static enum error read_change(const struct cursor *cursor, struct arena *arena, struct change *ret_change)
{
    struct text *texts[] = {
        &ret_change->resource, &ret_change->record, &ret_change->verb, &ret_change->changes};
    ret_change->id = cursor_integer(cursor, 0);
    for (unsigned i = 0; i < 4; i++) {
        const char *copy = text_copy(cursor_text(cursor, i + 1), arena);
        if (!copy) return ERROR_MEMORY;
        *texts[i] = text_from(copy);
    }
    return ERROR_NONE;
}

// One page of lines; *before is the number of the first one, 0 when there are no more.
static enum error undo_page(struct undo *undo, int64_t *before)
{
    struct change changes[UNDO_PAGE];
    const struct value parameters[] = {
        value_text(undo->run->key), value_integer(*before), value_integer(UNDO_PAGE)};
    struct cursor *cursor;
    size_t count = 0;
    arena_reset(&undo->scratch);
    enum error error = store_query(undo->transaction, &select_changes, parameters, 3, &cursor);
    while (!error && count < UNDO_PAGE && (error = cursor_next(cursor)) == ERROR_NONE)
        error = read_change(cursor, &undo->scratch, &changes[count++]);
    cursor_close(cursor);
    if (error && error != ERROR_END) return error;
    error = ERROR_NONE;
    for (size_t i = 0; i < count && !error; i++)
        error = undo_change(undo, &changes[i]);
    *before = count ? changes[count - 1].id : 0;
    return error;
}

static enum error mark_undone(struct undo *undo)
{
    struct record_input *input = record_input_new(&import_run_resource, undo->arena);
    struct record *record;
    if (!input) return ERROR_MEMORY;
    input->is_internal = true;
    record_input_set(input, IMPORT_RUN_UNDONE_AT, value_integer(transaction_now(undo->transaction)));
    return record_update(undo->transaction, undo->caller, undo->run->key, 0, input, undo->arena,
        undo->problems, &record, NULL);
}

static enum error do_undo(struct undo *undo)
{
    int64_t before = INT64_MAX;
    enum error error = find_run(undo);
    if (!error) error = refuse_later_changes(undo);
    if (error) return error;
    const struct value key = value_text(undo->run->key);
    undo->actor.import = undo->run->key;
    undo->result->import = undo->run->key;
    undo->result->resource = registry_find(undo->registry, record_text(undo->run, IMPORT_RUN_RESOURCE));
    while (before && !error)
        error = undo_page(undo, &before);
    if (!error) error = store_execute(undo->transaction, &delete_kept, &key, 1, NULL);
    if (!error) error = mark_undone(undo);
    return error == ERROR_REFERENCED ? ERROR_CONFLICT : error;
}

static enum error run_undo(struct transaction *transaction, void *closure)
{
    struct undo *undo = closure;
    *undo->result = (struct import_result){.is_dry_run = false};
    problem_list_init(undo->problems, undo->problems->arena);
    undo->transaction = transaction;
    undo->actor = *undo->caller;
    undo->actor.via = "import";
    arena_init(&undo->scratch, UNDO_SCRATCH);
    enum error error = do_undo(undo);
    arena_free(&undo->scratch);
    return error;
}

enum error import_undo(struct store *store, const struct actor *actor, struct text key, struct arena *arena,
    struct problem_list *problems, struct import_result *ret_result)
{
    struct undo undo = {.registry = store_registry(store),
        .caller = actor,
        .wanted = key,
        .arena = arena,
        .problems = problems,
        .result = ret_result};
    *ret_result = (struct import_result){.is_dry_run = false};
    if (!permission_allows(actor, &import_run_resource, VERB_CREATE, true)) return ERROR_FORBIDDEN;
    return store_write(store, run_undo, &undo);
}
