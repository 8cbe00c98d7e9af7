// SPDX-License-Identifier: Apache-2.0
// Stress reports in the style of the check: what breaks, for whom, what to do.
#include "stress/stress_print.h"

#include "base/calendar.h"
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

// Pairs of one product that broke in the same way for the same role: one paragraph.
struct group {
    const struct stress_report *report;
    const struct stress_pair *pairs;
    size_t count;
    struct resolution_result before, after; // of the first
};

static bool holders_match(struct resolution_holders one, struct resolution_holders other)
{
    if (one.count != other.count) return false;
    for (uint32_t i = 0; i < one.count; i++)
        if (one.people[i] != other.people[i]) return false;
    return true;
}

static bool results_match(const struct resolution_result *one, const struct resolution_result *other)
{
    return one->role == other->role && one->outcome == other->outcome &&
           holders_match(one->holders, other->holders);
}

static struct resolution_result result_of(const struct stress_side *side, const struct stress_pair *pair)
{
    return resolution_for(side->resolution, pair->product, pair->activity);
}

static bool pair_belongs(const struct group *group, const struct stress_pair *pair)
{
    if (pair->product != group->pairs->product || pair->change != group->pairs->change) return false;
    const struct resolution_result before = result_of(&group->report->before, pair);
    const struct resolution_result after = result_of(&group->report->after, pair);
    return results_match(&before, &group->before) && results_match(&after, &group->after);
}

// "Roadmap, Pricing and 7 more".
static void print_activities(
    const struct group *group, const bool *is_done, size_t rest, struct buffer *output)
{
    const struct organisation *organisation = group->report->after.organisation;
    uint32_t position = 0;
    for (size_t i = 0; i < rest; i++) {
        if (is_done[i] || !pair_belongs(group, &group->pairs[i])) continue;
        if (!phrase_list_item(position++, (uint32_t)group->count, output)) return;
        buffer_text(output, organisation->activities[group->pairs[i].activity].name);
    }
}

static void print_people(
    const struct stress_side *side, struct resolution_holders holders, struct buffer *output)
{
    for (uint32_t i = 0; phrase_list_item(i, holders.count, output); i++)
        phrase_person(side->organisation, holders.people[i], output);
}

static void print_as_role(enum people_role role, struct buffer *output)
{
    if (role < ROLE_COUNT) buffer_print(output, " as %s", people_role_words(role));
}

// "Ann Smith (PERS-3) was accountable for … as product manager; "
static void print_before(const struct group *group, const bool *is_done, size_t rest, struct buffer *output)
{
    const struct resolution_holders holders = group->before.holders;
    if (holders.count == 0)
        buffer_string(output, "nobody");
    else
        print_people(&group->report->before, holders, output);
    buffer_string(output, holders.count > 1 ? " were accountable for " : " was accountable for ");
    print_activities(group, is_done, rest, output);
    print_as_role(group->before.role, output);
    buffer_string(output, "; ");
}

static void print_after(const struct group *group, struct buffer *output)
{
    const struct stress_side *after = &group->report->after;
    const enum people_role role = group->after.role;
    switch ((enum stress_change)group->pairs->change) {
    case STRESS_GAP:
        buffer_string(output, "now nobody is");
        if (role == ROLE_COUNT)
            buffer_string(output, ", because no map in force has it");
        else if (role != group->before.role)
            buffer_print(output, ", because there is no %s", people_role_words(role));
        break;
    case STRESS_CONFLICT:
        buffer_string(output, "now ");
        print_people(after, group->after.holders, output);
        buffer_string(output, " each are");
        print_as_role(role, output);
        break;
    case STRESS_DUAL:
        buffer_string(output, "now ");
        print_people(after, group->after.holders, output);
        buffer_string(output, " is on both sides");
        break;
    case STRESS_HANDOVER:
    case STRESS_RELIEF:
    case STRESS_CHANGE_COUNT: break;
    }
    buffer_character(output, '.');
}

static void print_hint(const struct group *group, struct buffer *output)
{
    const struct organisation *organisation = group->report->after.organisation;
    const uint32_t scope = organisation_scope_of_product(organisation, group->pairs->product);
    const enum people_role role = group->after.role;
    buffer_string(output, "    hint: ");
    switch ((enum stress_change)group->pairs->change) {
    case STRESS_GAP:
        if (role == ROLE_COUNT) {
            buffer_string(output, "Add the activity to the map");
        } else {
            buffer_string(output, "Have somebody ready for the role: ");
            phrase_assigning(organisation, role, scope, output);
        }
        break;
    case STRESS_CONFLICT:
        buffer_print(output, "Say before it happens which of them is to be %s of ", people_role_words(role));
        phrase_scope(organisation, group->after.holders.scope, output);
        break;
    case STRESS_DUAL:
        buffer_string(output, "Give one of the two roles to somebody else: ");
        phrase_assigning(organisation, ROLE_PRODUCT_MARKETING_MANAGER, scope, output);
        break;
    case STRESS_HANDOVER:
    case STRESS_RELIEF:
    case STRESS_CHANGE_COUNT: break;
    }
    buffer_string(output, ".\n");
}

static void print_group(const struct group *group, const bool *is_done, size_t rest, struct buffer *output)
{
    const struct organisation *organisation = group->report->after.organisation;
    const struct organisation_product *product = &organisation->products[group->pairs->product];
    const uint32_t ask = ask_above(&group->report->after.check,
        organisation_scope_of_product(organisation, group->pairs->product), group->after.role,
        ORGANISATION_NONE);
    buffer_print(output, "%.*s: %s: %.*s: ", TEXT_PRINT(product->key),
        stress_change_code((enum stress_change)group->pairs->change), TEXT_PRINT(product->name));
    print_before(group, is_done, rest, output);
    print_after(group, output);
    buffer_character(output, '\n');
    print_hint(group, output);
    if (ask == ORGANISATION_NONE) return;
    buffer_string(output, "    ask: ");
    phrase_person(organisation, ask, output);
    buffer_character(output, '\n');
}

#define GROUPED_MAXIMUM 512 // pairs that are put together at a time: more than there are activities as a rule

// Paragraphs for the pairs of one product and change: one for each role and outcome.
static void print_product(
    const struct stress_report *report, const struct stress_pair *pairs, size_t count, struct buffer *output)
{
    bool is_done[GROUPED_MAXIMUM] = {false};
    for (size_t i = 0; i < count; i++) {
        if (is_done[i]) continue;
        struct group group = {.report = report, .pairs = &pairs[i]};
        group.before = result_of(&report->before, &pairs[i]);
        group.after = result_of(&report->after, &pairs[i]);
        for (size_t j = i; j < count; j++)
            group.count += !is_done[j] && pair_belongs(&group, &pairs[j]);
        print_group(&group, is_done + i, count - i, output);
        for (size_t j = i; j < count; j++)
            is_done[j] = is_done[j] || pair_belongs(&group, &pairs[j]);
    }
}

static void print_pairs(const struct stress_report *report, struct buffer *output)
{
    size_t next = 0;
    for (size_t i = 0; i < report->pair_count && report->pairs[i].change <= STRESS_DUAL; i = next) {
        next = i + 1;
        while (next < report->pair_count && next - i < GROUPED_MAXIMUM &&
               report->pairs[next].product == report->pairs[i].product &&
               report->pairs[next].change == report->pairs[i].change)
            next++;
        print_product(report, &report->pairs[i], next - i, output);
    }
}

static void print_spans(const struct stress_report *report, struct buffer *output)
{
    const struct organisation *organisation = report->after.organisation;
    for (size_t i = 0; i < report->span_count; i++) {
        const struct stress_span *span = &report->spans[i];
        if (span->after <= span->before) return; // those that grow come first
        const struct organisation_person *person = &organisation->people[span->person];
        buffer_print(output, "%.*s: span: %.*s: %s of ", TEXT_PRINT(person->key), TEXT_PRINT(person->name),
            people_role_words((enum people_role)span->role));
        phrase_count(span->after, "product", "products", output);
        buffer_print(output, "; %u before.\n", span->before);
    }
}

static void print_criteria(const struct stress_report *report, struct buffer *output)
{
    const struct organisation *organisation = report->after.organisation;
    const struct alignment *alignment = report->after.check.alignment;
    for (uint32_t i = 0; i < report->criterion_count; i++) {
        const struct alignment_criterion *criterion = &alignment->criteria[report->criteria[i]];
        const struct alignment_gate *gate = &alignment->gates[criterion->gate];
        buffer_print(output, "%.*s: gate: %.*s: nobody could sign it any more for ",
            TEXT_PRINT(criterion->key), TEXT_PRINT(criterion->name));
        phrase_scope(organisation, organisation_scope_of_product(organisation, gate->product), output);
        buffer_print(output, " on the way to %s, because ", product_stages.choices[gate->stage].label);
        buffer_text(output, organisation->activities[criterion->activity].name);
        const struct resolution_result result =
            resolution_for(report->after.resolution, gate->product, criterion->activity);
        buffer_string(output,
            result.outcome == RESOLUTION_GAP ? " would be nobody's.\n" : " would be several people's.\n");
    }
}

static void print_hand_offs(const struct stress_report *report, struct buffer *output)
{
    const struct organisation *organisation = report->after.organisation;
    const struct alignment *alignment = report->after.check.alignment;
    for (uint32_t i = 0; i < report->hand_off_count; i++) {
        const struct alignment_hand_off *hand_off = &alignment->hand_offs[report->hand_offs[i]];
        buffer_print(output, "%.*s: hand-off: %.*s: no %s of ", TEXT_PRINT(hand_off->key),
            TEXT_PRINT(hand_off->title), people_role_words((enum people_role)hand_off->to_role));
        phrase_scope(organisation, organisation_scope_of_product(organisation, hand_off->product), output);
        buffer_string(output, " would be there to take it.\n");
    }
}

// Findings that the check would have and does not have now, other than what the pairs say already.
static void print_rules(const struct stress_report *report, struct buffer *output)
{
    bool is_any = false;
    for (size_t i = 0; i < report->rule_count; i++) {
        const struct stress_rule *rule = &report->rules[i];
        if (rule->appeared + rule->gone == 0) continue;
        if (!is_any)
            buffer_print(output, "\n%-38s %7s %7s %7s %7s\n", "findings", "before", "after", "new", "gone");
        is_any = true;
        buffer_print(output, "%-38s %7u %7u %7u %7u\n", rule->rule->identifier, rule->before, rule->after,
            rule->appeared, rule->gone);
    }
    if (is_any) buffer_character(output, '\n');
}

static void print_outcomes(const struct stress_report *report, struct buffer *output)
{
    buffer_print(output, "%-38s %7s %7s\n", "products x activities", "before", "after");
    for (unsigned outcome = 0; outcome < RESOLUTION_OUTCOME_COUNT; outcome++)
        buffer_print(output, "%-38s %7llu %7llu\n", resolution_outcome_code((enum resolution_outcome)outcome),
            (unsigned long long)report->before.outcomes[outcome],
            (unsigned long long)report->after.outcomes[outcome]);
}

// "12 new gaps, 0 new conflicts, 4 new duals, 2 handed over, 0 relieved on 2026-11-22."
static void print_sum(
    const struct stress_report *report, const struct stress_input *input, struct buffer *output)
{
    static const char *const one[] = {"new gap", "new conflict", "new dual", "handed over", "relieved"};
    static const char *const many[] = {"new gaps", "new conflicts", "new duals", "handed over", "relieved"};
    for (unsigned change = 0; change < STRESS_CHANGE_COUNT; change++) {
        if (change) buffer_string(output, ", ");
        phrase_count((int64_t)report->changes[change], one[change], many[change], output);
    }
    buffer_string(output, " on ");
    phrase_date(input->day, output);
    buffer_string(output, ".\n");
}

enum error stress_print_text(
    const struct stress_report *report, const struct stress_input *input, struct buffer *output)
{
    const struct organisation *organisation = report->after.organisation;
    if (!text_is_empty(input->name)) buffer_print(output, "%.*s: ", TEXT_PRINT(input->name));
    phrase_count((int64_t)input->steps.count, "step", "steps", output);
    buffer_string(output, input->steps.count ? ":\n" : ".\n");
    for (size_t i = 0; i < input->steps.count; i++) {
        buffer_print(output, "  %zu. ", i + 1);
        scenario_step_print(organisation, &input->steps.steps[i], output);
        buffer_character(output, '\n');
    }
    buffer_character(output, '\n');
    print_pairs(report, output);
    print_criteria(report, output);
    print_hand_offs(report, output);
    print_spans(report, output);
    print_rules(report, output);
    print_outcomes(report, output);
    buffer_string(
        output, report->is_same_map ? "\nThe map stands unmodified.\n" : "\nThe map is another one.\n");
    print_sum(report, input, output);
    return buffer_error(output);
}

// Columns of a comparison.
static void print_comparison_row(struct text name, const struct stress_side *side,
    const struct stress_report *report, struct buffer *output)
{
    buffer_print(output, "%-30.*s %7llu %9llu %7llu %7u %9u",
        text_precision(name) > 30 ? 30 : text_precision(name), name.data,
        (unsigned long long)side->outcomes[RESOLUTION_GAP],
        (unsigned long long)side->outcomes[RESOLUTION_CONFLICT],
        (unsigned long long)side->outcomes[RESOLUTION_DUAL], side->check.totals[SEVERITY_ERROR],
        side->check.totals[SEVERITY_WARNING]);
    if (report)
        buffer_print(
            output, " %8llu %9u", (unsigned long long)report->changes[STRESS_GAP], report->widest_span);
    buffer_character(output, '\n');
}

enum error stress_print_comparison_text(const struct stress_report *reports,
    const struct stress_input *inputs, size_t count, struct buffer *output)
{
    buffer_print(output, "%-30s %7s %9s %7s %7s %9s %8s %9s\n", "scenario", "gaps", "conflicts", "duals",
        "errors", "warnings", "new gaps", "new span");
    if (count) print_comparison_row(TEXT("as it stands"), &reports[0].before, NULL, output);
    for (size_t i = 0; i < count; i++)
        print_comparison_row(text_is_empty(inputs[i].name) ? inputs[i].key : inputs[i].name,
            &reports[i].after, &reports[i], output);
    return buffer_error(output);
}
