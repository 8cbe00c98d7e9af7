// SPDX-License-Identifier: Apache-2.0
// Answers to questions about the whole organisation: portfolio, accountability, findings, rules.
#include "alignment/portfolio_hand_offs.h"
#include "base/calendar.h"
#include "check/check.h"
#include "check/explain.h"
#include "check/print.h"
#include "check/rule.h"
#include "http/handlers.h"
#include "http/service.h"
#include "people/person.h"
#include "people/resolution_print.h"
#include "product/portfolio.h"
#include "product/product.h"
#include "product/unit.h"
#include "store/records.h"

static int32_t today(const struct transaction *transaction)
{
    return calendar_day_of(transaction_now(transaction));
}

static void json_header(struct call *call)
{
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
}

// A parameter that is a key of the resource (NULL: of any): the current one, if the one given is old. Unset
// gives empty text.
static enum error key_take(struct call *call, struct transaction *transaction, const char *name,
    const struct resource *wanted, struct text *ret_key)
{
    const struct resource *resource = NULL;
    const struct text *given = query_string_take(&call->query, name);
    *ret_key = TEXT("");
    if (!given || text_is_empty(*given)) return ERROR_NONE;
    enum error error = record_resolve_key(transaction, *given, call->request->arena, &resource, ret_key);
    if (!error && wanted && resource != wanted) error = ERROR_NOT_FOUND;
    if (error == ERROR_NOT_FOUND)
        problem_add(&call->problems, name, "There is no %s with the key %.*s.",
            wanted ? wanted->singular : "record", TEXT_PRINT(*given));
    return error;
}

enum error portfolio_route(struct call *call)
{
    static const char *const known[] = {"line", NULL};
    struct arena *arena = call->request->arena;
    struct transaction *transaction = NULL;
    struct check_report report;
    struct portfolio_findings *counts = NULL;
    struct portfolio_hand_offs *hand_offs = NULL;
    struct portfolio_options options = {.line = TEXT("")};
    enum error error = call_transaction(call, &transaction);
    if (!error) error = key_take(call, transaction, "line", NULL, &options.line);
    if (!error) error = call_expect_taken(call, known);
    if (!error) error = check_workspace(transaction, today(transaction), NULL, arena, &report);
    if (!error) error = check_count_products(&report, arena, &counts);
    if (!error)
        error = portfolio_hand_offs_load(
            transaction, resolution_organisation(report.resolution), arena, &hand_offs);
    if (error) return error;
    options.findings = counts;
    options.hand_offs = hand_offs;
    json_header(call);
    return portfolio_print(report.resolution, &options, arena, &call->reply->body);
}

// The index of a product or activity that a parameter names.
static enum error index_find(struct call *call, const char *name, struct text key,
    uint32_t (*find)(const struct organisation *, struct text), const struct organisation *organisation,
    uint32_t *ret_index)
{
    *ret_index = text_is_empty(key) ? ORGANISATION_NONE : find(organisation, key);
    if (text_is_empty(key) || *ret_index != ORGANISATION_NONE) return ERROR_NONE;
    problem_add(&call->problems, name, "%.*s is no %s.", TEXT_PRINT(key), name);
    return ERROR_NOT_FOUND;
}

// An activity goes by its key or its code, as on the command line; codes have no upper-case letters, keys no
// others.
static enum error activity_take(
    struct call *call, struct transaction *transaction, struct text *ret_key, const char **ret_code)
{
    const struct text *given = query_string_take(&call->query, "activity");
    *ret_key = TEXT("");
    *ret_code = NULL;
    if (!given || text_is_empty(*given)) return ERROR_NONE;
    if (given->data[0] < 'a' || given->data[0] > 'z')
        return key_take(call, transaction, "activity", NULL, ret_key);
    *ret_code = text_copy(*given, call->request->arena);
    return *ret_code ? ERROR_NONE : ERROR_MEMORY;
}

static enum error activity_find(struct call *call, struct text key, const char *code,
    const struct organisation *organisation, uint32_t *ret_activity)
{
    if (!code)
        return index_find(call, "activity", key, organisation_find_activity, organisation, ret_activity);
    *ret_activity = organisation_find_activity_code(organisation, code);
    if (*ret_activity != ORGANISATION_NONE) return ERROR_NONE;
    problem_add(&call->problems, "activity", "No activity has the code %s.", code);
    return ERROR_NOT_FOUND;
}

enum error resolve_route(struct call *call)
{
    static const char *const known[] = {"product", "activity", NULL};
    struct arena *arena = call->request->arena;
    struct transaction *transaction = NULL;
    struct organisation *organisation = NULL;
    struct resolution *resolution = NULL;
    struct text product_key = TEXT(""), activity_key = TEXT("");
    const char *activity_code = NULL;
    uint32_t product = ORGANISATION_NONE, activity = ORGANISATION_NONE;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = key_take(call, transaction, "product", NULL, &product_key);
    if (!error) error = activity_take(call, transaction, &activity_key, &activity_code);
    if (!error) error = call_expect_taken(call, known);
    if (!error && text_is_empty(product_key) && (!text_is_empty(activity_key) || activity_code)) {
        problem_add(&call->problems, "product", "An activity alone is not enough: say of which product.");
        error = ERROR_SYNTAX;
    }
    if (!error) error = organisation_load(transaction, today(transaction), arena, &organisation);
    if (!error)
        error = index_find(call, "product", product_key, organisation_find_product, organisation, &product);
    if (!error) error = activity_find(call, activity_key, activity_code, organisation, &activity);
    if (!error) error = resolution_prepare(organisation, arena, &resolution);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    if (product == ORGANISATION_NONE)
        error = resolution_print_summary(resolution, arena, &writer);
    else
        resolution_print_product(resolution, product, activity, &writer);
    return error ? error : call_json_finish(call, &writer);
}

static void severities_take(struct call *call, struct check_options *options)
{
    const struct text *given = query_string_take(&call->query, "severity");
    if (!given || text_is_empty(*given)) return;
    struct text rest = *given, part;
    while (text_split(&rest, ',', &part)) {
        enum check_severity severity = SEVERITY_OFF;
        if (check_severity_parse(part, &severity) && severity != SEVERITY_OFF)
            options->severities |= 1U << severity;
        else
            problem_add(&call->problems, "severity", "\"%.*s\" is not one of error, warning, info.",
                TEXT_PRINT(part));
    }
}

static void rules_take(struct call *call, const struct check_rule **rules, struct check_options *options)
{
    const struct text *given = query_string_take(&call->query, "rule");
    if (!given || text_is_empty(*given)) return;
    struct text rest = *given, part;
    options->rules = rules;
    while (text_split(&rest, ',', &part)) {
        const struct check_rule *rule = check_rule_find(part);
        if (!rule)
            problem_add(
                &call->problems, "rule", "There is no rule \"%.*s\"; see /api/v1/rules.", TEXT_PRINT(part));
        else if (options->rule_count < CHECK_RULES_MAXIMUM)
            rules[options->rule_count++] = rule;
    }
}

static void waived_take(struct call *call, bool *ret_with_waived)
{
    const struct text *given = query_string_take(&call->query, "waived");
    if (!given || text_is_empty(*given)) return;
    *ret_with_waived = text_is(*given, "true");
    if (!*ret_with_waived && !text_is(*given, "false"))
        problem_add(&call->problems, "waived", "Must be true or false.");
}

enum error check_explain_route(struct call *call)
{
    static const char *const known[] = {"finding", NULL};
    struct check_report report;
    struct transaction *transaction = NULL;
    enum error error = call_transaction(call, &transaction);
    if (error) return error;
    const struct text *given = query_string_take(&call->query, "finding");
    error = call_expect_taken(call, known);
    if (!error && (!given || !check_is_fingerprint(*given))) {
        problem_add(
            &call->problems, "finding", "Must be the fingerprint of a finding: 16 hexadecimal digits.");
        error = ERROR_SYNTAX;
    }
    if (!error) error = check_workspace(transaction, today(transaction), NULL, call->request->arena, &report);
    if (error) return error;
    const struct finding *finding = check_find(&report, *given);
    if (!finding) {
        problem_add(
            &call->problems, "finding", "No finding of today has the fingerprint %.*s.", TEXT_PRINT(*given));
        return ERROR_NOT_FOUND;
    }
    json_header(call);
    return check_explain_json(&report, finding, &call->reply->body);
}

// What the findings are to be about, and to whom and where they belong. product is record for products.
static enum error check_keys_take(
    struct call *call, struct transaction *transaction, struct check_options *options)
{
    struct text product = TEXT("");
    enum error error = key_take(call, transaction, "record", NULL, &options->record);
    if (!error) error = key_take(call, transaction, "product", &product_resource, &product);
    if (!error) error = key_take(call, transaction, "person", &person_resource, &options->person);
    if (!error) error = key_take(call, transaction, "unit", &unit_resource, &options->unit);
    if (error || text_is_empty(product)) return error;
    if (!text_is_empty(options->record)) {
        problem_add(&call->problems, "product", "Says the same as record: give one of the two.");
        return ERROR_SYNTAX;
    }
    options->record = product;
    return ERROR_NONE;
}

enum error check_route(struct call *call)
{
    static const char *const known[] = {
        "severity", "rule", "record", "product", "person", "unit", "waived", NULL};
    const struct check_rule *rules[CHECK_RULES_MAXIMUM];
    struct check_options options = {.record = TEXT("")};
    bool with_waived = false;
    struct check_report report;
    struct transaction *transaction = NULL;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = check_keys_take(call, transaction, &options);
    if (error) return error;
    severities_take(call, &options);
    rules_take(call, rules, &options);
    waived_take(call, &with_waived);
    error = call_expect_taken(call, known);
    if (!error && call->problems.count) error = ERROR_SYNTAX;
    if (!error)
        error = check_workspace(transaction, today(transaction), &options, call->request->arena, &report);
    if (error) return error;
    json_header(call);
    return check_print_json(&report, with_waived, NULL, &call->reply->body);
}

enum error rules_route(struct call *call)
{
    struct check_settings settings;
    struct transaction *transaction = NULL;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (!error) error = check_settings_load(transaction, &settings);
    if (error) return error;
    json_header(call);
    buffer_string(&call->reply->body, "{\"items\":");
    error = check_print_rules_json(&settings, &call->reply->body);
    buffer_character(&call->reply->body, '}');
    return error;
}
