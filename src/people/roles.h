// SPDX-License-Identifier: Apache-2.0
// The roles that people hold over products; not to be confused with what an account may do (enum
// access_role).
#ifndef TANDEM_PEOPLE_ROLES_H
#define TANDEM_PEOPLE_ROLES_H

#include "model/field.h"

enum people_role {
    ROLE_GENERAL_MANAGER,
    ROLE_HEAD_OF_PRODUCT_MANAGEMENT,
    ROLE_HEAD_OF_PRODUCT_MARKETING,
    ROLE_HEAD_OF_ENGINEERING,
    ROLE_PRODUCT_MANAGER,
    ROLE_PRODUCT_MARKETING_MANAGER,
    ROLE_ENGINEERING,
    ROLE_DESIGN,
    ROLE_USER_RESEARCH,
    ROLE_SALES,
    ROLE_SUPPORT,
    ROLE_MARKETING_COMMUNICATIONS,
    ROLE_CONTRIBUTOR,
    ROLE_COUNT // also: no role
};

extern const struct choice_list people_roles; // in the order of the enum

// "product_manager"; "" for ROLE_COUNT. Static text.
const char *people_role_code(enum people_role role);
// As in the middle of a sentence: "product manager". Static text.
const char *people_role_words(enum people_role role);
// ROLE_COUNT when there is no such role.
enum people_role people_role_parse(struct text code);
// Product management for product marketing and the other way round; ROLE_COUNT for every other role.
enum people_role people_role_counterpart(enum people_role role);

#endif
