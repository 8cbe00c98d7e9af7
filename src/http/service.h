// SPDX-License-Identifier: Apache-2.0
// What lives as long as the service runs. Private to src/http.
#ifndef TANDEM_HTTP_SERVICE_H
#define TANDEM_HTTP_SERVICE_H

#include "access/identity.h"
#include "access/throttle.h"
#include "http/assets.h"
#include "http/lane.h"
#include "http/rate.h"
#include "http/serve.h"
#include "work/oidc_provider.h"

struct events;
struct reply_cache;
struct study_worker;

struct service {
    struct store *store;
    struct serve_options options;
    struct server *server;
    const struct identity_provider *identity;
    struct throttle *throttle;
    struct oidc_provider *oidc;   // what is known of the provider of single sign-on
    struct rate_limiter *rates;   // NULL: unlimited
    struct lane_pool *background; // one thread for what nobody waits for
    struct assets *assets;
    struct events *events;
    struct study_worker *studies; // works once the server is confined
    struct reply_cache *replies;
};

// Writes soon, not now, that a session or token was used.
void service_touch(struct service *service, struct text credential, bool is_session);

#endif
