// SPDX-License-Identifier: Apache-2.0
// Accounts of people who sign in through an OpenID provider: found, taken over, made, and kept up to date.
#include "access/oidc_account.h"

#include "access/user.h"
#include "store/records.h"

static const struct choice refusals[OIDC_REFUSAL_COUNT] = {
    [OIDC_REFUSED_CONFIGURATION] = {"configuration",
        "Single sign-on is not set up completely. An administrator finds the reason in the server's log."},
    [OIDC_REFUSED_UNREACHABLE] = {"unreachable",
        "The sign-in provider cannot be reached at the moment. Try again in a moment, or sign in with a "
        "password."},
    [OIDC_REFUSED_EXPIRED] = {"expired",
        "This sign-in took too long, or was begun in another window. Begin again."},
    [OIDC_REFUSED_PROVIDER] = {"provider",
        "The sign-in provider did not let you in, or you turned back there."},
    [OIDC_REFUSED_TOKEN] = {"token",
        "What the sign-in provider sent could not be trusted. An administrator finds the reason in the "
        "server's log."},
    [OIDC_REFUSED_ROLE] = {"role",
        "You are in none of the groups that may use this workspace. Ask an administrator."},
    [OIDC_REFUSED_ACCOUNT] = {"account",
        "There is no account for you here, and accounts are not made by themselves. Ask an administrator."},
    [OIDC_REFUSED_EMAIL] = {"email",
        "The sign-in provider told no e-mail address of yours that is verified. Ask an administrator."},
    [OIDC_REFUSED_TAKEN] = {"taken",
        "There is another account with your e-mail address. Sign in with its password, or ask an "
        "administrator."},
    [OIDC_REFUSED_DISABLED] = {"disabled", "Your account is disabled. Ask an administrator."},
    [OIDC_REFUSED_RATE] = {"rate", "Too many attempts that failed; wait a little."},
    [OIDC_REFUSED_BUSY] = {"busy", "Signing in did not work just now. Try again in a moment."},
};
const struct choice_list oidc_refusals = {"sign_in_refusal_code", refusals, OIDC_REFUSAL_COUNT};

// The word user belongs to SQL, hence the quotes.
static const struct statement find_subject = {
    .name = "oidc_account_find_subject",
    .common = SQL("SELECT key FROM \"user\" WHERE subject = $1"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement show_subject = {
    .name = "oidc_account_show_subject",
    .common = SQL("SELECT subject FROM \"user\" WHERE key = $1 AND subject IS NOT NULL"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement *const statements[] = {&find_subject, &show_subject};
const struct statement_list oidc_account_statements = {statements, sizeof statements / sizeof statements[0]};

// Somebody on the way in.
struct entry {
    struct transaction *transaction;
    const struct oidc_settings *settings;
    const struct oidc_claims *claims;
    struct arena *arena;
    struct text subject; // issuer and subject, as it is stored
    bool has_role;
    enum access_role role;
    enum oidc_refusal refusal;
    struct account account;
};

static enum error refuse(struct entry *entry, enum oidc_refusal refusal)
{
    entry->refusal = refusal;
    return ERROR_FORBIDDEN;
}

// Neither an issuer nor a subject that is taken holds a space.
static enum error subject_print(struct entry *entry)
{
    const char *subject = arena_print(
        entry->arena, "%.*s %.*s", TEXT_PRINT(entry->settings->issuer), TEXT_PRINT(entry->claims->subject));
    entry->subject = text_from(subject);
    return subject ? ERROR_NONE : ERROR_MEMORY;
}

static enum error text_query(
    struct entry *entry, const struct statement *statement, struct text by, struct text *ret_text)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(by);
    enum error error = store_query(entry->transaction, statement, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const char *copy = text_copy(cursor_text(cursor, 0), entry->arena);
        *ret_text = (struct text){copy, copy ? cursor_text(cursor, 0).length : 0};
        if (!copy) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NOT_FOUND : error;
}

// Writes as Tandem itself. Problems are the caller's to judge: ERROR_INVALID, ERROR_CONFLICT.
static enum error user_write(struct entry *entry, struct text key, struct record_input *input)
{
    struct actor system = actor_system("system");
    struct problem_list problems;
    struct record *record = NULL;
    problem_list_init(&problems, entry->arena);
    input->is_internal = true;
    enum error error = text_is_empty(key) ? record_create(entry->transaction, &system, input, entry->arena,
                                                &problems, &record)
                                          : record_update(entry->transaction, &system, key, 0, input,
                                                entry->arena, &problems, &record, NULL);
    if (!error) error = account_find_user(entry->transaction, record->key, entry->arena, &entry->account);
    return error;
}

// Is the account somebody else's with this issuer? What another issuer said before counts no more.
static enum error owner_check(struct entry *entry)
{
    struct text other = TEXT("");
    enum error error = text_query(entry, &show_subject, entry->account.user, &other);
    if (error) return error == ERROR_NOT_FOUND ? ERROR_NONE : error;
    const struct text issuer = entry->settings->issuer;
    bool is_ours =
        other.length > issuer.length && text_prefix(other, issuer) && other.data[issuer.length] == ' ';
    return is_ours ? refuse(entry, OIDC_REFUSED_TAKEN) : ERROR_NONE;
}

// An account that was there before, with the same address, of which the provider says that it was verified.
static enum error take_over(struct entry *entry)
{
    enum error error =
        account_find_email(entry->transaction, entry->claims->email, entry->arena, &entry->account);
    if (error) return error;
    if (!entry->settings->matches_email) return refuse(entry, OIDC_REFUSED_TAKEN);
    if (!entry->claims->email_is_verified) return refuse(entry, OIDC_REFUSED_EMAIL);
    error = owner_check(entry);
    if (error) return error;
    if (entry->account.is_disabled) return refuse(entry, OIDC_REFUSED_DISABLED);
    struct record_input *input = record_input_new(&user_resource, entry->arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, USER_SUBJECT, value_text(entry->subject));
    return user_write(entry, entry->account.user, input);
}

static enum error make_account(struct entry *entry)
{
    const struct oidc_claims *claims = entry->claims;
    if (!entry->settings->creates_accounts) return refuse(entry, OIDC_REFUSED_ACCOUNT);
    if (!entry->has_role) return refuse(entry, OIDC_REFUSED_ROLE);
    if (text_is_empty(claims->email) || claims->email_is_unverified) return refuse(entry, OIDC_REFUSED_EMAIL);
    struct record_input *input = record_input_new(&user_resource, entry->arena);
    if (!input) return ERROR_MEMORY;
    struct text name = text_is_empty(claims->name) ? claims->email : claims->name;
    record_input_set(input, USER_NAME, value_text(name));
    record_input_set(input, USER_EMAIL, value_text(claims->email));
    record_input_set(input, USER_ROLE, value_string(access_role_name(entry->role)));
    record_input_set(input, USER_SUBJECT, value_text(entry->subject));
    enum error error = user_write(entry, TEXT(""), input);
    return error == ERROR_INVALID ? refuse(entry, OIDC_REFUSED_EMAIL) : error; // the address is no address
}

// Where groups decide, they decide at every sign-in, up and down.
static enum error role_update(struct entry *entry)
{
    if (!entry->settings->role_count) return ERROR_NONE;
    if (!entry->has_role) return refuse(entry, OIDC_REFUSED_ROLE);
    if (entry->role == entry->account.role) return ERROR_NONE;
    struct record_input *input = record_input_new(&user_resource, entry->arena);
    if (!input) return ERROR_MEMORY;
    record_input_set(input, USER_ROLE, value_string(access_role_name(entry->role)));
    enum error error = user_write(entry, entry->account.user, input);
    return error == ERROR_INVALID ? ERROR_NONE : error; // the last administrator stays one
}

enum error oidc_account_enter(struct transaction *transaction, const struct oidc_settings *settings,
    const struct oidc_claims *claims, struct arena *arena, struct account *ret_account,
    enum oidc_refusal *ret_refusal)
{
    struct entry entry = {.transaction = transaction, .settings = settings, .claims = claims, .arena = arena};
    struct text key = TEXT("");
    entry.has_role = oidc_role_of(settings, claims, &entry.role);
    enum error error = subject_print(&entry);
    if (!error) error = text_query(&entry, &find_subject, entry.subject, &key);
    bool is_known = !error;
    if (is_known) error = account_find_user(transaction, key, arena, &entry.account);
    if (!is_known && error == ERROR_NOT_FOUND) error = take_over(&entry);
    if (!is_known && error == ERROR_NOT_FOUND) error = make_account(&entry);
    if (!error && entry.account.is_disabled) error = refuse(&entry, OIDC_REFUSED_DISABLED);
    if (!error) error = role_update(&entry);
    if (!error) *ret_account = entry.account;
    if (error == ERROR_FORBIDDEN) *ret_refusal = entry.refusal;
    return error;
}
