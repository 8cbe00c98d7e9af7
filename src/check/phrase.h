// SPDX-License-Identifier: Apache-2.0
// Parts of the sentences of findings: people, scopes and lists, always with their keys.
#ifndef TANDEM_CHECK_PHRASE_H
#define TANDEM_CHECK_PHRASE_H

#include "check/check.h"

#define PHRASE_LIST_MAXIMUM 5 // names in a list before "and 7 more"

// "Ann Smith (PERS-3)".
void phrase_person(const struct organisation *organisation, uint32_t person, struct buffer *output);
// "Payments (PROD-7)", "the line Flow Meters (LINE-2)", "the unit Water (UNIT-1)", "the whole company".
void phrase_scope(const struct organisation *organisation, uint32_t scope, struct buffer *output);
// "product manager of the line Flow Meters (LINE-2)".
void phrase_assignment(const struct organisation *organisation, uint32_t assignment, struct buffer *output);
// "Payments, gate to develop": what a gate is called.
void phrase_gate_title(const struct check_report *report, uint32_t gate, struct buffer *output);
// The text on one line: line ends and runs of spaces become a space; cut after 200 characters.
void phrase_line(struct text text, struct buffer *output);
// "2026-11-22"; nothing for no date.
void phrase_date(int32_t day, struct buffer *output);
// What stands before the item of a list: nothing, ", " or " and ". A list of more than PHRASE_LIST_MAXIMUM is
// cut: then it writes " and 7 more" in place of the item that would be one too many, and returns false from
// there on.
bool phrase_list_item(uint32_t position, uint32_t count, struct buffer *output);
// "1 product", "3 products", "1 activity", "3 activities".
void phrase_count(int64_t count, const char *one, const char *many, struct buffer *output);
// " scope=PROD-7" as a part of a command; nothing for the company.
void phrase_scope_argument(const struct organisation *organisation, uint32_t scope, struct buffer *output);
// "the map Venn (MAP-1)", by its index.
void phrase_map(const struct organisation *organisation, uint32_t map, struct buffer *output);
// "Roadmap, Pricing and 7 more": what the map makes the role accountable for over the product as it stands.
void phrase_activities(
    const struct check_report *report, uint32_t product, enum people_role role, struct buffer *output);
// ", to the line Flow Meters (LINE-2), to the unit Water (UNIT-1) or to the whole company": where a role over
// the product could come from, after "assigned to it".
void phrase_places_around(const struct organisation *organisation, uint32_t product, struct buffer *output);
// "`tandem set assignments person=KEY role=product_manager scope=PROD-7`".
void phrase_assigning(
    const struct organisation *organisation, enum people_role role, uint32_t scope, struct buffer *output);
// "`tandem set ASGN-4 to_on=2026-11-21`": the command that ends an assignment before today.
void phrase_ending(const struct organisation *organisation, uint32_t assignment, struct buffer *output);
// ", and `tandem set ASGN-4 to_on=2026-11-21`" when the person holds the role over the product by an
// assignment to the product itself: one that would stand beside that of a successor. Nothing otherwise.
void phrase_ending_of(const struct check_report *report, uint32_t product, enum people_role role,
    uint32_t person, struct buffer *output);

#endif
