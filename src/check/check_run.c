// SPDX-License-Identifier: Apache-2.0
// Recorded runs of the check: how many findings of which rule there were, for the trend.
#include "check/check_run.h"

static const struct field check_run_fields[] = {
    [CHECK_RUN_TAKEN_AT] =
        {
            .name = "taken_at",
            .label = "Taken at",
            .help = "When the check ran.",
            .type = FIELD_INSTANT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
    [CHECK_RUN_DAY_ON] =
        {
            .name = "day_on",
            .label = "Day",
            .help = "The day that it looked at.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
    [CHECK_RUN_ERRORS] =
        {
            .name = "errors",
            .label = "Errors",
            .help = "Findings of severity error.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [CHECK_RUN_WARNINGS] =
        {
            .name = "warnings",
            .label = "Warnings",
            .help = "Findings of severity warning.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [CHECK_RUN_INFOS] =
        {
            .name = "infos",
            .label = "Notes",
            .help = "Findings of severity info.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [CHECK_RUN_WAIVED] =
        {
            .name = "waived",
            .label = "Waived",
            .help = "Findings that were waived.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [CHECK_RUN_PRODUCTS] =
        {
            .name = "products",
            .label = "Products",
            .help = "Products that were looked at.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 0,
            .maximum = 1000000000,
        },
    [CHECK_RUN_RULES] =
        {
            .name = "rules",
            .label = "By rule",
            .help = "How many findings each rule had.",
            .type = FIELD_JSON,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
};
_Static_assert(
    sizeof check_run_fields / sizeof check_run_fields[0] == CHECK_RUN_FIELD_COUNT, "a field is missing");

static const struct sort check_run_sorts[] = {
    {"taken_at", CHECK_RUN_TAKEN_AT},
    {"key", SORT_SYSTEM_KEY},
};

const struct resource check_run_resource = {
    .name = "check-runs",
    .singular = "check_run",
    .label = "Check run",
    .label_plural = "Check runs",
    .prefix = "RUN",
    .help = "A check run keeps how many findings there were, so that one sees whether it gets better.",
    .flags = RESOURCE_READ_ONLY | RESOURCE_NO_EXPORT | RESOURCE_NO_IMPORT,
    .fields = check_run_fields,
    .field_count = CHECK_RUN_FIELD_COUNT,
    .sorts = check_run_sorts,
    .sort_count = sizeof check_run_sorts / sizeof check_run_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ},
        },
    .unique_together = {-1},
};
