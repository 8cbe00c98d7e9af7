// SPDX-License-Identifier: Apache-2.0
// A request on its way through the routes: who calls, what is meant, and the reply that is being written.
#ifndef TANDEM_HTTP_CALL_H
#define TANDEM_HTTP_CALL_H

#include "access/account.h"
#include "format/json_reader.h"
#include "format/json_writer.h"
#include "http/http.h"
#include "http/problem.h"
#include "http/query_string.h"
#include "http/rate.h"
#include "http/reply_cache.h"
#include "http/router.h"

struct service;

struct call {
    struct service *service;
    const struct request *request;
    struct reply *reply;
    struct route route;
    struct query_string query;
    struct account account; // user is empty: nobody is signed in
    struct actor actor;
    bool is_session;        // came with a cookie, not with a token
    struct text credential; // the cookie's value or the token; never logged
    bool is_entered;        // authentication is done
    bool is_limited;        // `rate` is filled
    struct rate rate;
    struct transaction *transaction; // the snapshot that call_transaction opened
    struct json_document document;   // the body, after call_body
    struct problem_list problems;
    struct reply_ticket ticket; // what a finished reply would be kept under
    unsigned retry_after;       // of ERROR_RATE: seconds
    const char *detail;         // of an error: a sentence
    const char *member;         // of an error: as in struct problem_reply
    struct text json;
    int64_t current_version; // of ERROR_STALE: what is stored; 0: not known
    struct buffer extension; // memory for `json`
};

// A handler writes the reply, or returns an error: the caller makes a problem of it, with what stands in
// problems, detail, member and json.
typedef enum error call_handler(struct call *call);

// The call's snapshot for reading, opened the first time; ended by call_end.
enum error call_transaction(struct call *call, struct transaction **ret_transaction) MUST_CHECK;

// Parses the body as JSON (Content-Type has been checked). *borrowed* from the call.
enum error call_body(struct call *call, struct json_value *ret_root) MUST_CHECK;

// Reads a body that is an object with exactly these members (ended by NULL), all texts, into ret_texts by
// their order.
enum error call_body_texts(struct call *call, const char *const names[], struct text ret_texts[]) MUST_CHECK;

// All parameters of the query are taken? Else names the others, and those that are known.
enum error call_expect_taken(struct call *call, const char *const known[]) MUST_CHECK;

// Starts a JSON reply with the status; the writer is finished by call_json_finish.
void call_json_begin(struct call *call, int status, struct json_writer *writer);
enum error call_json_finish(struct call *call, struct json_writer *writer) MUST_CHECK;

// A sentence about what is wrong, *arena*.
void call_detail(struct call *call, const char *format, ...) PRINTF_CHECKED(2, 3);

// Ends the snapshot, the document and the extension. May be called more than once.
void call_end(struct call *call);

#endif
