// SPDX-License-Identifier: Apache-2.0
// Waivers: findings that their accountable person lets stand, why and until when.
#include "check/waiver.h"

#include "base/calendar.h"
#include "check/explain.h"
#include "check/rule.h"
#include "policy/acting.h"
#include "policy/policy.h"
#include "store/store.h"

#define WAIVER_DAYS_MAXIMUM 366

static const struct field waiver_fields[] = {
    [WAIVER_RULE] =
        {
            .name = "rule",
            .label = "Rule",
            .help = "The identifier of the rule.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FILTER,
            .minimum = 1,
            .maximum = 60,
        },
    [WAIVER_FINDING] =
        {
            .name = "finding",
            .label = "Finding",
            .help = "The fingerprint of the finding, as the check prints it.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FILTER,
            .minimum = 1,
            .maximum = 80,
        },
    [WAIVER_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What the finding is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
        },
    [WAIVER_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the finding may stand.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
        },
    [WAIVER_UNTIL_ON] =
        {
            .name = "until_on",
            .label = "Until",
            .help = "The last day on which it stands waived.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [WAIVER_PERSON] =
        {
            .name = "person",
            .label = "Waived by",
            .help = "Who answers for it.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
};
_Static_assert(sizeof waiver_fields / sizeof waiver_fields[0] == WAIVER_FIELD_COUNT, "a field is missing");

static const struct sort waiver_sorts[] = {
    {"until_on", WAIVER_UNTIL_ON},
    {"rule", WAIVER_RULE},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link waiver_links[] = {
    {"comments", "comments", "record"},
};

// The rule, the fingerprint and the end by themselves.
static enum error waiver_check_values(
    const struct record *proposed, int32_t today, struct problem_list *problems)
{
    const struct text rule = record_text(proposed, WAIVER_RULE);
    enum error error = ERROR_NONE;
    int32_t until;
    if (!check_rule_find(rule)) {
        problem_add(problems, "rule", "There is no rule \"%.*s\"; \"tandem describe rules\" lists them.",
            TEXT_PRINT(rule));
        error = ERROR_INVALID;
    }
    if (!check_is_fingerprint(record_text(proposed, WAIVER_FINDING))) {
        problem_add(problems, "finding",
            "Must be the fingerprint of a finding: 16 hexadecimal digits, as the check prints it.");
        error = ERROR_INVALID;
    }
    if (calendar_parse_date(record_text(proposed, WAIVER_UNTIL_ON), &until) &&
        until > today + WAIVER_DAYS_MAXIMUM) {
        char latest[CALENDAR_DATE_SIZE];
        calendar_print_date(today + WAIVER_DAYS_MAXIMUM, latest);
        problem_add(problems, "until_on", "Must be at most a year ahead: %s.", latest);
        error = ERROR_INVALID;
    }
    return error;
}

// A new end lies ahead; one that has passed stays as it is, and an import brings what was.
static enum error waiver_check_end(const struct actor *actor, const struct record *proposed,
    const struct record *stored, int32_t today, struct problem_list *problems)
{
    char earliest[CALENDAR_DATE_SIZE];
    int32_t until, before;
    if (acting_restores(actor)) return ERROR_NONE;
    if (!calendar_parse_date(record_text(proposed, WAIVER_UNTIL_ON), &until) || until >= today)
        return ERROR_NONE;
    if (stored && calendar_parse_date(record_text(stored, WAIVER_UNTIL_ON), &before) && before == until)
        return ERROR_NONE;
    calendar_print_date(today, earliest);
    problem_add(problems, "until_on", "Must be today or later: %s.", earliest);
    return ERROR_INVALID;
}

// May the actor waive what is put to `accountable`?
static bool may_waive(const struct check_report *report, const struct actor *actor, uint32_t accountable)
{
    const struct organisation *organisation = report->organisation;
    if (acting_administers(actor) || accountable == ORGANISATION_NONE) return true;
    const uint32_t manager = organisation->people[accountable].manager;
    return text_equal(organisation->people[accountable].key, actor->person) ||
           (manager != ORGANISATION_NONE && text_equal(organisation->people[manager].key, actor->person));
}

// Only whom the finding is put to, their manager or an administrator, and each in their own name.
static enum error waiver_check_actor(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, int32_t today, struct arena *arena, struct problem_list *problems)
{
    const struct check_rule *rule = check_rule_find(record_text(proposed, WAIVER_RULE));
    const struct check_options options = {.rules = &rule, .rule_count = 1, .record = TEXT("")};
    struct check_report report;
    enum error error = check_workspace(transaction, today, &options, arena, &report);
    if (error) return error;
    const struct finding *finding = check_find(&report, record_text(proposed, WAIVER_FINDING));
    if (!finding) {
        problem_add(problems, "finding", "The rule %s has no such finding today.", rule->identifier);
        return ERROR_INVALID;
    }
    if (!may_waive(&report, actor, finding->accountable)) {
        const struct organisation_person *asked = &report.organisation->people[finding->accountable];
        problem_add(problems, "finding",
            "It is put to %.*s (%.*s): only they, their manager or an administrator may waive it.",
            TEXT_PRINT(asked->name), TEXT_PRINT(asked->key));
        return ERROR_INVALID;
    }
    if (record_is_null(proposed, WAIVER_PERSON)) record_set(proposed, WAIVER_PERSON, acting_person(actor));
    if (!acting_administers(actor) && !text_equal(record_text(proposed, WAIVER_PERSON), actor->person)) {
        problem_add(problems, "person", "Must be yourself (%.*s), or left empty.", TEXT_PRINT(actor->person));
        return ERROR_INVALID;
    }
    if (record_is_null(proposed, WAIVER_RECORD))
        record_set(proposed, WAIVER_RECORD, value_text(finding_key(&report, finding)));
    return ERROR_NONE;
}

static enum error waiver_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    const int32_t today = calendar_day_of(transaction_now(transaction));
    enum error error = waiver_check_values(proposed, today, problems);
    if (waiver_check_end(actor, proposed, stored, today, problems)) error = ERROR_INVALID;
    if (error || !policy_judges(actor)) return error;
    if (text_is_empty(actor->person)) {
        if (acting_administers(actor)) return ERROR_NONE;
        problem_add(problems, "finding",
            "Your account stands for no person, and so answers for no finding: an administrator ties it to "
            "one "
            "(person).");
        return ERROR_INVALID;
    }
    return waiver_check_actor(transaction, actor, proposed, today, arena, problems);
}

const struct resource waiver_resource = {
    .name = "waivers",
    .singular = "waiver",
    .label = "Waiver",
    .label_plural = "Waivers",
    .prefix = "WAIV",
    .help = "A waiver lets one finding of the check stand until a day, with a reason.",
    .fields = waiver_fields,
    .field_count = WAIVER_FIELD_COUNT,
    .sorts = waiver_sorts,
    .sort_count = sizeof waiver_sorts / sizeof waiver_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = waiver_links,
    .link_count = sizeof waiver_links / sizeof waiver_links[0],
    .unique_together = {-1},
    .before_save = waiver_before_save,
};
