// SPDX-License-Identifier: Apache-2.0
// Who may do what, as text: a widened right is a line that a review sees.
#include "describe/describe.h"
#include "work/endpoints.h"

// What the role may do with the verb, asked of the function that decides.
static const char *right(const struct resource *resource, enum access_role role, enum verb verb)
{
    const struct actor actor = {
        .user = TEXT("USER-1"), .role = role, .scope = SCOPE_ADMINISTER, .via = "api"};
    if (permission_allows(&actor, resource, verb, false)) return "all";
    return permission_allows(&actor, resource, verb, true) ? "own" : "-";
}

static const char *owner(const struct resource *resource)
{
    if (resource->owner_field == OWNER_SELF) return "the user itself";
    if (resource->owner_field == OWNER_CREATOR) return "who created it";
    return resource->fields[resource->owner_field].name;
}

static void write_resource(const struct resource *resource, struct buffer *output)
{
    buffer_print(output, "\n%-16s", resource->name);
    for (int verb = 0; verb < VERB_COUNT; verb++)
        buffer_print(output, " %-6s", verb_name((enum verb)verb));
    buffer_character(output, '\n');
    bool has_own = false;
    for (int role = ACCESS_ROLE_COUNT - 1; role >= 0; role--) {
        buffer_print(output, "  %-14s", access_role_name((enum access_role)role));
        for (int verb = 0; verb < VERB_COUNT; verb++) {
            const char *is_allowed = right(resource, (enum access_role)role, (enum verb)verb);
            has_own = has_own || strcmp(is_allowed, "own") == 0;
            buffer_print(output, " %-6s", is_allowed);
        }
        buffer_character(output, '\n');
    }
    if (has_own) buffer_print(output, "  own: %s\n", owner(resource));
    if (resource->shared_field >= 0) {
        buffer_print(output, "  read by all when: %s\n", resource->fields[resource->shared_field].name);
    }
    if (resource->flags & RESOURCE_ADMINISTERED)
        buffer_string(output, "  writing by token: scope administer\n");
    if (resource->flags & RESOURCE_READ_ONLY) buffer_string(output, "  no plain create, update, delete\n");
    for (size_t i = 0; i < resource->action_count; i++) {
        buffer_print(output, "  act: %s\n", resource->actions[i].name);
    }
}

static void write_hidden(const struct resource *resource, struct buffer *output)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        if (!field->hidden_from) continue;
        buffer_print(output, "  %s.%s: hidden from", resource->name, field->name);
        for (unsigned role = 0; role < ACCESS_ROLE_COUNT; role++) {
            if (field_is_hidden(field, role))
                buffer_print(output, " %s", access_role_name((enum access_role)role));
        }
        buffer_character(output, '\n');
    }
}

static void write_endpoint(const struct endpoint *endpoint, struct buffer *output)
{
    buffer_print(output, "  %-6s %-36s ", endpoint->method, endpoint->path);
    switch (endpoint->access) {
    case ENDPOINT_FOR_ANYBODY: buffer_string(output, "anybody"); break;
    case ENDPOINT_FOR_USERS: buffer_string(output, "signed in"); break;
    case ENDPOINT_FOR_SESSIONS: buffer_string(output, "signed in, not by token"); break;
    case ENDPOINT_FOR_SETTINGS: buffer_string(output, "administrator, scope administer"); break;
    case ENDPOINT_BY_PERMISSION:
        buffer_print(output, "%s %s", verb_name(endpoint->verb), endpoint->resource);
        break;
    }
    buffer_character(output, '\n');
}

void describe_permissions(const struct registry *registry, struct buffer *output)
{
    buffer_string(output,
        "Who may do what. all: on every record; own: on their own records; -: not at all.\n"
        "A token narrows its user: scope read to list and show; scope write to all but writing\n"
        "where it says so, and settings; scope administer not at all.\n");
    for (size_t i = 0; i < registry->count; i++)
        write_resource(registry->resources[i], output);
    buffer_string(output, "\nFields\n");
    for (size_t i = 0; i < registry->count; i++)
        write_hidden(registry->resources[i], output);
    buffer_string(output, "\nEndpoints\n");
    for (size_t i = 0; i < ENDPOINT_COUNT; i++)
        write_endpoint(&endpoints[i], output);
}
