// SPDX-License-Identifier: Apache-2.0
// Below a record that is shown: who was asked about it, and what they said.
#ifndef TANDEM_CLI_SHOW_CONSULTATIONS_H
#define TANDEM_CLI_SHOW_CONSULTATIONS_H

#include "base/buffer.h"
#include "cli/titles.h"
#include "model/record.h"
#include "model/resource.h"

// Writes a line for each consultation about the record, with the answer below; nothing when there is none.
enum error show_consultations(const struct record *record, const struct actor *actor, struct titles *titles,
    struct buffer *output) MUST_CHECK;

#endif
