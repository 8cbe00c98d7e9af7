// SPDX-License-Identifier: Apache-2.0
// Files that a command reads and writes, with one sentence for what can go wrong.
#ifndef TANDEM_CLI_FILE_H
#define TANDEM_CLI_FILE_H

#include "cli/invocation.h"

// A file's bytes: mapped when it is one, read when it is a pipe. *owned*: file_close.
struct file {
    struct text content;
    bool is_mapped;
};

// "-" is the input stream. Says what is wrong and returns the exit status.
int file_open(const struct invocation *invocation, const char *path, struct file *ret_file);
void file_close(struct file *file);

// Opens a file for writing beside its final name; file_save puts it there, file_drop removes it.
struct new_file {
    char path[4096];
    char temporary[4096 + 8];
    FILE *stream;
};
int new_file_open(const struct invocation *invocation, const char *path, struct new_file *ret_file);
int new_file_save(const struct invocation *invocation, struct new_file *file);
void new_file_drop(struct new_file *file);

#endif
