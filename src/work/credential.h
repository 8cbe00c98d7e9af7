// SPDX-License-Identifier: Apache-2.0
// Secrets that the program is given by whoever starts it, and that it never keeps anywhere: an environment
// variable, or a file of that name in the folder that systemd names in CREDENTIALS_DIRECTORY.
#ifndef TANDEM_WORK_CREDENTIAL_H
#define TANDEM_WORK_CREDENTIAL_H

#include "base/buffer.h"
#include "base/error.h"

#define CREDENTIAL_MAXIMUM 4096 // bytes

// Reads the variable, else the file; white space at both ends is cut off. No variable and no file: an empty
// secret. *owned*: credential_forget. ERROR_IO: the file is there and cannot be read; ERROR_LIMIT.
enum error credential_read(const char *variable, const char *file, struct buffer *ret_secret) MUST_CHECK;

// Overwrites and frees.
void credential_forget(struct buffer *secret);

#endif
