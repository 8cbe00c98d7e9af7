// SPDX-License-Identifier: Apache-2.0
// What is written from the registry against the files that are committed, so that a widened right or a
// changed column is a difference that a review sees. `./dev golden` (TANDEM_GOLDEN_WRITE=1) writes the files
// anew.
#include "check/print.h"
#include "describe/describe.h"
#include "unit.h"
#include "work/resources.h"

static void describe_rules(const struct registry *registry, struct buffer *output)
{
    (void)registry;
    enum error error = check_print_rules_markdown(output);
    assert_int_equal(error, buffer_error(output));
}

static const struct {
    const char *path;
    void (*describe)(const struct registry *registry, struct buffer *output);
} goldens[] = {
    {"tests/golden/schema.sqlite.sql", describe_ddl_sqlite},
    {"tests/golden/schema.postgres.sql", describe_ddl_postgres},
    {"tests/golden/openapi.json", describe_openapi},
    {"tests/golden/permissions.txt", describe_permissions},
    {"tests/golden/csv-templates.txt", describe_csv_templates},
    {"web/src/api/types.ts", describe_typescript},
    {"docs/use/rules.md", describe_rules},
};

static void open_golden(char *out, size_t size, const char *path)
{
    const char *root = getenv("TANDEM_SOURCE_ROOT");
    (void)snprintf(out, size, "%s/%s", root ? root : ".", path);
}

static void write_file(const char *path, struct text content)
{
    FILE *file = fopen(path, "wb");
    if (!file) fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(content.data, 1, content.length, file), content.length);
    assert_int_equal(fclose(file), 0);
}

static void read_file(const char *path, struct buffer *content)
{
    FILE *file = fopen(path, "rb");
    if (!file) return;
    char piece[4096];
    size_t length;
    while ((length = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(content, piece, length);
    (void)fclose(file);
}

// The first line that differs, so that the message shows where to look.
static void compare(const char *path, struct text committed, struct text written)
{
    struct text left, right;
    for (long line = 1;; line++) {
        bool has_left = text_split(&committed, '\n', &left), has_right = text_split(&written, '\n', &right);
        if (!has_left && !has_right) return;
        if (has_left && has_right && text_equal(left, right)) continue;
        fail_msg("%s:%ld differs\n  committed: %.*s\n  now:       %.*s\n"
                 "If the change is meant: ./dev golden, and look at the difference before you commit it.",
            path, line, TEXT_PRINT(has_left ? left : TEXT("(end)")),
            TEXT_PRINT(has_right ? right : TEXT("(end)")));
    }
}

static void what_is_committed_is_what_is_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        char path[1024];
        struct buffer written, committed;
        open_golden(path, sizeof path, goldens[i].path);
        buffer_init(&written, 16 << 20);
        buffer_init(&committed, 16 << 20);
        goldens[i].describe(tandem_registry(), &written);
        assert_int_equal(buffer_error(&written), ERROR_NONE);
        if (getenv("TANDEM_GOLDEN_WRITE")) write_file(path, buffer_view(&written));
        read_file(path, &committed);
        compare(goldens[i].path, buffer_view(&committed), buffer_view(&written));
        buffer_free(&written);
        buffer_free(&committed);
    }
}

static enum error describe_one(void *context)
{
    struct buffer output;
    buffer_init(&output, 16 << 20);
    goldens[*(size_t *)context].describe(tandem_registry(), &output);
    enum error error = buffer_error(&output);
    buffer_free(&output);
    return error;
}

static void memory_that_is_missing_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++)
        assert_true(torture(describe_one, &i) > 0);
}

static void a_full_buffer_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        struct buffer output;
        buffer_init(&output, 100);
        goldens[i].describe(tandem_registry(), &output);
        assert_int_equal(buffer_error(&output), ERROR_LIMIT);
        buffer_free(&output);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_committed_is_what_is_written),
        cmocka_unit_test(memory_that_is_missing_is_said),
        cmocka_unit_test(a_full_buffer_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
