// SPDX-License-Identifier: Apache-2.0
// History: who changed what, when, and through which door. Written by the store, in the transaction of the
// change.
#ifndef TANDEM_JOURNAL_HISTORY_H
#define TANDEM_JOURNAL_HISTORY_H

#include "model/resource.h"

enum history_field {
    HISTORY_ID,
    HISTORY_AT,
    HISTORY_ACTOR,
    HISTORY_VIA,
    HISTORY_RESOURCE,
    HISTORY_RECORD,
    HISTORY_VERB,
    HISTORY_CHANGES,
    HISTORY_IMPORT,
    HISTORY_FIELD_COUNT
};

extern const struct choice_list history_doors;
extern const struct resource history_resource;

#endif
