// SPDX-License-Identifier: Apache-2.0
// Base64 as browsers write it, with its padding.
#include "http/upload.h"

#include <sodium.h>

enum error upload_decode(struct call *call, struct text encoded, struct text *ret_content)
{
    size_t room = encoded.length / 4 * 3 + 4, length = 0;
    char *bytes = arena_allocate(call->request->arena, room);
    if (!bytes) return ERROR_MEMORY;
    const char *end = NULL;
    int status = sodium_base642bin((unsigned char *)bytes, room, encoded.data, encoded.length, NULL, &length,
        &end, sodium_base64_VARIANT_ORIGINAL);
    if (status != 0 || end != encoded.data + encoded.length) {
        problem_add(&call->problems, "content", "is not valid base64.");
        return ERROR_INVALID;
    }
    *ret_content = (struct text){bytes, length};
    return ERROR_NONE;
}
