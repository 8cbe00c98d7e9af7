// SPDX-License-Identifier: Apache-2.0
// Sending mail: a message in plain words and HTML, over SMTP by libcurl.
//
// smtps://host:port speaks TLS from the start; smtp://host:port turns to it with STARTTLS, which only this
// machine itself need not offer. Certificates are checked. Blocks, at most MAIL_SECONDS. What goes into a
// header cannot begin another one.
#ifndef TANDEM_WORK_MAIL_H
#define TANDEM_WORK_MAIL_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/problem.h"
#include "base/text.h"

struct transaction;

#define MAIL_SECONDS 30
#define MAIL_MESSAGE_SIZE 200

// The settings mail.…, server.address; *arena*.
struct mail_settings {
    const char *server;  // "smtps://mail.example.com:465"; empty: no mail is sent
    const char *from;    // "tandem@example.com"
    const char *user;    // that signs in there; empty: nobody
    const char *address; // of the workspace for people: "https://tandem.example.com"
    int64_t hour;        // UTC, from which on the day's digests are sent
};

enum error mail_settings_load(
    struct transaction *transaction, struct arena *arena, struct mail_settings *ret_settings) MUST_CHECK;

// As oidc_setting_accept. NULL: no more names.
enum error mail_setting_accept(const char *name, struct text value, struct problem_list *problems) MUST_CHECK;
const char *mail_setting_name(size_t position);
const char *mail_setting_default(size_t position);

// *borrowed*
struct mail {
    struct text to_name, to_address, subject;
    const char *settings_link; // where its reader turns it off, for List-Unsubscribe; NULL: nowhere
    struct text text, html;
};

// The message as it is sent: headers and both bodies. ERROR_INVALID: an address with what does not belong
// there.
enum error mail_compose(
    const struct mail_settings *settings, const struct mail *mail, struct buffer *ret_message) MUST_CHECK;

// Sends. ERROR_UNAVAILABLE: ret_message (MAIL_MESSAGE_SIZE) says why, without secrets.
enum error mail_send(const struct mail_settings *settings, struct text password, const struct mail *mail,
    char *ret_message) MUST_CHECK;

#endif
