// SPDX-License-Identifier: Apache-2.0
// Header, key, signature, claims: in this order, and each before the next is believed.
#include "access/oidc_token.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include "access/oidc_attempt.h"

#define RSA_BYTES_MINIMUM 256 // 2,048 bits

// A token on its way through the checks.
struct verification {
    struct text token;
    const struct oidc_expectation *expectation;
    struct arena *arena;
    const char *reason;
    struct text signature;
    const struct algorithm *algorithm;
    const char *kid; // NULL: none given
    struct json_document claims;
};

static const struct algorithm {
    const char *name, *kty;
    const char *curve; // of EC keys
} algorithms[] = {{"RS256", "RSA", NULL}, {"PS256", "RSA", NULL}, {"ES256", "EC", "P-256"}};

static enum error refuse(struct verification *verification, const char *reason)
{
    verification->reason = reason;
    return ERROR_UNAUTHENTICATED;
}

static bool decode(struct text text, struct arena *arena, struct text *ret_bytes)
{
    unsigned char *bytes = arena_allocate(arena, text.length + 1);
    size_t length = 0;
    if (!bytes || sodium_base642bin(bytes, text.length, text.data, text.length, NULL, &length, NULL,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *ret_bytes = (struct text){(const char *)bytes, length};
    return true;
}

// The member's text, or NULL when it is no text or not there.
static const char *member_text(const struct json_value *object, const char *name, struct arena *arena)
{
    struct json_value member = json_value_member(object, name);
    struct text text;
    if (json_value_kind(&member) != JSON_KIND_TEXT || !json_value_read_text(&member, NULL, &text))
        return NULL;
    return text_copy(text, arena);
}

static bool member_is(
    const struct json_value *object, const char *name, const char *expected, struct arena *arena)
{
    const char *text = member_text(object, name, arena);
    return text && strcmp(text, expected) == 0;
}

static bool member_is_there(const struct json_value *object, const char *name)
{
    struct json_value member = json_value_member(object, name);
    return json_value_kind(&member) != JSON_KIND_MISSING;
}

static enum error header_read(struct verification *verification, const struct json_value *header)
{
    const char *name = member_text(header, "alg", verification->arena);
    for (size_t i = 0; name && i < sizeof algorithms / sizeof algorithms[0]; i++)
        if (strcmp(name, algorithms[i].name) == 0) verification->algorithm = &algorithms[i];
    if (!verification->algorithm)
        return refuse(verification, "it is signed by no algorithm that is taken (RS256, PS256, ES256)");
    if (member_is_there(header, "crit")) return refuse(verification, "its header asks for what is not known");
    verification->kid = member_text(header, "kid", verification->arena);
    if (!verification->kid && member_is_there(header, "kid"))
        return refuse(verification, "its key's name is no text");
    return ERROR_NONE;
}

// Three parts with a dot between them: header, claims, signature.
static enum error parts_read(struct verification *verification)
{
    struct text rest = verification->token, parts[3], header_text;
    if (rest.length > OIDC_TOKEN_MAXIMUM) return refuse(verification, "it is too long");
    for (size_t i = 0; i < 3; i++)
        if (!text_split(&rest, '.', &parts[i]) || text_is_empty(parts[i]))
            return refuse(verification, "it is no signed token");
    if (text_split(&rest, '.', &header_text)) return refuse(verification, "it is no signed token");
    if (sodium_init() < 0) return ERROR_INTERNAL;
    if (!decode(parts[0], verification->arena, &header_text) ||
        !decode(parts[2], verification->arena, &verification->signature))
        return refuse(verification, "it is not in base64 as it should be");
    struct json_document document;
    enum error error = json_document_parse(&document, header_text, NULL);
    if (error == ERROR_MEMORY) return error;
    if (error) return refuse(verification, "its header is no JSON");
    struct json_value header = json_document_root(&document);
    error = header_read(verification, &header);
    json_document_free(&document);
    return error;
}

// May the key verify this token at all?
static bool key_fits(const struct verification *verification, const struct json_value *key)
{
    struct arena *arena = verification->arena;
    const struct algorithm *algorithm = verification->algorithm;
    if (!member_is(key, "kty", algorithm->kty, arena)) return false;
    if (algorithm->curve && !member_is(key, "crv", algorithm->curve, arena)) return false;
    if (member_is_there(key, "use") && !member_is(key, "use", "sig", arena)) return false;
    if (member_is_there(key, "alg") && !member_is(key, "alg", algorithm->name, arena)) return false;
    if (verification->kid && !member_is(key, "kid", verification->kid, arena)) return false;
    struct json_value operations = json_value_member(key, "key_ops");
    bool verifies = json_value_kind(&operations) == JSON_KIND_MISSING;
    for (size_t i = 0; i < json_value_count(&operations); i++) {
        struct json_value item = json_value_item(&operations, i);
        struct text text;
        verifies = verifies || (json_value_kind(&item) == JSON_KIND_TEXT &&
                                   json_value_read_text(&item, NULL, &text) && text_is(text, "verify"));
    }
    return verifies;
}

// Not so short that it could be found: 2,048 bits for RSA; the curve is a known one for EC.
static bool key_is_strong(const struct verification *verification, const struct json_value *key)
{
    if (verification->algorithm->curve) return verification->signature.length == 64;
    const char *modulus = member_text(key, "n", verification->arena);
    struct text bytes;
    if (!modulus || !decode(text_from(modulus), verification->arena, &bytes)) return false;
    while (bytes.length && bytes.data[0] == 0)
        bytes = (struct text){bytes.data + 1, bytes.length - 1};
    return bytes.length >= RSA_BYTES_MINIMUM;
}

// Computes, and on success parses what was signed.
static enum error signature_check(struct verification *verification, const struct json_value *key)
{
    struct buffer json;
    struct json_writer writer;
    buffer_init(&json, OIDC_TOKEN_MAXIMUM);
    json_writer_init(&writer, &json);
    json_value_write(key, &writer);
    enum error error = json_writer_finish(&writer);
    cjose_err failure;
    cjose_jwk_t *jwk = error ? NULL : cjose_jwk_import(json.data, json.length, &failure);
    cjose_jws_t *jws =
        jwk ? cjose_jws_import(verification->token.data, verification->token.length, &failure) : NULL;
    uint8_t *claims = NULL;
    size_t length = 0;
    if (jws && cjose_jws_verify(jws, jwk, &failure) &&
        cjose_jws_get_plaintext(jws, &claims, &length, &failure)) {
        error = json_document_parse(&verification->claims, (struct text){(const char *)claims, length}, NULL);
        if (error && error != ERROR_MEMORY) error = refuse(verification, "what it says is no JSON");
    } else if (!error) {
        error = refuse(verification, "its signature is wrong");
    }
    if (jws) cjose_jws_release(jws);
    if (jwk) cjose_jwk_release(jwk);
    buffer_free(&json);
    return error;
}

// Finds the one key that the token names; without a name there may be only one that fits.
static enum error key_find(
    struct verification *verification, const struct json_value *set, struct json_value *ret_key)
{
    size_t found = 0, count = json_value_count(set);
    if (count > OIDC_KEYS_MAXIMUM) return refuse(verification, "the issuer has too many keys");
    for (size_t i = 0; i < count; i++) {
        struct json_value key = json_value_item(set, i);
        if (!key_fits(verification, &key)) continue;
        *ret_key = key;
        found++;
    }
    if (!found) return ERROR_NOT_FOUND;
    return found == 1 ? ERROR_NONE
                      : refuse(verification, "it does not say which of several keys it is signed by");
}

static bool claim_integer(const struct json_value *claims, const char *name, int64_t *ret_integer)
{
    struct json_value member = json_value_member(claims, name);
    double real;
    if (json_value_kind(&member) == JSON_KIND_INTEGER)
        return json_value_read_integer(&member, 0, INT64_C(1) << 40, NULL, ret_integer);
    if (json_value_kind(&member) != JSON_KIND_REAL || !json_value_read_real(&member, NULL, &real) ||
        real < 0 || real > (double)(INT64_C(1) << 40))
        return false;
    *ret_integer = (int64_t)real;
    return true;
}

static enum error check_times(struct verification *verification, const struct json_value *claims)
{
    int64_t now = verification->expectation->now, expires = 0, issued = 0, begins = 0;
    if (!claim_integer(claims, "exp", &expires))
        return refuse(verification, "it does not say until when (exp)");
    if (!claim_integer(claims, "iat", &issued))
        return refuse(verification, "it does not say since when (iat)");
    if (now >= expires + OIDC_LEEWAY) return refuse(verification, "it has expired (exp)");
    if (issued > now + OIDC_LEEWAY) return refuse(verification, "it is from the future (iat)");
    if (now - issued > OIDC_TOKEN_AGE + OIDC_LEEWAY) return refuse(verification, "it is too old (iat)");
    if (!member_is_there(claims, "nbf")) return ERROR_NONE;
    if (!claim_integer(claims, "nbf", &begins) || begins > now + OIDC_LEEWAY)
        return refuse(verification, "it does not hold yet (nbf)");
    return ERROR_NONE;
}

// For us, and where it is for several, made for us (azp).
static enum error check_audience(struct verification *verification, const struct json_value *claims)
{
    struct text client = verification->expectation->client_id, text;
    struct json_value audience = json_value_member(claims, "aud");
    struct json_value party = json_value_member(claims, "azp");
    bool is_for_us = false;
    size_t count = json_value_count(&audience);
    if (json_value_kind(&audience) == JSON_KIND_TEXT)
        is_for_us = json_value_read_text(&audience, NULL, &text) && text_equal(text, client);
    for (size_t i = 0; json_value_kind(&audience) == JSON_KIND_ARRAY && i < count; i++) {
        struct json_value item = json_value_item(&audience, i);
        is_for_us = is_for_us || (json_value_kind(&item) == JSON_KIND_TEXT &&
                                     json_value_read_text(&item, NULL, &text) && text_equal(text, client));
    }
    if (!is_for_us) return refuse(verification, "it is for somebody else (aud)");
    if (json_value_kind(&party) == JSON_KIND_MISSING)
        return count > 1
                   ? refuse(verification, "it is for several, and does not say for whom it was made (azp)")
                   : ERROR_NONE;
    if (json_value_kind(&party) != JSON_KIND_TEXT || !json_value_read_text(&party, NULL, &text) ||
        !text_equal(text, client))
        return refuse(verification, "it was made for somebody else (azp)");
    return ERROR_NONE;
}

static enum error check_claims(struct verification *verification, const struct json_value *claims)
{
    const struct oidc_expectation *expectation = verification->expectation;
    struct arena *arena = verification->arena;
    if (json_value_kind(claims) != JSON_KIND_OBJECT) return refuse(verification, "what it says is no object");
    const char *issuer = member_text(claims, "iss", arena), *subject = member_text(claims, "sub", arena);
    if (!issuer || !text_is(expectation->issuer, issuer))
        return refuse(verification, "it is from another issuer (iss)");
    if (!subject || !*subject || strlen(subject) > 255)
        return refuse(verification, "it does not say who it is about (sub)");
    enum error error = check_audience(verification, claims);
    if (!error) error = check_times(verification, claims);
    if (error) return error;
    const char *nonce = member_text(claims, "nonce", arena);
    if (!nonce || strlen(nonce) != expectation->nonce.length ||
        sodium_memcmp(nonce, expectation->nonce.data, expectation->nonce.length) != 0)
        return refuse(verification, "it answers another attempt to sign in (nonce)");
    if (!member_is_there(claims, "at_hash")) return ERROR_NONE;
    char hash[OIDC_VALUE_SIZE];
    oidc_digest(expectation->access_token, 16, hash);
    if (!member_is(claims, "at_hash", hash, arena))
        return refuse(verification, "it came with another access token (at_hash)");
    return ERROR_NONE;
}

enum error oidc_token_verify(struct text token, const struct json_value *keys,
    const struct oidc_expectation *expectation, struct arena *arena, struct json_document *ret_claims,
    const char **ret_reason)
{
    struct verification verification = {.token = token, .expectation = expectation, .arena = arena};
    struct json_value set = json_value_member(keys, "keys"), key;
    enum error error = parts_read(&verification);
    if (!error) error = key_find(&verification, &set, &key);
    if (!error && !key_is_strong(&verification, &key))
        error = refuse(&verification, "its key or signature has not the length it should have");
    if (!error) error = signature_check(&verification, &key);
    if (!error) {
        struct json_value claims = json_document_root(&verification.claims);
        error = check_claims(&verification, &claims);
        if (error) json_document_free(&verification.claims);
    }
    if (!error) *ret_claims = verification.claims;
    if (error == ERROR_UNAUTHENTICATED) *ret_reason = verification.reason;
    return error;
}
