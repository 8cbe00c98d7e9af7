// SPDX-License-Identifier: Apache-2.0
// ID tokens: good ones of each algorithm, and every way in which one can be bad.
#include "unit/access/signer.h"

#include "access/oidc_attempt.h"
#include "access/oidc_token.h"

#define NOW 1800000000

static struct arena arena;
static struct signer rsa, pss, curve, other, small, shared;
static const char *keys;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 16 << 20);
    rsa = signer_make("RS256", "one", 2048);
    pss = signer_make("PS256", "two", 2048);
    curve = signer_make("ES256", "three", 0);
    other = signer_make("RS256", "one", 2048);
    small = signer_make("RS256", "small", 1024);
    shared = signer_make("HS256", "four", 256);
    keys = arena_print(&arena, "{\"keys\":[%s,%s,%s,%s,%s]}", signer_key(&rsa, false, &arena),
        signer_key(&pss, false, &arena), signer_key(&curve, false, &arena), signer_key(&small, false, &arena),
        signer_key(&shared, true, &arena));
    return keys ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    struct signer *signers[] = {&rsa, &pss, &curve, &other, &small, &shared};
    for (size_t i = 0; i < sizeof signers / sizeof signers[0]; i++)
        cjose_jwk_release(signers[i]->key);
    arena_free(&arena);
    return 0;
}

static const struct oidc_expectation expectation = {
    .issuer = TEXT_CONSTANT("https://login.example.com"),
    .client_id = TEXT_CONSTANT("tandem"),
    .nonce = TEXT_CONSTANT("the-nonce"),
    .access_token = TEXT_CONSTANT("the-access-token"),
    .now = NOW,
};

// What a good token says, with one claim put in place of another text; NULL: as it is.
static const char *claims_with(const char *from, const char *to)
{
    static const char good[] = "{\"iss\":\"https://login.example.com\",\"sub\":\"ada\",\"aud\":\"tandem\","
                               "\"exp\":1800000300,\"iat\":1799999990,\"nonce\":\"the-nonce\"}";
    if (!from) return good;
    const char *place = strstr(good, from);
    if (!place) fail_msg("no %s in the claims", from);
    return arena_print(&arena, "%.*s%s%s", (int)(place - good), good, to, place + strlen(from));
}

// "none", "not-found", or the reason of a refusal.
static const char *verify_with(const char *set, struct text token)
{
    struct json_document document, claims = {0};
    const char *reason = "no reason";
    assert_int_equal(json_document_parse(&document, text_from(set), NULL), ERROR_NONE);
    struct json_value root = json_document_root(&document);
    enum error error = oidc_token_verify(token, &root, &expectation, &arena, &claims, &reason);
    json_document_free(&document);
    json_document_free(&claims);
    return error == ERROR_UNAUTHENTICATED ? reason : error_name(error);
}

static const char *verify(struct text token)
{
    return verify_with(keys, token);
}

static void signed_by(const char *from, const char *to, const char *expected)
{
    assert_string_equal(verify(signer_sign(&rsa, claims_with(from, to), &arena)), expected);
}

static void takes_what_the_issuer_signed(void **state)
{
    (void)state;
    const struct signer *signers[] = {&rsa, &pss, &curve};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(verify(signer_sign(signers[i], claims_with(NULL, NULL), &arena)), "none");
    signed_by("\"tandem\"", "[\"tandem\"]", "none");
    signed_by("\"tandem\"", "[\"x\",\"tandem\"],\"azp\":\"tandem\"", "none");
    signed_by("1800000300", "1800000300.5", "none");
    char hash[OIDC_VALUE_SIZE];
    oidc_digest(expectation.access_token, 16, hash);
    signed_by("\"sub\"", arena_print(&arena, "\"at_hash\":\"%s\",\"sub\"", hash), "none");
    // Clocks may differ by a minute.
    signed_by("1800000300", "1799999960", "none");
    signed_by("1799999990", "1800000050", "none");
}

static void refuses_what_somebody_else_signed(void **state)
{
    (void)state;
    assert_string_equal(
        verify(signer_sign(&other, claims_with(NULL, NULL), &arena)), "its signature is wrong");
    struct signer stranger = other;
    stranger.kid = "five";
    assert_string_equal(verify(signer_sign(&stranger, claims_with(NULL, NULL), &arena)), "not-found");
    // Neither a key for another algorithm, nor one that is too short.
    struct signer mixed = rsa;
    mixed.kid = "three";
    assert_string_equal(verify(signer_sign(&mixed, claims_with(NULL, NULL), &arena)), "not-found");
    assert_string_equal(verify(signer_sign(&small, claims_with(NULL, NULL), &arena)),
        "its key or signature has not the length it should have");
    // Changed after it was signed.
    struct text token = signer_sign(&curve, claims_with(NULL, NULL), &arena);
    char *changed = arena_text(&arena, token.data, token.length);
    assert_non_null(changed);
    char *claims = strchr(changed, '.') + 10;
    *claims = *claims == 'A' ? 'B' : 'A';
    assert_string_equal(verify(text_from(changed)), "its signature is wrong");
}

static void refuses_algorithms_that_prove_nothing(void **state)
{
    (void)state;
    static const char none[] = "it is signed by no algorithm that is taken (RS256, PS256, ES256)";
    const char *claims = claims_with(NULL, NULL);
    assert_string_equal(verify(signer_forge("{\"alg\":\"none\"}", claims, "eA", &arena)), none);
    assert_string_equal(
        verify(signer_forge("{\"alg\":\"None\",\"kid\":\"one\"}", claims, "eA", &arena)), none);
    assert_string_equal(verify(signer_forge("{\"kid\":\"one\"}", claims, "eA", &arena)), none);
    assert_string_equal(
        verify(signer_forge("{\"alg\":\"none\"}", claims, "", &arena)), "it is no signed token");
    // A shared secret, even one that the set holds; and the public key taken for a secret.
    assert_string_equal(verify(signer_sign(&shared, claims, &arena)), none);
    const char *public = signer_key(&rsa, false, &arena);
    cjose_err failure;
    struct signer confused = {.algorithm = "HS256", .kid = "one"};
    confused.key = cjose_jwk_create_oct_spec((const uint8_t *)public, strlen(public), &failure);
    assert_string_equal(verify(signer_sign(&confused, claims, &arena)), none);
    cjose_jwk_release(confused.key);
    assert_string_equal(
        verify(signer_forge(
            "{\"alg\":\"RS256\",\"kid\":\"one\",\"crit\":[\"b64\"],\"b64\":false}", claims, "eA", &arena)),
        "its header asks for what is not known");
    assert_string_equal(verify(signer_forge("{\"alg\":\"ES256\",\"kid\":\"three\"}", claims, "eA", &arena)),
        "its key or signature has not the length it should have");
}

static void refuses_what_is_no_token(void **state)
{
    (void)state;
    static const char *const texts[] = {"", ".", "..", "a.b", "a..b", "a.b.c.d", "a.b.c.d.e"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_string_equal(verify(text_from(texts[i])), "it is no signed token");
    assert_string_equal(verify(TEXT("!.b.c")), "it is not in base64 as it should be");
    assert_string_equal(verify(signer_forge("[", "{}", "eA", &arena)), "its header is no JSON");
    assert_string_equal(verify(signer_forge("{\"alg\":\"RS256\",\"alg\":\"none\"}", "{}", "eA", &arena)),
        "its header is no JSON");
    char *long_one = arena_allocate(&arena, OIDC_TOKEN_MAXIMUM + 2);
    assert_non_null(long_one);
    memset(long_one, 'a', OIDC_TOKEN_MAXIMUM + 1);
    assert_string_equal(verify(text_from(long_one)), "it is too long");
    assert_string_equal(verify(signer_sign(&rsa, "[]", &arena)), "what it says is no object");
    assert_string_equal(verify(signer_sign(&rsa, "x", &arena)), "what it says is no JSON");
    assert_string_equal(verify_with("[]", signer_sign(&rsa, "{}", &arena)), "not-found");
}

static void refuses_what_is_for_others(void **state)
{
    (void)state;
    signed_by("login.example.com", "login.example.com/", "it is from another issuer (iss)");
    signed_by("\"iss\"", "\"was\"", "it is from another issuer (iss)");
    signed_by("\"sub\"", "\"was\"", "it does not say who it is about (sub)");
    signed_by("\"ada\"", "\"\"", "it does not say who it is about (sub)");
    signed_by("\"tandem\"", "\"other\"", "it is for somebody else (aud)");
    signed_by("\"tandem\"", "[]", "it is for somebody else (aud)");
    signed_by("\"tandem\"", "{\"tandem\":\"tandem\"}", "it is for somebody else (aud)");
    signed_by("\"tandem\"", "[\"tandem\",\"other\"]",
        "it is for several, and does not say for whom it was made (azp)");
    signed_by(
        "\"tandem\"", "[\"tandem\",\"other\"],\"azp\":\"other\"", "it was made for somebody else (azp)");
    signed_by("\"tandem\"", "\"tandem\",\"azp\":\"other\"", "it was made for somebody else (azp)");
    signed_by("\"the-nonce\"", "\"the-notce\"", "it answers another attempt to sign in (nonce)");
    signed_by("\"nonce\"", "\"was\"", "it answers another attempt to sign in (nonce)");
    signed_by("\"sub\"", "\"at_hash\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"sub\"",
        "it came with another access token (at_hash)");
}

static void refuses_what_is_out_of_time(void **state)
{
    (void)state;
    signed_by("1800000300", "1799999940", "it has expired (exp)");
    signed_by("\"exp\"", "\"was\"", "it does not say until when (exp)");
    signed_by("1800000300", "\"1800000300\"", "it does not say until when (exp)");
    signed_by("\"iat\"", "\"was\"", "it does not say since when (iat)");
    signed_by("1799999990", "1800000061", "it is from the future (iat)");
    signed_by("1799999990", "1799999339", "it is too old (iat)");
    signed_by("\"sub\"", "\"nbf\":1800000061,\"sub\"", "it does not hold yet (nbf)");
}

static void a_key_without_a_name_has_to_be_the_only_one(void **state)
{
    (void)state;
    struct signer nameless = signer_make("RS256", NULL, 2048);
    struct text token = signer_sign(&nameless, claims_with(NULL, NULL), &arena);
    const char *own = signer_key(&nameless, false, &arena);
    assert_string_equal(verify_with(arena_print(&arena, "{\"keys\":[%s]}", own), token), "none");
    assert_string_equal(verify(token), "it does not say which of several keys it is signed by");
    // Keys for other things do not count.
    const char *encrypting = arena_print(&arena, "{\"use\":\"enc\",%s", signer_key(&rsa, false, &arena) + 1);
    assert_string_equal(
        verify_with(arena_print(&arena, "{\"keys\":[%s,%s]}", encrypting, own), token), "none");
    const char *only = arena_print(&arena, "{\"keys\":[{\"use\":\"enc\",%s]}", own + 1);
    assert_string_equal(verify_with(only, token), "not-found");
    only = arena_print(&arena, "{\"keys\":[{\"key_ops\":[\"sign\"],%s]}", own + 1);
    assert_string_equal(verify_with(only, token), "not-found");
    only = arena_print(&arena, "{\"keys\":[{\"alg\":\"PS256\",%s]}", own + 1);
    assert_string_equal(verify_with(only, token), "not-found");
    cjose_jwk_release(nameless.key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_the_issuer_signed),
        cmocka_unit_test(refuses_what_somebody_else_signed),
        cmocka_unit_test(refuses_algorithms_that_prove_nothing),
        cmocka_unit_test(refuses_what_is_no_token),
        cmocka_unit_test(refuses_what_is_for_others),
        cmocka_unit_test(refuses_what_is_out_of_time),
        cmocka_unit_test(a_key_without_a_name_has_to_be_the_only_one),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
