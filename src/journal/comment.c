// SPDX-License-Identifier: Apache-2.0
// Comments: everybody reads them, only their author changes them.
#include "journal/comment.h"

static const struct field comment_fields[] = {
    [COMMENT_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "The record that the comment is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [COMMENT_BODY] =
        {
            .name = "body",
            .label = "Comment",
            .help = "What there is to say.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 20000,
        },
};
_Static_assert(sizeof comment_fields / sizeof comment_fields[0] == COMMENT_FIELD_COUNT, "a field is missing");

static const struct sort comment_sorts[] = {
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
    {"key", SORT_SYSTEM_KEY},
};

const struct resource comment_resource = {
    .name = "comments",
    .singular = "comment",
    .label = "Comment",
    .label_plural = "Comments",
    .prefix = "COM",
    .help = "A comment says something about a record.",
    .fields = comment_fields,
    .field_count = COMMENT_FIELD_COUNT,
    .sorts = comment_sorts,
    .sort_count = sizeof comment_sorts / sizeof comment_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ, .own = MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ, .own = MAY_CHANGE},
            // Nobody puts words into another's mouth; an administrator may take them out.
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY(VERB_DELETE), .own = MAY_CHANGE},
        },
    .unique_together = {-1},
};
