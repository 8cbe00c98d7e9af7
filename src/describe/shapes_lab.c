// SPDX-License-Identifier: Apache-2.0
// The members of the shapes of the pricing lab.
#include "describe/shapes_lab.h"

#include "lab/price_study.h"

const struct shape_member price_data_file_members[4] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"product", SHAPE_KEY, SHAPE_OPTIONAL | SHAPE_NULLABLE, NULL, NULL},
    {"file_name", SHAPE_TEXT, 0, NULL, NULL},
    {"content", SHAPE_BINARY, 0, NULL, NULL},
};
const struct shape_member price_data_content_members[2] = {
    {"file_name", SHAPE_TEXT, 0, NULL, NULL},
    {"content", SHAPE_BINARY, 0, NULL, NULL},
};
const struct shape_member price_data_odd_members[2] = {
    {"line", SHAPE_INTEGER, 0, NULL, NULL},
    {"value", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member price_data_column_members[8] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"kind", SHAPE_TEXT, 0, NULL, NULL},
    {"missing", SHAPE_INTEGER, 0, NULL, NULL},
    {"distinct", SHAPE_INTEGER, 0, NULL, NULL},
    {"lowest", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"highest", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"example", SHAPE_TEXT, 0, NULL, NULL},
    {"odd", SHAPE_OBJECT, SHAPE_NULLABLE, "PriceDataOdd", NULL},
};
const struct shape_member price_data_preview_members[4] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"rows", SHAPE_INTEGER, 0, NULL, NULL},
    {"columns", SHAPE_OBJECT, SHAPE_ARRAY, "PriceDataColumn", NULL},
    {"head", SHAPE_ANY, SHAPE_ARRAY, NULL, NULL},
};
const struct shape_member price_study_draft_members[3] = {
    {"spec", SHAPE_TEXT, 0, NULL, NULL},
    {"data", SHAPE_KEY, 0, NULL, NULL},
    {"further_data", SHAPE_ANY, SHAPE_OPTIONAL, NULL, NULL},
};
const struct shape_member price_study_problem_members[3] = {
    {"line", SHAPE_INTEGER, 0, NULL, NULL},
    {"column", SHAPE_INTEGER, 0, NULL, NULL},
    {"message", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member price_study_problems_members[1] = {
    {"problems", SHAPE_OBJECT, SHAPE_ARRAY, "PriceStudyProblem", NULL},
};
const struct shape_member price_estimate_members[7] = {
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"value", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"se", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"statistic", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"p", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"low", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"high", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
};
const struct shape_member price_refusal_members[3] = {
    {"reason", SHAPE_TEXT, 0, NULL, NULL},
    {"sentence", SHAPE_TEXT, 0, NULL, NULL},
    {"advice", SHAPE_TEXT, 0, NULL, NULL},
};
const struct shape_member price_result_members[10] = {
    {"method", SHAPE_TEXT, 0, NULL, NULL},
    {"observations", SHAPE_INTEGER, 0, NULL, NULL},
    {"estimates", SHAPE_OBJECT, SHAPE_ARRAY, "PriceEstimate", NULL},
    {"objective", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"converged", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"diagnostics", SHAPE_ANY, 0, NULL, NULL},
    {"warnings", SHAPE_TEXT, SHAPE_ARRAY, NULL, NULL},
    {"refused", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"refusals", SHAPE_OBJECT, SHAPE_ARRAY, "PriceRefusal", NULL},
    {NULL, SHAPE_ANY, 0, NULL, NULL},
};
const struct shape_member price_study_progress_members[7] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"status", SHAPE_CHOICE, 0, NULL, &price_study_statuses},
    {"done", SHAPE_INTEGER, 0, NULL, NULL},
    {"all", SHAPE_INTEGER, 0, NULL, NULL},
    {"objective", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"seconds", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
    {"left", SHAPE_REAL, SHAPE_NULLABLE, NULL, NULL},
};
