// SPDX-License-Identifier: Apache-2.0
// Comments: everybody reads them, only their author changes them.
#include "journal/comment.h"

#include "store/records.h"

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

// Everybody reads every comment, so it must not be about what only some may read.
static enum error comment_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    if (stored) return ERROR_NONE; // what it is about does not change
    struct text key = TEXT("");
    const struct resource *about = NULL;
    const struct actor reader = {.role = ACCESS_VIEWER, .scope = SCOPE_READ};
    enum error error =
        record_resolve_key(transaction, record_text(proposed, COMMENT_RECORD), arena, &about, &key);
    if (error || permission_allows(&reader, about, VERB_SHOW, false)) return error;
    problem_add(problems, "record",
        "Everybody reads comments, so they are about what everybody may read; %.*s is not.", TEXT_PRINT(key));
    return ERROR_INVALID;
}

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
    .before_save = comment_before_save,
};
