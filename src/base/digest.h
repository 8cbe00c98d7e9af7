// SPDX-License-Identifier: Apache-2.0
// Digests of data. Secrets are kept and looked up by their digest, so none is ever compared.
#ifndef TANDEM_BASE_DIGEST_H
#define TANDEM_BASE_DIGEST_H

#include "base/text.h"

#define DIGEST_SIZE 32
#define DIGEST_HEX_SIZE (2 * DIGEST_SIZE + 1)

// The BLAKE2b-256 digest of the text in lower case hexadecimal, nul-terminated.
void digest_hex(struct text text, char out[DIGEST_HEX_SIZE]);

#endif
