// SPDX-License-Identifier: Apache-2.0
// Reads and checks what a specification says of a decision on prices.
#include "pricing/price_decide_spec.h"

#include <math.h>
#include <stddef.h>

#include "pricing/price_key.h"
#include "pricing/price_method.h"

const struct price_decide price_decide_usual = {
    .margin_floor = -HUGE_VAL, .largest_change = HUGE_VAL, .market_size = 1};

bool price_setting_parse(
    struct price_cursor *cursor, size_t name_position, size_t name_end, struct price_decide *decide)
{
    struct price_setting setting = {
        .product = text_trim((struct text){cursor->whole.data + name_position, name_end - name_position})};
    if (!decide->setting)
        decide->setting = arena_array(cursor->arena, struct price_setting, PRICE_SETTINGS_MAXIMUM);
    if (!decide->setting || !price_number_parse(cursor, &setting.price)) return false;
    if (!(setting.price > 0) || decide->setting_count == PRICE_SETTINGS_MAXIMUM) {
        price_cursor_problem(cursor, "A price is above 0, and at most %d are tried.", PRICE_SETTINGS_MAXIMUM);
        return false;
    }
    decide->setting[decide->setting_count++] = setting;
    return true;
}

// What a decision needs.
void price_decide_check(const struct price_spec *spec, struct problem_list *problems)
{
    const struct price_decide *decide = &spec->decide;
    bool is_constant = spec->method == PRICE_ELASTICITY || spec->method == PRICE_GIVEN_ELASTICITY;
    if (decide->question == PRICE_ASK_BEST && is_constant && !spec->cost.count)
        problem_add(problems, NULL, "The best price needs a line \"cost = …\": what one more unit costs.");
    if (decide->question == PRICE_ASK_BEST && decide->is_rival_answering && decide->ladder.count)
        problem_add(problems, NULL, "rivals = answer does not go with a ladder.");
    if (decide->firm.count && spec->firm == PRICE_NO_COLUMN)
        problem_add(problems, NULL, "our firm = … needs a line \"firm = column\".");
    if (decide->products.count && spec->product == PRICE_NO_COLUMN)
        problem_add(problems, NULL, "our products = … needs a line \"product = column\".");
    for (size_t i = 1; i < decide->ladder.count; i++)
        if (decide->ladder.value[i] <= decide->ladder.value[i - 1])
            problem_add(problems, NULL, "ladder: prices rise from rung to rung; %g follows %g.",
                decide->ladder.value[i], decide->ladder.value[i - 1]);
}

enum error price_spec_ask(
    struct price_spec *spec, enum price_question question, struct problem_list *problems)
{
    size_t before = problems->count;
    spec->decide.question = question;
    bool is_decided = false;
    for (size_t i = 0; i < price_key_count; i++)
        if (price_keys[i].offset == offsetof(struct price_spec, decide.question))
            is_decided |= (price_keys[i].methods >> spec->method & 1) != 0;
    if (!is_decided)
        problem_add(problems, NULL, "No price can be decided on method = %s; the methods of demand do it.",
            price_method_of(spec->method)->name);
    price_decide_check(spec, problems);
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}
