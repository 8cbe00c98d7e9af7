// SPDX-License-Identifier: Apache-2.0
// Finds whom to ask.
#include "check/ask.h"

uint32_t ask_role(const struct check_report *report, uint32_t scope, enum people_role role)
{
    struct resolution_holders holders = resolution_holders(report->resolution, scope, role);
    return holders.count == 1 ? holders.people[0] : ORGANISATION_NONE;
}

uint32_t ask_activity(const struct check_report *report, uint32_t product, const char *code)
{
    const uint32_t activity = organisation_find_activity_code(report->organisation, code);
    if (activity != ORGANISATION_NONE) {
        struct resolution_result result = resolution_for(report->resolution, product, activity);
        if (result.holders.count == 1) return result.holders.people[0];
    }
    const uint32_t scope = organisation_scope_of_product(report->organisation, product);
    const uint32_t person = ask_role(report, scope, ROLE_PRODUCT_MANAGER);
    return person != ORGANISATION_NONE ? person
                                       : ask_above(report, scope, ROLE_PRODUCT_MANAGER, ORGANISATION_NONE);
}

uint32_t ask_scope_activity(const struct check_report *report, uint32_t scope, const char *code)
{
    const uint32_t activity = organisation_find_activity_code(report->organisation, code);
    if (activity != ORGANISATION_NONE) {
        const struct resolution_result result = resolution_for_scope(report->resolution, scope, activity);
        if (result.holders.count == 1) return result.holders.people[0];
    }
    const uint32_t person = ask_role(report, scope, ROLE_PRODUCT_MARKETING_MANAGER);
    return person != ORGANISATION_NONE
               ? person
               : ask_above(report, scope, ROLE_PRODUCT_MARKETING_MANAGER, ORGANISATION_NONE);
}

static bool role_is_appointed_by_general_manager(enum people_role role)
{
    return role == ROLE_GENERAL_MANAGER || role == ROLE_HEAD_OF_PRODUCT_MANAGEMENT ||
           role == ROLE_HEAD_OF_PRODUCT_MARKETING || role == ROLE_HEAD_OF_ENGINEERING;
}

uint32_t ask_above(const struct check_report *report, uint32_t scope, enum people_role role, uint32_t except)
{
    if (!role_is_appointed_by_general_manager(role)) {
        const bool is_marketing =
            role == ROLE_PRODUCT_MARKETING_MANAGER || role == ROLE_MARKETING_COMMUNICATIONS;
        const uint32_t head = ask_role(
            report, scope, is_marketing ? ROLE_HEAD_OF_PRODUCT_MARKETING : ROLE_HEAD_OF_PRODUCT_MANAGEMENT);
        if (head != ORGANISATION_NONE && head != except) return head;
    }
    const uint32_t general = ask_role(report, scope, ROLE_GENERAL_MANAGER);
    return general == except ? ORGANISATION_NONE : general;
}

uint32_t ask_manager(const struct check_report *report, uint32_t person)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t manager = organisation->people[person].manager, unit = organisation->people[person].unit;
    if (manager != ORGANISATION_NONE &&
        !organisation_person_has_left(&organisation->people[manager], organisation->day))
        return manager;
    const uint32_t scope =
        unit == ORGANISATION_NONE ? ORGANISATION_COMPANY : organisation_scope_of_unit(unit);
    const uint32_t general = ask_role(report, scope, ROLE_GENERAL_MANAGER);
    return general == person ? ORGANISATION_NONE : general;
}
