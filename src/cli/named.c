// SPDX-License-Identifier: Apache-2.0
// What somebody named on a command line, found or refused with the nearest that there is.
#include "cli/named.h"

#include "base/closest.h"
#include "cli/report.h"
#include "people/person.h"
#include "work/resources.h"

const struct resource *named_resource(const struct invocation *invocation, const char *name)
{
    const struct registry *registry = tandem_registry();
    const struct resource *resource = registry_guess(registry, text_from(name));
    if (resource) return resource;
    struct closest closest;
    closest_init(&closest, text_from(name));
    for (size_t i = 0; i < registry->count; i++)
        closest_offer(&closest, registry->resources[i]->name);
    report_error(invocation->streams, "There is no resource \"%s\".", name);
    if (closest.best) {
        report_hint(invocation->streams, "Did you mean \"%s\"?", closest.best);
        return NULL;
    }
    struct buffer names;
    buffer_init(&names, 4096);
    for (size_t i = 0; i < registry->count; i++)
        buffer_print(&names, "%s%s", i ? ", " : "", registry->resources[i]->name);
    report_hint(invocation->streams, "There are: %.*s.", TEXT_PRINT(buffer_view(&names)));
    buffer_free(&names);
    return NULL;
}

bool named_key(const struct invocation *invocation, const char *name, struct text *ret_key)
{
    char *key = arena_text(invocation->arena, name, strlen(name));
    if (!key) return false;
    for (char *at = key; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    *ret_key = text_from(key);
    return key_is_shaped(*ret_key);
}

// Splits "field=value"; false after saying that it is not.
static bool split_value(
    const struct invocation *invocation, const char *operand, struct text *ret_name, struct text *ret_value)
{
    struct text whole = text_from(operand);
    size_t equals = text_find(whole, '=');
    if (equals == 0 || equals == whole.length) {
        (void)report_usage(invocation, "\"%s\" is not of the form field=value.", operand);
        return false;
    }
    *ret_name = (struct text){whole.data, equals};
    *ret_value = (struct text){whole.data + equals + 1, whole.length - equals - 1};
    return true;
}

static int no_such_field(const struct invocation *invocation, const char *whose, const struct field *fields,
    size_t count, struct text name)
{
    struct closest closest;
    closest_init(&closest, name);
    for (size_t i = 0; i < count; i++)
        closest_offer(&closest, fields[i].name);
    report_error(invocation->streams, "%s: there is no field \"%.*s\".", whose, TEXT_PRINT(name));
    struct buffer names;
    buffer_init(&names, 4096);
    for (size_t i = 0; i < count; i++) {
        if ((fields[i].flags & (FIELD_READ_ONLY | FIELD_COMPUTED)) == 0)
            buffer_print(&names, "%s%s", names.length ? ", " : "", fields[i].name);
    }
    if (closest.best)
        report_hint(invocation->streams, "Did you mean \"%s\"?", closest.best);
    else if (names.length)
        report_hint(invocation->streams, "There are: %.*s.", TEXT_PRINT(buffer_view(&names)));
    buffer_free(&names);
    return error_exit(ERROR_USAGE);
}

static int say_problems(
    const struct invocation *invocation, const struct problem_list *problems, struct text value)
{
    for (const struct problem *problem = problems->first; problem; problem = problem->next)
        report_error(invocation->streams, "%s=%.*s: %s", problem->field, TEXT_PRINT(value), problem->message);
    return error_exit(ERROR_INVALID);
}

int named_values(const struct invocation *invocation, const struct resource *resource, size_t first,
    struct record_input **ret_input)
{
    struct record_input *input = record_input_new(resource, invocation->arena);
    *ret_input = input;
    if (!input) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    int status = 0;
    for (size_t i = first; i < invocation->operand_count; i++) {
        struct text name, text;
        struct value value;
        struct problem_list problems;
        if (!split_value(invocation, invocation->operands[i], &name, &text)) return error_exit(ERROR_USAGE);
        if (text_is(name, "source") || text_is(name, "external_id")) {
            *(text_is(name, "source") ? &input->source : &input->external_id) = text;
            continue;
        }
        int field = resource_field(resource, name);
        if (field < 0)
            return no_such_field(
                invocation, resource->label_plural, resource->fields, resource->field_count, name);
        problem_list_init(&problems, invocation->arena);
        if (field_parse(&resource->fields[field], text, invocation->arena, &problems, &value))
            status = say_problems(invocation, &problems, text);
        record_input_set(input, (size_t)field, value);
    }
    return status;
}

int named_action_values(
    const struct invocation *invocation, const struct action *action, size_t first, struct value **ret_values)
{
    struct value *values = arena_array(invocation->arena, struct value, action->input_count + 1);
    *ret_values = values;
    if (!values) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    for (size_t i = first; i < invocation->operand_count; i++) {
        struct text name, text;
        struct problem_list problems;
        if (!split_value(invocation, invocation->operands[i], &name, &text)) return error_exit(ERROR_USAGE);
        size_t field = 0;
        while (field < action->input_count && !text_is(name, action->input_fields[field].name))
            field++;
        if (field == action->input_count)
            return no_such_field(invocation, action->label, action->input_fields, action->input_count, name);
        problem_list_init(&problems, invocation->arena);
        if (field_parse(&action->input_fields[field], text, invocation->arena, &problems, &values[field]))
            return say_problems(invocation, &problems, text);
    }
    return 0;
}

int named_record(const struct invocation *invocation, struct transaction *transaction,
    const struct actor *actor, const char *name, struct record **ret_record)
{
    const struct resource *resource;
    struct text key, current;
    if (!named_key(invocation, name, &key)) {
        report_error(invocation->streams, "\"%s\" is not a key.", name);
        report_hint(invocation->streams, "Keys look like PROD-12; \"tandem list products\" shows them.");
        return error_exit(ERROR_USAGE);
    }
    enum error error = record_resolve_key(transaction, key, invocation->arena, &resource, &current);
    if (!error) error = record_get(transaction, actor, resource, current, invocation->arena, ret_record);
    if (error != ERROR_NOT_FOUND) return error ? report_problems(invocation->streams, error, NULL) : 0;
    report_error(invocation->streams, "There is no record %.*s.", TEXT_PRINT(key));
    return error_exit(error);
}

int named_actor(const struct invocation *invocation, struct transaction *transaction, struct actor *ret_actor)
{
    struct actor actor = actor_system("cli");
    struct record *person = NULL;
    actor.reason = text_from(invocation->reason);
    if (actor.reason.length > NAMED_REASON_MAXIMUM || !text_is_utf8(actor.reason)) {
        report_error(
            invocation->streams, "--reason takes UTF-8 text of at most %d bytes.", NAMED_REASON_MAXIMUM);
        return error_exit(ERROR_USAGE);
    }
    if (invocation->as) {
        int status = named_record(invocation, transaction, &actor, invocation->as, &person);
        if (status) return status;
        if (!person || person->resource != &person_resource) {
            report_error(
                invocation->streams, "--as takes a person such as PERS-3; %s is no person.", invocation->as);
            return error_exit(ERROR_USAGE);
        }
        actor.person = person->key;
    }
    *ret_actor = actor;
    return 0;
}
