// SPDX-License-Identifier: Apache-2.0
// The roles that people hold over products, in the order of enum people_role.
#ifndef TANDEM_PEOPLE_ROLES_H
#define TANDEM_PEOPLE_ROLES_H

#include "model/field.h"
#include "people/resolution.h"

extern const struct choice_list people_roles;

#endif
