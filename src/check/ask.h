// SPDX-License-Identifier: Apache-2.0
// Whom a finding is put to: the person whom the map makes accountable, or the one who appoints.
#ifndef TANDEM_CHECK_ASK_H
#define TANDEM_CHECK_ASK_H

#include "check/check.h"

// All give ORGANISATION_NONE when there is nobody, and nobody is also when there are several.

// Who holds the role over the scope.
uint32_t ask_role(const struct check_report *report, uint32_t scope, enum people_role role);

// Who is accountable for the activity over the product, by the map in force; where it says nobody, the
// product manager, then who appoints product managers.
uint32_t ask_activity(const struct check_report *report, uint32_t product, const char *code);

// Who is accountable for the activity over a scope of any kind, by the map in force; where it says nobody,
// the product marketing manager there, then who appoints them.
uint32_t ask_scope_activity(const struct check_report *report, uint32_t scope, const char *code);

// Who appoints people to the role over the scope: for product marketing its head, for any other work the head
// of product management, for heads the general manager; then the general manager. Never the person `except`.
uint32_t ask_above(const struct check_report *report, uint32_t scope, enum people_role role, uint32_t except);

// Who is answerable for the person's time: the manager, else the general manager of the person's unit.
uint32_t ask_manager(const struct check_report *report, uint32_t person);

#endif
