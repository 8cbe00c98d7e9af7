// SPDX-License-Identifier: Apache-2.0
// What a price specification says of a decision on prices, and of demand that is given. A part of struct
// price_spec.
#ifndef TANDEM_PRICING_PRICE_DECIDE_SPEC_H
#define TANDEM_PRICING_PRICE_DECIDE_SPEC_H

#include "pricing/price_survey_spec.h"

#define PRICE_SETTINGS_MAXIMUM 200

// Words or labels. *arena*; the texts are *borrowed* from the specification
struct price_texts {
    struct text *text;
    size_t count;
};

// What is asked of a demand model.
enum price_question { PRICE_ASK_FIT, PRICE_ASK_BEST, PRICE_ASK_WHAT_IF };

// A price that is to be tried. *borrowed*
struct price_setting {
    struct text product;
    double price;
};

// A decision on prices: price_decision.h.
struct price_decide {
    enum price_question question;
    struct price_texts products, firm, market; // ours; where: at most one
    bool is_rival_answering, is_range_open;
    struct price_numbers ladder;
    double margin_floor, largest_change; // infinite: none
    double market_size, today_price, today_quantity;
    struct price_terms new_price;
    struct price_setting *setting; // *arena*
    size_t setting_count;
    // Demand that is given, not estimated.
    struct price_terms quality, elasticity, elasticity_error;
    double alpha, alpha_error, rho;
};

extern const struct price_decide price_decide_usual;

struct price_spec;

// The value of "price of PRODUCT = …", whose product stands from name_position to name_end. False after
// adding a problem.
MUST_CHECK bool price_setting_parse(
    struct price_cursor *cursor, size_t name_position, size_t name_end, struct price_decide *decide);
// What does not go together.
void price_decide_check(const struct price_spec *spec, struct problem_list *problems);
// Asks something else of a specification that was read. ERROR_INVALID after adding problems.
MUST_CHECK enum error price_spec_ask(
    struct price_spec *spec, enum price_question question, struct problem_list *problems);

#endif
