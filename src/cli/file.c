// SPDX-License-Identifier: Apache-2.0
// Files that a command reads and writes.
#include "cli/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocation.h"
#include "cli/report.h"

#define FILE_STREAM_MAXIMUM ((size_t)1 << 30)

static int cannot(const struct invocation *invocation, const char *verb, const char *path)
{
    report_error(invocation->streams, "%s cannot be %s: %s.", path, verb, strerrordesc_np(errno));
    return error_exit(ERROR_IO);
}

// A pipe has no size: it is read to its end.
static int read_stream(
    const struct invocation *invocation, FILE *stream, const char *path, struct file *ret_file)
{
    struct buffer buffer;
    char *room;
    size_t taken = 0;
    buffer_init(&buffer, FILE_STREAM_MAXIMUM);
    while ((room = buffer_reserve(&buffer, 1 << 16)) && (taken = fread(room, 1, 1 << 16, stream)) > 0)
        buffer.length += taken;
    enum error error = buffer_error(&buffer);
    if (!error && ferror(stream)) error = ERROR_IO;
    if (error) {
        buffer_free(&buffer);
        return error == ERROR_IO ? cannot(invocation, "read", path)
                                 : report_problems(invocation->streams, error, NULL);
    }
    if (buffer.length == 0) {
        buffer_free(&buffer);
        return 0;
    }
    ret_file->content.data = buffer_steal(&buffer, &ret_file->content.length);
    return 0;
}

int file_open(const struct invocation *invocation, const char *path, struct file *ret_file)
{
    struct stat status;
    *ret_file = (struct file){.content = {"", 0}};
    if (strcmp(path, "-") == 0)
        return read_stream(invocation, invocation->streams->input, "The input", ret_file);
    int handle = open(path, O_RDONLY | O_CLOEXEC);
    if (handle < 0 || fstat(handle, &status)) {
        int exit_status = cannot(invocation, "read", path);
        if (handle >= 0) (void)close(handle);
        return exit_status;
    }
    int exit_status = 0;
    if (S_ISDIR(status.st_mode)) {
        report_error(invocation->streams, "%s is a directory.", path);
        exit_status = error_exit(ERROR_IO);
    } else if (S_ISREG(status.st_mode) && status.st_size > 0) {
        void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, handle, 0);
        if (bytes == MAP_FAILED) exit_status = cannot(invocation, "read", path);
        if (bytes != MAP_FAILED) *ret_file = (struct file){{bytes, (size_t)status.st_size}, true};
    } else if (!S_ISREG(status.st_mode)) {
        FILE *stream = fdopen(handle, "r");
        if (!stream) exit_status = cannot(invocation, "read", path);
        if (stream) {
            exit_status = read_stream(invocation, stream, path, ret_file);
            (void)fclose(stream);
            return exit_status;
        }
    }
    (void)close(handle);
    return exit_status;
}

void file_close(struct file *file)
{
    union {
        const char *constant;
        char *bytes;
    } content = {.constant = file->content.data};
    if (file->is_mapped)
        (void)munmap(content.bytes, file->content.length);
    else if (file->content.length)
        allocation_release(content.bytes);
    *file = (struct file){.content = {"", 0}};
}

int new_file_open(const struct invocation *invocation, const char *path, struct new_file *ret_file)
{
    *ret_file = (struct new_file){.stream = NULL};
    int length = snprintf(ret_file->path, sizeof(ret_file->path), "%s", path);
    if (length < 0 || (size_t)length >= sizeof(ret_file->path)) {
        report_error(invocation->streams, "The path is too long.");
        return error_exit(ERROR_USAGE);
    }
    (void)snprintf(ret_file->temporary, sizeof(ret_file->temporary), "%s.new", path);
    ret_file->stream = fopen(ret_file->temporary, "we");
    return ret_file->stream ? 0 : cannot(invocation, "written", path);
}

int new_file_save(const struct invocation *invocation, struct new_file *file)
{
    bool failed = fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0;
    failed = fclose(file->stream) != 0 || failed;
    file->stream = NULL;
    if (failed || rename(file->temporary, file->path)) {
        int status = cannot(invocation, "written", file->path);
        (void)unlink(file->temporary);
        return status;
    }
    return 0;
}

void new_file_drop(struct new_file *file)
{
    if (!file->stream) return;
    (void)fclose(file->stream);
    (void)unlink(file->temporary);
    file->stream = NULL;
}
