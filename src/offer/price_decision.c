// SPDX-License-Identifier: Apache-2.0
// Decisions about prices: what was proposed, on what grounds, and who decided.
#include "offer/price_decision.h"

#include "offer/amount.h"
#include "offer/currency.h"
#include "offer/price_decision_action.h"
#include "policy/acting.h"
#include "store/records.h"

static const struct choice price_decision_statuses_choices[PRICE_DECISION_STATUS_COUNT] = {
    [PRICE_DECISION_PROPOSED] = {"proposed", "Proposed"},
    [PRICE_DECISION_APPROVED] = {"approved", "Approved"},
    [PRICE_DECISION_REJECTED] = {"rejected", "Rejected"},
    [PRICE_DECISION_WITHDRAWN] = {"withdrawn", "Withdrawn"},
};
const struct choice_list price_decision_statuses = {
    "price_decision_status", price_decision_statuses_choices, PRICE_DECISION_STATUS_COUNT};

static const struct field price_decision_fields[] = {
    [PRICE_DECISION_TITLE] =
        {
            .name = "title",
            .label = "Title",
            .help = "What is to be decided, in a few words.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PRICE_DECISION_ITEM] =
        {
            .name = "item",
            .label = "About",
            .help = "The product, plan or add-on whose price it is.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products", "plans", "add-ons"},
        },
    [PRICE_DECISION_PRICE_POINT] =
        {
            .name = "price_point",
            .label = "Price",
            .help = "The price that is to change, or that came of it.",
            .type = FIELD_REFERENCE,
            .targets = {"price-points"},
        },
    [PRICE_DECISION_STUDY] =
        {
            .name = "study",
            .label = "Study",
            .help = "The price study that it rests on.",
            .type = FIELD_REFERENCE,
            .targets = {"price-studies"},
        },
    [PRICE_DECISION_PROPOSED_AMOUNT] =
        {
            .name = "proposed_amount",
            .label = "Proposed amount",
            .help = "The amount that is proposed.",
            .type = FIELD_DECIMAL,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [PRICE_DECISION_CURRENCY] =
        {
            .name = "currency",
            .label = "Currency",
            .help = "The currency of the amounts, by ISO 4217.",
            .type = FIELD_TEXT,
            .flags = FIELD_FILTER,
            .accepts = currency_is_known,
            .pattern_help = CURRENCY_PATTERN_HELP,
        },
    [PRICE_DECISION_RECOMMENDED_LOW] =
        {
            .name = "recommended_low",
            .label = "Recommended from",
            .help = "The lower end of what the study recommends.",
            .type = FIELD_DECIMAL,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [PRICE_DECISION_RECOMMENDED_HIGH] =
        {
            .name = "recommended_high",
            .label = "Recommended to",
            .help = "The upper end of what the study recommends.",
            .type = FIELD_DECIMAL,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [PRICE_DECISION_OPTIONS] =
        {
            .name = "options",
            .label = "Options",
            .help = "What else was considered, and why not.",
            .type = FIELD_MARKDOWN,
        },
    [PRICE_DECISION_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why this price is proposed.",
            .type = FIELD_MARKDOWN,
        },
    [PRICE_DECISION_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is decided, and how.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &price_decision_statuses,
            .default_code = "proposed",
        },
    [PRICE_DECISION_DECIDED_ON] =
        {
            .name = "decided_on",
            .label = "Decided on",
            .help = "The day of the decision.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [PRICE_DECISION_DECIDED_BY] =
        {
            .name = "decided_by",
            .label = "Decided by",
            .help = "Who decided.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [PRICE_DECISION_ANSWER] =
        {
            .name = "answer",
            .label = "Answer",
            .help = "What was said on deciding.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(sizeof price_decision_fields / sizeof price_decision_fields[0] == PRICE_DECISION_FIELD_COUNT,
    "a field is missing");

static const struct sort price_decision_sorts[] = {
    {"decided_on", PRICE_DECISION_DECIDED_ON},
    {"status", PRICE_DECISION_STATUS},
    {"title", PRICE_DECISION_TITLE},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link price_decision_links[] = {
    {"approvals", "approvals", "record"},
    {"consultations", "consultations", "record"},
    {"comments", "comments", "record"},
};

static enum error price_decision_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    static const size_t amounts[] = {
        PRICE_DECISION_PROPOSED_AMOUNT, PRICE_DECISION_RECOMMENDED_LOW, PRICE_DECISION_RECOMMENDED_HIGH};
    enum error error = ERROR_NONE;
    bool has_amount = false;
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        has_amount = has_amount || !record_is_null(proposed, amounts[i]);
    if (has_amount && record_is_null(proposed, PRICE_DECISION_CURRENCY)) {
        problem_add(problems, "currency", "Must say in which currency the amounts are.");
        error = ERROR_INVALID;
    }
    if (record_is_null(proposed, PRICE_DECISION_PROPOSED_AMOUNT) &&
        record_is_null(proposed, PRICE_DECISION_PRICE_POINT)) {
        problem_add(problems, "proposed_amount", "Give the amount that is proposed, or the price.");
        error = ERROR_INVALID;
    }
    if (!record_is_null(proposed, PRICE_DECISION_RECOMMENDED_LOW) &&
        !record_is_null(proposed, PRICE_DECISION_RECOMMENDED_HIGH) &&
        record_integer(proposed, PRICE_DECISION_RECOMMENDED_LOW) >
            record_integer(proposed, PRICE_DECISION_RECOMMENDED_HIGH)) {
        problem_add(problems, "recommended_high", "Must not be less than the lower end.");
        error = ERROR_INVALID;
    }
    return error;
}

// What the study recommends is written down with the decision, since the study may be run again. It knows of
// no currency: that is the decision's.
static enum error recommendation_take(
    struct transaction *transaction, struct record *proposed, struct arena *arena)
{
    static const struct {
        size_t field;
        const char *of_study;
    } ends[] = {{PRICE_DECISION_RECOMMENDED_LOW, "recommended_low"},
        {PRICE_DECISION_RECOMMENDED_HIGH, "recommended_high"}};
    const struct actor program = actor_system("system");
    const struct resource *studies = registry_find(transaction_registry(transaction), TEXT("price-studies"));
    struct record *study;
    if (!studies || record_is_null(proposed, PRICE_DECISION_CURRENCY)) return ERROR_NONE;
    enum error error = record_get(
        transaction, &program, studies, record_text(proposed, PRICE_DECISION_STUDY), arena, &study);
    for (size_t i = 0; !error && i < sizeof ends / sizeof ends[0]; i++) {
        const int of_study = resource_field(studies, text_from(ends[i].of_study));
        const struct value value = of_study < 0 ? value_null() : study->values[of_study];
        if (value.kind == VALUE_REAL && value.real >= 0 && value.real < (double)AMOUNT_MAXIMUM / AMOUNT_ONE)
            record_set(proposed, ends[i].field, value_integer((int64_t)(value.real * AMOUNT_ONE + 0.5)));
    }
    return error;
}

// What was decided about stays as it was; the price that came of it can still be named.
static enum error price_decision_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    if (acting_restores(actor)) return ERROR_NONE;
    const bool is_open = !stored || record_choice(stored, PRICE_DECISION_STATUS) == PRICE_DECISION_PROPOSED;
    const bool is_new_study = !record_is_null(proposed, PRICE_DECISION_STUDY) &&
                              (!stored || !value_equal(proposed->values[PRICE_DECISION_STUDY],
                                              stored->values[PRICE_DECISION_STUDY]));
    const bool is_said = !record_is_null(proposed, PRICE_DECISION_RECOMMENDED_LOW) ||
                         !record_is_null(proposed, PRICE_DECISION_RECOMMENDED_HIGH);
    if (is_open)
        return is_new_study && !is_said ? recommendation_take(transaction, proposed, arena) : ERROR_NONE;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < PRICE_DECISION_FIELD_COUNT; i++) {
        if (i == PRICE_DECISION_PRICE_POINT || value_equal(proposed->values[i], stored->values[i])) continue;
        problem_add(problems, price_decision_fields[i].name,
            "Is %.*s already; what was decided about stays as it was.",
            TEXT_PRINT(record_text(stored, PRICE_DECISION_STATUS)));
        error = ERROR_INVALID;
    }
    return error;
}

static enum error price_decision_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)arena;
    if (record_choice(stored, PRICE_DECISION_STATUS) != PRICE_DECISION_APPROVED) return ERROR_NONE;
    if (acting_administers(actor) || acting_restores(actor)) return ERROR_NONE;
    problem_add(problems, NULL, "It is approved; only an administrator deletes it.");
    return ERROR_FORBIDDEN;
}

const struct resource price_decision_resource = {
    .name = "price-decisions",
    .singular = "price_decision",
    .label = "Price decision",
    .label_plural = "Price decisions",
    .prefix = "PDEC",
    .help = "A price decision says which price is asked and why; it is approved by whom the map makes "
            "accountable.",
    .fields = price_decision_fields,
    .field_count = PRICE_DECISION_FIELD_COUNT,
    .sorts = price_decision_sorts,
    .sort_count = sizeof price_decision_sorts / sizeof price_decision_sorts[0],
    .title_field = PRICE_DECISION_TITLE,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = price_decision_links,
    .link_count = sizeof price_decision_links / sizeof price_decision_links[0],
    .unique_together = {-1},
    .actions = price_decision_actions,
    .action_count = PRICE_DECISION_ACTION_COUNT,
    .check = price_decision_check,
    .before_save = price_decision_before_save,
    .before_delete = price_decision_before_delete,
};
