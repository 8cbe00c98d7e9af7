// SPDX-License-Identifier: Apache-2.0
// A map tried on an organisation without being in force: read from the store, then put into a copy.
#ifndef TANDEM_PEOPLE_MAP_TRIAL_H
#define TANDEM_PEOPLE_MAP_TRIAL_H

#include "people/organisation.h"

// A map of any status with its entries, by the indexes of the organisation that it was read beside.
struct map_trial {
    struct organisation_map map; // scope ORGANISATION_NONE: its unit or line is not in the organisation
    struct organisation_entry *entries;
    uint32_t entry_count;
    uint8_t status; // enum map_status
};

// Reads the map with the key. ERROR_NOT_FOUND: there is none. *arena*
enum error map_trial_load(struct transaction *transaction, const struct organisation *organisation,
    struct text map, struct arena *arena, struct map_trial *ret_trial) MUST_CHECK;

// A copy of the organisation in which the map decides for its scope, in place of the one that does; maps of
// other scopes stay. All other arrays are *borrowed* from the original. Pure. *arena*
enum error map_trial_put(const struct organisation *organisation, const struct map_trial *trial,
    struct arena *arena, struct organisation **ret_copy) MUST_CHECK;

extern const struct statement_list map_trial_statements;

#endif
