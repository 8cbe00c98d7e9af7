// SPDX-License-Identifier: Apache-2.0
// Compares the organisation before and after a scenario: outcomes, findings, spans.
#include "stress/stress.h"

#include "base/calendar.h"
#include "check/rule.h"
#include "store/records.h"
#include "stress/scenario.h"
#include "stress/stress_alignment.h"

const char *stress_change_code(enum stress_change change)
{
    static const char *const codes[] = {"gap", "conflict", "dual", "handover", "relief", ""};
    return codes[change < STRESS_CHANGE_COUNT ? change : STRESS_CHANGE_COUNT];
}

static enum error side_fill(const struct check_facts *facts, struct arena *arena, struct stress_side *side)
{
    side->organisation = resolution_organisation(facts->resolution);
    side->resolution = facts->resolution;
    return check_run(facts, NULL, arena, &side->check);
}

static bool holders_are_same(struct resolution_holders one, struct resolution_holders other)
{
    if (one.count != other.count) return false;
    for (uint32_t i = 0; i < one.count; i++)
        if (one.people[i] != other.people[i]) return false;
    return true;
}

// What became of a pair; STRESS_CHANGE_COUNT: nothing that matters.
static enum stress_change change_of(
    const struct resolution_result *before, const struct resolution_result *after)
{
    if (before->outcome != after->outcome) {
        if (after->outcome == RESOLUTION_GAP) return STRESS_GAP;
        if (after->outcome == RESOLUTION_CONFLICT) return STRESS_CONFLICT;
        if (after->outcome == RESOLUTION_DUAL) return STRESS_DUAL;
        if (before->outcome == RESOLUTION_GAP || before->outcome == RESOLUTION_CONFLICT ||
            before->outcome == RESOLUTION_DUAL)
            return STRESS_RELIEF;
        return STRESS_HANDOVER; // the map engages somebody, or no longer does
    }
    return holders_are_same(before->holders, after->holders) ? STRESS_CHANGE_COUNT : STRESS_HANDOVER;
}

static bool is_retired(const struct stress_side *side, uint32_t product)
{
    return side->organisation->products[product].stage >= STAGE_RETIRED;
}

struct comparison {
    struct stress_report *report;
    struct stress_pair *piles[STRESS_CHANGE_COUNT];
    size_t counts[STRESS_CHANGE_COUNT], capacities[STRESS_CHANGE_COUNT];
    size_t kept; // of all piles
    struct arena *arena;
};

static enum error pair_add(
    struct comparison *comparison, uint32_t product, uint32_t activity, enum stress_change change)
{
    comparison->report->changes[change]++;
    if (comparison->kept == STRESS_PAIRS_MAXIMUM) return ERROR_NONE;
    if (comparison->counts[change] == comparison->capacities[change]) {
        const size_t capacity = comparison->capacities[change] ? 2 * comparison->capacities[change] : 256;
        struct stress_pair *more = arena_array(comparison->arena, struct stress_pair, capacity);
        if (!more) return ERROR_MEMORY;
        if (comparison->counts[change])
            memcpy(more, comparison->piles[change], comparison->counts[change] * sizeof *more);
        comparison->piles[change] = more;
        comparison->capacities[change] = capacity;
    }
    comparison->piles[change][comparison->counts[change]++] =
        (struct stress_pair){product, activity, (uint8_t)change};
    comparison->kept++;
    return ERROR_NONE;
}

// A product that is retired on one side has outcomes on the other alone, and breaks nothing.
static enum error pair_compare(struct comparison *comparison, uint32_t product, uint32_t activity)
{
    struct stress_side *before = &comparison->report->before, *after = &comparison->report->after;
    const struct resolution_result was = resolution_for(before->resolution, product, activity);
    const struct resolution_result is = resolution_for(after->resolution, product, activity);
    const bool was_retired = is_retired(before, product), is_now = is_retired(after, product);
    if (!was_retired) before->outcomes[was.outcome]++;
    if (!is_now) after->outcomes[is.outcome]++;
    if (was_retired || is_now) return ERROR_NONE;
    const enum stress_change change = change_of(&was, &is);
    return change == STRESS_CHANGE_COUNT ? ERROR_NONE : pair_add(comparison, product, activity, change);
}

static enum error pairs_compare(struct stress_report *report, struct arena *arena)
{
    const struct organisation *organisation = report->before.organisation;
    struct comparison comparison = {.report = report, .arena = arena};
    enum error error = ERROR_NONE;
    for (uint32_t product = 0; !error && product < organisation->product_count; product++)
        for (uint32_t activity = 0; !error && activity < organisation->activity_count; activity++)
            error = pair_compare(&comparison, product, activity);
    if (error) return error;
    report->pairs = arena_array(arena, struct stress_pair, comparison.kept);
    if (!report->pairs) return ERROR_MEMORY;
    for (unsigned change = 0; change < STRESS_CHANGE_COUNT; change++) {
        if (comparison.counts[change] == 0) continue;
        memcpy(report->pairs + report->pair_count, comparison.piles[change],
            comparison.counts[change] * sizeof *report->pairs);
        report->pair_count += comparison.counts[change];
    }
    return ERROR_NONE;
}

// The fingerprint as a number.
static uint64_t finding_identity(const struct check_report *report, const struct finding *finding)
{
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    uint64_t identity = 0;
    finding_fingerprint(report, finding, fingerprint);
    for (const char *digit = fingerprint; *digit; digit++)
        identity = identity << 4 | (uint64_t)(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
    return identity;
}

static int compare_identities(const void *one, const void *other)
{
    const uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
    return a < b ? -1 : a > b;
}

// The identities of a report's findings, in their order and sorted.
struct identities {
    uint64_t *of, *sorted;
    size_t count;
};

static enum error identities_make(
    const struct check_report *report, struct arena *arena, struct identities *identities)
{
    identities->count = report->count;
    identities->of = arena_array(arena, uint64_t, report->count);
    identities->sorted = arena_array(arena, uint64_t, report->count);
    if (!identities->of || !identities->sorted) return ERROR_MEMORY;
    for (size_t i = 0; i < report->count; i++)
        identities->sorted[i] = identities->of[i] = finding_identity(report, &report->findings[i]);
    qsort(identities->sorted, report->count, sizeof *identities->sorted, compare_identities);
    return ERROR_NONE;
}

static bool identity_is_in(const struct identities *identities, uint64_t identity)
{
    return bsearch(&identity, identities->sorted, identities->count, sizeof identity, compare_identities) !=
           NULL;
}

static enum error findings_compare(struct stress_report *report, struct arena *arena)
{
    const struct check_report *before = &report->before.check, *after = &report->after.check;
    struct identities were, are;
    struct stress_rule *rules = arena_array(arena, struct stress_rule, check_rule_count());
    report->appeared = arena_array(arena, uint32_t, after->count);
    enum error error = rules && report->appeared ? ERROR_NONE : ERROR_MEMORY;
    if (!error) error = identities_make(before, arena, &were);
    if (!error) error = identities_make(after, arena, &are);
    if (error) return error;
    for (size_t i = 0; i < before->count; i++) {
        struct stress_rule *rule = &rules[check_rule_position(before->findings[i].rule)];
        rule->before++;
        rule->gone += !identity_is_in(&are, were.of[i]);
    }
    for (size_t i = 0; i < after->count; i++) {
        struct stress_rule *rule = &rules[check_rule_position(after->findings[i].rule)];
        rule->after++;
        if (identity_is_in(&were, are.of[i])) continue;
        rule->appeared++;
        report->appeared[report->appeared_count++] = (uint32_t)i;
    }
    report->rules = rules;
    for (size_t i = 0; i < check_rule_count(); i++) {
        if (rules[i].before + rules[i].after == 0) continue;
        rules[report->rule_count] = rules[i];
        rules[report->rule_count++].rule = check_rule_at(i);
    }
    return ERROR_NONE;
}

static void spans_count(const struct stress_side *side, enum people_role role, uint32_t *counts)
{
    for (uint32_t product = 0; product < side->organisation->product_count; product++) {
        if (is_retired(side, product)) continue;
        const struct resolution_holders holders = resolution_product_holders(side->resolution, product, role);
        for (uint32_t i = 0; i < holders.count; i++)
            counts[holders.people[i]]++;
    }
}

static int compare_spans(const void *one, const void *other)
{
    const struct stress_span *a = one, *b = other;
    const int64_t x = (int64_t)a->after - a->before, y = (int64_t)b->after - b->before;
    if (x != y) return x > y ? -1 : 1;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    return a->role - b->role;
}

static enum error spans_compare(struct stress_report *report, struct arena *arena)
{
    static const enum people_role roles[] = {ROLE_PRODUCT_MANAGER, ROLE_PRODUCT_MARKETING_MANAGER};
    const uint32_t people = report->before.organisation->person_count;
    report->spans = arena_array(arena, struct stress_span, 2 * (size_t)people);
    if (!report->spans) return ERROR_MEMORY;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        uint32_t *were = arena_array(arena, uint32_t, people), *are = arena_array(arena, uint32_t, people);
        if (!were || !are) return ERROR_MEMORY;
        spans_count(&report->before, roles[i], were);
        spans_count(&report->after, roles[i], are);
        for (uint32_t person = 0; person < people; person++)
            if (were[person] != are[person])
                report->spans[report->span_count++] =
                    (struct stress_span){person, (uint8_t)roles[i], were[person], are[person]};
    }
    qsort(report->spans, report->span_count, sizeof *report->spans, compare_spans);
    return ERROR_NONE;
}

static bool does_break(const struct stress_report *report)
{
    if (report->changes[STRESS_GAP] || report->changes[STRESS_CONFLICT]) return true;
    for (size_t i = 0; i < report->appeared_count; i++)
        if (report->after.check.findings[report->appeared[i]].severity == SEVERITY_ERROR) return true;
    return false;
}

static uint32_t widest_span(const struct stress_report *report)
{
    uint32_t widest = 0;
    for (size_t i = 0; i < report->span_count; i++)
        if (report->spans[i].after > widest) widest = report->spans[i].after;
    return widest;
}

enum error stress_run(const struct check_facts *facts, const struct scenario_steps *steps,
    const struct scenario_world *world, struct arena *arena, struct problem_list *problems,
    struct stress_report *ret_report)
{
    const struct organisation *organisation = resolution_organisation(facts->resolution), *changed = NULL;
    struct check_facts after = *facts;
    struct resolution *resolution = NULL;
    struct stress_report report = {.pairs = NULL};
    enum error error = scenario_apply(organisation, steps, world, arena, problems, &changed);
    if (!error) error = resolution_prepare(changed, arena, &resolution);
    if (!error)
        error = stress_alignment_follow(facts->alignment, organisation, changed, arena, &after.alignment);
    if (error) return error;
    after.resolution = resolution;
    error = side_fill(facts, arena, &report.before);
    if (!error) error = side_fill(&after, arena, &report.after);
    if (!error) error = pairs_compare(&report, arena);
    if (!error) error = findings_compare(&report, arena);
    if (!error) error = spans_compare(&report, arena);
    if (!error) error = stress_alignment_compare(&report, arena);
    if (error) return error;
    report.widest_span = widest_span(&report);
    report.breaks = does_break(&report);
    report.is_same_map = scenario_map_is_same(organisation, changed);
    *ret_report = report;
    return ERROR_NONE;
}

enum error stress_scenario(struct transaction *transaction, const struct actor *actor, struct text key,
    struct arena *arena, struct problem_list *problems, struct stress_input *input)
{
    struct record *record;
    enum error error = record_get(transaction, actor, &scenario_resource, key, arena, &record);
    if (error) return error;
    input->key = record->key;
    input->name = record_text(record, SCENARIO_NAME);
    if (input->day == ORGANISATION_NO_DATE && !record_is_null(record, SCENARIO_DAY_ON) &&
        !calendar_parse_date(record_text(record, SCENARIO_DAY_ON), &input->day))
        return ERROR_INTERNAL;
    return scenario_steps_read(record_text(record, SCENARIO_STEPS), arena, problems, &input->steps);
}

enum error stress_workspace(struct transaction *transaction, struct stress_input *input, struct arena *arena,
    struct problem_list *problems, struct stress_report *ret_report)
{
    struct organisation *organisation;
    struct resolution *resolution = NULL;
    struct alignment *alignment = NULL;
    struct map_trial *maps = NULL;
    struct scenario_world world = {.today = calendar_day_of(transaction_now(transaction))};
    struct check_settings *settings = arena_object(arena, struct check_settings);
    struct check_waivers *waivers = arena_object(arena, struct check_waivers);
    if (!settings || !waivers) return ERROR_MEMORY;
    if (input->day == ORGANISATION_NO_DATE) input->day = world.today;
    enum error error = scenario_steps_resolve(transaction, &input->steps, arena, problems);
    if (!error) error = check_settings_load(transaction, settings);
    if (!error) error = organisation_load(transaction, input->day, arena, &organisation);
    if (!error) error = resolution_prepare(organisation, arena, &resolution);
    if (!error) error = alignment_load(transaction, organisation, arena, &alignment);
    if (!error) error = check_waivers_load(transaction, organisation, arena, waivers);
    if (!error)
        error = scenario_maps_load(transaction, organisation, &input->steps, arena, &maps, &world.map_count);
    if (error) return error;
    const struct check_facts facts = {resolution, alignment, waivers, settings, NULL};
    world.maps = maps;
    world.alignment = alignment;
    return stress_run(&facts, &input->steps, &world, arena, problems, ret_report);
}

#define TOTALS_MEMORY_MAXIMUM ((size_t)512 << 20)

static void side_strip(struct stress_side *side)
{
    const struct check_report check = side->check;
    side->organisation = NULL;
    side->resolution = NULL;
    side->check =
        (struct check_report){.products = check.products, .rules = check.rules, .known = check.known};
    memcpy(side->check.totals, check.totals, sizeof check.totals);
}

enum error stress_workspace_totals(struct transaction *transaction, struct stress_input *input,
    struct problem_list *problems, struct stress_report *ret_report)
{
    struct arena scratch;
    struct stress_report report;
    arena_init(&scratch, TOTALS_MEMORY_MAXIMUM);
    enum error error = stress_workspace(transaction, input, &scratch, problems, &report);
    arena_free(&scratch);
    input->steps = (struct scenario_steps){.count = 0};
    if (error) return error;
    side_strip(&report.before);
    side_strip(&report.after);
    report.pairs = NULL;
    report.rules = NULL;
    report.spans = NULL;
    report.appeared = report.criteria = report.hand_offs = NULL;
    *ret_report = report;
    return ERROR_NONE;
}
