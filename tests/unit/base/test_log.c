// SPDX-License-Identifier: Apache-2.0
// Log lines: one line an event whatever the values hold, levels, and values in quotes.
#include "base/calendar.h"
#include "base/log.h"
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>

// What was written to standard error since capture_begin, as a nul-terminated text.
static char captured[8192];
static int pipe_ends[2], real_stderr;

static void capture_begin(void)
{
    assert_return_code(pipe2(pipe_ends, O_NONBLOCK), 0);
    real_stderr = dup(STDERR_FILENO);
    dup2(pipe_ends[1], STDERR_FILENO);
    calendar_set_clock(INT64_C(1795312415123));
}

static void capture_end(void)
{
    dup2(real_stderr, STDERR_FILENO);
    ssize_t length = read(pipe_ends[0], captured, sizeof(captured) - 1);
    captured[length > 0 ? length : 0] = '\0';
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    close(real_stderr);
    calendar_set_clock(0);
}

static void a_line_has_time_level_and_message(void **state)
{
    (void)state;
    capture_begin();
    log_line(LOG_LEVEL_WARNING, "event=%s status=%d", "request", 503);
    capture_end();
    assert_string_equal(captured, "time=2026-11-22T01:53:35.123Z level=warning event=request status=503\n");
}

static void nothing_from_outside_begins_a_line_of_its_own(void **state)
{
    (void)state;
    capture_begin();
    log_line(LOG_LEVEL_INFO, "path=%s", "/a\nlevel=error\r\x1b[31m\x7f\xff\xc2\x9b\xc3\xa9\t.");
    capture_end();
    assert_string_equal(captured,
        "time=2026-11-22T01:53:35.123Z level=info "
        "path=/a\\x0alevel=error\\x0d\\x1b[31m\\x7f\\xff\\xc2\\x9b\xc3\xa9\\x09.\n");
}

static void lines_below_the_level_are_dropped(void **state)
{
    (void)state;
    capture_begin();
    log_line(LOG_LEVEL_DEBUG, "event=quiet");
    log_set_level(LOG_LEVEL_ERROR);
    log_line(LOG_LEVEL_WARNING, "event=quiet");
    log_set_level(LOG_LEVEL_NONE);
    log_line(LOG_LEVEL_ERROR, "event=quiet");
    log_set_level(LOG_LEVEL_DEBUG);
    log_line(LOG_LEVEL_DEBUG, "event=loud");
    log_set_level(LOG_LEVEL_INFO);
    capture_end();
    assert_string_equal(captured, "time=2026-11-22T01:53:35.123Z level=debug event=loud\n");
}

static void a_long_line_is_cut(void **state)
{
    (void)state;
    capture_begin();
    log_line(LOG_LEVEL_INFO, "text=%6000d", 1);
    capture_end();
    assert_in_range(strlen(captured), 4000, 4200);
    assert_int_equal(captured[strlen(captured) - 1], '\n');
}

static void values_get_quotes_when_they_need_them(void **state)
{
    (void)state;
    char out[LOG_VALUE_SIZE];
    assert_string_equal(log_value(TEXT("plain-1"), out), "plain-1");
    assert_string_equal(log_value(TEXT(""), out), "\"\"");
    assert_string_equal(log_value(TEXT("a user=admin"), out), "\"a user=admin\"");
    assert_string_equal(log_value(TEXT("say \"no\" \\"), out), "\"say \\\"no\\\" \\\\\"");
    assert_string_equal(log_value(TEXT("a\nb"), out), "\"a\\x0ab\"");
    char letters[1000];
    memset(letters, '"', sizeof(letters));
    log_value((struct text){letters, sizeof(letters)}, out);
    assert_in_range(strlen(out), LOG_VALUE_SIZE - 4, LOG_VALUE_SIZE - 1);
    assert_int_equal(out[strlen(out) - 1], '"');
    assert_int_equal(out[strlen(out) - 2], '"');
    assert_int_equal(out[strlen(out) - 3], '\\');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_and_message),
        cmocka_unit_test(nothing_from_outside_begins_a_line_of_its_own),
        cmocka_unit_test(lines_below_the_level_are_dropped),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(values_get_quotes_when_they_need_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
