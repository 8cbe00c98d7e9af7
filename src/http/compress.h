// SPDX-License-Identifier: Apache-2.0
// Compression of replies on the way out.
#ifndef TANDEM_HTTP_COMPRESS_H
#define TANDEM_HTTP_COMPRESS_H

#include "http/http.h"

#define COMPRESS_MINIMUM 1024 // bytes; below it the gain is not worth the work

// Compresses the body with gzip when the client accepts it, it is text and large enough, and it holds no
// secret (length after compression tells about content when a secret and what an attacker chose stand side by
// side).
void compress_reply(const struct request *request, struct reply *reply);

#endif
