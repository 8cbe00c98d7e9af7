// SPDX-License-Identifier: Apache-2.0
// Files that the build put into the program: read-only bytes with the path they had. Written by
// tools/embed_files.c.
#ifndef TANDEM_BASE_EMBEDDED_H
#define TANDEM_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path;          // below the folder that was embedded: "demo/products.csv"
    const unsigned char *data; // followed by a nul that `size` does not count
    size_t size;
};

struct embedded_files {
    const struct embedded_file *files; // sorted by path
    size_t count;
};

#endif
