// SPDX-License-Identifier: Apache-2.0
// The names of people's roles, and which two keep each other honest.
#include "people/roles.h"

static const struct choice choices[ROLE_COUNT] = {
    [ROLE_GENERAL_MANAGER] = {"general_manager", "General manager"},
    [ROLE_HEAD_OF_PRODUCT_MANAGEMENT] = {"head_of_product_management", "Head of product management"},
    [ROLE_HEAD_OF_PRODUCT_MARKETING] = {"head_of_product_marketing", "Head of product marketing"},
    [ROLE_HEAD_OF_ENGINEERING] = {"head_of_engineering", "Head of engineering"},
    [ROLE_PRODUCT_MANAGER] = {"product_manager", "Product manager"},
    [ROLE_PRODUCT_MARKETING_MANAGER] = {"product_marketing_manager", "Product marketing manager"},
    [ROLE_ENGINEERING] = {"engineering", "Engineering"},
    [ROLE_DESIGN] = {"design", "Design"},
    [ROLE_USER_RESEARCH] = {"user_research", "User research"},
    [ROLE_SALES] = {"sales", "Sales"},
    [ROLE_SUPPORT] = {"support", "Support"},
    [ROLE_MARKETING_COMMUNICATIONS] = {"marketing_communications", "Marketing communications"},
    [ROLE_CONTRIBUTOR] = {"contributor", "Contributor"},
};
const struct choice_list people_roles = {"role", choices, ROLE_COUNT};

static const char *const words[ROLE_COUNT + 1] = {"general manager", "head of product management",
    "head of product marketing", "head of engineering", "product manager", "product marketing manager",
    "engineer", "designer", "user researcher", "salesperson", "support", "marketing communications",
    "contributor", "nobody"};

const char *people_role_code(enum people_role role)
{
    return role < ROLE_COUNT ? choices[role].code : "";
}

const char *people_role_words(enum people_role role)
{
    return words[role < ROLE_COUNT ? role : ROLE_COUNT];
}

enum people_role people_role_parse(struct text code)
{
    int index = choice_index(&people_roles, code);
    return index < 0 ? ROLE_COUNT : (enum people_role)index;
}

enum people_role people_role_counterpart(enum people_role role)
{
    if (role == ROLE_PRODUCT_MANAGER) return ROLE_PRODUCT_MARKETING_MANAGER;
    if (role == ROLE_PRODUCT_MARKETING_MANAGER) return ROLE_PRODUCT_MANAGER;
    return ROLE_COUNT;
}
