// SPDX-License-Identifier: Apache-2.0
// libsodium's BLAKE2b.
#include "base/digest.h"

#include <sodium.h>

void digest_hex(struct text text, char out[DIGEST_HEX_SIZE])
{
    unsigned char digest[DIGEST_SIZE];
    // Cannot fail: the sizes are constants within the allowed range.
    (void)crypto_generichash(digest, sizeof(digest), (const unsigned char *)text.data, text.length, NULL, 0);
    sodium_bin2hex(out, DIGEST_HEX_SIZE, digest, sizeof(digest));
}
