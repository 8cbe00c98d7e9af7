// SPDX-License-Identifier: Apache-2.0
// The action of a product that makes a gate; the same as creating one, without looking up fields.
#include "product/gate.h"
#include "product/product.h"
#include "store/records.h"

enum gate_open_input { OPEN_STAGE, OPEN_PLANNED_ON };

static const struct field inputs[] = {
    [OPEN_STAGE] =
        {
            .name = "stage",
            .label = "Stage",
            .help = "The stage that the gate leads to; the product's next one when empty.",
            .type = FIELD_CHOICE,
            .choices = &product_stages,
        },
    [OPEN_PLANNED_ON] =
        {
            .name = "planned_on",
            .label = "Planned for",
            .help = "The day for which the decision is planned.",
            .type = FIELD_DATE,
        },
};

static enum error open_gate(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct value stage = input[OPEN_STAGE];
    const int next = record_choice(record, PRODUCT_STAGE) + 1;
    if (stage.kind == VALUE_NULL && next >= STAGE_COUNT) {
        problem_add(problems, "stage", "The product is retired: no gate comes after that.");
        return ERROR_INVALID;
    }
    if (stage.kind == VALUE_NULL) stage = value_string(product_stages.choices[next].code);
    struct record_input *gate = record_input_new(&gate_resource, arena);
    struct record *made = NULL;
    if (!gate) return ERROR_MEMORY;
    record_input_set(gate, GATE_PRODUCT, value_text(record->key));
    record_input_set(gate, GATE_STAGE, stage);
    record_input_set(gate, GATE_PLANNED_ON, input[OPEN_PLANNED_ON]);
    return record_create(transaction, actor, gate, arena, problems, &made);
}

const struct action product_actions[PRODUCT_ACTION_COUNT] = {
    [PRODUCT_OPEN_GATE] =
        {
            .name = "open_gate",
            .label = "Open a gate",
            .help = "Makes the gate to a stage, with the criteria of the stage's template.",
            .input_fields = inputs,
            .input_count = sizeof inputs / sizeof inputs[0],
            .run = open_gate,
            .activity = "life_cycle_management",
            .judges_itself = true, // as every new gate is
        },
};
