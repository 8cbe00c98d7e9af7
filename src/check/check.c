// SPDX-License-Identifier: Apache-2.0
// Runs the rules, filters and sorts what they find, and says whom to ask.
#include "check/check.h"

#include "check/rule.h"

enum error check_add(struct check *check, const struct check_rule *rule, struct finding finding)
{
    if (finding.severity == SEVERITY_OFF) return ERROR_NONE;
    if (check->count == check->capacity) {
        const size_t capacity = check->capacity ? 2 * check->capacity : 256;
        struct finding *findings = arena_array(check->arena, struct finding, capacity);
        if (!findings) return ERROR_MEMORY;
        if (check->count) memcpy(findings, check->findings, check->count * sizeof *findings);
        check->findings = findings;
        check->capacity = capacity;
    }
    finding.rule = rule;
    finding.accountable = ORGANISATION_NONE;
    finding.sequence = (uint32_t)check->count;
    check->findings[check->count++] = finding;
    return ERROR_NONE;
}

bool check_assignment_is_active(const struct organisation *organisation, uint32_t assignment)
{
    const struct organisation_assignment *of = &organisation->assignments[assignment];
    if (of->person >= organisation->person_count || of->scope >= organisation_scope_count(organisation) ||
        of->role >= ROLE_COUNT || !organisation_assignment_is_active(of, organisation->day))
        return false;
    const uint32_t product = check_assignment_product(organisation, assignment);
    return product == ORGANISATION_NONE || product_is_checked(organisation, product);
}

uint32_t check_assignment_product(const struct organisation *organisation, uint32_t assignment)
{
    uint32_t index;
    const bool is_product = organisation_scope_kind(organisation, organisation->assignments[assignment].scope,
                                &index) == SCOPE_OF_PRODUCT;
    return is_product ? index : ORGANISATION_NONE;
}

unsigned check_roles_accountable(const struct organisation *organisation)
{
    unsigned roles = 0;
    for (uint32_t i = 0; i < organisation->activity_count; i++) {
        const uint32_t entry = organisation->entry_of_activity[i];
        if (entry != ORGANISATION_NONE && organisation->entries[entry].accountable < ROLE_COUNT)
            roles |= 1U << organisation->entries[entry].accountable;
    }
    return roles;
}

// Is the finding about the record with the key, or does it concern it?
static bool finding_concerns(
    const struct check_report *report, const struct finding *finding, struct text key)
{
    const struct organisation *organisation = report->organisation;
    if (text_equal(finding_key(report, finding), key)) return true;
    if (finding->product != ORGANISATION_NONE &&
        text_equal(organisation->products[finding->product].key, key))
        return true;
    return finding->subject == SUBJECT_ASSIGNMENT &&
           text_equal(organisation->people[organisation->assignments[finding->index].person].key, key);
}

static bool rule_is_wanted(const struct check_options *options, const struct check_rule *rule)
{
    if (!options || options->rule_count == 0) return true;
    for (size_t i = 0; i < options->rule_count; i++)
        if (options->rules[i] == rule) return true;
    return false;
}

static bool finding_is_wanted(
    const struct check_report *report, const struct check_options *options, const struct finding *finding)
{
    if (!options) return true;
    if (options->severities && !(options->severities & (1U << finding->severity))) return false;
    return text_is_empty(options->record) || finding_concerns(report, finding, options->record);
}

static int compare_findings(const void *one, const void *other, void *closure)
{
    const struct finding *a = one, *b = other;
    const int keys = organisation_compare_keys(finding_key(closure, a), finding_key(closure, b));
    if (keys) return keys;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

// Sorts by severity, rule, key. The rules run in their order and mostly find in the order of keys, so that
// findings are dealt out by severity and rule first, and only those piles are sorted that are not in order
// yet.
static size_t finding_pile(const struct finding *finding)
{
    return (size_t)(SEVERITY_ERROR - finding->severity) * check_rule_count() +
           check_rule_position(finding->rule);
}

static enum error findings_sort(struct check_report *report, struct arena *arena)
{
    const size_t piles = SEVERITY_COUNT * check_rule_count();
    size_t *starts = arena_array(arena, size_t, piles + 2);
    struct finding *sorted = arena_array(arena, struct finding, report->count);
    if (!starts || !sorted) return ERROR_MEMORY;
    // Counted two places further on, so that dealing out moves each start to where it belongs.
    for (size_t i = 0; i < report->count; i++)
        starts[finding_pile(&report->findings[i]) + 2]++;
    for (size_t pile = 0; pile < piles; pile++)
        starts[pile + 2] += starts[pile + 1];
    for (size_t i = 0; i < report->count; i++)
        sorted[starts[finding_pile(&report->findings[i]) + 1]++] = report->findings[i];
    for (size_t pile = 0; pile < piles; pile++) {
        bool is_sorted = true;
        for (size_t i = starts[pile] + 1; is_sorted && i < starts[pile + 1]; i++)
            is_sorted = compare_findings(&sorted[i - 1], &sorted[i], report) <= 0;
        if (!is_sorted)
            qsort_r(sorted + starts[pile], starts[pile + 1] - starts[pile], sizeof *sorted, compare_findings,
                report);
    }
    report->findings = sorted;
    return ERROR_NONE;
}

static enum error rules_run(
    struct check *check, const struct check_options *options, struct check_report *report)
{
    for (size_t i = 0; i < check_rule_count(); i++) {
        const struct check_rule *rule = check_rule_at(i);
        if (!rule_is_wanted(options, rule)) continue;
        if (check->settings->severities[i] == SEVERITY_OFF) continue;
        report->rules++;
        enum error error = rule->find(check, rule);
        if (error) return error;
    }
    return ERROR_NONE;
}

enum error check_run(const struct resolution *resolution, const struct check_settings *settings,
    const struct check_options *options, struct arena *arena, struct check_report *ret_report)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    struct check check = {
        .organisation = organisation, .resolution = resolution, .settings = settings, .arena = arena};
    struct check_report report = {
        .organisation = organisation, .resolution = resolution, .settings = settings};
    enum error error = rules_run(&check, options, &report);
    if (error) return error;
    report.findings = check.findings;
    for (size_t i = 0; i < check.count; i++)
        if (finding_is_wanted(&report, options, &check.findings[i]))
            report.findings[report.count++] = check.findings[i];
    error = findings_sort(&report, arena);
    if (error) return error;
    for (size_t i = 0; i < report.count; i++) {
        struct finding *finding = &report.findings[i];
        report.totals[finding->severity]++;
        finding->accountable = finding->rule->accountable(&report, finding);
    }
    for (uint32_t i = 0; i < organisation->product_count; i++)
        report.products += product_is_checked(organisation, i);
    *ret_report = report;
    return ERROR_NONE;
}

enum error check_count_products(
    const struct check_report *report, struct arena *arena, struct portfolio_findings **ret_counts)
{
    struct portfolio_findings *counts =
        arena_array(arena, struct portfolio_findings, report->organisation->product_count);
    if (!counts) return ERROR_MEMORY;
    for (size_t i = 0; i < report->count; i++) {
        const struct finding *finding = &report->findings[i];
        if (finding->product == ORGANISATION_NONE) continue;
        counts[finding->product].errors += finding->severity == SEVERITY_ERROR;
        counts[finding->product].warnings += finding->severity == SEVERITY_WARNING;
        counts[finding->product].infos += finding->severity == SEVERITY_INFO;
    }
    *ret_counts = counts;
    return ERROR_NONE;
}
