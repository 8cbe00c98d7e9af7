// SPDX-License-Identifier: Apache-2.0
// A new version of a responsibility map: a draft with all entries of another.
#ifndef TANDEM_PEOPLE_MAP_COPY_H
#define TANDEM_PEOPLE_MAP_COPY_H

#include "base/problem.h"
#include "model/record.h"
#include "store/store.h"

// What the copy is to be called and is for; empty: "Copy of …", the code with a number behind it, the same
// scope.
struct map_copy_wish {
    struct text name, code, scope;
    bool is_for_company; // the whole company, whatever the scope of the original
};

// Inside a write: copies the map with the key and its entries; the copy is a draft and names what it is based
// on. Problems and errors as of record_create; ERROR_NOT_FOUND: there is no such map. *arena*
enum error map_copy(struct transaction *transaction, const struct actor *actor, struct text map,
    const struct map_copy_wish *wish, struct arena *arena, struct problem_list *problems,
    struct record **ret_copy) MUST_CHECK;

#endif
