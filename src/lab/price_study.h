// SPDX-License-Identifier: Apache-2.0
// Price studies: a question, the data, the model that is fitted to them, and what came out. A study is put
// into the queue by its action `run`; whoever works the queue off is the server, or `tandem price study run`.
#ifndef TANDEM_LAB_PRICE_STUDY_H
#define TANDEM_LAB_PRICE_STUDY_H

#include "model/resource.h"
#include "pricing/price_spec.h"
#include "store/store.h"

#define PRICE_STUDIES_QUEUED_MAXIMUM 100 // that wait at once

enum price_study_field {
    PRICE_STUDY_NAME,
    PRICE_STUDY_QUESTION,
    PRICE_STUDY_PRODUCT,
    PRICE_STUDY_DATA,
    PRICE_STUDY_FURTHER_DATA,
    PRICE_STUDY_SPEC,
    PRICE_STUDY_NOTE,
    PRICE_STUDY_STATUS,
    PRICE_STUDY_QUEUED_AT,
    PRICE_STUDY_RAN_AT,
    PRICE_STUDY_SECONDS,
    PRICE_STUDY_METHOD,
    PRICE_STUDY_ENGINE_VERSION,
    PRICE_STUDY_SEED,
    PRICE_STUDY_INPUT_HASH,
    PRICE_STUDY_DATA_HASH,
    PRICE_STUDY_RESULT_HASH,
    PRICE_STUDY_MESSAGE,
    PRICE_STUDY_RECOMMENDED,
    PRICE_STUDY_RECOMMENDED_LOW,
    PRICE_STUDY_RECOMMENDED_HIGH,
    PRICE_STUDY_FIELD_COUNT
};

enum price_study_status {
    STUDY_DRAFT,
    STUDY_QUEUED,
    STUDY_RUNNING,
    STUDY_DONE,
    STUDY_REFUSED,
    STUDY_FAILED,
    STUDY_CANCELLED,
    STUDY_STATUS_COUNT
};

extern const struct choice_list price_study_questions;
extern const struct choice_list price_study_statuses;
extern const struct resource price_study_resource;

struct value price_study_status_value(enum price_study_status status);

// The data set of each file that the study names, by enum price_role; empty: none. ERROR_INVALID when
// further_data is no object of words and keys.
MUST_CHECK enum error price_study_roles(const struct record *study, struct arena *arena,
    struct problem_list *problems, struct text ret_keys[PRICE_ROLE_COUNT]);

#endif
