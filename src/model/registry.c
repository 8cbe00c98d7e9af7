// SPDX-License-Identifier: Apache-2.0
// Resources found by name.
#include "model/registry.h"

const struct resource *registry_find(const struct registry *registry, struct text name)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (text_is(name, resource->name) || text_is(name, resource->singular)) return resource;
    }
    return NULL;
}

// Equal in any case, with dash and underscore the same.
static bool is_like(struct text name, const char *other)
{
    if (name.length != strlen(other)) return false;
    for (size_t i = 0; i < name.length; i++) {
        char one = name.data[i], two = other[i];
        if (one >= 'A' && one <= 'Z') one = (char)(one - 'A' + 'a');
        if (two >= 'A' && two <= 'Z') two = (char)(two - 'A' + 'a');
        if (one == '_') one = '-';
        if (two == '_') two = '-';
        if (one != two) return false;
    }
    return true;
}

const struct resource *registry_guess(const struct registry *registry, struct text name)
{
    if (text_is_empty(name)) return NULL;
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (is_like(name, resource->name) || is_like(name, resource->singular) ||
            is_like(name, resource->prefix) || is_like(name, resource->label)) {
            return resource;
        }
    }
    return NULL;
}
