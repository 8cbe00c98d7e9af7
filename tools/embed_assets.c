// SPDX-License-Identifier: Apache-2.0
// Writes a C file that puts the built page into the program with .incbin, each file plain and compressed.
//
// embed_assets OUTPUT.c DEPENDENCIES.d SCRATCH FOLDER: compressed copies go to the folder SCRATCH. A FOLDER
// that is not there gives an empty table, so that the program builds without the page.
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

struct file {
    char *path;       // below the folder, with a slash in front
    char *whole;      // to open it
    char *compressed; // NULL when it would not be smaller
    uint64_t digest;
};

struct list {
    struct file *files;
    size_t count;
    char **folders;
    size_t folder_count;
};

static void fail(const char *what, const char *path)
{
    (void)fprintf(stderr, "embed_assets: %s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

static void *need(void *memory)
{
    if (!memory) fail("no memory for", "the list");
    return memory;
}

static char *join(const char *one, const char *other)
{
    size_t size = strlen(one) + strlen(other) + 2;
    char *path = need(malloc(size));
    (void)snprintf(path, size, "%s/%s", one, other);
    return path;
}

static void walk(const char *root, const char *below, struct list *list)
{
    char *folder = need(malloc(strlen(root) + strlen(below) + 1));
    (void)snprintf(folder, strlen(root) + strlen(below) + 1, "%s%s", root, below);
    DIR *directory = opendir(folder);
    if (!directory) {
        if (errno != ENOENT) fail("cannot open", folder);
        free(folder);
        return;
    }
    list->folders = need(realloc(list->folders, (list->folder_count + 1) * sizeof(*list->folders)));
    list->folders[list->folder_count++] = folder;
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] == '.') continue;
        char *path = join(below, entry->d_name), *whole = join(folder, entry->d_name);
        struct stat status;
        if (stat(whole, &status)) fail("cannot look at", whole);
        if (S_ISDIR(status.st_mode)) {
            walk(root, path, list);
            free(path);
            free(whole);
            continue;
        }
        list->files = need(realloc(list->files, (list->count + 1) * sizeof(*list->files)));
        list->files[list->count++] = (struct file){.path = path, .whole = whole};
    }
    (void)closedir(directory);
}

static int by_path(const void *one, const void *other)
{
    return strcmp(((const struct file *)one)->path, ((const struct file *)other)->path);
}

static unsigned char *load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (!file || fstat(fileno(file), &status)) fail("cannot read", path);
    *size = (size_t)status.st_size;
    unsigned char *bytes = need(malloc(*size + 1));
    if (fread(bytes, 1, *size, file) != *size) fail("cannot read", path);
    (void)fclose(file);
    return bytes;
}

// FNV-1a: enough to tell one build's file from another's.
static uint64_t digest(const unsigned char *bytes, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    return hash ^ size;
}

static void compress_file(struct file *file, const char *scratch, size_t index)
{
    size_t size;
    unsigned char *bytes = load(file->whole, &size);
    file->digest = digest(bytes, size);
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("cannot compress", file->whole);
    uLong room = deflateBound(&stream, (uLong)size);
    unsigned char *out = need(malloc(room));
    stream.next_in = bytes;
    stream.avail_in = (uInt)size;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) fail("cannot compress", file->whole);
    size_t length = stream.total_out;
    (void)deflateEnd(&stream);
    if (length + length / 10 < size) {
        char name[32];
        (void)snprintf(name, sizeof(name), "%zu.gz", index);
        file->compressed = join(scratch, name);
        FILE *target = fopen(file->compressed, "wb");
        if (!target || fwrite(out, 1, length, target) != length || fclose(target))
            fail("cannot write", file->compressed);
    }
    free(out);
    free(bytes);
}

static const char *media_type(const char *path)
{
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"}, {".png", "image/png"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"}, {".json", "application/json"}, {".map", "application/json"},
        {".webmanifest", "application/manifest+json"}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return "application/octet-stream";
}

// Has the name a digest in it, as "main-4F2AB6QX.js"?
static bool is_hashed(const char *path)
{
    const char *dash = strrchr(path, '-');
    if (!dash || strncmp(path, "/assets/", 8) != 0) return false;
    size_t count = strspn(dash + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return count >= 8 && dash[1 + count] == '.';
}

static void write_quoted(FILE *file, const char *text)
{
    for (; *text; text++)
        (void)fprintf(file, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
}

static void write_block(FILE *output, const char *kind, size_t index, const char *path)
{
    (void)fprintf(
        output, "__asm__(\".section .rodata\\n.balign 16\\nasset_%s_%zu:\\n.incbin \\\"", kind, index);
    write_quoted(output, path);
    (void)fprintf(output,
        "\\\"\\nasset_%s_%zu_end:\\n.byte 0\\n.previous\\n\");\n"
        "extern const char asset_%s_%zu[] __attribute__((visibility(\"hidden\")));\n",
        kind, index, kind, index);
}

static long long size_of(const char *path)
{
    struct stat status;
    if (stat(path, &status)) fail("cannot look at", path);
    return (long long)status.st_size;
}

static void write_table(FILE *output, const struct list *list)
{
    (void)fprintf(output, "// Written by tools/embed_assets.c.\n#include \"http/assets.h\"\n\n");
    for (size_t i = 0; i < list->count; i++) {
        write_block(output, "plain", i, list->files[i].whole);
        if (list->files[i].compressed) write_block(output, "gzip", i, list->files[i].compressed);
    }
    if (list->count) (void)fprintf(output, "\nstatic const struct asset assets[] = {\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct file *file = &list->files[i];
        (void)fprintf(output, "    {\"");
        write_quoted(output, file->path);
        (void)fprintf(output, "\", \"%s\", \"%016" PRIx64 "\", %s, {asset_plain_%zu, %lld}, ",
            media_type(file->path), file->digest, is_hashed(file->path) ? "true" : "false", i,
            size_of(file->whole));
        if (file->compressed)
            (void)fprintf(output, "{asset_gzip_%zu, %lld}},\n", i, size_of(file->compressed));
        else
            (void)fprintf(output, "{0, 0}},\n");
    }
    if (list->count) (void)fprintf(output, "};\n");
    (void)fprintf(output, "const struct asset_list embedded_assets = {%s, %zu};\n",
        list->count ? "assets" : "0", list->count);
}

// Folders are dependencies too: a file that is added changes its folder.
static void write_dependencies(
    const char *path, const char *output, const char *root, const struct list *list)
{
    FILE *file = fopen(path, "w");
    if (!file) fail("cannot write", path);
    (void)fprintf(file, "%s:", output);
    for (size_t i = 0; i < list->folder_count; i++)
        (void)fprintf(file, " %s", list->folders[i]);
    for (size_t i = 0; i < list->count; i++)
        (void)fprintf(file, " %s", list->files[i].whole);
    if (list->folder_count == 0) (void)fprintf(file, " %s/..", root);
    (void)fprintf(file, "\n");
    if (fclose(file)) fail("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fprintf(stderr, "usage: embed_assets OUTPUT.c DEPENDENCIES.d SCRATCH FOLDER\n");
        return 2;
    }
    if (mkdir(argv[3], 0777) && errno != EEXIST) fail("cannot make", argv[3]);
    struct list list = {0};
    walk(argv[4], "", &list);
    if (list.count) qsort(list.files, list.count, sizeof(*list.files), by_path);
    for (size_t i = 0; i < list.count; i++)
        compress_file(&list.files[i], argv[3], i);
    FILE *output = fopen(argv[1], "w");
    if (!output) fail("cannot write", argv[1]);
    write_table(output, &list);
    if (fclose(output)) fail("cannot write", argv[1]);
    write_dependencies(argv[2], argv[1], argv[4], &list);
    for (size_t i = 0; i < list.count; i++) {
        free(list.files[i].path);
        free(list.files[i].whole);
        free(list.files[i].compressed);
    }
    for (size_t i = 0; i < list.folder_count; i++)
        free(list.folders[i]);
    free(list.files);
    free(list.folders);
    return 0;
}
