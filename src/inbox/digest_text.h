// SPDX-License-Identifier: Apache-2.0
// An inbox as a mail: in plain words, and as HTML without pictures, scripts or links to anywhere else.
#ifndef TANDEM_INBOX_DIGEST_TEXT_H
#define TANDEM_INBOX_DIGEST_TEXT_H

#include "inbox/inbox.h"

#define DIGEST_ITEMS_MAXIMUM 50 // that are told one by one

// `address` of the workspace for people, without a '/' at the end; empty: no links.
void digest_write_subject(struct inbox_slice slice, struct buffer *output);
void digest_write_text(
    const struct inbox *inbox, struct inbox_slice slice, const char *address, struct buffer *output);
void digest_write_html(
    const struct inbox *inbox, struct inbox_slice slice, const char *address, struct buffer *output);

#endif
