// SPDX-License-Identifier: Apache-2.0
// A file of Pricing2Yaml made into records: first the features and limits, then plans and add-ons with what
// they say about them and what they cost.
#include "base/calendar.h"
#include "base/decimal.h"
#include "offer/add_on.h"
#include "offer/add_on_link.h"
#include "offer/plan.h"
#include "offer/plan_feature.h"
#include "offer/plan_feature_value.h"
#include "offer/price_list.h"
#include "offer/price_point.h"
#include "offer/pricing2yaml_read.h"
#include "policy/acting.h"
#include "store/records.h"

static const struct statement select_plan = {
    .name = "pricing2yaml_plan",
    .common = SQL("SELECT key FROM plan WHERE product = $1 AND name = $2"),
    .parameters = "tt",
    .columns = "t",
};
static const struct statement select_add_on = {
    .name = "pricing2yaml_add_on",
    .common = SQL("SELECT key FROM add_on WHERE product = $1 AND name = $2"),
    .parameters = "tt",
    .columns = "t",
};
static const struct statement select_feature = {
    .name = "pricing2yaml_feature",
    .common = SQL("SELECT key FROM plan_feature WHERE product = $1 AND name = $2 AND kind NOT LIKE '%limit'"),
    .parameters = "tt",
    .columns = "t",
};
static const struct statement select_limit = {
    .name = "pricing2yaml_limit",
    .common = SQL("SELECT key FROM plan_feature WHERE product = $1 AND name = $2 AND kind LIKE '%limit'"),
    .parameters = "tt",
    .columns = "t",
};
static const struct statement select_value = {
    .name = "pricing2yaml_value",
    .common =
        SQL("SELECT key FROM plan_feature_value WHERE item = $1 AND feature = $2 AND is_extension = $3"),
    .parameters = "ttb",
    .columns = "t",
};
static const struct statement select_link = {
    .name = "pricing2yaml_link",
    .common = SQL("SELECT key FROM add_on_link WHERE add_on = $1 AND kind = $2 AND other = $3"),
    .parameters = "ttt",
    .columns = "t",
};

static const struct statement *const statements[] = {
    &select_plan, &select_add_on, &select_feature, &select_limit, &select_value, &select_link};
const struct statement_list pricing2yaml_statements = {statements, sizeof statements / sizeof statements[0]};

static void feature_take(
    struct importing *importing, const struct yaml_node *node, bool is_limit, int64_t position)
{
    static const char *const of_feature[] = {"description", "tag", "type", "valueType", "defaultValue",
        "automationType", "integrationType", "docUrl", NULL};
    static const char *const of_limit[] = {
        "description", "type", "valueType", "defaultValue", "unit", "linkedFeatures", NULL};
    struct record_input *input = input_new(importing, &plan_feature_resource);
    const int kind = word_find(
        pricing2yaml_kinds + (is_limit ? FEATURE_RENEWABLE_LIMIT : 0), member_text(importing, node, "type"));
    const int type = word_find(pricing2yaml_value_types, member_text(importing, node, "valueType"));
    const bool is_right = is_limit ? kind >= 0 : kind >= 0 && kind < FEATURE_RENEWABLE_LIMIT;
    members_expect(importing, node, is_limit ? of_limit : of_feature);
    if (!is_right) {
        problem_add_at(importing->problems, node->line, 0, NULL, "%.*s needs a type, such as %s.",
            TEXT_PRINT(node->key), is_limit ? "RENEWABLE" : "DOMAIN");
    }
    if (type < 0)
        problem_add_at(importing->problems, node->line, 0, NULL,
            "%.*s needs a valueType: BOOLEAN, NUMERIC or TEXT.", TEXT_PRINT(node->key));
    if (!input || !is_right || type < 0) return;
    const struct text subtype = member_text(importing, node, "automationType");
    const struct text link = member_text(importing, node, "docUrl");
    const struct value parameters[] = {value_text(importing->product), value_text(node->key)};
    const struct text key = find(importing, is_limit ? &select_limit : &select_feature, parameters, 2);
    if (text_is_empty(key)) set_text(input, PLAN_FEATURE_PRODUCT, importing->product);
    set_text(input, PLAN_FEATURE_NAME, node->key);
    record_input_set(input, PLAN_FEATURE_KIND,
        value_string(plan_feature_kinds.choices[kind + (is_limit ? FEATURE_RENEWABLE_LIMIT : 0)].code));
    record_input_set(
        input, PLAN_FEATURE_VALUE_TYPE, value_string(plan_feature_value_types.choices[type].code));
    set_text(input, PLAN_FEATURE_DEFAULT_VALUE, value_of(importing, yaml_member(node, "defaultValue")));
    set_text(input, PLAN_FEATURE_UNIT, member_text(importing, node, "unit"));
    set_text(input, PLAN_FEATURE_DESCRIPTION, member_text(importing, node, "description"));
    set_text(input, PLAN_FEATURE_TAG, member_text(importing, node, "tag"));
    set_text(input, PLAN_FEATURE_SUBTYPE,
        text_is_empty(subtype) ? member_text(importing, node, "integrationType") : subtype);
    set_text(input, PLAN_FEATURE_LIMIT_OF,
        is_limit ? list_join(importing, yaml_member(node, "linkedFeatures"), "\n") : TEXT(""));
    set_text(input, PLAN_FEATURE_WEB_PAGE, link);
    record_input_set(input, PLAN_FEATURE_POSITION, value_integer(position));
    (void)keep(importing, node, key, input, &importing->result->features);
}

// What a plan or an add-on says about features or limits.
static void values_take(struct importing *importing, const struct yaml_node *item_node, struct text item,
    const char *member, bool is_limit, bool is_extension)
{
    const struct yaml_node *values = member_mapping(importing, item_node, member);
    for (const struct yaml_node *node = values ? values->first : NULL; node && !importing->fatal;
         node = node->next) {
        const struct value of[] = {value_text(importing->product), value_text(node->key)};
        const struct text feature = find(importing, is_limit ? &select_limit : &select_feature, of, 2);
        const struct yaml_node *value = yaml_member(node, "value");
        if (text_is_empty(feature)) {
            problem_add_at(importing->problems, node->line, 0, NULL, "There is no %s %.*s in this file.",
                is_limit ? "usage limit" : "feature", TEXT_PRINT(node->key));
            continue;
        }
        if (yaml_is_null(value)) continue; // the default holds
        const struct value parameters[] = {
            value_text(item), value_text(feature), value_boolean(is_extension)};
        const struct text key = find(importing, &select_value, parameters, 3);
        struct record_input *input = input_new(importing, &plan_feature_value_resource);
        if (!input) return;
        if (text_is_empty(key)) {
            set_text(input, PLAN_FEATURE_VALUE_ITEM, item);
            set_text(input, PLAN_FEATURE_VALUE_FEATURE, feature);
            record_input_set(input, PLAN_FEATURE_VALUE_IS_EXTENSION, value_boolean(is_extension));
        }
        set_text(input, PLAN_FEATURE_VALUE_VALUE, value_of(importing, value));
        (void)keep(importing, node, key, input, &importing->result->values);
    }
}

static void price_take(struct importing *importing, const struct yaml_node *node, struct text item)
{
    const struct yaml_node *price = yaml_member(node, "price");
    const struct text said = member_text(importing, node, "price");
    struct record_input *input = input_new(importing, &price_point_resource);
    int64_t amount;
    if (!input || text_is_empty(said)) return;
    set_text(input, PRICE_POINT_PRICE_LIST, importing->result->price_list);
    set_text(input, PRICE_POINT_ITEM, item);
    if (decimal_parse(said, AMOUNT_SCALE, &amount))
        record_input_set(input, PRICE_POINT_AMOUNT, value_integer(amount));
    else if (decimal_parse(said, DECIMAL_SCALE_MAXIMUM, &amount)) {
        refuse(importing, price, "a number with at most four digits after the point, or words");
        return;
    } else
        set_text(input, PRICE_POINT_WORDING, said);
    if (text_find(said, '#') < said.length)
        problem_add_at(importing->notes, price->line, 0, NULL, "price is a formula; it is kept as words.");
    set_text(input, PRICE_POINT_UNIT, member_text(importing, node, "unit"));
    record_input_set(
        input, PRICE_POINT_BILLING_PERIOD, value_string(amount_periods.choices[importing->period].code));
    record_input_set(input, PRICE_POINT_VALID_FROM_ON, importing->from_on);
    // Without a list its own problem is said already.
    if (!text_is_empty(importing->result->price_list))
        (void)keep(importing, node, TEXT(""), input, &importing->result->prices);
}

static bool boolean_of(struct importing *importing, const struct yaml_node *node, const char *member)
{
    return text_equal_fold(member_text(importing, node, member), TEXT("true"));
}

static struct text plan_take(struct importing *importing, const struct yaml_node *node, int64_t position)
{
    static const char *const known[] = {
        "description", "price", "unit", "private", "features", "usageLimits", NULL};
    const struct value parameters[] = {value_text(importing->product), value_text(node->key)};
    const struct text key = find(importing, &select_plan, parameters, 2);
    struct record_input *input = input_new(importing, &plan_resource);
    members_expect(importing, node, known);
    if (!input) return TEXT("");
    if (text_is_empty(key)) set_text(input, PLAN_PRODUCT, importing->product);
    set_text(input, PLAN_NAME, node->key);
    set_text(input, PLAN_DESCRIPTION, member_text(importing, node, "description"));
    record_input_set(input, PLAN_POSITION, value_integer(position));
    record_input_set(input, PLAN_IS_PRIVATE, value_boolean(boolean_of(importing, node, "private")));
    return keep(importing, node, key, input, &importing->result->plans);
}

static struct text add_on_take(struct importing *importing, const struct yaml_node *node, int64_t position)
{
    static const char *const known[] = {"description", "price", "unit", "private", "features", "usageLimits",
        "usageLimitsExtensions", "availableFor", "dependsOn", "excludes", NULL};
    const struct value parameters[] = {value_text(importing->product), value_text(node->key)};
    const struct text key = find(importing, &select_add_on, parameters, 2);
    struct record_input *input = input_new(importing, &add_on_resource);
    members_expect(importing, node, known);
    if (!input) return TEXT("");
    if (text_is_empty(key)) set_text(input, ADD_ON_PRODUCT, importing->product);
    set_text(input, ADD_ON_NAME, node->key);
    set_text(input, ADD_ON_DESCRIPTION, member_text(importing, node, "description"));
    record_input_set(input, ADD_ON_POSITION, value_integer(position));
    record_input_set(input, ADD_ON_IS_PRIVATE, value_boolean(boolean_of(importing, node, "private")));
    return keep(importing, node, key, input, &importing->result->add_ons);
}

// After all add-ons are there: they name each other.
static void links_take(
    struct importing *importing, const struct yaml_node *node, const char *member, enum add_on_link_kind kind)
{
    const struct yaml_node *names = yaml_member(node, member);
    const struct value self[] = {value_text(importing->product), value_text(node->key)};
    const struct text add_on = find(importing, &select_add_on, self, 2);
    if (yaml_is_null(names) || text_is_empty(add_on)) return;
    if (names->kind != YAML_SEQUENCE) {
        refuse(importing, names, "a list of names");
        return;
    }
    for (const struct yaml_node *name = names->first; name && !importing->fatal; name = name->next) {
        const struct value parameters[] = {
            value_text(importing->product), value_text(text_trim(name->value))};
        const struct text other =
            find(importing, kind == ADD_ON_LINK_AVAILABLE_FOR ? &select_plan : &select_add_on, parameters, 2);
        if (text_is_empty(other)) {
            problem_add_at(importing->problems, name->line, 0, NULL, "There is no %s %.*s in this file.",
                kind == ADD_ON_LINK_AVAILABLE_FOR ? "plan" : "add-on", TEXT_PRINT(text_trim(name->value)));
            continue;
        }
        const char *code = add_on_link_kinds.choices[kind].code;
        const struct value link[] = {value_text(add_on), value_string(code), value_text(other)};
        struct record_input *input = input_new(importing, &add_on_link_resource);
        uint32_t uncounted = 0;
        if (!input || !text_is_empty(find(importing, &select_link, link, 3))) continue;
        set_text(input, ADD_ON_LINK_ADD_ON, add_on);
        record_input_set(input, ADD_ON_LINK_KIND, value_string(code));
        set_text(input, ADD_ON_LINK_OTHER, other);
        (void)keep(importing, name, TEXT(""), input, &uncounted);
    }
}

// The factors as JSON, and the period that the prices are meant for: the one whose factor is one.
static struct text billing_take(struct importing *importing, const struct yaml_node *root)
{
    const struct yaml_node *billing = member_mapping(importing, root, "billing");
    struct buffer buffer;
    int64_t factor, one = 1000000;
    importing->period = PERIOD_MONTH;
    if (!billing) return TEXT("");
    buffer_init(&buffer, 4000);
    for (const struct yaml_node *node = billing->first; node; node = node->next) {
        if (node->kind != YAML_SCALAR || !decimal_parse(node->value, 6, &factor) || factor < 0) {
            refuse(importing, node, "a factor such as 0.83");
            continue;
        }
        for (int period = 0; factor == one && period < PERIOD_COUNT; period++)
            if (pricing2yaml_periods[period] && text_is(node->key, pricing2yaml_periods[period]))
                importing->period = (enum amount_period)period;
        if (text_find(node->key, '"') < node->key.length || text_find(node->key, '\\') < node->key.length) {
            refuse(importing, node, "named by a plain word");
            continue;
        }
        char digits[DECIMAL_PRINT_SIZE];
        decimal_print(factor, 6, digits);
        size_t length = strlen(digits);
        while (digits[length - 1] == '0')
            length--;
        if (digits[length - 1] == '.') length--;
        buffer_print(&buffer, "%c\"%.*s\":%.*s", buffer.length ? ',' : '{', TEXT_PRINT(node->key),
            (int)length, digits);
    }
    buffer_string(&buffer, buffer.length ? "}" : "{}");
    const struct text view = buffer_view(&buffer);
    const char *copy = buffer_error(&buffer) ? NULL : text_copy(view, importing->arena);
    const struct text json = {copy, copy ? view.length : 0};
    if (!copy) importing->fatal = ERROR_MEMORY;
    buffer_free(&buffer);
    return json;
}

// Days of the file: a date, or an instant that begins with one.
static struct value day_take(struct importing *importing, const struct yaml_node *root, const char *member)
{
    struct text said = member_text(importing, root, member);
    int32_t day;
    if (text_is_empty(said)) return value_null();
    if (said.length > CALENDAR_DATE_SIZE - 1) said.length = CALENDAR_DATE_SIZE - 1;
    if (calendar_parse_date(said, &day)) return value_text(said);
    refuse(importing, yaml_member(root, member), "a day such as 2026-11-22");
    return value_null();
}

static void list_take(struct importing *importing, const struct yaml_node *root)
{
    struct record_input *input = input_new(importing, &price_list_resource);
    const struct value dated = day_take(importing, root, "createdAt"),
                       starts = day_take(importing, root, "starts");
    uint32_t lists = 0;
    importing->from_on =
        starts.kind != VALUE_NULL ? starts : acting_day(importing->transaction, importing->arena);
    if (!input) return;
    const struct text name = importing->request->name;
    set_text(input, PRICE_LIST_NAME, text_is_empty(name) ? member_text(importing, root, "saasName") : name);
    set_text(input, PRICE_LIST_SCOPE, importing->product);
    set_text(input, PRICE_LIST_CURRENCY, member_text(importing, root, "currency"));
    set_text(input, PRICE_LIST_EDITION, member_text(importing, root, "version"));
    set_text(input, PRICE_LIST_BILLING, billing_take(importing, root));
    set_text(input, PRICE_LIST_WEB_PAGE, member_text(importing, root, "url"));
    record_input_set(input, PRICE_LIST_DATED_ON, dated);
    record_input_set(input, PRICE_LIST_VALID_FROM_ON, importing->from_on);
    record_input_set(input, PRICE_LIST_VALID_TO_ON, day_take(importing, root, "ends"));
    importing->result->price_list = keep(importing, root, TEXT(""), input, &lists);
}

// Each is about a plan or an add-on of its own, so that one that cannot be taken does not hide the next.
static void items_take(struct importing *importing, const struct yaml_node *items, bool is_add_on)
{
    int64_t position = 0;
    for (const struct yaml_node *node = items ? items->first : NULL; node && !importing->fatal;
         node = node->next) {
        const struct text key =
            is_add_on ? add_on_take(importing, node, ++position) : plan_take(importing, node, ++position);
        if (text_is_empty(key)) continue;
        values_take(importing, node, key, "features", false, false);
        values_take(importing, node, key, "usageLimits", true, false);
        if (is_add_on) values_take(importing, node, key, "usageLimitsExtensions", true, true);
        price_take(importing, node, key);
    }
}

static void file_take(struct importing *importing, const struct yaml_node *root)
{
    static const char *const known[] = {"saasName", "syntaxVersion", "version", "createdAt", "starts", "ends",
        "currency", "billing", "url", "tags", "features", "usageLimits", "plans", "addOns", NULL};
    const struct yaml_node *features = member_mapping(importing, root, "features");
    const struct yaml_node *limits = member_mapping(importing, root, "usageLimits");
    const struct yaml_node *add_ons = member_mapping(importing, root, "addOns");
    const struct text syntax = member_text(importing, root, "syntaxVersion");
    int64_t position = 0;
    members_expect(importing, root, known);
    if (!text_is(syntax, "2.1") && !text_is(syntax, "2.0"))
        problem_add_at(importing->problems, root->line, 0, NULL,
            "syntaxVersion must be \"2.1\": files of other versions are written anew by the tools of "
            "Pricing2Yaml.");
    list_take(importing, root);
    for (const struct yaml_node *node = features ? features->first : NULL; node && !importing->fatal;
         node = node->next)
        feature_take(importing, node, false, ++position);
    for (const struct yaml_node *node = limits ? limits->first : NULL; node && !importing->fatal;
         node = node->next)
        feature_take(importing, node, true, ++position);
    items_take(importing, member_mapping(importing, root, "plans"), false);
    items_take(importing, add_ons, true);
    for (const struct yaml_node *node = add_ons ? add_ons->first : NULL; node && !importing->fatal;
         node = node->next) {
        links_take(importing, node, "availableFor", ADD_ON_LINK_AVAILABLE_FOR);
        links_take(importing, node, "dependsOn", ADD_ON_LINK_DEPENDS_ON);
        links_take(importing, node, "excludes", ADD_ON_LINK_EXCLUDES);
    }
}

enum error pricing2yaml_import(struct transaction *transaction, const struct actor *actor,
    const struct pricing2yaml_request *request, struct arena *arena, struct problem_list *problems,
    struct problem_list *notes, struct pricing2yaml_result *ret_result)
{
    struct pricing2yaml_result result = {.price_list = TEXT("")};
    struct importing importing = {.transaction = transaction,
        .actor = actor,
        .request = request,
        .arena = arena,
        .problems = problems,
        .notes = notes,
        .result = &result};
    const struct resource *resource = NULL;
    struct yaml_node *root;
    enum error error =
        record_resolve_key(transaction, request->product, arena, &resource, &importing.product);
    if (error == ERROR_NOT_FOUND || (!error && strcmp(resource->name, "products") != 0)) {
        problem_add(problems, "product", "There is no product %.*s.", TEXT_PRINT(request->product));
        return ERROR_INVALID;
    }
    if (!error) error = yaml_read(request->content, arena, problems, &root);
    if (error) return error;
    if (root->kind != YAML_MAPPING) {
        problem_add_at(
            problems, root->line, 0, NULL, "Must be a mapping with saasName, currency, plans and so on.");
        return ERROR_INVALID;
    }
    const size_t before = problems->count;
    file_take(&importing, root);
    if (importing.fatal) return importing.fatal;
    if (problems->count > before) return ERROR_INVALID;
    *ret_result = result;
    return ERROR_NONE;
}
