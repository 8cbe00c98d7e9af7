// SPDX-License-Identifier: Apache-2.0
// Random tokens and streams, and the digests that tokens are stored as.
#include "base/digest.h"
#include "base/random.h"
#include "unit.h"

static void tokens_are_url_safe_have_their_length_and_differ(void **state)
{
    (void)state;
    for (size_t bytes = 0; bytes < 100; bytes++) {
        char token[RANDOM_TOKEN_SIZE(100)];
        memset(token, '?', sizeof(token));
        random_token(token, bytes);
        assert_int_equal(strlen(token) + 1, RANDOM_TOKEN_SIZE(bytes));
        assert_int_equal(
            strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), strlen(token));
    }
    char one[RANDOM_TOKEN_SIZE(32)], other[RANDOM_TOKEN_SIZE(32)];
    random_token(one, 32);
    random_token(other, 32);
    assert_string_not_equal(one, other);
}

static void every_letter_appears_in_tokens(void **state)
{
    (void)state;
    bool is_seen[256] = {false};
    size_t count = 0;
    char token[RANDOM_TOKEN_SIZE(30000)];
    random_token(token, 30000);
    for (const char *letter = token; *letter; letter++) {
        count += !is_seen[(unsigned char)*letter];
        is_seen[(unsigned char)*letter] = true;
    }
    assert_int_equal(count, 64); // 40000 letters: one is missing with a probability below 1e-270
}

// The state after seeding with splitmix64, and the first numbers, computed from the published reference code.
static void a_stream_gives_the_published_numbers(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 0);
    assert_true(stream.state[0] == UINT64_C(0xE220A8397B1DCDAF));
    assert_true(stream.state[1] == UINT64_C(0x6E789E6AA1B965F4));
    stream = (struct random_stream){{1, 2, 3, 4}};
    assert_true(random_stream_next(&stream) == UINT64_C(41943041));
    assert_true(random_stream_next(&stream) == UINT64_C(58720359));
    assert_true(random_stream_next(&stream) == UINT64_C(3588806011781223));
    assert_true(random_stream_next(&stream) == UINT64_C(3591011842654386));
}

static void numbers_below_a_bound_are_even(void **state)
{
    (void)state;
    struct random_stream stream;
    int counts[6] = {0};
    random_stream_init(&stream, 5);
    for (int i = 0; i < 60000; i++)
        counts[random_stream_below(&stream, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(counts[i], 9600, 10400); // more than four standard deviations, at a fixed seed
    assert_int_equal(random_stream_below(&stream, 0), 0);
    assert_int_equal(random_stream_below(&stream, 1), 0);
    double sum = 0;
    for (int i = 0; i < 10000; i++) {
        double real = random_stream_real(&stream);
        assert_true(real >= 0 && real < 1);
        sum += real;
    }
    assert_true(sum > 4900 && sum < 5100);
}

// Known answers: RFC 7693 has none for 256 bits; these are from b2sum -l 256 (GNU coreutils 9.1).
static void digests_are_blake2b_256(void **state)
{
    (void)state;
    char out[DIGEST_HEX_SIZE];
    digest_hex(TEXT(""), out);
    assert_string_equal(out, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    digest_hex(TEXT("abc"), out);
    assert_string_equal(out, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_url_safe_have_their_length_and_differ),
        cmocka_unit_test(every_letter_appears_in_tokens),
        cmocka_unit_test(a_stream_gives_the_published_numbers),
        cmocka_unit_test(numbers_below_a_bound_are_even),
        cmocka_unit_test(digests_are_blake2b_256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
