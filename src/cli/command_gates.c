// SPDX-License-Identifier: Apache-2.0
// tandem gates: a product's gates as a sheet to read.
#include "cli/commands.h"

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/width.h"
#include "policy/consultation.h"
#include "product/gate.h"
#include "product/gate_criterion.h"
#include "product/gate_sheet.h"
#include "product/product.h"

#define SHEET_MAXIMUM ((size_t)16 << 20)
#define SHEET_COLUMNS 100

// "Ann Smith (PERS-3)"; the key alone of one whose name is not known.
static void print_person(const struct gate_sheet *sheet, struct text key, struct buffer *output)
{
    const struct text name = gate_sheet_person(sheet, key);
    if (text_is_empty(name))
        width_print_line(key, output);
    else
        buffer_print(output, "%.*s (%.*s)", TEXT_PRINT(name), TEXT_PRINT(key));
}

// Who is to sign: the people, or the role that nobody holds.
static void print_signer(
    const struct gate_sheet *sheet, const struct gate_signer *signer, struct buffer *output)
{
    const struct resolution_result *result = &signer->result;
    if (signer->activity == ORGANISATION_NONE || result->role == ROLE_COUNT) {
        buffer_string(output, "nobody: the map in force does not say who");
        return;
    }
    if (result->holders.count == 0)
        buffer_print(output, "nobody: there is no %s", people_role_words(result->role));
    for (uint32_t i = 0; i < result->holders.count; i++) {
        buffer_string(output, i ? " or " : "");
        print_person(sheet, sheet->organisation->people[result->holders.people[i]].key, output);
    }
}

// A label, and the text after it broken into lines that stand under its beginning.
static void print_paragraph(const char *label, struct text text, size_t indent, struct buffer *output)
{
    if (text_is_empty(text)) return;
    buffer_print(output, "%*s%s", (int)indent, "", label);
    width_print_wrapped(text, SHEET_COLUMNS, indent + strlen(label), true, output);
}

static void print_criterion(
    const struct gate_sheet *sheet, const struct gate_sheet_criterion *criterion, struct buffer *output)
{
    static const char *const marks[CRITERION_COUNT] = {"[ ]", "[x]", "[!]"};
    const struct record *record = criterion->record;
    const int status = record_choice(record, GATE_CRITERION_STATUS);
    struct buffer line;
    buffer_init(&line, SHEET_MAXIMUM);
    buffer_print(output, "  %s %.*s ", marks[status < 0 ? 0 : status], TEXT_PRINT(record->key));
    width_print_wrapped(record_text(record, GATE_CRITERION_NAME), SHEET_COLUMNS, 6, true, output);
    if (status == CRITERION_OPEN) {
        buffer_string(&line, "to be signed by ");
        print_signer(sheet, &criterion->signer, &line);
    } else {
        buffer_print(&line, "%s on %.*s", status == CRITERION_GREEN ? "signed" : "refused",
            TEXT_PRINT(record_text(record, GATE_CRITERION_SIGNED_ON)));
        if (!record_is_null(record, GATE_CRITERION_SIGNED_BY)) buffer_string(&line, " by ");
        if (!record_is_null(record, GATE_CRITERION_SIGNED_BY))
            print_person(sheet, record_text(record, GATE_CRITERION_SIGNED_BY), &line);
        if (!record_is_null(record, GATE_CRITERION_EVIDENCE)) buffer_string(&line, ", see ");
        buffer_text(&line, record_text(record, GATE_CRITERION_EVIDENCE));
    }
    width_print_wrapped(buffer_view(&line), SHEET_COLUMNS, 6, false, output);
    buffer_free(&line);
    print_paragraph("note: ", record_text(record, GATE_CRITERION_NOTE), 6, output);
}

static void print_slips(const struct gate_sheet_gate *gate, struct buffer *output)
{
    for (size_t i = 0; i < gate->slip_count; i++) {
        const struct gate_slip *slip = &gate->slips[i];
        char day[CALENDAR_DATE_SIZE];
        calendar_print_date(calendar_day_of(slip->at), day);
        buffer_print(output, "  moved from %.*s to %.*s on %s by %.*s\n", TEXT_PRINT(slip->from),
            TEXT_PRINT(text_is_empty(slip->to) ? TEXT("no day") : slip->to), day, TEXT_PRINT(slip->by));
    }
}

static void print_consultations(
    const struct gate_sheet *sheet, const struct gate_sheet_gate *gate, struct buffer *output)
{
    for (size_t i = 0; i < gate->consultation_count; i++) {
        const struct record *record = gate->consultations[i];
        const int status = record_choice(record, CONSULTATION_STATUS);
        buffer_print(output,
            "  asked %.*s: ", TEXT_PRINT(gate_sheet_person(sheet, record_text(record, CONSULTATION_PERSON))));
        if (status == CONSULTATION_OPEN)
            buffer_print(
                output, "no answer yet, due on %.*s", TEXT_PRINT(record_text(record, CONSULTATION_DUE_ON)));
        else
            buffer_string(output, status < 0 ? "" : consultation_statuses.choices[status].label);
        buffer_character(output, '\n');
        print_paragraph("", record_text(record, CONSULTATION_ANSWER), 6, output);
    }
}

static void print_plan(const struct record *gate, struct buffer *output)
{
    const int64_t slip = record_integer(gate, GATE_SLIP_DAYS);
    if (!record_is_null(gate, GATE_PLANNED_ON))
        buffer_print(output, ", planned for %.*s", TEXT_PRINT(record_text(gate, GATE_PLANNED_ON)));
    if (slip)
        buffer_print(output, " (%lld %s %s than first planned)", (long long)(slip < 0 ? -slip : slip),
            slip == 1 || slip == -1 ? "day" : "days", slip < 0 ? "earlier" : "later");
}

static void print_gate(
    const struct gate_sheet *sheet, const struct gate_sheet_gate *gate, struct buffer *output)
{
    const struct record *record = gate->record;
    const int status = record_choice(record, GATE_STATUS);
    buffer_print(output, "\n%.*s  %.*s: %.*s", TEXT_PRINT(record->key),
        TEXT_PRINT(record_text(record, GATE_STAGE)), TEXT_PRINT(record_text(record, GATE_STATUS)));
    if (!record_is_null(record, GATE_DECIDED_ON))
        buffer_print(output, " on %.*s", TEXT_PRINT(record_text(record, GATE_DECIDED_ON)));
    if (!record_is_null(record, GATE_DECIDED_BY)) buffer_string(output, " by ");
    if (!record_is_null(record, GATE_DECIDED_BY))
        print_person(sheet, record_text(record, GATE_DECIDED_BY), output);
    print_plan(record, output);
    if (gate->criterion_count)
        buffer_print(output, ", %zu of %zu criteria met", gate->green, gate->criterion_count);
    buffer_character(output, '\n');
    print_paragraph("why: ", record_text(record, GATE_REASON), 2, output);
    print_paragraph("conditions: ", record_text(record, GATE_CONDITIONS), 2, output);
    if (status == GATE_STATUS_OPEN || status == GATE_STATUS_HELD) {
        buffer_string(output, "  to be decided by ");
        print_signer(sheet, &gate->decider, output);
        buffer_character(output, '\n');
    }
    print_slips(gate, output);
    for (size_t i = 0; i < gate->criterion_count; i++)
        print_criterion(sheet, &gate->criteria[i], output);
    print_consultations(sheet, gate, output);
}

static void print_sheet(const struct gate_sheet *sheet, struct buffer *output)
{
    const struct organisation_product *product = &sheet->organisation->products[sheet->product];
    buffer_print(output, "%.*s  %.*s: %s\n", TEXT_PRINT(product->key), TEXT_PRINT(product->name),
        product_stages.choices[product->stage].code);
    for (size_t i = 0; i < sheet->without_gate_count; i++)
        buffer_print(output, "%s%s", i ? ", " : "Without a gate it reached ",
            product_stages.choices[sheet->without_gate[i]].code);
    if (sheet->without_gate_count) buffer_string(output, ".\n");
    bool is_next_open = false;
    for (size_t i = 0; i < sheet->gate_count; i++) {
        is_next_open =
            is_next_open || record_choice(sheet->gates[i].record, GATE_STAGE) == (int)sheet->next_stage;
        print_gate(sheet, &sheet->gates[i], output);
    }
    if (!is_next_open && sheet->next_stage < STAGE_COUNT)
        buffer_print(output, "\nThe next gate, to %s, is not there yet: tandem act %.*s open_gate\n",
            product_stages.choices[sheet->next_stage].code, TEXT_PRINT(product->key));
}

static int show_sheet(const struct invocation *invocation, struct transaction *transaction)
{
    const struct actor actor = actor_system("cli");
    const char *name = invocation_operand(invocation, 0);
    struct gate_sheet *sheet = arena_object(invocation->arena, struct gate_sheet);
    struct record *product;
    if (!sheet) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    int status = named_record(invocation, transaction, &actor, name, &product);
    if (status) return status;
    if (product->resource != &product_resource) {
        report_error(invocation->streams, "%.*s is no product.", TEXT_PRINT(product->key));
        return error_exit(ERROR_NOT_FOUND);
    }
    enum error error = gate_sheet_load(transaction, &actor, product->key, invocation->arena, sheet);
    if (error) return report_problems(invocation->streams, error, NULL);
    if (invocation->json) {
        struct document document;
        gate_sheet_print(sheet, document_begin(&document));
        return document_end(&document, invocation);
    }
    struct buffer output;
    buffer_init(&output, SHEET_MAXIMUM);
    print_sheet(sheet, &output);
    return buffer_send(&output, invocation);
}

static int run_gates(struct invocation *invocation)
{
    struct store *store;
    struct transaction *transaction = NULL;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status = error ? report_problems(invocation->streams, error, NULL) : show_sheet(invocation, transaction);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct operand operands[] = {
    {.name = "PRODUCT", .help = "The product's key."},
};

static const struct example examples[] = {
    {"tandem gates PROD-12", "Shows what the product has to pass, who signs and what was decided."},
    {"tandem gates PROD-12 --json", "The same for a program to read."},
};

const struct command command_gates = {
    .name = "gates",
    .summary = "Show the gates of a product",
    .description =
        "A gate stands before each stage of a product's life. Its criteria are signed by the people whom the "
        "map in force makes accountable for their activities, each with evidence; then somebody decides to "
        "go, to hold, to stop or to skip it. [x] is signed, [!] is refused, [ ] is open.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_gates,
};
