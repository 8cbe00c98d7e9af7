// SPDX-License-Identifier: Apache-2.0
// Which files and folders a workspace's address needs, for those who shut the rest away.
#ifndef TANDEM_STORE_STORE_FILES_H
#define TANDEM_STORE_STORE_FILES_H

#include "base/error.h"

enum store_file_use {
    STORE_FILE_READ,   // a file or folder that is only read: certificates, a file of passwords
    STORE_FOLDER_WRITE // the folder in which the database and its journal lie
};

// Calls `visit` for each of them; some may not exist. The path is *borrowed* during the call. An address that
// nothing can be made of has none: opening it will say why.
enum error store_files(const char *address,
    void (*visit)(const char *path, enum store_file_use use, void *closure), void *closure) MUST_CHECK;

#endif
