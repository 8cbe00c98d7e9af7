// SPDX-License-Identifier: Apache-2.0
// Collects problems in the order they are found.
#include "base/problem.h"

void problem_list_init(struct problem_list *list, struct arena *arena)
{
    *list = (struct problem_list){.arena = arena};
}

PRINTF_CHECKED(5, 0)
static void append(
    struct problem_list *list, long line, long column, const char *field, const char *format, va_list values)
{
    if (!list) return;
    if (++list->count > PROBLEM_MAXIMUM) {
        list->is_incomplete = true;
        return;
    }
    struct problem *problem = arena_object(list->arena, struct problem);
    const char *message = problem ? arena_print_list(list->arena, format, values) : NULL;
    const char *field_copy = message && field ? arena_text(list->arena, field, strlen(field)) : NULL;
    if (!message || (field && !field_copy)) {
        list->is_incomplete = true;
        return;
    }
    *problem = (struct problem){.field = field_copy, .message = message, .line = line, .column = column};
    if (list->last)
        list->last->next = problem;
    else
        list->first = problem;
    list->last = problem;
}

void problem_add(struct problem_list *list, const char *field, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    append(list, 0, 0, field, format, values);
    va_end(values);
}

void problem_add_at(
    struct problem_list *list, long line, long column, const char *field, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    append(list, line, column, field, format, values);
    va_end(values);
}
