// SPDX-License-Identifier: Apache-2.0
// The check as a whole: settings, organisation, alignment, waivers and offer are read, then it runs.
#include "check/rule.h"
#include "store/schema.h"

// What an older or newer program wrote, and this one cannot read, leaves the rule as it comes; other settings
// are none of the check's.
static enum error take_setting(struct text name, struct text value, void *closure)
{
    (void)check_settings_set(closure, name, value);
    return ERROR_NONE;
}

enum error check_settings_load(struct transaction *transaction, struct check_settings *ret_settings)
{
    check_settings_default(ret_settings);
    return setting_each(transaction, take_setting, ret_settings);
}

enum error check_workspace(struct transaction *transaction, int32_t day, const struct check_options *options,
    struct arena *arena, struct check_report *ret_report)
{
    struct organisation *organisation;
    struct resolution *resolution = NULL;
    struct alignment *alignment = NULL;
    struct offer *offer = NULL;
    struct check_waivers *waivers = arena_object(arena, struct check_waivers);
    struct check_settings *settings = arena_object(arena, struct check_settings);
    if (!waivers || !settings) return ERROR_MEMORY;
    enum error error = check_settings_load(transaction, settings);
    if (!error) error = organisation_load(transaction, day, arena, &organisation);
    if (!error) error = resolution_prepare(organisation, arena, &resolution);
    if (!error) error = alignment_load(transaction, organisation, arena, &alignment);
    if (!error) error = check_waivers_load(transaction, organisation, arena, waivers);
    if (!error) error = offer_load(transaction, organisation, arena, &offer);
    if (error) return error;
    const struct check_facts facts = {resolution, alignment, waivers, settings, offer};
    return check_run(&facts, options, arena, ret_report);
}
