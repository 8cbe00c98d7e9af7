// SPDX-License-Identifier: Apache-2.0
// From method and path to what is meant: a row of the registry with a verb, or a row of the table of
// endpoints. 404 and 405 are decided by these tables alone.
#ifndef TANDEM_HTTP_ROUTER_H
#define TANDEM_HTTP_ROUTER_H

#include "http/http.h"
#include "model/registry.h"
#include "work/endpoints.h"

enum route_kind {
    ROUTE_PAGE,     // not the API's: a file of the page
    ROUTE_ENDPOINT, // `endpoint`, with what stands for the names in its path in `parts`
    ROUTE_LIST,     // /products
    ROUTE_CREATE,
    ROUTE_SHOW, // /products/{key}: parts[0]
    ROUTE_UPDATE,
    ROUTE_DELETE,
    ROUTE_SHOW_EXTERNAL, // /products/by-external/{source}/{id}: parts[0], parts[1]
    ROUTE_UPSERT,
    ROUTE_ACT, // /maps/{key}/{action}: parts[0], `action`
};

#define ROUTE_PARTS_MAXIMUM 2

struct route {
    enum route_kind kind;
    const struct endpoint *endpoint;
    const struct resource *resource;
    const struct action *action;
    struct text parts[ROUTE_PARTS_MAXIMUM]; // decoded; *borrowed* from the path or in the arena
    unsigned methods; // bits 1 << enum method that the address takes, also on ERROR_METHOD
};

// ERROR_NOT_FOUND, ERROR_METHOD (methods says which there are), ERROR_SYNTAX (malformed encoding). HEAD is
// GET.
enum error router_find(const struct registry *registry, enum method method, struct text path,
    struct arena *arena, struct route *ret_route) MUST_CHECK;

// "GET, HEAD, POST" for the header Allow. *arena*
const char *router_allow(unsigned methods, struct arena *arena);

#endif
