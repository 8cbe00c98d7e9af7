// SPDX-License-Identifier: Apache-2.0
// Stress reports, comparisons and single points of failure written out, as text and as JSON.
#ifndef TANDEM_STRESS_STRESS_PRINT_H
#define TANDEM_STRESS_STRESS_PRINT_H

#include "format/json_writer.h"
#include "stress/single_point.h"
#include "stress/stress.h"

#define STRESS_ITEMS_MAXIMUM 1000 // pairs and findings that a JSON report lists; the others are counted

// PROD-4: gap: Nightear Fibre: Ann Smith (PERS-3) was accountable for Roadmap, Pricing and 7 more as product
//     manager; now nobody is.
//     hint: Give somebody the role: `tandem set assignments …`.
//     ask: Bo Berg (PERS-1)
// for every product and role that breaks; then whose span changes, findings by rule, and what it comes to.
enum error stress_print_text(
    const struct stress_report *report, const struct stress_input *input, struct buffer *output) MUST_CHECK;

// The schema StressReport.
enum error stress_print_json(const struct stress_report *report, const struct stress_input *input,
    struct json_writer *writer) MUST_CHECK;

// One line a scenario, in columns.
enum error stress_print_comparison_text(const struct stress_report *reports,
    const struct stress_input *inputs, size_t count, struct buffer *output) MUST_CHECK;

// The schema StressComparison.
enum error stress_print_comparison_json(const struct stress_report *reports,
    const struct stress_input *inputs, size_t count, struct json_writer *writer) MUST_CHECK;

// The first `limit` people, hardest to do without first.
enum error single_points_print_text(const struct resolution *resolution, const struct single_point *points,
    size_t count, size_t limit, struct buffer *output) MUST_CHECK;

// The schema SinglePointList.
enum error single_points_print_json(const struct resolution *resolution, const struct single_point *points,
    size_t count, size_t limit, struct json_writer *writer) MUST_CHECK;

#endif
