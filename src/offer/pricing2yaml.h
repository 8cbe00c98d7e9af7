// SPDX-License-Identifier: Apache-2.0
// Price lists as Pricing2Yaml 2.1: features, limits, plans and add-ons of one product with their prices, in
// one file that other tools read. What Tandem's records have no place for is left out and said.
#ifndef TANDEM_OFFER_PRICING2YAML_H
#define TANDEM_OFFER_PRICING2YAML_H

#include "base/problem.h"
#include "model/permission.h"
#include "store/store.h"

struct pricing2yaml_request {
    struct text content;
    struct text product; // key of the product that is sold
    struct text name;    // of the price list; empty: what the file says
};

struct pricing2yaml_result {
    struct text price_list;                            // key of the new draft
    uint32_t features, plans, add_ons, values, prices; // made or changed
};

// Makes a draft price list of a file, with the plans, add-ons and features that it names: those that the
// product has under these names are brought up to date, the others are made. All or nothing, by the caller's
// transaction. Notes: what was left out, with its line. ERROR_SYNTAX, ERROR_LIMIT, ERROR_INVALID with
// problems.
enum error pricing2yaml_import(struct transaction *transaction, const struct actor *actor,
    const struct pricing2yaml_request *request, struct arena *arena, struct problem_list *problems,
    struct problem_list *notes, struct pricing2yaml_result *ret_result) MUST_CHECK;

// Writes the list as a file: the prices that hold today, or on its first day when that is still to come.
// ERROR_INVALID: it is no list of a product.
enum error pricing2yaml_export(struct transaction *transaction, const struct actor *actor,
    struct text price_list, struct arena *arena, struct problem_list *problems, struct problem_list *notes,
    struct buffer *output) MUST_CHECK;

// The words of the format, by the places of Tandem's choices; NULL after the last.
extern const char *const pricing2yaml_kinds[];       // enum plan_feature_kind: "DOMAIN", "RENEWABLE"
extern const char *const pricing2yaml_value_types[]; // enum plan_feature_value_type: "BOOLEAN"

// The period whose factor is one, as the words of `billing` call it ("monthly"); amount_periods[].
extern const char *const pricing2yaml_periods[]; // by enum amount_period; NULL: has no word

extern const struct statement_list pricing2yaml_statements;
extern const struct statement_list pricing2yaml_export_statements;

#endif
