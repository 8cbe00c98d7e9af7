// SPDX-License-Identifier: Apache-2.0
// The settings of the workspace: its name, the prefixes of keys, single sign-on, severities and parameters of
// the check.
#include "access/oidc_settings.h"
#include "check/check.h"
#include "check/rule.h"
#include "http/handlers.h"
#include "http/service.h"
#include "store/schema.h"
#include "work/mail.h"

#define NAME_MAXIMUM 200 // bytes
#define SETTINGS_MAXIMUM 200

// A setting that a request wants to change; empty value: back to what comes with the program.
struct wish {
    const char *name;
    struct text value;
};

struct wishes {
    struct call *call;
    struct wish list[SETTINGS_MAXIMUM];
    size_t count;
};

static void write_setting(struct json_writer *writer, struct arena *arena, const char *format, ...)
    PRINTF_CHECKED(3, 4);
static void write_setting(struct json_writer *writer, struct arena *arena, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *name = arena_print_list(arena, format, values);
    va_end(values);
    json_write_key(writer, name ? name : "");
}

static enum error write_prefixes(
    struct call *call, struct transaction *transaction, struct json_writer *writer)
{
    const struct registry *registry = store_registry(call->service->store);
    struct arena *arena = call->request->arena;
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (!*resource->prefix) continue;
        const char *name = arena_print(arena, "prefix.%s", resource->name);
        struct text prefix;
        enum error error = name ? setting_get(transaction, name, arena, &prefix) : ERROR_MEMORY;
        if (error) return error;
        json_write_key(writer, name);
        json_write_text(writer, text_is_empty(prefix) ? text_from(resource->prefix) : prefix);
    }
    return ERROR_NONE;
}

static enum error write_oidc(struct call *call, struct transaction *transaction, struct json_writer *writer)
{
    for (size_t i = 0; oidc_setting_name(i); i++) {
        struct text value;
        enum error error = setting_get(transaction, oidc_setting_name(i), call->request->arena, &value);
        if (error) return error;
        json_write_key(writer, oidc_setting_name(i));
        json_write_text(writer, text_is_empty(value) ? text_from(oidc_setting_default(i)) : value);
    }
    return ERROR_NONE;
}

static enum error write_mail(struct call *call, struct transaction *transaction, struct json_writer *writer)
{
    for (size_t i = 0; mail_setting_name(i); i++) {
        struct text value;
        enum error error = setting_get(transaction, mail_setting_name(i), call->request->arena, &value);
        if (error) return error;
        json_write_key(writer, mail_setting_name(i));
        json_write_text(writer, text_is_empty(value) ? text_from(mail_setting_default(i)) : value);
    }
    return ERROR_NONE;
}

static void write_rule(const struct check_settings *settings, const struct check_rule *rule,
    struct arena *arena, struct json_writer *writer)
{
    write_setting(writer, arena, "check.%s.severity", rule->identifier);
    json_write_string(writer, check_severity_code(check_rule_severity(settings, rule)));
    for (size_t i = 0; i < rule->parameter_count; i++) {
        int32_t value = check_rule_value(settings, rule, i);
        write_setting(writer, arena, "check.%s.%s", rule->identifier, rule->parameters[i].name);
        if (rule->parameters[i].is_severity)
            json_write_string(writer, check_severity_code((enum check_severity)value));
        else
            json_write_integer(writer, value);
    }
}

static enum error settings_write(struct call *call)
{
    struct arena *arena = call->request->arena;
    struct transaction *transaction = NULL;
    struct check_settings settings;
    struct text name;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = setting_get(transaction, "workspace_name", arena, &name);
    if (!error) error = check_settings_load(transaction, &settings);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "workspace_name");
    json_write_text(&writer, name);
    error = write_prefixes(call, transaction, &writer);
    if (!error) error = write_oidc(call, transaction, &writer);
    if (!error) error = write_mail(call, transaction, &writer);
    for (size_t i = 0; i < check_rule_count(); i++)
        write_rule(&settings, check_rule_at(i), arena, &writer);
    json_write_object_end(&writer);
    return error ? error : call_json_finish(call, &writer);
}

enum error settings_show_route(struct call *call)
{
    enum error error = call_expect_taken(call, NULL);
    return error ? error : settings_write(call);
}

static bool is_prefix(struct text text)
{
    if (text.length < 2 || text.length > 8) return false;
    for (size_t i = 0; i < text.length; i++) {
        bool is_letter = text.data[i] >= 'A' && text.data[i] <= 'Z';
        bool is_digit = text.data[i] >= '0' && text.data[i] <= '9';
        if (!is_letter && !(is_digit && i > 0)) return false;
    }
    return true;
}

static void prefix_accept(struct call *call, const char *name, struct text value)
{
    const struct registry *registry = store_registry(call->service->store);
    struct text resource_name = text_from(name + strlen("prefix."));
    const struct resource *resource = registry_find(registry, resource_name);
    if (!resource || !*resource->prefix || !text_is(resource_name, resource->name)) {
        problem_add(&call->problems, name, "There is no such setting.");
        return;
    }
    if (!text_is_empty(value) && !is_prefix(value))
        problem_add(&call->problems, name, "has to be 2 to 8 capital letters and digits, a letter first.");
    for (size_t i = 0; i < registry->count; i++) {
        if (registry->resources[i] != resource && text_is(value, registry->resources[i]->prefix))
            problem_add(&call->problems, name, "is the prefix of %s.", registry->resources[i]->name);
    }
}

static void wish_accept(struct call *call, const struct wish *wish)
{
    if (strcmp(wish->name, "workspace_name") == 0) {
        if (text_is_empty(wish->value) || wish->value.length > NAME_MAXIMUM)
            problem_add(&call->problems, wish->name, "has to have 1 to %d bytes.", NAME_MAXIMUM);
    } else if (strncmp(wish->name, "prefix.", strlen("prefix.")) == 0) {
        prefix_accept(call, wish->name, wish->value);
    } else if (strncmp(wish->name, "mail.", strlen("mail.")) == 0 ||
               strcmp(wish->name, "server.address") == 0) {
        if (mail_setting_accept(wish->name, wish->value, &call->problems) == ERROR_NOT_FOUND)
            problem_add(&call->problems, wish->name, "There is no such setting.");
    } else if (strncmp(wish->name, "oidc.", strlen("oidc.")) == 0) {
        if (oidc_setting_accept(wish->name, wish->value, call->request->arena, &call->problems) ==
            ERROR_NOT_FOUND)
            problem_add(&call->problems, wish->name, "There is no such setting.");
    } else if (check_setting_accept(text_from(wish->name), wish->value, &call->problems) == ERROR_NOT_FOUND) {
        problem_add(&call->problems, wish->name, "There is no such setting.");
    }
}

// Numbers may be numbers or texts; null goes back to what comes with the program.
static void wish_read(struct wishes *wishes, const struct json_value *member)
{
    struct call *call = wishes->call;
    struct arena *arena = call->request->arena;
    struct text value = TEXT("");
    int64_t number = 0;
    enum json_kind kind = json_value_kind(member);
    if (kind == JSON_KIND_INTEGER) {
        if (!json_value_read_integer(member, INT64_MIN, INT64_MAX, &call->problems, &number)) return;
        value = text_from(arena_print(arena, "%lld", (long long)number));
    } else if (kind != JSON_KIND_NULL && !json_value_read_text(member, &call->problems, &value)) {
        return;
    }
    const char *name = text_copy(text_from(member->name), arena);
    if (!name || wishes->count == SETTINGS_MAXIMUM) {
        problem_add(&call->problems, member->name, "At most %d settings at once.", SETTINGS_MAXIMUM);
        return;
    }
    struct wish *wish = &wishes->list[wishes->count++];
    *wish = (struct wish){name, text_trim(value)};
    wish_accept(call, wish);
}

static enum error wishes_write(struct transaction *transaction, void *closure)
{
    const struct wishes *wishes = closure;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < wishes->count && !error; i++)
        error = setting_set(transaction, &wishes->call->actor, wishes->list[i].name, wishes->list[i].value);
    return error;
}

enum error settings_update_route(struct call *call)
{
    struct json_value root, member;
    struct wishes *wishes = arena_object(call->request->arena, struct wishes);
    if (!wishes) return ERROR_MEMORY;
    wishes->call = call;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (!error && !json_value_expect(&root, JSON_KIND_OBJECT, &call->problems)) error = ERROR_INVALID;
    if (error) return error;
    void *iterator = NULL;
    while (json_value_next(&root, &iterator, &member))
        wish_read(wishes, &member);
    if (call->problems.count) return ERROR_INVALID;
    error = store_write(call->service->store, wishes_write, wishes);
    return error ? error : settings_write(call);
}
