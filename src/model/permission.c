// SPDX-License-Identifier: Apache-2.0
// The decision who may do what, from a resource's permissions, the actor's role and the scope of its token.
#include "model/permission.h"

#include "model/resource.h"

static const struct choice role_choices[ACCESS_ROLE_COUNT] = {
    [ACCESS_VIEWER] = {"viewer", "Viewer"},
    [ACCESS_MEMBER] = {"member", "Member"},
    [ACCESS_ORGANISER] = {"organiser", "Organiser"},
    [ACCESS_ADMINISTRATOR] = {"administrator", "Administrator"},
};
const struct choice_list access_roles = {"access_role", role_choices, ACCESS_ROLE_COUNT};

static const struct choice scope_choices[SCOPE_COUNT] = {
    [SCOPE_READ] = {"read", "Read"},
    [SCOPE_WRITE] = {"write", "Read and write"},
    [SCOPE_ADMINISTER] = {"administer", "Everything that its owner may do"},
};
const struct choice_list access_scopes = {"token_scope", scope_choices, SCOPE_COUNT};

struct actor actor_system(const char *via)
{
    return (struct actor){
        .user = TEXT("system"), .role = ACCESS_ADMINISTRATOR, .scope = SCOPE_ADMINISTER, .via = via};
}

// Whoever can open the database file can do anything to it, so nothing is kept from them.
static bool actor_is_system(const struct actor *actor)
{
    return text_is(actor->user, "system") && actor->role == ACCESS_ADMINISTRATOR;
}

static bool scope_allows(const struct actor *actor, const struct resource *resource, enum verb verb)
{
    if (verb == VERB_LIST || verb == VERB_SHOW) return true;
    if (actor->scope == SCOPE_READ) return false;
    return actor->scope == SCOPE_ADMINISTER || (resource->flags & RESOURCE_ADMINISTERED) == 0;
}

bool permission_allows(const struct actor *actor, const struct resource *resource, enum verb verb, bool owns)
{
    if ((unsigned)actor->role >= ACCESS_ROLE_COUNT || (unsigned)actor->scope >= SCOPE_COUNT) return false;
    if (!scope_allows(actor, resource, verb)) return false;
    if (actor_is_system(actor)) return true;
    const struct permission *permission = &resource->permissions[actor->role];
    unsigned allowed = permission->all | (owns ? permission->own : 0);
    return (allowed & MAY(verb)) != 0;
}

bool permission_allows_some(const struct actor *actor, const struct resource *resource, enum verb verb)
{
    return permission_allows(actor, resource, verb, true);
}

static bool actor_owns(const struct actor *actor, const struct record *record)
{
    int owner = record->resource->owner_field;
    struct text key = owner == OWNER_SELF      ? record->key
                      : owner == OWNER_CREATOR ? record->created_by
                                               : record_text(record, (size_t)owner);
    return !text_is_empty(actor->user) && text_equal(actor->user, key);
}

bool permission_allows_record(const struct actor *actor, const struct record *record, enum verb verb)
{
    const struct resource *resource = record->resource;
    bool reads = verb == VERB_LIST || verb == VERB_SHOW;
    bool shared = resource->shared_field >= 0 && record_boolean(record, (size_t)resource->shared_field);
    return permission_allows(actor, resource, verb, (reads && shared) || actor_owns(actor, record));
}

bool permission_allows_settings(const struct actor *actor)
{
    return actor->role == ACCESS_ADMINISTRATOR && actor->scope == SCOPE_ADMINISTER;
}

const char *access_role_name(enum access_role role)
{
    return (unsigned)role < ACCESS_ROLE_COUNT ? role_choices[role].code : "";
}

bool access_role_parse(struct text name, enum access_role *ret_role)
{
    int index = choice_index(&access_roles, name);
    if (index < 0) return false;
    *ret_role = (enum access_role)index;
    return true;
}

const char *access_scope_name(enum access_scope scope)
{
    return (unsigned)scope < SCOPE_COUNT ? scope_choices[scope].code : "";
}

bool access_scope_parse(struct text name, enum access_scope *ret_scope)
{
    int index = choice_index(&access_scopes, name);
    if (index < 0) return false;
    *ret_scope = (enum access_scope)index;
    return true;
}

const char *verb_name(enum verb verb)
{
    static const char *const names[VERB_COUNT] = {"list", "show", "create", "update", "delete", "act"};
    return (unsigned)verb < VERB_COUNT ? names[verb] : "";
}
