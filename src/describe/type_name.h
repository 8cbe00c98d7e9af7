// SPDX-License-Identifier: Apache-2.0
// The names of types in documents for programs: map_entry becomes MapEntry.
#ifndef TANDEM_DESCRIBE_TYPE_NAME_H
#define TANDEM_DESCRIBE_TYPE_NAME_H

#include "base/buffer.h"
#include "model/registry.h"

#define TYPE_NAME_SIZE 80

// Writes the name into `out`, cut when it does not fit, with a suffix such as "Create" behind it. Returns
// `out`.
const char *type_name(const char *snake, const char *suffix, char out[TYPE_NAME_SIZE]);

// Calls `visit` once for every list of choices of the registry's fields and of the shapes, in the order of
// first use.
void choice_lists_each(const struct registry *registry,
    void (*visit)(const struct choice_list *list, void *closure), void *closure);

#endif
