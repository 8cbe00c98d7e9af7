// SPDX-License-Identifier: Apache-2.0
// The sheet as JSON.
#include "base/calendar.h"
#include "format/record_json.h"
#include "people/resolution_print.h"
#include "policy/consultation.h"
#include "product/gate.h"
#include "product/gate_criterion.h"
#include "product/gate_sheet.h"

static void write_text(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    if (text_is_empty(value))
        json_write_null(writer);
    else
        json_write_text(writer, value);
}

static void write_count(struct json_writer *writer, const char *name, size_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)count);
}

// A signer whose activity the workspace does not have is nobody: a gap without a role.
static void write_signer(const struct gate_sheet *sheet, const char *name, const struct gate_signer *signer,
    struct json_writer *writer)
{
    const bool is_known = signer->activity != ORGANISATION_NONE;
    const bool has_role = is_known && signer->result.role != ROLE_COUNT;
    json_write_key(writer, name);
    json_write_object_begin(writer);
    json_write_key(writer, "role");
    json_write_string(writer, has_role ? people_role_code(signer->result.role) : NULL);
    json_write_key(writer, "outcome");
    json_write_string(writer, resolution_outcome_code(is_known ? signer->result.outcome : RESOLUTION_GAP));
    json_write_key(writer, "people");
    const struct resolution_holders nobody = {.scope = ORGANISATION_NONE};
    resolution_print_holders(sheet->resolution, is_known ? signer->result.holders : nobody,
        organisation_scope_of_product(sheet->organisation, sheet->product), writer);
    json_write_object_end(writer);
}

static void write_criterion(
    const struct gate_sheet *sheet, const struct gate_sheet_criterion *criterion, struct json_writer *writer)
{
    const struct organisation *organisation = sheet->organisation;
    const uint32_t activity = criterion->signer.activity;
    const bool is_known = activity != ORGANISATION_NONE;
    json_write_object_begin(writer);
    record_json_write_members(criterion->record, NULL, writer);
    write_text(writer, "activity_name", is_known ? organisation->activities[activity].name : TEXT(""));
    write_text(writer, "activity_code", is_known ? organisation->activities[activity].code : TEXT(""));
    write_text(writer, "signed_by_name",
        gate_sheet_person(sheet, record_text(criterion->record, GATE_CRITERION_SIGNED_BY)));
    write_signer(sheet, "signer", &criterion->signer, writer);
    json_write_object_end(writer);
}

static void write_slip(const struct gate_slip *slip, struct json_writer *writer)
{
    char at[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(slip->at, at);
    json_write_object_begin(writer);
    write_text(writer, "from", slip->from);
    write_text(writer, "to", slip->to);
    write_text(writer, "at", text_from(at));
    write_text(writer, "by", slip->by);
    json_write_object_end(writer);
}

static void write_consultation(
    const struct gate_sheet *sheet, const struct record *consultation, struct json_writer *writer)
{
    json_write_object_begin(writer);
    record_json_write_members(consultation, NULL, writer);
    write_text(
        writer, "person_name", gate_sheet_person(sheet, record_text(consultation, CONSULTATION_PERSON)));
    json_write_object_end(writer);
}

static void write_gate(
    const struct gate_sheet *sheet, const struct gate_sheet_gate *gate, struct json_writer *writer)
{
    json_write_object_begin(writer);
    record_json_write_members(gate->record, NULL, writer);
    write_text(
        writer, "decided_by_name", gate_sheet_person(sheet, record_text(gate->record, GATE_DECIDED_BY)));
    write_signer(sheet, "decider", &gate->decider, writer);
    write_count(writer, "green", gate->green);
    write_count(writer, "red", gate->red);
    write_count(writer, "open", gate->criterion_count - gate->green - gate->red);
    json_write_key(writer, "criteria");
    json_write_array_begin(writer);
    for (size_t i = 0; i < gate->criterion_count; i++)
        write_criterion(sheet, &gate->criteria[i], writer);
    json_write_array_end(writer);
    json_write_key(writer, "slips");
    json_write_array_begin(writer);
    for (size_t i = 0; i < gate->slip_count; i++)
        write_slip(&gate->slips[i], writer);
    json_write_array_end(writer);
    json_write_key(writer, "consultations");
    json_write_array_begin(writer);
    for (size_t i = 0; i < gate->consultation_count; i++)
        write_consultation(sheet, gate->consultations[i], writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

void gate_sheet_print(const struct gate_sheet *sheet, struct json_writer *writer)
{
    const struct organisation_product *product = &sheet->organisation->products[sheet->product];
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(sheet->organisation->day, day);
    json_write_object_begin(writer);
    write_text(writer, "day", text_from(day));
    json_write_key(writer, "product");
    json_write_object_begin(writer);
    write_text(writer, "key", product->key);
    write_text(writer, "name", product->name);
    json_write_object_end(writer);
    json_write_key(writer, "stage");
    json_write_string(writer, product_stages.choices[product->stage].code);
    json_write_key(writer, "horizon");
    json_write_string(writer, product->horizon < 0 ? NULL : product_horizons.choices[product->horizon].code);
    json_write_key(writer, "next_stage");
    json_write_string(
        writer, sheet->next_stage < STAGE_COUNT ? product_stages.choices[sheet->next_stage].code : NULL);
    json_write_key(writer, "without_gate");
    json_write_array_begin(writer);
    for (size_t i = 0; i < sheet->without_gate_count; i++)
        json_write_string(writer, product_stages.choices[sheet->without_gate[i]].code);
    json_write_array_end(writer);
    json_write_key(writer, "gates");
    json_write_array_begin(writer);
    for (size_t i = 0; i < sheet->gate_count; i++)
        write_gate(sheet, &sheet->gates[i], writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}
