// SPDX-License-Identifier: Apache-2.0
// The authorization code flow (OpenID Connect Core 1.0, 3.1) with PKCE, from the client's side.
#include "work/oidc_provider.h"

#include <sodium.h>

#include "access/oidc_token.h"
#include "base/allocation.h"
#include "base/calendar.h"
#include "format/web_address.h"
#include "work/credential.h"
#include "work/oidc_document.h"

struct oidc_provider {
    fetch_function *ask;
    struct buffer secret;
    struct oidc_document discovery, keys;
};

// What discovery says.
struct endpoints {
    const char *authorization, *token, *keys, *userinfo; // *arena*; userinfo may be NULL
    bool takes_basic; // the secret goes into the header, else into the form
    bool says_issuer; // the redirect has to say who the issuer is (RFC 9207)
};

// One call of begin or finish.
struct flow {
    struct oidc_provider *provider;
    const struct oidc_settings *settings;
    const struct oidc_attempt *attempt;
    struct arena *arena;
    struct oidc_failure failure;
    struct web_address issuer;
    struct endpoints endpoints;
};

struct oidc_provider *oidc_provider_new(fetch_function *ask, struct text secret)
{
    struct oidc_provider *provider = allocation_get(sizeof *provider);
    if (!provider) return NULL;
    *provider = (struct oidc_provider){.ask = ask ? ask : fetch};
    oidc_document_init(&provider->discovery);
    oidc_document_init(&provider->keys);
    buffer_init(&provider->secret, CREDENTIAL_MAXIMUM);
    buffer_text(&provider->secret, secret);
    return buffer_error(&provider->secret) ? oidc_provider_free(provider) : provider;
}

struct oidc_provider *oidc_provider_free(struct oidc_provider *provider)
{
    if (!provider) return NULL;
    credential_forget(&provider->secret);
    oidc_document_end(&provider->discovery);
    oidc_document_end(&provider->keys);
    allocation_release(provider);
    return NULL;
}

static enum error fail(struct flow *flow, enum oidc_refusal refusal, const char *reason)
{
    flow->failure = (struct oidc_failure){refusal, reason ? reason : "there was not enough memory"};
    return ERROR_FORBIDDEN;
}

// Percent-encodes everything but letters, digits and "-._~", which is right in forms and in queries.
static void encode(struct buffer *buffer, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                        (byte >= 'A' && byte <= 'Z') || strchr("-._~", byte);
        if (is_plain && byte)
            buffer_character(buffer, (char)byte);
        else
            buffer_print(buffer, "%%%02X", byte);
    }
}

static void add_pair(struct buffer *buffer, const char *joint, const char *name, struct text value)
{
    buffer_print(buffer, "%s%s=", joint, name);
    encode(buffer, value);
}

// An address of the discovery document: the issuer's own origin, or https anywhere that is not inside.
static const char *address_read(struct flow *flow, const struct json_value *root, const char *name)
{
    struct json_value member = json_value_member(root, name);
    struct web_address address;
    struct text text;
    if (json_value_kind(&member) != JSON_KIND_TEXT || !json_value_read_text(&member, NULL, &text) ||
        !web_address_parse(text, &address))
        return NULL;
    if (!address.is_secure && !web_address_same_origin(&address, &flow->issuer)) return NULL;
    return web_address_is_safe(&address) ? text_copy(text, flow->arena) : NULL;
}

static bool member_holds(const struct json_value *root, const char *name, const char *word)
{
    struct json_value member = json_value_member(root, name);
    struct text text;
    for (size_t i = 0; i < json_value_count(&member); i++) {
        struct json_value item = json_value_item(&member, i);
        if (json_value_kind(&item) == JSON_KIND_TEXT && json_value_read_text(&item, NULL, &text) &&
            text_is(text, word))
            return true;
    }
    return false;
}

static enum error endpoints_read(struct flow *flow, const struct json_value *root)
{
    struct endpoints *endpoints = &flow->endpoints;
    struct json_value issuer = json_value_member(root, "issuer");
    struct json_value methods = json_value_member(root, "token_endpoint_auth_methods_supported");
    struct json_value says = json_value_member(root, "authorization_response_iss_parameter_supported");
    struct text text;
    if (json_value_kind(&issuer) != JSON_KIND_TEXT || !json_value_read_text(&issuer, NULL, &text) ||
        !text_equal(text, flow->settings->issuer))
        return fail(flow, OIDC_REFUSED_CONFIGURATION,
            "the discovery document is of another issuer than oidc.issuer, to the letter");
    endpoints->authorization = address_read(flow, root, "authorization_endpoint");
    endpoints->token = address_read(flow, root, "token_endpoint");
    endpoints->keys = address_read(flow, root, "jwks_uri");
    endpoints->userinfo = address_read(flow, root, "userinfo_endpoint");
    endpoints->takes_basic =
        json_value_kind(&methods) != JSON_KIND_ARRAY ||
        member_holds(root, "token_endpoint_auth_methods_supported", "client_secret_basic");
    if (json_value_kind(&says) == JSON_KIND_BOOLEAN &&
        !json_value_read_boolean(&says, NULL, &endpoints->says_issuer))
        endpoints->says_issuer = false;
    if (!endpoints->authorization || !endpoints->token || !endpoints->keys)
        return fail(flow, OIDC_REFUSED_CONFIGURATION,
            "the discovery document lacks a safe address for authorization, tokens or keys");
    return ERROR_NONE;
}

// Is it where the administrator has said that the provider is? Then it may be in the company's own network.
static bool may_be_inside(const struct flow *flow, const char *address)
{
    struct web_address parsed;
    return web_address_parse(text_from(address), &parsed) && web_address_same_origin(&parsed, &flow->issuer);
}

static enum error document_parse(
    struct flow *flow, struct text text, struct json_document *document, const char *what)
{
    enum error error = json_document_parse(document, text, NULL);
    if (!error || error == ERROR_MEMORY) return error;
    return fail(flow, OIDC_REFUSED_PROVIDER, what);
}

static enum error discover(struct flow *flow)
{
    struct text issuer = flow->settings->issuer, text = TEXT("");
    const char *message = NULL;
    struct json_document document;
    if (!web_address_parse(issuer, &flow->issuer) || !web_address_is_safe(&flow->issuer))
        return fail(flow, OIDC_REFUSED_CONFIGURATION, "oidc.issuer is no address that begins with https://");
    if (issuer.data[issuer.length - 1] == '/') issuer.length--;
    struct fetch_request request = {.may_be_inside = true};
    request.address = arena_print(flow->arena, "%.*s/.well-known/openid-configuration", TEXT_PRINT(issuer));
    if (!request.address) return ERROR_MEMORY;
    enum error error = oidc_document_get(
        &flow->provider->discovery, flow->provider->ask, &request, false, flow->arena, &text, &message);
    if (error == ERROR_UNAVAILABLE) return fail(flow, OIDC_REFUSED_UNREACHABLE, message);
    if (!error) error = document_parse(flow, text, &document, "the discovery document is no JSON");
    if (error) return error;
    struct json_value root = json_document_root(&document);
    error = endpoints_read(flow, &root);
    json_document_free(&document);
    return error;
}

enum error oidc_provider_begin(struct oidc_provider *provider, const struct oidc_settings *settings,
    const struct oidc_attempt *attempt, const char *redirect, struct arena *arena, const char **ret_address,
    struct oidc_failure *ret_failure)
{
    struct flow flow = {.provider = provider, .settings = settings, .attempt = attempt, .arena = arena};
    enum error error = discover(&flow);
    struct buffer address;
    buffer_init(&address, 16384);
    if (!error) {
        buffer_string(&address, flow.endpoints.authorization);
        add_pair(
            &address, strchr(flow.endpoints.authorization, '?') ? "&" : "?", "response_type", TEXT("code"));
        add_pair(&address, "&", "client_id", settings->client_id);
        add_pair(&address, "&", "redirect_uri", text_from(redirect));
        add_pair(&address, "&", "scope", settings->scopes);
        add_pair(&address, "&", "state", text_from(attempt->state));
        add_pair(&address, "&", "nonce", text_from(attempt->nonce));
        add_pair(&address, "&", "code_challenge", text_from(attempt->challenge));
        add_pair(&address, "&", "code_challenge_method", TEXT("S256"));
        error = buffer_error(&address);
        const char *copy = error ? NULL : text_copy(buffer_view(&address), arena);
        if (copy) *ret_address = copy;
        if (!error && !copy) error = ERROR_MEMORY;
    }
    buffer_free(&address);
    if (error == ERROR_FORBIDDEN) *ret_failure = flow.failure;
    return error;
}

// "Basic …" of the client's identifier and secret, each encoded as a form would be (RFC 6749, 2.3.1).
static const char *basic_make(const struct flow *flow)
{
    struct buffer pair;
    buffer_init(&pair, 3 * (CREDENTIAL_MAXIMUM + 200) + 1);
    if (!buffer_reserve(&pair, pair.maximum)) return NULL;
    encode(&pair, flow->settings->client_id);
    buffer_character(&pair, ':');
    encode(&pair, buffer_view(&flow->provider->secret));
    size_t size = sodium_base64_ENCODED_LEN(pair.length, sodium_base64_VARIANT_ORIGINAL) + sizeof "Basic ";
    char *header = pair.failed ? NULL : arena_allocate(flow->arena, size);
    if (header) {
        memcpy(header, "Basic ", sizeof "Basic ");
        sodium_bin2base64(header + strlen("Basic "), size - strlen("Basic "),
            (const unsigned char *)pair.data, pair.length, sodium_base64_VARIANT_ORIGINAL);
    }
    credential_forget(&pair);
    return header;
}

static enum error token_ask(struct flow *flow, const struct oidc_return *back, struct fetch_reply *reply)
{
    bool has_secret = flow->provider->secret.length > 0;
    struct fetch_request request = {.address = flow->endpoints.token};
    request.may_be_inside = may_be_inside(flow, request.address);
    if (has_secret && flow->endpoints.takes_basic && !(request.authorization = basic_make(flow)))
        return ERROR_MEMORY;
    struct buffer form;
    buffer_init(&form, 65536);
    if (!buffer_reserve(&form, form.maximum)) return ERROR_MEMORY; // it never moves
    add_pair(&form, "", "grant_type", TEXT("authorization_code"));
    add_pair(&form, "&", "code", back->code);
    add_pair(&form, "&", "redirect_uri", text_from(back->redirect));
    add_pair(&form, "&", "code_verifier", text_from(flow->attempt->verifier));
    if (!request.authorization) add_pair(&form, "&", "client_id", flow->settings->client_id);
    if (has_secret && !request.authorization)
        add_pair(&form, "&", "client_secret", buffer_view(&flow->provider->secret));
    request.form = form.data;
    enum error error = buffer_error(&form);
    if (error) {
        buffer_init(&reply->body, 0);
        error = fail(flow, OIDC_REFUSED_PROVIDER, "the code that came back is too long");
    } else {
        error = flow->provider->ask(&request, reply);
    }
    credential_forget(&form);
    return error;
}

// Why the provider gave no token, in its own words: a short code, and nothing else of its reply.
static enum error token_refused(struct flow *flow, long status, const struct json_value *root)
{
    struct json_value member = json_value_member(root, "error");
    struct text word = TEXT("no reason given");
    if (json_value_kind(&member) == JSON_KIND_TEXT && !json_value_read_text(&member, NULL, &word))
        word = TEXT("no reason given");
    if (word.length > 60) word.length = 60;
    bool is_ours = text_is(word, "invalid_client") || text_is(word, "unauthorized_client");
    return fail(flow, is_ours ? OIDC_REFUSED_CONFIGURATION : OIDC_REFUSED_PROVIDER,
        arena_print(flow->arena, "the provider gave no token: status %ld, %.*s", status, TEXT_PRINT(word)));
}

// Verifies with the keys that are known, and once more with new ones when the token names another.
static enum error token_verify(
    struct flow *flow, struct text token, struct text access_token, struct json_document *ret_claims)
{
    const struct oidc_expectation expectation = {.issuer = flow->settings->issuer,
        .client_id = flow->settings->client_id,
        .nonce = text_from(flow->attempt->nonce),
        .access_token = access_token,
        .now = calendar_now() / 1000};
    const struct fetch_request request = {
        .address = flow->endpoints.keys, .may_be_inside = may_be_inside(flow, flow->endpoints.keys)};
    const char *reason = NULL;
    enum error error = ERROR_NOT_FOUND;
    for (unsigned round = 0; round < 2 && error == ERROR_NOT_FOUND; round++) {
        struct text text = TEXT("");
        struct json_document keys;
        error = oidc_document_get(
            &flow->provider->keys, flow->provider->ask, &request, round > 0, flow->arena, &text, &reason);
        if (error == ERROR_UNAVAILABLE) return fail(flow, OIDC_REFUSED_UNREACHABLE, reason);
        if (error == ERROR_RATE) error = ERROR_NOT_FOUND;
        if (error == ERROR_NOT_FOUND) break;
        if (!error) error = document_parse(flow, text, &keys, "the provider's keys are no JSON");
        if (error) return error;
        struct json_value root = json_document_root(&keys);
        error = oidc_token_verify(token, &root, &expectation, flow->arena, ret_claims, &reason);
        json_document_free(&keys);
    }
    if (error == ERROR_NOT_FOUND) reason = "it is signed by a key that the provider does not publish";
    if (error != ERROR_NOT_FOUND && error != ERROR_UNAUTHENTICATED) return error;
    return fail(
        flow, OIDC_REFUSED_TOKEN, arena_print(flow->arena, "the token cannot be trusted: %s", reason));
}

static bool is_header_text(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] <= ' ' || text.data[i] > '~') return false;
    return text.length > 0 && text.length < 60000;
}

// Some providers say little in the token and the rest on a page of its own.
static enum error userinfo_read(struct flow *flow, struct text access_token, struct oidc_claims *claims)
{
    bool is_whole = !text_is_empty(claims->email) && (claims->has_groups || !flow->settings->role_count);
    if (is_whole || !flow->endpoints.userinfo || !is_header_text(access_token)) return ERROR_NONE;
    struct fetch_request request = {.address = flow->endpoints.userinfo,
        .authorization = arena_print(flow->arena, "Bearer %.*s", TEXT_PRINT(access_token)),
        .may_be_inside = may_be_inside(flow, flow->endpoints.userinfo)};
    if (!request.authorization) return ERROR_MEMORY;
    struct fetch_reply reply;
    struct json_document document = {0};
    enum error error = flow->provider->ask(&request, &reply);
    if (!error && reply.status != 200) error = ERROR_UNAVAILABLE;
    if (error && error != ERROR_MEMORY)
        error = fail(flow, OIDC_REFUSED_UNREACHABLE,
            arena_print(
                flow->arena, "the userinfo page did not answer: status %ld %s", reply.status, reply.message));
    if (!error)
        error = document_parse(flow, buffer_view(&reply.body), &document, "the userinfo page is no JSON");
    if (!error) {
        struct json_value root = json_document_root(&document), subject = json_value_member(&root, "sub");
        struct text text;
        if (json_value_kind(&subject) != JSON_KIND_TEXT || !json_value_read_text(&subject, NULL, &text) ||
            !text_equal(text, claims->subject))
            error = fail(flow, OIDC_REFUSED_TOKEN, "the userinfo page is about somebody else (sub)");
        else
            error = oidc_claims_read(&root, flow->settings, flow->arena, claims);
    }
    json_document_free(&document);
    buffer_free(&reply.body);
    return error;
}

static enum error tokens_read(struct flow *flow, const struct json_value *root, struct oidc_claims *claims)
{
    struct json_value id = json_value_member(root, "id_token"),
                      access = json_value_member(root, "access_token");
    struct text id_token, access_token = TEXT("");
    if (json_value_kind(&id) != JSON_KIND_TEXT || !json_value_read_text(&id, NULL, &id_token))
        return fail(
            flow, OIDC_REFUSED_PROVIDER, "the provider sent no ID token; is openid among the scopes?");
    if (json_value_kind(&access) == JSON_KIND_TEXT && !json_value_read_text(&access, NULL, &access_token))
        access_token = TEXT("");
    struct json_document document = {0};
    enum error error = token_verify(flow, id_token, access_token, &document);
    if (!error) {
        struct json_value claims_root = json_document_root(&document);
        error = oidc_claims_read(&claims_root, flow->settings, flow->arena, claims);
    }
    json_document_free(&document);
    return error ? error : userinfo_read(flow, access_token, claims);
}

static enum error code_exchange(struct flow *flow, const struct oidc_return *back, struct oidc_claims *claims)
{
    struct fetch_reply reply = {.status = 0};
    struct json_document document = {0};
    enum error error = token_ask(flow, back, &reply);
    if (error == ERROR_UNAVAILABLE || error == ERROR_INVALID)
        error = fail(flow, OIDC_REFUSED_UNREACHABLE,
            arena_print(flow->arena, "%s: %s", flow->endpoints.token, reply.message));
    if (!error)
        error = document_parse(flow, buffer_view(&reply.body), &document, "the token reply is no JSON");
    if (!error) {
        struct json_value root = json_document_root(&document);
        error =
            reply.status == 200 ? tokens_read(flow, &root, claims) : token_refused(flow, reply.status, &root);
    }
    json_document_free(&document);
    credential_forget(&reply.body);
    return error;
}

enum error oidc_provider_finish(struct oidc_provider *provider, const struct oidc_settings *settings,
    const struct oidc_attempt *attempt, const struct oidc_return *back, struct arena *arena,
    struct oidc_claims *ret_claims, struct oidc_failure *ret_failure)
{
    struct flow flow = {.provider = provider, .settings = settings, .attempt = attempt, .arena = arena};
    memset(ret_claims, 0, sizeof *ret_claims);
    enum error error = discover(&flow);
    bool says_another = !text_is_empty(back->issuer) && !text_equal(back->issuer, settings->issuer);
    bool says_nothing = text_is_empty(back->issuer) && flow.endpoints.says_issuer;
    if (!error && (says_another || says_nothing))
        error = fail(&flow, OIDC_REFUSED_TOKEN, "the redirect came from another issuer (iss)");
    if (!error) error = code_exchange(&flow, back, ret_claims);
    if (error == ERROR_FORBIDDEN) *ret_failure = flow.failure;
    return error;
}
