// SPDX-License-Identifier: Apache-2.0
// Shapes of the inbox.
#include "describe/shapes_inbox.h"

#include "inbox/inbox.h"

const struct shape_member inbox_item_members[] = {
    {"kind", SHAPE_CHOICE, 0, NULL, &inbox_kinds},
    {"record", SHAPE_KEY, 0, NULL, NULL},
    {"resource", SHAPE_TEXT, 0, NULL, NULL},
    {"title", SHAPE_TEXT, 0, NULL, NULL},
    {"what", SHAPE_TEXT, 0, NULL, NULL},
    {"product", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
    {"product_name", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
    {"due_on", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"since", SHAPE_DATE, SHAPE_NULLABLE, NULL, NULL},
    {"overdue", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"actions", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
};

const struct shape_member inbox_members[] = {
    {"person", SHAPE_OBJECT, SHAPE_NULLABLE, "Named", NULL},
    {"day", SHAPE_DATE, 0, NULL, NULL},
    {"totals", SHAPE_INTEGER, SHAPE_MAP, NULL, NULL},
    {"overdue", SHAPE_INTEGER, 0, NULL, NULL},
    {"items", SHAPE_OBJECT, SHAPE_ARRAY, "InboxItem", NULL},
    {"next", SHAPE_TEXT, SHAPE_NULLABLE, NULL, NULL},
};
