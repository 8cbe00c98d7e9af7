// SPDX-License-Identifier: Apache-2.0
// The page: files embedded in the program by tools/embed_assets.c, or read from a folder while working on
// them.
#ifndef TANDEM_HTTP_ASSETS_H
#define TANDEM_HTTP_ASSETS_H

#include "http/http.h"

// One embedded file. Static, as tools/embed_assets.c wrote it.
struct asset {
    const char *path; // "/assets/main-4F2A.js"
    const char *type; // media type
    const char *etag; // quoted digest of the bytes
    bool is_hashed;   // its name changes with its bytes: may be kept for ever
    struct text plain;
    struct text gzip; // empty when it is not smaller
};
struct asset_list {
    const struct asset *assets; // sorted by path
    size_t count;
};
extern const struct asset_list embedded_assets;

struct assets;

// `web_root` NULL: the embedded files. *owned*: assets_free; NULL when out of memory.
struct assets *assets_new(const char *web_root);
struct assets *assets_free(struct assets *assets); // accepts NULL; returns NULL

// Answers GET and HEAD for a path that is not the API's: the file; index.html for any other path without a
// name of a file in its last part (deep links); ERROR_NOT_FOUND for a file that is not there.
enum error assets_reply(
    const struct assets *assets, const struct request *request, struct reply *reply) MUST_CHECK;

#endif
