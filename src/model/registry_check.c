// SPDX-License-Identifier: Apache-2.0
// The check that resources make sense, alone and together; run at start and by a test.
#include "model/registry.h"

// One fault a line: "products.stage: the help must end in a period".
static void fault(struct buffer *faults, const struct resource *resource, const char *field, const char *text)
{
    buffer_print(faults, "%s%s%s: %s\n", resource->name ? resource->name : "(unnamed)", field ? "." : "",
        field ? field : "", text);
}

static bool is_name(const char *name, char joint)
{
    if (!name || name[0] < 'a' || name[0] > 'z') return false;
    for (size_t i = 1; name[i]; i++) {
        bool is_letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9');
        bool is_joint = name[i] == joint && name[i - 1] != joint && name[i + 1] != '\0';
        if (!is_letter && !is_joint) return false;
    }
    return true;
}

static bool is_prefix(const char *prefix)
{
    size_t length = strlen(prefix);
    if (length < 2 || length > 8 || prefix[0] < 'A' || prefix[0] > 'Z') return false;
    for (size_t i = 1; i < length; i++) {
        if (!(prefix[i] >= 'A' && prefix[i] <= 'Z') && !(prefix[i] >= '0' && prefix[i] <= '9')) return false;
    }
    return true;
}

// Words that neither database takes as a plain name. "user" is missing on purpose: the word is worth the
// quotes.
static bool is_keyword(const char *name)
{
    static const char *const words[] = {"add", "all", "alter", "analyse", "analyze", "and", "any", "array",
        "as", "asc", "authorization", "between", "both", "case", "cast", "check", "collate", "collation",
        "column", "commit", "concurrently", "constraint", "create", "cross", "current_date", "current_time",
        "current_timestamp", "current_user", "default", "deferrable", "delete", "desc", "distinct", "do",
        "drop", "else", "end", "escape", "except", "exists", "false", "fetch", "for", "foreign", "freeze",
        "from", "full", "grant", "group", "having", "ilike", "in", "index", "initially", "inner", "insert",
        "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit",
        "localtime", "natural", "not", "nothing", "notnull", "null", "offset", "on", "only", "or", "order",
        "outer", "overlaps", "placing", "primary", "references", "returning", "right", "select",
        "session_user", "set", "similar", "some", "symmetric", "table", "tablesample", "then", "to",
        "trailing", "transaction", "true", "union", "unique", "update", "using", "values", "variadic",
        "verbose", "when", "where", "window", "with"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], name) == 0) return true;
    }
    return false;
}

static bool is_system_name(const char *name)
{
    static const char *const names[] = {"key", "source", "external_id", "created_at", "created_by",
        "changed_at", "changed_by", "version", "limit", "cursor", "sort", "fields", "q", "count"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) return true;
    }
    return false;
}

static bool is_sentence(const char *help)
{
    return help && help[0] && help[strlen(help) - 1] == '.';
}

static bool is_among(const struct field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].name && strcmp(fields[i].name, name) == 0) return true;
    }
    return false;
}

static void check_choices(const struct resource *resource, const struct field *field, struct buffer *faults)
{
    bool has_choices = field->type == FIELD_CHOICE || field->type == FIELD_CHOICES;
    const struct choice_list *list = field->choices;
    if (!has_choices) {
        if (list || field->default_code)
            fault(faults, resource, field->name, "only choices have a list and a default");
        return;
    }
    if (!list || list->count == 0) {
        fault(faults, resource, field->name, "the list of choices is empty");
        return;
    }
    if (list->count > 64) fault(faults, resource, field->name, "a list holds at most 64 choices");
    if (!is_name(list->name, '_')) fault(faults, resource, field->name, "the list of choices needs a name");
    for (size_t i = 0; i < list->count; i++) {
        const struct choice *choice = &list->choices[i];
        if (!is_name(choice->code, '_')) {
            fault(faults, resource, field->name, "a choice's code must be lower_snake_case");
        } else if (choice_index(list, text_from(choice->code)) != (int)i) {
            fault(faults, resource, field->name, "a choice's code is there twice");
        }
        if (!choice->label || !choice->label[0])
            fault(faults, resource, field->name, "a choice has no label");
    }
    if (field->default_code &&
        (field->type != FIELD_CHOICE || choice_index(list, text_from(field->default_code)) < 0)) {
        fault(faults, resource, field->name, "the default is not one of the choices");
    }
}

// References point to the resource itself or to one declared before it, so that tables can be made in order.
static void check_targets(
    const struct registry *registry, size_t position, const struct field *field, struct buffer *faults)
{
    const struct resource *resource = registry->resources[position];
    for (size_t i = 0; i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++) {
        if (field->type != FIELD_REFERENCE) {
            fault(faults, resource, field->name, "only a reference has targets");
            return;
        }
        size_t target = 0;
        while (target < registry->count &&
               (!registry->resources[target]->name ||
                   strcmp(registry->resources[target]->name, field->targets[i]) != 0)) {
            target++;
        }
        if (target == registry->count) {
            fault(faults, resource, field->name, "the target does not exist");
        } else if (target > position) {
            fault(faults, resource, field->name, "the target is declared later");
        } else if (registry->resources[target]->flags & RESOURCE_LOG) {
            fault(faults, resource, field->name, "the target has no keys");
        }
    }
}

static void check_field(const struct resource *resource, size_t index, struct buffer *faults)
{
    const struct field *field = &resource->fields[index];
    if (!field->name) {
        fault(faults, resource, NULL, "a field has no name: is the table as long as its enum?");
        return;
    }
    if (!is_name(field->name, '_')) fault(faults, resource, field->name, "the name must be lower_snake_case");
    if (is_keyword(field->name)) fault(faults, resource, field->name, "the name is a word of SQL");
    if (is_system_name(field->name)) fault(faults, resource, field->name, "the name is taken by the system");
    if (is_among(resource->fields, index, field->name))
        fault(faults, resource, field->name, "the name is there twice");
    if (!field->label || !field->label[0]) fault(faults, resource, field->name, "the label is missing");
    if (!is_sentence(field->help)) fault(faults, resource, field->name, "the help must end in a period");
    if (field->minimum > field->maximum)
        fault(faults, resource, field->name, "the bounds are the wrong way round");
    if (field->scale > 9) fault(faults, resource, field->name, "a scale is at most 9");
    if (field->scale > 0 && field->type != FIELD_DECIMAL) {
        fault(faults, resource, field->name, "only a decimal has a scale");
    }
    if (field->accepts && (field->type != FIELD_TEXT || !field->pattern_help)) {
        fault(faults, resource, field->name, "a shape is for texts, and says what would be right");
    }
    if ((field->flags & FIELD_COMPUTED) &&
        (!resource->derive || (field->flags & (FIELD_REQUIRED | FIELD_UNIQUE)))) {
        fault(faults, resource, field->name,
            "a computed field needs derive, and is neither required nor unique");
    }
    if ((field->flags & FIELD_SEARCH) && field->type != FIELD_TEXT && field->type != FIELD_MARKDOWN) {
        fault(faults, resource, field->name, "only texts are searched");
    }
    if ((field->flags & FIELD_FOLLOWS) &&
        (field->type != FIELD_REFERENCE || !(field->flags & FIELD_REQUIRED)))
        fault(faults, resource, field->name, "only a reference that is required is followed");
    if (field->hidden_from && (field_is_filter(field) || (field->flags & FIELD_SEARCH)))
        fault(faults, resource, field->name, "what is hidden must not be found by");
    if (field->hidden_from >> ACCESS_ROLE_COUNT)
        fault(faults, resource, field->name, "it is hidden from unknown roles");
    check_choices(resource, field, faults);
}

static bool is_in_range(const struct resource *resource, int field)
{
    return field >= 0 && (size_t)field < resource->field_count;
}

static void check_sorts(const struct resource *resource, struct buffer *faults)
{
    if (resource->sort_count == 0) fault(faults, resource, NULL, "there is no sort");
    for (size_t i = 0; i < resource->sort_count; i++) {
        const struct sort *sort = &resource->sorts[i];
        if (!is_name(sort->name, '_')) {
            fault(faults, resource, NULL, "a sort has no name");
            continue;
        }
        if (resource_sort(resource, text_from(sort->name)) != (int)i)
            fault(faults, resource, sort->name, "a sort is there twice");
        if (sort->field < SORT_SYSTEM_KEY || (sort->field >= 0 && !is_in_range(resource, sort->field))) {
            fault(faults, resource, sort->name, "a sort is out of range");
        } else if (sort->field >= 0 && !field_is_stored(&resource->fields[sort->field])) {
            fault(faults, resource, sort->name, "a sort by what is not stored");
        } else if (sort->field >= 0 && resource->fields[sort->field].hidden_from) {
            fault(faults, resource, sort->name, "a sort by what is hidden");
        } else if (sort->field < 0 && (resource->flags & RESOURCE_LOG)) {
            fault(faults, resource, sort->name, "a log has no system columns to sort by");
        }
    }
}

static void check_special_fields(const struct resource *resource, struct buffer *faults)
{
    int title = resource->title_field, owner = resource->owner_field, shared = resource->shared_field;
    if (title != -1 && !is_in_range(resource, title))
        fault(faults, resource, NULL, "the title is out of range");
    if (owner != OWNER_CREATOR && owner != OWNER_SELF &&
        (!is_in_range(resource, owner) || resource->fields[owner].type != FIELD_REFERENCE)) {
        fault(faults, resource, NULL, "the owner must be a reference, OWNER_CREATOR or OWNER_SELF");
    }
    if (shared != -1 && (!is_in_range(resource, shared) || resource->fields[shared].type != FIELD_BOOLEAN)) {
        fault(faults, resource, NULL, "what shares a record must be a boolean, or -1");
    }
    for (size_t i = 0; i <= RESOURCE_TOGETHER_MAXIMUM && resource->unique_together[i] != -1; i++) {
        int field = resource->unique_together[i];
        if (i == RESOURCE_TOGETHER_MAXIMUM || !is_in_range(resource, field) ||
            !field_is_stored(&resource->fields[field])) {
            fault(faults, resource, NULL, "unique_together must hold stored fields and end with -1");
        }
    }
    if ((resource->flags & RESOURCE_LOG) &&
        (resource->field_count == 0 || resource->fields[0].type != FIELD_INTEGER ||
            !(resource->flags & RESOURCE_READ_ONLY))) {
        fault(faults, resource, NULL, "a log is read only and begins with an integer that counts up");
    }
}

static void check_actions(const struct resource *resource, struct buffer *faults)
{
    for (size_t i = 0; i < resource->action_count; i++) {
        const struct action *action = &resource->actions[i];
        if (!is_name(action->name, '_')) {
            fault(faults, resource, NULL, "an action has no name");
            continue;
        }
        if (resource_action(resource, text_from(action->name)) != action) {
            fault(faults, resource, action->name, "the action is there twice");
        }
        if (!action->label || !is_sentence(action->help)) {
            fault(
                faults, resource, action->name, "the action needs a label, and a help that ends in a period");
        }
        if (!action->run) fault(faults, resource, action->name, "the action does nothing");
        for (size_t j = 0; j < action->input_count; j++) {
            const struct field *input = &action->input_fields[j];
            if (!is_name(input->name, '_') || !input->label || !is_sentence(input->help)) {
                fault(faults, resource, action->name,
                    "an input needs a name, a label, and a help that ends in a period");
            } else if (is_among(action->input_fields, j, input->name)) {
                fault(faults, resource, action->name, "an input is there twice");
            }
        }
    }
}

static void check_permissions(const struct resource *resource, struct buffer *faults)
{
    unsigned known = MAY_READ | MAY_WRITE;
    for (size_t role = 0; role < ACCESS_ROLE_COUNT; role++) {
        unsigned all = resource->permissions[role].all, own = resource->permissions[role].own;
        const char *name = access_role_name((enum access_role)role);
        if ((all | own) & ~known) fault(faults, resource, name, "the permission has unknown verbs");
        if (((all | own) & MAY(VERB_ACT)) && resource->action_count == 0) {
            fault(faults, resource, name, "the role may act, but there is no action");
        }
        if (((all | own) & MAY_WRITE) && (resource->flags & RESOURCE_LOG)) {
            fault(faults, resource, name, "the role may write to a log");
        }
        if (!(all | own))
            fault(faults, resource, name, "the role has no permission at all: is it forgotten?");
    }
}

static void check_links(
    const struct registry *registry, const struct resource *resource, struct buffer *faults)
{
    for (size_t i = 0; i < resource->link_count; i++) {
        const struct link *link = &resource->links[i];
        const struct resource *from =
            link->resource ? registry_find(registry, text_from(link->resource)) : NULL;
        int index = from && link->field ? resource_field(from, text_from(link->field)) : -1;
        if (!is_name(link->name, '_') || index < 0 || from->fields[index].type != FIELD_REFERENCE) {
            fault(faults, resource, link->name, "the link is not a reference of another resource");
            continue;
        }
        bool points_here = !from->fields[index].targets[0];
        for (size_t j = 0; j < FIELD_TARGETS_MAXIMUM && from->fields[index].targets[j]; j++) {
            points_here = points_here || strcmp(from->fields[index].targets[j], resource->name) == 0;
        }
        if (!points_here) fault(faults, resource, link->name, "the link points elsewhere");
    }
}

static void check_names(const struct registry *registry, size_t position, struct buffer *faults)
{
    const struct resource *resource = registry->resources[position];
    if (!is_name(resource->singular, '_') || is_keyword(resource->singular)) {
        fault(faults, resource, NULL, "the singular must be lower_snake_case and no word of SQL");
    }
    if (!resource->label || !resource->label_plural) fault(faults, resource, NULL, "the label is missing");
    if (!is_sentence(resource->help)) fault(faults, resource, NULL, "the help must end in a period");
    bool has_keys = (resource->flags & RESOURCE_LOG) == 0;
    if (!resource->prefix || has_keys != is_prefix(resource->prefix) || (!has_keys && resource->prefix[0])) {
        fault(faults, resource, NULL, "the prefix must be 2 to 8 of A-Z0-9; empty for a log");
        return;
    }
    for (size_t i = 0; i < position; i++) {
        const struct resource *other = registry->resources[i];
        if (other->name && strcmp(other->name, resource->name) == 0)
            fault(faults, resource, NULL, "the name is there twice");
        if (other->singular && resource->singular && strcmp(other->singular, resource->singular) == 0) {
            fault(faults, resource, NULL, "the singular is there twice");
        }
        if (other->prefix && has_keys && strcmp(other->prefix, resource->prefix) == 0) {
            fault(faults, resource, NULL, "the prefix is there twice");
        }
    }
}

bool registry_check(const struct registry *registry, struct buffer *faults)
{
    size_t before = faults->length;
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (!is_name(resource->name, '-')) {
            fault(faults, resource, NULL, "the name must be in lower case, its words joined by dashes");
            continue;
        }
        check_names(registry, i, faults);
        if (resource->field_count == 0) fault(faults, resource, NULL, "there is no field");
        for (size_t j = 0; j < resource->field_count; j++) {
            check_field(resource, j, faults);
            check_targets(registry, i, &resource->fields[j], faults);
        }
        check_special_fields(resource, faults);
        check_sorts(resource, faults);
        check_actions(resource, faults);
        check_permissions(resource, faults);
        check_links(registry, resource, faults);
    }
    return faults->length == before && !faults->failed;
}
