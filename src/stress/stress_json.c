// SPDX-License-Identifier: Apache-2.0
// Stress reports and comparisons as JSON.
#include "base/calendar.h"
#include "check/phrase.h"
#include "check/print.h"
#include "check/rule.h"
#include "people/resolution_print.h"
#include "stress/stress_print.h"

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

static void write_count(struct json_writer *writer, const char *name, uint64_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)count);
}

// {"key","name"} under a name, or null.
static void write_record(struct json_writer *writer, const char *name, struct text key, struct text title)
{
    json_write_key(writer, name);
    if (text_is_empty(key)) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_member(writer, "key", key);
    write_member(writer, "name", title);
    json_write_object_end(writer);
}

static void write_person(
    struct json_writer *writer, const char *name, const struct organisation *organisation, uint32_t person)
{
    if (person == ORGANISATION_NONE)
        write_record(writer, name, TEXT(""), TEXT(""));
    else
        write_record(writer, name, organisation->people[person].key, organisation->people[person].name);
}

// What one side comes to: outcomes and findings.
static void write_state(const struct stress_side *side, struct json_writer *writer)
{
    json_write_object_begin(writer);
    for (unsigned outcome = 0; outcome < RESOLUTION_OUTCOME_COUNT; outcome++)
        write_count(
            writer, resolution_outcome_code((enum resolution_outcome)outcome), side->outcomes[outcome]);
    write_count(writer, "errors", side->check.totals[SEVERITY_ERROR]);
    write_count(writer, "warnings", side->check.totals[SEVERITY_WARNING]);
    write_count(writer, "infos", side->check.totals[SEVERITY_INFO]);
    write_count(writer, "products", side->check.products);
    json_write_object_end(writer);
}

static void write_totals(const struct stress_report *report, struct json_writer *writer)
{
    static const char *const names[STRESS_CHANGE_COUNT] = {
        [STRESS_GAP] = "gaps_new",
        [STRESS_CONFLICT] = "conflicts_new",
        [STRESS_DUAL] = "duals_new",
        [STRESS_HANDOVER] = "handed_over",
        [STRESS_RELIEF] = "relieved",
    };
    json_write_object_begin(writer);
    for (unsigned change = 0; change < STRESS_CHANGE_COUNT; change++)
        write_count(writer, names[change], report->changes[change]);
    write_count(writer, "findings_new", report->appeared_count);
    write_count(writer, "gates_unsigned", report->criterion_count);
    write_count(writer, "hand_offs_stuck", report->hand_off_count);
    json_write_object_end(writer);
}

static void write_outcome(const struct stress_side *side, const struct stress_pair *pair, const char *name,
    struct json_writer *writer)
{
    const struct resolution_result result = resolution_for(side->resolution, pair->product, pair->activity);
    json_write_key(writer, name);
    json_write_object_begin(writer);
    json_write_key(writer, "outcome");
    json_write_string(writer, resolution_outcome_code(result.outcome));
    json_write_key(writer, "role");
    json_write_string(writer, result.role == ROLE_COUNT ? NULL : people_role_code(result.role));
    json_write_key(writer, "people");
    resolution_print_holders(side->resolution, result.holders,
        organisation_scope_of_product(side->organisation, pair->product), writer);
    json_write_object_end(writer);
}

static void write_pairs(const struct stress_report *report, struct json_writer *writer)
{
    const struct organisation *organisation = report->before.organisation;
    const size_t shown =
        report->pair_count < STRESS_ITEMS_MAXIMUM ? report->pair_count : (size_t)STRESS_ITEMS_MAXIMUM;
    uint64_t total = 0;
    for (unsigned change = 0; change < STRESS_CHANGE_COUNT; change++)
        total += report->changes[change];
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = 0; i < shown; i++) {
        const struct stress_pair *pair = &report->pairs[i];
        json_write_object_begin(writer);
        write_member(writer, "product", organisation->products[pair->product].key);
        write_member(writer, "product_name", organisation->products[pair->product].name);
        write_member(writer, "activity", organisation->activities[pair->activity].key);
        write_member(writer, "activity_name", organisation->activities[pair->activity].name);
        json_write_key(writer, "change");
        json_write_string(writer, stress_change_code((enum stress_change)pair->change));
        write_outcome(&report->before, pair, "before", writer);
        write_outcome(&report->after, pair, "after", writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    write_count(writer, "left_out", total - shown);
}

static void write_rules(const struct stress_report *report, struct json_writer *writer)
{
    json_write_key(writer, "rules");
    json_write_array_begin(writer);
    for (size_t i = 0; i < report->rule_count; i++) {
        const struct stress_rule *rule = &report->rules[i];
        json_write_object_begin(writer);
        json_write_key(writer, "rule");
        json_write_string(writer, rule->rule->identifier);
        write_count(writer, "before", rule->before);
        write_count(writer, "after", rule->after);
        write_count(writer, "appeared", rule->appeared);
        write_count(writer, "gone", rule->gone);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_sentence(const struct check_report *report, const struct finding *finding, const char *name,
    void (*print)(const struct check_report *report, const struct finding *finding, struct buffer *output),
    struct buffer *scratch, struct json_writer *writer)
{
    buffer_reset(scratch);
    print(report, finding, scratch);
    write_member(writer, name, buffer_view(scratch));
}

// What the check would find and does not find now.
static enum error write_findings(const struct stress_report *report, struct json_writer *writer)
{
    const struct check_report *check = &report->after.check;
    struct buffer scratch;
    enum error error = ERROR_NONE;
    buffer_init(&scratch, (size_t)1 << 20);
    json_write_key(writer, "findings");
    json_write_array_begin(writer);
    for (size_t i = 0; !error && i < report->appeared_count && i < STRESS_ITEMS_MAXIMUM; i++) {
        const struct finding *finding = &check->findings[report->appeared[i]];
        json_write_object_begin(writer);
        json_write_key(writer, "rule");
        json_write_string(writer, finding->rule->identifier);
        json_write_key(writer, "severity");
        json_write_string(writer, check_severity_code((enum check_severity)finding->severity));
        json_write_key(writer, "resource");
        json_write_string(writer, finding_resource(check, finding));
        write_member(writer, "key", finding_key(check, finding));
        write_sentence(check, finding, "title", finding_print_title, &scratch, writer);
        write_person(writer, "accountable", check->organisation, finding->accountable);
        write_sentence(check, finding, "message", finding_print_message, &scratch, writer);
        json_write_object_end(writer);
        error = buffer_error(&scratch);
    }
    json_write_array_end(writer);
    buffer_free(&scratch);
    return error;
}

static void write_spans(const struct stress_report *report, struct json_writer *writer)
{
    json_write_key(writer, "spans");
    json_write_array_begin(writer);
    for (size_t i = 0; i < report->span_count && i < STRESS_ITEMS_MAXIMUM; i++) {
        const struct stress_span *span = &report->spans[i];
        json_write_object_begin(writer);
        write_person(writer, "person", report->before.organisation, span->person);
        json_write_key(writer, "role");
        json_write_string(writer, people_role_code((enum people_role)span->role));
        write_count(writer, "before", span->before);
        write_count(writer, "after", span->after);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_criteria(const struct stress_report *report, struct json_writer *writer)
{
    const struct organisation *organisation = report->after.organisation;
    const struct alignment *alignment = report->after.check.alignment;
    json_write_key(writer, "gates");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < report->criterion_count && i < STRESS_ITEMS_MAXIMUM; i++) {
        const struct alignment_criterion *criterion = &alignment->criteria[report->criteria[i]];
        const struct alignment_gate *gate = &alignment->gates[criterion->gate];
        const struct organisation_product *product = &organisation->products[gate->product];
        const struct organisation_activity *activity = &organisation->activities[criterion->activity];
        json_write_object_begin(writer);
        write_member(writer, "gate", gate->key);
        json_write_key(writer, "stage");
        json_write_string(writer, product_stages.choices[gate->stage].code);
        write_record(writer, "criterion", criterion->key, criterion->name);
        write_record(writer, "product", product->key, product->name);
        write_record(writer, "activity", activity->key, activity->name);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_hand_offs(const struct stress_report *report, struct json_writer *writer)
{
    const struct organisation *organisation = report->after.organisation;
    const struct alignment *alignment = report->after.check.alignment;
    json_write_key(writer, "hand_offs");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < report->hand_off_count && i < STRESS_ITEMS_MAXIMUM; i++) {
        const struct alignment_hand_off *hand_off = &alignment->hand_offs[report->hand_offs[i]];
        const struct organisation_product *product = &organisation->products[hand_off->product];
        json_write_object_begin(writer);
        write_record(writer, "hand_off", hand_off->key, hand_off->title);
        write_record(writer, "product", product->key, product->name);
        json_write_key(writer, "to_role");
        json_write_string(writer, people_role_code((enum people_role)hand_off->to_role));
        write_person(writer, "to_person", organisation, hand_off->to_person);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static enum error write_steps(
    const struct stress_report *report, const struct stress_input *input, struct json_writer *writer)
{
    struct buffer scratch;
    enum error error = ERROR_NONE;
    buffer_init(&scratch, (size_t)1 << 20);
    json_write_key(writer, "steps");
    json_write_array_begin(writer);
    for (size_t i = 0; !error && i < input->steps.count; i++) {
        buffer_reset(&scratch);
        scenario_step_print(report->after.organisation, &input->steps.steps[i], &scratch);
        json_write_object_begin(writer);
        json_write_key(writer, "do");
        json_write_string(writer, step_forms[input->steps.steps[i].act].name);
        write_member(writer, "words", buffer_view(&scratch));
        json_write_object_end(writer);
        error = buffer_error(&scratch);
    }
    json_write_array_end(writer);
    buffer_free(&scratch);
    return error;
}

static void write_day(const struct stress_input *input, struct json_writer *writer)
{
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(input->day, day);
    json_write_key(writer, "day");
    json_write_string(writer, day);
}

enum error stress_print_json(
    const struct stress_report *report, const struct stress_input *input, struct json_writer *writer)
{
    json_write_object_begin(writer);
    write_record(writer, "scenario", input->key, input->name);
    write_day(input, writer);
    enum error error = write_steps(report, input, writer);
    if (error) return error;
    json_write_key(writer, "same_map");
    json_write_boolean(writer, report->is_same_map);
    json_write_key(writer, "breaks");
    json_write_boolean(writer, report->breaks);
    json_write_key(writer, "before");
    write_state(&report->before, writer);
    json_write_key(writer, "after");
    write_state(&report->after, writer);
    json_write_key(writer, "totals");
    write_totals(report, writer);
    write_pairs(report, writer);
    write_rules(report, writer);
    error = write_findings(report, writer);
    write_spans(report, writer);
    write_criteria(report, writer);
    write_hand_offs(report, writer);
    json_write_object_end(writer);
    return error;
}

enum error stress_print_comparison_json(const struct stress_report *reports,
    const struct stress_input *inputs, size_t count, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++) {
        json_write_object_begin(writer);
        write_record(writer, "scenario", inputs[i].key, inputs[i].name);
        write_day(&inputs[i], writer);
        json_write_key(writer, "same_map");
        json_write_boolean(writer, reports[i].is_same_map);
        json_write_key(writer, "breaks");
        json_write_boolean(writer, reports[i].breaks);
        json_write_key(writer, "before");
        write_state(&reports[i].before, writer);
        json_write_key(writer, "after");
        write_state(&reports[i].after, writer);
        json_write_key(writer, "totals");
        write_totals(&reports[i], writer);
        write_count(writer, "widest_span", reports[i].widest_span);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
    return ERROR_NONE;
}
