// SPDX-License-Identifier: Apache-2.0
// Evidence is only as good as its address, so a key has to be that of a record.
#include "product/evidence.h"

#include "model/field.h"
#include "store/records.h"

enum error evidence_check(struct transaction *transaction, struct text evidence, struct text self,
    const char *field, struct arena *arena, struct problem_list *problems)
{
    const struct resource *resource = NULL;
    struct text key = TEXT("");
    if (address_is_shaped(evidence)) return ERROR_NONE;
    if (!key_is_shaped(evidence)) {
        problem_add(problems, field,
            "Must be an address that begins with https:// or http://, or the key of a record such as "
            "PROD-12.");
        return ERROR_INVALID;
    }
    enum error error = record_resolve_key(transaction, evidence, arena, &resource, &key);
    if (error == ERROR_NOT_FOUND) {
        problem_add(problems, field, "There is no record %.*s.", TEXT_PRINT(evidence));
        return ERROR_INVALID;
    }
    if (!error && text_equal(key, self)) {
        problem_add(problems, field, "%.*s cannot be evidence of itself.", TEXT_PRINT(evidence));
        return ERROR_INVALID;
    }
    return error;
}
