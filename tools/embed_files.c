// SPDX-License-Identifier: Apache-2.0
// Writes a C file that puts files into the program with .incbin, and a table of them (struct embedded_files).
//
// embed_files OUTPUT.c DEPENDENCIES.d NAME FOLDER [FILE…]: the table is called NAME. Without files, all those
// below FOLDER are taken; a FOLDER that is not there gives an empty table. The bytes never go through the
// compiler, so that megabytes cost nothing.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct list {
    char **paths;
    size_t count;
};

static void fail(const char *what, const char *path)
{
    (void)fprintf(stderr, "embed_files: %s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

static void *need(void *memory)
{
    if (!memory) fail("no memory for", "the list");
    return memory;
}

static void add(struct list *list, const char *path)
{
    list->paths = need(realloc(list->paths, (list->count + 1) * sizeof(*list->paths)));
    list->paths[list->count++] = need(strdup(path));
}

static char *join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = need(malloc(size));
    (void)snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
    return path;
}

static void walk(const char *root, const char *below, struct list *list, struct list *folders)
{
    char *folder = *below ? join(root, below) : need(strdup(root));
    DIR *directory = opendir(folder);
    if (!directory && errno == ENOENT && !*below) {
        free(folder);
        return;
    }
    if (!directory) fail("cannot open", folder);
    add(folders, folder);
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] == '.') continue;
        char *path = join(below, entry->d_name), *whole = join(root, path);
        struct stat status;
        if (stat(whole, &status)) fail("cannot look at", whole);
        if (S_ISDIR(status.st_mode))
            walk(root, path, list, folders);
        else
            add(list, path);
        free(path);
        free(whole);
    }
    (void)closedir(directory);
    free(folder);
}

static int by_path(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static void write_quoted(FILE *file, const char *text)
{
    for (; *text; text++)
        (void)fprintf(file, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
}

// Each file is a block of assembly of its own; labels carry the table's name, so that two tables do not meet.
static void write_table(FILE *file, const char *name, const char *folder, const struct list *list)
{
    (void)fprintf(file, "// Written by tools/embed_files.c.\n#include \"base/embedded.h\"\n\n");
    for (size_t i = 0; i < list->count; i++) {
        char *whole = join(folder, list->paths[i]);
        (void)fprintf(file, "__asm__(\".section .rodata\\n.balign 16\\n%s_%zu:\\n.incbin \\\"", name, i);
        write_quoted(file, whole);
        (void)fprintf(file, "\\\"\\n%s_%zu_end:\\n.byte 0\\n.previous\\n\");\n", name, i);
        (void)fprintf(file,
            "extern const unsigned char %s_%zu[] __attribute__((visibility(\"hidden\")));\n"
            "extern const unsigned char %s_%zu_end[] __attribute__((visibility(\"hidden\")));\n",
            name, i, name, i);
        free(whole);
    }
    (void)fprintf(file, "\nextern const struct embedded_files %s;\n", name);
    for (size_t i = 0; i < list->count; i++) {
        char *whole = join(folder, list->paths[i]);
        struct stat status;
        if (stat(whole, &status)) fail("cannot look at", whole);
        (void)fprintf(file, i ? "" : "static const struct embedded_file files[] = {\n");
        (void)fprintf(file, "    {\"");
        write_quoted(file, list->paths[i]);
        (void)fprintf(file, "\", %s_%zu, %lld},\n%s", name, i, (long long)status.st_size,
            i + 1 == list->count ? "};\n" : "");
        free(whole);
    }
    (void)fprintf(file, "const struct embedded_files %s = {%s, %zu};\n", name, list->count ? "files" : "0",
        list->count);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        (void)fprintf(stderr, "usage: embed_files OUTPUT.c DEPENDENCIES.d NAME FOLDER [FILE...]\n");
        return 2;
    }
    struct list list = {0}, folders = {0}; // a folder changes when a file is added to it
    for (int i = 5; i < argc; i++)
        add(&list, argv[i]);
    if (argc == 5) walk(argv[4], "", &list, &folders);
    if (list.count) qsort(list.paths, list.count, sizeof(*list.paths), by_path);
    FILE *output = fopen(argv[1], "w");
    if (!output) fail("cannot write", argv[1]);
    write_table(output, argv[3], argv[4], &list);
    if (fclose(output)) fail("cannot write", argv[1]);
    FILE *dependencies = fopen(argv[2], "w");
    if (!dependencies) fail("cannot write", argv[2]);
    (void)fprintf(dependencies, "%s:", argv[1]);
    for (size_t i = 0; i < list.count; i++)
        (void)fprintf(dependencies, " %s/%s", argv[4], list.paths[i]);
    for (size_t i = 0; i < folders.count; i++)
        (void)fprintf(dependencies, " %s", folders.paths[i]);
    (void)fprintf(dependencies, "\n");
    if (fclose(dependencies)) fail("cannot write", argv[2]);
    for (size_t i = 0; i < list.count; i++)
        free(list.paths[i]);
    for (size_t i = 0; i < folders.count; i++)
        free(folders.paths[i]);
    free(list.paths);
    free(folders.paths);
    return 0;
}
