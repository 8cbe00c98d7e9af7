// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target once over every file of a folder, in the order of their names, and reports in TAP.
#include "target.h"

#include <dirent.h>

// Reads a whole file into a block of exactly its size, so that reading behind it is noticed; NULL when it
// cannot.
static uint8_t *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    uint8_t *data = NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        data = size >= 0 ? malloc((size_t)size ? (size_t)size : 1) : NULL;
        if (data && fread(data, 1, (size_t)size, file) != (size_t)size) {
            free(data);
            data = NULL;
        }
        *ret_size = (size_t)size;
    }
    fclose(file);
    return data;
}

int main(int count, char **arguments)
{
    struct dirent **entries;
    int number = 0, failures = 0;
    int found = count == 2 ? scandir(arguments[1], &entries, NULL, alphasort) : -1;
    if (found < 0) {
        fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); // so that a crash leaves the names of the files before it
    for (int i = 0; i < found; i++) {
        char path[4096];
        size_t size = 0;
        int length = snprintf(path, sizeof(path), "%s/%s", arguments[1], entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length > 0 && (size_t)length < sizeof(path)) {
            uint8_t *data = read_file(path, &size);
            if (data) LLVMFuzzerTestOneInput(data, size);
            printf("%s %d - %s\n", data ? "ok" : "not ok", ++number, entries[i]->d_name);
            failures += !data;
            free(data);
        }
        free(entries[i]);
    }
    free(entries);
    printf("1..%d\n", number);
    return failures > 0 || number == 0;
}
