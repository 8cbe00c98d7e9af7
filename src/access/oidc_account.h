// SPDX-License-Identifier: Apache-2.0
// From what an OpenID provider says about somebody to an account that may come in, or a refusal.
#ifndef TANDEM_ACCESS_OIDC_ACCOUNT_H
#define TANDEM_ACCESS_OIDC_ACCOUNT_H

#include "access/account.h"
#include "access/oidc_settings.h"
#include "format/json_reader.h"

// Why somebody is not let in; as in the choice list oidc_refusals, whose codes come back to the page and
// whose labels are the sentences that it shows.
enum oidc_refusal {
    OIDC_REFUSED_CONFIGURATION,
    OIDC_REFUSED_UNREACHABLE,
    OIDC_REFUSED_EXPIRED,
    OIDC_REFUSED_PROVIDER,
    OIDC_REFUSED_TOKEN,
    OIDC_REFUSED_ROLE,
    OIDC_REFUSED_ACCOUNT,
    OIDC_REFUSED_EMAIL,
    OIDC_REFUSED_TAKEN,
    OIDC_REFUSED_DISABLED,
    OIDC_REFUSED_RATE,
    OIDC_REFUSED_BUSY,
    OIDC_REFUSAL_COUNT
};
extern const struct choice_list oidc_refusals;

#define OIDC_GROUPS_MAXIMUM 1000

// Whom the provider speaks of. *arena*
struct oidc_claims {
    struct text subject;
    struct text email; // empty: none said
    struct text name;
    bool email_is_verified;
    bool email_is_unverified; // said to be so; else nothing is known
    bool has_groups;          // the claim was there
    struct text groups[OIDC_GROUPS_MAXIMUM];
    size_t group_count; // further ones are not looked at
};

// Reads what a token or the provider's page about the user (userinfo) says, and adds it to what is known:
// what is there already stays.
enum error oidc_claims_read(const struct json_value *given, const struct oidc_settings *settings,
    struct arena *arena, struct oidc_claims *claims) MUST_CHECK;

// The role that the groups give, the highest where several do; without any the default one. False: none.
bool oidc_role_of(
    const struct oidc_settings *settings, const struct oidc_claims *claims, enum access_role *ret_role);

// Inside a write transaction: finds the account of the subject, or takes over the one with the same verified
// e-mail address, or makes one, as the settings allow; and brings its role up to date where groups are mapped
// to roles. The last administrator stays one. ERROR_FORBIDDEN: refused, *ret_refusal says why.
enum error oidc_account_enter(struct transaction *transaction, const struct oidc_settings *settings,
    const struct oidc_claims *claims, struct arena *arena, struct account *ret_account,
    enum oidc_refusal *ret_refusal) MUST_CHECK;

extern const struct statement_list oidc_account_statements;

#endif
