// SPDX-License-Identifier: Apache-2.0
// What the functions of the steps share: the copy, the step, and looking up what its members name.
#ifndef TANDEM_STRESS_SCENARIO_APPLICATION_H
#define TANDEM_STRESS_SCENARIO_APPLICATION_H

#include "stress/scenario_apply.h"

struct application {
    const struct organisation *original;
    struct organisation_copy copy;
    const struct scenario_world *world;
    struct problem_list *problems;
    const struct scenario_step *step;
    size_t position;
};

// Adds a problem with a member of the step, by its position in the form.
void application_refuse(const struct application *application, unsigned member, const char *format, ...)
    PRINTF_CHECKED(3, 4);

// The index that a member of the step names; ORGANISATION_NONE after saying that there is no such record.
uint32_t application_person(const struct application *application, unsigned member);
uint32_t application_scope(const struct application *application, unsigned member);
uint32_t application_unit(const struct application *application, unsigned member);

// The steps of scenario_reorganise.c.
enum error apply_merge_roles(struct application *application) MUST_CHECK;
enum error apply_merge_units(struct application *application) MUST_CHECK;
enum error apply_split_unit(struct application *application) MUST_CHECK;

#endif
