// SPDX-License-Identifier: Apache-2.0
// Reads what stands on a business card: which roles would one who sees the title expect the person to hold?
#ifndef TANDEM_CHECK_TITLE_H
#define TANDEM_CHECK_TITLE_H

#include "base/text.h"
#include "people/roles.h"

// The roles that a title in English suggests, as bits 1 << enum people_role; 0 for none, or when it is not
// clear. "Senior Product Manager, Sensors" suggests a product manager, "Product Marketing Manager" the other
// one, "VP Product", "Director of Product Management" and "Chief Product Officer" their head; a product
// owner, a project manager, an assistant to somebody, a product designer or "Head of Product Operations" none
// of them. Acting, interim and the like are passed over: whether somebody only stands in is said by the
// assignment. Pure.
unsigned title_roles(struct text title);

#endif
