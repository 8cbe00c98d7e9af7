// SPDX-License-Identifier: Apache-2.0
// Serving the page's files with caching, compression and the content security policy.
#include "http/assets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocation.h"
#include "http/query_string.h"

#define FILE_MAXIMUM (16 << 20)

static const char content_security_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types app";

// What is there when the program was built without the page.
static const char bare_page[] =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Tandem</title>\n"
    "<h1>Tandem is running, but was built without its page</h1>\n"
    "<p>Build everything with <code>./dev build</code>, or only the page with <code>npm ci &amp;&amp; npm "
    "run "
    "build</code> in the folder <code>web</code>, and then the program again.</p>\n"
    "<p>The API is under <code>/api/v1</code>; <a href=\"/api/v1/openapi.json\">its description</a>.</p>\n";

struct assets {
    char *root; // NULL: embedded
};

struct assets *assets_new(const char *web_root)
{
    struct assets *assets = allocation_get(sizeof *assets);
    if (!assets) return NULL;
    assets->root = NULL;
    if (!web_root) return assets;
    size_t length = strlen(web_root) + 1;
    assets->root = allocation_get(length);
    if (!assets->root) return assets_free(assets);
    memcpy(assets->root, web_root, length);
    return assets;
}

struct assets *assets_free(struct assets *assets)
{
    if (!assets) return NULL;
    allocation_release(assets->root);
    allocation_release(assets);
    return NULL;
}

static const struct asset *asset_find(struct text path)
{
    size_t low = 0, high = embedded_assets.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct asset *asset = &embedded_assets.assets[middle];
        int order = text_compare(path, text_from(asset->path));
        if (order == 0) return asset;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static bool is_page(const char *type)
{
    return text_prefix(text_from(type), TEXT("text/html"));
}

static void headers_write(struct reply *reply, const char *type)
{
    reply->status = 200;
    reply_header(reply, "Content-Type", type);
    if (is_page(type)) reply_header(reply, "Content-Security-Policy", content_security_policy);
}

// Does If-None-Match name this version? The header is a list of quoted tags, or "*".
static bool is_known(const struct request *request, const char *etag)
{
    struct text rest = request_header(request, "if-none-match"), part;
    while (!text_is_empty(rest) && text_split(&rest, ',', &part)) {
        part = text_trim(part);
        if (text_prefix(part, TEXT("W/"))) part = (struct text){part.data + 2, part.length - 2};
        if (text_is(part, etag) || text_is(part, "*")) return true;
    }
    return false;
}

static enum error embedded_reply(
    const struct asset *asset, const struct request *request, struct reply *reply)
{
    bool is_compressed = asset->gzip.length && request_accepts_encoding(request, "gzip");
    const char *etag = arena_print(request->arena, "\"%s%s\"", asset->etag, is_compressed ? "-gz" : "");
    if (!etag) return ERROR_MEMORY;
    headers_write(reply, asset->type);
    reply_header(reply, "ETag", etag);
    reply_header(
        reply, "Cache-Control", asset->is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset->gzip.length) reply_header(reply, "Vary", "Accept-Encoding");
    reply->is_fixed = true;
    reply->fixed = is_compressed ? asset->gzip : asset->plain;
    reply->is_compressed = true; // as it is to be
    if (is_known(request, etag)) {
        reply->status = 304;
        reply->fixed = TEXT("");
    } else if (is_compressed) {
        reply_header(reply, "Content-Encoding", "gzip");
    }
    return ERROR_NONE;
}

static const char *media_type(struct text path)
{
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"}, {".woff2", "font/woff2"}, {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t length = strlen(types[i][0]);
        if (path.length > length &&
            text_is((struct text){path.data + path.length - length, length}, types[i][0]))
            return types[i][1];
    }
    return "application/octet-stream";
}

// A file below the root; the path has no ".." in it.
static enum error disk_reply(
    const char *root, struct text path, const struct request *request, struct reply *reply)
{
    const char *whole = arena_print(request->arena, "%s%.*s", root, TEXT_PRINT(path));
    if (!whole) return ERROR_MEMORY;
    int file = open(whole, O_RDONLY | O_CLOEXEC);
    struct stat status;
    enum error error = ERROR_NOT_FOUND;
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= FILE_MAXIMUM) {
        char *out = buffer_reserve(&reply->body, (size_t)status.st_size);
        ssize_t size = out ? read(file, out, (size_t)status.st_size) : -1;
        if (size >= 0) reply->body.length += (size_t)size;
        error = size < 0 ? ERROR_IO : ERROR_NONE;
    }
    if (file >= 0) close(file);
    if (error) return error;
    headers_write(reply, media_type(path));
    reply_header(reply, "Cache-Control", "no-store");
    return ERROR_NONE;
}

static bool has_dots(struct text path)
{
    struct text part;
    while (text_split(&path, '/', &part))
        if (text_is(part, "..") || text_is(part, ".")) return true;
    return false;
}

// Does the last part of the path look like a file's name?
static bool is_file(struct text path)
{
    struct text part, last = TEXT("");
    while (text_split(&path, '/', &part))
        last = part;
    return text_find(last, '.') < last.length;
}

enum error assets_reply(const struct assets *assets, const struct request *request, struct reply *reply)
{
    struct text path;
    if (!percent_decode(request->path, false, request->arena, &path)) return ERROR_SYNTAX;
    if (has_dots(path)) return ERROR_NOT_FOUND;
    if (!is_file(path)) path = TEXT("/index.html");
    if (assets->root) return disk_reply(assets->root, path, request, reply);
    const struct asset *asset = asset_find(path);
    if (asset) return embedded_reply(asset, request, reply);
    if (!text_is(path, "/index.html")) return ERROR_NOT_FOUND;
    headers_write(reply, "text/html; charset=utf-8");
    reply_header(reply, "Cache-Control", "no-store");
    buffer_string(&reply->body, bare_page);
    return ERROR_NONE;
}
