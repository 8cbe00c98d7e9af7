// SPDX-License-Identifier: Apache-2.0
// Every part of a work is done once, whatever the number of threads, and work within work comes to its end.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pricing/price_team.h"

enum { parts = 1000 };
struct counting {
    struct price_team *team;
    unsigned done[parts], inner[parts][3];
};

static void count(void *work, size_t number)
{
    struct counting *counting = work;
    counting->done[number]++;
}

static void every_part_is_done_once(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 5, PRICE_TEAM_MAXIMUM, 50};
    (void)state;
    for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++) {
        struct counting counting = {0};
        assert_int_equal(price_team_start(sizes[s], &counting.team), ERROR_NONE);
        for (unsigned round = 1; round <= 50; round++) {
            size_t some = round % 2 ? parts : round % 7;
            price_team_share(counting.team, some, count, &counting);
            for (size_t i = 0; i < some; i++)
                counting.done[i] -= 1;
            for (size_t i = 0; i < parts; i++)
                assert_int_equal(counting.done[i], 0);
        }
        price_team_free(counting.team);
    }
    price_team_free(NULL);
}

struct inner {
    struct counting *counting;
    size_t number;
};

static void count_inner(void *work, size_t number)
{
    struct inner *inner = work;
    inner->counting->inner[inner->number][number]++;
}

static void share_again(void *work, size_t number)
{
    struct inner inner = {work, number};
    price_team_share(inner.counting->team, 3, count_inner, &inner);
}

static void parts_may_share_again(void **state)
{
    static struct counting counting;
    (void)state;
    assert_int_equal(price_team_start(4, &counting.team), ERROR_NONE);
    price_team_share(counting.team, parts, share_again, &counting);
    for (size_t i = 0; i < parts; i++)
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(counting.inner[i][k], 1);
    price_team_free(counting.team);
}

static void the_usual_size_is_of_this_machine(void **state)
{
    (void)state;
    assert_in_range(price_team_usual(), 1, PRICE_TEAM_MAXIMUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_done_once),
        cmocka_unit_test(parts_may_share_again),
        cmocka_unit_test(the_usual_size_is_of_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
