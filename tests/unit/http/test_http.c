// SPDX-License-Identifier: Apache-2.0
// Headers of requests, buckets of rates, compression: the small parts of the door.
#include "unit.h"

#include "http/compress.h"
#include "http/entity_tag.h"
#include "http/http.h"
#include "http/rate.h"

static struct request request_with(struct header *headers, size_t count)
{
    return (struct request){.headers = headers, .header_count = count};
}

static bool accepts(const char *value)
{
    struct header header = {TEXT("Accept-Encoding"), text_from(value)};
    struct request request = request_with(&header, 1);
    return request_accepts_encoding(&request, "gzip");
}

static void reads_which_encodings_are_accepted(void **state)
{
    (void)state;
    assert_true(accepts("gzip"));
    assert_true(accepts("br, GZIP ;q=0.5"));
    assert_true(accepts("*"));
    assert_true(accepts("gzip;q=1, *;q=0"));
    assert_false(accepts(""));
    assert_false(accepts("br"));
    assert_false(accepts("gzip;q=0"));
    assert_false(accepts("gzip; q=0.000"));
    assert_false(accepts("gzip;q=0, *"));
    assert_false(accepts("*;q=0"));
    assert_false(accepts("xgzip, gzipx"));
}

static void finds_a_cookie_among_others(void **state)
{
    (void)state;
    struct header headers[] = {{TEXT("Cookie"), TEXT("a=1; tandem_session=abc=; xtandem_session=no")},
        {TEXT("cookie"), TEXT("b=2")}};
    struct request request = request_with(headers, 2);
    assert_text_equal(request_cookie(&request, "tandem_session"), "abc=");
    assert_text_equal(request_cookie(&request, "b"), "2");
    assert_text_equal(request_cookie(&request, "session"), "");
    assert_int_equal(request_header_count(&request, "COOKIE"), 2);
}

static int64_t tag(const char *value, enum error expected)
{
    struct header header = {TEXT("If-Match"), text_from(value)};
    struct request request = request_with(&header, 1);
    int64_t version = -1;
    assert_int_equal(entity_tag_read(&request, NULL, &version), expected);
    return version;
}

static void reads_entity_tags(void **state)
{
    (void)state;
    assert_int_equal(tag("\"3\"", ERROR_NONE), 3);
    assert_int_equal(tag(" W/\"12\" ", ERROR_NONE), 12);
    assert_int_equal(tag("*", ERROR_NONE), 0);
    static const char *const bad[] = {"3", "\"\"", "\"0\"", "\"-1\"", "\"3\", \"4\"", "\"3", "\"x\""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        (void)tag(bad[i], ERROR_SYNTAX);
}

static void a_bucket_empties_and_fills(void **state)
{
    (void)state;
    struct rate_limiter *limiter = rate_limiter_new(60); // one a second
    assert_non_null(limiter);
    int64_t now = 1000000;
    for (int i = 0; i < 60; i++)
        assert_true(rate_take(limiter, TEXT("USER-1"), now).is_allowed);
    struct rate rate = rate_take(limiter, TEXT("USER-1"), now);
    assert_false(rate.is_allowed);
    assert_int_equal(rate.limit, 60);
    assert_int_equal(rate.remaining, 0);
    assert_in_range(rate.retry, 1, 2);
    assert_in_range(rate.reset, 60, 61);
    assert_true(rate_take(limiter, TEXT("USER-2"), now).is_allowed);
    assert_true(rate_take(limiter, TEXT("USER-1"), now + 1500000).is_allowed);
    assert_false(rate_take(limiter, TEXT("USER-1"), now + 1500000).is_allowed);
    rate = rate_take(limiter, TEXT("USER-1"), now + 1000000000);
    assert_int_equal(rate.remaining, 59);
    // A clock that seems to go back takes nothing away and gives nothing.
    assert_true(rate_take(limiter, TEXT("USER-1"), now).is_allowed);
    rate_limiter_free(limiter);
}

static bool is_compressed(const char *type, size_t length, bool holds_secret)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct header header = {TEXT("Accept-Encoding"), TEXT("gzip")};
    struct request request = request_with(&header, 1);
    struct reply reply = {.holds_secret = holds_secret};
    buffer_init(&reply.body, 1 << 20);
    for (size_t i = 0; i < length; i++)
        buffer_character(&reply.body, 'x');
    reply_header(&reply, "Content-Type", type);
    compress_reply(&request, &reply);
    bool result = reply_header_value(&reply, "Content-Encoding") != NULL;
    assert_true(result ? reply.body.length < length : reply.body.length == length);
    buffer_free(&reply.body);
    arena_free(&arena);
    return result;
}

static void compresses_long_texts_without_secrets(void **state)
{
    (void)state;
    assert_true(is_compressed("application/json", 5000, false));
    assert_true(is_compressed("text/csv; charset=utf-8", 5000, false));
    assert_false(is_compressed("application/json", COMPRESS_MINIMUM - 1, false));
    assert_false(is_compressed("application/json", 5000, true));
    assert_false(is_compressed("image/png", 5000, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_which_encodings_are_accepted),
        cmocka_unit_test(finds_a_cookie_among_others),
        cmocka_unit_test(reads_entity_tags),
        cmocka_unit_test(a_bucket_empties_and_fills),
        cmocka_unit_test(compresses_long_texts_without_secrets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
