// SPDX-License-Identifier: Apache-2.0
// What is done with a hand-off: offered by the one side, accepted or returned by the other, withdrawn.
#ifndef TANDEM_ALIGNMENT_HAND_OFF_ACTION_H
#define TANDEM_ALIGNMENT_HAND_OFF_ACTION_H

#include "model/resource.h"
#include "store/statement.h"

enum hand_off_action {
    HAND_OFF_OFFER,
    HAND_OFF_ACCEPT,
    HAND_OFF_RETURN,
    HAND_OFF_WITHDRAW,
    HAND_OFF_ACTION_COUNT
};

extern const struct action hand_off_actions[HAND_OFF_ACTION_COUNT];
extern const struct statement_list hand_off_action_statements;

#endif
