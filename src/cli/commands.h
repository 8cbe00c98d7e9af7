// SPDX-License-Identifier: Apache-2.0
// The tables of all commands; each stands in the file that runs it.
#ifndef TANDEM_CLI_COMMANDS_H
#define TANDEM_CLI_COMMANDS_H

#include "cli/invocation.h"

extern const struct command command_init, command_serve;
extern const struct command command_import, command_export;
extern const struct command command_list, command_show, command_set, command_act, command_delete;
extern const struct command command_map, command_resolve, command_may, command_check, command_stress;
extern const struct command command_inbox, command_digest;
extern const struct command command_gates, command_hand_offs;
extern const struct command command_price;
extern const struct command command_price_conjoint, command_price_line;
extern const struct command command_price_psm, command_price_gabor, command_price_bids, command_price_ratings,
    command_price_maxdiff, command_price_bass;
extern const struct command command_price_study, command_price_list;
extern const struct command command_price_optimize, command_price_simulate;
extern const struct command command_user, command_token;
extern const struct command command_doctor, command_backup, command_restore, command_migrate;
extern const struct command command_describe, command_version, command_help;

#endif
