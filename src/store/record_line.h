// SPDX-License-Identifier: Apache-2.0
// What of a log an actor sees. A line tells about a record of another resource, so whoever may not list that
// resource sees the lines they wrote alone, and nobody reads in a line what is hidden from them in the
// record.
#ifndef TANDEM_STORE_RECORD_LINE_H
#define TANDEM_STORE_RECORD_LINE_H

#include "base/buffer.h"
#include "model/record.h"
#include "model/registry.h"
#include "model/resource.h"

// Does the resource have lines that are not for everybody who may list it?
bool record_line_is_scoped(const struct resource *log);

// Does the actor see every line, whatever it is about?
bool record_line_shows_all(const struct registry *registry, const struct actor *actor);

// Does the actor see this record of this log? True of what is no line about another resource.
bool record_line_is_shown(
    const struct registry *registry, const struct actor *actor, const struct record *record);

// Takes the changes out of a line that are hidden from the actor. Without memory, all of them. *arena*
void record_line_hide(
    const struct registry *registry, const struct actor *actor, struct record *record, struct arena *arena);

// Writes "'products', 'lines'": the names of the resources whose lines the actor sees, as SQL.
void record_line_print(const struct registry *registry, const struct actor *actor, struct buffer *output);

#endif
