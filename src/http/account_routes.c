// SPDX-License-Identifier: Apache-2.0
// Accounts: the first administrator, invitations, passwords, API tokens.
#include "access/one_time_link.h"
#include "access/password.h"
#include "access/session.h"
#include "access/token.h"
#include "access/token_secret.h"
#include "access/user.h"
#include "format/record_json.h"
#include "http/gate.h"
#include "http/handlers.h"
#include "http/service.h"
#include "http/session_cookie.h"
#include "store/records.h"

// What the write transactions of this file need, and what they leave behind.
struct enrolment {
    struct call *call;
    const struct record_input *input;
    struct text token; // of the link
    struct text user;
    char hash[PASSWORD_HASH_SIZE];
    char secret[SESSION_SECRET_SIZE];
    char link[LINK_TOKEN_SIZE];
    enum link_purpose purpose;
    struct record *record;
};

static enum error password_change_write(struct transaction *transaction, void *closure)
{
    struct enrolment *enrolment = closure;
    enum error error = password_store(transaction, enrolment->user, enrolment->hash);
    if (!error) error = session_close_all(transaction, enrolment->user);
    if (!error) error = session_renew(transaction, enrolment->call, enrolment->user, enrolment->secret);
    return error;
}

enum error password_change_route(struct call *call)
{
    static const char *const names[] = {"current", "new", NULL};
    struct text texts[2];
    struct account proven;
    struct enrolment enrolment = {.call = call, .user = call->account.user};
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body_texts(call, names, texts);
    if (!error) error = password_check(texts[1], call->account.email, "new", &call->problems);
    if (error) return error;
    error = session_prove(
        call, &(struct identity_proof){.name = call->account.email, .secret = texts[0]}, &proven);
    if (error == ERROR_UNAUTHENTICATED) {
        problem_add(&call->problems, "current", "is not your password.");
        call->detail = NULL;
        return ERROR_INVALID;
    }
    if (!error) error = password_hash(texts[1], enrolment.hash);
    if (!error) error = store_write(call->service->store, password_change_write, &enrolment);
    if (error) return error;
    call->reply->status = 204;
    session_cookie_set(call, text_from(enrolment.secret));
    return ERROR_NONE;
}

// Looks at a link before anything costly is done with it.
static enum error link_look(struct call *call, struct text token, bool is_setup, struct text *ret_user)
{
    struct transaction *transaction = NULL;
    enum link_purpose purpose = LINK_SETUP;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = one_time_link_find(transaction, token, call->request->arena, &purpose, ret_user);
    if (!error && is_setup != (purpose == LINK_SETUP)) error = ERROR_NOT_FOUND;
    if (error == ERROR_NOT_FOUND)
        call->detail = "The link was used already, or is too old; ask for a new one.";
    return error;
}

static enum error setup_write(struct transaction *transaction, void *closure)
{
    struct enrolment *enrolment = closure;
    struct call *call = enrolment->call;
    struct actor system = actor_system("page");
    struct text nobody;
    enum link_purpose purpose = LINK_SETUP;
    bool has = false;
    problem_list_init(&call->problems, call->request->arena);
    enum error error =
        one_time_link_find(transaction, enrolment->token, call->request->arena, &purpose, &nobody);
    if (!error) error = account_has_administrator(transaction, &has);
    if (!error && (has || purpose != LINK_SETUP)) error = ERROR_NOT_FOUND;
    if (!error)
        error = record_create(transaction, &system, enrolment->input, call->request->arena, &call->problems,
            &enrolment->record);
    if (!error) error = password_store(transaction, enrolment->record->key, enrolment->hash);
    if (!error) error = one_time_link_end_setup(transaction);
    if (!error) error = session_renew(transaction, call, enrolment->record->key, enrolment->secret);
    return error;
}

static struct record_input *user_input(
    struct call *call, struct text name, struct text email, struct text role)
{
    struct record_input *input = record_input_new(&user_resource, call->request->arena);
    if (!input) return NULL;
    record_input_set(input, USER_NAME, value_text(text_trim(name)));
    record_input_set(input, USER_EMAIL, value_text(text_trim(email)));
    record_input_set(input, USER_ROLE, value_text(role));
    return input;
}

// The reply of who has just signed in.
static enum error signed_in(struct call *call, struct text user, struct text secret)
{
    struct transaction *transaction = NULL;
    call_end(call); // the snapshot is older than the account
    enum error error = call_transaction(call, &transaction);
    if (!error) error = account_find_user(transaction, user, call->request->arena, &call->account);
    if (!error) error = session_reply(call, 200);
    if (!error) session_cookie_set(call, secret);
    return error;
}

enum error setup_route(struct call *call)
{
    static const char *const names[] = {"token", "name", "email", "password", NULL};
    struct text texts[4], nobody;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body_texts(call, names, texts);
    if (!error) error = link_look(call, texts[0], true, &nobody);
    if (!error) error = password_check(texts[3], texts[2], "password", &call->problems);
    if (error) return error;
    transaction_end(call->transaction); // hashing takes its time
    call->transaction = NULL;
    struct enrolment enrolment = {.call = call, .token = texts[0]};
    enrolment.input = user_input(call, texts[1], texts[2], TEXT("administrator"));
    if (!enrolment.input) return ERROR_MEMORY;
    error = password_hash(texts[3], enrolment.hash);
    if (!error) error = store_write(call->service->store, setup_write, &enrolment);
    if (error) return error;
    return signed_in(call, enrolment.record->key, text_from(enrolment.secret));
}

static enum error invite_write(struct transaction *transaction, void *closure)
{
    struct enrolment *enrolment = closure;
    struct call *call = enrolment->call;
    problem_list_init(&call->problems, call->request->arena);
    enum error error = record_create(transaction, &call->actor, enrolment->input, call->request->arena,
        &call->problems, &enrolment->record);
    if (!error)
        error = one_time_link_create(transaction, LINK_INVITATION, enrolment->record->key, enrolment->link);
    return error;
}

enum error invitation_create_route(struct call *call)
{
    static const char *const names[] = {"name", "email", "role", NULL};
    struct text texts[3];
    struct enrolment enrolment = {.call = call};
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body_texts(call, names, texts);
    if (error) return error;
    enrolment.input = user_input(call, texts[0], texts[1], texts[2]);
    if (!enrolment.input) return ERROR_MEMORY;
    error = store_write(call->service->store, invite_write, &enrolment);
    if (error) return error;
    call->reply->holds_secret = true;
    struct json_writer writer;
    call_json_begin(call, 201, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "link");
    json_write_string(&writer, arena_print(call->request->arena, "%s%s%s", gate_origin(call->request),
                                   one_time_link_path(LINK_INVITATION), enrolment.link));
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

static enum error accept_write(struct transaction *transaction, void *closure)
{
    struct enrolment *enrolment = closure;
    enum error error = one_time_link_use(transaction, enrolment->token);
    return error ? error : password_change_write(transaction, closure);
}

enum error invitation_accept_route(struct call *call)
{
    static const char *const names[] = {"token", "password", NULL};
    struct text texts[2];
    struct account account = {.role = ACCESS_VIEWER};
    struct enrolment enrolment = {.call = call};
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body_texts(call, names, texts);
    if (!error) error = link_look(call, texts[0], false, &enrolment.user);
    if (!error) error = account_find_user(call->transaction, enrolment.user, call->request->arena, &account);
    if (!error && account.is_disabled) error = ERROR_NOT_FOUND;
    if (!error) error = password_check(texts[1], account.email, "password", &call->problems);
    if (error) return error;
    transaction_end(call->transaction);
    call->transaction = NULL;
    enrolment.token = texts[0];
    error = password_hash(texts[1], enrolment.hash);
    if (!error) error = store_write(call->service->store, accept_write, &enrolment);
    return error ? error : signed_in(call, enrolment.user, text_from(enrolment.secret));
}

struct minting {
    struct call *call;
    const struct record_input *input;
    struct record *record;
    char secret[TOKEN_SECRET_SIZE];
};

static enum error mint_write(struct transaction *transaction, void *closure)
{
    struct minting *minting = closure;
    struct call *call = minting->call;
    problem_list_init(&call->problems, call->request->arena);
    enum error error = record_create(
        transaction, &call->actor, minting->input, call->request->arena, &call->problems, &minting->record);
    return error ? error : token_secret_create(transaction, minting->record->key, minting->secret);
}

// The record, with its secret for this once.
enum error token_create_route(struct call *call)
{
    struct json_value root;
    struct record_input *input = NULL;
    struct minting minting = {.call = call};
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (!error)
        error = record_json_read(&root, &token_resource, true, call->request->arena, &call->problems, &input);
    if (error) return error;
    minting.input = input;
    error = store_write(call->service->store, mint_write, &minting);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 201, &writer);
    record_json_write(minting.record, NULL, &writer);
    error = json_writer_finish(&writer);
    if (error) return error;
    struct buffer *body = &call->reply->body;
    body->length--; // the closing brace
    buffer_print(body, ",\"secret\":\"%s\"}", minting.secret);
    call->reply->holds_secret = true;
    reply_header_print(call->reply, call->request->arena, "Location", "/api/v1/tokens/%.*s",
        TEXT_PRINT(minting.record->key));
    return ERROR_NONE;
}
