// SPDX-License-Identifier: Apache-2.0
// tandem set, act and delete: records created, changed, moved to another state, and deleted.
#include "cli/commands.h"

#include "base/closest.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "format/record_json.h"

enum change_kind { CHANGE_CREATE, CHANGE_UPDATE, CHANGE_ACT, CHANGE_DELETE };

struct change {
    enum change_kind kind;
    struct arena *arena;
    struct actor actor;
    struct problem_list problems;
    const struct resource *resource;
    struct text key;
    const struct record_input *input;
    const struct action *action;
    const struct value *values;
    struct record *record;
    bool changed;
};

static enum error write_change(struct transaction *transaction, void *closure)
{
    struct change *change = closure;
    const struct actor *actor = &change->actor;
    problem_list_init(&change->problems, change->arena); // the write may be run again
    change->changed = true;
    switch (change->kind) {
    case CHANGE_CREATE:
        return record_create(
            transaction, actor, change->input, change->arena, &change->problems, &change->record);
    case CHANGE_UPDATE:
        return record_update(transaction, actor, change->key, 0, change->input, change->arena,
            &change->problems, &change->record, &change->changed);
    case CHANGE_ACT:
        return record_act(transaction, actor, change->resource, change->key, change->action, change->values,
            0, change->arena, &change->problems, &change->record);
    case CHANGE_DELETE:
        return record_delete(
            transaction, actor, change->resource, change->key, 0, change->arena, &change->problems);
    }
    return ERROR_INTERNAL;
}

static int print_change(const struct invocation *invocation, const struct change *change)
{
    static const char *const verbs[] = {"Created", "Changed", "Changed", "Deleted"};
    if (invocation->json && change->kind != CHANGE_DELETE) {
        struct document document;
        record_json_write(change->record, NULL, document_begin(&document));
        return document_end(&document, invocation);
    }
    if (invocation->json) return 0;
    struct text key = change->kind == CHANGE_DELETE ? change->key : change->record->key;
    (void)fprintf(invocation->streams->output, "%s %.*s%s\n",
        change->changed ? verbs[change->kind] : "Unchanged:", TEXT_PRINT(key),
        change->changed ? "." : " is so already.");
    return 0;
}

static int apply_change(const struct invocation *invocation, struct store *store, struct change *change)
{
    struct transaction *transaction = NULL;
    change->arena = invocation->arena;
    enum error error = store_read(store, &transaction);
    int status = error ? report_problems(invocation->streams, error, NULL)
                       : named_actor(invocation, transaction, &change->actor);
    transaction_end(transaction);
    if (status) return status;
    error = store_write(store, write_change, change);
    if (error) return report_problems(invocation->streams, error, &change->problems);
    return print_change(invocation, change);
}

// The resource and current key of a record, in a transaction of its own.
static int find_record(const struct invocation *invocation, struct store *store, struct change *change)
{
    struct transaction *transaction = NULL;
    struct record *record = NULL;
    const struct actor actor = actor_system("cli");
    enum error error = store_read(store, &transaction);
    int status =
        error ? report_problems(invocation->streams, error, NULL)
              : named_record(invocation, transaction, &actor, invocation_operand(invocation, 0), &record);
    transaction_end(transaction);
    if (status || !record) return status;
    change->resource = record->resource;
    change->key = record->key;
    return 0;
}

// What the program writes by itself is nobody's to set.
static int refuse_read_only(const struct invocation *invocation, const struct resource *resource)
{
    if (!resource || (resource->flags & (RESOURCE_READ_ONLY | RESOURCE_LOG)) == 0) return 0;
    report_error(invocation->streams, "%s: only Tandem itself writes these.", resource->label_plural);
    return error_exit(ERROR_INVALID);
}

static int run_set(struct invocation *invocation)
{
    const char *target = invocation_operand(invocation, 0);
    struct change change = {.kind = CHANGE_CREATE};
    struct record_input *input = NULL;
    struct store *store = NULL;
    int status = 0;
    if (named_key(invocation, target, &change.key))
        change.kind = CHANGE_UPDATE;
    else if (!(change.resource = named_resource(invocation, target)))
        return error_exit(ERROR_USAGE);
    status = database_open_usual(invocation, &store);
    if (!status && change.kind == CHANGE_UPDATE) status = find_record(invocation, store, &change);
    if (!status) status = refuse_read_only(invocation, change.resource);
    if (!status) status = named_values(invocation, change.resource, 1, &input);
    change.input = input;
    if (!status) status = apply_change(invocation, store, &change);
    store = store_close(store);
    return status;
}

static int run_act(struct invocation *invocation)
{
    struct change change = {.kind = CHANGE_ACT};
    struct store *store;
    struct value *values = NULL;
    int status = database_open_usual(invocation, &store);
    if (!status) status = find_record(invocation, store, &change);
    const char *name = invocation_operand(invocation, 1);
    if (!status && change.resource) change.action = resource_action(change.resource, text_from(name));
    if (!status && change.resource && !change.action) {
        struct closest closest;
        closest_init(&closest, text_from(name));
        report_error(invocation->streams, "%s have no action \"%s\".", change.resource->label_plural, name);
        for (size_t i = 0; i < change.resource->action_count; i++)
            closest_offer(&closest, change.resource->actions[i].name);
        if (closest.best) report_hint(invocation->streams, "Did you mean \"%s\"?", closest.best);
        status = error_exit(ERROR_USAGE);
    }
    if (!status) status = named_action_values(invocation, change.action, 2, &values);
    change.values = values;
    if (!status) status = apply_change(invocation, store, &change);
    store = store_close(store);
    return status;
}

static int run_delete(struct invocation *invocation)
{
    struct change change = {.kind = CHANGE_DELETE};
    struct store *store;
    int status = database_open_usual(invocation, &store);
    if (!status) status = find_record(invocation, store, &change);
    if (!status) status = refuse_read_only(invocation, change.resource);
    if (!status) status = apply_change(invocation, store, &change);
    store = store_close(store);
    return status;
}

static const struct operand set_operands[] = {
    {.name = "TARGET",
        .help = "A key (PROD-12) to change that record, or a resource (products) to create one.",
        .kind = ARGUMENT_RESOURCE},
    {.name = "FIELD=VALUE",
        .help = "What to set. References take keys, sets take codes with commas; nothing after = clears the "
                "field.",
        .repeats = true},
};

static const struct example set_examples[] = {
    {"tandem set products name=\"Trim Desk\" line=LINE-2 stage=plan", "Creates a product."},
    {"tandem set PROD-12 stage=launch launch_on=2026-11-02", "Changes one."},
    {"tandem set assignments person=PERS-14 role=product_manager scope=LINE-1 share=100",
        "Gives a person a role over a line."},
    {"tandem set PROD-12 website=", "Clears a field."},
};

const struct command command_set = {
    .name = "set",
    .summary = "Create a record, or change one",
    .description = "Setting what is there already changes nothing and leaves no trace in the history.",
    .common = COMMON_DATABASE | COMMON_JSON | COMMON_ACTING,
    .operands = set_operands,
    .operand_count = COUNT_OF(set_operands),
    .examples = set_examples,
    .example_count = COUNT_OF(set_examples),
    .run = run_set,
};

static const struct operand act_operands[] = {
    {.name = "KEY", .help = "The record's key."},
    {.name = "ACTION", .help = "The action's name, such as put_in_force."},
    {.name = "FIELD=VALUE", .help = "What the action takes.", .optional = true, .repeats = true},
};

static const struct example act_examples[] = {
    {"tandem act MAP-2 put_in_force", "Makes a map the one that decides, from today."},
    {"tandem act MAP-2 put_in_force in_force_on=2027-01-01", "The same, with the day on which it begins."},
};

const struct command command_act = {
    .name = "act",
    .summary = "Run an action of a record",
    .description =
        "Actions are the changes of state that mean something, such as putting a map in force; a plain "
        "change cannot make them.",
    .common = COMMON_DATABASE | COMMON_JSON | COMMON_ACTING,
    .operands = act_operands,
    .operand_count = COUNT_OF(act_operands),
    .examples = act_examples,
    .example_count = COUNT_OF(act_examples),
    .run = run_act,
};

static const struct operand delete_operands[] = {
    {.name = "KEY", .help = "The record's key."},
};

static const struct example delete_examples[] = {
    {"tandem delete ASGN-31", "Deletes an assignment that was a mistake."},
};

const struct command command_delete = {
    .name = "delete",
    .summary = "Delete a record",
    .description =
        "A record that others refer to is not deleted; the refusal names them. The history of a deleted "
        "record stays.",
    .common = COMMON_DATABASE | COMMON_JSON | COMMON_ACTING,
    .operands = delete_operands,
    .operand_count = COUNT_OF(delete_operands),
    .examples = delete_examples,
    .example_count = COUNT_OF(delete_examples),
    .run = run_delete,
};
