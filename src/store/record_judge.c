// SPDX-License-Identifier: Apache-2.0
// What is asked of the judge: one question for each activity that a write touches.
#include "store/record_judge.h"

#define ACT_MAXIMUM 4096

// "change stage, launch_on": all changed fields of the activity of the field at `first`. NULL: no memory.
static const char *act_name(
    const struct resource *resource, const bool *changed, size_t first, struct arena *arena)
{
    struct buffer name;
    buffer_init(&name, ACT_MAXIMUM);
    buffer_string(&name, "change ");
    for (size_t i = first; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        if (!changed[i] || !field->activity || strcmp(field->activity, resource->fields[first].activity) != 0)
            continue;
        buffer_print(&name, "%s%s", i > first ? ", " : "", field->name);
    }
    const char *copy = buffer_error(&name) ? NULL : text_copy(buffer_view(&name), arena);
    buffer_free(&name);
    return copy;
}

static bool is_asked_already(const struct resource *resource, const bool *changed, size_t field)
{
    for (size_t i = 0; i < field; i++)
        if (changed[i] && resource->fields[i].activity &&
            strcmp(resource->fields[i].activity, resource->fields[field].activity) == 0)
            return true;
    return false;
}

enum error record_judge_changes(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, const bool *changed, struct arena *arena, struct problem_list *problems)
{
    const struct registry *registry = transaction_registry(transaction);
    const struct resource *resource = stored->resource;
    enum error first = ERROR_NONE;
    for (size_t i = 0; registry->judge && i < resource->field_count; i++) {
        const char *activity = resource->fields[i].activity;
        if (!changed[i] || !activity || is_asked_already(resource, changed, i)) continue;
        const char *act = act_name(resource, changed, i, arena);
        if (!act) return ERROR_MEMORY;
        enum error error = registry->judge(transaction, actor, stored->key, activity, act, arena, problems);
        if (!first) first = error;
    }
    return first;
}

enum error record_judge_action(struct transaction *transaction, const struct actor *actor,
    const struct action *action, const struct record *stored, struct arena *arena,
    struct problem_list *problems)
{
    const struct registry *registry = transaction_registry(transaction);
    if (!registry->judge || action->judges_itself || (!action->activity && !action->activity_of))
        return ERROR_NONE;
    const char *activity = action->activity;
    if (action->activity_of) activity = text_copy(action->activity_of(stored), arena);
    if (!activity) return ERROR_MEMORY;
    return registry->judge(transaction, actor, stored->key, activity, action->name, arena, problems);
}
