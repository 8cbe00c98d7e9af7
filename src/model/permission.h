// SPDX-License-Identifier: Apache-2.0
// Who may do what: the one place where authorisation is decided. Pure: a table and a function over it.
#ifndef TANDEM_MODEL_PERMISSION_H
#define TANDEM_MODEL_PERMISSION_H

#include <stdbool.h>

#include "base/text.h"
#include "model/field.h"

struct record;
struct resource;

// What a signed-in account may do; not to be confused with the roles that people hold over products.
enum access_role { ACCESS_VIEWER, ACCESS_MEMBER, ACCESS_ORGANISER, ACCESS_ADMINISTRATOR, ACCESS_ROLE_COUNT };

// ACT covers all of a resource's actions.
enum verb { VERB_LIST, VERB_SHOW, VERB_CREATE, VERB_UPDATE, VERB_DELETE, VERB_ACT, VERB_COUNT };

// What a token may do at most; a person's own session is SCOPE_ADMINISTER.
enum access_scope { SCOPE_READ, SCOPE_WRITE, SCOPE_ADMINISTER, SCOPE_COUNT };

// Bits for struct permission: 1 << verb.
#define MAY(verb) (1U << (verb))
#define MAY_READ (MAY(VERB_LIST) | MAY(VERB_SHOW))
#define MAY_CHANGE (MAY(VERB_CREATE) | MAY(VERB_UPDATE) | MAY(VERB_DELETE))
#define MAY_WRITE (MAY_CHANGE | MAY(VERB_ACT))

struct permission {
    unsigned all; // verbs on every record
    unsigned own; // verbs on records whose owner the actor is (created_by, or the resource's owner field)
};

// Who acts, and through which door. Borrowed text.
struct actor {
    struct text user; // key of the user, or "system"
    enum access_role role;
    enum access_scope scope;
    const char *via;    // "api", "cli", "import", "page", "system": kept in history
    struct text import; // key of the running import, or empty
    struct text person; // key of the person that the account stands for (or --as names), or empty
    struct text reason; // why it is done although it may be outside the person's role; or empty
};

// The local administrator: whoever can open the database file from the command line.
struct actor actor_system(const char *via);

// May the actor use the verb on a record of the resource that it owns or does not own? A creation owns what
// it makes. A token's scope narrows its user's role: read allows list and show, write everything but writing
// to resources with RESOURCE_ADMINISTERED (users, tokens) and settings.
bool permission_allows(const struct actor *actor, const struct resource *resource, enum verb verb, bool owns);

// Is there any record at all on which the actor could use the verb (its own ones)?
bool permission_allows_some(const struct actor *actor, const struct resource *resource, enum verb verb);

// The same for a stored record: looks at its owner, and at whether it is shared.
bool permission_allows_record(const struct actor *actor, const struct record *record, enum verb verb);

// May the actor change the workspace's settings?
bool permission_allows_settings(const struct actor *actor);

const char *access_role_name(enum access_role role);
bool access_role_parse(struct text name, enum access_role *ret_role);
const char *access_scope_name(enum access_scope scope);
bool access_scope_parse(struct text name, enum access_scope *ret_scope);
extern const struct choice_list access_roles;  // in the order of enum access_role
extern const struct choice_list access_scopes; // in the order of enum access_scope
const char *verb_name(enum verb verb);

#endif
