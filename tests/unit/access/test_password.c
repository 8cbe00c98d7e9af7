// SPDX-License-Identifier: Apache-2.0
// Passwords: what is refused, and that only the right one matches.
#include "unit.h"

#include "access/password.h"

static bool is_refused(const char *password)
{
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    enum error error = password_check(text_from(password), TEXT("ines@example.com"), "password", &problems);
    assert_int_equal(problems.count, error ? 1 : 0);
    if (error) assert_string_equal(problems.first->field, "password");
    arena_free(&arena);
    return error != ERROR_NONE;
}

static void refuses_what_is_easily_guessed(void **state)
{
    (void)state;
    char longest[PASSWORD_MAXIMUM + 2];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "bcd", 3);
    longest[PASSWORD_MAXIMUM] = '\0';
    assert_false(is_refused(longest));
    longest[PASSWORD_MAXIMUM] = 'a';
    longest[PASSWORD_MAXIMUM + 1] = '\0';
    assert_true(is_refused(longest));
    assert_true(is_refused(""));
    assert_true(is_refused("123456789"));
    assert_true(is_refused("ééééé"));
    assert_true(is_refused("aaaaaaaaaaaaaaaa"));
    assert_true(is_refused(" Ines@Example.com "));
    assert_true(is_refused("not utf-8 \xff\xff"));
    assert_false(is_refused("correct horse"));
    assert_false(is_refused("ünïcödë ïs fïne"));
}

static void only_the_right_password_matches(void **state)
{
    (void)state;
    char hash[PASSWORD_HASH_SIZE], again[PASSWORD_HASH_SIZE];
    assert_int_equal(password_hash(TEXT("correct horse"), hash), ERROR_NONE);
    assert_int_equal(password_hash(TEXT("correct horse"), again), ERROR_NONE);
    assert_string_not_equal(hash, again); // the salt is new each time
    assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
    assert_true(password_matches(text_from(hash), TEXT("correct horse")));
    assert_true(password_matches(text_from(again), TEXT("correct horse")));
    assert_false(password_matches(text_from(hash), TEXT("correct horsf")));
    assert_false(password_matches(text_from(hash), TEXT("")));
    assert_false(password_matches(TEXT(""), TEXT("correct horse")));
    assert_false(password_matches(TEXT(""), TEXT("")));
    assert_false(password_matches(TEXT("$argon2id$nonsense"), TEXT("correct horse")));
}

static int set_up(void **state)
{
    (void)state;
    password_set_cost(&password_cost_test);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_easily_guessed),
        cmocka_unit_test(only_the_right_password_matches),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
