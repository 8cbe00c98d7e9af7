// SPDX-License-Identifier: Apache-2.0
// Names of types, and the lists of choices that become types.
#include "describe/type_name.h"

#include "describe/shapes.h"

const char *type_name(const char *snake, const char *suffix, char out[TYPE_NAME_SIZE])
{
    size_t used = 0;
    bool is_start = true;
    for (; *snake && used + 1 < TYPE_NAME_SIZE; snake++) {
        if (*snake == '_' || *snake == '-') {
            is_start = true;
            continue;
        }
        out[used++] = is_start && *snake >= 'a' && *snake <= 'z' ? (char)(*snake - 'a' + 'A') : *snake;
        is_start = false;
    }
    for (; *suffix && used + 1 < TYPE_NAME_SIZE; suffix++)
        out[used++] = *suffix;
    out[used] = '\0';
    return out;
}

#define CHOICE_LISTS_MAXIMUM 256

struct seen {
    const struct choice_list *lists[CHOICE_LISTS_MAXIMUM];
    size_t count;
    void (*visit)(const struct choice_list *list, void *closure);
    void *closure;
};

static void see(struct seen *seen, const struct choice_list *list)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->lists[i] == list) return;
    }
    if (!list || seen->count == CHOICE_LISTS_MAXIMUM) return;
    seen->lists[seen->count++] = list;
    seen->visit(list, seen->closure);
}

void choice_lists_each(const struct registry *registry,
    void (*visit)(const struct choice_list *list, void *closure), void *closure)
{
    struct seen seen = {.visit = visit, .closure = closure};
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        for (size_t j = 0; j < resource->field_count; j++)
            see(&seen, resource->fields[j].choices);
        for (size_t j = 0; j < resource->action_count; j++) {
            const struct action *action = &resource->actions[j];
            for (size_t k = 0; k < action->input_count; k++)
                see(&seen, action->input_fields[k].choices);
        }
    }
    for (size_t i = 0; i < shape_count; i++) {
        for (size_t j = 0; j < shapes[i].count; j++)
            see(&seen, shapes[i].members[j].choices);
    }
}
