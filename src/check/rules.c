// SPDX-License-Identifier: Apache-2.0
// The list of all rules, and what the workspace sets for them.
#include "check/rule.h"

static const struct check_family *const families[] = {&check_vacancy, &check_accountability, &check_people,
    &check_hours, &check_stand_in, &check_titles, &check_portfolio, &check_life_end, &check_units,
    &check_gates, &check_criteria, &check_hand_offs, &check_approvals, &check_overrides, &check_delegations,
    &check_maps, &check_waived, &check_import, &check_prices, &check_price_decisions, &check_price_studies};

size_t check_rule_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        count += families[i]->count;
    return count;
}

const struct check_rule *check_rule_at(size_t position)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (position < families[i]->count) return &families[i]->rules[position];
        position -= families[i]->count;
    }
    return &families[0]->rules[0];
}

size_t check_rule_position(const struct check_rule *rule)
{
    size_t position = 0;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        const struct check_rule *first = families[i]->rules;
        // Through integers: pointers into different tables must not be compared.
        if ((uintptr_t)rule >= (uintptr_t)first && (uintptr_t)rule < (uintptr_t)(first + families[i]->count))
            return position + (size_t)(rule - first);
        position += families[i]->count;
    }
    return position;
}

const struct check_rule *check_rule_find(struct text identifier)
{
    for (size_t i = 0; i < check_rule_count(); i++)
        if (text_is(identifier, check_rule_at(i)->identifier)) return check_rule_at(i);
    return NULL;
}

static const char *const severities[SEVERITY_COUNT] = {"off", "info", "warning", "error"};

const char *check_severity_code(enum check_severity severity)
{
    return severity < SEVERITY_COUNT ? severities[severity] : "";
}

bool check_severity_parse(struct text code, enum check_severity *ret_severity)
{
    for (unsigned i = 0; i < SEVERITY_COUNT; i++)
        if (text_is(code, severities[i])) {
            *ret_severity = (enum check_severity)i;
            return true;
        }
    return false;
}

void check_settings_default(struct check_settings *settings)
{
    memset(settings, 0, sizeof *settings);
    for (size_t i = 0; i < check_rule_count(); i++) {
        const struct check_rule *rule = check_rule_at(i);
        settings->severities[i] = SEVERITY_AS_IT_COMES;
        for (size_t j = 0; j < rule->parameter_count; j++)
            settings->values[i][j] = rule->parameters[j].value;
    }
}

enum check_severity check_rule_severity(const struct check_settings *settings, const struct check_rule *rule)
{
    const int severity = settings->severities[check_rule_position(rule)];
    return severity == SEVERITY_AS_IT_COMES ? rule->severity : (enum check_severity)severity;
}

enum check_severity check_rule_severity_by(
    const struct check_settings *settings, const struct check_rule *rule, size_t parameter)
{
    const size_t position = check_rule_position(rule);
    const int severity = settings->severities[position];
    return (enum check_severity)(
        severity == SEVERITY_AS_IT_COMES ? settings->values[position][parameter] : severity);
}

int32_t check_rule_value(
    const struct check_settings *settings, const struct check_rule *rule, size_t parameter)
{
    return settings->values[check_rule_position(rule)][parameter];
}

// Takes check.RULE.NAME apart; parameter_count as *ret_parameter means the severity of the rule.
static const struct check_rule *setting_find(struct text name, size_t *ret_parameter)
{
    struct text part;
    if (!text_split(&name, '.', &part) || !text_is(part, "check")) return NULL;
    const struct check_rule *rule = text_split(&name, '.', &part) ? check_rule_find(part) : NULL;
    for (size_t i = 0; rule && i < rule->parameter_count; i++)
        if (text_is(name, rule->parameters[i].name)) {
            *ret_parameter = i;
            return rule;
        }
    if (!rule || !text_is(name, "severity")) return NULL;
    *ret_parameter = rule->parameter_count;
    return rule;
}

// The number that the text stands for.
static bool setting_read(
    const struct check_rule *rule, size_t parameter, struct text value, int32_t *ret_value)
{
    enum check_severity severity;
    int64_t number;
    if (parameter == rule->parameter_count || rule->parameters[parameter].is_severity) {
        if (!check_severity_parse(value, &severity)) return false;
        *ret_value = (int32_t)severity;
        return true;
    }
    const struct check_parameter *of = &rule->parameters[parameter];
    if (!text_parse_integer(value, of->minimum, of->maximum, &number)) return false;
    *ret_value = (int32_t)number;
    return true;
}

bool check_settings_set(struct check_settings *settings, struct text name, struct text value)
{
    size_t parameter;
    int32_t number;
    const struct check_rule *rule = setting_find(name, &parameter);
    if (!rule || !setting_read(rule, parameter, value, &number)) return false;
    if (parameter == rule->parameter_count)
        settings->severities[check_rule_position(rule)] = (uint8_t)number;
    else
        settings->values[check_rule_position(rule)][parameter] = number;
    return true;
}

enum error check_setting_accept(struct text name, struct text value, struct problem_list *problems)
{
    size_t parameter;
    int32_t number;
    char field[160];
    snprintf(field, sizeof field, "%.*s", TEXT_PRINT(name));
    const struct check_rule *rule = setting_find(name, &parameter);
    if (!rule) {
        problem_add(problems, field, "There is no such setting of the check.");
        return ERROR_NOT_FOUND;
    }
    if (text_is_empty(value) || setting_read(rule, parameter, value, &number)) return ERROR_NONE;
    if (parameter == rule->parameter_count || rule->parameters[parameter].is_severity)
        problem_add(problems, field, "Must be off, info, warning or error.");
    else
        problem_add(problems, field, "Must be a whole number from %d to %d.",
            rule->parameters[parameter].minimum, rule->parameters[parameter].maximum);
    return ERROR_INVALID;
}
