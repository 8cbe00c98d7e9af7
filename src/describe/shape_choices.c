// SPDX-License-Identifier: Apache-2.0
// Lists of choices that only shapes use.
#include "describe/shapes.h"

static const struct choice outcomes[] = {{"one", "One person"}, {"gap", "Nobody"}, {"conflict", "Several"},
    {"dual", "One person on both sides"}, {"rest", "Not engaged yet, or no more"}};
const struct choice_list shape_outcomes = {"outcome", outcomes, 5};

static const struct choice stress_changes[] = {{"gap", "Nobody any more"}, {"conflict", "Several people"},
    {"dual", "One person on both sides"}, {"handover", "Somebody else"}, {"relief", "In order again"}};
const struct choice_list shape_stress_changes = {"stress_change", stress_changes, 5};

static const struct choice severities[] = {
    {"error", "Error"}, {"warning", "Warning"}, {"info", "Information"}, {"off", "Off"}};
const struct choice_list shape_severities = {"severity", severities, 3};
const struct choice_list shape_rule_severities = {"rule_severity", severities, 4};
