// SPDX-License-Identifier: Apache-2.0
// A person's inbox: one's own, or for those who organise, anybody's.
#include "base/calendar.h"
#include "http/handlers.h"
#include "http/service.h"
#include "inbox/inbox.h"
#include "store/records.h"

struct inbox_request {
    struct text person; // key; empty: the account stands for nobody
    enum inbox_kind kind;
    struct text cursor;
    uint32_t limit;
};

static enum error person_take(
    struct call *call, struct transaction *transaction, struct inbox_request *request)
{
    const struct text *given = query_string_take(&call->query, "person");
    const struct resource *resource = NULL;
    request->person = call->account.person;
    if (!given || text_is_empty(*given)) return ERROR_NONE;
    enum error error =
        record_resolve_key(transaction, *given, call->request->arena, &resource, &request->person);
    if (error == ERROR_NOT_FOUND || (!error && strcmp(resource->name, "people") != 0)) {
        problem_add(&call->problems, "person", "There is no person with the key %.*s.", TEXT_PRINT(*given));
        return ERROR_NOT_FOUND;
    }
    if (error || text_equal(request->person, call->account.person) || call->account.role >= ACCESS_ORGANISER)
        return error;
    call_detail(call, "Another person's inbox is for organisers and administrators.");
    return ERROR_FORBIDDEN;
}

static enum error page_take(struct call *call, struct inbox_request *request)
{
    const struct text *kind = query_string_take(&call->query, "kind");
    const struct text *limit = query_string_take(&call->query, "limit");
    const struct text *cursor = query_string_take(&call->query, "cursor");
    int64_t number = INBOX_LIMIT_DEFAULT;
    request->kind = INBOX_KIND_COUNT;
    request->cursor = cursor ? *cursor : TEXT("");
    if (kind && !text_is_empty(*kind)) {
        int index = choice_index(&inbox_kinds, *kind);
        if (index < 0)
            problem_add(&call->problems, "kind",
                "Has to be one of decide, sign, answer, accept, second, acknowledge, finding, told.");
        else
            request->kind = (enum inbox_kind)index;
    }
    if (limit && !text_parse_integer(*limit, 1, INBOX_LIMIT_MAXIMUM, &number))
        problem_add(&call->problems, "limit", "Has to be a whole number from 1 to %d.", INBOX_LIMIT_MAXIMUM);
    request->limit = (uint32_t)number;
    return call->problems.count ? ERROR_SYNTAX : ERROR_NONE;
}

static enum error inbox_answer(
    struct call *call, struct transaction *transaction, const struct inbox_request *request)
{
    struct arena *arena = call->request->arena;
    struct inbox inbox = {.organisation = NULL};
    struct inbox_slice page = {NULL, 0};
    const char *next = NULL;
    const int32_t day = calendar_day_of(transaction_now(transaction));
    uint32_t person = ORGANISATION_NONE;
    enum error error = ERROR_NONE;
    if (!text_is_empty(request->person)) {
        error = inbox_load(transaction, request->person, day, arena, &inbox);
        if (error) return error;
        person = organisation_find_person(inbox.organisation, request->person);
    }
    if (person != ORGANISATION_NONE)
        error = inbox_page(inbox_of_person(&inbox, person), request->kind, request->cursor, request->limit,
            arena, &page, &next);
    if (error == ERROR_SYNTAX)
        problem_add(&call->problems, "cursor", "Is not one that a page of the inbox gave.");
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    inbox_write_json(&inbox, person, day, page, next, &writer);
    return call_json_finish(call, &writer);
}

enum error inbox_route(struct call *call)
{
    static const char *const known[] = {"person", "kind", "limit", "cursor", NULL};
    struct transaction *transaction = NULL;
    struct inbox_request request;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = person_take(call, transaction, &request);
    if (error) return error;
    error = page_take(call, &request);
    enum error unknown = call_expect_taken(call, known);
    if (error || unknown) return error ? error : unknown;
    return inbox_answer(call, transaction, &request);
}
