// SPDX-License-Identifier: Apache-2.0
// Which matter is whose: one function for each kind of record.
#include "inbox/inbox.h"

#include "inbox/gather.h"
#include "product/gate_decision.h"

static const struct choice kinds[INBOX_KIND_COUNT] = {
    [INBOX_DECIDE] = {"decide", "To decide"},
    [INBOX_SIGN] = {"sign", "To sign"},
    [INBOX_ANSWER] = {"answer", "To answer"},
    [INBOX_ACCEPT] = {"accept", "To accept"},
    [INBOX_SECOND] = {"second", "To sign second"},
    [INBOX_ACKNOWLEDGE] = {"acknowledge", "Decided over your head"},
    [INBOX_FINDING] = {"finding", "Findings put to you"},
    [INBOX_TOLD] = {"told", "To know"},
};
const struct choice_list inbox_kinds = {"inbox_kind", kinds, INBOX_KIND_COUNT};

const char *inbox_kind_words(enum inbox_kind kind)
{
    return kind < INBOX_KIND_COUNT ? kinds[kind].label : "";
}

static const char *const approve[] = {"approve", "reject", NULL};
static const char *const decide_gate[] = {"decide_go", "decide_hold", "decide_stop", NULL};
static const char *const sign[] = {"sign", "refuse", NULL};
static const char *const answer[] = {"agree", "object", NULL};
static const char *const take[] = {"accept", "return", NULL};
static const char *const offer[] = {"offer", "withdraw", NULL};
static const char *const acknowledge[] = {"acknowledge", NULL};
static const char *const nothing[] = {NULL};

static void gather_approvals(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->approval_count && !gather->error; i++) {
        const struct alignment_approval *approval = &alignment->approvals[i];
        const bool is_second = approval->status == APPROVAL_SECONDED;
        if (approval->status != APPROVAL_OPEN && !is_second) continue;
        struct inbox_item item = {.kind = is_second ? INBOX_SECOND : INBOX_DECIDE,
            .record = approval->key,
            .resource = "approvals",
            .product = approval->product,
            .due_on = approval->due_on,
            .since = ORGANISATION_NO_DATE,
            .actions = approve};
        struct policy_decision decision;
        if (!gather_decide(gather, approval->scope, approval->activity, &decision)) continue;
        item.title = gather_text(gather, "%.*s", TEXT_PRINT(approval->title));
        item.what = is_second ? gather_text(gather, "%s has signed; a second person has to look at it.",
                                    gather_person(gather, approval->seconded_by))
                              : gather_text(gather, "%s asks for a decision about %.*s.",
                                    gather_person(gather, approval->asked_by),
                                    TEXT_PRINT(gather_activity(gather, approval->activity)));
        gather_begin(gather, &item);
        gather_for_accountable(gather, &decision, approval->seconded_by);
        // Who does the work may look at it, too, when the first signature is of somebody accountable.
        if (is_second && gather_is_accountable(gather, &decision, approval->seconded_by))
            for (uint32_t j = 0; j < decision.responsible.count; j++)
                if (decision.responsible.people[j] != approval->seconded_by)
                    gather_for(gather, decision.responsible.people[j]);
    }
}

// Only the next gate of a product waits for anybody.
static bool gate_is_next(const struct gather *gather, const struct alignment_gate *gate)
{
    return gate->product != ORGANISATION_NONE &&
           (gate->status == GATE_STATUS_OPEN || gate->status == GATE_STATUS_HELD) &&
           gate->stage == gather->organisation->products[gate->product].stage + 1;
}

static const char *gate_title(struct gather *gather, const struct alignment_gate *gate)
{
    return gather_text(gather, "%.*s, gate to %s",
        TEXT_PRINT(gather->organisation->products[gate->product].name),
        product_stages.choices[gate->stage].label);
}

static uint32_t gate_activity_of(const struct gather *gather, const struct alignment_gate *gate)
{
    return organisation_find_activity_code(gather->organisation, gate_decision_activity(gate->stage));
}

static void gather_criteria(struct gather *gather, const struct alignment_gate *gate, const char *title)
{
    for (uint32_t i = 0; i < gate->criterion_count && !gather->error; i++) {
        const struct alignment_criterion *criterion = &gather->alignment->criteria[gate->first_criterion + i];
        if (criterion->status != CRITERION_OPEN) continue;
        const struct inbox_item item = {.kind = INBOX_SIGN,
            .record = criterion->key,
            .resource = "gate-criteria",
            .product = gate->product,
            .due_on = gate->planned_on,
            .since = ORGANISATION_NO_DATE,
            .title = gather_text(gather, "%.*s", TEXT_PRINT(criterion->name)),
            .what = gather_text(gather, "%s: you answer for %.*s.", title,
                TEXT_PRINT(gather_activity(gather, criterion->activity))),
            .actions = sign};
        struct policy_decision decision;
        if (!gather_decide(gather, organisation_scope_of_product(gather->organisation, gate->product),
                criterion->activity, &decision))
            continue;
        gather_begin(gather, &item);
        gather_for_accountable(gather, &decision, ORGANISATION_NONE);
    }
}

static void gather_gates(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->gate_count && !gather->error; i++) {
        const struct alignment_gate *gate = &alignment->gates[i];
        if (!gate_is_next(gather, gate)) continue;
        const char *title = gate_title(gather, gate);
        uint32_t counts[CRITERION_COUNT] = {0};
        for (uint32_t j = 0; j < gate->criterion_count; j++)
            counts[alignment->criteria[gate->first_criterion + j].status % CRITERION_COUNT]++;
        gather_criteria(gather, gate, title);
        const struct inbox_item item = {.kind = INBOX_DECIDE,
            .record = gate->key,
            .resource = "gates",
            .product = gate->product,
            .due_on = gate->planned_on,
            .since = ORGANISATION_NO_DATE,
            .title = title,
            .what = gather_text(gather, "%s: %u of %u criteria are green, %u red, %u open.",
                gate->status == GATE_STATUS_HELD ? "On hold" : "To decide", counts[CRITERION_GREEN],
                gate->criterion_count, counts[CRITERION_RED], counts[CRITERION_OPEN]),
            .actions = decide_gate};
        struct policy_decision decision;
        if (!gather_decide(gather, organisation_scope_of_product(gather->organisation, gate->product),
                gate_activity_of(gather, gate), &decision))
            continue;
        gather_begin(gather, &item);
        gather_for_accountable(gather, &decision, ORGANISATION_NONE);
    }
}

static void gather_consultations(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->consultation_count && !gather->error; i++) {
        const struct alignment_consultation *consultation = &alignment->consultations[i];
        if (consultation->status != CONSULTATION_OPEN) continue;
        const bool has_approval = consultation->approval != ORGANISATION_NONE;
        const struct inbox_item item = {.kind = INBOX_ANSWER,
            .record = consultation->key,
            .resource = "consultations",
            .product = consultation->product,
            .due_on = consultation->due_on,
            .since = ORGANISATION_NO_DATE,
            .title = has_approval ? gather_text(gather, "%.*s",
                                        TEXT_PRINT(alignment->approvals[consultation->approval].title))
                                  : gather_text(gather, "%.*s about %.*s",
                                        TEXT_PRINT(gather_activity(gather, consultation->activity)),
                                        TEXT_PRINT(consultation->record)),
            .what = gather_text(gather, "%s wants to know what you say before it is decided.",
                gather_person(gather, consultation->asked_by)),
            .actions = answer};
        gather_begin(gather, &item);
        gather_for_named(gather, consultation->person, consultation->scope);
    }
}

// To whom a hand-off is offered: the person, or whoever holds the role over the product.
static void gather_takers(struct gather *gather, const struct alignment_hand_off *hand_off, uint32_t scope)
{
    if (hand_off->to_person != ORGANISATION_NONE) {
        gather_for_named(gather, hand_off->to_person, scope);
        return;
    }
    if (hand_off->product == ORGANISATION_NONE || hand_off->to_role >= ROLE_COUNT) return;
    const struct resolution_holders holders = resolution_product_holders(
        gather->resolution, hand_off->product, (enum people_role)hand_off->to_role);
    for (uint32_t i = 0; i < holders.count; i++)
        gather_for_named(gather, holders.people[i], scope);
}

static void gather_hand_offs(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->hand_off_count && !gather->error; i++) {
        const struct alignment_hand_off *hand_off = &alignment->hand_offs[i];
        const bool is_offered = hand_off->status == HAND_OFF_STATUS_OFFERED;
        if (!is_offered && hand_off->status != HAND_OFF_STATUS_RETURNED) continue;
        const uint32_t scope = hand_off->product == ORGANISATION_NONE
                                   ? ORGANISATION_NONE
                                   : organisation_scope_of_product(gather->organisation, hand_off->product);
        const struct inbox_item item = {.kind = is_offered ? INBOX_ACCEPT : INBOX_ANSWER,
            .record = hand_off->key,
            .resource = "hand-offs",
            .product = hand_off->product,
            .due_on = hand_off->due_on,
            .since = is_offered ? hand_off->offered_on : hand_off->answered_on,
            .title = gather_text(gather, "%.*s", TEXT_PRINT(hand_off->title)),
            .what = is_offered
                        ? gather_text(gather, "%s hands it over to you: take it or return it.",
                              gather_person(gather, hand_off->from_person))
                        : gather_text(gather, "%s returned it: mend it and offer it anew, or withdraw it.",
                              gather_person(gather, hand_off->to_person)),
            .actions = is_offered ? take : offer};
        gather_begin(gather, &item);
        if (is_offered)
            gather_takers(gather, hand_off, scope);
        else
            gather_for_named(gather, hand_off->from_person, scope);
    }
}

static bool is_recent(const struct gather *gather, int32_t day)
{
    return day != ORGANISATION_NO_DATE && day <= gather->organisation->day &&
           day > gather->organisation->day - INBOX_TOLD_DAYS;
}

static void gather_told(struct gather *gather, const struct inbox_item *item,
    const struct policy_decision *decision, uint32_t doer)
{
    gather_begin(gather, item);
    for (uint32_t i = 0; i < decision->informed.count; i++)
        if (decision->informed.people[i] != doer) gather_for(gather, decision->informed.people[i]);
}

static void gather_overrides(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->override_count && !gather->error; i++) {
        const struct alignment_override *override = &alignment->overrides[i];
        if (override->acknowledged_on != ORGANISATION_NO_DATE) continue;
        const struct inbox_item item = {.kind = INBOX_ACKNOWLEDGE,
            .record = override->key,
            .resource = "overrides",
            .product = override->product,
            .due_on = ORGANISATION_NO_DATE,
            .since = override->acted_on,
            .title =
                gather_text(gather, "%.*s: %.*s", TEXT_PRINT(override->record), TEXT_PRINT(override->act)),
            .what = gather_text(gather, "%s did it, though the map gives %.*s to you%s.",
                gather_person(gather, override->person),
                TEXT_PRINT(gather_activity(gather, override->activity)),
                override->has_reason ? "; the reason is kept" : ", and gave no reason"),
            .actions = acknowledge};
        gather_begin(gather, &item);
        gather_for_named(gather, override->accountable, override->scope);
    }
}

static void gather_decided_gates(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->gate_count && !gather->error; i++) {
        const struct alignment_gate *gate = &alignment->gates[i];
        if (gate->product == ORGANISATION_NONE || gate->status == GATE_STATUS_OPEN ||
            !is_recent(gather, gate->decided_on))
            continue;
        const struct inbox_item item = {.kind = INBOX_TOLD,
            .record = gate->key,
            .resource = "gates",
            .product = gate->product,
            .due_on = ORGANISATION_NO_DATE,
            .since = gate->decided_on,
            .title = gate_title(gather, gate),
            .what = gather_text(gather, "%s: %s%s.", gather_person(gather, gate->decided_by),
                gate_statuses.choices[gate->status].label, gate->has_conditions ? ", with conditions" : ""),
            .actions = nothing};
        struct policy_decision decision;
        if (gather_decide(gather, organisation_scope_of_product(gather->organisation, gate->product),
                gate_activity_of(gather, gate), &decision))
            gather_told(gather, &item, &decision, gate->decided_by);
    }
}

static void gather_decided_approvals(struct gather *gather)
{
    const struct alignment *alignment = gather->alignment;
    for (uint32_t i = 0; i < alignment->approval_count && !gather->error; i++) {
        const struct alignment_approval *approval = &alignment->approvals[i];
        if ((approval->status != APPROVAL_APPROVED && approval->status != APPROVAL_REJECTED) ||
            !is_recent(gather, approval->decided_on))
            continue;
        const struct inbox_item item = {.kind = INBOX_TOLD,
            .record = approval->key,
            .resource = "approvals",
            .product = approval->product,
            .due_on = ORGANISATION_NO_DATE,
            .since = approval->decided_on,
            .title = gather_text(gather, "%.*s", TEXT_PRINT(approval->title)),
            .what = gather_text(gather, "%s: %s.", gather_person(gather, approval->decided_by),
                approval_statuses.choices[approval->status].label),
            .actions = nothing};
        struct policy_decision decision;
        if (!gather_decide(gather, approval->scope, approval->activity, &decision)) continue;
        gather_told(gather, &item, &decision, approval->decided_by);
        // Whoever asked wants to know, whatever the map says.
        if (approval->asked_by != approval->decided_by) gather_for(gather, approval->asked_by);
    }
}

static void gather_findings(struct gather *gather)
{
    const struct check_report *report = gather->report;
    for (size_t i = 0; i < report->count && !gather->error; i++) {
        const struct finding *finding = &report->findings[i];
        if (finding->accountable == ORGANISATION_NONE || finding->severity < SEVERITY_WARNING) continue;
        if (!gather_wants(gather, finding->accountable)) continue;
        struct inbox_item item = {.kind = INBOX_FINDING,
            .record = finding_key(report, finding),
            .resource = finding_resource(report, finding),
            .product = finding->product,
            .due_on = ORGANISATION_NO_DATE,
            .since = ORGANISATION_NO_DATE,
            .actions = nothing};
        char fingerprint[FINDING_FINGERPRINT_SIZE];
        finding_fingerprint(report, finding, fingerprint);
        item.identifier = gather_text(gather, "%s", fingerprint);
        item.title = gather_printed(gather, finding_print_title, finding);
        item.what = gather_printed(gather, finding_print_message, finding);
        gather_begin(gather, &item);
        gather_for(gather, finding->accountable);
    }
}

enum error inbox_build(const struct inbox_facts *facts, struct arena *arena, struct inbox *ret_inbox)
{
    struct gather gather;
    gather_open(&gather, facts, arena);
    gather_approvals(&gather);
    gather_gates(&gather);
    gather_consultations(&gather);
    gather_hand_offs(&gather);
    gather_overrides(&gather);
    gather_decided_gates(&gather);
    gather_decided_approvals(&gather);
    gather_findings(&gather);
    return gather_close(&gather, ret_inbox);
}

enum error inbox_load(struct transaction *transaction, struct text person, int32_t day, struct arena *arena,
    struct inbox *ret_inbox)
{
    struct check_report *report = arena_object(arena, struct check_report);
    struct policy_delegations delegations;
    const struct check_options options = {.person = person};
    if (!report) return ERROR_MEMORY;
    enum error error = check_workspace(transaction, day, &options, arena, report);
    if (!error) error = policy_delegations_load(transaction, day, arena, &delegations);
    if (error) return error;
    struct inbox_facts facts = {report, &delegations, ORGANISATION_NONE};
    if (!text_is_empty(person)) {
        facts.person = organisation_find_person(report->organisation, person);
        if (facts.person == ORGANISATION_NONE) return ERROR_NOT_FOUND;
    }
    return inbox_build(&facts, arena, ret_inbox);
}
