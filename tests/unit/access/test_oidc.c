// SPDX-License-Identifier: Apache-2.0
// Single sign-on without a provider: attempts, settings, claims, and the role that groups give.
#include "unit.h"

#include "access/oidc_account.h"
#include "access/oidc_attempt.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 16 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct oidc_attempt begin(const char *back)
{
    struct oidc_attempt attempt;
    assert_int_equal(oidc_attempt_begin(text_from(back), 1000, &arena, &attempt), ERROR_NONE);
    return attempt;
}

static enum error resume(const char *cookie, const char *state, int64_t now)
{
    struct oidc_attempt attempt;
    return oidc_attempt_resume(text_from(cookie), text_from(state), now, &arena, &attempt);
}

static void an_attempt_is_found_again_by_its_browser(void **state)
{
    (void)state;
    struct oidc_attempt attempt = begin("/products/PROD-1?tab=history"), again;
    assert_int_equal(
        oidc_attempt_resume(text_from(attempt.cookie), text_from(attempt.state), 1600, &arena, &again),
        ERROR_NONE);
    assert_string_equal(again.back, "/products/PROD-1?tab=history");
    assert_string_equal(again.nonce, attempt.nonce);
    assert_string_equal(again.verifier, attempt.verifier);
    assert_string_not_equal(attempt.state, attempt.nonce);
    assert_string_not_equal(attempt.nonce, attempt.verifier);
    assert_null(strstr(attempt.cookie, attempt.state));
}

static void an_attempt_of_another_browser_is_not(void **state)
{
    (void)state;
    struct oidc_attempt attempt = begin("/"), other = begin("/");
    assert_string_not_equal(attempt.state, other.state);
    assert_int_equal(resume(other.cookie, attempt.state, 1001), ERROR_UNAUTHENTICATED);
    assert_int_equal(resume("", attempt.state, 1001), ERROR_UNAUTHENTICATED);
    assert_int_equal(resume(attempt.cookie, "", 1001), ERROR_UNAUTHENTICATED);
    assert_int_equal(resume("x.1000.Lw", attempt.state, 1001), ERROR_UNAUTHENTICATED);
    assert_int_equal(resume(attempt.cookie, attempt.state, 1601), ERROR_UNAUTHENTICATED);
    assert_int_equal(resume(attempt.cookie, attempt.state, 999), ERROR_UNAUTHENTICATED);
    // Time and place are part of it: neither can be changed.
    const char *later = arena_print(&arena, "%.43s.1500.Lw", attempt.cookie);
    assert_int_equal(resume(later, attempt.state, 1501), ERROR_UNAUTHENTICATED);
    const char *elsewhere = arena_print(&arena, "%.43s.1000.L3g", attempt.cookie);
    assert_int_equal(resume(elsewhere, attempt.state, 1001), ERROR_UNAUTHENTICATED);
}

static void it_comes_back_to_this_site_only(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "x", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\r\nb", "/\xC3\xA4"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_string_equal(begin(wrong[i]).back, "/");
    char longest[OIDC_BACK_MAXIMUM + 2];
    memset(longest, 'a', sizeof longest);
    longest[0] = '/';
    longest[OIDC_BACK_MAXIMUM + 1] = '\0';
    assert_string_equal(begin(longest).back, "/");
    longest[OIDC_BACK_MAXIMUM] = '\0';
    assert_string_equal(begin(longest).back, longest);
}

// The example of RFC 7636, appendix B.
static void the_challenge_is_as_the_standard_has_it(void **state)
{
    (void)state;
    char challenge[OIDC_VALUE_SIZE];
    oidc_digest(TEXT("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), 32, challenge);
    assert_string_equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static enum error accept(const char *name, const char *value)
{
    struct problem_list problems;
    problem_list_init(&problems, &arena);
    enum error error = oidc_setting_accept(name, text_from(value), &arena, &problems);
    if (error == ERROR_INVALID) assert_string_equal(problems.first->field, name);
    return error;
}

static void settings_say_what_they_take(void **state)
{
    (void)state;
    static const struct {
        const char *name, *good[4], *bad[8];
    } rows[] = {
        {"oidc.issuer",
            {"https://login.example.com/realms/company", "https://a.example:8443/", "http://localhost:3000",
                "http://[::1]:3000"},
            {"login.example.com", "http://login.example.com", "https://", "https://a.example/?x=1",
                "https://u@a.example", "https://a.example/#x", "https://a b",
                "http://127.0.0.1.evil.example"}},
        {"oidc.client_id", {"tandem", "0oa1.apps"}, {"a b", "a\"b", "\xC3\xA4"}},
        {"oidc.scopes", {"openid", "openid email"}, {"email", "openid  email", "openid,email"}},
        {"oidc.groups_claim", {"groups", "realm_access.roles"}, {"\xFF"}},
        {"oidc.roles", {"admins=administrator", "a=member, b=viewer", "cn=a b=organiser"},
            {"admins", "=member", "a=owner", "a=member,", "a=member b=viewer,c"}},
        {"oidc.default_role", {"viewer", "member"}, {"owner", "none"}},
        {"oidc.label", {"Sign in with Example"}, {"\xFF"}},
        {"oidc.create_accounts", {"yes", "no"}, {"true", "1"}},
        {"oidc.match_email", {"yes", "no"}, {"Yes"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(oidc_setting_name(i), rows[i].name);
        assert_int_equal(accept(rows[i].name, ""), ERROR_NONE);
        for (size_t j = 0; j < 4 && rows[i].good[j]; j++)
            if (accept(rows[i].name, rows[i].good[j])) fail_msg("%s %s", rows[i].name, rows[i].good[j]);
        for (size_t j = 0; j < 8 && rows[i].bad[j]; j++)
            if (accept(rows[i].name, rows[i].bad[j]) != ERROR_INVALID)
                fail_msg("%s %s", rows[i].name, rows[i].bad[j]);
    }
    assert_null(oidc_setting_name(sizeof rows / sizeof rows[0]));
    assert_int_equal(accept("oidc.secret", "x"), ERROR_NOT_FOUND);
}

static void read_claims(const char *json, const struct oidc_settings *settings, struct oidc_claims *claims)
{
    struct json_document document;
    assert_int_equal(json_document_parse(&document, text_from(json), NULL), ERROR_NONE);
    struct json_value root = json_document_root(&document);
    assert_int_equal(oidc_claims_read(&root, settings, &arena, claims), ERROR_NONE);
    json_document_free(&document);
}

// The role of somebody in these groups: a choice's code, or "none".
static const char *role_of(struct oidc_settings *settings, const char *json)
{
    static struct oidc_claims claims;
    enum access_role role = ACCESS_VIEWER;
    memset(&claims, 0, sizeof claims);
    read_claims(json, settings, &claims);
    return oidc_role_of(settings, &claims, &role) ? access_role_name(role) : "none";
}

static void the_highest_role_of_the_groups_wins(void **state)
{
    (void)state;
    static struct oidc_settings settings = {.groups_claim = TEXT_CONSTANT("groups"),
        .roles = {{TEXT_CONSTANT("product"), ACCESS_MEMBER}, {TEXT_CONSTANT("admins"), ACCESS_ADMINISTRATOR},
            {TEXT_CONSTANT("office"), ACCESS_ORGANISER}},
        .role_count = 3};
    assert_string_equal(role_of(&settings, "{\"groups\":[\"product\"]}"), "member");
    assert_string_equal(role_of(&settings, "{\"groups\":[\"office\",\"product\"]}"), "organiser");
    assert_string_equal(role_of(&settings, "{\"groups\":[\"x\",\"admins\",\"product\"]}"), "administrator");
    assert_string_equal(role_of(&settings, "{\"groups\":\"admins\"}"), "administrator");
    assert_string_equal(
        role_of(&settings, "{\"groups\":[\"Admins\",\"admins \",7,null,[\"admins\"]]}"), "none");
    assert_string_equal(role_of(&settings, "{\"groups\":{\"admins\":true}}"), "none");
    assert_string_equal(role_of(&settings, "{}"), "none");
    settings.has_default_role = true;
    settings.default_role = ACCESS_MEMBER;
    assert_string_equal(role_of(&settings, "{}"), "member");
    settings.groups_claim = TEXT("realm_access.roles");
    assert_string_equal(role_of(&settings, "{\"realm_access\":{\"roles\":[\"admins\"]}}"), "administrator");
    assert_string_equal(role_of(&settings, "{\"realm_access.roles\":[\"office\"]}"), "organiser");
    assert_string_equal(role_of(&settings, "{\"realm_access\":7}"), "member");
}

static void claims_are_read_and_completed(void **state)
{
    (void)state;
    static struct oidc_settings settings = {.groups_claim = TEXT_CONSTANT("groups")};
    static struct oidc_claims claims;
    read_claims("{\"sub\":\"ada\",\"preferred_username\":\" ada \",\"email\":7}", &settings, &claims);
    assert_text_equal(claims.subject, "ada");
    assert_text_equal(claims.name, "ada");
    assert_true(text_is_empty(claims.email));
    read_claims(
        "{\"sub\":\"eve\",\"email\":\"a@example.com\",\"email_verified\":\"true\",\"groups\":[\"x\"]}",
        &settings, &claims);
    assert_text_equal(claims.subject, "ada");
    assert_text_equal(claims.email, "a@example.com");
    assert_true(claims.email_is_verified);
    assert_true(claims.has_groups);
    // What verifies another address does not verify this one.
    read_claims("{\"email\":\"b@example.com\",\"email_verified\":false}", &settings, &claims);
    assert_text_equal(claims.email, "a@example.com");
    assert_true(claims.email_is_verified);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attempt_is_found_again_by_its_browser),
        cmocka_unit_test(an_attempt_of_another_browser_is_not),
        cmocka_unit_test(it_comes_back_to_this_site_only),
        cmocka_unit_test(the_challenge_is_as_the_standard_has_it),
        cmocka_unit_test(settings_say_what_they_take),
        cmocka_unit_test(the_highest_role_of_the_groups_wins),
        cmocka_unit_test(claims_are_read_and_completed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
