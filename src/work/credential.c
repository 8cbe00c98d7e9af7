// SPDX-License-Identifier: Apache-2.0
// Secrets from the environment, or from a file beside it.
#include "work/credential.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/text.h"

static enum error file_read(const char *path, struct buffer *secret)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return errno == ENOENT ? ERROR_NONE : ERROR_IO;
    ssize_t count = 0;
    char bytes[512];
    while ((count = read(file, bytes, sizeof bytes)) > 0)
        buffer_add(secret, bytes, (size_t)count);
    sodium_memzero(bytes, sizeof bytes);
    close(file);
    return count < 0 ? ERROR_IO : buffer_error(secret);
}

enum error credential_read(const char *variable, const char *file, struct buffer *ret_secret)
{
    buffer_init(ret_secret, CREDENTIAL_MAXIMUM);
    if (!buffer_reserve(ret_secret, CREDENTIAL_MAXIMUM)) return ERROR_MEMORY; // it never moves
    enum error error = ERROR_NONE;
    const char *value = getenv(variable), *folder = getenv("CREDENTIALS_DIRECTORY");
    if (value && *value) {
        buffer_string(ret_secret, value);
        error = buffer_error(ret_secret);
    } else if (folder && *folder) {
        char path[4096];
        int length = snprintf(path, sizeof path, "%s/%s", folder, file);
        error = length > 0 && (size_t)length < sizeof path ? file_read(path, ret_secret) : ERROR_IO;
    }
    if (error) {
        credential_forget(ret_secret);
        return error;
    }
    struct text trimmed = text_trim(buffer_view(ret_secret));
    if (trimmed.length) memmove(ret_secret->data, trimmed.data, trimmed.length);
    ret_secret->length = trimmed.length;
    ret_secret->data[trimmed.length] = '\0';
    return ERROR_NONE;
}

void credential_forget(struct buffer *secret)
{
    if (secret->data) sodium_memzero(secret->data, secret->capacity);
    buffer_free(secret);
}
