// SPDX-License-Identifier: Apache-2.0
// Keeps spreadsheets from running a text as a formula, in a way that can be undone exactly.
//
// A spreadsheet takes a cell that begins with = + - @ tab, CR or LF as a formula. The guard puts an
// apostrophe in front of it, and also in front of a text that has apostrophes before such a character, so
// that csv_unguard gives back exactly what was written. Plain negative numbers such as -12.5 stay as they
// are.
#ifndef TANDEM_FORMAT_CSV_GUARD_H
#define TANDEM_FORMAT_CSV_GUARD_H

#include "base/text.h"

// Whether an apostrophe has to be put in front of this field.
bool csv_is_guard_needed(struct text field);
// Whether csv_unguard would take an apostrophe away.
bool csv_is_guarded(struct text field);
// The field without the apostrophe of the guard, if it has one.
struct text csv_unguard(struct text field);

#endif
