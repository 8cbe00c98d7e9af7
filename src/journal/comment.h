// SPDX-License-Identifier: Apache-2.0
// A comment on any record.
#ifndef TANDEM_JOURNAL_COMMENT_H
#define TANDEM_JOURNAL_COMMENT_H

#include "model/resource.h"

enum comment_field { COMMENT_RECORD, COMMENT_BODY, COMMENT_FIELD_COUNT };

extern const struct resource comment_resource;

#endif
