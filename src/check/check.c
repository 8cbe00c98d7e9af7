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
    finding.waiver = ORGANISATION_NONE;
    finding.sequence = (uint32_t)check->count;
    check->findings[check->count++] = finding;
    return ERROR_NONE;
}

struct finding check_finding(const struct check *check, const struct check_rule *rule,
    enum finding_subject subject, uint32_t index, uint32_t product, enum people_role role)
{
    return (struct finding){
        .index = index,
        .product = product,
        .other = ORGANISATION_NONE,
        .severity = (uint8_t)check_rule_severity(check->settings, rule),
        .subject = (uint8_t)subject,
        .role = (uint8_t)role,
    };
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
    for (uint32_t i = 0; i < organisation->entry_count; i++)
        if (organisation->entries[i].accountable < ROLE_COUNT)
            roles |= 1U << organisation->entries[i].accountable;
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
    if (!text_is_empty(options->unit)) {
        const uint32_t unit = finding_unit(report, finding);
        if (unit == ORGANISATION_NONE || !text_equal(report->organisation->units[unit].key, options->unit))
            return false;
    }
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

// The waiver that lets the finding with this fingerprint stand on the day, or ORGANISATION_NONE.
static uint32_t waiver_find(
    const struct check_waivers *waivers, struct text rule, const char *fingerprint, int32_t day)
{
    uint32_t from = 0, to = waivers->count;
    const struct text wanted = {fingerprint, FINDING_FINGERPRINT_SIZE - 1};
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (text_compare(waivers->waivers[middle].finding, wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < waivers->count && text_equal(waivers->waivers[from].finding, wanted); from++)
        if (text_equal(waivers->waivers[from].rule, rule) && waivers->waivers[from].until_on >= day)
            return from;
    return ORGANISATION_NONE;
}

static bool baseline_has(const struct check_baseline *baseline, const char *fingerprint)
{
    size_t from = 0, to = baseline->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = memcmp(baseline->fingerprints[middle], fingerprint, FINDING_FINGERPRINT_SIZE);
        if (order == 0) return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

// Which rules have a waiver that still holds: only their findings need a fingerprint.
static void rules_with_waiver(const struct check_report *report, bool ret_rules[CHECK_RULES_MAXIMUM])
{
    memset(ret_rules, 0, CHECK_RULES_MAXIMUM * sizeof *ret_rules);
    for (uint32_t i = 0; i < report->waivers->count; i++) {
        const struct check_waiver *waiver = &report->waivers->waivers[i];
        const struct check_rule *rule =
            waiver->until_on >= report->organisation->day ? check_rule_find(waiver->rule) : NULL;
        if (rule) ret_rules[check_rule_position(rule)] = true;
    }
}

// Takes out what is waived, and what the baseline has, and counts the rest.
static enum error findings_deal(
    struct check_report *report, const struct check_options *options, struct arena *arena)
{
    const struct check_baseline *baseline = options ? options->baseline : NULL;
    bool with_waiver[CHECK_RULES_MAXIMUM];
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    size_t kept = 0;
    rules_with_waiver(report, with_waiver);
    if (report->waivers->count) {
        report->waived = arena_array(arena, struct finding, report->count);
        if (!report->waived) return ERROR_MEMORY;
    }
    for (size_t i = 0; i < report->count; i++) {
        struct finding *finding = &report->findings[i];
        const bool may_be_waived = with_waiver[check_rule_position(finding->rule)];
        if (may_be_waived || baseline) finding_fingerprint(report, finding, fingerprint);
        if (may_be_waived)
            finding->waiver = waiver_find(report->waivers, text_from(finding->rule->identifier), fingerprint,
                report->organisation->day);
        if (finding->waiver != ORGANISATION_NONE) {
            report->waived[report->waived_count++] = *finding;
        } else if (baseline && baseline_has(baseline, fingerprint)) {
            report->known++;
        } else {
            report->totals[finding->severity]++;
            report->findings[kept++] = *finding;
        }
    }
    report->count = kept;
    return ERROR_NONE;
}

// Says whom to ask, and leaves out what is put to others than the person wanted.
static void findings_address(struct check_report *report, const struct check_options *options)
{
    size_t kept = 0;
    for (size_t i = 0; i < report->count; i++) {
        struct finding *finding = &report->findings[i];
        finding->accountable = finding->rule->accountable(report, finding);
        if (options && !text_is_empty(options->person) &&
            (finding->accountable == ORGANISATION_NONE ||
                !text_equal(report->organisation->people[finding->accountable].key, options->person)))
            continue;
        report->findings[kept++] = *finding;
    }
    report->count = kept;
}

enum error check_run(const struct check_facts *facts, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report)
{
    static const struct alignment nothing_between;
    static const struct check_waivers no_waivers;
    static const struct offer no_offer;
    const struct organisation *organisation = resolution_organisation(facts->resolution);
    struct check_report report = {
        .organisation = organisation,
        .resolution = facts->resolution,
        .alignment = facts->alignment ? facts->alignment : &nothing_between,
        .waivers = facts->waivers ? facts->waivers : &no_waivers,
        .offer = facts->offer ? facts->offer : &no_offer,
        .settings = facts->settings,
    };
    struct check check = {
        .organisation = organisation,
        .resolution = facts->resolution,
        .alignment = report.alignment,
        .waivers = report.waivers,
        .offer = report.offer,
        .settings = facts->settings,
        .arena = arena,
    };
    enum error error = rules_run(&check, options, &report);
    if (error) return error;
    report.findings = check.findings;
    for (size_t i = 0; i < check.count; i++)
        if (finding_is_wanted(&report, options, &check.findings[i]))
            report.findings[report.count++] = check.findings[i];
    error = findings_sort(&report, arena);
    if (error) return error;
    findings_address(&report, options);
    error = findings_deal(&report, options, arena);
    if (error) return error;
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
