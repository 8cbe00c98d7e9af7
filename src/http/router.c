// SPDX-License-Identifier: Apache-2.0
// Matching of paths, segment by segment, before and after decoding.
#include "http/router.h"

#include "http/query_string.h"

#define SEGMENTS_MAXIMUM 8
#define BIT(method) (1U << (method))

struct path {
    struct text segments[SEGMENTS_MAXIMUM]; // decoded
    size_t count;
};

// "/api/v1/a/b" into a, b. Dots as segments are refused: nothing here has such a name, and a proxy would
// resolve them.
static enum error path_split(struct text path, struct arena *arena, struct path *ret_path)
{
    struct text rest = {path.data + 1, path.length - 1}, part;
    ret_path->count = 0;
    while (text_split(&rest, '/', &part)) {
        if (ret_path->count == SEGMENTS_MAXIMUM) return ERROR_NOT_FOUND;
        struct text *segment = &ret_path->segments[ret_path->count++];
        if (!percent_decode(part, false, arena, segment)) return ERROR_SYNTAX;
        if (text_is_empty(*segment) || text_is(*segment, ".") || text_is(*segment, ".."))
            return ERROR_NOT_FOUND;
    }
    return ERROR_NONE;
}

// Does a segment fit a pattern's, such as "export" or "{resource}.csv"? What stands for the name goes to
// ret_part.
static bool segment_matches(struct text pattern, struct text segment, struct text *ret_part)
{
    if (text_is_empty(pattern) || pattern.data[0] != '{') return text_equal(pattern, segment);
    size_t end = text_find(pattern, '}') + 1;
    struct text suffix = {pattern.data + end, pattern.length - end};
    if (segment.length <= suffix.length) return false;
    size_t length = segment.length - suffix.length;
    if (!text_equal((struct text){segment.data + length, suffix.length}, suffix)) return false;
    *ret_part = (struct text){segment.data, length};
    return true;
}

static bool endpoint_matches(const struct endpoint *endpoint, const struct path *path, struct text *parts)
{
    struct text rest = text_from(endpoint->path + 1), pattern;
    size_t index = 0, part = 0;
    while (text_split(&rest, '/', &pattern)) {
        struct text found = TEXT("");
        if (index == path->count || !segment_matches(pattern, path->segments[index], &found)) return false;
        if (pattern.length && pattern.data[0] == '{' && part < ROUTE_PARTS_MAXIMUM) parts[part++] = found;
        index++;
    }
    return index == path->count;
}

// Finds the endpoint; an address without names in it wins over one with ("imports/preview" over
// "imports/{key}").
static void endpoints_match(enum method method, const struct path *path, struct route *route)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        struct text parts[ROUTE_PARTS_MAXIMUM] = {TEXT(""), TEXT("")};
        if (!endpoint_matches(&endpoints[i], path, parts)) continue;
        enum method its = method_parse(endpoints[i].method);
        route->methods |= BIT(its);
        if (its != method || route->endpoint) continue;
        route->kind = ROUTE_ENDPOINT;
        route->endpoint = &endpoints[i];
        memcpy(route->parts, parts, sizeof parts);
    }
}

static void take(struct route *route, enum method method, enum method its, enum route_kind kind)
{
    route->methods |= BIT(its);
    if (its == method && !route->endpoint) route->kind = kind;
}

// The routes that every resource has. True when the path belongs to one.
static bool resource_match(
    const struct registry *registry, enum method method, const struct path *path, struct route *route)
{
    if (path->count < 3) return false;
    const struct resource *resource = registry_find(registry, path->segments[2]);
    if (!resource || !text_is(path->segments[2], resource->name)) return false;
    bool is_writable = !(resource->flags & (RESOURCE_READ_ONLY | RESOURCE_LOG));
    const struct text *rest = path->segments + 3;
    size_t count = path->count - 3;
    const struct action *action = count == 2 ? resource_action(resource, rest[1]) : NULL;
    bool is_log = (resource->flags & RESOURCE_LOG) != 0;
    bool is_external = count == 3 && text_is(rest[0], "by-external") && !is_log;
    bool is_record = count == 1 && !is_log;
    if (count != 0 && !is_record && !action && !is_external) return false;
    if (count == 0) {
        take(route, method, METHOD_GET, ROUTE_LIST);
        if (is_writable) take(route, method, METHOD_POST, ROUTE_CREATE);
    } else if (is_record) {
        take(route, method, METHOD_GET, ROUTE_SHOW);
        if (is_writable) take(route, method, METHOD_PATCH, ROUTE_UPDATE);
        if (is_writable) take(route, method, METHOD_DELETE, ROUTE_DELETE);
    } else if (is_external) {
        take(route, method, METHOD_GET, ROUTE_SHOW_EXTERNAL);
        if (is_writable && !endpoint_creates(resource)) take(route, method, METHOD_PUT, ROUTE_UPSERT);
    } else {
        take(route, method, METHOD_POST, ROUTE_ACT);
    }
    if (route->endpoint) return true;
    route->resource = resource;
    route->action = action;
    for (size_t i = 0; i < ROUTE_PARTS_MAXIMUM; i++) {
        size_t from = is_external ? i + 1 : i;
        route->parts[i] = from < count ? rest[from] : TEXT("");
    }
    return true;
}

enum error router_find(const struct registry *registry, enum method method, struct text path,
    struct arena *arena, struct route *ret_route)
{
    *ret_route = (struct route){.kind = ROUTE_PAGE};
    bool is_api = text_prefix(path, TEXT("/api/")) || text_is(path, "/api") || text_is(path, "/healthz");
    if (!is_api) {
        ret_route->methods = BIT(METHOD_GET) | BIT(METHOD_HEAD) | BIT(METHOD_OPTIONS);
        return ret_route->methods & BIT(method) ? ERROR_NONE : ERROR_METHOD;
    }
    struct path split;
    enum error error = path_split(path, arena, &split);
    if (error) return error;
    if (method == METHOD_HEAD) method = METHOD_GET;
    endpoints_match(method, &split, ret_route);
    bool is_versioned = text_prefix(path, TEXT("/api/v1/"));
    bool is_resource = is_versioned && resource_match(registry, method, &split, ret_route);
    if (!ret_route->methods && !is_resource) return ERROR_NOT_FOUND;
    bool is_found = (ret_route->methods & BIT(method)) != 0;
    if (ret_route->methods & BIT(METHOD_GET)) ret_route->methods |= BIT(METHOD_HEAD);
    ret_route->methods |= BIT(METHOD_OPTIONS);
    return is_found || method == METHOD_OPTIONS ? ERROR_NONE : ERROR_METHOD;
}

const char *router_allow(unsigned methods, struct arena *arena)
{
    const char *allow = "";
    for (enum method method = 0; method < METHOD_OTHER; method++)
        if (allow && methods & BIT(method))
            allow = arena_print(arena, "%s%s%s", allow, *allow ? ", " : "", method_name(method));
    return allow;
}
