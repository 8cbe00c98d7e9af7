// SPDX-License-Identifier: Apache-2.0
// What a provider says about somebody, and what role that gives.
#include "access/oidc_account.h"

// A copy of the member's text, trimmed; empty when there is none, or it is longer than fits anywhere.
static enum error take_text(
    const struct json_value *claims, const char *name, size_t maximum, struct arena *arena, struct text *text)
{
    struct json_value member = json_value_member(claims, name);
    struct text found;
    if (!text_is_empty(*text) || json_value_kind(&member) != JSON_KIND_TEXT ||
        !json_value_read_text(&member, NULL, &found))
        return ERROR_NONE;
    found = text_trim(found);
    if (found.length > maximum) return ERROR_NONE;
    const char *copy = text_copy(found, arena);
    if (!copy) return ERROR_MEMORY;
    *text = (struct text){copy, found.length};
    return ERROR_NONE;
}

static enum error take_group(const struct json_value *item, struct arena *arena, struct oidc_claims *claims)
{
    struct text group;
    if (claims->group_count == OIDC_GROUPS_MAXIMUM || json_value_kind(item) != JSON_KIND_TEXT ||
        !json_value_read_text(item, NULL, &group))
        return ERROR_NONE;
    const char *copy = text_copy(group, arena);
    if (!copy) return ERROR_MEMORY;
    claims->groups[claims->group_count++] = (struct text){copy, group.length};
    return ERROR_NONE;
}

// The claim by its whole name, or by a path with dots: "realm_access.roles".
static enum error take_groups(
    const struct json_value *given, struct text name, struct arena *arena, struct oidc_claims *claims)
{
    const char *whole = text_copy(name, arena);
    if (!whole) return ERROR_MEMORY;
    struct json_value steps[8] = {json_value_member(given, whole)}, *claim = &steps[0];
    if (json_value_kind(claim) == JSON_KIND_MISSING) {
        struct text rest = name, part;
        size_t depth = 0;
        steps[0] = *given;
        while (depth + 1 < sizeof steps / sizeof steps[0] && text_split(&rest, '.', &part)) {
            const char *step = text_copy(part, arena);
            if (!step) return ERROR_MEMORY;
            steps[depth + 1] = json_value_member(&steps[depth], step);
            depth++;
        }
        claim = &steps[depth];
    }
    enum json_kind kind = json_value_kind(claim);
    if (kind != JSON_KIND_ARRAY && kind != JSON_KIND_TEXT) return ERROR_NONE;
    claims->has_groups = true;
    if (kind == JSON_KIND_TEXT) return take_group(claim, arena, claims);
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < json_value_count(claim) && !error; i++) {
        struct json_value item = json_value_item(claim, i);
        error = take_group(&item, arena, claims);
    }
    return error;
}

enum error oidc_claims_read(const struct json_value *given, const struct oidc_settings *settings,
    struct arena *arena, struct oidc_claims *claims)
{
    bool had_email = !text_is_empty(claims->email);
    enum error error = take_text(given, "sub", 255, arena, &claims->subject);
    if (!error) error = take_text(given, "email", 254, arena, &claims->email);
    if (!error) error = take_text(given, "name", 200, arena, &claims->name);
    if (!error) error = take_text(given, "preferred_username", 200, arena, &claims->name);
    // It speaks of the address that stands beside it, and of no other. Some providers send a text.
    struct json_value verified = json_value_member(given, "email_verified");
    struct text word;
    bool is_true = false;
    if (!had_email && json_value_kind(&verified) == JSON_KIND_BOOLEAN &&
        json_value_read_boolean(&verified, NULL, &is_true)) {
        claims->email_is_verified = is_true;
        claims->email_is_unverified = !is_true;
    } else if (!had_email && json_value_kind(&verified) == JSON_KIND_TEXT &&
               json_value_read_text(&verified, NULL, &word)) {
        claims->email_is_verified = text_is(word, "true");
        claims->email_is_unverified = !claims->email_is_verified;
    }
    if (!error && !claims->has_groups) error = take_groups(given, settings->groups_claim, arena, claims);
    return error;
}

bool oidc_role_of(
    const struct oidc_settings *settings, const struct oidc_claims *claims, enum access_role *ret_role)
{
    bool has_role = false;
    for (size_t i = 0; i < settings->role_count; i++) {
        for (size_t j = 0; j < claims->group_count; j++) {
            if (!text_equal(settings->roles[i].group, claims->groups[j])) continue;
            if (!has_role || settings->roles[i].role > *ret_role) *ret_role = settings->roles[i].role;
            has_role = true;
        }
    }
    if (!has_role && settings->has_default_role) {
        *ret_role = settings->default_role;
        has_role = true;
    }
    return has_role;
}
_Static_assert(ACCESS_VIEWER < ACCESS_MEMBER && ACCESS_MEMBER < ACCESS_ORGANISER &&
                   ACCESS_ORGANISER < ACCESS_ADMINISTRATOR,
    "the higher role is the larger number");
