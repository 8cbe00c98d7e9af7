// SPDX-License-Identifier: Apache-2.0
// The entry checklist of a hand-off.
#include "alignment/hand_off_item.h"

#include "policy/acting.h"
#include "product/evidence.h"
#include "store/records.h"

static const struct field hand_off_item_fields[] = {
    [HAND_OFF_ITEM_HAND_OFF] =
        {
            .name = "hand_off",
            .label = "Hand-off",
            .help = "The hand-off that it belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"hand-offs"},
        },
    [HAND_OFF_ITEM_NAME] =
        {
            .name = "name",
            .label = "Item",
            .help = "What has to be there.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 300,
        },
    [HAND_OFF_ITEM_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Its place in the list.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [HAND_OFF_ITEM_DONE] =
        {
            .name = "done",
            .label = "Done",
            .help = "Whether it is there.",
            .type = FIELD_BOOLEAN,
        },
    [HAND_OFF_ITEM_EVIDENCE] =
        {
            .name = "evidence",
            .label = "Evidence",
            .help = "Where it is: a web address, or the key of a record.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
};
_Static_assert(sizeof hand_off_item_fields / sizeof hand_off_item_fields[0] == HAND_OFF_ITEM_FIELD_COUNT,
    "a field is missing");

static const struct sort hand_off_item_sorts[] = {
    {"position", HAND_OFF_ITEM_POSITION},
    {"key", SORT_SYSTEM_KEY},
};

const char *const *hand_off_item_defaults(enum hand_off_kind kind)
{
    static const char *const items[HAND_OFF_KIND_COUNT][8] = {
        [HAND_OFF_KIND_CAPABILITY_BRIEF] =
            {
                "What it does, in a paragraph that somebody outside the team understands.",
                "Whose problem it solves, with the evidence that they have it.",
                "What it does not do, and which of that comes later.",
                "What a customer needs before it works for them.",
                "Which release brings it, on which day, and how sure that day is.",
                "Which figures may be claimed, each with where it was measured.",
                "Who answers questions, and where it can be seen at work.",
            },
        [HAND_OFF_KIND_MARKET_INSIGHT] =
            {
                "What was seen or heard, with its source and its date.",
                "Which segment it concerns, and how many customers in it.",
                "What these customers do about it today, and what rivals offer them.",
                "What it is worth to them, and to us, if something is done.",
                "How sure this is, and what would show that it is wrong.",
            },
        [HAND_OFF_KIND_OTHER] = {NULL},
    };
    return items[kind < HAND_OFF_KIND_COUNT ? kind : HAND_OFF_KIND_OTHER];
}

// The checklist stays as the other side saw it.
static enum error expect_editable(struct transaction *transaction, const struct actor *actor,
    const struct record *item, struct arena *arena, struct problem_list *problems)
{
    const struct actor program = actor_system("system");
    struct record *hand_off = NULL;
    if (acting_restores(actor)) return ERROR_NONE;
    enum error error = record_get(transaction, &program, &hand_off_resource,
        record_text(item, HAND_OFF_ITEM_HAND_OFF), arena, &hand_off);
    if (error || hand_off_is_editable(hand_off)) return error;
    problem_add(problems, "hand_off", "The hand-off is %.*s: its checklist stays as it is.",
        TEXT_PRINT(record_text(hand_off, HAND_OFF_STATUS)));
    return ERROR_INVALID;
}

static enum error item_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    const struct text evidence = record_text(proposed, HAND_OFF_ITEM_EVIDENCE);
    (void)stored;
    enum error error = ERROR_NONE;
    if (!text_is_empty(evidence) && !acting_restores(actor))
        error = evidence_check(transaction, evidence, proposed->key, "evidence", arena, problems);
    return error ? error : expect_editable(transaction, actor, proposed, arena, problems);
}

static enum error item_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    return expect_editable(transaction, actor, stored, arena, problems);
}

const struct resource hand_off_item_resource = {
    .name = "hand-off-items",
    .singular = "hand_off_item",
    .label = "Hand-off item",
    .label_plural = "Hand-off items",
    .prefix = "HITEM",
    .help = "A hand-off item is one thing that has to be there before the other role can take over.",
    .fields = hand_off_item_fields,
    .field_count = HAND_OFF_ITEM_FIELD_COUNT,
    .sorts = hand_off_item_sorts,
    .sort_count = sizeof hand_off_item_sorts / sizeof hand_off_item_sorts[0],
    .title_field = HAND_OFF_ITEM_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {-1},
    .before_save = item_before_save,
    .before_delete = item_before_delete,
};
