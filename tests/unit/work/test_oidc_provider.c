// SPDX-License-Identifier: Apache-2.0
// The flow of signing in against a provider that the test plays: what is sent to it, what is kept of it, and
// what is made of each wrong reply. And what may be asked over the network at all.
#include "unit/access/signer.h"

#include "base/calendar.h"
#include "work/oidc_provider.h"

#define ISSUER "https://login.example.com"
#define NOW INT64_C(1800000000)

// What the provider answers, by address; changed by the cases.
static struct {
    const char *discovery, *keys, *token, *userinfo;
    long status;      // of the token
    unsigned asked;   // in all
    unsigned of_keys; // how often the keys were asked for
    char form[2000], authorization[400];
    bool inside_token, inside_keys;
    bool is_away;
} played;

static struct arena arena;
static struct signer first, second;
static struct oidc_settings settings;
static struct oidc_attempt attempt;

static void remember(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text ? text : "");
}

static enum error play(const struct fetch_request *request, struct fetch_reply *reply)
{
    *reply = (struct fetch_reply){.status = 200};
    buffer_init(&reply->body, FETCH_MAXIMUM);
    played.asked++;
    if (played.is_away) {
        remember(reply->message, sizeof reply->message, "no way there");
        return ERROR_UNAVAILABLE;
    }
    const char *body = NULL;
    if (strcmp(request->address, ISSUER "/.well-known/openid-configuration") == 0) body = played.discovery;
    if (strcmp(request->address, "https://keys.example.com/set") == 0) {
        body = played.keys;
        played.of_keys++;
        played.inside_keys = request->may_be_inside;
    }
    if (strcmp(request->address, ISSUER "/token") == 0) {
        body = played.token;
        reply->status = played.status;
        played.inside_token = request->may_be_inside;
        remember(played.form, sizeof played.form, request->form);
        remember(played.authorization, sizeof played.authorization, request->authorization);
    }
    if (strcmp(request->address, ISSUER "/me") == 0) body = played.userinfo;
    if (body)
        buffer_string(&reply->body, body);
    else
        reply->status = 404;
    return ERROR_NONE;
}

static const char *keys_of(const struct signer *signer)
{
    return arena_print(&arena, "{\"keys\":[%s]}", signer_key(signer, false, &arena));
}

static const char *tokens_of(const struct signer *signer, const char *more)
{
    const char *claims = arena_print(&arena,
        "{\"iss\":\"" ISSUER "\",\"sub\":\"ada\",\"aud\":\"tandem\",\"exp\":1800000300,\"iat\":1800000000,"
        "\"nonce\":\"%s\"%s}",
        attempt.nonce, more);
    return arena_print(&arena, "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"id_token\":\"%.*s\"}",
        TEXT_PRINT(signer_sign(signer, claims, &arena)));
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 16 << 20);
    calendar_set_clock(NOW * 1000);
    if (!first.key) {
        first = signer_make("ES256", "first", 0);
        second = signer_make("ES256", "second", 0);
    }
    settings = (struct oidc_settings){.issuer = TEXT_CONSTANT(ISSUER),
        .client_id = TEXT_CONSTANT("tandem"),
        .scopes = TEXT_CONSTANT("openid email"),
        .groups_claim = TEXT_CONSTANT("groups")};
    memset(&played, 0, sizeof played);
    played.status = 200;
    played.discovery =
        "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/go?x=1\","
        "\"token_endpoint\":\"" ISSUER "/token\",\"jwks_uri\":\"https://keys.example.com/set\","
        "\"userinfo_endpoint\":\"" ISSUER "/me\"}";
    played.keys = keys_of(&first);
    if (oidc_attempt_begin(TEXT("/"), NOW, &arena, &attempt)) return -1;
    played.token = tokens_of(&first, ",\"email\":\"ada@example.com\"");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    calendar_set_clock(0);
    arena_free(&arena);
    return 0;
}

static struct oidc_provider *provider_of(const char *secret)
{
    struct oidc_provider *provider = oidc_provider_new(play, text_from(secret));
    assert_non_null(provider);
    return provider;
}

// "none", or the code of the refusal and the reason.
static const char *finish_at(struct oidc_provider *provider, const char *issuer, struct oidc_claims *claims)
{
    struct oidc_failure failure;
    const struct oidc_return back = {TEXT("the code"), text_from(issuer), "http://127.0.0.1:1/back"};
    enum error error = oidc_provider_finish(provider, &settings, &attempt, &back, &arena, claims, &failure);
    if (error != ERROR_FORBIDDEN) return error_name(error);
    return arena_print(&arena, "%s: %s", oidc_refusals.choices[failure.refusal].code, failure.reason);
}

static const char *finish(void)
{
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("secret");
    const char *outcome = finish_at(provider, "", &claims);
    oidc_provider_free(provider);
    return outcome;
}

static void the_browser_is_sent_with_all_that_is_needed(void **state)
{
    (void)state;
    struct oidc_provider *provider = provider_of("secret");
    struct oidc_failure failure;
    const char *address = NULL;
    assert_int_equal(oidc_provider_begin(provider, &settings, &attempt, "http://127.0.0.1:1/back", &arena,
                         &address, &failure),
        ERROR_NONE);
    assert_string_equal(address,
        arena_print(&arena,
            ISSUER
            "/go?x=1&response_type=code&client_id=tandem&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A1%%2Fback"
            "&scope=openid%%20email&state=%s&nonce=%s&code_challenge=%s&code_challenge_method=S256",
            attempt.state, attempt.nonce, attempt.challenge));
    assert_null(strstr(address, attempt.verifier));
    // Discovery is kept.
    assert_int_equal(
        oidc_provider_begin(provider, &settings, &attempt, "x", &arena, &address, &failure), ERROR_NONE);
    assert_int_equal(played.asked, 1);
    oidc_provider_free(provider);
}

static void the_code_is_exchanged_and_the_claims_are_read(void **state)
{
    (void)state;
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("s:e cret");
    assert_string_equal(finish_at(provider, ISSUER, &claims), "none");
    oidc_provider_free(provider);
    assert_text_equal(claims.subject, "ada");
    assert_text_equal(claims.email, "ada@example.com");
    assert_string_equal(played.form, arena_print(&arena,
                                         "grant_type=authorization_code&code=the%%20code&redirect_uri=http%%"
                                         "3A%%2F%%2F127.0.0.1%%3A1%%2Fback"
                                         "&code_verifier=%s",
                                         attempt.verifier));
    assert_string_equal(played.authorization, "Basic dGFuZGVtOnMlM0FlJTIwY3JldA=="); // tandem:s%3Ae%20cret
    // Only where the administrator said that the provider is may it be inside.
    assert_true(played.inside_token);
    assert_false(played.inside_keys);
}

static void the_secret_goes_where_the_provider_takes_it(void **state)
{
    (void)state;
    played.discovery = arena_print(&arena,
        "{\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"],%s", played.discovery + 1);
    assert_string_equal(finish(), "none");
    assert_string_equal(played.authorization, "");
    assert_non_null(strstr(played.form, "&client_id=tandem&client_secret=secret"));
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("");
    assert_string_equal(finish_at(provider, "", &claims), "none");
    oidc_provider_free(provider);
    assert_non_null(strstr(played.form, "&client_id=tandem"));
    assert_null(strstr(played.form, "client_secret"));
}

static void new_keys_are_fetched_but_not_all_the_time(void **state)
{
    (void)state;
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("secret");
    assert_string_equal(finish_at(provider, "", &claims), "none");
    assert_string_equal(finish_at(provider, "", &claims), "none");
    assert_int_equal(played.of_keys, 1);
    played.keys = keys_of(&second);
    played.token = tokens_of(&second, ",\"email\":\"ada@example.com\"");
    assert_string_equal(finish_at(provider, "", &claims), "none");
    assert_int_equal(played.of_keys, 2);
    // Whoever sends tokens with keys that nobody has does not make the server ask each time.
    played.token = tokens_of(&first, "");
    for (unsigned i = 0; i < 5; i++)
        assert_string_equal(finish_at(provider, "", &claims),
            "token: the token cannot be trusted: it is signed by a key that the provider does not publish");
    assert_int_equal(played.of_keys, 2);
    oidc_provider_free(provider);
}

static void what_the_token_lacks_is_asked_for(void **state)
{
    (void)state;
    static struct oidc_claims claims;
    settings.roles[0] = (struct oidc_role){TEXT("product"), ACCESS_MEMBER};
    settings.role_count = 1;
    played.userinfo = "{\"sub\":\"ada\",\"groups\":[\"product\"],\"email\":\"other@example.com\"}";
    struct oidc_provider *provider = provider_of("secret");
    assert_string_equal(finish_at(provider, "", &claims), "none");
    assert_int_equal(claims.group_count, 1);
    assert_text_equal(claims.email, "ada@example.com");
    played.userinfo = "{\"sub\":\"eve\",\"groups\":[\"product\"]}";
    assert_string_equal(
        finish_at(provider, "", &claims), "token: the userinfo page is about somebody else (sub)");
    played.userinfo = NULL; // its failure must not take a role away
    assert_string_equal(
        finish_at(provider, "", &claims), "unreachable: the userinfo page did not answer: status 404 ");
    oidc_provider_free(provider);
}

static void wrong_replies_have_their_reasons(void **state)
{
    (void)state;
    played.status = 400;
    played.token = "{\"error\":\"invalid_grant\",\"error_description\":\"secret things\"}";
    assert_string_equal(finish(), "provider: the provider gave no token: status 400, invalid_grant");
    played.status = 401;
    played.token = "{\"error\":\"invalid_client\"}";
    assert_string_equal(finish(), "configuration: the provider gave no token: status 401, invalid_client");
    played.status = 200;
    played.token = "{\"access_token\":\"at\"}";
    assert_string_equal(finish(), "provider: the provider sent no ID token; is openid among the scopes?");
    played.token = "<html>";
    assert_string_equal(finish(), "provider: the token reply is no JSON");
    played.token = tokens_of(&first, ",\"azp\":\"other\"");
    assert_string_equal(finish(), "token: the token cannot be trusted: it was made for somebody else (azp)");
    played.keys = "{}";
    assert_string_equal(finish(),
        "token: the token cannot be trusted: it is signed by a key that the provider does not publish");
    played.keys = NULL;
    assert_string_equal(finish(), "unreachable: https://keys.example.com/set: it answers with status 404");
}

static void discovery_has_to_be_of_the_issuer_and_safe(void **state)
{
    (void)state;
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("secret");
    assert_string_equal(finish_at(provider, "https://evil.example", &claims),
        "token: the redirect came from another issuer (iss)");
    oidc_provider_free(provider);
    const char *good = played.discovery;
    played.discovery =
        arena_print(&arena, "{\"authorization_response_iss_parameter_supported\":true,%s", good + 1);
    assert_string_equal(finish(), "token: the redirect came from another issuer (iss)");
    static const char unsafe[] =
        "configuration: the discovery document lacks a safe address for authorization, tokens or keys";
    played.discovery =
        "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/go\","
        "\"token_endpoint\":\"http://login.example.com/token\",\"jwks_uri\":\"" ISSUER "/keys\"}";
    assert_string_equal(finish(), unsafe);
    played.discovery = "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"javascript:x\","
                       "\"token_endpoint\":\"" ISSUER "/token\",\"jwks_uri\":\"file:///etc/passwd\"}";
    assert_string_equal(finish(), unsafe);
    // Plain http on this machine is the issuer's own only.
    played.discovery = "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/go\","
                       "\"token_endpoint\":\"http://127.0.0.1/token\",\"jwks_uri\":\"" ISSUER "/keys\"}";
    assert_string_equal(finish(), unsafe);
    played.discovery = "{\"issuer\":\"" ISSUER "/\"}";
    assert_string_equal(finish(),
        "configuration: the discovery document is of another issuer than oidc.issuer, to the letter");
    played.discovery = "[";
    assert_string_equal(finish(), "provider: the discovery document is no JSON");
    settings.issuer = TEXT("http://login.example.com");
    assert_string_equal(finish(), "configuration: oidc.issuer is no address that begins with https://");
}

static void a_provider_that_is_away_is_left_alone_for_a_moment(void **state)
{
    (void)state;
    static struct oidc_claims claims;
    struct oidc_provider *provider = provider_of("secret");
    played.is_away = true;
    assert_string_equal(finish_at(provider, "", &claims),
        "unreachable: " ISSUER "/.well-known/openid-configuration: no way there");
    for (unsigned i = 0; i < 5; i++)
        assert_string_equal(finish_at(provider, "", &claims), "unreachable: it did not answer a moment ago");
    assert_int_equal(played.asked, 1);
    oidc_provider_free(provider);
}

// No packet leaves for these: they are refused by their text, or by the address that they resolve to.
static void nothing_inside_is_asked_over_the_network(void **state)
{
    (void)state;
    static const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(unsetenv(proxies[i]), 0);
    static const char *const no_addresses[] = {
        "http://login.example.com/", "ftp://127.0.0.1/", "file:///etc/passwd", ""};
    struct fetch_reply reply;
    for (size_t i = 0; i < sizeof no_addresses / sizeof no_addresses[0]; i++) {
        assert_int_equal(fetch(&(struct fetch_request){.address = no_addresses[i]}, &reply), ERROR_INVALID);
        buffer_free(&reply.body);
    }
    static const char *const inside[] = {"https://127.0.0.1:9/", "https://10.1.2.3/", "https://192.168.0.1/",
        "https://172.31.0.1/", "https://169.254.169.254/", "https://100.64.0.1/", "https://0.0.0.0/",
        "https://[::1]/", "https://[fd00::1]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/", "https://localhost/", "https://2130706433/", "http://127.0.0.1:9/"};
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        assert_int_equal(fetch(&(struct fetch_request){.address = inside[i]}, &reply), ERROR_UNAVAILABLE);
        if (!strstr(reply.message, "is inside")) fail_msg("%s: %s", inside[i], reply.message);
        buffer_free(&reply.body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_browser_is_sent_with_all_that_is_needed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_code_is_exchanged_and_the_claims_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_secret_goes_where_the_provider_takes_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(new_keys_are_fetched_but_not_all_the_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_token_lacks_is_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_replies_have_their_reasons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(discovery_has_to_be_of_the_issuer_and_safe, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_provider_that_is_away_is_left_alone_for_a_moment, set_up, tear_down),
        cmocka_unit_test(nothing_inside_is_asked_over_the_network),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cjose_jwk_release(first.key);
    cjose_jwk_release(second.key);
    return failed;
}
