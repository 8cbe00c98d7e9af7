// SPDX-License-Identifier: Apache-2.0
// Titles and the roles that one would expect behind them, with the ones that come close.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/title.h"

#define GM (1U << ROLE_GENERAL_MANAGER)
#define HPM (1U << ROLE_HEAD_OF_PRODUCT_MANAGEMENT)
#define HPMM (1U << ROLE_HEAD_OF_PRODUCT_MARKETING)
#define HE (1U << ROLE_HEAD_OF_ENGINEERING)
#define PM (1U << ROLE_PRODUCT_MANAGER)
#define PMM (1U << ROLE_PRODUCT_MARKETING_MANAGER)

static const struct {
    const char *title;
    unsigned roles;
} titles[] = {
    {"Product Manager", PM},
    {"PRODUCT MANAGER", PM},
    {"Senior Product Manager, Leak Detection", PM},
    {"Group Product Manager - Payments", PM},
    {"Principal Technical Product Manager", PM},
    {"Acting Product Manager", PM},
    {"Interim product manager (Sensors)", PM},
    {"Product Line Manager", PM},
    {"Manager, Product Management", PM},
    {"Product Manager & Scrum Master", PM},
    {"Product Marketing Manager", PMM},
    {"Product-Marketing Manager", PMM},
    {"Sr. Product Marketing Manager, EMEA", PMM},
    {"Manager of Product Marketing", PMM},
    {"PMM", PMM},
    {"Product Manager / Product Marketing Manager", PM | PMM},
    {"Head of Product", HPM},
    {"Head of Product Management", HPM},
    {"VP, Product", HPM},
    {"VP Product Management", HPM},
    {"Vice President of Product Management", HPM},
    {"Director, Product Management", HPM},
    {"Senior Director of Products", HPM},
    {"Product Director", HPM},
    {"Chief Product Officer", HPM},
    {"CPO", HPM},
    {"Head of Product Marketing", HPMM},
    {"Director of Product Marketing, Cloud", HPMM},
    {"VP Product Management and Marketing", HPM | HPMM},
    {"Head of Product Management & Product Marketing", HPM | HPMM},
    {"General Manager, City Water", GM},
    {"GM Financials", GM},
    {"Head of Engineering", HE},
    {"VP, Engineering", HE},
    {"Engineering Director", HE},
    // Near misses.
    {"", 0},
    {"Product Owner", 0},
    {"Project Manager", 0},
    {"Program Manager", 0},
    {"Production Manager", 0},
    {"Product Designer", 0},
    {"Product Analyst", 0},
    {"Product Lead", 0},
    {"Product Marketing Specialist", 0},
    {"Product Management Analyst", 0},
    {"Marketing Manager", 0},
    {"Head of Marketing", 0},
    {"Head of Product Operations", 0},
    {"Head of Product Design", 0},
    {"Director of Product Security", 0},
    {"Assistant to the General Manager", 0},
    {"Executive Assistant, VP Product", 0},
    {"Deputy General Manager", 0},
    {"Former Product Manager", 0},
    {"Product Management Intern", 0},
    {"Product Manager Coach", 0},
    {"Engineering Lead, Flow", 0},
    {"Engineering Manager", 0},
    {"Head of Engineering Operations", 0},
    {"Office Manager", 0},
    {"Managing Director", 0},
    {"PM", 0}, // a project manager as well
    {"Founder, Chief Executive", 0},
};

static void titles_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (title_roles(text_from(titles[i].title)) != titles[i].roles)
            fail_msg("\"%s\": %#x, not %#x", titles[i].title, title_roles(text_from(titles[i].title)),
                titles[i].roles);
}

static void any_bytes_are_survived(void **state)
{
    (void)state;
    char bytes[300];
    unsigned random = 7;
    for (int round = 0; round < 20000; round++) {
        const size_t length = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            random = random * 1103515245U + 12345U;
            bytes[i] = (char)(random >> 16);
        }
        (void)title_roles((struct text){bytes, length});
    }
    // Many words, and long ones.
    char long_title[2000];
    memset(long_title, 'a', sizeof long_title);
    assert_int_equal(title_roles((struct text){long_title, sizeof long_title}), 0);
    for (size_t i = 0; i < sizeof long_title; i += 2)
        long_title[i] = ',';
    assert_int_equal(title_roles((struct text){long_title, sizeof long_title}), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_are_read),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
