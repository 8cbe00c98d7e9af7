// SPDX-License-Identifier: Apache-2.0
// Resolved accountability as JSON, the same at both doors.
#ifndef TANDEM_PEOPLE_RESOLUTION_PRINT_H
#define TANDEM_PEOPLE_RESOLUTION_PRINT_H

#include "format/json_writer.h"
#include "people/resolution.h"

// {"key":"PERS-1","name":"…","stand_in":"Acting"|null,"inherited":bool,"scope":"LINE-2"|"company"} for each
// holder, as an array. `scope` is whose holders they are: what comes from another one is inherited.
void resolution_print_holders(const struct resolution *resolution, struct resolution_holders holders,
    uint32_t scope, struct json_writer *writer);

// {"product","activity","activity_name","activity_code","side","role","outcome","people":[…],"scope"}; side,
// role and scope are null where there is none.
void resolution_print_result(
    const struct resolution *resolution, const struct resolution_result *result, struct json_writer *writer);

// {"map":{"key","name"}|null,"items":[result…]} for one product, with the map that decides for it: one
// activity, or all of them (ORGANISATION_NONE) in the order of their position.
void resolution_print_product(
    const struct resolution *resolution, uint32_t product, uint32_t activity, struct json_writer *writer);

// {"map":…,"summary":[{"activity","activity_name","activity_code","side","role","one","gap","conflict","dual","rest"}…]}:
// how many products that are not retired have each outcome, by the map that decides for each. Map, side and
// role are the company's (the first entry's); units and lines may have maps of their own. The arena is for
// the counts.
enum error resolution_print_summary(
    const struct resolution *resolution, struct arena *arena, struct json_writer *writer) MUST_CHECK;

#endif
