// SPDX-License-Identifier: Apache-2.0
// Rules about gates: stages reached past them, decisions that are late.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

#define LIFE_CYCLE "life_cycle_management"

static const struct alignment_gate *gate_of(const struct check_report *report, const struct finding *finding)
{
    return &report->alignment->gates[finding->index];
}

static enum error add_gate(struct check *check, const struct check_rule *rule, uint32_t gate, int32_t number)
{
    struct finding finding =
        check_finding(check, rule, SUBJECT_GATE, gate, check->alignment->gates[gate].product, ROLE_COUNT);
    finding.number = number;
    return check_add(check, rule, finding);
}

// Every gate of a product that is looked at, for which the condition gives true.
static enum error find_gates(struct check *check, const struct check_rule *rule,
    bool (*is_one)(const struct check *check, const struct check_rule *rule,
        const struct alignment_gate *gate, int32_t *ret_number))
{
    const struct organisation *organisation = check->organisation;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->gate_count; i++) {
        const struct alignment_gate *gate = &check->alignment->gates[i];
        int32_t number = 0;
        if (gate->product == ORGANISATION_NONE || !product_is_checked(organisation, gate->product)) continue;
        if (is_one(check, rule, gate, &number)) error = add_gate(check, rule, i, number);
    }
    return error;
}

static uint32_t ask_about_life_cycle(const struct check_report *report, const struct finding *finding)
{
    return ask_activity(report, finding->product, LIFE_CYCLE);
}

// The product uses gates, and came into its stage past the one that leads there: it is there and not passed,
// or it is not there though an earlier one was passed or skipped.
static bool has_passed_by(const struct check *check, uint32_t product)
{
    const struct alignment *alignment = check->alignment;
    const uint8_t stage = check->organisation->products[product].stage;
    bool has_earlier = false;
    for (uint32_t i = alignment->first_gate[product]; i != ORGANISATION_NONE;
         i = alignment->gates[i].next_of_product) {
        const struct alignment_gate *gate = &alignment->gates[i];
        const bool is_decided = gate->status == GATE_STATUS_PASSED || gate->status == GATE_STATUS_SKIPPED;
        if (gate->stage == stage) return !is_decided;
        has_earlier = has_earlier || (gate->stage < stage && is_decided);
    }
    return has_earlier;
}

static enum error find_passed_by(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t product = 0; check->alignment->gate_count && product < organisation->product_count;
         product++) {
        if (!product_is_checked(organisation, product) || !has_passed_by(check, product)) continue;
        enum error error =
            check_add(check, rule, check_finding(check, rule, SUBJECT_PRODUCT, product, product, ROLE_COUNT));
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_passed_by(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const enum product_stage stage = (enum product_stage)report->organisation->products[finding->index].stage;
    const uint32_t gate = alignment_find_gate(report->alignment, finding->index, stage);
    buffer_print(output, "The product is in the stage %s, and ", product_stages.choices[stage].code);
    if (gate == ORGANISATION_NONE) {
        buffer_string(
            output, "there was no gate before it, though it has passed gates before earlier stages.");
        return;
    }
    const struct alignment_gate *of = &report->alignment->gates[gate];
    buffer_print(output, "the gate before it (%.*s) is not passed: it is %s.", TEXT_PRINT(of->key),
        of->status == GATE_STATUS_OPEN   ? "still open"
        : of->status == GATE_STATUS_HELD ? "on hold"
                                         : "stopped");
}

static void advise_passed_by(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_product *product = &report->organisation->products[finding->index];
    const uint32_t gate =
        alignment_find_gate(report->alignment, finding->index, (enum product_stage)product->stage);
    if (gate == ORGANISATION_NONE)
        buffer_print(output,
            "Open the gate and decide at it: `tandem act %.*s open_gate stage=%s`; or set the stage back.",
            TEXT_PRINT(product->key), product_stages.choices[product->stage].code);
    else
        buffer_print(output,
            "Decide at the gate: `tandem act %.*s decide_go`; or say that it was skipped, and why: `tandem "
            "act "
            "%.*s skip reason=REASON`.",
            TEXT_PRINT(report->alignment->gates[gate].key), TEXT_PRINT(report->alignment->gates[gate].key));
}

static void identify_stage(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_string(output, product_stages.choices[report->organisation->products[finding->index].stage].code);
}

static bool is_skipped(const struct check *check, const struct check_rule *rule,
    const struct alignment_gate *gate, int32_t *ret_number)
{
    (void)rule;
    (void)ret_number;
    return gate->status == GATE_STATUS_SKIPPED &&
           check->organisation->products[gate->product].stage == gate->stage;
}

static enum error find_skipped(struct check *check, const struct check_rule *rule)
{
    return find_gates(check, rule, is_skipped);
}

static void describe_skipped(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_gate *gate = gate_of(report, finding);
    buffer_print(output, "The product came into the stage %s without a decision: the gate was skipped",
        product_stages.choices[gate->stage].code);
    if (gate->decided_on != ORGANISATION_NO_DATE) {
        buffer_string(output, " on ");
        phrase_date(gate->decided_on, output);
    }
    if (gate->decided_by != ORGANISATION_NONE) {
        buffer_string(output, " by ");
        phrase_person(report->organisation, gate->decided_by, output);
    }
    buffer_string(output, gate->has_reason ? "." : ", and nobody wrote down why.");
}

static void advise_skipped(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "Make up for it: `tandem act %.*s reopen reason=REASON`, sign its criteria and decide; or waive this "
        "finding until the next gate.",
        TEXT_PRINT(gate_of(report, finding)->key));
}

static bool is_overdue(const struct check *check, const struct check_rule *rule,
    const struct alignment_gate *gate, int32_t *ret_number)
{
    (void)rule;
    *ret_number = gate->planned_on == ORGANISATION_NO_DATE ? 0 : check->organisation->day - gate->planned_on;
    return gate->status == GATE_STATUS_OPEN && *ret_number > 0;
}

static enum error find_overdue(struct check *check, const struct check_rule *rule)
{
    return find_gates(check, rule, is_overdue);
}

static void describe_overdue(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_gate *gate = gate_of(report, finding);
    uint32_t green = 0;
    for (uint32_t i = 0; i < gate->criterion_count; i++)
        green += report->alignment->criteria[gate->first_criterion + i].status == CRITERION_GREEN;
    buffer_string(output, "The decision was planned for ");
    phrase_date(gate->planned_on, output);
    buffer_string(output, ", ");
    phrase_count(finding->number, "day", "days", output);
    buffer_print(output, " ago, and is not made; %u of ", green);
    phrase_count(gate->criterion_count, "criterion is met.", "criteria are met.", output);
}

static void advise_overdue(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = gate_of(report, finding)->key;
    buffer_print(output,
        "Decide: `tandem act %.*s decide_go` (or decide_hold, decide_stop with a reason); or plan it anew: "
        "`tandem set %.*s planned_on=YYYY-MM-DD`.",
        TEXT_PRINT(key), TEXT_PRINT(key));
}

static const struct check_parameter slip_parameters[] = {
    {"days", "By how many days a gate may be planned later than at first.", 30, 0, 36500, false},
};

static bool has_slipped(const struct check *check, const struct check_rule *rule,
    const struct alignment_gate *gate, int32_t *ret_number)
{
    if (gate->status != GATE_STATUS_OPEN && gate->status != GATE_STATUS_HELD) return false;
    if (gate->planned_on == ORGANISATION_NO_DATE || gate->first_planned_on == ORGANISATION_NO_DATE)
        return false;
    *ret_number = gate->planned_on - gate->first_planned_on;
    return *ret_number > check_rule_value(check->settings, rule, 0);
}

static enum error find_slipped(struct check *check, const struct check_rule *rule)
{
    return find_gates(check, rule, has_slipped);
}

static void describe_slipped(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_gate *gate = gate_of(report, finding);
    buffer_string(output, "The gate was first planned for ");
    phrase_date(gate->first_planned_on, output);
    buffer_string(output, " and now is for ");
    phrase_date(gate->planned_on, output);
    buffer_string(output, ": ");
    phrase_count(finding->number, "day", "days", output);
    buffer_print(
        output, " later, and %d are the most.", check_rule_value(report->settings, finding->rule, 0));
}

static void advise_slipped(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "Say what has changed in a comment and whether the product is still wanted at that date; if it is "
        "not, "
        "`tandem act %.*s decide_stop reason=REASON`. If such a slip is usual here, raise "
        "check.gate-slipped.days.",
        TEXT_PRINT(gate_of(report, finding)->key));
}

static const struct check_parameter hold_parameters[] = {
    {"days", "For how many days a gate may be on hold.", 90, 0, 36500, false},
};

static bool is_held_long(const struct check *check, const struct check_rule *rule,
    const struct alignment_gate *gate, int32_t *ret_number)
{
    if (gate->status != GATE_STATUS_HELD || gate->decided_on == ORGANISATION_NO_DATE) return false;
    *ret_number = check->organisation->day - gate->decided_on;
    return *ret_number > check_rule_value(check->settings, rule, 0);
}

static enum error find_held_long(struct check *check, const struct check_rule *rule)
{
    return find_gates(check, rule, is_held_long);
}

static void describe_held_long(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_string(output, "On hold since ");
    phrase_date(gate_of(report, finding)->decided_on, output);
    buffer_string(output, ": for ");
    phrase_count(finding->number, "day", "days", output);
    buffer_print(output, ", and %d are the most.", check_rule_value(report->settings, finding->rule, 0));
}

static void advise_held_long(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = gate_of(report, finding)->key;
    buffer_print(output,
        "Take it up again: `tandem act %.*s reopen reason=REASON`; or end it: `tandem act %.*s decide_stop "
        "reason=REASON`.",
        TEXT_PRINT(key), TEXT_PRINT(key));
}

#define ASKED                                                                                                \
    "The person whom the map makes accountable for life-cycle management; else the product manager, else "   \
    "whoever appoints one."

static const struct check_rule rules[] = {
    {
        .identifier = "stage-without-gate",
        .name = "Stage reached without its gate",
        .severity = SEVERITY_WARNING,
        .why = "A gate is where each side keeps the other honest: plans meet actual market needs, promises "
               "meet what the product can do (S0). A stage that is reached past it was decided by nobody. "
               "Said only of products that use gates: the one before the present stage is there and not "
               "passed, or it is missing although one before an earlier stage was passed or skipped. What "
               "came in from elsewhere, or reached its stage before there were gates, is left in peace.",
        .example = "Trim Desk passed the gate to develop, and its stage was set to launch by hand while the "
                   "gate to launch is open: a warning. A product with a single open gate before its next "
                   "stage, and none before the present one: none.",
        .ask = ASKED,
        .find = find_passed_by,
        .accountable = ask_about_life_cycle,
        .describe = describe_passed_by,
        .advise = advise_passed_by,
        .identify = identify_stage,
        .activity = LIFE_CYCLE,
    },
    {
        .identifier = "gate-skipped",
        .name = "Gate skipped",
        .severity = SEVERITY_WARNING,
        .why =
            "Skipping a gate is possible, and shows. In each discipline a few corners may be cut (S0), but "
            "then everybody knows which. It is shown as long as the product is in the stage that the gate "
            "leads to.",
        .example =
            "Canal Gauge was in a hurry: the gate to qualify was skipped with a reason. A warning until "
            "it goes on to launch.",
        .ask = ASKED,
        .find = find_skipped,
        .accountable = ask_about_life_cycle,
        .describe = describe_skipped,
        .advise = advise_skipped,
        .activity = LIFE_CYCLE,
    },
    {
        .identifier = "gate-overdue",
        .name = "Gate overdue",
        .severity = SEVERITY_WARNING,
        .why = "Launch and readiness are planned by both sides from the dates of the gates (S3). A date that "
               "has passed in silence leaves each waiting for the other.",
        .example =
            "The gate to launch of Ramp Queue was planned for last Friday and is still open: a warning. "
            "Planned for today, it is none.",
        .ask = ASKED,
        .find = find_overdue,
        .accountable = ask_about_life_cycle,
        .describe = describe_overdue,
        .advise = advise_overdue,
        .activity = LIFE_CYCLE,
    },
    {
        .identifier = "gate-slipped",
        .name = "Gate that slips",
        .severity = SEVERITY_INFO,
        .why = "Product management has to be realistic about the technical bounds, and product marketing "
               "plans the launch by it (S0, S3). A date that was moved far once will be moved again. Counted "
               "is from the day that was planned at first to the one planned now, of gates that are not "
               "decided.",
        .example =
            "The gate to qualify was planned for the first of March and now is for the first of May: 61 "
            "days, an information. Thirty days: none.",
        .ask = ASKED,
        .parameters = slip_parameters,
        .parameter_count = sizeof slip_parameters / sizeof *slip_parameters,
        .find = find_slipped,
        .accountable = ask_about_life_cycle,
        .describe = describe_slipped,
        .advise = advise_slipped,
        .activity = LIFE_CYCLE,
    },
    {
        .identifier = "gate-held-too-long",
        .name = "Gate on hold for too long",
        .severity = SEVERITY_WARNING,
        .why = "Hold is a decision for a while. People stay with a product that does not move, while hiring "
               "good ones is hard enough (S0), and nobody works on what comes next (S3).",
        .example = "The gate to develop of Ramp Queue has been on hold for 120 days: a warning. For 90 days: "
                   "none.",
        .ask = ASKED,
        .parameters = hold_parameters,
        .parameter_count = sizeof hold_parameters / sizeof *hold_parameters,
        .find = find_held_long,
        .accountable = ask_about_life_cycle,
        .describe = describe_held_long,
        .advise = advise_held_long,
        .activity = LIFE_CYCLE,
    },
};
const struct check_family check_gates = {rules, sizeof rules / sizeof *rules};
