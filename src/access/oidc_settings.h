// SPDX-License-Identifier: Apache-2.0
// How the workspace signs people in through an OpenID provider: settings "oidc.…", written by administrators.
// The client's secret is not among them; it never reaches the database.
#ifndef TANDEM_ACCESS_OIDC_SETTINGS_H
#define TANDEM_ACCESS_OIDC_SETTINGS_H

#include "model/permission.h"
#include "store/store.h"

#define OIDC_ROLES_MAXIMUM 50     // groups that are mapped to roles
#define OIDC_ISSUER_MAXIMUM 500   // bytes
#define OIDC_SETTING_MAXIMUM 4000 // bytes

// Members of this group have at least this role.
struct oidc_role {
    struct text group;
    enum access_role role;
};

// *arena*
struct oidc_settings {
    struct text issuer;       // "https://login.example.com/realms/company"; empty: not configured
    struct text client_id;    // empty: not configured
    struct text scopes;       // "openid email profile"
    struct text groups_claim; // "groups"
    struct text label;        // of the button: "Sign in with Example"
    struct oidc_role roles[OIDC_ROLES_MAXIMUM];
    size_t role_count;
    bool has_default_role;
    enum access_role default_role; // for whoever is in no group that is mapped
    bool creates_accounts;         // at the first sign-in
    bool matches_email;            // takes over an account with the same verified e-mail address
};

// Reads the settings; what cannot be understood (it came from elsewhere) counts as not set.
enum error oidc_settings_load(
    struct transaction *transaction, struct arena *arena, struct oidc_settings *ret_settings) MUST_CHECK;

// Are issuer and client there?
bool oidc_settings_are_whole(const struct oidc_settings *settings);

// May the setting have this value? Empty: back to what comes with the program. Adds a problem to the name.
// ERROR_NOT_FOUND: there is no such setting.
enum error oidc_setting_accept(
    const char *name, struct text value, struct arena *arena, struct problem_list *problems) MUST_CHECK;

// The settings one by one, for showing them: name, and the value that holds when it is not set. NULL: no
// more.
const char *oidc_setting_name(size_t position);
const char *oidc_setting_default(size_t position);

#endif
