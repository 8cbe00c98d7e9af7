// SPDX-License-Identifier: Apache-2.0
// The policy at a write: what belongs to somebody else's role is asked for a reason and kept, or refused.
#include "base/calendar.h"
#include "policy/override.h"
#include "policy/policy.h"
#include "store/records.h"

bool policy_judges(const struct actor *actor)
{
    if (!text_is_empty(actor->import)) return false;
    if (actor->via && strcmp(actor->via, "import") == 0) return false;
    return !text_is(actor->user, "system") || !text_is_empty(actor->person);
}

static struct value text_or_null(struct text text)
{
    return text_is_empty(text) ? value_null() : value_text(text);
}

static enum error override_write(struct transaction *transaction, const struct actor *actor,
    const struct policy_case *policy_case, const struct policy_decision *decision, const char *act,
    struct arena *arena, struct problem_list *problems)
{
    const struct organisation *organisation = policy_case->organisation;
    struct record_input *input = record_input_new(&override_resource, arena);
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    const char *today = arena_text(arena, day, strlen(day));
    const char *short_act = arena_print(arena, "%.200s", act);
    if (!input || !today || !short_act) return ERROR_MEMORY;
    struct text accountable =
        decision->accountable.count ? organisation->people[decision->accountable.people[0]].key : TEXT("");
    input->is_internal = true;
    record_input_set(input, OVERRIDE_RECORD, value_text(policy_case->record));
    record_input_set(input, OVERRIDE_ACTIVITY, value_text(organisation->activities[decision->activity].key));
    record_input_set(input, OVERRIDE_ACT, value_string(short_act));
    record_input_set(input, OVERRIDE_PERSON, text_or_null(actor->person));
    record_input_set(input, OVERRIDE_ACCOUNTABLE, text_or_null(accountable));
    record_input_set(input, OVERRIDE_REASON, text_or_null(text_trim(actor->reason)));
    record_input_set(input, OVERRIDE_ACTED_ON, value_string(today));
    struct record *record;
    return record_create(transaction, actor, input, arena, problems, &record);
}

static enum error refuse(const struct policy_case *policy_case, const struct policy_decision *decision,
    enum error error, struct arena *arena, struct problem_list *problems)
{
    const struct organisation *organisation = policy_case->organisation;
    const char *whom = policy_whom_to_ask(organisation, decision, arena);
    if (!whom) return ERROR_MEMORY;
    struct text activity = organisation->activities[decision->activity].name;
    const bool is_gap = decision->accountable.count == 0;
    if (error == ERROR_REASON_NEEDED)
        problem_add(problems, "reason", "%.*s belongs to %s. Say why you do it all the same%s.",
            TEXT_PRINT(activity), whom, is_gap ? "" : "; they will be told");
    else if (is_gap)
        problem_add(problems, NULL, "%.*s belongs to %s. Somebody has to be given that role first.",
            TEXT_PRINT(activity), whom);
    else
        problem_add(problems, NULL, "%.*s belongs to %s. Ask them.", TEXT_PRINT(activity), whom);
    return error;
}

enum error policy_guard(struct transaction *transaction, const struct actor *actor, struct text record,
    const char *activity, const char *act, struct arena *arena, struct problem_list *problems)
{
    if (!policy_judges(actor)) return ERROR_NONE;
    struct policy_case policy_case;
    struct policy_decision decision = {.verdict = POLICY_SILENT};
    enum error error = policy_case_load(transaction, record, arena, &policy_case);
    if (!error)
        error = policy_case_decide(&policy_case, text_from(activity), actor->person, arena, &decision);
    if (error || decision.verdict == POLICY_SILENT || decision.verdict == POLICY_OWN) return error;
    bool is_nobody = text_is_empty(actor->person);
    if (decision.verdict == POLICY_REFUSED && !(is_nobody && actor->role == ACCESS_ADMINISTRATOR))
        return refuse(&policy_case, &decision, ERROR_NOT_ACCOUNTABLE, arena, problems);
    if (!is_nobody && text_is_empty(text_trim(actor->reason)))
        return refuse(&policy_case, &decision, ERROR_REASON_NEEDED, arena, problems);
    return override_write(transaction, actor, &policy_case, &decision, act, arena, problems);
}
