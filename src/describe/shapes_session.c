// SPDX-License-Identifier: Apache-2.0
// Members of the shapes about who is signed in, and how one could be.
#include "describe/shapes_session.h"

#include "access/oidc_account.h"
#include "model/permission.h"

const struct shape_member session_user_members[5] = {
    {"key", SHAPE_KEY, 0, NULL, NULL},
    {"name", SHAPE_TEXT, 0, NULL, NULL},
    {"email", SHAPE_TEXT, 0, NULL, NULL},
    {"role", SHAPE_CHOICE, 0, NULL, &access_roles},
    {"person", SHAPE_KEY, SHAPE_NULLABLE, NULL, NULL},
};

const struct shape_member session_workspace_members[1] = {{"name", SHAPE_TEXT, 0, NULL, NULL}};

const struct shape_member sign_in_refusal_members[2] = {
    {"code", SHAPE_CHOICE, 0, NULL, &oidc_refusals},
    {"sentence", SHAPE_TEXT, 0, NULL, NULL},
};

const struct shape_member single_sign_on_members[3] = {
    {"label", SHAPE_TEXT, 0, NULL, NULL},
    {"path", SHAPE_TEXT, 0, NULL, NULL},
    {"refusals", SHAPE_OBJECT, SHAPE_ARRAY, "SignInRefusal", NULL},
};

const struct shape_member session_members[4] = {
    {"user", SHAPE_OBJECT, SHAPE_NULLABLE, "SessionUser", NULL},
    {"setup", SHAPE_BOOLEAN, 0, NULL, NULL},
    {"workspace", SHAPE_OBJECT, 0, "SessionWorkspace", NULL},
    {"single_sign_on", SHAPE_OBJECT, SHAPE_NULLABLE, "SingleSignOn", NULL},
};
