// SPDX-License-Identifier: Apache-2.0
// The table of the settings "oidc.…": what each takes, and what holds when it is not set.
#include "access/oidc_settings.h"

#include "format/web_address.h"
#include "store/schema.h"

static const char *take_issuer(struct text value, struct oidc_settings *settings)
{
    struct web_address address;
    if (value.length > OIDC_ISSUER_MAXIMUM || !web_address_parse(value, &address) ||
        !text_is_empty(address.query) || text_find(value, '?') < value.length)
        return "has to be the issuer's address, such as https://login.example.com/realms/company.";
    if (!web_address_is_safe(&address))
        return "has to begin with https://; http:// is taken for this machine alone, in tests.";
    settings->issuer = value;
    return NULL;
}

// One word, as OAuth has them.
static bool is_word(struct text value)
{
    for (size_t i = 0; i < value.length; i++)
        if (value.data[i] < '!' || value.data[i] > '~' || value.data[i] == '"' || value.data[i] == '\\')
            return false;
    return !text_is_empty(value);
}

static const char *take_client(struct text value, struct oidc_settings *settings)
{
    if (!is_word(value) || value.length > 200)
        return "has to be the client's identifier as the provider shows it: up to 200 characters, no spaces.";
    settings->client_id = value;
    return NULL;
}

static const char *take_scopes(struct text value, struct oidc_settings *settings)
{
    bool has_openid = false;
    struct text rest = value, word;
    while (text_split(&rest, ' ', &word)) {
        if (!is_word(word))
            return "has to be words with one space between them, such as openid email profile.";
        has_openid = has_openid || text_is(word, "openid");
    }
    if (!has_openid || value.length > 500) return "has to have the word openid, and up to 500 characters.";
    settings->scopes = value;
    return NULL;
}

static const char *take_groups(struct text value, struct oidc_settings *settings)
{
    if (value.length > 200 || !text_is_utf8(value))
        return "has to be the name of a claim, such as groups: up to 200 bytes.";
    settings->groups_claim = value;
    return NULL;
}

static const char *take_roles(struct text value, struct oidc_settings *settings)
{
    static const char words[] =
        "has to be pairs such as admins=administrator, product=member; the roles are viewer, member, "
        "organiser and administrator; up to 50 pairs.";
    struct text rest = value, pair;
    size_t count = 0;
    while (text_split(&rest, ',', &pair)) {
        pair = text_trim(pair);
        size_t equals = pair.length; // the last one: names of groups may hold others ("cn=admins")
        while (equals > 0 && pair.data[equals - 1] != '=')
            equals--;
        if (equals == 0 || count == OIDC_ROLES_MAXIMUM) return words;
        struct oidc_role *role = &settings->roles[count++];
        role->group = text_trim((struct text){pair.data, equals - 1});
        struct text name = text_trim((struct text){pair.data + equals, pair.length - equals});
        if (text_is_empty(role->group) || !access_role_parse(name, &role->role)) return words;
    }
    settings->role_count = count;
    return NULL;
}

static const char *take_default_role(struct text value, struct oidc_settings *settings)
{
    if (!access_role_parse(value, &settings->default_role))
        return "has to be viewer, member, organiser or administrator.";
    settings->has_default_role = true;
    return NULL;
}

static const char *take_label(struct text value, struct oidc_settings *settings)
{
    if (value.length > 100 || !text_is_utf8(value)) return "has to have at most 100 bytes.";
    settings->label = value;
    return NULL;
}

static const char *take_boolean(struct text value, bool *ret_boolean)
{
    *ret_boolean = text_is(value, "yes");
    return *ret_boolean || text_is(value, "no") ? NULL : "has to be yes or no.";
}

static const char *take_create(struct text value, struct oidc_settings *settings)
{
    return take_boolean(value, &settings->creates_accounts);
}

static const char *take_match(struct text value, struct oidc_settings *settings)
{
    return take_boolean(value, &settings->matches_email);
}

static const struct {
    const char *name;
    const char *fallback; // holds when it is not set; empty: nothing does
    const char *(*take)(struct text value, struct oidc_settings *settings); // NULL: taken; else what is wrong
} rows[] = {
    {"oidc.issuer", "", take_issuer},
    {"oidc.client_id", "", take_client},
    {"oidc.scopes", "openid email profile", take_scopes},
    {"oidc.groups_claim", "groups", take_groups},
    {"oidc.roles", "", take_roles},
    {"oidc.default_role", "", take_default_role},
    {"oidc.label", "Sign in with single sign-on", take_label},
    {"oidc.create_accounts", "no", take_create},
    {"oidc.match_email", "no", take_match},
};
#define ROW_COUNT (sizeof rows / sizeof rows[0])

const char *oidc_setting_name(size_t position)
{
    return position < ROW_COUNT ? rows[position].name : NULL;
}

const char *oidc_setting_default(size_t position)
{
    return position < ROW_COUNT ? rows[position].fallback : NULL;
}

enum error oidc_setting_accept(
    const char *name, struct text value, struct arena *arena, struct problem_list *problems)
{
    struct oidc_settings *scratch = arena_object(arena, struct oidc_settings);
    if (!scratch) return ERROR_MEMORY;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].name, name) != 0) continue;
        const char *wrong = NULL;
        if (value.length > OIDC_SETTING_MAXIMUM)
            wrong = "is too long: at most 4,000 bytes.";
        else if (!text_is_empty(value))
            wrong = rows[i].take(value, scratch);
        if (wrong) problem_add(problems, name, "%s", wrong);
        return wrong ? ERROR_INVALID : ERROR_NONE;
    }
    return ERROR_NOT_FOUND;
}
_Static_assert(OIDC_SETTING_MAXIMUM == 4000, "the sentence names the bound");

struct loading {
    struct arena *arena;
    struct oidc_settings *settings;
};

static enum error setting_take(struct text name, struct text value, void *closure)
{
    struct loading *loading = closure;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!text_is(name, rows[i].name)) continue;
        const char *copy = text_copy(value, loading->arena);
        if (!copy) return ERROR_MEMORY;
        // A value that is no good leaves the setting as if it were not there.
        const char *wrong = rows[i].take((struct text){copy, value.length}, loading->settings);
        (void)wrong;
    }
    return ERROR_NONE;
}

enum error oidc_settings_load(
    struct transaction *transaction, struct arena *arena, struct oidc_settings *ret_settings)
{
    memset(ret_settings, 0, sizeof *ret_settings);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (*rows[i].fallback && rows[i].take(text_from(rows[i].fallback), ret_settings))
            return ERROR_INTERNAL;
    struct loading loading = {arena, ret_settings};
    return setting_each(transaction, setting_take, &loading);
}

bool oidc_settings_are_whole(const struct oidc_settings *settings)
{
    return !text_is_empty(settings->issuer) && !text_is_empty(settings->client_id);
}
