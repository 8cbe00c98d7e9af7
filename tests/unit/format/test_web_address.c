// SPDX-License-Identifier: Apache-2.0
// Addresses of the web: what is one, where it leads, and what only looks like one.
#include "unit.h"

#include "format/web_address.h"

static struct web_address parse(const char *text)
{
    struct web_address address = {.port = 0};
    if (!web_address_parse(text_from(text), &address)) fail_msg("%s is none", text);
    return address;
}

static void is_taken_apart(void **state)
{
    (void)state;
    struct web_address address = parse("https://login.example.com:8443/a/b?c=d");
    assert_true(address.is_secure);
    assert_text_equal(address.host, "login.example.com");
    assert_int_equal(address.port, 8443);
    assert_text_equal(address.path, "/a/b");
    assert_text_equal(address.query, "c=d");
    address = parse("http://[::1]");
    assert_false(address.is_secure);
    assert_text_equal(address.host, "[::1]");
    assert_int_equal(address.port, 80);
    assert_text_equal(address.path, "");
    assert_int_equal(parse("https://a").port, 443);
}

static void what_only_looks_like_one_is_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "https:", "https://", "ftp://a", "HTTPS://a", "//a", "https:///a",
        "https://user@a", "https://a:", "https://a:x", "https://a:0", "https://a:65536", "https://a:+1",
        "https://a:123456", "https://a#b", "https://a\\b", "https://a b", "https://a\nb", "https://\xC3\xA4",
        "https://[::1", "https://[::1]x", "https://[]", "https://a,b", "https://a%2eb"};
    struct web_address address;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (web_address_parse(text_from(wrong[i]), &address)) fail_msg("%s is one", wrong[i]);
    struct text with_nul = {"https://a\0b", 11};
    assert_false(web_address_parse(with_nul, &address));
}

static void this_machine_is_known_by_its_names(void **state)
{
    (void)state;
    static const char *const here[] = {
        "http://localhost", "http://LocalHost:1", "http://127.0.0.1", "http://[::1]:9"};
    static const char *const away[] = {"http://localhost.example", "http://127.0.0.1.example",
        "http://128.0.0.1", "http://[::2]", "http://local"};
    struct web_address address;
    for (size_t i = 0; i < sizeof here / sizeof here[0]; i++) {
        address = parse(here[i]);
        assert_true(web_address_is_loopback(&address) && web_address_is_safe(&address));
    }
    for (size_t i = 0; i < sizeof away / sizeof away[0]; i++) {
        address = parse(away[i]);
        assert_false(web_address_is_loopback(&address) || web_address_is_safe(&address));
    }
    address = parse("https://away.example");
    assert_true(web_address_is_safe(&address));
}

static void an_origin_is_scheme_host_and_port(void **state)
{
    (void)state;
    struct web_address one = parse("https://a.example/x"), other = parse("https://A.example:443/y?z");
    assert_true(web_address_same_origin(&one, &other));
    static const char *const others[] = {"http://a.example", "https://a.example:444", "https://b.example"};
    for (size_t i = 0; i < 3; i++) {
        other = parse(others[i]);
        assert_false(web_address_same_origin(&one, &other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_taken_apart),
        cmocka_unit_test(what_only_looks_like_one_is_none),
        cmocka_unit_test(this_machine_is_known_by_its_names),
        cmocka_unit_test(an_origin_is_scheme_host_and_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
