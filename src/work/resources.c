// SPDX-License-Identifier: Apache-2.0
// The explicit list of resources. A new one goes after all that it refers to.
#include "work/resources.h"

#include "access/token.h"
#include "access/user.h"
#include "access/view.h"
#include "alignment/hand_off.h"
#include "alignment/hand_off_item.h"
#include "check/check_run.h"
#include "check/waiver.h"
#include "journal/comment.h"
#include "journal/history.h"
#include "journal/import_run.h"
#include "lab/price_data.h"
#include "lab/price_study.h"
#include "offer/add_on.h"
#include "offer/add_on_link.h"
#include "offer/competitor_price.h"
#include "offer/cost.h"
#include "offer/plan.h"
#include "offer/plan_feature.h"
#include "offer/plan_feature_value.h"
#include "offer/price_decision.h"
#include "offer/price_list.h"
#include "offer/price_point.h"
#include "people/activity.h"
#include "people/assignment.h"
#include "people/map.h"
#include "people/map_entry.h"
#include "people/person.h"
#include "policy/approval.h"
#include "policy/consultation.h"
#include "policy/delegation.h"
#include "policy/override.h"
#include "policy/policy.h"
#include "product/gate.h"
#include "product/gate_criterion.h"
#include "product/gate_template.h"
#include "product/line.h"
#include "product/product.h"
#include "product/release.h"
#include "product/unit.h"
#include "stress/scenario.h"

static const struct resource *const resources[] = {
    &unit_resource,
    &person_resource,
    &line_resource,
    &product_resource,
    &release_resource,
    &assignment_resource,
    &activity_resource,
    &map_resource,
    &map_entry_resource,
    &delegation_resource,
    &gate_template_resource,
    &gate_resource,
    &gate_criterion_resource,
    &hand_off_resource,
    &hand_off_item_resource,
    &plan_resource,
    &add_on_resource,
    &plan_feature_resource,
    &plan_feature_value_resource,
    &add_on_link_resource,
    &price_list_resource,
    &price_point_resource,
    &competitor_price_resource,
    &cost_resource,
    &price_data_resource,
    &price_study_resource,
    &price_decision_resource,
    &approval_resource,
    &consultation_resource,
    &override_resource,
    &waiver_resource,
    &scenario_resource,
    &comment_resource,
    &user_resource,
    &view_resource,
    &token_resource,
    &import_run_resource,
    &check_run_resource,
    &history_resource,
};

const struct registry *tandem_registry(void)
{
    static const struct registry registry = {
        .resources = resources,
        .count = sizeof resources / sizeof resources[0],
        .judge = policy_guard,
    };
    return &registry;
}
