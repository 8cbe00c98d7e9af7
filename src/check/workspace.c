// SPDX-License-Identifier: Apache-2.0
// The check's only contact with the database: settings and organisation are read, then it runs.
#include "check/rule.h"
#include "store/schema.h"

enum error check_settings_load(
    struct transaction *transaction, struct arena *arena, struct check_settings *ret_settings)
{
    check_settings_default(ret_settings);
    for (size_t i = 0; i < check_rule_count(); i++) {
        const struct check_rule *rule = check_rule_at(i);
        for (size_t j = 0; j <= rule->parameter_count; j++) {
            char name[160];
            snprintf(name, sizeof name, "check.%s.%s", rule->identifier,
                j == rule->parameter_count ? "severity" : rule->parameters[j].name);
            struct text value;
            enum error error = setting_get(transaction, name, arena, &value);
            if (error) return error;
            // What an older or newer program wrote and this one cannot read leaves the rule as it comes.
            if (!text_is_empty(value)) (void)check_settings_set(ret_settings, text_from(name), value);
        }
    }
    return ERROR_NONE;
}

enum error check_workspace(struct transaction *transaction, int32_t day, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report)
{
    struct organisation *organisation;
    struct resolution *resolution;
    struct check_settings *settings = arena_object(arena, struct check_settings);
    if (!settings) return ERROR_MEMORY;
    enum error error = check_settings_load(transaction, arena, settings);
    if (!error) error = organisation_load(transaction, day, arena, &organisation);
    if (!error) error = resolution_prepare(organisation, arena, &resolution);
    return error ? error : check_run(resolution, settings, options, arena, ret_report);
}
