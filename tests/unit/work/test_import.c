// SPDX-License-Identifier: Apache-2.0
// Imports in a workspace of their own: stopped in the middle, refused to those who may not, all files or
// none, seen before they are done.
#include "unit.h"

#include "store/records.h"
#include "work/export.h"
#include "work/import.h"
#include "work/resources.h"

struct state {
    struct store *store;
    struct arena arena;
    struct problem_list problems;
};

static int set_up(void **state)
{
    static struct state fresh;
    char message[STORE_MESSAGE_SIZE];
    const struct store_options options = {.registry = tandem_registry(), .create = true};
    memset(&fresh, 0, sizeof fresh);
    arena_init(&fresh.arena, 64 << 20);
    problem_list_init(&fresh.problems, &fresh.arena);
    if (store_open(":memory:", &options, &fresh.store, message)) fail_msg("%s", message);
    *state = &fresh;
    return 0;
}

static int tear_down(void **own)
{
    struct state *state = *own;
    state->store = store_close(state->store);
    arena_free(&state->arena);
    return 0;
}

static struct import_request request_of(const char *resource, const char *content)
{
    return (struct import_request){.resource = registry_find(tandem_registry(), text_from(resource)),
        .file_name = TEXT("file.csv"),
        .content = text_from(content)};
}

static enum error count_one(const struct record *record, void *closure)
{
    (void)record;
    ++*(int *)closure;
    return ERROR_NONE;
}

static int count(struct state *state, const char *resource)
{
    struct transaction *transaction;
    const struct actor actor = actor_system("cli");
    int number = 0;
    assert_int_equal(store_read(state->store, &transaction), ERROR_NONE);
    assert_int_equal(record_each(transaction, &actor, registry_find(tandem_registry(), text_from(resource)),
                         count_one, &number),
        ERROR_NONE);
    transaction_end(transaction);
    return number;
}

static bool stop_at_once(int64_t rows, void *closure)
{
    *(int64_t *)closure = rows;
    return false;
}

static void a_stopped_import_leaves_nothing(void **own)
{
    struct state *state = *own;
    struct buffer rows;
    struct import_result result;
    const struct actor actor = actor_system("cli");
    int64_t seen = 0;
    buffer_init(&rows, 1 << 20);
    buffer_string(&rows, "name\n");
    for (int i = 0; i < 2000; i++)
        buffer_print(&rows, "Unit %d\n", i);
    struct import_request request = request_of("units", rows.data);
    request.progress = stop_at_once;
    request.closure = &seen;
    assert_int_equal(
        import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), ERROR_END);
    assert_true(result.is_stopped);
    assert_in_range(seen, 1, 1999);
    assert_int_equal(count(state, "units"), 0);
    assert_int_equal(count(state, "imports"), 0);
    request.progress = NULL;
    assert_int_equal(
        import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), ERROR_NONE);
    assert_int_equal(result.created, 2000);
    assert_int_equal(result.preview_count, IMPORT_PREVIEW_MAXIMUM);
    buffer_free(&rows);
}

static void only_organisers_import(void **own)
{
    struct state *state = *own;
    struct import_result result;
    struct import_preview preview;
    const struct import_request request = request_of("units", "name\nOne\n");
    for (int role = ACCESS_VIEWER; role < ACCESS_ROLE_COUNT; role++) {
        const struct actor actor = {
            .user = TEXT("USER-1"), .role = (enum access_role)role, .scope = SCOPE_WRITE, .via = "api"};
        bool may = role >= ACCESS_ORGANISER;
        enum error expected = may ? ERROR_NONE : ERROR_FORBIDDEN;
        assert_int_equal(import_preview(state->store, &actor, request.resource, request.file_name,
                             request.content, &state->arena, &state->problems, &preview),
            expected);
        assert_int_equal(
            import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), expected);
        enum error undone =
            import_undo(state->store, &actor, TEXT(""), &state->arena, &state->problems, &result);
        assert_int_equal(undone, may ? ERROR_NONE : ERROR_FORBIDDEN);
    }
}

static void several_files_are_stored_together_or_not_at_all(void **own)
{
    struct state *state = *own;
    struct import_request requests[] = {request_of("units", "name,source,external_id\nCity,s,u\n"),
        request_of("lines", "name,unit\nFlow,City\nLeak,Nowhere\n")};
    struct import_result results[2];
    size_t failed;
    const struct actor actor = actor_system("cli");
    assert_int_equal(
        import_files(state->store, &actor, requests, 2, &state->arena, &state->problems, results, &failed),
        ERROR_INVALID);
    assert_int_equal(failed, 1);
    assert_int_equal(results[1].rejection_count, 1);
    assert_int_equal(results[1].rejections[0].line, 3);
    assert_text_equal(results[1].rejections[0].column, "unit");
    assert_text_equal(results[1].rejections[0].value, "Nowhere");
    assert_int_equal(results[0].import.length, 0);
    assert_int_equal(count(state, "units"), 0);
    requests[1].content = TEXT("name,unit\nFlow,City\n");
    assert_int_equal(
        import_files(state->store, &actor, requests, 2, &state->arena, &state->problems, results, &failed),
        ERROR_NONE);
    assert_int_equal(count(state, "lines"), 1);
    assert_text_equal(results[1].import, "IMP-2");
}

// A row that is rejected after it has made a person leaves no person behind for the rows after it.
static void a_rejected_row_leaves_nothing_for_later_ones(void **own)
{
    struct state *state = *own;
    struct import_result result;
    const struct actor actor = actor_system("cli");
    struct import_request request = request_of("products",
        "Name,Who,Web\nA,ann,\nB,bo,https://example.com\nA very long name that nobody minds,bo,\n");
    request.mapping = TEXT(
        "{\"tandem_map\":1,\"fields\":{\"name\":\"Name\",\"website\":\"Web\",\"launch_on\":{\"column\":"
        "\"Web\","
        "\"values\":{\"https://example.com\":\"2026-02-01\",\"\":\"\"}},\"retired_on\":{\"column\":\"Web\","
        "\"values\":{\"https://"
        "example.com\":\"2026-01-01\",\"\":\"\"}}},\"assignments\":[{\"role\":\"sales\",\"person\":"
        "{\"column\":\"Who\",\"match\":[\"name\"],\"missing\":\"create\"},\"share\":{\"value\":100},"
        "\"from_on\":{\"value\":\"2026-01-02\"},\"to_on\":{\"column\":\"Web\",\"values\":{\"https://"
        "example.com\":\"2026-01-01\"}}}]}");
    assert_int_equal(
        import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), ERROR_INVALID);
    assert_int_equal(result.rejected, 1);
    assert_int_equal(result.rejections[0].line, 3);
    assert_int_equal(result.created, 2);
    assert_int_equal(result.also_count, 2);
    assert_int_equal(result.also[0].created, 2); // ann, and bo by the last row alone
    assert_int_equal(count(state, "people"), 0);
}

static void a_preview_says_what_is_in_a_file(void **own)
{
    struct state *state = *own;
    struct import_preview preview;
    const struct actor actor = actor_system("cli");
    const struct import_request file =
        request_of("people", "\xef\xbb\xbfId;Name;E-mail\n1;Ann;ann@example.com\n\n2;Bo;\n");
    assert_int_equal(import_preview(state->store, &actor, file.resource, TEXT("staff.csv"), file.content,
                         &state->arena, &state->problems, &preview),
        ERROR_NONE);
    assert_string_equal(preview.encoding, "UTF-8 with BOM");
    assert_int_equal(preview.delimiter, ';');
    assert_int_equal(preview.rows, 2);
    assert_int_equal(preview.column_count, 3);
    assert_int_equal(preview.columns[2].sample_count, 1);
    assert_string_equal(preview.columns[2].suggestion, "email");
    assert_non_null(strstr(preview.mapping.data, "\"source\":\"staff\",\"external_id\":\"Id\""));
    // The mapping is one that works.
    struct import_result result;
    struct import_request request = file;
    request.mapping = preview.mapping;
    assert_int_equal(
        import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), ERROR_NONE);
    assert_int_equal(result.created, 2);
    assert_int_equal(import_preview(state->store, &actor, file.resource, TEXT("x"), TEXT(""), &state->arena,
                         &state->problems, &preview),
        ERROR_INVALID);
}

static enum error gather(struct text bytes, void *closure)
{
    buffer_text(closure, bytes);
    return buffer_error(closure);
}

static enum error refuse(struct text bytes, void *closure)
{
    (void)bytes;
    (void)closure;
    return ERROR_IO;
}

static void an_export_comes_in_pieces_and_stops_when_nobody_takes_them(void **own)
{
    struct state *state = *own;
    struct buffer rows, out;
    struct import_result result;
    struct transaction *transaction;
    const struct actor actor = actor_system("cli");
    const struct resource *units = registry_find(tandem_registry(), TEXT("units"));
    buffer_init(&rows, 8 << 20);
    buffer_init(&out, 8 << 20);
    buffer_string(&rows, "name,description\n");
    for (int i = 0; i < 3000; i++)
        buffer_print(&rows, "Unit %d,\"Line one\nline \"\"two\"\" of %d\"\n", i, i);
    const struct import_request request = request_of("units", rows.data);
    assert_int_equal(
        import_file(state->store, &actor, &request, &state->arena, &state->problems, &result), ERROR_NONE);
    assert_int_equal(store_read(state->store, &transaction), ERROR_NONE);
    assert_int_equal(export_csv(transaction, &actor, units, gather, &out), ERROR_NONE);
    assert_int_equal(export_csv(transaction, &actor, units, refuse, NULL), ERROR_IO);
    assert_int_equal(export_json(transaction, &actor, units, refuse, NULL), ERROR_IO);
    transaction_end(transaction);
    struct import_request again = request_of("units", out.data);
    assert_int_equal(
        import_file(state->store, &actor, &again, &state->arena, &state->problems, &result), ERROR_NONE);
    assert_int_equal(result.unchanged, 3000);
    buffer_free(&rows);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_stopped_import_leaves_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_organisers_import, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_files_are_stored_together_or_not_at_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_rejected_row_leaves_nothing_for_later_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_preview_says_what_is_in_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_export_comes_in_pieces_and_stops_when_nobody_takes_them, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
