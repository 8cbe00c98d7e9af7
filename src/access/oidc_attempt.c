// SPDX-License-Identifier: Apache-2.0
// The cookie of an attempt: "random.seconds.path", the random value and the path in base64.
#include "access/oidc_attempt.h"

#include <inttypes.h>
#include <sodium.h>

#define KEY_SIZE 32
_Static_assert(
    OIDC_VALUE_SIZE == sodium_base64_ENCODED_LEN(KEY_SIZE, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
    "base64 of 32 bytes");

static void encode(const unsigned char *bytes, size_t count, char *out, size_t size)
{
    sodium_bin2base64(out, size, bytes, count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void oidc_digest(struct text text, size_t bytes, char out[OIDC_VALUE_SIZE])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)text.data, text.length);
    encode(digest, bytes < sizeof digest ? bytes : sizeof digest, out, OIDC_VALUE_SIZE);
}

static bool is_of_this_site(struct text path)
{
    if (path.length == 0 || path.length > OIDC_BACK_MAXIMUM || path.data[0] != '/') return false;
    if (path.length > 1 && path.data[1] == '/') return false;
    for (size_t i = 0; i < path.length; i++)
        if (path.data[i] <= ' ' || path.data[i] > '~' || path.data[i] == '\\') return false;
    return true;
}

static bool derive(const unsigned char key[KEY_SIZE], const char *purpose, int64_t began, const char *back,
    struct arena *arena, char out[OIDC_VALUE_SIZE])
{
    unsigned char value[KEY_SIZE];
    const char *said = arena_print(arena, "%s\n%" PRId64 "\n%s", purpose, began, back);
    if (!said) return false;
    crypto_generichash(value, sizeof value, (const unsigned char *)said, strlen(said), key, KEY_SIZE);
    encode(value, sizeof value, out, OIDC_VALUE_SIZE);
    return true;
}

static bool derive_all(const unsigned char key[KEY_SIZE], int64_t began, const char *back,
    struct arena *arena, struct oidc_attempt *attempt)
{
    if (!derive(key, "state", began, back, arena, attempt->state) ||
        !derive(key, "nonce", began, back, arena, attempt->nonce) ||
        !derive(key, "verifier", began, back, arena, attempt->verifier))
        return false;
    oidc_digest(text_from(attempt->verifier), KEY_SIZE, attempt->challenge);
    return true;
}

enum error oidc_attempt_begin(
    struct text back, int64_t now, struct arena *arena, struct oidc_attempt *ret_attempt)
{
    if (sodium_init() < 0) return ERROR_INTERNAL;
    unsigned char key[KEY_SIZE];
    char key_text[OIDC_VALUE_SIZE];
    char back_text[sodium_base64_ENCODED_LEN(OIDC_BACK_MAXIMUM, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    struct oidc_attempt attempt = {.back = is_of_this_site(back) ? text_copy(back, arena) : "/"};
    if (!attempt.back) return ERROR_MEMORY;
    random_bytes(key, sizeof key);
    encode(key, sizeof key, key_text, sizeof key_text);
    encode((const unsigned char *)attempt.back, strlen(attempt.back), back_text, sizeof back_text);
    bool is_made = derive_all(key, now, attempt.back, arena, &attempt);
    attempt.cookie = arena_print(arena, "%s.%" PRId64 ".%s", key_text, now, back_text);
    if (!is_made || !attempt.cookie) return ERROR_MEMORY;
    *ret_attempt = attempt;
    return ERROR_NONE;
}

static bool decode(struct text text, unsigned char *out, size_t size, size_t *ret_length)
{
    return text.length > 0 && sodium_base642bin(out, size, text.data, text.length, NULL, ret_length, NULL,
                                  sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

enum error oidc_attempt_resume(
    struct text cookie, struct text state, int64_t now, struct arena *arena, struct oidc_attempt *ret_attempt)
{
    if (sodium_init() < 0) return ERROR_INTERNAL;
    unsigned char key[KEY_SIZE], path[OIDC_BACK_MAXIMUM];
    struct text rest = cookie, key_text, began_text, back_text;
    size_t key_length = 0, path_length = 0;
    int64_t began = 0;
    if (!text_split(&rest, '.', &key_text) || !text_split(&rest, '.', &began_text) ||
        !text_split(&rest, '.', &back_text) || !decode(key_text, key, sizeof key, &key_length) ||
        key_length != sizeof key || !text_parse_integer(began_text, 0, INT64_MAX / 2, &began) ||
        !decode(back_text, path, sizeof path, &path_length))
        return ERROR_UNAUTHENTICATED;
    struct text back = {(const char *)path, path_length};
    if (!is_of_this_site(back) || now < began || now - began > OIDC_ATTEMPT_LIFE)
        return ERROR_UNAUTHENTICATED;
    struct oidc_attempt attempt = {.cookie = text_copy(cookie, arena), .back = text_copy(back, arena)};
    if (!attempt.cookie || !attempt.back || !derive_all(key, began, attempt.back, arena, &attempt))
        return ERROR_MEMORY;
    if (state.length != sizeof attempt.state - 1 ||
        sodium_memcmp(state.data, attempt.state, sizeof attempt.state - 1) != 0)
        return ERROR_UNAUTHENTICATED;
    *ret_attempt = attempt;
    return ERROR_NONE;
}
