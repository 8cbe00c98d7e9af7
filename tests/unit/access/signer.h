// SPDX-License-Identifier: Apache-2.0
// An issuer for tests: keys made on the spot, key sets, and tokens signed with them.
#ifndef TANDEM_TESTS_UNIT_ACCESS_SIGNER_H
#define TANDEM_TESTS_UNIT_ACCESS_SIGNER_H

#include "unit.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include "base/arena.h"

struct signer {
    const char *algorithm; // "RS256"
    const char *kid;
    cjose_jwk_t *key;
};

// A new key of the kind that the algorithm wants; RSA with that many bits.
static inline struct signer signer_make(const char *algorithm, const char *kid, size_t bits)
{
    struct signer signer = {.algorithm = algorithm, .kid = kid};
    cjose_err failure;
    if (algorithm[0] == 'E')
        signer.key = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &failure);
    else if (algorithm[0] == 'H')
        signer.key = cjose_jwk_create_oct_random(bits, &failure);
    else
        signer.key = cjose_jwk_create_RSA_random(bits, (const uint8_t *)"\x01\x00\x01", 3, &failure);
    assert_non_null(signer.key);
    if (kid) assert_true(cjose_jwk_set_kid(signer.key, kid, strlen(kid), &failure));
    return signer;
}

// The public key as JSON; with the secret one when asked. *arena*
static inline const char *signer_key(const struct signer *signer, bool is_private, struct arena *arena)
{
    cjose_err failure;
    char *json = cjose_jwk_to_json(signer->key, is_private, &failure);
    assert_non_null(json);
    const char *copy = text_copy(text_from(json), arena);
    free(json);
    assert_non_null(copy);
    return copy;
}

// A token with these claims, its header naming algorithm and key. *arena*
static inline struct text signer_sign(const struct signer *signer, const char *claims, struct arena *arena)
{
    cjose_err failure;
    cjose_header_t *header = cjose_header_new(&failure);
    assert_true(cjose_header_set(header, "alg", signer->algorithm, &failure));
    if (signer->kid) assert_true(cjose_header_set(header, "kid", signer->kid, &failure));
    cjose_jws_t *jws = cjose_jws_sign(signer->key, header, (const uint8_t *)claims, strlen(claims), &failure);
    const char *token = NULL;
    if (!jws || !cjose_jws_export(jws, &token, &failure)) fail_msg("cannot sign: %s", failure.message);
    struct text copy = text_from(text_copy(text_from(token), arena));
    cjose_jws_release(jws);
    cjose_header_release(header);
    return copy;
}

// A token of parts that are put together by hand; nothing is computed. *arena*
static inline struct text signer_forge(
    const char *header, const char *claims, const char *signature, struct arena *arena)
{
    char parts[2][4096];
    const char *const texts[] = {header, claims};
    for (size_t i = 0; i < 2; i++)
        sodium_bin2base64(parts[i], sizeof parts[i], (const unsigned char *)texts[i], strlen(texts[i]),
            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text_from(arena_print(arena, "%s.%s.%s", parts[0], parts[1], signature));
}

#endif
