// SPDX-License-Identifier: Apache-2.0
// A person of the company: whom they report to, and how much time they have.
#ifndef TANDEM_PEOPLE_PERSON_H
#define TANDEM_PEOPLE_PERSON_H

#include "model/resource.h"
#include "store/statement.h"

enum person_field {
    PERSON_NAME,
    PERSON_TITLE,
    PERSON_EMAIL,
    PERSON_MANAGER,
    PERSON_UNIT,
    PERSON_CAPACITY_HOURS,
    PERSON_JOINED_ON,
    PERSON_LEFT_ON,
    PERSON_FIELD_COUNT
};

extern const struct resource person_resource;
extern const struct statement_list person_statements;

#endif
