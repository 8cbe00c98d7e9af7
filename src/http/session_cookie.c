// SPDX-License-Identifier: Apache-2.0
// Cookie flags, rotation, and the session's reply.
#include "http/session_cookie.h"

#include "access/oidc_account.h"
#include "access/session.h"
#include "http/gate.h"
#include "http/service.h"
#include "store/schema.h"

void session_cookie_set(struct call *call, struct text secret)
{
    bool is_secure = call->service->options.server.is_behind_proxy || call->request->is_secure;
    long long age = text_is_empty(secret) ? 0 : (long long)(SESSION_ABSOLUTE / 1000);
    reply_header_print(call->reply, call->request->arena, "Set-Cookie",
        SESSION_COOKIE "=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s", TEXT_PRINT(secret), age,
        is_secure ? "; Secure" : "");
}

static void write_user(const struct account *account, struct json_writer *writer)
{
    if (text_is_empty(account->user)) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    json_write_key(writer, "key");
    json_write_text(writer, account->user);
    json_write_key(writer, "name");
    json_write_text(writer, account->name);
    json_write_key(writer, "email");
    json_write_text(writer, account->email);
    json_write_key(writer, "role");
    json_write_string(writer, access_role_name(account->role));
    json_write_key(writer, "person");
    if (text_is_empty(account->person))
        json_write_null(writer);
    else
        json_write_text(writer, account->person);
    json_write_object_end(writer);
}

// What the screen for signing in needs to know of single sign-on; null where nobody asks for it.
static void write_single_sign_on(const struct oidc_settings *settings, struct json_writer *writer)
{
    if (!oidc_settings_are_whole(settings)) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    json_write_key(writer, "label");
    json_write_text(writer, settings->label);
    json_write_key(writer, "path");
    json_write_string(writer, endpoints[ENDPOINT_OIDC_START].path);
    json_write_key(writer, "refusals");
    json_write_array_begin(writer);
    for (size_t i = 0; i < oidc_refusals.count; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, "code");
        json_write_string(writer, oidc_refusals.choices[i].code);
        json_write_key(writer, "sentence");
        json_write_string(writer, oidc_refusals.choices[i].label);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

enum error session_reply(struct call *call, int status)
{
    struct transaction *transaction = NULL;
    struct text name = TEXT("");
    bool has = true;
    struct oidc_settings *settings = arena_object(call->request->arena, struct oidc_settings);
    enum error error = settings ? call_transaction(call, &transaction) : ERROR_MEMORY;
    if (!error) error = setting_get(transaction, "workspace_name", call->request->arena, &name);
    if (!error) error = account_has_administrator(transaction, &has);
    if (!error && text_is_empty(call->account.user))
        error = oidc_settings_load(transaction, call->request->arena, settings);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, status, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "user");
    write_user(&call->account, &writer);
    json_write_key(&writer, "setup");
    json_write_boolean(&writer, !has);
    json_write_key(&writer, "workspace");
    json_write_object_begin(&writer);
    json_write_key(&writer, "name");
    json_write_text(&writer, name);
    json_write_object_end(&writer);
    json_write_key(&writer, "single_sign_on");
    write_single_sign_on(settings, &writer);
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

enum error session_renew(
    struct transaction *transaction, const struct call *call, struct text user, char *ret_secret)
{
    struct text old = request_cookie(call->request, SESSION_COOKIE);
    enum error error = text_is_empty(old) ? ERROR_NONE : session_close(transaction, old);
    if (!error) error = session_sweep(transaction);
    if (!error) error = session_open(transaction, user, call->request->address, ret_secret);
    return error;
}
