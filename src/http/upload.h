// SPDX-License-Identifier: Apache-2.0
// Files that a request carries: base64 in the member `content` of its JSON.
#ifndef TANDEM_HTTP_UPLOAD_H
#define TANDEM_HTTP_UPLOAD_H

#include "http/call.h"

// The bytes. ERROR_INVALID after a problem with `content`. *arena*
MUST_CHECK enum error upload_decode(struct call *call, struct text encoded, struct text *ret_content);

#endif
