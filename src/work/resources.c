// SPDX-License-Identifier: Apache-2.0
// The explicit list of resources. A new one goes after all that it refers to.
#include "work/resources.h"

#include "access/token.h"
#include "access/user.h"
#include "access/view.h"
#include "journal/comment.h"
#include "journal/history.h"
#include "journal/import_run.h"
#include "people/activity.h"
#include "people/assignment.h"
#include "people/map.h"
#include "people/map_entry.h"
#include "people/person.h"
#include "product/line.h"
#include "product/product.h"
#include "product/release.h"
#include "product/unit.h"

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
    &comment_resource,
    &user_resource,
    &view_resource,
    &token_resource,
    &import_run_resource,
    &history_resource,
};

const struct registry *tandem_registry(void)
{
    static const struct registry registry = {resources, sizeof resources / sizeof resources[0]};
    return &registry;
}
