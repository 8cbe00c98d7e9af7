// SPDX-License-Identifier: Apache-2.0
// The names of people's roles.
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
