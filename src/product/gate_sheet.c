// SPDX-License-Identifier: Apache-2.0
// Reads gates, criteria, consultations and slips of a product, and resolves who signs.
#include "product/gate_sheet.h"

#include "format/json_reader.h"
#include "journal/history.h"
#include "policy/consultation.h"
#include "policy/policy.h"
#include "product/gate.h"
#include "product/gate_criterion.h"
#include "product/gate_decision.h"
#include "store/records.h"

struct loading {
    struct transaction *transaction;
    const struct actor *actor;
    struct arena *arena;
    struct gate_sheet *sheet;
};

struct text gate_sheet_person(const struct gate_sheet *sheet, struct text key)
{
    const uint32_t person =
        text_is_empty(key) ? ORGANISATION_NONE : organisation_find_person(sheet->organisation, key);
    return person == ORGANISATION_NONE ? TEXT("") : sheet->organisation->people[person].name;
}

static struct gate_signer signer_of(const struct gate_sheet *sheet, uint32_t activity)
{
    struct gate_signer signer = {.activity = activity};
    if (activity != ORGANISATION_NONE)
        signer.result = resolution_for(sheet->resolution, sheet->product, activity);
    return signer;
}

// Records of a resource whose reference is one of `count` keys, in the order of `sort`.
static enum error referring_list(struct loading *loading, const struct resource *resource, size_t field,
    const struct value *keys, size_t count, const char *sort, unsigned limit, struct record_page *ret_page)
{
    const struct record_filter filter = {.field = (int)field, .values = keys, .count = count};
    const int order = resource_sort(resource, text_from(sort));
    const struct record_query query = {
        .resource = resource,
        .sort = order < 0 ? NULL : &resource->sorts[order],
        .limit = limit,
        .filters = &filter,
        .filter_count = 1,
    };
    return record_list(loading->transaction, loading->actor, &query, loading->arena, ret_page);
}

static enum error criteria_read(struct loading *loading, struct gate_sheet_gate *gate)
{
    const struct organisation *organisation = loading->sheet->organisation;
    const struct value key = value_text(gate->record->key);
    struct record_page page;
    enum error error = referring_list(loading, &gate_criterion_resource, GATE_CRITERION_GATE, &key, 1,
        "position", GATE_SHEET_CRITERIA_MAXIMUM, &page);
    if (error) return error;
    gate->criteria = arena_array(loading->arena, struct gate_sheet_criterion, page.count);
    if (!gate->criteria) return ERROR_MEMORY;
    for (size_t i = 0; i < page.count; i++) {
        const struct record *record = page.records[i];
        const int status = record_choice(record, GATE_CRITERION_STATUS);
        gate->green += status == CRITERION_GREEN;
        gate->red += status == CRITERION_RED;
        gate->criteria[gate->criterion_count++] = (struct gate_sheet_criterion){
            .record = record,
            .signer = signer_of(loading->sheet,
                organisation_find_activity(organisation, record_text(record, GATE_CRITERION_ACTIVITY))),
        };
    }
    return ERROR_NONE;
}

// About the gate itself and its criteria; what a list can ask for at once limits how many of these.
static enum error consultations_read(struct loading *loading, struct gate_sheet_gate *gate)
{
    struct value keys[RECORD_FILTER_ALTERNATIVES] = {value_text(gate->record->key)};
    struct record_page page;
    size_t count = 1;
    for (size_t i = 0; i < gate->criterion_count && count < RECORD_FILTER_ALTERNATIVES; i++)
        keys[count++] = value_text(gate->criteria[i].record->key);
    enum error error = referring_list(loading, &consultation_resource, CONSULTATION_RECORD, keys, count,
        "due_on", GATE_SHEET_CONSULTATIONS_MAXIMUM, &page);
    if (error) return error;
    gate->consultations = page.records;
    gate->consultation_count = page.count;
    return ERROR_NONE;
}

static struct text side_read(const struct json_value *change, size_t side, struct arena *arena)
{
    struct json_value item = json_value_item(change, side);
    struct text text = TEXT("");
    if (json_value_kind(&item) != JSON_KIND_TEXT || !json_value_read_text(&item, NULL, &text))
        return TEXT("");
    return text_from(text_copy(text, arena));
}

// A line of history that moved a day which was planned already.
static enum error slip_read(struct loading *loading, const struct record *line, struct gate_sheet_gate *gate)
{
    struct json_document document;
    struct problem_list problems;
    problem_list_init(&problems, loading->arena);
    enum error error = json_document_parse(&document, record_text(line, HISTORY_CHANGES), &problems);
    if (error) return error;
    const struct json_value root = json_document_root(&document);
    const struct json_value change = json_value_member(&root, "planned_on");
    if (json_value_is_present(&change)) {
        struct gate_slip *slip = &gate->slips[gate->slip_count];
        *slip = (struct gate_slip){
            .from = side_read(&change, 0, loading->arena),
            .to = side_read(&change, 1, loading->arena),
            .at = record_integer(line, HISTORY_AT),
            .by = record_text(line, HISTORY_ACTOR),
        };
        if (!text_is_empty(slip->from)) gate->slip_count++;
    }
    json_document_free(&document);
    return ERROR_NONE;
}

static enum error slips_read(struct loading *loading, struct gate_sheet_gate *gate)
{
    const struct value key = value_text(gate->record->key);
    struct record_page page;
    enum error error = referring_list(
        loading, &history_resource, HISTORY_RECORD, &key, 1, "id", GATE_SHEET_SLIPS_MAXIMUM, &page);
    if (error) return error;
    gate->slips = arena_array(loading->arena, struct gate_slip, page.count + 1);
    if (!gate->slips) return ERROR_MEMORY;
    for (size_t i = 0; i < page.count && !error; i++)
        error = slip_read(loading, page.records[i], gate);
    return error;
}

static enum error gate_read(struct loading *loading, const struct record *record)
{
    struct gate_sheet *sheet = loading->sheet;
    struct gate_sheet_gate *gate = &sheet->gates[sheet->gate_count++];
    const char *activity = gate_decision_activity(record_choice(record, GATE_STAGE));
    *gate = (struct gate_sheet_gate){.record = record};
    gate->decider = signer_of(sheet, organisation_find_activity_code(sheet->organisation, activity));
    enum error error = criteria_read(loading, gate);
    if (!error) error = consultations_read(loading, gate);
    return error ? error : slips_read(loading, gate);
}

// A product that stands in a stage has passed all before it, one way or another.
static void stages_without_gate_note(struct gate_sheet *sheet)
{
    const enum product_stage stage = (enum product_stage)sheet->organisation->products[sheet->product].stage;
    unsigned seen = 0;
    for (size_t i = 0; i < sheet->gate_count; i++)
        seen |= 1U << (unsigned)record_choice(sheet->gates[i].record, GATE_STAGE);
    for (enum product_stage reached = STAGE_PLAN; reached <= stage && reached < STAGE_COUNT; reached++)
        if (!(seen & 1U << reached)) sheet->without_gate[sheet->without_gate_count++] = reached;
    sheet->next_stage = stage + 1;
}

enum error gate_sheet_load(struct transaction *transaction, const struct actor *actor, struct text product,
    struct arena *arena, struct gate_sheet *ret_sheet)
{
    struct policy_case found;
    struct record_page page;
    *ret_sheet = (struct gate_sheet){.gate_count = 0};
    struct loading loading = {transaction, actor, arena, ret_sheet};
    enum error error = policy_case_load_whole(transaction, product, arena, &found);
    if (error) return error;
    ret_sheet->organisation = found.organisation;
    ret_sheet->resolution = found.resolution;
    ret_sheet->product = organisation_find_product(found.organisation, product);
    if (ret_sheet->product == ORGANISATION_NONE) return ERROR_NOT_FOUND;
    const struct value key = value_text(product);
    error = referring_list(&loading, &gate_resource, GATE_PRODUCT, &key, 1, "stage", STAGE_COUNT, &page);
    for (size_t i = 0; !error && i < page.count; i++)
        error = gate_read(&loading, page.records[i]);
    if (!error) stages_without_gate_note(ret_sheet);
    return error;
}
