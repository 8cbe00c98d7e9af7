// SPDX-License-Identifier: Apache-2.0
// Whom an OpenID provider vouches for, and which account that opens, makes or leaves shut. The same on both
// databases.
#include "records_fixture.h"

#include "access/oidc_account.h"

struct arriving {
    struct fixture *fixture;
    struct oidc_settings settings;
    struct oidc_claims claims;
    struct account account;
    enum oidc_refusal refusal;
};

static enum error enter_write(struct transaction *transaction, void *closure)
{
    struct arriving *arriving = closure;
    return oidc_account_enter(transaction, &arriving->settings, &arriving->claims, &arriving->fixture->arena,
        &arriving->account, &arriving->refusal);
}

// The key and role of the account, or the code of the refusal.
static const char *enter(struct arriving *arriving)
{
    enum error error = store_write(arriving->fixture->store, enter_write, arriving);
    if (error == ERROR_FORBIDDEN) return oidc_refusals.choices[arriving->refusal].code;
    if (error) return error_name(error);
    return arena_print(&arriving->fixture->arena, "%.*s %s", TEXT_PRINT(arriving->account.user),
        access_role_name(arriving->account.role));
}

// Somebody called ada in the group; groups map as in the documentation, and accounts are made.
static struct arriving *arriving_in(struct fixture *fixture, const char *group)
{
    struct arriving *arriving = arena_object(&fixture->arena, struct arriving);
    assert_non_null(arriving);
    *arriving = (struct arriving){
        .fixture = fixture,
        .settings = {.issuer = TEXT_CONSTANT("https://login.example.com"),
            .client_id = TEXT_CONSTANT("tandem"),
            .roles = {{TEXT_CONSTANT("admins"), ACCESS_ADMINISTRATOR},
                {TEXT_CONSTANT("product"), ACCESS_MEMBER}},
            .role_count = 2,
            .creates_accounts = true},
        .claims = {.subject = TEXT_CONSTANT("ada"),
            .email = TEXT_CONSTANT("Ada@Example.com"),
            .name = TEXT_CONSTANT("Ada"),
            .email_is_verified = true,
            .has_groups = true,
            .groups = {text_from(group)},
            .group_count = 1},
    };
    return arriving;
}

static void the_first_time_makes_an_account_and_the_next_finds_it(void **state)
{
    struct fixture *fixture = *state;
    struct arriving *arriving = arriving_in(fixture, "product");
    assert_string_equal(enter(arriving), "USER-1 member");
    const struct record *user = get(fixture, "USER-1");
    assert_string_equal(shown(fixture, user, "email"), "ada@example.com");
    assert_string_equal(shown(fixture, user, "subject"), "https://login.example.com ada");
    // The address may change; who it is does not.
    arriving->claims.email = TEXT("lovelace@example.com");
    assert_string_equal(enter(arriving), "USER-1 member");
    // The same name at another issuer is somebody else.
    arriving->settings.issuer = TEXT("https://other.example.com");
    assert_string_equal(enter(arriving), "USER-2 member");
}

static void the_role_follows_the_groups(void **state)
{
    struct fixture *fixture = *state;
    create(
        fixture, "users", GIVEN({"name", "Root"}, {"email", "root@example.com"}, {"role", "administrator"}));
    struct arriving *arriving = arriving_in(fixture, "product");
    assert_string_equal(enter(arriving), "USER-2 member");
    arriving->claims.groups[0] = TEXT("admins");
    assert_string_equal(enter(arriving), "USER-2 administrator");
    arriving->claims.groups[0] = TEXT("nothing");
    assert_string_equal(enter(arriving), "role");
    assert_string_equal(shown(fixture, get(fixture, "USER-2"), "role"), "administrator");
    arriving->settings.has_default_role = true;
    arriving->settings.default_role = ACCESS_VIEWER;
    assert_string_equal(enter(arriving), "USER-2 viewer");
    assert_non_null(strstr(history_of(fixture, "USER-2"), "viewer"));
    // Without a mapping, roles are given in Tandem.
    arriving->settings.role_count = 0;
    update(fixture, "USER-2", GIVEN({"role", "organiser"}));
    assert_string_equal(enter(arriving), "USER-2 organiser");
}

static void the_last_administrator_stays_one(void **state)
{
    struct fixture *fixture = *state;
    struct arriving *arriving = arriving_in(fixture, "admins");
    assert_string_equal(enter(arriving), "USER-1 administrator");
    arriving->claims.groups[0] = TEXT("product");
    assert_string_equal(enter(arriving), "USER-1 administrator");
    create(
        fixture, "users", GIVEN({"name", "Root"}, {"email", "root@example.com"}, {"role", "administrator"}));
    assert_string_equal(enter(arriving), "USER-1 member");
}

static void who_is_not_let_in(void **state)
{
    struct fixture *fixture = *state;
    struct arriving *arriving = arriving_in(fixture, "nothing");
    assert_string_equal(enter(arriving), "role");
    arriving = arriving_in(fixture, "product");
    arriving->settings.creates_accounts = false;
    assert_string_equal(enter(arriving), "account");
    arriving->settings.creates_accounts = true;
    arriving->claims.email_is_verified = false;
    arriving->claims.email_is_unverified = true;
    assert_string_equal(enter(arriving), "email");
    arriving->claims.email = TEXT("");
    assert_string_equal(enter(arriving), "email");
    arriving->claims.email_is_unverified = false;
    arriving->claims.email = TEXT("no address");
    assert_string_equal(enter(arriving), "email");
    arriving->claims.email = TEXT("ada@example.com");
    assert_string_equal(enter(arriving), "USER-1 member");
    update(fixture, "USER-1", GIVEN({"disabled", "true"}));
    assert_string_equal(enter(arriving), "disabled");
}

static void an_account_with_the_address_is_taken_over_only_where_allowed(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "users", GIVEN({"name", "Ada"}, {"email", "ada@example.com"}, {"role", "viewer"}));
    struct arriving *arriving = arriving_in(fixture, "product");
    assert_string_equal(enter(arriving), "taken");
    arriving->settings.matches_email = true;
    arriving->claims.email_is_verified = false;
    assert_string_equal(enter(arriving), "email");
    arriving->claims.email_is_verified = true;
    arriving->claims.groups[0] = TEXT("nothing"); // refused: nothing of it is kept
    assert_string_equal(enter(arriving), "role");
    assert_string_equal(shown(fixture, get(fixture, "USER-1"), "subject"), "");
    arriving->claims.groups[0] = TEXT("product");
    assert_string_equal(enter(arriving), "USER-1 member");
    // Now it is that person's; another one with the address does not get it.
    arriving->claims.subject = TEXT("eve");
    assert_string_equal(enter(arriving), "taken");
    // The company moves to another provider.
    arriving->settings.issuer = TEXT("https://new.example.com");
    assert_string_equal(enter(arriving), "USER-1 member");
    assert_string_equal(shown(fixture, get(fixture, "USER-1"), "subject"), "https://new.example.com eve");
    update(fixture, "USER-1", GIVEN({"disabled", "true"}));
    arriving->settings.issuer = TEXT("https://newer.example.com");
    assert_string_equal(enter(arriving), "disabled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_first_time_makes_an_account_and_the_next_finds_it, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_role_follows_the_groups, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_last_administrator_stays_one, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(who_is_not_let_in, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(
            an_account_with_the_address_is_taken_over_only_where_allowed, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
